"""The parts of a conclusion as its lines give them: sentences, entries of lists, labelled blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from verbale.engines.report.markers import Marker
from verbale.engines.report.values import joined
from verbale.engines.report.words import Kind


@dataclass(slots=True)
class Block:
    """A label's kind and the lines of its value, as written."""

    kind: Kind
    lines: list[str] = field(default_factory=list)
    loose: bool = False
    """Its first line stands after a gap: then gaps do not end it."""
    listed: str = ""
    """The style of the bullets or numbers before its lines, where they have such."""
    raw: str = ""
    """Its first line with its number: “1. Stellvertreter des Ministers” is no list of one."""

    bare: bool = False
    """Its label stands alone in its line."""
    indent: int = 0
    """Before its label."""
    inline: bool = False
    """Its label stands behind other words in its line."""
    bracketed: bool = False
    """Its label stands in a bracket of its line."""

    def written(self) -> list[str]:
        """The lines of the value."""
        return [self.raw] if self.raw and len(self.lines) == 1 else self.lines


@dataclass(slots=True)
class Entry:
    """Something listed in a conclusion, with the blocks below it."""

    marker: Marker
    indent: int
    words: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Words:
    """A paragraph of a conclusion's own sentences, by lines."""

    lines: list[str]

    @property
    def text(self) -> str:
        """The lines as one."""
        pieces = self.lines[:1]
        for before, after in pairwise(self.lines):
            gap = joined(before[-1:], after[:1])
            pieces.append((" " if " " in gap else "") + after)
        return "".join(pieces)


@dataclass(slots=True)
class Body:
    """A conclusion's parts in their order; ``end`` is where its last line ends in the text."""

    parts: list[Words | Entry | Block] = field(default_factory=list)
    end: int = 0
