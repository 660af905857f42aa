"""What pages about memoranda show: a version in all its languages with the duty beside each item, and all versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t

from verbale.domain.cycle.memorandum_content import Content, Row, Supplement
from verbale.domain.cycle.memorandum_version import content_of, tellings
from verbale.domain.cycle.statute import OTHER, Statute
from verbale.records.memorandum import Memorandum, SupplementPaper
from verbale.records.record import in_language
from verbale.web.access import seen
from verbale.web.shell import own_name, paper_language

Said = list[tuple[str, str, str]]
"""Words by language: its code, what it calls itself, the words."""


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item: its words by language, its duty, the words of the other side's item that it is one with."""

    id: str
    title: Said
    want: Said
    number: str
    duty: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a side: its row, and which telling it was; None while it has not been told."""

    row: Memorandum
    telling: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a version says, with the papers of its supplements that we hold."""

    row: Memorandum
    telling: int | None
    titles: Said
    items: list[ItemShown]
    schedule: list[tuple[Row, Said]]
    supplements: list[tuple[int, Supplement, Said, SupplementPaper | None]]


def versions(rows: Iterable[Memorandum], side: str) -> list[Version]:
    """The versions of one side, the newest first; the partner's bear the number of their telling."""
    of_side = [row for row in rows if row.side == side]
    counted = tellings(of_side)
    ours = any(row.written_by_id for row in of_side)
    found = [Version(row, counted.get(row.pk) if ours else row.version) for row in of_side]
    return sorted(found, key=lambda one: -one.row.version)


def shown(
    version: Version, mandate: Statute | None, others: Mapping[str, str], papers: Iterable[SupplementPaper] = ()
) -> Shown:
    """A version as a page shows it; ``others`` are the other side's items in words, by identity."""
    content = content_of(version.row)
    duties = {one.number: one.title(paper_language()) for one in mandate.duties} if mandate else {}
    held = {paper.place: paper for paper in papers}
    items = [
        ItemShown(
            one.id, said(one.title), said(one.want), one.duty, duty_words(one.duty, duties), others.get(one.same_as, "")
        )
        for one in content.agenda
    ]
    return Shown(
        version.row, version.telling, said(content.titles), items, [(row, said(row.what)) for row in content.schedule],
        [(at, one, said(one.title), held.get(at)) for at, one in enumerate(content.supplements, start=1)],
    )  # fmt: skip


def duty_words(number: str, duties: Mapping[str, str]) -> str:
    """What the duty of an item is called; empty for a number that the mandate no longer has."""
    return _t("Other issues that both sides deem necessary") if number == OTHER else duties.get(number, "")


def said(words: Mapping[str, str]) -> Said:
    """Words with the names of their languages, in a steady order."""
    return [(code, own_name(code), words[code]) for code in sorted(words)]


def items_in_words(contents: Sequence[Content]) -> dict[str, str]:
    """The items of a side's versions in the reader's language, by identity; the last version's words count."""
    items = [item for content in contents for item in content.agenda]
    return {item.id: in_language(dict(item.title), paper_language()) for item in items}


def papers_of(row: Memorandum, viewer: Any) -> list[SupplementPaper]:
    """The papers that we hold of a version's supplements."""
    return list(seen(SupplementPaper, viewer).filter(memorandum=row).select_related("document__file"))
