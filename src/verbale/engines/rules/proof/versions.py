"""Two versions of one decision over the same sources, written for one solver."""

from __future__ import annotations

from ..engine import Prepared
from ..feel import Value, tree
from ..feel.compare import same
from ..feel.types import ContextType
from ..hits import SINGLE
from ..model import DecisionTable
from ..verdict import Verdict
from .book import Book, encoded
from .encoding import Encoding, Outside
from .limits import Limits
from .outcome import Outputs
from .prove import unreached
from .source import Source
from .stage import Fate
from .witness import Record, Search


class Side:
    """One version of a decision. ``counts``: its policy lets all rules that match count."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._inputs = {each.name for each in book.prepared.model.inputs}
        self._run: tuple[Record, Verdict] | None = None
        hit = book.table.table.hit if book.is_table else None
        self.policy = hit.value.replace("R", "C") if hit else "none"
        self.counts = hit is not None and hit not in SINGLE
        columns = book.table.table.outputs if book.is_table else ()
        if len(columns) > 1 and not self.counts:
            self.names = tuple(column.name for column in columns)
        else:
            self.names = ((columns[0].name if len(columns) == 1 else "") or book.decision.name,)

    def fates(self, encoding: Encoding) -> list[Fate]:
        """What becomes of a record, one or the other."""
        if self.book.is_table:
            return self.book.table.fates
        return [Fate(encoding.true, (), (self._expression(),), "expression")]

    def outputs(self) -> list[Outputs | None]:
        """All that may be given; None stands for null."""
        if not self.book.is_table:
            return [(self._expression(),)]
        return [None, self.book.table.default, *self.book.table.outputs]

    def _expression(self) -> tree.Expression:
        node = self.book.expression()
        if node is None:
            raise Outside(self.book.unknown.get(self.book.decision.name, "the decision has no logic"))
        return node

    def named(self, outputs: Outputs | None, names: tuple[str, ...]) -> Outputs:
        """Outputs in the order of these names, in names that mean the same in both versions."""
        given = dict(zip(self.names, outputs or (), strict=False))
        return tuple(self.book.localized(given.get(name, tree.Literal(None))) for name in names)

    def run(self, record: Record) -> Verdict:
        """The verdict of the plain evaluator."""
        if self._run is None or self._run[0] is not record:
            own = {name: value for name, value in record.facts.items() if name in self._inputs}
            self._run = record, self.book.prepared.decide(own, self.book.decision.name)
        return self._run[1]

    def given(self, record: Record, names: tuple[str, ...]) -> dict[str, Value]:
        """The outputs by name; null for what this version does not give."""
        found = self.run(record).outputs
        if len(self.names) == 1:
            found = {self.names[0]: found}
        return {name: found.get(name) if isinstance(found, dict) else None for name in names}


class Versions:
    """The old and the new version, read and not yet written: what is asked of both is read in between."""

    def __init__(self, old: Prepared, new: Prepared, decision: str | None, limits: Limits) -> None:
        self.sources: dict[str, Source] = {}
        functions: dict[str, Value] = {}
        _check_contexts(old, new)
        before, after = _decisions(old), _decisions(new)
        shared = frozenset(name for name, own in before.items() if after.get(name) == own)
        calls = ("", "") if _knowledge(old) == _knowledge(new) else ("old ", "new ")
        self.old, self.new = (
            Side(Book(each, decision, self.sources, limits, tag, functions, own, shared))
            for each, tag, own in zip((old, new), ("old ", "new "), calls, strict=True)
        )
        self.names = tuple(dict.fromkeys((*self.old.names, *self.new.names)))
        if self.old.policy != self.new.policy and (self.old.counts or self.new.counts):
            raise Outside(f"what hit policies {self.old.policy} and {self.new.policy} give is not compared")
        self.limits = limits
        for side in (self.old, self.new):
            source = side.book.table.source if side.counts else None
            if source is not None and not source.real:
                side.book.forget_output()

    def encode(self) -> None:
        """Makes the solver known to all sources, whose axes are cut."""
        for side in (self.old, self.new):
            side.book.reader.admit()
        self.encoding = encoded(self.sources, self.limits)

    def write(self) -> None:
        """Writes both for the solver."""
        for side in (self.old, self.new):
            side.book.write(self.encoding)
        self.search = Search(self.encoding)

    def given(self, record: Record) -> tuple[dict[str, Value], dict[str, Value]]:
        """What the plain evaluator makes of a record, by both versions."""
        return self.old.given(record, self.names), self.new.given(record, self.names)

    def differ(self, record: Record) -> bool:
        """Whether both decide a record differently."""
        old, new = self.given(record)
        return not all(same(old[name], new[name]) for name in self.names)

    def unreached(self) -> str:
        """What the solver knew too little of."""
        return unreached(self.sources, self.new.book, self.encoding)


def _check_contexts(old: Prepared, new: Prepared) -> None:
    """No record holds both a context and a value without members under one name."""
    types = {each.name: each.type for each in old.model.inputs}
    for each in new.model.inputs:
        both = (each.type, types.get(each.name, each.type))
        if len({isinstance(of, ContextType) for of in both}) > 1:
            raise Outside(f"“{each.name}” is a context in one of the versions only")


def _decisions(prepared: Prepared) -> dict[str, str]:
    """All that each decision which is no table rests on, to be compared."""
    boxed = [each for each in prepared.model.decisions if not isinstance(each.logic, DecisionTable)]
    return {each.name: _said(prepared.needed(each)) + _knowledge(prepared) for each in boxed}


def _knowledge(prepared: Prepared) -> str:
    """All that functions of a model rest on, to be compared."""
    model = prepared.model
    return _said((model.knowledge, *((model.services, model.decisions) if model.services else ())))


def _said(parts: tuple[object, ...]) -> str:
    return repr(parts)
