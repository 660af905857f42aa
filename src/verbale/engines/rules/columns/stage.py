"""One decision table of a requirement graph, compiled: axes, tree, outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from ..engine import Step
from ..table import CompiledTable
from .axis import Axis
from .boxes import Box, Boxes, simplified
from .errors import CLASH, NONE, SINGLY, Uncompiled
from .gathered import Gathered, Part
from .grid import Grid, painted
from .growth import grown
from .masks import Word, packed
from .names import Names
from .order import UNKNOWN, Column, Listed
from .outputs import Outputs
from .render import CODE, Rendering
from .sets import combined, painted_sets
from .source import Source
from .tally import Tally, extremes, tallied


@dataclass(frozen=True)
class Stage:
    """``column`` is where its rule numbers stand while later stages are computed."""

    step: Step
    column: str
    axes: tuple[Axis, ...]
    boxes: tuple[Box, ...]
    otherwise: int
    outputs: Outputs
    uncompiled: tuple[Uncompiled, ...]
    grid: Grid | None = None
    """Painted already where rules that match together are too many for boxes."""
    below: tuple[Box, ...] | None = None
    """The boxes from the last rule up, where the first and the last that match must be one."""
    tally: Tally | None = None
    """What the rules come to, where sets of them are too many; ``boxes`` are those decided singly."""

    def expression(self, table: ibis.Table, kept: Mapping[str, str], rule: str) -> tuple[ibis.Table, list[str]]:
        """``table`` with the numbers of the rules, and the columns that were needed on the way.

        ``kept`` are the columns in which derived values stand already.
        """
        if self.tally is not None:
            return self._tallied(table, kept, rule, self.tally)
        if self.below is None:
            return self._found(table, kept, rule, self.boxes)
        first, last = f"{self.column} first", f"{self.column} last"
        table, needed = self._found(table, kept, first, self.boxes)
        table, more = self._found(table, kept, last, self.below)
        clash = ibis.literal(CLASH, CODE)
        return table.mutate(**{rule: (table[first] == table[last]).ifelse(table[first], clash)}), [
            *needed,
            *more,
            first,
            last,
        ]

    def _tallied(
        self, table: ibis.Table, kept: Mapping[str, str], rule: str, tally: Tally
    ) -> tuple[ibis.Table, list[str]]:
        table, masks, needed = self._masked(table, kept, rule, tally.boxes)
        columns = self._columns(table, kept)
        singly = Rendering(self.axes, columns, {}).case(grown(self.boxes, self.axes, NONE))
        found = tally.code(Rendering(self.axes, columns, masks), self.otherwise)
        return table.mutate(**{rule: (singly == SINGLY).ifelse(ibis.literal(SINGLY, CODE), found)}), needed

    def _masked(
        self, table: ibis.Table, kept: Mapping[str, str], rule: str, boxes: tuple[Box, ...]
    ) -> tuple[ibis.Table, dict[Word, Column], list[str]]:
        """``table`` with the masks that so many boxes are worth, and the names of their columns."""
        words = {word: f"{rule} {at}" for at, word in enumerate(packed(boxes, self.axes))}
        if words:
            columns = self._columns(table, kept)
            table = table.mutate(**{name: word.column(self.axes, columns) for word, name in words.items()})
        return table, {word: table[name] for word, name in words.items()}, list(words.values())

    def _found(
        self, table: ibis.Table, kept: Mapping[str, str], rule: str, boxes: tuple[Box, ...]
    ) -> tuple[ibis.Table, list[str]]:
        """``table`` with the action of the first box that holds each record."""
        grid = self.grid or painted(boxes, self.axes, self.otherwise)
        if grid is not None:
            cell, looked_up = f"{rule} cell", f"{rule} looked up"
            table = table.mutate(**{cell: grid.cell(self.axes, self._columns(table, kept))})
            lookup = grid.lookup(looked_up, rule)
            found = table.left_join(lookup, table[cell] == lookup[looked_up])
            return found.mutate(**{rule: found[rule].fill_null(self.otherwise)}), [cell, looked_up]
        table, masks, needed = self._masked(table, kept, rule, boxes)
        tree = grown(boxes, self.axes, self.otherwise)
        found = Rendering(self.axes, self._columns(table, kept), masks).case(tree)
        return table.mutate(**{rule: found}), needed

    def _columns(self, table: ibis.Table, kept: Mapping[str, str]) -> list[Column]:
        return [table[kept[axis.name]] if axis.name in kept else axis.render(table) for axis in self.axes]

    def source(self) -> Source:
        """What this decision is for those that require it: a value for each code that it may give."""
        given = {self.otherwise, *(box.action for box in self.boxes), *([] if self.below is None else [CLASH])}
        if self.tally is not None:
            given |= set(self.tally.codes)
        if self.grid is not None:
            given = set(self.grid.rules.tolist())
        order = Listed(tuple((code, self._value(code)) for code in sorted(given)))
        column = self.column
        return Source(
            self.step.name, order, lambda table: table[column], lambda value: value is not UNKNOWN, total=True
        )

    def _value(self, code: int) -> Any:
        # Rules that clash are a fault, which whoever asks for reasons has to be told.
        return UNKNOWN if code in (SINGLY, CLASH) else self.outputs.settled(code)


def staged(step: Step, table: CompiledTable, names: Names, column: str, unfit: Sequence[Source]) -> Stage:
    """Compiles one table. ``unfit`` are further sources whose unfit values have to be decided singly."""
    outputs = Outputs(table, names, step.type)
    gathered = Gathered(table.table, names, step.name)
    axes = _axes(gathered, unfit)
    named_axes = {axis.name: axis for axis in axes}
    places = {axis.name: at for at, axis in enumerate(axes)}
    full = tuple(axis.full for axis in axes)
    boxes = Boxes(gathered, full, places, outputs)
    singly = _unfit(axes, full, step.name)
    singly += _unread(gathered, named_axes, places, full)
    found = boxes.made(_cells(gathered, named_axes))
    before, grid, tally = [box for _, box in singly], None, None
    if boxes.is_many:
        before += boxes.before
        made = combined(boxes.sure, outputs.together)
        grid = painted_sets(boxes.sure, before, axes, outputs.together) if made is None else None
        if made is None and grid is None:
            made = extremes(boxes.sure, table.table.hit, outputs)
            tally = tallied(boxes.sure, table.table.hit, axes, outputs) if made is None else None
        found = ([] if grid or tally else boxes.given_up()) if made is None else made
    otherwise = SINGLY if outputs.why(0) else NONE
    left = () if grid else simplified([*before, *found], full, NONE if tally else otherwise)
    below = simplified([*before, *boxes.before, *boxes.below], full, otherwise) if boxes.is_crowded else None
    uncompiled = (*(why for why, _ in singly), *gathered.uncompiled, *_computed(outputs, step.name), *boxes.uncompiled)
    return Stage(step, column, axes, left, otherwise, outputs, tuple(dict.fromkeys(uncompiled)), grid, below, tally)


def _computed(outputs: Outputs, owner: str) -> list[Uncompiled]:
    """The rules, and sets of rules (named as the whole), whose outputs have to be found record by record."""
    rules = len(outputs.table.rules)
    codes = [code for code in outputs.numbers if outputs.why(code)]
    return [Uncompiled(owner, code if code <= rules else 0, "", outputs.why(code)) for code in codes]


def _axes(gathered: Gathered, unfit: Sequence[Source]) -> tuple[Axis, ...]:
    read = gathered.sources()
    axes = [each.axis() for each in (read | {each.name: each for each in unfit if each.name not in read}).values()]
    return tuple(axis for axis in axes if axis.unfit or axis.name in read)


def _cells(gathered: Gathered, axes: Mapping[str, Axis]) -> list[list[Part]]:
    columns = range(len(gathered.table.inputs))
    return [[gathered.cell(rule, at, axes) for at in columns] for rule in range(len(gathered.table.rules))]


def _unfit(axes: Sequence[Axis], full: tuple[int, ...], owner: str) -> list[tuple[Uncompiled, Box]]:
    """Values that the decision refuses outright."""
    why = "a value that it may not have"
    return [
        (Uncompiled(owner, 0, axis.name, why), _single(full, at, axis.unfit))
        for at, axis in enumerate(axes)
        if axis.unfit
    ]


def _unread(
    gathered: Gathered, axes: Mapping[str, Axis], places: Mapping[str, int], full: tuple[int, ...]
) -> list[tuple[Uncompiled, Box]]:
    """Values of which a column cannot be read without a fault, or that its list of allowed values does not have."""
    found = []
    for at, column in enumerate(gathered.table.inputs):
        reading = gathered.readings[at]
        place = places[reading.source.name] if reading and reading.source else None
        bits = gathered.refused(at, axes)
        why = Uncompiled(gathered.owner, 0, column.label, "a value that it may not have, or a fault")
        if place is None and bits & 1:
            found.append((why, Box(full, SINGLY)))
        elif place is not None and bits & full[place]:
            found.append((why, _single(full, place, bits & full[place])))
    return found


def _single(full: tuple[int, ...], at: int, bits: int) -> Box:
    return Box((*full[:at], bits, *full[at + 1 :]), SINGLY)
