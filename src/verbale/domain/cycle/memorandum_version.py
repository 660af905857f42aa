"""Versions of memoranda as they are kept: which are whose, what they say, which was told last."""

from __future__ import annotations

from collections.abc import Iterable

from verbale.domain.cycle.memorandum_content import Content
from verbale.domain.spine import party
from verbale.kernel.errors import Refused
from verbale.records.memorandum import Memorandum, MemorandumState
from verbale.records.session import Session


class NotDraft(Refused):
    """Version {version} is “{state}” and cannot be changed. Begin a further version from it."""


class NotOurs(Refused):
    """This memorandum is {side}'s. Only that side can change or tell it."""


def content_of(memorandum: Memorandum) -> Content:
    """What a version says, in one value."""
    kept = {name: getattr(memorandum, name) for name in ("agenda", "schedule", "supplements")}
    return Content.of_json(memorandum.titles, kept)


def last_told(session: Session, side: str) -> Memorandum | None:
    """The last version that a side told the other."""
    return Memorandum.objects.filter(session=session, side=side, told_at__isnull=False).order_by("-version").first()


def newest(session: Session, side: str) -> Memorandum | None:
    """The last version of a side, told or not."""
    return Memorandum.objects.filter(session=session, side=side).order_by("-version").first()


def ours(memorandum: Memorandum) -> Memorandum:
    """A version of ours, locked with its session at hand. Raises NotOurs."""
    locked = Memorandum.objects.select_for_update(of=("self",)).select_related("session__commission__partner")
    row = locked.get(pk=memorandum.pk)
    if row.side != party.us().code:
        raise NotOurs(side=row.side)
    return row


def our_draft(memorandum: Memorandum, *, lock: bool = True) -> Memorandum:
    """A version of ours that can still be changed. Raises NotOurs, NotDraft."""
    row = ours(memorandum) if lock else memorandum
    if row.state != MemorandumState.DRAFT:
        raise NotDraft(version=row.version, state=row.get_state_display())
    return row


def tellings(rows: Iterable[Memorandum]) -> dict[str, int]:
    """Of versions of one side for one session: which telling each was, from 1; those not told are missing (4.2).

    What a side told is final, and nothing older is told after it, so the count of a version never changes.
    """
    told = sorted((row for row in rows if row.told_at is not None), key=lambda row: row.version)
    return {row.pk: count for count, row in enumerate(told, start=1)}


def telling(row: Memorandum) -> int:
    """Which telling of its side a version was, or will be: the number under which the other side knows it.

    A partner's version already bears that number.
    """
    if row.side != party.us().code:
        return row.version
    before = Memorandum.objects.filter(session=row.session_id, side=row.side, told_at__isnull=False)
    return before.filter(version__lt=row.version).count() + 1


def told_items(session: Session, side: str) -> set[str]:
    """The identities of all items that a side told in any version."""
    rows = Memorandum.objects.filter(session=session, side=side, told_at__isnull=False)
    return {item["id"] for row in rows for item in row.agenda}


def all_items(session: Session, side: str) -> set[str]:
    """The identities of all items of a side in any version, told or not."""
    rows = Memorandum.objects.filter(session=session, side=side)
    return {item["id"] for row in rows for item in row.agenda}
