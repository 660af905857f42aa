"""Expressions that are the same everywhere: constants, and those that are written with literals alone."""

from __future__ import annotations

from decimal import Decimal

from . import tree
from .arithmetic import negate
from .scope import Run, Scope
from .values import Failure, Value

MOMENTS = ("date", "time", "date and time", "duration")
"""Functions that make of a text a moment or a time between two."""


def constant(node: tree.Expression) -> tuple[Value] | None:
    """The value of an expression that is the same everywhere, in a tuple of one; None for any other."""
    if isinstance(node, tree.Literal):
        return (node.value,)
    if isinstance(node, tree.Negation) and isinstance(node.operand, tree.Literal):
        return (negate(node.operand.value),) if isinstance(node.operand.value, Decimal) else None
    if isinstance(node, tree.ListOf):
        items = [constant(item) for item in node.items]
        return (tuple(item[0] for item in items if item),) if all(items) else None
    return None


def settled(node: tree.Expression, run: Run) -> tuple[Value] | None:
    """The value of what is written with literals, such as `-5`, `[1..5]` or `date("2020-01-01")`, in a tuple of one.

    None for any other expression, and where there is something to tell.
    """
    if not _is_written(node):
        return None
    scope = Scope({})
    try:
        value = run(scope)
    except Failure:
        return None
    return None if value is None or scope.budget.faults else (value,)


def _is_written(node: tree.Expression) -> bool:
    match node:
        case tree.Negation(tree.Literal()):
            return True
        case tree.Interval(low, _, high, _, ""):
            return all(isinstance(each, tree.Literal) or (each and _is_written(each)) for each in (low, high))
        case tree.Call(tree.Name(name, builtin=True), (tree.Literal(str()),), None):
            return name in MOMENTS
    return False
