"""Minutes kept as a draft before they are proposed: one a session, or one a text that is to be changed; ours alone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.cycle.minutes_outline import Outline
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.minutes import MinutesDraft
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.text import Text

About = Session | Text
"""What a draft is about: the session of new minutes, or the text of minutes that stand."""
LONGEST_NOTE = 4_000


class KeptMeanwhile(Refused):
    """{name} kept another version of this draft meanwhile. Yours is still here and not saved: keep it over that one, or
    open the page anew in another window to compare them."""


class LongNote(WrongUse):
    """The note of a draft has at most {limit} characters."""


def of(about: About) -> MinutesDraft | None:
    """The draft that is kept; None while there is none."""
    return _rows(about).select_related("kept_by").first()


def version(draft: MinutesDraft | None) -> str:
    """What names a draft as it stands: it changes whenever somebody keeps it anew."""
    return draft.kept_at.isoformat() if draft else ""


@transaction.atomic
def keep(
    *, about: About, outline: Outline, by: Person, at: datetime, note: str = "", respond_by: date | None = None,
    seen: str | None = None,
) -> MinutesDraft:  # fmt: skip
    """Keeps a draft; unfinished ones too. ``seen`` is the ``version`` that the writer began from: one that another
    person kept meanwhile is not overwritten. Raises KeptMeanwhile, NoOutline.
    """
    check_role(by, Role.DESK)
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise LongNote(limit=LONGEST_NOTE)
    content = Outline.of_json(outline.as_json()).as_json()
    _lock(about)
    found = of(about)
    if seen is not None and found is not None and version(found) != seen:
        raise KeptMeanwhile(name=found.kept_by.name)
    draft = found or (MinutesDraft(session=about) if isinstance(about, Session) else MinutesDraft(text=about))
    draft.content, draft.note, draft.respond_by = content, note, respond_by
    draft.kept_by, draft.kept_at = by, at
    draft.save()
    facts: dict[str, Json] = {"articles": len(outline.articles)}
    journal.record(act="minutes.draft kept", thing=about, by=by, at=at, facts=facts)
    return draft


@transaction.atomic
def drop(*, about: About, by: Person, at: datetime) -> None:
    """Drops a draft, if one is kept: it was proposed, or is not wanted any longer."""
    check_role(by, Role.DESK)
    _lock(about)
    if _rows(about).exists():
        _rows(about).delete()
        journal.record(act="minutes.draft dropped", thing=about, by=by, at=at)


def outline_of(draft: MinutesDraft) -> Outline:
    """What a draft says."""
    return Outline.of_json(draft.content)


def _rows(about: About) -> QuerySet[MinutesDraft]:
    rows = MinutesDraft.objects.all()
    return rows.filter(session=about) if isinstance(about, Session) else rows.filter(text=about)


def _lock(about: About) -> None:
    type(about)._base_manager.select_for_update().get(pk=about.pk)
