"""From an answer of the solver to a record, which is then decided by the plain evaluator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from verbale.kernel.errors import Faulty

from ..facts import Fact, to_json
from ..feel import Scope, Value, compile_expression
from ..feel.temporal import Date
from ..feel.types import checker
from ..feel.values import DECIMAL
from .axis import UNKNOWN
from .candidates import candidates
from .encoding import Encoding, Outside, Term
from .source import Source


class SolverDisagrees(Faulty):
    """The solver and the evaluator disagree about the record {record}: {why}. This is a fault of Verbale; please report
    it with the rulebook.
    """


class NotFound(Exception):
    """No record with these classes was found, because the solver does not know a function."""


@dataclass(frozen=True, slots=True)
class Record:
    """``facts`` are FEEL values by input. ``sure``: the solver knew all that it rests on. ``model`` is its answer."""

    facts: Mapping[str, Value]
    sure: bool
    model: Any = None

    @property
    def json(self) -> dict[str, Fact]:
        """The facts as JSON has them."""
        return {name: to_json(value) for name, value in self.facts.items()}


class Search:
    """Looks for records under a condition; natural ones first."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._solver = encoding.solver

    def is_possible(self, *terms: Term) -> bool:
        """Whether the solver sees a record. Raises `Outside` when its time is up."""
        answer = self._solver.check(*terms)
        if answer == z3.unknown:
            raise Outside(f"the solver gave up ({self._solver.reason_unknown()})")
        return bool(answer == z3.sat)

    def core(self) -> list[Term]:
        """After an impossible question, those of its terms that made it so."""
        return list(self._solver.unsat_core())

    def records(self, *terms: Term) -> Iterator[Record]:
        """Records under a condition; after one that turned out otherwise, others. Ends with `NotFound` where the
        solver sees records and none could be made.
        """
        if not self.is_possible(*terms):
            return
        self._solver.push()
        try:
            self._solver.add(*terms)
            for _ in range(self._encoding.limits.attempts):
                model, chosen = self._natural()
                found = self._made(model, chosen)
                if found is not None:
                    yield found
                self._solver.add(self._other(chosen))
                if not self.is_possible():
                    break
        finally:
            self._solver.pop()
        raise NotFound

    def first(self, holds: Callable[[Record], bool], *terms: Term) -> Record | None:
        """The first record that is confirmed; None if there is none at all.

        Raises `NotFound` where that cannot be said, and `SolverDisagrees` where the solver was sure of a record.
        """
        for record in self.records(*terms):
            if holds(record):
                return record
            if record.sure and not self._encoding.unsure:
                raise SolverDisagrees(record=record.json, why="it was to be otherwise")
        return None

    def _natural(self) -> tuple[Any, dict[str, int]]:
        """A model in which null stands only where it must, then with values that are named somewhere."""
        self.is_possible()
        model = self._solver.model()
        wanted: list[Term] = []
        for source in self._free():
            for bits in self._tastes(source):
                term = self._encoding.set(source, bits)
                if z3.is_true(model.eval(term, model_completion=True)):
                    wanted.append(term)
                    break
                if self.is_possible(*wanted, term):
                    wanted.append(term)
                    model = self._solver.model()
                    break
        self.is_possible(*wanted)
        model = self._solver.model()
        model = self._whole(model, wanted)
        return model, {source.key: self._class(model, source) for source in self._free()}

    def _whole(self, model: Any, wanted: list[Term]) -> Any:
        """A model whose numbers are whole, or have few digits, if there is one."""
        reals = [real for key, real in self._encoding.reals.items() if self._encoding.sources[key].kinds == (Decimal,)]
        if not reals:
            return model
        for scale in (1, 100, 10**6):
            steps = [z3.Int(f"whole!{scale}!{at}", self._encoding.context) for at in range(len(reals))]
            whole = [real * scale == z3.ToReal(step) for real, step in zip(reals, steps, strict=True)]
            if self._solver.check(*wanted, *whole) == z3.sat:
                return self._solver.model()
        raise Outside("no record with numbers of few digits was found")

    def _free(self) -> list[Source]:
        return [source for source in self._encoding.sources.values() if not source.decided]

    def _tastes(self, source: Source) -> Sequence[int]:
        axis = source.axis
        known = axis.full & ~1 & axis.admitted
        named = sum(1 << at for at, each in enumerate(axis.classes) if each.exact) & known
        if source.kinds == (str,) and named:
            return (named, known)
        return (known,) if known else ()

    def _class(self, model: Any, source: Source) -> int:
        steps = self._encoding.steps(source)
        return sum(z3.is_true(model.eval(step, model_completion=True)) for step in steps)

    def _other(self, chosen: Mapping[str, int]) -> Term:
        """Not these classes again, of the sources that functions are made of and of the functions."""
        made = [source for source in self._free() if source.made is not None]
        keys = {of.key for source in made for of in source.base} | {source.key for source in made}
        keys = keys or set(chosen)
        sources = self._encoding.sources
        terms = [self._encoding.set(sources[key], 1 << chosen[key]) for key in keys if key in chosen]
        return z3.Not(z3.And(terms)) if terms else z3.BoolVal(False, self._encoding.context)

    def _made(self, model: Any, chosen: Mapping[str, int]) -> Record | None:
        values: dict[str, Value] = {}
        sure = True
        made = [source for source in self._free() if source.made is not None]
        given = [source for source in self._free() if source.path]
        for source in given:
            own = [each for each in made if each.base == (source,)]
            wide = [each for each in made if source in each.base]
            sure = sure and not wide
            found = self._value(model, source, chosen[source.key])
            if own and not _suits(found, source, own, chosen):
                places = source.axis
                pool = (each for each in candidates(source, own) if places.place(each) == chosen[source.key])
                suiting = (each for each in pool if _admitted(source, each) and _suits(each, source, own, chosen))
                found = next(suiting, UNKNOWN)
            if found is UNKNOWN:
                return None
            values[source.key] = found
        sure = sure and all(source.path or source.made for source in self._free())
        return Record(_nested(given, values), sure, model)

    def _value(self, model: Any, source: Source, at: int) -> Any:
        real = self._encoding.reals.get(source.key)
        if real is None or at == 0:
            return source.axis.classes[at].value
        found = model.eval(real, model_completion=True)
        exact = Fraction(found.numerator_as_long(), found.denominator_as_long())
        if source.kinds == (Date,):
            return Date.of_ordinal(int(exact))
        return DECIMAL.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _admitted(source: Source, value: Value) -> bool:
    return all(checker(of)(value) for of in (source.of, *source.also))


def _suits(value: Any, source: Source, made: Sequence[Source], chosen: Mapping[str, int]) -> bool:
    return all(_place(each, source, value) == chosen[each.key] for each in made)


def _place(made: Source, source: Source, value: Any) -> int | None:
    if made.made is None:
        return None
    return made.axis.place(compile_expression(made.made)(Scope({source.key: value})))


def _nested(given: Sequence[Source], values: Mapping[str, Value]) -> dict[str, Value]:
    found: dict[str, Any] = {}
    for source in given:
        into = found
        for name in source.path[:-1]:
            into = into.setdefault(name, {})
        into[source.path[-1]] = values[source.key]
    return found
