"""What is wrong with the tables of a model as a whole: found by the solver, and told with a record each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from ..engine import Prepared, prepare
from ..facts import Fact
from ..finding import Finding, Spot
from ..hits import SINGLE
from ..model import Decision, DecisionTable, Hit, Model
from .advice import advice
from .axis import TooManyClasses
from .dead import Dead, dead_rules
from .encoding import Outside, go_on
from .gaps import Gap, gaps, where
from .limits import USUAL, Limits
from .overlaps import matter, overlaps, pairs
from .problem import Problem
from .told import numbers
from .told import record as told_record
from .unused import unread, unused
from .witness import NoRecord, Record

GAP = "gap"
DEAD = "dead rule"
OVERLAP = "overlap"
UNUSED = "unused input"
ADVICE = "hit policy"
UNPROVED = "not proved"
MOST_PAIRS = 20_000
"""Pairs of rules that match together beyond which no more are looked for."""
Step: TypeAlias = Callable[[], None]


@dataclass(frozen=True)
class Examined:
    """``findings`` are what is wrong; ``remarks`` what is worth knowing and may well be meant; ``unproved`` what could
    not be settled. ``witnesses`` maps a finding to the facts of a record that shows it.
    """

    findings: tuple[Finding, ...] = ()
    witnesses: Mapping[Finding, Mapping[str, Fact]] = field(default_factory=dict)
    unproved: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()


def examine(model: Model, decision: str | None = None, *, limits: Limits = USUAL) -> Examined:
    """Gaps, overlaps, rules that never decide, inputs that change nothing, and what another hit policy would do.

    Of every decision table of the model, or of one. Raises `BadModel` or `UnknownDecision`.
    """
    prepared = prepare(model)
    chosen = model.decisions if decision is None else (prepared.chosen(decision),)
    made = _Findings()
    for each in chosen:
        if isinstance(each.logic, DecisionTable) and each.logic.rules:
            _examined(prepared, each, limits, made)
    return made.done()


class _Findings:
    def __init__(self) -> None:
        self.findings: dict[Finding, None] = {}
        self.witnesses: dict[Finding, Mapping[str, Fact]] = {}
        self.unproved: dict[Finding, None] = {}
        self.remarks: dict[Finding, None] = {}

    def found(self, finding: Finding, record: Record | None = None) -> None:
        self.findings[finding] = None
        if record is not None:
            self.witnesses[finding] = record.json

    def remark(self, finding: Finding, record: Record) -> None:
        self.remarks[finding] = None
        self.witnesses[finding] = record.json

    def done(self) -> Examined:
        return Examined(tuple(self.findings), self.witnesses, tuple(self.unproved), tuple(self.remarks))


def _examined(prepared: Prepared, decision: Decision, limits: Limits, made: _Findings) -> None:
    spot = Spot(decision.name)
    try:
        go_on(limits)
        problem = Problem(prepared, decision.name, limits)
    except (Outside, TooManyClasses) as why:
        made.unproved[_unproved(spot, "the table", why)] = None
        return
    alive: dict[int, Record] = {}
    dead: set[int] = set()
    steps: tuple[tuple[str, Step], ...] = (
        ("gaps", lambda: _gaps(problem, spot, made)),
        ("rules that match together", lambda: _overlaps(problem, spot, made)),
        ("rules that never decide", lambda: _dead(problem, spot, made, alive, dead)),
        ("inputs that change nothing", lambda: _unused(problem, spot, made, alive, dead)),
    )
    for what, step in steps:
        try:
            go_on(limits)
            step()
        except (Outside, NoRecord) as why:
            made.unproved[_unproved(spot, what, why)] = None


def _unproved(spot: Spot, what: str, why: Exception) -> Finding:
    told = str(why) or "it rests on a function that the solver does not know"
    return spot.finding(UNPROVED, f"{what}: {told}", error=False)


def _gaps(problem: Problem, spot: Spot, made: _Findings) -> None:
    counts = problem.stage.table.hit not in SINGLE
    for gap in gaps(problem):
        finding = spot.finding(GAP, _gap(gap), error=False)
        if counts:
            # Where all rules that match count, that none does is an answer like others.
            made.remark(finding, gap.record)
        else:
            made.found(finding, gap.record)


def _gap(gap: Gap) -> str:
    cause = where(gap)
    told = f"no rule matches where {cause}" if cause else "no rule ever matches"
    return f"{told}; for instance: {told_record(gap.record.facts)}"


def _dead(problem: Problem, spot: Spot, made: _Findings, alive: dict[int, Record], dead: set[int]) -> None:
    for each in dead_rules(problem, alive):
        at = Spot(spot.decision, each.rule, cell=_cells(problem, each.rule))
        if each.unsure:
            made.unproved[_unproved(at, "whether it ever decides", NoRecord())] = None
            continue
        dead.add(each.rule)
        if each.by and _takes_all(problem, each.rule):
            made.remarks[at.finding(DEAD, _why_rest(each), error=False)] = None
        else:
            made.found(at.finding(DEAD, _why_dead(each)))


def _overlaps(problem: Problem, spot: Spot, made: _Findings) -> None:
    found = list(islice(pairs(problem), MOST_PAIRS))
    wrong = [pair for pair in found if matter(problem, *pair)]
    most = problem.limits.told
    for each in overlaps(problem, iter(wrong[:most])):
        hit = problem.stage.table.hit.value
        rule = "" if hit == "U" else " with different outputs"
        why = f"{numbers(each.rules)} both match{rule}, which hit policy {hit} does not allow"
        at = Spot(spot.decision, each.rules[1], cell=_cells(problem, each.rules[1]))
        made.found(at.finding(OVERLAP, f"{why}; for instance: {told_record(each.record.facts)}"), each.record)
    if len(wrong) > most:
        why = f"{len(wrong)} pairs of rules match together; only the first {most} are told"
        made.found(spot.finding(OVERLAP, why))
    if found and not wrong:
        at_, to = found[0]
        more = f"{len(found)} pairs of rules match together, such as" if len(found) > 1 else ""
        told = f"{more} {numbers((at_ + 1, to + 1))}{'' if more else ' match together'}; {_settles(problem)}".strip()
        made.remarks[spot.finding(OVERLAP, told, error=False)] = None
    told = advice(problem, found)
    if told:
        made.remarks[spot.finding(ADVICE, told, error=False)] = None


def _settles(problem: Problem) -> str:
    match problem.stage.table.hit:
        case Hit.FIRST:
            return "the first of them decides"
        case Hit.PRIORITY:
            return "the one with the highest output decides"
        case Hit.ANY:
            return "they say the same"
    return "all of them count"


def _unused(problem: Problem, spot: Spot, made: _Findings, alive: dict[int, Record], dead: set[int]) -> None:
    for name in unread(problem):
        why = f"the input “{name}” is given to the decision, and nothing reads it"
        made.remarks[spot.finding(UNUSED, why, error=False)] = None
    for name in unused(problem, alive, dead):
        at = Spot(spot.decision, 0, name)
        made.found(at.finding(UNUSED, "its value never changes what the decision gives", error=False))


def _why_dead(dead: Dead) -> str:
    if not dead.by:
        return "no record matches it, so it never decides"
    return f"{numbers(dead.by)} {_match(dead)} whatever it matches, so it never decides"


def _match(dead: Dead) -> str:
    return "matches" if len(dead.by) == 1 else "together match"


def _takes_all(problem: Problem, rule: int) -> bool:
    """A rule for whatever the others leave over: it may stand there for values that come one day."""
    return all(cell.tests.anything for cell in problem.stage.table.rules[rule - 1].inputs)


def _why_rest(dead: Dead) -> str:
    return f"it is for what other rules leave over, and {numbers(dead.by)} {_match(dead)} everything: it never decides"


def _cells(problem: Problem, rule: int) -> str:
    return " | ".join(cell.text or "-" for cell in problem.stage.table.rules[rule - 1].inputs)
