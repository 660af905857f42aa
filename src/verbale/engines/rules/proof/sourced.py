"""The sources of one question in the solver's terms.

A source with n classes has n - 1 truths, "the class is the k-th or a later one", so that a run of classes is two of
them whatever its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

import z3

from ..feel.temporal import Date, DateTime, Time
from .axis import UNKNOWN, Class
from .bits import runs
from .source import Source
from .terms import Term, Terms


class Sourced(Terms):
    """One solver with its sources.

    It is told of them when it is first asked for one: many a question is settled without it.
    """

    def __init__(self, *, finite: bool) -> None:
        super().__init__(finite=finite)
        self.sources: dict[str, Source] = {}
        self._untold: list[Source] = []
        self._steps: dict[str, list[Term]] = {}
        self._guards: dict[str, list[Term]] = {}
        self._sets: dict[tuple[str, int], Term] = {}
        self._reals: dict[str, Term] = {}

    @property
    def solver(self) -> z3.Solver:
        """The solver, which knows all sources."""
        self._tell()
        return self._solver

    def add(self, source: Source) -> None:
        """Takes up a source whose axis is cut."""
        if source.key in self.sources:
            return
        self.sources[source.key] = source
        self._untold.append(source)

    @property
    def reals(self) -> dict[str, Term]:
        """The numbers with which the solver calculates, by their source."""
        self._tell()
        return self._reals

    def _tell(self) -> None:
        """Tells the solver of the sources that it does not know yet."""
        while self._untold:
            source = self._untold.pop(0)
            steps = [self.truth_of(f"{source.key}≥{at}") for at in range(1, len(source.axis.classes))]
            self._steps[source.key] = steps
            for lower, higher in pairwise(steps):
                implied = z3.Z3_mk_implies(self.context.ref(), higher.as_ast(), lower.as_ast())
                self.say(z3.BoolRef(implied, self.context))
            self.say(self._runs(source, source.axis.admitted))
            if source.real:
                self._measured(source)

    def steps(self, source: Source) -> list[Term]:
        """The truths that tell the class of a free source: how many of them hold is its place."""
        self._tell()
        return self._steps[source.key]

    def decide(self, source: Source, guards: list[Term]) -> None:
        """Takes up a source whose classes are the outcomes of a decision, each under its condition."""
        self.sources[source.key] = source
        self._guards[source.key] = guards

    def link(self, source: Source) -> None:
        """What follows for a function where the value of its argument is known."""
        if source.made is None or not source.base:
            return
        if source.total:
            self.say(self.set(source, 1) == self.set(source.base[0], 1))
        for combination in self._exact(source.base, all_of=source.stepwise):
            values = {of.key: of.axis.classes[at].value for of, at in zip(source.base, combination, strict=True)}
            place = source.axis.place(source.of_base(values))
            if place is not None:
                known = [self.set(of, 1 << at) for of, at in zip(source.base, combination, strict=True)]
                self.say(z3.Implies(self.all(known), self.set(source, 1 << place)))

    def _exact(self, base: tuple[Source, ...], *, all_of: bool) -> Iterator[tuple[int, ...]]:
        exact = [
            [
                at
                for at, each in enumerate(of.axis.classes)
                if (_is_single(each) or all_of) and each.value is not UNKNOWN
            ]
            for of in base
        ]
        for taken, each in enumerate(product(*exact)):
            if taken > 2_000:
                return
            yield each

    def _measured(self, source: Source) -> None:
        name = f"{source.key}="
        whole = source.kinds == (Date,)
        value = z3.ToReal(z3.Int(name, self.context)) if whole else z3.Real(name, self.context)
        self._reals[source.key] = value
        steps = self._steps[source.key]
        for at, each in enumerate(source.axis.classes[1:], 1):
            if each.start is None:
                continue
            constant, included = each.start
            edge = self.number(Fraction(constant.ordinal) if whole else Fraction(constant))
            reached = value >= edge if included else value > edge
            self.say(steps[at - 1] == z3.And(steps[0], reached))

    def number(self, value: Fraction) -> Term:
        """A number of the solver."""
        return z3.RealVal(str(value), self.context)

    def set(self, source: Source, bits: int) -> Term:
        """That the class of a source is one of these."""
        bits &= source.axis.full
        found = self._sets.get((source.key, bits))
        if found is None:
            self._tell()
            found = self._guarded(source, bits) if source.key in self._guards else self._runs(source, bits)
            self._sets[source.key, bits] = found
        return found

    def _guarded(self, source: Source, bits: int) -> Term:
        guards = self._guards[source.key]
        return self.any(guard for at, guard in enumerate(guards) if bits >> at & 1)

    def _runs(self, source: Source, bits: int) -> Term:
        steps, count = self._steps[source.key], len(source.axis.classes)
        found = []
        for at, end in runs(bits):
            parts = ([steps[at - 1]] if at else []) + ([self.negated(steps[end - 1])] if end < count else [])
            found.append(self.all(parts))
        return self.any(found)


def _is_single(each: Class) -> bool:
    """Whether a class is one value; moments that are equal may still be of different zones."""
    return each.exact and not isinstance(each.value, Time | DateTime)
