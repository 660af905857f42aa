"""Lists of names: one left out of a list whose other members the other version says is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import Glossary

Version = tuple[str, Sequence[Fact]]
"""A text and what it says."""
_AND = r"(?:и|und|sowie|and|及|以及|和|与|및|과|와)"
_GAP = re.compile(
    rf"\s?(?:[、，,·/]\s?(?:{_AND}\s)?|{_AND}\s?)(?:(?:в|во|из|с|от|the|in|from|der|den|dem|die|aus|im)\s){{0,2}}"
)
_GOES_ON = re.compile(rf"\s?(?:[、，,·/]|{_AND})\s?(?:{_AND}\s)?[A-ZА-ЯЁÄÖÜ\u4e00-\u9fff가-힣]|[、·]")
_WENT_ON = re.compile(rf"(?:[A-ZА-ЯЁÄÖÜ][\w-]+|[\u4e00-\u9fff가-힣])(?:[、·/]|,\s|\s?{_AND}\s)$|[、·]$")


def left_out(name: Fact, version: Version, other: Version, glossary: Glossary) -> bool:
    """Whether a name stands in a list of one version, of which the other says all but that name, and no more."""
    (text, said), (another, said_too) = version, other
    row = next((row for row in _rows(text, said, glossary) if name in row), [])
    rest = [fact.value for fact in row if fact is not name]
    if len(rest) < 2:
        return False
    return any(
        len(row) == len(rest)
        and all(any(glossary.agree(value, fact.value) for fact in row) for value in rest)
        and not (_GOES_ON.match(another, row[-1].end) or _WENT_ON.search(another[: row[0].start]))
        for row in _rows(another, said_too, glossary)
    )


def listed_with_said(name: Fact, version: Version, said_too: Sequence[Fact], glossary: Glossary) -> bool:
    """Whether a name ends a list of which the other version says all the rest."""
    row = next((row for row in _rows(*version, glossary) if name in row), [name])
    rest = [fact.value for fact in row if fact is not name]
    return row[-1] is name and bool(rest) and all(any(glossary.agree(v, f.value) for f in said_too) for v in rest)


def _rows(text: str, said: Sequence[Fact], glossary: Glossary) -> Iterator[list[Fact]]:
    """The names of a sort that stand side by side as a list does."""
    row: list[Fact] = []
    for fact in (fact for fact in said if fact.kind is FactKind.NAME):
        if row and (
            _sort(row[-1], glossary) != _sort(fact, glossary) or not _GAP.fullmatch(text, row[-1].end, fact.start)
        ):
            yield row
            row = []
        row.append(fact)
    if row:
        yield row


def _sort(fact: Fact, glossary: Glossary) -> str:
    entry = glossary.by_value.get(fact.value)
    return entry.sort if entry else ""
