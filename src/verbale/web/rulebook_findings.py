"""What a check finds in a rulebook, in the order of its rules, each with the place where an editor shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verbale.domain.spine.policy_check import Cases, cases_of
from verbale.engines.rules import DecisionTable, Model
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.finding import Finding
from verbale.engines.rules.properties import Property
from verbale.kernel.deadline import NEVER, Deadline
from verbale.web import rulebook_words, words
from verbale.web.rulebook import anchors
from verbale.web.rulebook_proved import Shown, found, found_in_cells, many_rules, proved, says_something
from verbale.web.rulebook_try import query_of

FAILING = "failing case"
MOST = 200
"""Findings, and failing cases, that a page shows."""
SECONDS_FOR_CASES = 5.0
"""For all cases together while somebody waits."""
SECONDS = 15.0
"""For everything together."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: its number on the page, its decision by name and identifier, its rule (0: none) and its column.

    ``column`` counts from 0 through the inputs and then the outputs; it is -1 where the finding is about no column.
    ``cell`` is empty where the finding is about a whole rule. ``anchor`` is where its rule stands among the tables of
    the page; ``query`` asks the rulebook about facts that show it, empty where it needs none.
    """

    number: int
    error: bool
    decision: str
    identifier: str
    rule: int
    column: int
    column_name: str
    why: str
    cell: str
    anchor: str
    place: str
    query: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that was found; ``more`` are the findings that are not shown, ``ran`` says whether the cases did.

    ``waits`` says that there are proofs which were not asked for yet.
    """

    found: tuple[Found, ...]
    cases: Cases
    ran: bool
    more: int = 0
    waits: bool = False

    @property
    def errors(self) -> int:
        """How many of the findings that are shown are errors."""
        return sum(each.error for each in self.found)


def look(
    data: bytes, name: str, cases: bytes = b"", cases_name: str = "", bound: tuple[Property, ...] = (), *,
    patient: bool = True, until: Deadline = NEVER,
) -> Looked:  # fmt: skip
    """Looks at a rulebook, and runs its cases if its cells say something; ``bound``: properties of the version before.

    Who is not ``patient`` has of many rules what is found at once, and asks again for what the solver proves. What was
    not reached ``until`` then is told as not proved. Raises `NotDmn` and `BadModel` where it is none.
    """
    model = read_leniently(data, name=name).model
    waits = not patient and many_rules(model)
    listed = list(found_in_cells(data, name) if waits else found(data, name))
    sound = says_something(each.finding for each in listed)
    seconds = min(SECONDS_FOR_CASES, round(until.left, 1))
    run = cases_of(data, name, cases, cases_name, seconds=seconds) if sound and cases else Cases()
    listed += [] if waits else proved(data, name, bound, until)
    places = _Places(model)
    listed += [Shown(each, {}) for each in run.faults]
    listed += [Shown(each, {}, said=True) for each in _failing(run, model)]
    listed.sort(key=lambda each: (not each.finding.error, places.order(each.finding.decision), each.finding.rule))
    shown = tuple(places.found(number, each) for number, each in enumerate(listed[:MOST], 1))
    return Looked(shown, run, bool(cases) and sound and not run.faults, max(len(listed) - MOST, 0), waits)


def _failing(cases: Cases, model: Model) -> Iterator[Finding]:
    """The cases that fail, each at the first rule that it fires."""
    final = model.final[0].name if len(model.final) == 1 else ""
    for each in cases.run.outcomes:
        if not each.passed:
            name = each.case.decision or final
            why = "; ".join(str(one) for one in each.differences)
            title = each.case.name or each.case.title or str(each.case.line)
            yield Finding(FAILING, title, why, decision=name, rule=each.fired[0] if each.fired else 0)


class _Places:
    """Where the findings of a model stand on a page."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._order = {each.name: at for at, each in enumerate(model.decisions)}
        self._ids = {each.name: each.id for each in model.decisions}
        self._anchors = anchors(model)
        self._columns = {
            each.name: [*(column.label for column in each.logic.inputs), *(one.label for one in each.logic.outputs)]
            for each in model.decisions
            if isinstance(each.logic, DecisionTable)
        }

    def order(self, decision: str) -> int:
        return self._order.get(decision, len(self._order))

    def found(self, number: int, shown: Shown) -> Found:
        finding = shown.finding
        columns = self._columns.get(finding.decision, [])
        column = columns.index(finding.column) if finding.column in columns else -1
        name = words.fact_name(finding.column) if finding.column else ""
        anchor = self._anchors.get(finding.decision, "")
        anchor = f"{anchor}-{finding.rule}" if anchor and finding.rule else ""
        place = finding.place if finding.kind == FAILING or not finding.decision else ""
        why = finding.why
        if not shown.said:
            place, why = rulebook_words.why(place), rulebook_words.why(why)
        cell = "" if finding.rule and not finding.column else finding.cell
        return Found(
            number, finding.error, finding.decision, self._ids.get(finding.decision, ""), finding.rule, column, name,
            why, cell, anchor, place,
            query_of(self._model, shown.facts) if shown.facts else "",
        )  # fmt: skip
