"""Where two versions of a rulebook decide differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from ..engine import Prepared
from ..facts import Fact, to_json
from ..feel import Value, tree
from ..feel.compare import same
from ..feel.compiler import constant
from ..finding import Finding, Spot
from ..hits import SINGLE
from ..supplycheck import is_meant
from ..verdict import Verdict
from .axis import TooManyClasses
from .book import Book, encoded
from .encoding import Outside, Term
from .formula import Formula
from .limits import USUAL, Limits
from .prove import unreached
from .source import Source
from .stage import Fate
from .strictness import EQUAL, EQUIVALENT, NEITHER, direction, joined
from .witness import NoRecord, Record, Search

UNPROVED = "not proved"


@dataclass(frozen=True, slots=True)
class Region:
    """Records that an old rule and a new one decide differently; 0 stands for no rule. ``witness`` is one of them, with
    what each version gives, as JSON by name of output. ``direction`` is "stricter", "looser", "equal" (the outcome is
    as strict as before) or "neither".
    """

    old_rule: int
    new_rule: int
    witness: Mapping[str, Fact]
    old_outputs: Mapping[str, Fact]
    new_outputs: Mapping[str, Fact]
    direction: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``relation`` of the new version to the old: "equivalent", "stricter", "looser" or "neither". It is "equivalent"
    only if that is proved. ``unproved`` says what could not be settled.
    """

    regions: tuple[Region, ...]
    relation: str
    unproved: tuple[Finding, ...] = ()


def differ(old: Prepared, new: Prepared, decision: str | None = None, *, limits: Limits = USUAL) -> Difference:
    """Every pair of an old and a new rule that decide some record differently, each with such a record.

    Over the records that the inputs of both versions admit. Stricter and looser are said of supply rulebooks. Raises
    `UnknownDecision` or `WhichDecision`.
    """
    names = old.chosen(decision), new.chosen(decision)
    spot = Spot(names[1].name)
    try:
        pair = _Pair(old, new, decision, limits)
    except (Outside, TooManyClasses) as why:
        return Difference((), NEITHER, (spot.finding(UNPROVED, str(why), error=False),))
    regions: list[Region] = []
    unproved = [spot.finding(UNPROVED, why, error=False) for why in _apart(old, new)]
    try:
        regions.extend(pair.regions())
    except NoRecord:
        unproved.append(spot.finding(UNPROVED, pair.unreached(), error=False))
    except Outside as why:
        unproved.append(spot.finding(UNPROVED, str(why), error=False))
    if len(regions) >= limits.told:
        unproved.append(spot.finding(UNPROVED, f"only the first {limits.told} regions are told", error=False))
    return Difference(tuple(regions), _relation(regions, bool(unproved)), tuple(unproved))


def _relation(regions: list[Region], is_open: bool) -> str:
    if not regions:
        return NEITHER if is_open else EQUIVALENT
    found = joined([each.direction for each in regions])
    return NEITHER if found == EQUAL or is_open else found


def _apart(old: Prepared, new: Prepared) -> Iterator[str]:
    """Inputs whose values only one version admits."""
    types = {each.name: each.type for each in old.model.inputs}
    for each in new.model.inputs:
        if each.name in types and repr(types[each.name]).split(" at 0x")[0] != repr(each.type).split(" at 0x")[0]:
            yield f"the type of “{each.name}” is another now; values that only one version admits are left aside"


class _Pair:
    def __init__(self, old: Prepared, new: Prepared, decision: str | None, limits: Limits) -> None:
        self._sources: dict[str, Source] = {}
        versions = ((old, "old "), (new, "new "))
        self._books = tuple(Book(each, decision, self._sources, limits, tag) for each, tag in versions)
        self._sides = [_Side(book) for book in self._books]
        self._names = tuple(dict.fromkeys((*self._sides[0].names, *self._sides[1].names)))
        self._supply = is_meant(old.model) and is_meant(new.model)
        self._equal = self._read()
        self._encoding = encoded(self._sources, limits)
        for book in self._books:
            book.write(self._encoding)
        self._search = Search(self._encoding)

    def _read(self) -> dict[tuple[int, int], Formula]:
        """For outputs that are computed, when they are the same."""
        found = {}
        left, right = (side.kinds(self._names) for side in self._sides)
        for at, one in enumerate(left):
            for to, two in enumerate(right):
                if not (_is_constant(one) and _is_constant(two)) and not _never_same(one, two):
                    found[at, to] = self._same(one, two)
        return found

    def _same(self, one: tuple[Any, ...], two: tuple[Any, ...]) -> Formula:
        node: Any = tree.Literal(True)
        for left, right in zip(one, two, strict=True):
            if repr(left) != repr(right):
                node = tree.Logic("and", node, tree.Comparison("=", left, right))
        return self._books[0].reader.formula(node)

    def unreached(self) -> str:
        """What the solver knew too little of."""
        return unreached(self._sources, self._books[1], self._encoding)

    def _changed(self) -> Term:
        """Where the outputs are not the same."""
        encoding = self._encoding
        left, right = (side.kinds(self._names) for side in self._sides)
        before, after = ([encoding.any(terms) for terms in side.guards(self._names)] for side in self._sides)
        unchanged = []
        for at, one in enumerate(left):
            for to, two in enumerate(right):
                if (at, to) in self._equal:
                    unchanged.append(encoding.all((before[at], after[to], encoding.truth(self._equal[at, to]).yes)))
                elif repr(one) == repr(two):
                    unchanged.append(encoding.all((before[at], after[to])))
        return encoding.negated(encoding.any(unchanged))

    def regions(self) -> Iterator[Region]:
        """One region after the other, until there is none."""
        encoding = self._encoding
        encoding.say(self._changed())
        for _ in range(self._encoding.limits.told):
            found = self._search.first(self._differs)
            if found is None:
                return
            fates = [side.fate(found) for side in self._sides]
            yield self._region(found, fates)
            encoding.say(encoding.negated(encoding.all(fate.guard for fate in fates)))

    def _outputs(self, record: Record) -> list[dict[str, Value]]:
        return [side.outputs(side.run(record), self._names) for side in self._sides]

    def _differs(self, record: Record) -> bool:
        old, new = self._outputs(record)
        return not all(same(old[name], new[name]) for name in self._names)

    def _region(self, record: Record, fates: list[Fate]) -> Region:
        old, new = ({name: to_json(value) for name, value in each.items()} for each in self._outputs(record))
        numbers = [fate.rules[0] if fate.rules else 0 for fate in fates]
        way = direction(old, new) if self._supply else NEITHER
        return Region(numbers[0], numbers[1], record.json, old, new, way)


class _Side:
    """One version of a decision."""

    def __init__(self, book: Book) -> None:
        self._book = book
        stage = book.table
        if stage.table.hit not in SINGLE:
            raise Outside(f"hit policy {stage.table.hit.value} gives a list")
        columns = stage.table.outputs
        self.names = tuple(column.name or book.decision.name for column in columns)
        self._inputs = {each.name for each in book.prepared.model.inputs}
        self._kinds: dict[str, tuple[Any, ...]] = {}
        self._run: tuple[Record, Verdict] | None = None

    def kinds(self, names: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """The different outputs that the table gives, by name of output."""
        if not self._kinds:
            stage = self._book.table
            for outputs in (None, stage.default, *stage.outputs):
                made = self._made(outputs, names)
                self._kinds.setdefault(repr(made), made)
        return list(self._kinds.values())

    def _made(self, outputs: tuple[Any, ...] | None, names: tuple[str, ...]) -> tuple[Any, ...]:
        given = dict(zip(self.names, outputs or (), strict=False))
        return tuple(self._book.localized(given.get(name, tree.Literal(None))) for name in names)

    def guards(self, names: tuple[str, ...]) -> list[list[Term]]:
        """For each of `kinds`, when it is given."""
        found: dict[str, list[Term]] = {key: [] for key in self._kinds}
        for fate in self._book.table.fates:
            found[repr(self._made(fate.outputs, names))].append(fate.guard)
        return list(found.values())

    def fate(self, record: Record) -> Fate:
        """What the solver says becomes of a record."""
        fired = tuple(each.rule for each in self.run(record).fired)
        fates = self._book.table.fates
        likely = [fate for fate in fates if fired and fate.rules[:1] == fired[:1]] or fates
        true = (fate for fate in (*likely, *fates) if _holds(record, fate.guard))
        return next(true, fates[-1])

    def run(self, record: Record) -> Verdict:
        """The verdict of the plain evaluator."""
        if self._run is None or self._run[0] is not record:
            own = {name: value for name, value in record.facts.items() if name in self._inputs}
            self._run = record, self._book.prepared.decide(own, self._book.decision.name)
        return self._run[1]

    def outputs(self, verdict: Verdict, names: tuple[str, ...]) -> dict[str, Value]:
        """The outputs by name; null for what this version does not give."""
        found = verdict.outputs
        if len(self.names) == 1:
            found = {self.names[0]: found}
        return {name: found.get(name) if isinstance(found, dict) else None for name in names}


def _never_same(one: tuple[Any, ...], two: tuple[Any, ...]) -> bool:
    """Whether some output is constant in both, and another."""
    pairs = ((constant(left), constant(right)) for left, right in zip(one, two, strict=True))
    return any(left and right and not same(left[0], right[0]) for left, right in pairs)


def _is_constant(outputs: tuple[Any, ...]) -> bool:
    return all(constant(each) is not None for each in outputs)


def _holds(record: Record, term: Term) -> bool:
    return bool(z3.is_true(record.model.eval(term, model_completion=True)))
