"""What earlier minutes of a commission left open: it comes onto the next agenda by itself (COMMISSION.md, 4.4)."""

from __future__ import annotations

from verbale.domain.cycle import commitment
from verbale.domain.cycle.agenda import Carried
from verbale.records.minutes import Minutes
from verbale.records.session import Session


def of(session: Session) -> tuple[Carried, ...]:
    """The commitments that still stand from minutes of earlier sessions, the last session's first.

    Of their dates only the agreed one is told: agenda and minutes go to the partner.
    """
    rows = Minutes.objects.filter(session__commission=session.commission_id, session__number__lt=session.number)
    return tuple(
        Carried(one.number, one.text, one.state, one.due)
        for minutes in rows.select_related("text").order_by("-session__number")
        for one in commitment.of_session_text(minutes.text)
    )
