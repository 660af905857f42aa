"""Functions of numbers that FEEL itself can say in plainer ones: roundings and the sum."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

from ..feel import tree
from .amounts import number
from .names import Names

_MOST_PLACES = 30
_HALF, _ZERO, _ONE = (tree.Literal(Decimal(each)) for each in ("0.5", "0", "1"))


def defined(name: str, arguments: tuple[tree.Expression, ...], names: Names) -> tree.Expression | None:
    """The call of a function in other words, which mean the same of numbers; None where there are none."""
    if name == "sum":
        return _sum(items(arguments), names)
    rounding = _ROUNDED.get(name)
    if rounding is None or len(arguments) != 2 or not names.is_constant(arguments[1]):
        return None
    places = names.value(arguments[1])
    if type(places) is not Decimal or places != places.to_integral_value() or abs(places) > _MOST_PLACES:
        return None
    if names.is_constant(arguments[0]) or number(arguments[0], names) is None:
        return None
    unit, back = (tree.Literal(Decimal(1).scaleb(int(each))) for each in (places, -places))
    return tree.Arithmetic("*", rounding(tree.Arithmetic("*", arguments[0], unit)), back)


def items(arguments: tuple[tree.Expression, ...]) -> tuple[tree.Expression, ...]:
    """What is summed or compared: the arguments, or the items of a list that is written out."""
    return arguments[0].items if len(arguments) == 1 and isinstance(arguments[0], tree.ListOf) else arguments


def _sum(parts: tuple[tree.Expression, ...], names: Names) -> tree.Expression | None:
    if len(parts) < 2 or any(number(each, names) is None for each in parts):
        return None
    return reduce(lambda one, two: tree.Arithmetic("+", one, two), parts)


def _call(name: str, *arguments: tree.Expression) -> tree.Call:
    return tree.Call(tree.Name(name), arguments)


def _floor(scaled: tree.Expression) -> tree.Expression:
    return _call("floor", scaled)


def _ceiling(scaled: tree.Expression) -> tree.Expression:
    return _call("ceiling", scaled)


def _up(scaled: tree.Expression) -> tree.Expression:
    return _by_sign(scaled, _floor(scaled), _ceiling(scaled))


def _down(scaled: tree.Expression) -> tree.Expression:
    return _by_sign(scaled, _ceiling(scaled), _floor(scaled))


def _half_up(scaled: tree.Expression) -> tree.Expression:
    return _by_sign(scaled, _ceiling(_less_half(scaled)), _floor(_and_half(scaled)))


def _half_down(scaled: tree.Expression) -> tree.Expression:
    return _by_sign(scaled, _floor(_and_half(scaled)), _ceiling(_less_half(scaled)))


def _half_even(scaled: tree.Expression) -> tree.Expression:
    near = _floor(_and_half(scaled))
    is_half = tree.Comparison("=", tree.Arithmetic("-", near, scaled), _HALF)
    is_odd = tree.Comparison("=", _call("modulo", near, tree.Literal(Decimal(2))), _ONE)
    return tree.If(tree.Logic("and", is_half, is_odd), tree.Arithmetic("-", near, _ONE), near)


def _by_sign(scaled: tree.Expression, below: tree.Expression, otherwise: tree.Expression) -> tree.Expression:
    return tree.If(tree.Comparison("<", scaled, _ZERO), below, otherwise)


def _and_half(scaled: tree.Expression) -> tree.Expression:
    return tree.Arithmetic("+", scaled, _HALF)


def _less_half(scaled: tree.Expression) -> tree.Expression:
    return tree.Arithmetic("-", scaled, _HALF)


_ROUNDED = {
    "floor": _floor,
    "ceiling": _ceiling,
    "round up": _up,
    "round down": _down,
    "round half up": _half_up,
    "round half down": _half_down,
    "decimal": _half_even,
}
