"""What can be seen of an expression without its sources: its constants, and what it does with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..feel import Scope, Value, compile_expression, tree
from ..feel.constant import MOMENTS
from ..feel.free import CLOCK, mentioned
from ..feel.scope import Exhausted
from ..feel.values import Function, Range
from .rewriting import bound
from .source import kinds_in

USUAL = (str, Decimal, bool, tuple)
"""Some kinds of values, of which at least one is none that is asked for."""
_WRITTEN = tuple(map(tree.Name, MOMENTS))
_ORDERING = ("<", "<=", ">", ">=")


def written(test: tree.Test | tree.Expression) -> tuple[Value, ...] | None:
    """The constants of a test that is written with literals, and with dates and the like that are written as calls."""
    ends: tuple[Any, ...]
    match test:
        case tree.Test(_, operand):
            ends = (operand,)
        case tree.Interval(low, _, high, _, "") if low is not None and high is not None:
            ends = (low, high)
        case _:
            ends = (test,)
    known = [each if isinstance(each, tree.Literal) else folded(each) for each in ends]
    return None if None in known else tuple(each.value for each in known if each is not None)


def folded(node: Any) -> tree.Literal | None:
    """A literal for a date or the like that is written as a call."""
    if isinstance(node, tree.Call) and node.function in _WRITTEN and not any(map(mentioned, node.arguments)):
        value = evaluated(node)
        return None if value is None else tree.Literal(value)
    return None


def path_of(node: tree.Node) -> tuple[str, ...]:
    """The names of a path that begins with a name; empty for anything else."""
    if isinstance(node, tree.Name):
        return (node.name,)
    if isinstance(node, tree.Path):
        before = path_of(node.source)
        return (*before, node.name) if before else ()
    return ()


def has(node: tree.Node, kinds_: tuple[type, ...]) -> bool:
    """Whether a node of one of these classes stands in a tree."""
    return isinstance(node, kinds_) or any(has(each, kinds_) for each in tree.children(node))


def kinds_asked(node: tree.Node) -> tuple[type, ...]:
    """The kinds for which `instance of` asks in a tree, with some that are none of them."""
    below = [kind for each in tree.children(node) for kind in kinds_asked(each)]
    own = (*kinds_in(node.type), *USUAL) if isinstance(node, tree.InstanceOf) else ()
    return tuple(dict.fromkeys((*own, *below)))


def counts(node: tree.Node) -> bool:
    """Whether it is asked how many items a list has."""
    return "count" in mentioned(node)


def single(value: Value) -> list[Value]:
    """The values that a constant names: the ends of a range, the items of a list."""
    if isinstance(value, Range):
        return [value.low, value.high]
    return [each for item in value for each in single(item)] if isinstance(value, tuple) else [value]


def length(value: Value) -> int:
    """The longest list that a number tells from longer ones."""
    return int(value) if isinstance(value, Decimal) and value >= 0 else 0


def orders(node: tree.Node) -> bool:
    """Whether texts are compared by their order somewhere in the tree."""
    if isinstance(node, tree.Test | tree.Comparison) and node.operator in _ORDERING:
        return True
    return isinstance(node, tree.Interval | tree.Between) or any(map(orders, tree.children(node)))


def constants(node: tree.Node) -> list[Value]:
    """The values of all parts of a tree that read nothing."""
    if isinstance(node, tree.Literal):
        return [node.value]
    if not isinstance(node, tree.Tests | tree.Test | tree.Iterator) and not bound(node) and _is_closed(node):
        value = evaluated(node)
        return [] if isinstance(value, Function) else [value]
    return [value for each in tree.children(node) for value in constants(each)]


def is_list(node: tree.Node) -> bool:
    """Whether a constant of a tree is a list."""
    return any(isinstance(each, tuple) for each in constants(node))


def asks_for_lists(node: tree.Node) -> bool:
    """Whether something is compared with a list as a whole."""
    sides = (node.left, node.right) if isinstance(node, tree.Comparison) else ()
    return any(map(is_list, sides)) or any(map(asks_for_lists, tree.children(node)))


def _is_closed(node: tree.Node) -> bool:
    return CLOCK.isdisjoint(mentioned(node)) and _is_own(node) and not has(node, (tree.Filter,))


def _is_own(node: tree.Node) -> bool:
    """Whether all names in a node are those of FEEL's own functions."""
    return node.builtin if isinstance(node, tree.Name) else all(map(_is_own, tree.children(node)))


def evaluated(node: Any) -> Value:
    """The value of an expression that reads nothing; null where it gives up."""
    try:
        return compile_expression(node)(Scope({}))
    except Exhausted:
        return None
