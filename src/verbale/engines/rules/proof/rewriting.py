"""Trees of FEEL with some of their nodes replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from ..feel import tree
from ..feel.free import mentioned


def mapped(node: Any, change: Callable[[Any], Any]) -> Any:
    """The tree with each node for which ``change`` gives another one replaced, from the top."""
    changed = change(node)
    if changed is not None:
        return changed
    if isinstance(node, tree.Literal):
        return node
    parts = {each.name: _part(getattr(node, each.name), change) for each in fields(node)}
    return replace(node, **parts)


def _part(part: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(part, tuple):
        return tuple(_part(item, change) for item in part)
    return mapped(part, change) if type(part).__module__ == tree.__name__ else part


def substituted(node: Any, meanings: Mapping[str, tree.Expression]) -> Any:
    """The tree with names replaced by what they stand for; names that the tree binds itself are left alone."""
    if not meanings or not meanings.keys() & mentioned(node):
        return node

    def change(each: Any) -> Any:
        if isinstance(each, tree.Name):
            return meanings.get(each.name)
        own = bound(each)
        if own & meanings.keys():
            return substituted(each, {name: node for name, node in meanings.items() if name not in own})
        return None

    return mapped(node, change)


def bound(node: tree.Node) -> frozenset[str]:
    """The names that a node binds for what is below it."""
    match node:
        case tree.For(iterators) | tree.Quantified(_, iterators):
            return frozenset(each.name for each in iterators)
        case tree.FunctionOf(parameters):
            return frozenset(name for name, _ in parameters)
        case tree.ContextOf(entries):
            return frozenset(name for name, _ in entries)
    return frozenset()
