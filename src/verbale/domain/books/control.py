"""Control of commitments on a day: what is due, overdue, unanswered and moved; what waits for us comes first.

    found = due(viewer=person, as_of=date(1987, 11, 1))
    [row.number for row in found.listed]     # ours overdue first, the undated last
    [bar.label for bar in bars(found)]       # for a Gantt picture

Everything is read in a handful of queries, however many commitments there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from verbale.domain.books.control_row import RELATED, WITH, Row, row_of
from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_content import natural
from verbale.domain.cycle.commitment_date import Timing
from verbale.domain.cycle.commitment_delay import Delay, delays_of
from verbale.domain.cycle.commitment_said import said
from verbale.domain.spine.office import zone
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment, CommitmentPart, CommitmentState, PartIn
from verbale.records.matching import with_all
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.programme import Programme

DAYS = 30
"""How many days ahead is looked unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one side, ministry or complex: how many stand, are overdue, due, undated, and were moved."""

    name: str
    standing: int = 0
    overdue: int = 0
    due: int = 0
    undated: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Control:
    """All that stands on a day, in the order in which it presses, and the partners' delays."""

    as_of: date
    days: int
    rows: tuple[Row, ...]
    delays: tuple[Delay, ...]
    proposed: int = 0
    """Proposals that nobody has confirmed or rejected."""

    @property
    def listed(self) -> tuple[Row, ...]:
        """What is overdue, due or undated."""
        return tuple(row for row in self.rows if row.timing != Timing.NOT_YET)

    @property
    def waits_for_us(self) -> tuple[Row, ...]:
        """What binds us and is overdue or due."""
        return tuple(row for row in self.rows if row.binds_us and row.timing in (Timing.OVERDUE, Timing.DUE))

    @property
    def unanswered(self) -> tuple[Delay, ...]:
        """What the partner let pass without a word."""
        return tuple(one for one in self.delays if one.unanswered and one.standing)

    @property
    def moved(self) -> tuple[Row, ...]:
        """What was moved, the most often moved first."""
        return tuple(sorted((row for row in self.rows if row.moved), key=lambda row: -row.moves))

    @property
    def by_side(self) -> tuple[Tally, ...]:
        """Sums by whom it binds: ours, theirs, both."""
        return _tallies((bound, row) for bound in Bound.values for row in self.rows if row.bound == bound)

    @property
    def by_ministry(self) -> tuple[Tally, ...]:
        """Sums by who is in charge, whoever has most overdue first; of a commitment with several, each counts it."""
        found = _tallies((who, row) for row in self.rows for who in dict.fromkeys(row.in_charge))
        return tuple(sorted(found, key=lambda one: (-one.overdue, -one.due, one.name)))

    @property
    def by_complex(self) -> tuple[Tally, ...]:
        """Sums by complex of a programme, in the order of their numbers."""
        sorted_rows = sorted((row.complex, row.id, row) for row in self.rows if row.complex is not None)
        return _tallies((f"{where[0]}, {where[1]}. {where[2]}", row) for where, _, row in sorted_rows)


def due(
    *, viewer: Person, as_of: date, days: int = DAYS, partner: Party | None = None, side: str = "", who: str = "",
    programme: Programme | None = None,
) -> Control:  # fmt: skip
    """What stands on a day, from the rows this person may see: with one partner or all, of one side (``ours``,
    ``theirs``, ``both``) or all, with one in charge whose name holds ``who``, of one programme; what is due within so
    many days counts as due."""
    seen = Commitment.objects.visible_to(viewer)
    seen = seen.filter(partner=partner) if partner is not None else seen
    seen = seen.filter(bound=side) if side else seen
    seen = seen.filter(sector_complex__programme=programme) if programme is not None else seen
    if who:
        charged = CommitmentPart.objects.filter(part=PartIn.IN_CHARGE).filter(with_all(who, ("who",)))
        seen = seen.filter(pk__in=charged.values("commitment"))
    standing = seen.filter(state__in=STANDING).select_related(*RELATED)
    rows, where = list(standing.prefetch_related(*WITH)), zone()
    spoken = said(rows)
    found = [
        row_of(
            row, on=as_of, days=days, language=viewer.language, said=spoken[row.pk],
            day_of=lambda at: at.astimezone(where).date(),
        )
        for row in rows
    ]  # fmt: skip
    theirs = delays_of((row for row in rows if row.bound != Bound.OURS), on=as_of)
    proposed = seen.filter(state=CommitmentState.PROPOSED).count()
    return Control(as_of, days, tuple(sorted(found, key=_order)), tuple(theirs), proposed)


_PRESSES = (Timing.OVERDUE, Timing.DUE, Timing.NOT_YET, Timing.UNDATED)
_SIDES = (Bound.OURS, Bound.BOTH, Bound.THEIRS)


def _order(row: Row) -> tuple[object, ...]:
    """What waits for us, what the partner owes, what is still to come, what has no date; the longest overdue first."""
    late = _PRESSES.index(Timing(row.timing))
    theirs = row.bound == Bound.THEIRS
    return (late >= 2, late == 3, theirs, late, _SIDES.index(Bound(row.bound)), row.last or date.max,
            row.partner, natural(row.number), row.id)  # fmt: skip


def _tallies(named: Iterable[tuple[str, Row]]) -> tuple[Tally, ...]:
    rows: dict[str, list[Row]] = {}
    for name, row in named:
        rows.setdefault(name, []).append(row)
    return tuple(_tally(name, found) for name, found in rows.items())


def _tally(name: str, rows: list[Row]) -> Tally:
    def count(wanted: Timing) -> int:
        return sum(row.timing == wanted for row in rows)

    counts = (count(Timing.OVERDUE), count(Timing.DUE), count(Timing.UNDATED))
    return Tally(name, len(rows), *counts, moved=sum(bool(row.moved) for row in rows))


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a picture: its first and its last day, and what it is the time of, empty for the whole."""

    earliest: date
    latest: date
    what: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One commitment of a Gantt picture: its time, our own, the times it was moved from, and its milestones."""

    id: str
    label: str
    timing: str
    bound: str
    whole: Span | None
    own: Span | None
    moved_from: tuple[Span, ...]
    milestones: tuple[Span, ...]

    @property
    def earliest(self) -> date:
        """The first day of all that it shows."""
        return min(one.earliest for one in self._spans())

    @property
    def latest(self) -> date:
        """The last day of all that it shows."""
        return max(one.latest for one in self._spans())

    def _spans(self) -> list[Span]:
        single = [one for one in (self.whole, self.own) if one is not None]
        return [*single, *self.moved_from, *self.milestones]


def bars(control: Control) -> tuple[Bar, ...]:
    """What a Gantt picture shows of all that stands and has a date, by the first day."""
    return bars_of(control.rows)


def bars_of(rows: Iterable[Row]) -> tuple[Bar, ...]:
    """The same of some rows."""
    found = [_bar(row) for row in rows]
    dated = [one for one in found if one.whole or one.own or one.milestones]
    return tuple(sorted(dated, key=lambda one: (one.earliest, one.latest, one.label)))


def _bar(row: Row) -> Bar:
    moved = (_span(one.before) for one in row.moved if not one.own and not one.milestone)
    steps = (_span(one.due, one.what, done=one.done_on is not None) for one in row.milestones)
    return Bar(
        row.id, f"{row.partner} {row.number}", row.timing, row.bound, _span(row.due), _span(row.own_due),
        tuple(one for one in moved if one), tuple(one for one in steps if one),
    )  # fmt: skip


def _span(edtf: str, what: str = "", *, done: bool = False) -> Span | None:
    """The days that a date may mean; one that says only by when is shown at its last day."""
    when = ImpreciseDate.read(edtf)
    return Span(when.earliest or when.latest, when.latest, what, done) if when.latest else None
