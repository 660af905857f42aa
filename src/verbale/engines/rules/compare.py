"""Two rulebooks side by side: decisions, columns and rules that came, went or changed, cell by cell.

    found = compare(read_model(old, name="1964.dmn"), read_model(new, name="1970.dmn"))
    for decision in found.decisions:
        for rule in decision.rules:
            print(rule.change, rule.before, rule.after, rule.changed)

What a difference decides, a review of records says.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .boxtext import box_text, default_text, type_text
from .match import in_order, matched, out_of_order, similar
from .model import Decision, DecisionTable, InputColumn, Knowledge, Model, OutputColumn, Rule
from .standard import find as standard_request_of

Key = tuple["Part", str]
ALIKE = 0.5
"""The share of equal cells from which two rules, with nothing else in common, are taken for one that changed."""


class Change(StrEnum):
    """What became of a decision, a column or a rule."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Part(StrEnum):
    """On which side of a table a column stands."""

    INPUT = "input"
    OUTPUT = "output"
    NOTE = "annotation"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of either table, or of both: what it asks or gives."""

    part: Part
    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class CellPair:
    """The texts of a cell before and afterwards; None where there is no such column, or no such rule."""

    column: Column
    before: str | None
    after: str | None

    @property
    def differs(self) -> bool:
        """Whether it says something else; an input that lets everything pass says as much as none."""
        return _said(self.column, self.before) != _said(self.column, self.after)


@dataclass(frozen=True, slots=True)
class RulePair:
    """A rule of either table, or of both, by its numbers; 0 where it is not in a table.

    ``moved``: it stands before or behind others than it did, which matters where the first rule decides.
    """

    before: int
    after: int
    change: Change
    cells: tuple[CellPair, ...]
    moved: bool = False

    @property
    def changed(self) -> tuple[CellPair, ...]:
        """The cells that say something else."""
        return tuple(cell for cell in self.cells if cell.differs)


class Head(StrEnum):
    """What the head of a column says besides its name."""

    VALUES = "values"
    TYPE = "type"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class HeadPair:
    """What the head of a column, which is in both tables, says otherwise."""

    column: Column
    head: Head
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DecisionPair:
    """A decision or a knowledge model of either rulebook, or of both.

    ``hits`` are its hit policies, ``texts`` what it says where it is no table; empty where that does not apply.
    ``heads`` are what differs in the heads of columns.
    """

    name: str
    change: Change
    columns: tuple[Column, ...] = ()
    rules: tuple[RulePair, ...] = ()
    hits: tuple[str, str] = ("", "")
    texts: tuple[str, str] = ("", "")
    heads: tuple[HeadPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All decisions and knowledge models; and what differs (name, before, after) of the facts of the standard request,
    and of the types of the facts that are asked for.
    """

    decisions: tuple[DecisionPair, ...]
    request: tuple[tuple[str, str, str], ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()

    @property
    def same(self) -> bool:
        """Whether both rulebooks decide by the same cells in the same order."""
        return not self.request and not self.facts and all(each.change is Change.SAME for each in self.decisions)


def compare(before: Model, after: Model) -> Comparison:
    """What differs between two rulebooks, in the order of the later one, with what went where it stood.

    Rules are matched by identifier and cells, then by equal cells (an editor may have numbered them anew), then by
    identifier, by equal inputs, and by how many cells are alike; columns by what they ask or give.
    """
    old, new = before.decisions, after.decisions
    pairs = matched([(each.id, each.name) for each in old], [(each.id, each.name) for each in new])
    found = in_order(len(old), len(new), pairs)
    decisions = [_decision(_at(old, one), _at(new, other)) for one, other in found]
    decisions += _knowledge(before.knowledge, after.knowledge)
    return Comparison(tuple(decisions), tuple(_requests(before, after)), tuple(_facts(before, after)))


def _at(some: Sequence[Decision], index: int | None) -> Decision | None:
    return None if index is None else some[index]


def _knowledge(before: Sequence[Knowledge], after: Sequence[Knowledge]) -> Iterator[DecisionPair]:
    """Knowledge models that came, went or changed."""
    old, new = ({each.name: box_text(each.function) for each in some} for some in (before, after))
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            change = Change.CHANGED if name in old and name in new else Change.ADDED if name in new else Change.REMOVED
            yield DecisionPair(name, change, texts=(old.get(name, ""), new.get(name, "")))


def _facts(before: Model, after: Model) -> Iterator[tuple[str, str, str]]:
    old, new = ({each.name: type_text(each.type) for each in model.inputs} for model in (before, after))
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield name, old.get(name, ""), new.get(name, "")


def _requests(before: Model, after: Model) -> Iterator[tuple[str, str, str]]:
    old, new = _request(before), _request(after)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name, "") != new.get(name, ""):
            yield name, old.get(name, ""), new.get(name, "")


def _request(model: Model) -> dict[str, str]:
    found = standard_request_of(model)
    return {each.attributes.get("name", ""): each.text.strip() for each in found.children} if found else {}


def _decision(old: Decision | None, new: Decision | None) -> DecisionPair:
    tables = _table(old), _table(new)
    columns = tuple(_columns(*tables))
    rules = tuple(_rules(*tables, columns))
    hits = (tables[0].hit.value if tables[0] else "", tables[1].hit.value if tables[1] else "")
    texts = _text(old), _text(new)
    if old is None or new is None:
        name, change = (new.name, Change.ADDED) if new else (old.name if old else "", Change.REMOVED)
        return DecisionPair(name, change, columns, rules, hits, texts)
    heads = tuple(_heads(*tables, columns))
    same = (old.name, hits[0], texts[0]) == (new.name, hits[1], texts[1])
    same = same and all(each.change is Change.SAME for each in columns)
    same = same and all(each.change is Change.SAME and not each.moved for each in rules)
    same = same and not heads
    return DecisionPair(new.name, Change.SAME if same else Change.CHANGED, columns, rules, hits, texts, heads)


def _table(decision: Decision | None) -> DecisionTable | None:
    return decision.logic if decision is not None and isinstance(decision.logic, DecisionTable) else None


def _text(decision: Decision | None) -> str:
    """What a decision that is no table says."""
    logic = decision.logic if decision is not None else None
    return "" if isinstance(logic, DecisionTable) else box_text(logic)


def _heads(old: DecisionTable | None, new: DecisionTable | None, columns: Sequence[Column]) -> Iterator[HeadPair]:
    before, after = _said_of(old), _said_of(new)
    for column in columns:
        was, now = (each.get((column.part, column.name), {}) for each in (before, after))
        for head in was if column.change is Change.SAME else ():
            if was[head] != now[head]:
                yield HeadPair(column, head, was[head], now[head])


def _said_of(table: DecisionTable | None) -> dict[Key, dict[Head, str]]:
    """What the heads of its columns say, by the keys of the columns."""
    said: list[dict[Head, str]] = []
    columns: tuple[InputColumn | OutputColumn, ...] = (*table.inputs, *table.outputs) if table else ()
    for column in columns:
        told = {Head.VALUES: " ".join(column.allowed_text.split()), Head.TYPE: type_text(column.type)}
        said.append({**told, Head.DEFAULT: default_text(getattr(column, "default", None))})
    return dict(zip(_keys(table), said, strict=False))


def _columns(old: DecisionTable | None, new: DecisionTable | None) -> Iterator[Column]:
    before, after = _keys(old), _keys(new)
    for part in Part:
        for key in dict.fromkeys(key for key in (*after, *before) if key[0] is part):
            both = key in before and key in after
            yield Column(*key, Change.SAME if both else Change.ADDED if key in after else Change.REMOVED)


def _keys(table: DecisionTable | None) -> list[Key]:
    if table is None:
        return []
    inputs = [(Part.INPUT, " ".join(each.text.split())) for each in table.inputs]
    outputs = [(Part.OUTPUT, each.name or each.label) for each in table.outputs]
    return [*inputs, *outputs, *((Part.NOTE, name) for name in table.annotations)]


def _cells(table: DecisionTable, rule: Rule) -> dict[Key, str]:
    asked, given = (cell.text for cell in rule.inputs), (cell.text for cell in rule.outputs)
    noted = (rule.annotations.get(name, "") for name in table.annotations)
    return dict(zip(_keys(table), (*asked, *given, *noted), strict=True))


def _rules(old: DecisionTable | None, new: DecisionTable | None, columns: Sequence[Column]) -> Iterator[RulePair]:
    before, after = old.rules if old else (), new.rules if new else ()
    cells = [_cells(old, each) for each in before] if old else [], [_cells(new, each) for each in after] if new else []
    said = [[_meanings(each, columns) for each in side] for side in cells]
    keys = [
        [_keys_of(rule.id, meanings, columns) for rule, meanings in zip(rules, side, strict=True)]
        for rules, side in ((before, said[0]), (after, said[1]))
    ]
    pairs = matched(*keys)
    pairs = similar(pairs, len(before), len(after), lambda one, other: _likeness(said[0][one], said[1][other]), ALIKE)
    moved = out_of_order(pairs)
    for one, other in in_order(len(before), len(after), pairs):
        was, is_now = cells[0][one] if one is not None else {}, cells[1][other] if other is not None else {}
        shown = tuple(
            CellPair(each, was.get((each.part, each.name)), is_now.get((each.part, each.name))) for each in columns
        )
        yield _rule(
            before[one] if one is not None else None, after[other] if other is not None else None, shown, other in moved
        )


def _rule(old: Rule | None, new: Rule | None, cells: tuple[CellPair, ...], moved: bool) -> RulePair:
    numbers = old.number if old else 0, new.number if new else 0
    if old is None or new is None:
        return RulePair(*numbers, Change.ADDED if old is None else Change.REMOVED, cells)
    change = Change.CHANGED if any(each.differs for each in cells) else Change.SAME
    return RulePair(*numbers, change, cells, moved)


def _meanings(cells: dict[Key, str], columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(_said(each, cells.get((each.part, each.name))) for each in columns)


def _keys_of(identifier: str, meanings: tuple[str, ...], columns: Sequence[Column]) -> tuple[Hashable, ...]:
    """What rules are matched by, the surest first."""
    asked = tuple(said for said, column in zip(meanings, columns, strict=True) if column.part is Part.INPUT)
    return (identifier, meanings) if identifier else "", meanings, identifier, asked


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of equal cells among those that say anything in either."""
    spoken = [pair for pair in zip(one, other, strict=True) if any(pair)]
    return sum(before == after for before, after in spoken) / len(spoken) if spoken else 1.0


def _said(column: Column, text: str | None) -> str:
    """What a cell says, blanks aside; empty where it lets everything pass or is not there."""
    said = " ".join((text or "").split())
    return "" if column.part is Part.INPUT and said == "-" else said
