"""Parts of an expression whose types do not go together: such a part gives null, whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .feel import tree
from .feel.builtins import BUILTINS
from .feel.calling import bind
from .feel.types import ANY, FunctionType, Type
from .feel.values import Failure
from .kinds import disjoint, kinds, named, operands


def mismatches(node: tree.Node, types: Mapping[str, Type]) -> Iterator[str]:
    """A sentence for each; ``types`` are those of the names in sight."""
    yield from _own(node, types)
    inner = _inner(node, types)
    for child in tree.children(node):
        yield from mismatches(child, inner)


def _inner(node: tree.Node, types: Mapping[str, Type]) -> Mapping[str, Type]:
    """The types where the node gives some names another meaning; in a filter any name may have one."""
    match node:
        case tree.Filter():
            return {}
        case tree.For(iterators, _) | tree.Quantified(_, iterators, _):
            bound = {each.name for each in iterators} | {"partial"}
        case tree.FunctionOf(parameters, _):
            bound = {name for name, _ in parameters}
        case tree.ContextOf(entries):
            bound = {name for name, _ in entries}
        case _:
            return types
    return {**types, **dict.fromkeys(bound, ANY)}


def _own(node: tree.Node, types: Mapping[str, Type]) -> Iterator[str]:
    match node:
        case tree.Comparison(_, left, right):
            yield from _compared(left, (right,), types)
        case tree.Between(value, low, high):
            yield from _compared(value, (low, high), types)
        case tree.In(value, tests):
            for test in tests.tests:
                yield from _compared(value, operands(test), types)
        case tree.Arithmetic(operator, left, right):
            yield from _reckoned(operator, kinds(left, types), kinds(right, types))
        case tree.Negation(operand):
            yield from _numeric("-", kinds(operand, types))
        case tree.Logic(operator, left, right):
            for each in (left, right):
                yield from _true_or_false(f"“{operator}”", kinds(each, types))
        case tree.If(condition, _, _):
            yield from _true_or_false("“if”", kinds(condition, types))
        case tree.Call(tree.Name(name), arguments, names):
            yield from _called(name, len(arguments), names, types)


def _called(name: str, count: int, names: tuple[str, ...] | None, types: Mapping[str, Type]) -> Iterator[str]:
    own = types.get(name)
    if isinstance(own, FunctionType) and names is None and count != len(own.parameters):
        yield f"“{name}” takes {len(own.parameters)} arguments, not {count}"
    if own is None and name in BUILTINS:
        try:
            bind(BUILTINS[name], (None,) * count, names)
        except Failure as why:
            yield str(why)


def _compared(left: tree.Expression, others: tuple[tree.Expression, ...], types: Mapping[str, Type]) -> Iterator[str]:
    own = kinds(left, types)
    for each in others:
        found = kinds(each, types)
        if disjoint(own, found):
            yield f"{named(own)} is compared with {named(found)}"


def _reckoned(operator: str, left: tuple[type, ...], right: tuple[type, ...]) -> Iterator[str]:
    if operator == "+" and str in (*left, *right):
        if disjoint(left, right):
            yield f"“+” stands between {named(left)} and {named(right)}"
        return
    for each in (left, right):
        yield from _numeric(operator, each)


def _numeric(operator: str, found: tuple[type, ...]) -> Iterator[str]:
    if found in ((str,), (bool,)):
        yield f"“{operator}” cannot be done with {named(found)}"


def _true_or_false(asking: str, found: tuple[type, ...]) -> Iterator[str]:
    if disjoint(found, (bool,)):
        yield f"{asking} asks for boolean, and this is {named(found)}"
