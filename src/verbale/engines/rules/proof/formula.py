"""Conditions on a record, read from FEEL and not yet written for the solver. Each is true, false or null."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from ..feel import Value
from .source import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A closure is asked, class by class; ``constants`` None: it does more with its sources than compare them."""

    sources: tuple[Source, ...]
    constants: tuple[Value, ...] | None
    ask: Callable[[tuple[Any, ...]], Any]


@dataclass(frozen=True, slots=True)
class Both:
    """``decisive`` true for `or`, false for `and`."""

    decisive: bool
    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Turned:
    """`not(…)` of a boolean."""

    operand: Formula


@dataclass(frozen=True, slots=True)
class Is:
    """Whether a condition is true, false or null, as ``value`` says; never null itself."""

    operand: Formula
    value: bool | None


@dataclass(frozen=True, slots=True)
class Branch:
    condition: Formula
    then: Formula
    otherwise: Formula


@dataclass(frozen=True, slots=True)
class Passes:
    """Whether any of the tests of a cell is true; never null."""

    tests: tuple[Formula, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A number, or a day counted since some other: sources by factor, and a constant.

    ``plain``: a source or a constant by itself; ``rounded``: a quotient that may have no end, and is rounded.
    """

    kind: str
    terms: tuple[tuple[Source, Fraction], ...]
    constant: Fraction
    plain: bool = False
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sums with = != < <= > >= between them."""

    operator: str
    left: Sum
    right: Sum


Formula: TypeAlias = Asked | Both | Turned | Is | Branch | Passes | Compared


def sources_of(formula: Formula) -> tuple[Source, ...]:
    """Every source that a formula reads, each once."""
    match formula:
        case Asked(sources):
            found = sources
        case Both(_, left, right):
            found = (*sources_of(left), *sources_of(right))
        case Turned(operand) | Is(operand):
            found = sources_of(operand)
        case Branch(condition, then, otherwise):
            found = (*sources_of(condition), *sources_of(then), *sources_of(otherwise))
        case Passes(tests):
            found = tuple(each for test in tests for each in sources_of(test))
        case Compared(_, left, right):
            found = tuple(source for side in (left, right) for source, _ in side.terms)
    return tuple(dict.fromkeys(found))
