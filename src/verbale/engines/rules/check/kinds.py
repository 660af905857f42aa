"""What an expression gives, as far as that can be seen without facts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..feel import tree
from ..feel.temporal import Date, DateTime
from ..feel.types import ANY, NAMES, Constrained, FunctionType, Simple, Type
from .signatures import result

_TRUTHS = (tree.Comparison, tree.Logic, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)
_NUMBER = (Decimal,)
_MANY = ("list", "context", "function", "range")


def kinds(node: tree.Expression, types: Mapping[str, Type]) -> tuple[type, ...]:
    """The Python classes of what an expression gives besides null; empty where that cannot be said, or for lists,
    contexts and functions, whose items count as well."""
    match node:
        case tree.Literal(value):
            return () if value is None else (type(value),)
        case tree.Negation(operand):
            return kinds(operand, types)
        case tree.Name(name):
            return classes(types.get(name, ANY))
        case tree.Arithmetic(_, left, right):
            return _NUMBER if kinds(left, types) == kinds(right, types) == _NUMBER else ()
        case tree.If(_, then, otherwise):
            found = kinds(then, types)
            return found if found == kinds(otherwise, types) else ()
        case tree.Call(tree.Name(name), _, _):
            own = types.get(name, ANY)
            known = result(name) if name not in types else ()
            return classes(own.result) if isinstance(own, FunctionType) else known
        case tree.Filter(source, condition):
            # A number picks the one item of a single value; a condition makes a list of it.
            return kinds(source, types) if kinds(condition, types) == _NUMBER else ()
    return (bool,) if isinstance(node, _TRUTHS) else ()


def classes(of: Type) -> tuple[type, ...]:
    """The Python classes of the values of a type; empty for Any, lists, contexts, functions and ranges."""
    if isinstance(of, Constrained):
        return classes(of.base)
    return NAMES.get(of.name, ()) if isinstance(of, Simple) and of.name not in _MANY else ()


def named(found: tuple[type, ...]) -> str:
    """The classes in the words of FEEL."""
    names = dict.fromkeys(name for name, own in NAMES.items() if set(own) <= set(found) and name.islower())
    return " or ".join(names) or "something else"


def disjoint(left: tuple[type, ...], right: tuple[type, ...]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(left and right and not set(left) & set(right))


def unfit(found: tuple[type, ...], wanted: tuple[type, ...]) -> bool:
    """Whether what is found can never become what is wanted; a date becomes its midnight."""
    return disjoint(found, wanted) and not (Date in found and DateTime in wanted)


def operands(test: tree.Test | tree.Expression) -> tuple[tree.Expression, ...]:
    """What a test compares its value with."""
    match test:
        case tree.Test(_, operand):
            return (operand,)
        case tree.Interval(low, _, high, _):
            return tuple(end for end in (low, high) if end is not None)
        case tree.ListOf(items):
            return items
        case tree.Literal() | tree.Negation() | tree.Name():
            return (test,)
    return ()
