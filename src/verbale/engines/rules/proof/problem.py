"""One table made ready to be asked about: its book, the solver, and records decided again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ..engine import Prepared
from ..feel import Value
from ..table import TableRun
from .book import Book, encoded
from .boxes import Box, boxes
from .limits import Limits
from .source import Source
from .space import Space
from .stage import Stage
from .terms import Term
from .witness import Record, Search


class Problem:
    """The table of one decision with all it rests on, written for the solver."""

    def __init__(self, prepared: Prepared, decision: str, limits: Limits) -> None:
        self.prepared = prepared
        self.sources: dict[str, Source] = {}
        self.book = Book(prepared, decision, self.sources, limits)
        self.stage: Stage = self.book.table
        self.book.forget_output()
        self.encoding = encoded(self.sources, limits)
        self.book.write(self.encoding)
        self.search = Search(self.encoding)
        self.matches = self.stage.matches

    @cached_property
    def boxes(self) -> list[Box]:
        """The box of every rule."""
        return boxes(self.stage, self.encoding)

    @cached_property
    def space(self) -> Space:
        """Records found by boxes alone."""
        return Space(self.boxes, self.sources)

    @property
    def limits(self) -> Limits:
        return self.encoding.limits

    def run(self, record: Record) -> Run:
        """What the plain evaluator makes of a record: the rules that match, and the output."""
        trail: list[TableRun] = []
        verdict = self.prepared.run(record.facts, self.book.decision, trail=trail)
        own = [each for each in trail if each.table.name == self.book.decision.name]
        refused = bool(own) and self._is_refused(own[-1])
        matched = () if refused or not own else tuple(_matched(own[-1]))
        return Run(matched, tuple(each.rule for each in verdict.fired), verdict.outputs, refused)

    def outputs(self, record: Record) -> Value:
        """What the plain evaluator gives for a record."""
        return self.prepared.run(record.facts, self.book.decision).outputs

    def _is_refused(self, run: TableRun) -> bool:
        return any(
            run.values[at] is not None and not check(run.values[at], run.scope) for at, check in run.table.allowed
        )

    def confirmed(self, holds: Callable[[Run], bool], *terms: Term) -> Record | None:
        """A record under a condition of which the evaluator says so too; see `Search.first`."""
        return self.search.first(lambda record: holds(self.run(record)), *terms)


def _matched(run: TableRun) -> Iterator[int]:
    """The rules that match, whatever is amiss with the output of one of them."""
    rules = range(len(run.table.rows))
    found = (at + 1 for at in rules if run.table.first_failure(at, run.values, run.scope) is None)
    return islice(found, 1) if run.table.first else found


@dataclass(frozen=True, slots=True)
class Run:
    """``matched`` are the rules that match (under policy F only the first); ``refused``: a column was not allowed."""

    matched: tuple[int, ...]
    fired: tuple[int, ...]
    outputs: Value
    refused: bool
