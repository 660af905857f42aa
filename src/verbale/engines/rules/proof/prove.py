"""Does a property hold for every record that the inputs of a decision admit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..engine import Prepared
from ..facts import Fact, to_json
from ..feel import Value, tree
from ..hits import SINGLE
from ..verdict import Verdict
from .axis import TooManyClasses
from .book import Book, encoded
from .encoding import Encoding, Outside, go_on
from .formula import Formula
from .limits import USUAL, Limits
from .outcome import Outputs
from .question import Property
from .source import Source
from .terms import Term
from .tried import tried
from .witness import NoRecord, Record, Search


@dataclass(frozen=True, slots=True)
class Proved:
    """``holds``: proved for every record, null included; false: ``counterexample`` is a record of which it is not
    true, with the ``verdict`` of the plain evaluator, and ``why`` says what it is there if not false; None: it lies
    outside the solver's reach, and ``why`` says what.
    """

    holds: bool | None
    counterexample: Mapping[str, Fact] | None = None
    verdict: Verdict | None = None
    why: str = ""


def prove(prepared: Prepared, property: str, decision: str | None = None, *, limits: Limits = USUAL) -> Proved:
    """Whether a FEEL boolean over the inputs and outputs of a decision is true whatever the inputs are.

    A property that is null somewhere does not hold there. What the solver cannot settle may still be refuted by a
    record that is tried. Raises `BadProperty`, `UnknownName`, `UnknownDecision` or
    `WhichDecision`.
    """
    chosen = prepared.chosen(decision)
    asked = Property(property, prepared, chosen)
    try:
        go_on(limits)
        found = _Question(prepared, asked, decision, limits).answer()
    except (Outside, TooManyClasses) as why:
        found = Proved(None, why=str(why))
    facts = tried(prepared, asked, chosen, limits) if found.holds is None else None
    if facts is None:
        return found
    return _refuted(asked, facts, prepared.run(facts, chosen))


def _refuted(asked: Property, facts: Mapping[str, Value], verdict: Verdict) -> Proved:
    told = {name: to_json(value) for name, value in facts.items()}
    return Proved(False, told, verdict, asked.why_not(facts, verdict))


class Claim:
    """A property of the decision of a book, read before the axes are cut and written afterwards."""

    def __init__(self, book: Book, asked: Property) -> None:
        self._book, self._asked = book, asked
        self._said: dict[str, Formula] = {}
        self._read()

    def _read(self) -> None:
        book = self._book
        if not book.is_table:
            node = book.expression()
            if node is None:
                raise Outside(book.unknown.get(book.decision.name, "the decision has no logic"))
            self._say((node,))
            return
        if book.table.table.hit not in SINGLE:
            if book.table.source is None:
                raise Outside(book.unknown.get(book.decision.name, "the table gives a list"))
            self._say((tree.Name(book.table.source.key),))
            return
        for outputs in (None, book.table.default, *book.table.outputs):
            self._say(outputs)

    def _say(self, outputs: Outputs | None) -> Formula:
        """The property of these outputs as a condition."""
        node = self._asked.of(outputs)
        key = repr(node)
        if key not in self._said:
            self._said[key] = self._book.reader.formula(self._book.resolved(node))
        return self._said[key]

    def cases(self, encoding: Encoding) -> list[tuple[Term, Term]]:
        """Conditions of which one always holds, each with what makes the property true there."""
        if not self._book.is_table or self._book.table.table.hit not in SINGLE:
            (formula,) = self._said.values()
            return [(encoding.true, encoding.truth(formula).yes)]
        by_formula: dict[int, tuple[Formula, list[Term]]] = {}
        for fate in self._book.table.fates:
            formula = self._say(fate.outputs)
            by_formula.setdefault(id(formula), (formula, []))[1].append(fate.guard)
        return [(encoding.any(guards), encoding.truth(formula).yes) for formula, guards in by_formula.values()]

    def true(self, encoding: Encoding) -> Term:
        """Where the property is true."""
        return encoding.any(encoding.all(case) for case in self.cases(encoding))

    def broken(self, encoding: Encoding) -> Term:
        """Where it is not."""
        return encoding.any(encoding.all((when, encoding.negated(yes))) for when, yes in self.cases(encoding))


class _Question:
    def __init__(self, prepared: Prepared, asked: Property, decision: str | None, limits: Limits) -> None:
        self._prepared, self._asked = prepared, asked
        self._sources: dict[str, Source] = {}
        self._book = Book(prepared, decision, self._sources, limits)
        self._claim = Claim(self._book, asked)
        self._encoding = encoded(self._sources, limits)
        self._book.write(self._encoding)

    def answer(self) -> Proved:
        search = Search(self._encoding)
        try:
            found = search.first(self._is_broken, self._claim.broken(self._encoding))
        except NoRecord:
            return Proved(None, why=unreached(self._sources, self._book, self._encoding))
        if found is None:
            return Proved(True)
        return _refuted(self._asked, found.facts, self._decided(found))

    def _decided(self, record: Record) -> Verdict:
        return self._prepared.decide(record.facts, self._book.decision.name)

    def _is_broken(self, record: Record) -> bool:
        return not self._asked.holds(record.facts, self._decided(record))


def unreached(sources: Mapping[str, Source], book: Book, encoding: Encoding) -> str:
    """What the solver knew too little of to say yes or no."""
    told = [source.told for source in sources.values() if source.made is not None]
    names = dict.fromkeys((*told, *book.unknown.values(), *encoding.unsure))
    return f"the solver does not know enough of: {', '.join(names)}" if names else "no record could be made"
