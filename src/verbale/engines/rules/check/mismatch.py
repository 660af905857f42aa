"""Parts of an expression whose types do not go together: such a part gives null, whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..feel import tree
from ..feel.builtins import BUILTINS
from ..feel.calling import arguments as how_many
from ..feel.calling import bind
from ..feel.members import has_part
from ..feel.types import ANY, FunctionType, Type, unclear
from ..feel.values import Failure
from .kinds import classes, disjoint, kinds, named, operands, unfit
from .signatures import parameters


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
            yield from _called(name, arguments, names, types)
        case tree.InstanceOf(_, of):
            yield from filter(None, (unclear(of),))
        case tree.Path(source, name):
            yield from _part(kinds(source, types), name)


def _called(
    name: str, arguments: tuple[tree.Expression, ...], names: tuple[str, ...] | None, types: Mapping[str, Type]
) -> Iterator[str]:
    own, count = types.get(name), len(arguments)
    if isinstance(own, FunctionType) and names is None:
        if count != len(own.parameters):
            yield f"“{name}” takes {how_many(len(own.parameters))}, not {count}"
        else:
            yield from _given(name, arguments, tuple(map(classes, own.parameters)), types)
    if own is None and name in BUILTINS:
        try:
            bind(BUILTINS[name], (None,) * count, names)
        except Failure as why:
            yield str(why)
        else:
            if names is None:
                yield from _given(name, arguments, parameters(name, count), types)


def _given(
    name: str, arguments: tuple[tree.Expression, ...], wanted: tuple[tuple[type, ...], ...], types: Mapping[str, Type]
) -> Iterator[str]:
    for number, (each, takes) in enumerate(zip(arguments, wanted, strict=False), 1):
        found = kinds(each, types)
        if unfit(found, takes):
            yield f"argument {number} of “{name}” is {named(found)}, and {named(takes)} is wanted"


def _part(of: tuple[type, ...], name: str) -> Iterator[str]:
    if of and not any(has_part(each, name) for each in of):
        yield f"{named(of)} has no part “{name}”"


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
