"""Values to try where a witness rests on a function that the solver does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from ..feel import Value
from ..feel.temporal import Date
from .source import Source, literals

MOST = 4_000
_DAYS = 800


def candidates(source: Source, made: Sequence[Source]) -> Iterator[Value]:
    """Values of a source, the plainest first, that its functions may tell apart."""
    named = list(source.constants.values()) + [
        value for each in made if each.made is not None for value in literals(each.made)
    ]
    named += [value for each in made for value in each.constants.values()]
    kinds = source.kinds or (str, Decimal)
    return islice((value for kind in kinds for value in _OF.get(kind, _nothing)(named)), MOST)


def _nothing(named: Sequence[Any]) -> Iterator[Value]:
    yield from named


def _texts(named: Sequence[Any]) -> Iterator[Value]:
    texts = list(dict.fromkeys(each for each in named if isinstance(each, str)))
    sizes = [int(each) for each in named if isinstance(each, Decimal) and abs(each) < 500]
    for one in texts:
        yield from (one, f"{one} and more", f"more {one}", f"a {one} b", one.upper(), one.lower(), f"{one}1")
    for one in texts:
        yield from (one + two for two in texts)
    for size in sorted({near for each in sizes for near in (each - 1, each, each + 1) if near >= 0}):
        yield "x" * size
        yield from ((one + "x" * size)[:size] for one in texts)
    for one in texts:
        for two in texts:
            yield from (f"{one} {two} {three}" for three in texts)
    yield from ("A", "a", "1", "a1", "A1", "word", "two words", "2024-01-01", "")


def _numbers(named: Sequence[Any]) -> Iterator[Value]:
    numbers = [each for each in named if isinstance(each, Decimal)]
    yield from numbers
    for each in [Decimal(0), *numbers]:
        yield from (each + step for at in range(1, 130) for step in (Decimal(at), Decimal(-at)))
        yield from (each + Decimal(step) for step in ("0.5", "-0.5", "0.1", "0.01"))


def _days(named: Sequence[Any]) -> Iterator[Value]:
    days = [each for each in named if isinstance(each, Date)]
    years = [int(each) for each in named if isinstance(each, Decimal) and 1 <= each <= 9999]
    for year in years:
        yield from (Date(near, 1, 1) for near in (year, year - 1, year + 1) if near > 0)
    yield from days
    for each in [*days, *(Date(year, 1, 1) for year in years), Date(2000, 1, 1)]:
        yield from (Date.of_ordinal(each.ordinal + sign * at) for at in range(1, _DAYS) for sign in (1, -1))


def _lists(named: Sequence[Any]) -> Iterator[Value]:
    items = [each for each in named if not isinstance(each, tuple)]
    yield ()
    yield from (each for each in named if isinstance(each, tuple))
    for size in range(1, 8):
        yield from ((each,) * size for each in items)
    yield from ((one, two) for one in items for two in items)


_OF = {str: _texts, Decimal: _numbers, Date: _days, tuple: _lists}
