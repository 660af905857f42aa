"""An existing report brought in: its file kept, its text read, its numbered conclusions proposed (COMMISSION.md, 10.1).

The text that is kept is the text that was read, so that every place in it is found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import commitment_proposed
from verbale.domain.cycle import report as reports
from verbale.domain.spine import document
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.engines.report import BUILT_IN, Labels, ReadReport, read_report
from verbale.kernel.errors import WrongUse
from verbale.records import files
from verbale.records.commitment import Bound, Commitment
from verbale.records.document import StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.report import Report


class WhichPartner(WrongUse):
    """With which partner were the conclusions of “{title}” agreed? It belongs to no session or visit that would say
    so. Name the partner."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that was read: what it is now, what is proposed anew, and how many conclusions were found in all."""

    report: Report
    proposed: list[Commitment]
    found: int


def bring_in(
    *, file: StoredFile, file_name: str, report: Mapping[str, Any], by: Person, at: datetime,
    partner: Party | None = None, bound: str = Bound.OURS, labels: Labels = BUILT_IN,
) -> Imported:  # fmt: skip
    """Records a report that exists already and takes its file in; ``report`` is what `report.record` is told.

    Without a date it has the day that stands on the paper, if that has come.
    """
    check_role(by, Role.DESK)
    read = _read(file, file_name, labels)
    dated = report.get("dated") or _past(read, at)
    with transaction.atomic():
        made = reports.record(**{**report, "dated": dated}, by=by, at=at)
        return _keep(made, read, file, file_name, partner, bound, by, at)


def take_in(
    *, report: Report, file: StoredFile, file_name: str, by: Person, at: datetime, partner: Party | None = None,
    bound: str = Bound.OURS, labels: Labels = BUILT_IN,
) -> Imported:  # fmt: skip
    """Takes in the file of a report that is recorded. What was proposed from a place before is not proposed again."""
    check_role(by, Role.DESK)
    read = _read(file, file_name, labels)
    with transaction.atomic():
        return _keep(report, read, file, file_name, partner, bound, by, at)


def partner_of(report: Report) -> Party | None:
    """With whom a report's session or visit was held."""
    if report.session is not None:
        return report.session.commission.partner
    return report.visit.partner if report.visit is not None else None


def _read(file: StoredFile, file_name: str, labels: Labels) -> ReadReport:
    """Reads a file that was looked into before: what is not sound is refused when it is attached."""
    document.examine(file)
    return read_report(files.path_of(file.sha256), name=file_name, labels=labels)


def _keep(
    report: Report, read: ReadReport, file: StoredFile, file_name: str, partner: Party | None, bound: str, by: Person,
    at: datetime,
) -> Imported:  # fmt: skip
    whose = partner or partner_of(report)
    if whose is None and read.commitments:
        raise WhichPartner(title=report.title)
    kept = reports.keep_text(report=report, text=read.text, language=read.language, by=by, at=at)
    if kept.document is None or kept.document.file_id != file.sha256:
        kept = reports.attach(report=kept, file=file, file_name=file_name, by=by, at=at)
    if whose is None:
        return Imported(kept, [], 0)
    new = commitment_proposed.propose(report=kept, read=read, partner=whose, by=by, at=at, bound=bound)
    return Imported(kept, new, len(read.commitments))


def _past(read: ReadReport, at: datetime) -> str:
    return read.dated.isoformat() if read.dated is not None and read.dated <= day_of(at) else ""
