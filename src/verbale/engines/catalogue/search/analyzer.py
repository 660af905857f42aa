"""Text as tokens: a bag of them, by which words are found, and an order of them, by which phrases are.

In the bag a word stands as it is written (``=lasern``; also the short runs of Han that are whole terms) and by its
stems (``laser``), Han and Hangul by single characters and pairs of neighbours, a Korean word without its particle too,
a number whole, in its pieces, and joined to the letters before it (KS B 0801: ``=b0801``, ``=ksb0801``). In the order
each position has one token: the stem of a word, one character of Han or Hangul, a piece of a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from verbale.engines.catalogue.search import hangul, latin, russian
from verbale.engines.catalogue.search.runs import Run, Script

EXACT = "="
"""Stands before a word that is taken as it is written."""
PART = "~"
"""Stands before a part of a compound."""
LONGEST_TERM = 8
"""Han characters of a run that is kept whole too."""
_LONGEST_LETTERS, _MOST_LETTERS = 5, 3
_EAST = (Script.HAN, Script.HANGUL)


def bag(runs: Sequence[Run], *, initials: bool = False) -> list[str]:
    """Every token under which a text is found; with the first letter of each word where names are written short."""
    found = [token for run in runs for token in _tokens(run)]
    found += [token for at, run in enumerate(runs) if run.script is Script.NUMBER for token in _joined(runs[:at], run)]
    if initials:
        found += [EXACT + run.plain[0] for run in runs if run.script not in _EAST]
    return found


def order(runs: Sequence[Run]) -> list[str]:
    """The tokens of a text in their order, by which a phrase is found."""
    return [token for run in runs for token in ordered(run)]


@lru_cache(maxsize=65536)
def ordered(run: Run) -> tuple[str, ...]:
    """The tokens of one run, each of which has a position."""
    if run.script in _EAST:
        return tuple(run.plain)
    if run.script is Script.CYRILLIC:
        return russian.stems(run.plain)[:1]
    return tuple(piece if piece.isdigit() else latin.english(piece) for piece in run.pieces)


def stems(run: Run) -> tuple[str, ...]:
    """The stems of a run of letters."""
    return russian.stems(run.plain) if run.script is Script.CYRILLIC else latin.stems(run.marked)


def pairs(text: str) -> list[str]:
    """Neighbouring characters, two at a time."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


@lru_cache(maxsize=65536)
def _tokens(run: Run) -> tuple[str, ...]:
    return tuple(_cut(run))


def _cut(run: Run) -> Iterator[str]:
    if run.script in _EAST:
        yield from run.plain
        yield from pairs(run.plain)
    if run.script is Script.HAN:
        if 1 < len(run.plain) <= LONGEST_TERM:
            yield EXACT + run.plain
        return
    yield EXACT + run.plain
    if run.script is Script.HANGUL:
        if (noun := hangul.noun_of(run.plain)) != run.plain:
            yield EXACT + noun
        if (south := hangul.southern(run.plain)) != run.plain:
            yield from (*south, *pairs(south), EXACT + south, EXACT + hangul.noun_of(south))
    elif run.script is Script.NUMBER:
        yield from (EXACT + piece for piece in run.pieces if piece != run.plain)
    else:
        yield from stems(run)


def _joined(before: Sequence[Run], number: Run) -> Iterator[str]:
    """A designation without its blanks: the letters before a number, nearest first."""
    made = number.plain
    for run in reversed(before[-_MOST_LETTERS:]):
        if run.script in _EAST or run.script is Script.NUMBER or len(run.plain) > _LONGEST_LETTERS:
            return
        made = run.plain + made
        yield EXACT + made
