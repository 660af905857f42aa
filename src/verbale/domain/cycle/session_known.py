"""Whether the partner knows a session: what names one that it does not know, it refuses (COMMISSION.md, 1.3)."""

from __future__ import annotations

from datetime import datetime

from verbale.domain.cycle import session as sessions
from verbale.records.dispatch import Message, MessageState
from verbale.records.person import Person
from verbale.records.session import Session, SessionWord


def is_known(session: Session) -> bool:
    """Whether the partner told us of a session itself, or our word about it was queued for it once."""
    if SessionWord.objects.filter(session=session).exists():
        return True
    told = Message.objects.filter(what=sessions.WHAT, thing_kind=session.kind, thing_id=session.pk)
    return told.exclude(state=MessageState.RECALLED).exists()


def make_known(*, session: Session, by: Person, at: datetime) -> None:
    """Tells the partner of a session that it does not know, before what names it; call it in the same transaction."""
    if not is_known(session):
        sessions.tell(session=session, by=by, at=at)
