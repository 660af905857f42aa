"""Expressions that are the same everywhere."""

from __future__ import annotations

from . import tree
from .values import Value


def constant(node: tree.Expression) -> tuple[Value] | None:
    """The value of an expression that is the same everywhere, in a tuple of one; None for any other."""
    if isinstance(node, tree.Literal):
        return (node.value,)
    if isinstance(node, tree.ListOf):
        items = [constant(item) for item in node.items]
        return (tuple(item[0] for item in items if item),) if all(items) else None
    return None
