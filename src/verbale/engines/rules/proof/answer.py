"""What the solver says of one record: a check of the solver itself beside the other ways to decide."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import z3

from ..engine import Prepared
from ..facts import Fact
from ..feel import Value
from ..feel.temporal import Date
from ..hits import SINGLE
from .encoding import Outside
from .limits import USUAL, Limits
from .problem import Problem
from .source import Source
from .terms import Term

NONE, REFUSED, CLASH = 0, -1, -2
"""No rule matches; a column has a value that it may not have; rules match that must not match together."""


class Answers:
    """The solver asked about single records. Slow: it is there to be compared with.

    >>> Answers(prepared).rule({"x": 3})
    2

    Raises `Outside` for a hit policy that gives a list, and for a record that the solver cannot be told.
    """

    def __init__(self, prepared: Prepared, decision: str | None = None, *, limits: Limits = USUAL) -> None:
        self._prepared = prepared
        self._problem = Problem(prepared, prepared.chosen(decision).name, limits)
        hit = self._problem.stage.table.hit
        if hit not in SINGLE:
            raise Outside(f"hit policy {hit.value} gives a list")

    def rule(self, facts: Mapping[str, Fact]) -> int:
        """The first of the rules that decide, by number, or one of the codes above. Raises as `Prepared.decide`."""
        known = [self._pinned(source, self._prepared.values(facts)) for source in self._problem.sources.values()]
        pins = [each for each in known if each is not None]
        encoding, search = self._problem.encoding, self._problem.search
        possible = [fate for fate in self._problem.stage.fates if search.is_possible(fate.guard, *pins)]
        if len(possible) != 1:
            raise Outside("the record is not told apart from others")
        (fate,) = possible
        if fate.how != "rule":
            return {"none": NONE, "clash": CLASH, "refused": REFUSED}[fate.how]
        matches = ((rule, encoding.named(self._problem.matches[rule - 1])) for rule in fate.rules)
        return next(rule for rule, term in matches if search.is_possible(term, *pins))

    def _pinned(self, source: Source, values: Mapping[str, Value]) -> Term | None:
        """That a source has the value which it has in the record."""
        if source.decided:
            return None
        value = _value(source, values)
        place = source.axis.place(value)
        if place is None:
            raise Outside(f"{source.told} has a value of another kind than what it is compared with")
        pinned = self._problem.encoding.set(source, 1 << place)
        real = self._problem.encoding.reals.get(source.key)
        if real is None or not isinstance(value, Decimal | Date):
            return pinned
        exact = Fraction(value.ordinal) if isinstance(value, Date) else Fraction(value)
        return z3.And(pinned, real == self._problem.encoding.number(exact))


def _value(source: Source, values: Mapping[str, Value]) -> Value:
    if source.made is not None:
        return source.of_base({of.key: _value(of, values) for of in source.base})
    return source.read(values)
