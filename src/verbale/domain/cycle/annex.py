"""The annexes that a report names, held here or missing (S119; COMMISSION.md, 5.4)."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.spine import document, journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.document import DocumentRole, StoredFile
from verbale.records.person import Person, Role
from verbale.records.report import Annex, Report

LONGEST_NUMBER = 20
MOST_ANNEXES = 1_000


class NumberTaken(Refused):
    """The report “{title}” has an annex {number} already."""


class TooMany(Refused):
    """The report “{title}” has {limit} annexes, which is the most."""


class AlreadyHeld(Refused):
    """Annex {number} is held already: “{paper}”."""


@transaction.atomic
def name(*, report: Report, number: str, by: Person, at: datetime, title: str = "", note: str = "") -> Annex:
    """Writes down that a report names an annex; it is missing until its paper is held."""
    check_role(by, Role.DESK)
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    wanted = words.line(number, what="number of the annex", longest=LONGEST_NUMBER)
    rows = Annex.objects.filter(report=locked)
    if rows.filter(number=wanted).exists():
        raise NumberTaken(title=locked.title, number=wanted)
    if rows.count() >= MOST_ANNEXES:
        raise TooMany(title=locked.title, limit=MOST_ANNEXES)
    annex = Annex.objects.create(
        report=locked, number=wanted, title=words.line(title, what="title", needed=False),
        note=words.line(note, what="note", needed=False), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _record("report.annex named", annex, by, at)
    return annex


def hold(*, annex: Annex, file: StoredFile, file_name: str, by: Person, at: datetime) -> Annex:
    """Attaches the paper of an annex, after looking into it, so that it is no longer missing."""
    check_role(by, Role.DESK)
    _check_missing(annex)
    examined = document.examine(file)
    with transaction.atomic():
        locked = Annex.objects.select_for_update(of=("self",)).select_related("report", "document").get(pk=annex.pk)
        _check_missing(locked)
        locked.document = document.attach(
            thing=locked, file=examined, role=DocumentRole.ORIGINAL, file_name=file_name,
            title=locked.title or locked.number, by=by, at=at,
        )  # fmt: skip
        locked.save(update_fields=["document"])
        _record("report.annex held", locked, by, at)
        return locked


@transaction.atomic
def note(*, annex: Annex, text: str, by: Person, at: datetime) -> Annex:
    """Writes down what is known of an annex: where it may be, who was asked for it."""
    check_role(by, Role.DESK)
    locked = Annex.objects.select_for_update(of=("self",)).select_related("report").get(pk=annex.pk)
    locked.note = words.line(text, what="note", needed=False)
    locked.save(update_fields=["note"])
    _record("report.annex noted", locked, by, at)
    return locked


def of(report: Report) -> list[Annex]:
    """The annexes of a report by number, as people count: 2 before 10, 4a after 4."""
    return sorted(Annex.objects.filter(report=report).select_related("document"), key=lambda one: _place(one.number))


def missing(report: Report | None = None) -> list[Annex]:
    """The annexes that are named and not held: of one report, or of all by report."""
    rows = Annex.objects.filter(document=None).select_related("report")
    if report is not None:
        rows = rows.filter(report=report)
    return sorted(rows, key=lambda one: (one.report.title, one.report_id, _place(one.number)))


def _check_missing(annex: Annex) -> None:
    if annex.document is not None:
        raise AlreadyHeld(number=annex.number, paper=annex.document.file_name)


def _place(number: str) -> tuple[tuple[tuple[int, str], ...], str]:
    return tuple((int(digits or 0), rest) for digits, rest in re.findall(r"([0-9]*)([^0-9]*)", number)), number


def _record(act: str, annex: Annex, by: Person, at: datetime) -> None:
    facts: dict[str, Json] = {"number": annex.number, "held": annex.document_id is not None}
    journal.record(act=act, thing=annex.report, by=by, at=at, facts=facts)
