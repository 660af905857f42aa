"""Finds a report's numbered conclusions: below their heading, or by the labelled blocks that they bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from verbale.engines.report.headings import Heading, Headings, ends_section, short
from verbale.engines.report.known import Known, known_of, outer_styles, style_of
from verbale.engines.report.labels import Labels
from verbale.engines.report.markers import Marker
from verbale.engines.report.source import Line
from verbale.engines.report.values import like_sentence
from verbale.engines.report.words import Kind

_PEOPLE = (Kind.IN_CHARGE, Kind.PARTICIPATION, Kind.COORDINATION, Kind.CONTROL, Kind.LEAD)
_SHORT_VALUE = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered conclusion: its number and its lines; ``last`` of its section."""

    number: Marker
    lines: tuple[Line, ...]
    last: bool


@dataclass(slots=True)
class _Run:
    """Conclusions numbered one after another."""

    items: list[list[Known]] = field(default_factory=list)

    def has(self, *kinds: Kind) -> bool:
        return any(one.label in kinds if kinds else one.label for item in self.items for one in item)

    def bearing(self) -> list[bool]:
        return [any(one.label for one in item) for item in self.items]


def items_of(lines: tuple[Line, ...], labels: Labels) -> list[Item]:
    """The numbered conclusions of a report.

    Those below a heading of conclusions count first. Where none of them bears a label, runs of numbered paragraphs
    that bear labelled blocks count, wherever they stand; and without such, what is numbered below “Conclusions”
    itself. Nothing else does: running text and its numbered headings are no proposals.
    """
    known = [known_of(line, labels) for line in lines]
    headings = Headings(labels)
    below = list(_below_headings(lines, known, headings))
    runs = [run for _, section in below for run in section if run.has()]
    if not runs:
        unheaded = [replace(one, mark=None) if headings.at(lines, at) else one for at, one in enumerate(known)]
        runs = _by_labels(unheaded) or [run for kind, section in below for run in section if kind is Kind.CONCLUSIONS]
    return [item for run in runs for item in _items(run)]


def _items(run: _Run) -> Iterator[Item]:
    for at, known in enumerate(run.items):
        if known[0].mark:
            yield Item(known[0].mark, tuple(one.line for one in known), at + 1 == len(run.items))


def _below_headings(
    lines: tuple[Line, ...], known: list[Known], headings: Headings
) -> Iterator[tuple[Kind, list[_Run]]]:
    at = 0
    while at < len(lines):
        heading = headings.at(lines, at)
        at += 1
        if heading:
            walk = _Walk(known, heading)
            end = walk.through(at, lambda index: headings.at(lines, index) is not None)
            if walk.runs:
                yield heading.kind, walk.runs
                at = max(at, end)


def _by_labels(known: list[Known]) -> list[_Run]:
    """Runs of numbered paragraphs of which somebody is in charge, or of which most are sentences that bear a date."""
    walk = _Walk(known, None)
    walk.through(0, lambda _: False)
    runs = [_trimmed(run) for run in walk.runs if run.has() and not _headed(run)]
    return [run for run in runs if run.has(Kind.IN_CHARGE) or _mostly_dated(run)]


def _headed(run: _Run) -> bool:
    """Whether most of a run are sections below headings, and few bear a label: “1. Overview … Head: Wang Wei.”"""
    headings = sum(short(item[0].line.text) for item in run.items)
    return 2 * headings > len(run.items) and 2 * sum(run.bearing()) < len(run.items)


def _mostly_dated(run: _Run) -> bool:
    if len(run.items) < 2:
        return False
    dated = sum(any(one.label is Kind.DATE for one in item) for item in run.items)
    return 2 * dated > len(run.items) and not any(short(item[0].line.text) for item in run.items)


def _trimmed(run: _Run) -> _Run:
    """From the first that bears a label to the last."""
    bearing = run.bearing()
    first, last = bearing.index(True), len(bearing) - bearing[::-1].index(True)
    return _Run(run.items[first:last])


class _Walk:
    """Goes from a line to the end of a section and cuts it into runs of conclusions."""

    def __init__(self, known: list[Known], heading: Heading | None) -> None:
        self._known = known
        self._heading = heading
        self.runs: list[_Run] = []
        self._open = False
        self._value = 0
        self._depth: int | None = None
        self._kind: Kind | None = None
        self._nested = 0
        self._seen = 0

    def through(self, begin: int, is_heading: Callable[[int], bool]) -> int:
        """Walks; gives the line with which the section ended."""
        end = self._reach(begin)
        region = self._known[begin:end]
        style = style_of(region)
        if style is None:
            return end
        outer = outer_styles(region, style)
        for at in range(begin, end):
            one = self._known[at]
            if is_heading(at) and self._restarts(at):
                return at
            if self._begins(at, style):
                if self._next_section(at, style):
                    return at
                self._start(one)
            elif self._leaves(one, style):
                return at
            elif self._between(one, style, outer):
                self._open = False
            elif self._open:
                self._go_on(one)
        return end

    def _reach(self, begin: int) -> int:
        """Where the section ends at the latest: an annex, a signature, the next heading of the same level."""
        level = self._heading.level if self._heading else 0
        for at in range(begin, len(self._known)):
            line = self._known[at].line
            if (self._heading and ends_section(line)) or (level and 0 < line.heading <= level):
                return at
        return len(self._known)

    def _start(self, one: Known) -> None:
        assert one.mark
        if not self.runs or one.mark.value <= self._value:
            self.runs.append(_Run())
        if self._depth is None:
            self._depth = one.line.depth
        self.runs[-1].items.append([])
        self._open, self._value, self._nested = True, one.mark.value, 0
        self._kind = None
        self._go_on(one)

    def _go_on(self, one: Known) -> None:
        self.runs[-1].items[-1].append(one)
        self._kind = one.label or self._kind

    def _begins(self, at: int, style: str) -> bool:
        one = self._known[at]
        if not one.mark or one.mark.style != style:
            return False
        if None not in (self._depth, one.line.depth) and one.line.depth != self._depth:
            return False
        return not (self._open and at and self._is_value(one, self._known[at - 1], one.mark))

    def _is_value(self, one: Known, before: Known, mark: Marker) -> bool:
        """A numbered list of persons below their label, or “1. Stellvertreter des Ministers” among them."""
        if before.bare and mark.value == 1:
            self._nested = 1
            return True
        if one.line.after_gap or one.label:
            self._nested = 0
            return False
        if self._nested and mark.value == self._nested + 1:
            self._nested += 1
            return True
        few = len(one.line.text.split()) <= _SHORT_VALUE and one.line.text.rstrip()[-1:] not in ".。;；:："
        return mark.value <= self._value and self._kind in _PEOPLE and few and not before.mark

    def _leaves(self, one: Known, style: str) -> bool:
        """“六、附件” after “五、结论” where conclusions are numbered otherwise: the heading's own numbers go on."""
        number, mark = self._heading.number if self._heading else None, one.mark
        if not number or not mark or mark.style != number.style or mark.style == style:
            return False
        nested = self._seen == mark.value - 1
        self._seen = mark.value
        return mark.value == number.value + 1 and not nested and short(one.line.text)

    def _between(self, one: Known, style: str, outer: frozenset[str]) -> bool:
        """A heading of a group of conclusions, or the end of what belongs to them."""
        mark = one.mark
        if mark and mark.style in outer and mark.style != style:
            return True
        numbered_heading = bool(one.line.heading and not (mark and mark.subordinate))
        return numbered_heading or (not self._heading and ends_section(one.line))

    def _restarts(self, at: int) -> bool:
        """Whether a list begins anew soon below a line that may be the next heading of conclusions."""
        for one in self._known[at + 1 : at + 4]:
            if one.label:
                return False
            if one.mark and not one.mark.subordinate:
                return one.mark.value == 1
        return False

    def _next_section(self, at: int, style: str) -> bool:
        """“6. Annexes” after “5. Conclusions”: the heading's own numbers go on, and nothing labelled stands below."""
        number = self._heading.number if self._heading else None
        mark = self._known[at].mark
        if not number or not mark or mark.style != number.style or mark.value != number.value + 1:
            return False
        if not short(self._known[at].line.text) or like_sentence(self._known[at].line.text):
            return False
        following = self._known[at + 1 :]
        end = next((index for index, one in enumerate(following) if one.mark and one.mark.style == style), None)
        return not any(one.label for one in following[:end]) and bool(self.runs)
