"""Conditions in the solver's terms. Everything that rules share is written once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import product
from typing import Any, NamedTuple, TypeAlias

import z3

from ..feel.write import literal
from .axis import UNKNOWN
from .formula import Asked, Both, Branch, Compared, Formula, Is, Passes, Sum, Turned
from .limits import Limits
from .source import Source
from .sourced import Sourced
from .terms import Term

Answers: TypeAlias = tuple[dict[Hashable, Any], dict[Hashable, dict[tuple[int, ...], int]]]
"""Values by their text, and by the same text sets of classes of the first source by those of the other sources."""


class Truth(NamedTuple):
    """When a condition is true, and when it is false; else it is null."""

    yes: Term
    no: Term


class Outside(Exception):
    """What the solver cannot say; the text is a sentence's part."""


def go_on(limits: Limits) -> None:
    """Raises `Outside` when the time that several questions share is used up."""
    if limits.until.passed:
        raise Outside("the time for it was used up")


class Encoding(Sourced):
    """One solver with the sources of one question. ``unsure`` names what it takes as unknown."""

    def __init__(self, limits: Limits, *, finite: bool = False) -> None:
        super().__init__(finite=finite)
        self.limits = limits
        self.unsure: dict[str, None] = {}
        self._written: dict[int, tuple[Formula, Truth]] = {}
        self._answered: dict[int, tuple[Asked, Answers]] = {}

    def outcomes(self, asked: Asked) -> dict[Hashable, tuple[Any, Term]]:
        """The values that something asked gives, by their text, each with its condition."""
        values, bits = self._answers(asked)
        return {label: (value, self._where(asked, bits[label])) for label, value in values.items()}

    def _where(self, asked: Asked, bits: Mapping[tuple[int, ...], int]) -> Term:
        """That one of these combinations of classes holds; of the first source the classes, by those of the others."""
        if not asked.sources:
            return self.true
        first, *others = asked.sources
        return self.any(self._box(first, mask, others, rest) for rest, mask in bits.items())

    def _answers(self, asked: Asked) -> Answers:
        """The values that something asked gives, by their text, and the combinations of classes for which it does."""
        known = self._answered.get(id(asked))
        if known is None:
            known = self._answered[id(asked)] = (asked, self._all_answers(asked))
        return known[1]

    def _all_answers(self, asked: Asked) -> Answers:
        if not asked.sources:
            value = asked.ask(())
            return {_label(value): value}, {_label(value): {}}
        constants = asked.constants if len(asked.sources) == 1 else None
        lists = [list(of.axis.asked(constants)) for of in asked.sources]
        count = 1
        for each in lists:
            count *= len(each)
        if count > self.limits.combinations:
            raise Outside(f"an expression over {', '.join(of.told for of in asked.sources)} has too many cases")
        bits: dict[Hashable, dict[tuple[int, ...], int]] = {}
        values: dict[Hashable, Any] = {}
        for tail in product(*lists[1:]):
            rest, given = tuple(mask for mask, _ in tail), tuple(value for _, value in tail)
            for mask, value in lists[0]:
                answer = asked.ask((value, *given))
                label = _label(answer)
                values.setdefault(label, answer)
                own = bits.setdefault(label, {})
                own[rest] = own.get(rest, 0) | mask
        return values, bits

    def passing(self, formula: Formula) -> tuple[Source, int] | None:
        """For a condition that asks one source, that source and the classes of which it is true."""
        if not isinstance(formula, Asked) or len(formula.sources) != 1:
            return None
        _, bits = self._answers(formula)
        return None if "unknown" in bits else (formula.sources[0], bits.get("true", {}).get((), 0))

    def _box(self, first: Source, mask: int, others: list[Source], rest: tuple[int, ...]) -> Term:
        parts = [self.set(of, own) for of, own in zip(others, rest, strict=True)]
        return self.all([self.set(first, mask), *parts])

    def yes(self, formula: Formula) -> Term:
        """When a condition is true: of a cell, nobody asks when it is false."""
        if isinstance(formula, Asked) and id(formula) not in self._written:
            _, bits = self._answers(formula)
            if "unknown" not in bits:
                return self._where(formula, bits["true"]) if "true" in bits else self.false
        return self.truth(formula).yes

    def truth(self, formula: Formula) -> Truth:
        """When a condition is true and when false."""
        known = self._written.get(id(formula))
        if known is None:
            known = (formula, self._truth(formula))
            self._written[id(formula)] = known
        return known[1]

    def _truth(self, formula: Formula) -> Truth:
        match formula:
            case Asked():
                return self._asked(formula)
            case Both(decisive, left, right):
                one, two = self.truth(left), self.truth(right)
                either, neither = (one.yes, two.yes), (one.no, two.no)
                if decisive:
                    return Truth(self.any(either), self.all(neither))
                return Truth(self.all(either), self.any(neither))
            case Turned(operand):
                return Truth(*reversed(self.truth(operand)))
            case Is(operand, value):
                truth = self.truth(operand)
                found = self.any(truth) if value is None else truth.yes if value else truth.no
                found = self.negated(found) if value is None else found
                return Truth(found, self.negated(found))
            case Branch(condition, then, otherwise):
                when = self.truth(condition).yes
                one, two, unless = self.truth(then), self.truth(otherwise), self.negated(when)
                yes = self.any((self.all((when, one.yes)), self.all((unless, two.yes))))
                return Truth(yes, self.any((self.all((when, one.no)), self.all((unless, two.no)))))
            case Passes(tests, negated):
                found = self.any(self.truth(each).yes for each in tests)
                found = self.negated(found) if negated else found
                return Truth(found, self.negated(found))
        return self._compared(formula)

    def _asked(self, formula: Asked) -> Truth:
        found = self.outcomes(formula)
        yes, no = (found[label][1] if label in found else self.false for label in ("true", "false"))
        if "unknown" in found:
            self.unsure.update(dict.fromkeys(source.told for source in formula.sources))
            truth = self.fresh("unknown")
            unknown = found["unknown"][1]
            yes = self.any((yes, self.all((unknown, truth))))
            no = self.any((no, self.all((unknown, z3.Not(truth), self.fresh("unknown")))))
        return Truth(yes, no)

    def _compared(self, formula: Compared) -> Truth:
        left, right = self._sum(formula.left), self._sum(formula.right)
        missing = self._missing(formula.left), self._missing(formula.right)
        known = self.negated(self.any(missing))
        match formula.operator:
            case "=" | "!=":
                both, one = self.all(missing), self.any(missing)
                equal = self.any((both, self.all((known, left == right))))
                unequal = self.any((self.all((one, self.negated(both))), self.all((known, left != right))))
                return Truth(equal, unequal) if formula.operator == "=" else Truth(unequal, equal)
            case "<":
                holds = left < right
            case "<=":
                holds = left <= right
            case ">":
                holds = left > right
            case _:
                holds = left >= right
        return Truth(self.all((known, holds)), self.all((known, z3.Not(holds))))

    def _sum(self, of: Sum) -> Term:
        terms = [self.number(factor) * self.reals[source.key] for source, factor in of.terms]
        return sum(terms, self.number(of.constant))

    def _missing(self, of: Sum) -> Term:
        return self.any(self.set(source, 1) for source, _ in of.terms)


def _label(value: Any) -> str:
    # Most of what is asked is a cell, and there are thousands of answers.
    if isinstance(value, bool):
        return "true" if value else "false"
    return "unknown" if value is UNKNOWN else literal(value)
