"""A Gantt picture as SVG that the server draws: where its bars, marks and months stand. The table beside says the same.

Numbers are of the picture's own square units; the style sheet gives colours, and shapes say what colours say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from verbale.domain.books.control import Bar, Span

WIDTH, LABELS, ROW, TOP = 920, 190, 26, 34
"""Of the whole, of the names at the left, of one commitment's line, of the months above."""
SHORTEST = 5
"""A bar of one day is so wide at least."""
MOST_TICKS = 14
LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A bar: left edge, upper edge, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: the points of a diamond, and whether it was reached."""

    points: str
    done: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment: its name, its bars and its marks."""

    name: str
    timing: str
    middle: float
    top: float
    whole: Box | None
    own: Box | None
    moved_from: tuple[Box, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month or year, and its name."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole Gantt picture; ``today`` is where the day asked about stands, None if outside."""

    height: int
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    first: date
    last: date
    width: int = WIDTH
    labels: int = LABELS
    top: int = TOP


def picture(bars: Sequence[Bar], as_of: date) -> Picture | None:
    """The picture of these bars; None if there is nothing to show."""
    if not bars:
        return None
    first = min([as_of, *(bar.earliest for bar in bars)]).replace(day=1)
    last = _end_of_month(max([as_of, *(bar.latest for bar in bars)]))
    scale = _Scale(first, last)
    lines = tuple(_line(bar, number, scale) for number, bar in enumerate(bars))
    height = TOP + ROW * len(bars) + 8
    return Picture(height, lines, tuple(_ticks(scale)), scale.x(as_of), first, last)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day begins."""
        return round(LABELS + (day - self.first).days * self._per_day, 2)

    def box(self, span: Span, y: float, height: float) -> Box:
        width = max(((span.latest - span.earliest).days + 1) * self._per_day, SHORTEST)
        return Box(self.x(span.earliest), y, round(width, 2), height)

    @property
    def _per_day(self) -> float:
        return (WIDTH - LABELS - 2 * SHORTEST) / ((self.last - self.first).days + 1)


def _line(bar: Bar, number: int, scale: _Scale) -> Line:
    top = TOP + ROW * number
    middle = top + ROW / 2
    return Line(
        _short(bar.label), bar.timing, middle, top,
        whole=scale.box(bar.whole, middle - 6, 12) if bar.whole else None,
        own=scale.box(bar.own, middle + 7, 3) if bar.own else None,
        moved_from=tuple(scale.box(span, middle - 6, 12) for span in bar.moved_from),
        marks=tuple(Mark(_diamond(scale.x(span.latest), middle), span.done) for span in bar.milestones),
    )  # fmt: skip


def _diamond(x: float, y: float) -> str:
    return f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """The months, or every third, or the years: so many as can be read."""
    months = list(_months(scale.first, scale.last))
    for step in (1, 3, 6, 12, 24, 60, 120, 600, 1200, 12_000):
        kept = [one for one in months if (one.year * 12 + one.month - 1) % step == 0]
        if len(kept) <= MOST_TICKS:
            break
    for one in kept:
        yield Tick(scale.x(one), str(one.year) if step >= 12 else date_format(one, "m.Y"))


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = _end_of_month(first) + timedelta(days=1)


def _end_of_month(day: date) -> date:
    following = (
        date(day.year + day.month // 12, day.month % 12 + 1, 1) if day < date(9999, 12, 1) else date(9999, 12, 31)
    )
    return following - timedelta(days=1)
