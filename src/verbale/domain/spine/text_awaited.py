"""What is awaited on a text, from whom and until when: the clock on proposals (S19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from verbale.domain.spine import party
from verbale.domain.spine.text_record import standing_of
from verbale.engines import agreement
from verbale.records.text import Text


class Wanted(StrEnum):
    """What is awaited of a side."""

    ANSWER = "answer"
    """Of the side that did not propose: approval, or a counter-proposal."""
    APPROVAL = "approval"
    """Of the side that proposed: to propose is not to approve (12.4)."""
    CONCLUSION = "conclusion"
    """Of the depositary's node, which has not heard of both approvals yet (12.5)."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that is awaited of one side for one revision; ``until`` is None where no day was set."""

    side: str
    wanted: Wanted
    revision: str
    until: date | None

    def overdue(self, today: date) -> bool:
        """Whether the day has passed, in the office's time zone."""
        return self.until is not None and self.until < today


def awaited(text: Text, standing: agreement.Standing) -> tuple[Awaited, ...]:
    """What is awaited on the newest proposal that stands; the other side's answer first."""
    if standing.agreed is not None:
        return (Awaited(standing.depositary, Wanted.CONCLUSION, standing.agreed[0].revision, None),)
    newest = standing.standing_proposals[-1] if standing.standing_proposals else None
    if newest is None:
        return ()
    found = []
    for side in sorted((party.us().code, text.partner.code), key=lambda side: side == newest.side):
        approval = standing.approval_of(side)
        if approval is None or approval.revision != newest.revision:
            asked = side != newest.side
            wanted, until = (Wanted.ANSWER, text.respond_by) if asked else (Wanted.APPROVAL, None)
            found.append(Awaited(side, wanted, newest.revision, until))
    return tuple(found)


def awaited_now(text: Text, day: date) -> tuple[Awaited, ...]:
    """The same for a text as it stands on a day, in UTC."""
    return awaited(text, standing_of(text, day))


def overdue(texts: QuerySet[Text], today: date) -> QuerySet[Text]:
    """Those among the texts whose answer is overdue."""
    return texts.filter(respond_by__lt=today).exclude(change="")
