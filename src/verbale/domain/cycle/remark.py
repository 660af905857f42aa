"""A superior's numbered remarks on a report, point by point, and the answers to them (S42; COMMISSION.md, 5.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.cycle import words
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.person import Person, Role
from verbale.records.report import Remark, Report

LONGEST_NAME = 200
MOST_REMARKS = 1_000


class NumberTaken(Refused):
    """The report “{title}” has a remark {number} already. Take another number, or none for the next."""


class BadNumber(Refused):
    """A remark cannot have the number {number}. Numbers go from 1 to {limit}."""


class AlreadyAnswered(Refused):
    """Remark {number} was answered before. Make a further remark where something is to be added."""


@transaction.atomic
def make(
    *, report: Report, by_whom: str, text: str, by: Person, at: datetime, point: str = "", on: str = "",
    number: int | None = None,
) -> Remark:  # fmt: skip
    """Records a remark on a point of a report, under its own number or the next; ``on`` may be imprecise."""
    check_role(by, Role.DESK)
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    rows = Remark.objects.filter(report=locked)
    wanted = (rows.aggregate(last=Max("number"))["last"] or 0) + 1 if number is None else number
    if not 1 <= wanted <= MOST_REMARKS:
        raise BadNumber(number=wanted, limit=MOST_REMARKS)
    if rows.filter(number=wanted).exists():
        raise NumberTaken(title=locked.title, number=wanted)
    remark = Remark.objects.create(
        report=locked, number=wanted, by_whom=words.line(by_whom, what="by whom", longest=LONGEST_NAME),
        on=ImpreciseDate.read(on).edtf, point=words.line(point, what="point", needed=False),
        text=words.entry(text, what="remark"), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _record("report.remarked", remark, by, at)
    return remark


@transaction.atomic
def answer(*, remark: Remark, text: str, by: Person, at: datetime) -> Remark:
    """Answers a remark, once."""
    check_role(by, Role.DESK)
    locked = Remark.objects.select_for_update(of=("self",)).select_related("report").get(pk=remark.pk)
    if locked.answered_at is not None:
        raise AlreadyAnswered(number=locked.number)
    locked.answer, locked.answered_at = words.entry(text, what="answer"), at
    locked.save(update_fields=["answer", "answered_at"])
    _record("report.remark answered", locked, by, at)
    return locked


def unanswered(report: Report | None = None) -> list[Remark]:
    """The remarks nobody has answered: of one report by number, or of all, the oldest first."""
    rows = Remark.objects.filter(answered_at=None).select_related("report")
    if report is not None:
        return list(rows.filter(report=report).order_by("number"))
    return list(rows.order_by("recorded_at", "number"))


def _record(act: str, remark: Remark, by: Person, at: datetime) -> None:
    facts: dict[str, Json] = {"number": remark.number, "point": remark.point}
    journal.record(act=act, thing=remark.report, by=by, at=at, facts=facts)
