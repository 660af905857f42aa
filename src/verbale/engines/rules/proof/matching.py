"""When each rule of a table matches, written for the solver when a rule is first asked about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from .encoding import Encoding
from .formula import Formula
from .terms import Term


class Matches(Sequence[Term]):
    """One condition for each rule, from 0.

    Many a question of plain rules is settled by their boxes. A rule that asks more than a box can hold is written at
    once, which raises `Outside` where that cannot be done.
    """

    def __init__(self, encoding: Encoding, rows: Sequence[tuple[Formula, ...]]) -> None:
        self._encoding, self._rows = encoding, rows
        self._written: dict[int, Term] = {}
        self._turned: dict[int, Term] = {}
        for at, row in enumerate(rows):
            if not all(encoding.passing(cell) for cell in row):
                self._write(at)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Term]: ...
    def __getitem__(self, at: int | slice) -> Term:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        if at >= len(self):
            raise IndexError(at)
        known = self._written.get(at)
        return self._write(at) if known is None else known

    def failing(self, at: int) -> Term:
        """That a rule does not match."""
        known = self._turned.get(at)
        if known is None:
            known = self._turned[at] = self._encoding.negated(self[at])
        return known

    def _write(self, at: int) -> Term:
        encoding = self._encoding
        found = encoding.named(encoding.all(encoding.yes(cell) for cell in self._rows[at]))
        self._written[at] = found
        return found
