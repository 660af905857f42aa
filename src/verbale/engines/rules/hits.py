"""Hit policies: from the rules that matched to the output of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from .feel.builtins.lists import LISTS
from .feel.calling import called
from .feel.compare import same
from .feel.scope import Scope
from .feel.values import Failure, Value
from .model import Hit

Matched: TypeAlias = Sequence[tuple[int, Value]]
"""Rule numbers with the output of each, in rule order."""
Rank: TypeAlias = Callable[[Value], tuple[int, ...]]
"""The priority of an output by the order of the allowed values; smaller is higher."""

SINGLE = (Hit.UNIQUE, Hit.ANY, Hit.FIRST, Hit.PRIORITY)
"""The policies under which a table gives what one of its rules says."""


def settle(hit: Hit, matched: Matched, rank: Rank, scope: Scope) -> tuple[Value, tuple[int, ...]]:
    """The output, and the numbers of the rules it rests on. Raises `Failure` naming rules that must not both match."""
    return _SETTLERS[hit](matched, rank, scope)


def _unique(matched: Matched, *_: object) -> tuple[Value, tuple[int, ...]]:
    if len(matched) > 1:
        together = "both match" if len(matched) == 2 else "all match"
        raise Failure(f"rules {_and(matched)} {together}, and the hit policy is U: only one may")
    return _first(matched)


def _any(matched: Matched, *_: object) -> tuple[Value, tuple[int, ...]]:
    output = matched[0][1]
    for number, other in matched[1:]:
        if not same(output, other):
            numbers = f"{matched[0][0]} and {number}"
            raise Failure(f"rules {numbers} match with different outputs, and the hit policy is A: they must agree")
    return output, _numbers(matched)


def _first(matched: Matched, *_: object) -> tuple[Value, tuple[int, ...]]:
    return matched[0][1], (matched[0][0],)


def _priority(matched: Matched, rank: Rank, *_: object) -> tuple[Value, tuple[int, ...]]:
    number, output = min(matched, key=lambda each: rank(each[1]))
    return output, (number,)


def _all(matched: Matched, *_: object) -> tuple[Value, tuple[int, ...]]:
    return tuple(output for _, output in matched), _numbers(matched)


def _ordered(matched: Matched, rank: Rank, *_: object) -> tuple[Value, tuple[int, ...]]:
    return _all(sorted(matched, key=lambda each: rank(each[1])))


def _count(matched: Matched, *_: object) -> tuple[Value, tuple[int, ...]]:
    return Decimal(len(matched)), _numbers(matched)


def _aggregated(name: str) -> Callable[[Matched, Rank, Scope], tuple[Value, tuple[int, ...]]]:
    def aggregate(matched: Matched, _: Rank, scope: Scope) -> tuple[Value, tuple[int, ...]]:
        outputs = tuple(output for _, output in matched)
        return called(LISTS[name], (outputs,), scope), _numbers(matched)

    return aggregate


def _numbers(matched: Matched) -> tuple[int, ...]:
    return tuple(number for number, _ in matched)


def _and(matched: Matched) -> str:
    numbers = [str(number) for number, _ in matched]
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}"


_SETTLERS: dict[Hit, Callable[[Matched, Rank, Scope], tuple[Value, tuple[int, ...]]]] = {
    Hit.UNIQUE: _unique,
    Hit.ANY: _any,
    Hit.FIRST: _first,
    Hit.PRIORITY: _priority,
    Hit.RULE_ORDER: _all,
    Hit.OUTPUT_ORDER: _ordered,
    Hit.COLLECT: _all,
    Hit.SUM: _aggregated("sum"),
    Hit.MIN: _aggregated("min"),
    Hit.MAX: _aggregated("max"),
    Hit.COUNT: _count,
}
"""Where no rule matches, a table gives its default outputs, or null, under every policy."""
