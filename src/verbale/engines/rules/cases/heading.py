"""The headings of a table of cases: which column holds which fact, and which expected output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from ..engine import Prepared
from ..errors import UnknownDecision, WhichDecision
from ..feel.names import tidy
from ..feel.types import ANY, ContextType, ListType, Type
from ..hits import SINGLE
from ..model import Decision, DecisionTable, Hit
from .table import Cell, Fault, Table, marked

CASE, RULES = "case", ("rule", "rules")
_LISTS = (Hit.RULE_ORDER, Hit.OUTPUT_ORDER, Hit.COLLECT)


@dataclass(frozen=True, slots=True)
class Column:
    """A column at place ``at``, from 1, called ``name``.

    ``of`` is the fact or the decision that it is about, ``output`` the name of that decision's output, empty for the
    whole, and ``path`` the way to a member where the heading names one, such as “applicant.age”.
    """

    at: int
    name: str
    type: Type = ANY
    of: str = ""
    output: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table about one decision; ``name`` and ``rule`` are places, 0 where there is none, ``rules`` is
    how many rules the decision's table has, and ``types`` are those of the facts."""

    decision: str = ""
    name: int = 0
    rule: int = 0
    rules: int = 0
    inputs: tuple[Column, ...] = ()
    outputs: tuple[Column, ...] = ()
    known: frozenset[int] = frozenset()
    types: Mapping[str, Type] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_headings(table: Table, prepared: Prepared, decision: str | None) -> Headings:
    """What the headings mean; with ``faults`` where one means nothing, or two mean the same."""
    line = table.decision or Cell("", table.headings[0].line, 0)
    try:
        chosen = prepared.chosen(table.decision.text if table.decision else decision)
    except (UnknownDecision, WhichDecision) as fault:
        return Headings(faults=(Fault(line.line, 0, "", str(fault)),))
    return _Reader(table, prepared, chosen).headings()


class _Reader:
    def __init__(self, table: Table, prepared: Prepared, decision: Decision) -> None:
        self._table = table
        self._decision = decision
        self._facts = {each.name: Column(0, each.name, each.type, each.name) for each in prepared.model.inputs}
        self._outputs = _outputs(prepared.needed(decision), decision)
        self._faults: list[Fault] = []
        self._seen: dict[tuple[bool, str], int] = {}

    def headings(self) -> Headings:
        """All of them, sorted."""
        inputs: list[Column] = []
        outputs: list[Column] = []
        known: set[int] = set()
        name = rule = 0
        for at, text, after in self._read():
            known.add(at)
            if _is_note(text):
                continue
            if not after and text == CASE and CASE not in self._facts:
                name = at
            elif after and text in RULES and text not in self._outputs:
                rule = at
            else:
                self._sort(at, text, outputs if after else inputs, self._outputs if after else self._facts)
        if not outputs and not rule and not self._faults:
            self._fault(self._table.headings[-1], "", "nothing stands after the mark; name an output or “rule”")
        logic = self._decision.logic
        rules = len(logic.rules) if isinstance(logic, DecisionTable) else 0
        types = {each.name: each.type for each in self._facts.values()}
        found = (tuple(inputs), tuple(outputs), frozenset(known), types, tuple(self._faults))
        return Headings(self._decision.name, name, rule, rules, *found)

    def _read(self) -> Iterator[tuple[int, str, bool]]:
        """Place and text of every heading that is not empty, and whether it stands after the mark."""
        after = False
        for cell in self._table.headings:
            behind = marked(cell.text)
            after = after or behind is not None
            text = tidy(cell.text if behind is None else behind)
            if not text:
                continue
            if (after, text) in self._seen and not _is_note(text):
                self._fault(cell, text, f"this heading stands in column {self._seen[after, text]} already")
            self._seen[after, text] = cell.column
            yield cell.column, text, after

    def _sort(self, at: int, text: str, columns: list[Column], known: Mapping[str, Column]) -> None:
        found = known.get(text) or _member(text, known)
        if found is not None:
            columns.append(replace(found, at=at))
            return
        near = get_close_matches(text, known, 1)
        meant = f"; perhaps “{near[0]}” is meant" if near else f"; it knows {', '.join(known) or 'none'}"
        what = "output" if known is self._outputs else "fact"
        self._fault(self._table.headings[at - 1], text, f"the rulebook knows no {what} of this name{meant}")

    def _fault(self, cell: Cell, heading: str, why: str) -> None:
        self._faults.append(Fault(cell.line, cell.column, heading, why))


def _member(text: str, known: Mapping[str, Column]) -> Column | None:
    """The column of a member, such as “applicant.age”, if there may be such a one."""
    whole, *path = (tidy(part) for part in text.split("."))
    if whole not in known or not path:
        return None
    kind = known[whole].type
    for name in path:
        members = dict(kind.members) if isinstance(kind, ContextType) else {}
        if kind != ANY and name not in members:
            return None
        kind = members.get(name, ANY)
    return replace(known[whole], name=text, type=kind, path=tuple(path))


def _is_note(heading: str) -> bool:
    return heading.startswith("(") and heading.endswith(")")


def _outputs(needed: tuple[Decision, ...], decision: Decision) -> dict[str, Column]:
    """Columns by what they may be called: outputs of the decision, itself, and the decisions it rests on."""
    found = {each.name: Column(0, each.name, each.type, each.name) for each in needed}
    logic = decision.logic
    if isinstance(logic, DecisionTable):
        for column in logic.outputs:
            name = column.name or column.label
            kind = _type(column.type, logic.hit)
            if not column.name and decision.type != ANY:
                kind = decision.type
            found[name] = Column(0, name, kind, decision.name, column.name)
        if len(logic.outputs) == 1 and decision.type == ANY:
            found[decision.name] = Column(0, decision.name, _type(logic.outputs[0].type, logic.hit), decision.name)
    return found


def _type(kind: Type, hit: Hit) -> Type:
    if hit in SINGLE:
        return kind
    return ListType(kind) if hit in _LISTS else ANY
