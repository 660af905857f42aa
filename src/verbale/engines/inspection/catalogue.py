"""A catalogue for a partner, line by line: its items in the order of their random identifiers, and nothing that tells
of the rest: no numbers, no gaps, no column that an item does not have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO

from verbale.engines.inspection.fields import Many, Object, Text, Whole
from verbale.engines.inspection.finding import Finding, Kind
from verbale.kernel.canonical import canonical, read_json
from verbale.kernel.errors import VerbaleError
from verbale.kernel.identifier import ALPHABET, is_identifier

LINE_LIMIT = 256 * 1024

_TEXT, _TEXTS = Text(4000), Many(Text(4000), 500)
_ITEM = Object(
    {
        **dict.fromkeys(("title", "original_title", "publisher", "place", "language", "kind", "channel"), _TEXT),
        **dict.fromkeys(("creators", "original_creators", "series", "subjects", "isbn", "issn", "forms"), _TEXTS),
        "year": Whole(1, 9999),
    },
    optional=frozenset(
        ["original_title", "publisher", "place", "language", "kind", "channel", "creators", "original_creators",
         "series", "subjects", "isbn", "issn", "forms", "year"]
    ),
)  # fmt: skip
_NEAR = 1 << 48
"""Two of ten million random identifiers come nearer than this once in ten thousand million catalogues."""
_ENOUGH = 64
"""After so many random identifiers, a bit that never changed is no accident (less than one in 2**56)."""
_MOST = 20


class _Drawn:
    """The identifiers of a catalogue as numbers of 128 bits, to tell random ones from counted ones."""

    def __init__(self) -> None:
        self.count, self._last, self._ones, self._zeros = 0, -_NEAR, -1, -1

    def add(self, identifier: str) -> str:
        """Why this one cannot follow the ones before; empty if it can."""
        number = 0
        for sign in identifier:
            number = number << 5 | ALPHABET.index(sign)
        gap, self._last = number - self._last, number
        self._ones, self._zeros, self.count = self._ones & number, self._zeros & ~number, self.count + 1
        if gap <= 0:
            return "its identifiers are not in ascending order"
        return "its identifiers follow each other too closely to be random" if gap < _NEAR else ""

    def verdict(self) -> str:
        """Why they cannot all have been drawn at random; empty if they can."""
        stuck = (self._ones | self._zeros) & (1 << 128) - 1
        return "its identifiers have something in common" if self.count >= _ENOUGH and stuck else ""


def check_catalogue(stream: BinaryIO, where: str, known: Collection[str]) -> Iterator[Finding]:
    """All that a catalogue shows beyond its items; reads a line at a time, and ends after some twenty findings."""
    drawn, found = _Drawn(), 0
    for number, line in enumerate(iter(lambda: stream.readline(LINE_LIMIT + 1), b""), 1):
        for finding in _check_line(line, f"{where}, line {number}", drawn, known):
            found += 1
            yield finding
        if found >= _MOST:
            return
    if why := drawn.verdict():
        yield Finding(Kind.CATALOGUE, where, why)


def _check_line(line: bytes, where: str, drawn: _Drawn, known: Collection[str]) -> Iterator[Finding]:
    try:
        item = read_json(line, "the line")
        sound = len(line) <= LINE_LIMIT and canonical(item) + b"\n" == line
    except VerbaleError:
        item, sound = None, False
    if not sound or not isinstance(item, dict):
        yield Finding(Kind.CATALOGUE, where, "it is no item in canonical JSON on a line of its own")
        return
    identifier = item.get("identifier")
    if not isinstance(identifier, str) or not is_identifier(identifier):
        yield Finding(Kind.CATALOGUE, where, "its identifier is none")
    elif why := drawn.add(identifier):
        yield Finding(Kind.CATALOGUE, where, why)
    rest = {key: value for key, value in item.items() if key != "identifier"}
    for finding in _ITEM.check(rest, "", known):
        yield Finding(Kind.CATALOGUE, where, f"{finding.where.lstrip('/')}: {finding.what}")
