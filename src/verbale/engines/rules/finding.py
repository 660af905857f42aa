"""What a check of a rulebook found, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` is a word for programs, ``place`` says where, ``why`` what is wrong.

    A finding that is no ``error`` is worth a look, and the rulebook can be used. ``rule`` counts from 1 and is 0, and
    ``column`` and ``cell`` are empty, where the finding is not about one.
    """

    kind: str
    place: str
    why: str
    error: bool = True
    decision: str = ""
    rule: int = 0
    column: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"

    @property
    def spot(self) -> Spot:
        """The place by its parts."""
        return Spot(self.decision, self.rule, self.column, self.cell)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a decision; rule 0 stands for the head of its table, or for an expression that is no table."""

    decision: str
    rule: int = 0
    column: str = ""
    cell: str = ""

    def __str__(self) -> str:
        rule = f", rule {self.rule}" if self.rule else ""
        column = f", column “{self.column}”" if self.column else ""
        return f"decision “{self.decision}”{rule}{column}"

    def finding(self, kind: str, why: str, *, error: bool = True) -> Finding:
        """A finding about this place."""
        return Finding(kind, str(self), why, error, self.decision, self.rule, self.column, self.cell)
