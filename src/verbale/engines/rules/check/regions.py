"""Rules that several others cover together, found by cutting their cases to pieces.

Each column is divided into regions in which every cell of the column answers alike: null, each value written down, the
numbers between two of them, and whatever else a column of its type may have. A rule is then a box of regions. This is
exact for cells of values, comparisons and ranges of numbers; a cell of another kind covers nothing, and nothing less
than everything covers it. So a yes is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from ..feel import Scope, Value, compile_unary_tests
from ..feel.tree import Tests
from ..feel.values import DECIMAL
from ..model import DecisionTable
from .cover import Point, Run, ready

Box: TypeAlias = tuple[int, ...]
"""For each column the regions, as bits."""
MAX_CUTS = 300_000
_FAR = Decimal("9E+6000")
_SAMPLED = frozenset((Decimal, str, bool))
"""Classes of which `_representatives` holds what no cell names, too."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """The regions that a cell certainly lets pass, and those it may."""

    surely: int
    perhaps: int


class Regions:
    """The rules of one table as boxes."""

    def __init__(self, table: DecisionTable, classes: Sequence[tuple[type, ...]] = ()) -> None:
        """``classes`` are those of the values that each column can have besides null; empty where it is not known."""
        known = classes or ((),) * len(table.inputs)
        columns = [_column([rule.inputs[at].tests for rule in table.rules], own) for at, own in enumerate(known)]
        rows = list(zip(*columns, strict=True)) or [()] * len(table.rules)
        self._surely: dict[int, Box] = {
            rule.number: tuple(each.surely for each in row) for rule, row in zip(table.rules, rows, strict=True)
        }
        self._perhaps: dict[int, Box] = {
            rule.number: tuple(each.perhaps for each in row) for rule, row in zip(table.rules, rows, strict=True)
        }
        self._left = MAX_CUTS

    def covered(self, rule: int, by: Iterable[int]) -> tuple[int, ...]:
        """The rules among ``by`` that together match whenever ``rule`` does, no more than are needed; none if they do
        not, or if the limit of cuts for this table is reached."""
        used: set[int] = set()
        if not self._cut(self._perhaps[rule], [(number, self._surely[number]) for number in by], used):
            return ()
        for number in sorted(used):
            fewer = [(other, self._surely[other]) for other in sorted(used - {number})]
            if self._cut(self._perhaps[rule], fewer, set()):
                used.remove(number)
        return tuple(sorted(used))

    def _cut(self, box: Box, covers: Sequence[tuple[int, Box]], used: set[int]) -> bool:
        for at, (number, cover) in enumerate(covers):
            self._left -= 1
            if self._left < 0:
                return False
            if all(own & its for own, its in zip(box, cover, strict=True)):
                used.add(number)
                return all(self._cut(piece, covers[at + 1 :], used) for piece in _outside(box, cover))
        return False


def is_impossible(tests: Tests) -> bool:
    """Whether no value at all passes a cell."""
    return _is_plain(tests) and not _sides(tests, _representatives([tests])).surely


def _outside(box: Box, cover: Box) -> Iterator[Box]:
    """What is left of a box beside a cover, in pieces that do not overlap."""
    for at, (own, its) in enumerate(zip(box, cover, strict=True)):
        if own & ~its:
            yield (*box[:at], own & ~its, *box[at + 1 :])
        box = (*box[:at], own & its, *box[at + 1 :])


def _column(cells: Sequence[Tests], classes: tuple[type, ...]) -> list[_Sides]:
    plain = list(map(_is_plain, cells))
    values = _representatives([tests for tests, simple in zip(cells, plain, strict=True) if simple])
    if classes and set(classes) <= _SAMPLED:
        values = [value for value in values if value is None or isinstance(value, classes)]
    everything = (1 << len(values)) - 1
    return [
        _sides(tests, values) if simple else _Sides(0, everything) for tests, simple in zip(cells, plain, strict=True)
    ]


def _is_plain(tests: Tests) -> bool:
    return all(isinstance(atom, Point | Run) for atom in ready(tests).atoms)


def _sides(tests: Tests, values: Sequence[Value]) -> _Sides:
    passes = compile_unary_tests(tests)
    bits = sum(1 << at for at, value in enumerate(values) if passes(value, Scope({})))
    return _Sides(bits, bits)


def _representatives(cells: Sequence[Tests]) -> list[Value]:
    """One value of each region of a column."""
    atoms = [atom for tests in cells for atom in ready(tests).atoms]
    points: list[Value] = [atom.value for atom in atoms if isinstance(atom, Point)]
    ends = [end for atom in atoms if isinstance(atom, Run) for end in (atom.low, atom.high)]
    numbers = sorted({value for value in (*points, *ends) if isinstance(value, Decimal)})
    between = [DECIMAL.divide(DECIMAL.add(low, high), Decimal(2)) for low, high in pairwise(numbers)]
    texts = sorted({value for value in points if isinstance(value, str)})
    others = [value for value in points if value is not None and not isinstance(value, Decimal | str | bool)]
    # A text longer than all others, and an empty list, stand for what no cell names.
    return [None, True, False, "".join(texts) + "…", (), *texts, *others, -_FAR, *numbers, *between, _FAR]
