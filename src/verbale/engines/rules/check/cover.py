"""Does whatever passes one cell pass another as well? Sound and not complete: a yes is certain, a no may be a maybe."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from ..feel import Value
from ..feel.compare import same
from ..feel.tree import Expression, Interval, Literal, Negation, Node, Test, Tests, children


@dataclass(frozen=True, slots=True)
class Point:
    """One value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers between two ends; an end that is None has no limit."""

    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool


_Atom: TypeAlias = Point | Run | Test | Expression


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell made ready to be compared with others of its column."""

    tests: Tests
    atoms: tuple[_Atom, ...]


def ready(tests: Tests) -> Cell:
    """The cell of these tests."""
    return Cell(tests, tuple(_atom(each) for each in tests.tests))


def covers(wide: Cell, narrow: Cell) -> bool:
    """Whether every value that passes ``narrow`` passes ``wide``, null included."""
    if wide.tests.anything:
        return True
    if narrow.tests.anything or (narrow.tests.negated and not wide.tests.negated):
        return False
    return _covers(wide, narrow) or alike(wide.tests, narrow.tests)


def _covers(wide: Cell, narrow: Cell) -> bool:
    inner, outer = narrow.atoms, wide.atoms
    if narrow.tests.negated:
        return all(any(_inside(each, other) for other in inner) for each in outer)
    if wide.tests.negated:
        return all(_apart(each, other) for each in inner for other in outer)
    return all(any(_inside(each, other) for other in outer) for each in inner)


def alike(left: Node, right: Node) -> bool:
    """Whether two trees say the same. Python takes 1 for true; FEEL does not."""
    return left == right and _kinds(left) == _kinds(right)


def _kinds(node: Node) -> list[type]:
    if isinstance(node, Literal):
        return [type(node.value)]
    return [kind for each in children(node) for kind in _kinds(each)]


def _atom(test: Test | Expression) -> _Atom:
    if isinstance(test, Test):
        return _compared(test)
    if isinstance(test, Interval) and not test.operator:
        low, high = _number(test.low), _number(test.high)
        known = (test.low is None or low is not None) and (test.high is None or high is not None)
        return Run(low, test.low_included, high, test.high_included) if known else test
    number = _number(test)
    if number is not None:
        return Point(number)
    return Point(test.value) if isinstance(test, Literal) else test


def _compared(test: Test) -> _Atom:
    end = _number(test.operand)
    if test.operator == "=":
        # “= [1, 2]” asks for the list, and “[1, 2]” for one of its items: only single values mean the same.
        return _atom(test.operand) if end is not None or isinstance(test.operand, Literal) else test
    if end is None or test.operator == "!=":
        return test
    included = test.operator.endswith("=")
    return Run(None, False, end, included) if test.operator.startswith("<") else Run(end, included, None, False)


def _number(node: Expression | None) -> Decimal | None:
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        return node.value
    if isinstance(node, Negation):
        inner = _number(node.operand)
        return None if inner is None else -inner
    return None


def _inside(narrow: _Atom, wide: _Atom) -> bool:
    match narrow, wide:
        case (Point(), Point()):
            return same(narrow.value, wide.value)
        case (Point(), Run()):
            return isinstance(narrow.value, Decimal) and _within(narrow.value, wide)
        case (Run(), Run()):
            return _begins(wide, narrow) and _ends(wide, narrow)
    if isinstance(narrow, Point | Run) or isinstance(wide, Point | Run):
        return False
    return alike(narrow, wide)


def _within(value: Decimal, run: Run) -> bool:
    above = run.low is None or value > run.low or (run.low_included and value == run.low)
    return above and (run.high is None or value < run.high or (run.high_included and value == run.high))


def _begins(wide: Run, narrow: Run) -> bool:
    if wide.low is None or narrow.low is None:
        return wide.low is None
    return narrow.low > wide.low or (narrow.low == wide.low and (wide.low_included or not narrow.low_included))


def _ends(wide: Run, narrow: Run) -> bool:
    if wide.high is None or narrow.high is None:
        return wide.high is None
    return narrow.high < wide.high or (narrow.high == wide.high and (wide.high_included or not narrow.high_included))


def _apart(left: _Atom, right: _Atom) -> bool:
    match left, right:
        case (Point(), Point()):
            return not same(left.value, right.value)
        case (Point(), Run()):
            return not (isinstance(left.value, Decimal) and _within(left.value, right))
        case (Run(), Point()):
            return _apart(right, left)
        case (Run(), Run()):
            return _before(left, right) or _before(right, left)
    return False


def _before(left: Run, right: Run) -> bool:
    if left.high is None or right.low is None:
        return False
    return left.high < right.low or (left.high == right.low and not (left.high_included and right.low_included))
