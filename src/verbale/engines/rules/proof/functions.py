"""What is known of functions that the solver does not understand: when they are null, and how far they reach."""

from __future__ import annotations

from decimal import Decimal

from ..feel import tree
from ..feel.temporal import MAX_YEAR, Date
from ..feel.values import MAX_TEXT
from .source import Source

_OF_DATES = {
    name: (Decimal(low), Decimal(high))
    for name, low, high in (("year", -MAX_YEAR, MAX_YEAR), ("month", 1, 12), ("day", 1, 31), ("weekday", 1, 7))
}


def known_of(node: tree.Expression, base: tuple[Source, ...]) -> tuple[bool, tuple[Decimal, Decimal] | None]:
    """Whether a function is null just where its argument is, and between what numbers it lies."""
    kinds_ = base[0].kinds if len(base) == 1 else ()
    match node:
        case tree.Path(tree.Name(), name) if kinds_ == (Date,) and name in _OF_DATES:
            return True, _OF_DATES[name]
        case tree.Call(tree.Name("string length"), (tree.Name(),), None) if kinds_ == (str,):
            return True, (Decimal(0), Decimal(MAX_TEXT))
        case tree.Call(tree.Name("upper case" | "lower case"), (tree.Name(),), None):
            return kinds_ == (str,), None
        case tree.Call(tree.Name("contains" | "starts with" | "ends with"), (tree.Name(), tree.Literal(str())), None):
            return kinds_ == (str,), None
    return False, None
