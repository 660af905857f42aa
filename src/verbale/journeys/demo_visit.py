"""A visit in the demo, its report with numbered conclusions, a programme, and what is drafted for the next session."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

from verbale.domain.books import memorandum_draft
from verbale.domain.cycle import (
    acting_body,
    assignment,
    direct_relation,
    memorandum,
    programme,
    remark,
    reminder,
    session,
    visit,
    waiting,
    wish,
)
from verbale.domain.cycle.programme_content import Condition, Signatory
from verbale.domain.spine import document, instrument, party
from verbale.journeys import report_import
from verbale.journeys.demo_commission_cast import ASSIGNMENTS, CONDITIONS, REPORT, SECTORS
from verbale.journeys.demo_node import who
from verbale.records.party import Party
from verbale.records.programme import BodyKind, Complex
from verbale.records.text import Text


def visit_partner(*, partner: str, begins: date, at: datetime) -> str:
    """A working visit of ours under a directive; its assignments are checked one by one (S74)."""
    by, their = who("desk"), Party.objects.get(code=partner)
    directive = instrument.record(title="Directive for the working visit", by=by, at=at, dated=begins.isoformat())
    last = (begins + timedelta(days=6)).isoformat()
    planned = visit.plan(
        partner=their, title="Working visit on hydrology", side=party.us().code, begins=begins.isoformat(), ends=last,
        leader="Franz Egli", place="The upper river", directive=directive, by=by, at=at,
    )  # fmt: skip
    wished = wish.add(visit=planned, side=party.us().code, text="To see a gauging station in winter.", by=by, at=at)
    named = [(assignment.assign(visit=planned, text=text, by=by, at=at), *rest) for text, *rest in ASSIGNMENTS]
    visit.made(visit=planned, begins=begins.isoformat(), ends=last, by=by, at=at)
    for one, fulfilled, shown_by in named:
        assignment.check(assignment=one, fulfilled=fulfilled, shown_by=shown_by, by=by, at=at)
    wish.meet(wish=wished, met="no", note="The stations are closed until spring.", by=by, at=at)
    result = assignment.result(planned)
    coming = at.date() + timedelta(days=60)
    visit.plan(
        partner=their, title="Visit of their president", side=partner, begins=coming.isoformat()[:7], leader="Qian Rui",
        by=by, at=at,
    )  # fmt: skip
    return f"{result.yes} assignments fulfilled, {result.partly} partly, {result.no} not"


def bring_report(*, partner: str, at: datetime) -> list[str]:
    """The report on the visit is read in; a remark of a superior, a deferred decision; what is proposed of it."""
    by = who("desk")
    file = document.store(io.BytesIO(REPORT.encode()), name="report.txt", at=at)
    made = report_import.bring_in(
        file=file, file_name="report.txt", partner=Party.objects.get(code=partner), by=by, at=at,
        report={"title": "Report on the working visit", "author": "Chiara Rossi", "holder": "Franz Egli"},
    )  # fmt: skip
    asked = "Say who pays for the sensors."
    remark.make(report=made.report, by_whom="Eva Brunner", point="2", text=asked, by=by, at=at)
    waiting.defer(
        text="Whether a second river is taken up", waits_for="The result of the first season", report=made.report,
        review_on=at.date() + timedelta(days=90), by=by, at=at,
    )  # fmt: skip
    return [f"{one.number} {one.text}" for one in made.proposed]


def record_programme(*, partner: str, at: datetime) -> int:
    """A long-term programme by sector, its conditions, and two institutes in direct relation; how many complexes."""
    by, their, us = who("desk"), Party.objects.get(code=partner), party.us()
    signed = (Signatory(us.code, "Franz Egli", "Secretary"), Signatory(partner, "Qian Rui", "President"))
    row = programme.record(
        partner=their, titles={"en": "Long-term programme for water", "zh": "水资源长期规划"}, signatories=signed,
        years=5, begins=str(at.year), ends=str(at.year + 5), supplement_by=f"../{at.year}-12-31",
        own_supplement_by=f"{at.year}-11", by=by, at=at,
    )  # fmt: skip
    held = [Condition(what, text) for what, text in CONDITIONS]
    programme.hold_conditions(programme=row, conditions=held, by=by, at=at)
    made: list[Complex] = []
    for number, (sector, title, chinese) in enumerate(SECTORS, start=1):
        titles = {"en": title, "zh": chinese}
        made.append(programme.add_complex(programme=row, number=number, sector=sector, titles=titles, by=by, at=at))
    named = [
        acting_body.name_body(side=side, name=name, what=BodyKind.INSTITUTE, by=by, at=at)
        for side, name in ((us, "Institute for Hydrology"), (their, "Institute of the Yellow Soil"))
    ]
    direct_relation.relate(sector_complex=made[0], ours=named[0], theirs=named[1], since=str(at.year), by=by, at=at)
    return len(made)


def draft_next(*, founded: str, begins: date, at: datetime) -> int:
    """Plans the next session and drafts our memorandum for it; how many open commitments it asks for."""
    by = who("desk")
    reminder.make_rule(days_before=14, bound="both", every=7, by=by, at=at)
    planned = session.plan(
        commission=Text.objects.get(pk=founded), begins=begins.isoformat()[:7], by=by, at=at, host=party.us().code
    )
    drafted = memorandum_draft.draft(session=planned, viewer=by, on=at.date())
    memorandum.draft(session=planned, content=drafted.content, by=by, at=at)
    return drafted.commitments
