"""From an answer of the solver to a record, which is then decided by the plain evaluator."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from time import monotonic
from typing import Any

import z3

from verbale.kernel.errors import Faulty

from ..facts import Fact, to_json
from ..feel import Value
from ..feel.temporal import Date
from ..feel.types import checker
from ..feel.values import DECIMAL
from .axis import UNKNOWN
from .candidates import candidates
from .encoding import Encoding, Outside, go_on
from .source import Source
from .terms import Term

_OUR_TIME = Date(1950, 1, 1).ordinal, Date(2050, 12, 31).ordinal
_TIMES_UP = ("timeout", "canceled")


class SolverDisagrees(Faulty):
    """The solver and the evaluator disagree about the record {record}: {why}. This is a fault of Verbale; please report
    it with the rulebook.
    """


class NoRecord(Exception):
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
        self._spent = 0.0

    def is_possible(self, *terms: Term) -> bool:
        """Whether the solver sees a record. Raises `Outside` when its time is up."""
        return self.supposed([self._encoding.named(each) for each in terms])

    def supposed(self, truths: Sequence[Term]) -> bool:
        """`is_possible` of truths and negations of truths."""
        limits = self._encoding.limits
        go_on(limits)
        left = limits.seconds - self._spent
        if left <= 0:
            raise Outside(f"the solver gave up after {limits.seconds:g} seconds")
        left = min(left, limits.until.left)
        # The context is told: a solver that is told anything begins anew, and then answers with other records.
        z3.Z3_update_param_value(self._encoding.context.ref(), "timeout", str(int(left * 1000) + 1))
        begun = monotonic()
        answer = self._checked(truths)
        self._spent += monotonic() - begun
        if answer == z3.unknown:
            go_on(limits)
            reason = self._encoding.solver.reason_unknown()
            after = f"after {limits.seconds:g} seconds" if reason in _TIMES_UP else f"({reason})"
            raise Outside(f"the solver gave up {after}")
        return bool(answer == z3.sat)

    def _checked(self, truths: Sequence[Term]) -> Any:
        # `Solver.check` looks at each truth several times, which takes longer than the answer.
        terms = (z3.Ast * len(truths))(*(each.as_ast() for each in truths))
        context = self._encoding.context.ref()
        return z3.CheckSatResult(
            z3.Z3_solver_check_assumptions(context, self._encoding.solver.solver, len(truths), terms)
        )

    def core(self) -> set[int]:
        """After an impossible question, the ids of those of its truths that made it so."""
        return {each.get_id() for each in self._encoding.solver.unsat_core()}

    def records(self, *terms: Term) -> Iterator[Record]:
        """Records under a condition; after one that turned out otherwise, others. Ends with `NoRecord` where the
        solver sees records and none could be made.
        """
        blocked: list[Term] = []
        for _ in range(self._encoding.limits.attempts):
            model = self._natural([*terms, *blocked])
            if model is None:
                break
            chosen = {source.key: self._class(model, source) for source in self._free()}
            found = self._made(model, chosen)
            if found is not None:
                yield found
            blocked.append(self._other(chosen))
        if blocked:
            raise NoRecord

    def first(self, holds: Callable[[Record], bool], *terms: Term) -> Record | None:
        """The first record that is confirmed; None if there is none at all.

        Raises `NoRecord` where that cannot be said, and `SolverDisagrees` where the solver was sure of a record.
        """
        for record in self.records(*terms):
            if holds(record):
                return record
            if record.sure and not self._encoding.unsure:
                raise SolverDisagrees(record=record.json, why="it was to be otherwise")
        return None

    def _natural(self, terms: list[Term]) -> Any:
        """A model in which null stands only where it must, with values that are named somewhere; None if there is none.

        What cannot be had together is given up one after the other.
        """
        given = [self._encoding.named(each) for each in terms]
        tastes = [list(self._tastes(source)) for source in self._free()]
        tastes = [each for each in tastes if each]
        certain = False
        while True:
            wanted = [each[0] for each in tastes]
            if self.supposed([*given, *wanted]):
                return self._whole(self._encoding.solver.model(), [*given, *wanted])
            core = self.core()
            at = next((at for at in reversed(range(len(tastes))) if wanted[at].get_id() in core), None)
            certain = certain or (at is not None and self.supposed(given))
            if at is None or not certain:
                return None
            tastes[at].pop(0)
            tastes = [each for each in tastes if each]

    def _whole(self, model: Any, wanted: list[Term]) -> Any:
        """A model whose numbers are whole, or have few digits, and whose days are of our time, if there is one."""
        reals = [(self._encoding.sources[key], real) for key, real in self._encoding.reals.items()]
        if not reals:
            return model
        numbers = [real for source, real in reals if source.kinds == (Decimal,) and source.path]
        days = [z3.And(real >= _OUR_TIME[0], real <= _OUR_TIME[1]) for source, real in reals if source.kinds == (Date,)]
        for scale in (1, 100, 10**6):
            steps = [z3.Int(f"whole!{scale}!{at}", self._encoding.context) for at in range(len(numbers))]
            whole = [real * scale == z3.ToReal(step) for real, step in zip(numbers, steps, strict=True)]
            for more in (days, []) if days else ([],):
                if self.is_possible(*wanted, *whole, *more):
                    return self._encoding.solver.model()
        raise Outside("no record with numbers of few digits was found")

    def _free(self) -> list[Source]:
        return [source for source in self._encoding.sources.values() if not source.decided]

    def _tastes(self, source: Source) -> Iterator[Term]:
        """What one would rather see, the best first."""
        if not source.path:
            return iter(())
        axis = source.axis
        known = axis.full & ~1 & axis.admitted
        named = sum(1 << at for at, each in enumerate(axis.classes) if each.exact) & known
        sets = [named] if source.kinds == (str,) and named else []
        if source.is_list:
            sets = [sum(1 << at for at, each in enumerate(axis.classes) if _is_plain(each.value)) & known]
        return (self._encoding.named(self._encoding.set(source, bits)) for bits in (*sets, known) if bits)

    def _class(self, model: Any, source: Source) -> int:
        steps = self._encoding.steps(source)
        return bisect_left(steps, True, key=lambda step: not _is_true(model, step))

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
        sure = sure and all(source.path or source.made or source.gathered for source in self._free())
        sure = sure and all(len(each.base) == 1 and each.base[0] in given for each in made)
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


def _is_plain(value: Any) -> bool:
    """A list without null."""
    return isinstance(value, tuple) and None not in value


def _is_true(model: Any, term: Term) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def _admitted(source: Source, value: Value) -> bool:
    return all(checker(of)(value) for of in (source.of, *source.also))


def _suits(value: Any, source: Source, made: Sequence[Source], chosen: Mapping[str, int]) -> bool:
    return all(_place(each, source, value) == chosen[each.key] for each in made)


def _place(made: Source, source: Source, value: Any) -> int | None:
    if made.made is None:
        return None
    return made.axis.place(made.of_base({source.key: value}))


def _nested(given: Sequence[Source], values: Mapping[str, Value]) -> dict[str, Value]:
    found: dict[str, Any] = {}
    for source in given:
        into = found
        for name in source.path[:-1]:
            into = into.setdefault(name, {})
        into[source.path[-1]] = values[source.key]
    return found
