"""Runs the cases of a rulebook and says what came out otherwise, and which rules no case fires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from time import monotonic

from ..check.spots import sites
from ..engine import Prepared
from ..feel import Value
from ..feel.write import literal
from ..kit.run import alike
from ..model import DecisionTable, Model
from ..table import TableRun
from ..verdict import Verdict
from .case import Case
from .heading import Column


@dataclass(frozen=True, slots=True)
class Difference:
    """What a case expects and what came, as FEEL writes them; rules as numbers with commas, or “none”."""

    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went; ``fired`` are the rules of the decision's table, ``faults`` reasons for null on the way."""

    case: Case
    fired: tuple[int, ...]
    differences: tuple[Difference, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Unfired:
    """A rule that no case fires, with what its annotations say."""

    decision: str
    rule: int
    id: str
    annotations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseRun:
    """All outcomes in the order of the cases, the rules that none of them fires, and how many rules there are."""

    outcomes: tuple[Outcome, ...]
    unfired: tuple[Unfired, ...]
    rules: int


def run_cases(prepared: Prepared, cases: Iterable[Case], *, seconds: float = inf) -> CaseRun:
    """Decides every case. Numbers compare at 1e-8, everything else exactly.

    After so many ``seconds`` the next case fails for the time, and those after it are left out.
    """
    end = monotonic() + seconds
    trail: list[TableRun] = []
    fired: dict[int, set[int]] = {}
    outcomes = []
    for case in cases:
        if monotonic() > end:
            outcomes.append(Outcome(case, (), (_too_slow(seconds),)))
            break
        outcomes.append(_outcome(prepared, case, trail))
        for run in trail:
            fired.setdefault(id(run.table.table), set()).update(run.fired)
        trail.clear()
    tables = _tables(prepared.model)
    unfired = tuple(
        Unfired(decision, rule.number, rule.id, rule.annotations)
        for decision, table in tables
        for rule in table.rules
        if rule.number not in fired.get(id(table), ())
    )
    return CaseRun(tuple(outcomes), unfired, sum(len(table.rules) for _, table in tables))


def _too_slow(seconds: float) -> Difference:
    return Difference("time", f"at most {seconds:g} seconds", "more; this case and those after it were not run")


def _tables(model: Model) -> list[tuple[str, DecisionTable]]:
    return [(site.decision, box) for box, site in sites(model) if isinstance(box, DecisionTable)]


def _outcome(prepared: Prepared, case: Case, trail: list[TableRun]) -> Outcome:
    verdict = prepared.run(case.facts, prepared.chosen(case.decision), trail=trail)
    fired = tuple(sorted(each.rule for each in verdict.fired))
    found = [
        Difference(column.name, literal(wanted), literal(got))
        for column, wanted in case.expected
        if not alike(got := _got(verdict, column), wanted)
    ]
    if case.rules is not None and case.rules != fired:
        found.append(Difference("rule", _numbers(case.rules), _numbers(fired)))
    faults = (*(fault for one in verdict.required for fault in one.faults), *verdict.faults)
    return Outcome(case, fired, tuple(found), faults)


def _got(verdict: Verdict, column: Column) -> Value:
    record = next((one for one in verdict.required if one.decision == column.of), verdict)
    found = record.outputs
    for name in (column.output, *column.path) if column.output else column.path:
        found = _member(found, name)
    return found


def _member(value: Value, name: str) -> Value:
    """A member of a context; of a list, the member of each item."""
    if isinstance(value, tuple):
        return tuple(_member(each, name) for each in value)
    return value.get(name) if isinstance(value, dict) else None


def _numbers(rules: tuple[int, ...]) -> str:
    return ", ".join(map(str, rules)) or "none"
