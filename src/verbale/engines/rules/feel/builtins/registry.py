"""How a built-in function is declared, and what its arguments must be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import TypeAlias

from ..scope import Exhausted, Scope
from ..values import Failure, Function, Value, integer, kind, sized, weight

Body: TypeAlias = Callable[..., Value]
Table: TypeAlias = dict[str, Function]


def declare(
    table: Table,
    name: str,
    parameters: str,
    *alternatives: str,
    optional: int = 0,
    variadic: bool = False,
    cost: int = 0,
) -> Callable[[Body], Body]:
    """Puts a Python function into ``table`` under its FEEL name; parameters stand between commas.

    ``cost``: the steps it takes beyond those for its arguments.
    """

    return _put(table, name, parameters, alternatives, optional, variadic, cost, scoped=False)


def declare_scoped(
    table: Table, name: str, parameters: str, *alternatives: str, optional: int = 0
) -> Callable[[Body], Body]:
    """As `declare`, for functions that call others, or tell their work: the Python function takes the scope first."""
    return _put(table, name, parameters, alternatives, optional, variadic=False, own=0, scoped=True)


def _put(
    table: Table,
    name: str,
    parameters: str,
    alternatives: tuple[str, ...],
    optional: int,
    variadic: bool,
    own: int,
    *,
    scoped: bool,
) -> Callable[[Body], Body]:
    def put(body: Body) -> Body:
        def call(scope: Scope, values: tuple[Value, ...]) -> Value:
            cost = sum(map(weight, values), own)
            if cost:
                scope.budget.step(cost)
            try:
                return sized(body(scope, *values) if scoped else body(*values))
            except Exhausted:
                raise
            except (DecimalException, ValueError, OverflowError) as fault:
                raise Failure(f"{name}: {fault if isinstance(fault, ValueError) else 'beyond the numbers'}") from None
            except Failure as fault:
                raise Failure(f"{name}: {fault}") from None

        others = tuple(map(_names, alternatives))
        table[name] = Function(
            name, _names(parameters), call, optional=optional, variadic=variadic, alternatives=others
        )
        return body

    return put


def _names(parameters: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in parameters.split(",")) if parameters else ()


def single(value: Value) -> Value:
    """The item of a list of one, where no list is wanted; any other value as it is."""
    while isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return value


def text(value: Value) -> str:
    """The text in ``value``, or a `Failure`."""
    value = single(value)
    if isinstance(value, str):
        return value
    raise Failure(f"a text is wanted, not {kind(value)}")


def decimal(value: Value) -> Decimal:
    """The number in ``value``, or a `Failure`."""
    value = single(value)
    if isinstance(value, Decimal):
        return value
    raise Failure(f"a number is wanted, not {kind(value)}")


def whole_number(value: Value, what: str) -> int:
    """The whole number in ``value``, or a `Failure` that names ``what``."""
    return integer(single(value), what)


def items(value: Value) -> tuple[Value, ...]:
    """The list in ``value``; a single value is a list of one; null is a `Failure`."""
    if isinstance(value, tuple):
        return value
    if value is None:
        raise Failure("a list is wanted, not null")
    return (value,)


def spread(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The items of functions that take a list or its items one by one."""
    return items(values[0]) if len(values) == 1 else values
