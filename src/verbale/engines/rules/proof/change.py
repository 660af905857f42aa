"""What would it take: the fewest facts that would have to be others for a decision to come out as wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import z3

from ..engine import Prepared
from ..facts import Fact, to_json
from ..feel import Value
from ..verdict import Verdict
from .axis import TooManyClasses
from .book import Book, encoded
from .encoding import Outside
from .limits import USUAL, Limits
from .prove import Claim
from .question import Property
from .source import Source
from .terms import Term
from .witness import NoRecord, Record, Search

MOST = 10
"""Changes that are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """``facts`` that would be others, with what they would be (null: unknown), and the verdict then."""

    facts: Mapping[str, Fact]
    verdict: Verdict


def smallest_change(
    prepared: Prepared,
    facts: Mapping[str, Fact],
    wanted: str,
    changeable: Sequence[str],
    decision: str | None = None,
    *,
    most: int = MOST,
    limits: Limits = USUAL,
) -> tuple[Change, ...]:
    """Every smallest set of facts with whose change alone ``wanted``, FEEL over inputs and outputs, becomes true.

    The fewest facts first; no set holds another. One change without facts if it is so already; none if nothing helps.
    ``changeable`` names the inputs that may be others. Raises what `prove` raises, and `Outside` where the solver
    cannot settle it.
    """
    asked = Property(wanted, prepared, prepared.chosen(decision))
    values = prepared.values(facts)
    try:
        return tuple(_Changing(prepared, asked, values, changeable, decision, limits).found(most))
    except TooManyClasses as why:
        raise Outside(str(why)) from why
    except NoRecord:
        raise Outside("it rests on a function that the solver does not know") from None


class _Changing:
    def __init__(
        self,
        prepared: Prepared,
        asked: Property,
        values: Mapping[str, Value],
        changeable: Sequence[str],
        decision: str | None,
        limits: Limits,
    ) -> None:
        self._prepared, self._asked, self._values = prepared, asked, values
        self._sources: dict[str, Source] = {}
        self._book = Book(prepared, decision, self._sources, limits)
        claim = Claim(self._book, asked)
        for source in self._inputs():
            source.mark(source.read(values))
        self._encoding = encoded(self._sources, limits)
        self._book.write(self._encoding)
        self._wanted = claim.true(self._encoding)
        self._search = Search(self._encoding)
        self._changed = {name: self._other(name) for name in self._names()}
        for name, other in self._changed.items():
            if name not in changeable:
                self._encoding.say(self._encoding.negated(other))
        self._may = [name for name in self._changed if name in changeable]

    def _inputs(self) -> list[Source]:
        return [source for source in self._sources.values() if source.path and not source.decided]

    def _names(self) -> list[str]:
        return list(dict.fromkeys(source.path[0] for source in self._inputs()))

    def _other(self, name: str) -> Term:
        """That a fact is another than it is."""
        parts = [self._same(source) for source in self._inputs() if source.path[0] == name]
        return self._encoding.defined(f"other {name}", self._encoding.negated(self._encoding.all(parts)))

    def _same(self, source: Source) -> Term:
        value = source.read(self._values)
        place = source.axis.place(value)
        if place is None:
            raise Outside(f"{source.told} has a value that is not compared with anything")
        return self._encoding.set(source, 1 << place)

    def found(self, most: int) -> Iterator[Change]:
        """Sets of one fact, of two, and so on; what holds a set that was found is left out."""
        others = [self._changed[name] for name in self._may]
        taken: list[Term] = []
        told = 0
        for size in range(len(others) + 1):
            few = z3.AtMost(*others, size) if 0 < size < len(others) else self._encoding.true
            few = few if size else self._encoding.negated(self._encoding.any(others))
            while told < most:
                record = self._search.first(self._is_wanted, self._wanted, few, *taken)
                if record is None:
                    break
                names = self._differing(record)
                yield self._change(record, names)
                told += 1
                if not names:
                    return
                taken.append(z3.Not(self._encoding.all(self._changed[name] for name in names)))

    def _facts(self, record: Record) -> dict[str, Value]:
        differing = {name: record.facts[name] for name in self._differing(record)}
        return {**self._values, **differing}

    def _differing(self, record: Record) -> list[str]:
        model = record.model
        return [name for name in self._may if z3.is_true(model.eval(self._changed[name], model_completion=True))]

    def _is_wanted(self, record: Record) -> bool:
        facts = self._facts(record)
        return self._asked.holds(facts, self._prepared.decide(facts, self._book.decision.name))

    def _change(self, record: Record, names: Sequence[str]) -> Change:
        verdict = self._prepared.decide(self._facts(record), self._book.decision.name)
        return Change({name: to_json(record.facts[name]) for name in names}, verdict)
