"""What can be computed in columns exactly: the source of a calculation, of a part, of a function."""

from __future__ import annotations

from decimal import Decimal

from ..feel import tree
from ..feel.builtins import BUILTINS
from . import amounts, choice, dates, lists, strings
from .defined import defined, items
from .errors import Outside
from .inline import LONGEST, inlined, size
from .names import Names
from .order import BOOLEANS
from .source import Source

_ROUNDINGS = ("floor", "ceiling", "abs")


def derived(node: tree.Node, names: Names) -> Source | None:
    """The source of what a node computes from one or more columns; None for anything else.

    Raises `Outside` where its digits could be rounded, or where engines would not agree.
    """
    if size(node, names) > LONGEST:
        raise Outside("a calculation that is too long when it is written out")
    match node:
        case tree.Negation():
            return amounts.calculated(node, names)
        case tree.Arithmetic():
            return amounts.calculated(node, names) or dates.between(node, names) or strings.joined(node, names)
        case tree.Path():
            return dates.part(node, names)
        case tree.Quantified():
            return lists.quantified(node, names)
        case tree.Filter():
            return lists.chosen(node, names)
        case tree.If():
            return choice.chosen(node, names)
        case tree.Call(tree.Name(name)) if name in BUILTINS and not names.hides(name):
            return _called(name, _by_position(node), names)
        case tree.Call():
            inner = inlined(node, names)
            return None if inner is None else names.source(inner)
    return None


def _called(name: str, arguments: tuple[tree.Expression, ...], names: Names) -> Source | None:
    if name in _ROUNDINGS and len(arguments) == 1:
        return amounts.rounded(arguments[0], names, name)
    if name in ("min", "max"):
        return amounts.extreme(name, items(arguments), names)
    if name == "modulo" and len(arguments) == 2 and names.is_constant(arguments[1]):
        return amounts.remainder(arguments[0], names.value(arguments[1]), names)
    if name in ("even", "odd") and len(arguments) == 1:
        return _parity(arguments[0], names, name == "odd")
    if name == "years and months duration" and len(arguments) == 2:
        return dates.months_between(arguments[0], arguments[1], names)
    if name in dates.FUNCTIONS and len(arguments) == 1:
        return dates.called(name, arguments[0], names)
    other = defined(name, arguments, names)
    if other is not None:
        return names.source(other)
    return strings.called(name, arguments, names) or lists.called(name, arguments, names)


def _parity(node: tree.Expression, names: Names, is_odd: bool) -> Source | None:
    rest = amounts.remainder(node, Decimal(2), names)
    if rest is None:
        return None
    return Source("", BOOLEANS, lambda table: rest.render(table) == int(is_odd), strict=True)


def _by_position(node: tree.Call) -> tuple[tree.Expression, ...]:
    if node.names is None or not isinstance(node.function, tree.Name):
        return node.arguments
    parameters = BUILTINS[node.function.name].parameters[: len(node.names)]
    if set(node.names) != set(parameters):
        raise Outside("a function called with names in another order than its own")
    return tuple(node.arguments[node.names.index(each)] for each in parameters)
