"""Sessions as lists show them: by commission and year, with what is due, and the years that missed one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import session_plan, statute
from verbale.domain.cycle.session_evidence import evidence
from verbale.domain.cycle.session_plan import MissedYear, Step, StepKind, StepState
from verbale.domain.cycle.statute import NoStatute
from verbale.records.session import Session
from verbale.records.text import Text, TextKind
from verbale.web.access import seen
from verbale.web.refusal import sentence

PRESSING = frozenset({StepState.DUE, StepState.LATE, StepState.MISSED})


@dataclass(frozen=True, slots=True)
class Pressing:
    """A step, how it stands, its day, and the sides that owe it."""

    kind: StepKind
    state: StepState
    due: date
    side: str


@dataclass(slots=True)
class Row:
    """A session in a list; its steps are worked out for the rows of one page, together."""

    session: Session
    missed: bool
    steps: tuple[Step, ...] = ()
    differs: tuple[tuple[str, str, str], ...] = ()

    @property
    def pressing(self) -> list[Pressing]:
        """The steps that somebody has to see to, or that nobody did; those of both sides in one."""
        sides: dict[tuple[StepKind, StepState, date], list[str]] = {}
        for step in self.steps:
            if step.state in PRESSING:
                sides.setdefault((step.kind, step.state, step.due), []).append(step.side)
        return [Pressing(*key, ", ".join(filter(None, found))) for key, found in sides.items()]

    @property
    def done(self) -> int:
        return sum(step.done is not None for step in self.steps)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a commission: its sessions, and what it missed."""

    commission: Text
    fault: str
    """Why its statute cannot be read; empty if it can, or if there is none."""
    governed: bool
    year: int | None
    missed: MissedYear | None
    rows: list[Row] = field(default_factory=list)


def commissions(viewer: Any) -> list[Text]:
    """The commissions in force that a person may see."""
    rows = seen(Text, viewer).filter(text_kind=TextKind.COMMISSION).exclude(in_force="").select_related("partner")
    return sorted(rows, key=lambda one: (one.title(), one.pk))


def years(viewer: Any, chosen: Sequence[Text], on: date) -> list[Year]:
    """The years of these commissions, the latest first; a commission without any session has one without a year."""
    rules = statute.in_force_of(chosen)
    held = seen(Session, viewer).filter(commission__in=chosen).select_related("commission__partner", "word")
    by_commission: dict[str, list[Session]] = {one.pk: [] for one in chosen}
    for each in held:
        by_commission[each.commission_id].append(each)
    return [year for one in chosen for year in _years(one, by_commission[one.pk], rules.get(one.pk), on)]


def _years(
    commission: Text, rows: list[Session], rules: statute.Statute | NoStatute | None, on: date
) -> Iterator[Year]:
    fault = sentence(rules) if isinstance(rules, NoStatute) else ""
    missed = {one.year: one for one in session_plan.missing(rows, rules, on)}
    dated = sorted(((_year(one), one) for one in rows), key=lambda each: (each[0], each[1].number), reverse=True)
    found = {year: [one for _year, one in group] for year, group in groupby(dated, key=lambda each: each[0])}
    for year in sorted({*found, *missed}, reverse=True) or [None]:
        shown = [Row(one, session_plan.missed(one, on)) for one in found.get(year or 0, ())]
        yield Year(commission, fault, rules is not None, year, missed.get(year or 0), shown)


def _year(session: Session) -> int:
    first = session_plan.bounds(session)[0]
    return first.year if first else 0


def work_out(page: Iterable[Year], on: date) -> None:
    """Fills in what is due of the sessions on a page, and where the partner's word differs."""
    rows = [row for year in page for row in year.rows]
    fill(rows, on)


def fill(rows: Collection[Row], on: date) -> None:
    """Fills in the steps and differences of some rows, at the cost of one."""
    known = evidence([row.session for row in rows])
    for row in rows:
        row.steps = session_plan.steps(row.session, on, known)
        row.differs = tuple(sessions.differences(row.session))
