"""What can be computed in columns exactly: the source of a calculation, of a part, of a function."""

from __future__ import annotations

from ..feel import tree
from ..feel.builtins import BUILTINS
from . import amounts, dates, lists, strings
from .errors import Outside
from .names import Names
from .source import Source

_ROUNDINGS = ("floor", "ceiling", "abs")


def derived(node: tree.Node, names: Names) -> Source | None:
    """The source of what a node computes from one or more columns; None for anything else.

    Raises `Outside` where its digits could be rounded, or where engines would not agree.
    """
    match node:
        case tree.Negation():
            return amounts.calculated(node, names)
        case tree.Arithmetic():
            return amounts.calculated(node, names) or dates.between(node, names) or strings.joined(node, names)
        case tree.Path():
            return dates.part(node, names)
        case tree.Quantified():
            return lists.quantified(node, names)
        case tree.Call(tree.Name(name)) if name in BUILTINS and not names.hides(name):
            return _called(name, _by_position(node), names)
    return None


def _called(name: str, arguments: tuple[tree.Expression, ...], names: Names) -> Source | None:
    if name in _ROUNDINGS and len(arguments) == 1:
        return amounts.rounded(arguments[0], names, name)
    if name == "years and months duration" and len(arguments) == 2:
        return dates.months_between(arguments[0], arguments[1], names)
    if name in dates.FUNCTIONS and len(arguments) == 1:
        return dates.called(name, arguments[0], names)
    return strings.called(name, arguments, names) or lists.called(name, arguments, names)


def _by_position(node: tree.Call) -> tuple[tree.Expression, ...]:
    if node.names is None or not isinstance(node.function, tree.Name):
        return node.arguments
    parameters = BUILTINS[node.function.name].parameters[: len(node.names)]
    if set(node.names) != set(parameters):
        raise Outside("a function called with names in another order than its own")
    return tuple(node.arguments[node.names.index(each)] for each in parameters)
