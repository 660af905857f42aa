"""Memoranda as the commands print them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from verbale.cli import named
from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.cycle.memorandum_version import content_of, telling
from verbale.domain.spine import party
from verbale.kernel.errors import NotFound
from verbale.records.memorandum import Memorandum, SupplementPaper
from verbale.records.session import Session


def chosen(me: SignedIn, which: str) -> list[Memorandum]:
    """The newest version of each side for a session, ours first; or the one version that is named."""
    session: Session | None = None
    with contextlib.suppress(NotFound):
        session = named.meeting(me, which)
    if session is None:
        return [named.memorandum(me, which)]
    rows = seen(Memorandum, me).filter(session=session).select_related("session", "approved_by").order_by("version")
    last: dict[str, Memorandum] = {one.side: one for one in rows}
    us = party.us().code
    return sorted(last.values(), key=lambda one: one.side != us)


def row(one: Memorandum) -> dict[str, Any]:
    """A version in a list; ``told_as`` is the number under which the other side knows it."""
    return {
        "id": one.pk, "side": one.side, "version": one.version, "told_as": telling(one) if one.told_at else None,
        "state": one.state, "items": len(one.agenda), "told": one.told_at, "approved": one.approved_at,
        "approved_by": one.approved_by.handle if one.approved_by else None,
    }  # fmt: skip


def whole(one: Memorandum, me: SignedIn) -> dict[str, Any]:
    """A version with all that it says; ``papers`` are the files held of its supplements, by place."""
    papers = seen(SupplementPaper, me).filter(memorandum=one).select_related("document")
    return {
        **row(one), "session": one.session_id, "number": one.session.number, "titles": one.titles,
        "agenda": one.agenda, "schedule": one.schedule, "supplements": one.supplements,
        "papers": {str(paper.place): paper.document.file_name for paper in papers},
    }  # fmt: skip


def in_words(one: Memorandum) -> Iterator[str]:
    """A version as a person reads it."""
    content = content_of(one)
    which = f"version {telling(one)} as told" if one.told_at else f"draft {one.version}, {one.get_state_display()}"
    yield f"MEMORANDUM OF {one.side} for session {one.session.number}: {which} ({one.pk})"
    yield from _by_language(content.titles, "  ")
    yield "  Agenda"
    for place, item in enumerate(content.agenda, start=1):
        duty = "other issues" if item.duty == "other" else f"duty {item.duty}"
        yield f"  {place}. [{duty}]"
        yield from _by_language(item.title, "     ")
        yield from _by_language(item.want, "       ")
    yield "  Schedule"
    for step in content.schedule:
        yield f"  {step.on} {step.at}".rstrip()
        yield from _by_language(step.what, "     ")
    if content.supplements:
        yield "  Supplements"
    for place, supplement in enumerate(content.supplements, start=1):
        yield f"  {place}. {supplement.language} {supplement.pages} pages".replace("  0 pages", "")
        yield from _by_language(supplement.title, "     ")


def _by_language(said: Mapping[str, str], indent: str) -> Iterator[str]:
    for code in sorted(said):
        yield f"{indent}{code}: {said[code]}"
