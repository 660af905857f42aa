"""What a decision gives: outputs, the rules that fired, why the others did not, and reasons for null."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from .facts import Fact
from .feel import Scope, Value
from .feel.scope import Budget, Exhausted
from .feel.write import brief
from .table import TableRun


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule the output rests on; ``rule`` counts from 1."""

    rule: int
    id: str
    annotations: Mapping[str, str]
    outputs: Value


class Missed(NamedTuple):
    """A rule that did not fire: the first cell that failed, the value it met, and a sentence that says so.

    ``column`` and ``cell`` are empty where every cell let its value pass but another rule stood before.
    """

    rule: int
    column: str
    cell: str
    met: Value
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """One decision of the requirement graph. ``outputs`` is a value, or a dict by output name."""

    decision: str
    outputs: Value
    fired: tuple[Fired, ...] = ()
    missed: tuple[Missed, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict(Record):
    """The decision asked for; ``required`` are the decisions it rests on, in the order they were made."""

    required: tuple[Record, ...] = ()


Decide: TypeAlias = Callable[[Mapping[str, Fact]], Verdict]
"""Decides on the facts of one record."""


def fired(run: TableRun) -> tuple[Fired, ...]:
    """The rules that a table's output rests on."""
    rules = run.table.table.rules
    outputs = dict(run.matched)
    return tuple(
        Fired(number, rules[number - 1].id, rules[number - 1].annotations, outputs[number]) for number in run.fired
    )


def missed(run: TableRun) -> tuple[Missed, ...]:
    """Every other rule with the first cell that failed."""
    scope = Scope(run.scope.names, Budget(run.scope.budget.now))
    return tuple(_missed(run, rule.number, scope) for rule in run.table.table.rules if rule.number not in run.fired)


def _missed(run: TableRun, number: int, scope: Scope) -> Missed:
    try:
        at = run.table.first_failure(number - 1, run.values, scope)
    except Exhausted as limit:
        return Missed(number, "", "", None, f"given up: {limit}")
    if at is None:
        return Missed(number, "", "", None, _passed_over(run))
    column, cell = run.table.table.inputs[at], run.table.table.rules[number - 1].inputs[at]
    met = run.values[at]
    why = f"{column.label} is {'unknown' if met is None else brief(met)}, the cell asks for {cell.text}"
    return Missed(number, column.label, cell.text, met, why)


def _passed_over(run: TableRun) -> str:
    if not run.fired:
        return "it matches, but the table gives no output"
    numbers = ", ".join(str(each) for each in run.fired)
    return f"it matches too, but rule {numbers} takes precedence"
