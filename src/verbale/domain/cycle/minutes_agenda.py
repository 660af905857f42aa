"""The merged agenda taken over into the minutes of its session, as their agenda article (COMMISSION.md, 4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from verbale.domain.cycle import minutes_draft, minutes_form
from verbale.domain.cycle.agenda import Carried, NoAgenda
from verbale.domain.cycle.minutes_outline import Outline, Written
from verbale.kernel.errors import Refused
from verbale.records.minutes import MinutesDraft
from verbale.records.person import Person
from verbale.records.session import Session

ROLE = "agenda"


class MinutesStand(Refused):
    """The minutes of session {number} were proposed already. Change their agenda article there, in the minutes."""


def article(session: Session, languages: Sequence[str], carried: Iterable[Carried]) -> Written:
    """The agenda as an article in these languages. Raises NoAgenda while there is nothing on it."""
    begun = minutes_form.outline(session, languages, carried)
    found = next((one for one in begun.articles if ROLE in one.roles), None)
    if found is None:
        raise NoAgenda()
    return found


def take_over(
    *, session: Session, languages: Sequence[str], carried: Iterable[Carried], by: Person, at: datetime
) -> MinutesDraft:  # fmt: skip
    """Puts the agenda into the draft of the session's minutes in place of the one that it had, or begins that draft.

    The draft's own languages count where there is one already. Raises MinutesStand once minutes were proposed.
    """
    if session.minutes.exists():
        raise MinutesStand(number=session.number)
    kept, carried = minutes_draft.of(session), tuple(carried)
    if kept is None:
        article(session, languages, carried)
        whole = minutes_form.outline(session, languages, carried)
    else:
        before = Outline.of_json(kept.content)
        whole = _with(before, article(session, before.languages or languages, carried))
    more = {"note": kept.note, "respond_by": kept.respond_by} if kept else {}
    return minutes_draft.keep(about=session, outline=whole, by=by, at=at, seen=minutes_draft.version(kept), **more)  # type: ignore[arg-type]


def _with(outline: Outline, agenda: Written) -> Outline:
    """The outline with the agenda in its place, behind the article of the session where it had none."""
    parts = list(outline.articles)
    place = next((at for at, one in enumerate(parts) if ROLE in one.roles), None)
    if place is not None:
        parts[place] = replace(agenda, identifier=parts[place].identifier)
    else:
        head = next((at for at, one in enumerate(parts, start=1) if "session" in one.roles), 0)
        parts.insert(head, agenda)
    return replace(outline, articles=tuple(parts))
