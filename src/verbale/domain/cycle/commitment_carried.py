"""What earlier minutes of a commission left open: it comes onto the next agenda by itself (COMMISSION.md, 4.4)."""

from __future__ import annotations

from verbale.domain.cycle.agenda import Carried
from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_content import natural
from verbale.domain.cycle.commitment_said import said
from verbale.records.commitment import Commitment
from verbale.records.minutes import Minutes
from verbale.records.session import Session


def of(session: Session) -> tuple[Carried, ...]:
    """The commitments that still stand from minutes of earlier sessions, the last session's first, by their numbers.

    Of their dates only the agreed one is told: agenda and minutes go to the partner. Their words by language are those
    of their articles.
    """
    earlier = Minutes.objects.filter(session__commission=session.commission_id, session__number__lt=session.number)
    sittings = dict(earlier.values_list("text", "session__number"))
    rows = list(Commitment.objects.filter(agreed__in=sittings, state__in=STANDING).select_related("agreed"))
    spoken = said(rows)

    def place(row: Commitment) -> tuple[object, ...]:
        return -sittings[str(row.agreed_id)], natural(row.number), row.pk

    return tuple(
        Carried(row.number, row.text, row.state, row.due, spoken[row.pk].words) for row in sorted(rows, key=place)
    )
