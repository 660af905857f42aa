"""Calling a function: arguments to parameters, types, and the limit of calls in calls."""

from __future__ import annotations

from . import stack
from .scope import MAX_CALLS, Exhausted, Scope
from .types import coerce
from .values import Failure, Function, Value, kind, weight


def bind(function: Function, values: tuple[Value, ...], names: tuple[str, ...] | None) -> tuple[Value, ...]:
    """The values in the order of the parameters; `Failure` where their number or names do not fit."""
    if names is not None:
        return _by_name(function, dict(zip(names, values, strict=True)), len(names))
    most, least = len(function.parameters), len(function.parameters) - function.optional
    if function.variadic:
        if len(values) < least:
            raise Failure(f"“{function.name}” needs at least {arguments(least)}, not {len(values)}")
    elif not least <= len(values) <= most:
        raise Failure(f"“{function.name}” takes {arguments(most, least)}, not {len(values)}")
    return values


def arguments(most: int, least: int | None = None) -> str:
    """How many arguments, in words: "1 argument", "2 to 3 arguments"."""
    count = str(most) if least in (None, most) else f"{least} to {most}"
    return f"{count} argument{'' if count == '1' else 's'}"


def _by_name(function: Function, given: dict[str, Value], count: int) -> tuple[Value, ...]:
    if len(given) != count:
        raise Failure(f"an argument of “{function.name}” is named twice")
    # Where signatures differ in nothing but order, the order in which the arguments are written tells them apart.
    signatures = sorted((function.parameters, *function.alternatives), key=lambda each: each != tuple(given))
    for parameters in signatures:
        if not set(given) <= set(parameters):
            continue
        # A parameter that is not named is null (DMN 1.5, section 10.3.2.13.5).
        last = max((index for index, name in enumerate(parameters) if name in given), default=-1)
        return tuple(map(given.get, parameters[: max(last + 1, len(parameters) - function.optional)]))
    if not function.parameters:
        raise Failure(f"“{function.name}” has no parameters")
    wanted = [", ".join(names) for names in dict.fromkeys((function.parameters, *function.alternatives))]
    known = wanted[0] if len(wanted) == 1 else " or ".join(f"({names})" for names in wanted)
    raise Failure(f"“{function.name}” has the parameters {known}, not {', '.join(given)}")


def called(function: Function, values: tuple[Value, ...], scope: Scope) -> Value:
    """The result of a call; types of parameters and result are coerced as the standard says. `Failure` where an
    argument is not of the type of its parameter."""
    budget = scope.budget
    budget.step()
    if function.types:
        values = _typed(function, values, scope)
    budget.calls += 1
    try:
        if budget.calls > MAX_CALLS:
            raise Exhausted(f"more than {MAX_CALLS} calls one in another")
        # Only what a model defines can go on and on.
        full = function.types and budget.calls % stack.CALLS == 0
        result = stack.renewed(lambda: function.call(scope, values), scope) if full else function.call(scope, values)
    finally:
        budget.calls -= 1
    if function.result is None:
        return result
    found = coerce(result, function.result, budget)
    if found is None and result is not None:
        scope.fault(f"“{function.name}”: its result is not of the declared type")
    return found


def _typed(function: Function, values: tuple[Value, ...], scope: Scope) -> tuple[Value, ...]:
    scope.budget.step(sum(map(weight, values)))
    found = tuple(coerce(value, of, scope.budget) for value, of in zip(values, function.types, strict=True))
    for name, given, taken in zip(function.parameters, values, found, strict=True):
        if taken is None and given is not None:
            # Table 63 of DMN 1.5: then the whole invocation is null, whatever the body would say.
            raise Failure(f"“{function.name}”: {name} is {kind(given)}, which is not of the declared type")
    return found
