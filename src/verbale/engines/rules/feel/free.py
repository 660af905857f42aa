"""Which names an expression takes from outside."""

from __future__ import annotations

from . import tree

CLOCK = frozenset(("now", "today"))
"""Functions whose answer depends on the moment."""
ITSELF = "?"
"""What a test calls the value that it tests."""


def mentioned(node: tree.Node) -> frozenset[str]:
    """Every name that stands anywhere in a node, bound or not."""
    found, waiting = set(), [node]
    while waiting:
        each = waiting.pop()
        waiting += tree.children(each)
        if isinstance(each, tree.Name):
            found.add(each.name)
    return frozenset(found)


def called(node: tree.Node) -> frozenset[str]:
    """The names of all functions that are called in a node."""
    own = {node.function.name} if isinstance(node, tree.Call) and isinstance(node.function, tree.Name) else ()
    return frozenset(own).union(*map(called, tree.children(node)))


def free_names(node: tree.Node, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """Variables that the surroundings must give, built-in functions and `?` aside.

    Names inside a filter may be members of its items, which only evaluation knows; they are left out.
    """
    match node:
        case tree.Name(name):
            return frozenset() if name in bound or node.builtin or name == ITSELF else frozenset((name,))
        case tree.ContextOf(entries):
            return _context(entries, bound)
        case tree.For(iterators, body) | tree.Quantified(_, iterators, body):
            return _loop(iterators, body, bound | {"partial"})
        case tree.FunctionOf(parameters, body):
            return free_names(body, bound | {name for name, _ in parameters})
        case tree.Filter(source, _):
            return free_names(source, bound)
    return frozenset().union(*(free_names(child, bound) for child in tree.children(node)))


def _context(entries: tuple[tuple[str, tree.Expression], ...], bound: frozenset[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for name, value in entries:
        found |= free_names(value, bound)
        bound |= {name}
    return found


def _loop(iterators: tuple[tree.Iterator, ...], body: tree.Expression, bound: frozenset[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for each in iterators:
        found |= free_names(each.source, bound) | (free_names(each.end, bound) if each.end else frozenset())
        bound |= {each.name}
    return found | free_names(body, bound)
