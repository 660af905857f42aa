"""A report brought in: kept as it was read, its conclusions proposed once, or nothing of it at all."""

import io

import pytest

from tests.carrier.conftest import bureau
from tests.domain.cycle.sitting import sitting
from verbale.domain.cycle import report
from verbale.domain.spine import document
from verbale.domain.spine.person import NeedsRole
from verbale.engines.report import UnreadableReport
from verbale.journeys.report_import import WhichPartner, bring_in, take_in
from verbale.records.commitment import Commitment
from verbale.records.report import Report

__all__ = ["bureau"]

PAPER = (
    "On the visit\r\n12 May 2026\r\n\r\nConclusions\r\n\r\n1. A dyke is raised.\r\nIn charge: Board\r\nDate: 2027\r\n"
)
ABOUT = {"title": "On the visit", "author": "A. Weber", "holder": "Desk"}


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def stored(room, content=PAPER.encode(), name="report.txt"):
    file = document.store(io.BytesIO(content), name=name, at=room.at())
    return {"file": file, "file_name": name}


def test_it_is_kept_as_it_was_read(room):
    done = bring_in(report={**ABOUT, "session": room.session}, **stored(room), **room.desk(days=200))
    kept = Report.objects.get()
    assert (kept.text, kept.language, kept.dated, kept.document.file_name) == (PAPER, "en", "2026-05-12", "report.txt")
    (one,) = done.proposed
    assert (done.report, done.found, one.partner, kept.text[one.start : one.end].splitlines()[0]) == (
        kept, 1, room.bureau.partner, "1. A dyke is raised.",
    )  # fmt: skip
    again = take_in(report=kept, **stored(room), **room.desk())
    assert (again.found, again.proposed, Commitment.objects.count()) == (1, [], 1)


def test_a_date_that_has_not_come_is_not_taken(room):
    bring_in(
        report=ABOUT, partner=room.bureau.partner, **stored(room, PAPER.replace("2026", "2096").encode()), **room.desk()
    )
    assert Report.objects.get().dated == ""


def test_without_a_partner_or_as_no_report_nothing_is_kept(room):
    with pytest.raises(WhichPartner):
        bring_in(report=ABOUT, **stored(room), **room.desk())
    with pytest.raises(UnreadableReport):
        bring_in(report=ABOUT, **stored(room, b"PK\x03\x04broken", "x.docx"), **room.desk())
    assert (Report.objects.count(), Commitment.objects.count()) == (0, 0)


def test_running_text_needs_no_partner(room):
    done = bring_in(report=ABOUT, **stored(room, b"We talked. A boat is needed."), **room.desk())
    assert (done.found, done.proposed, done.report.text) == (0, [], "We talked. A boat is needed.")


def test_who_may(room):
    recorded = report.record(**ABOUT, **room.desk())
    who = {"by": room.bureau.who("auditor"), "at": room.at()}
    for verb, given in ((bring_in, {"report": ABOUT}), (take_in, {"report": recorded})):
        with pytest.raises(NeedsRole):
            verb(**given, **stored(room), partner=room.bureau.partner, **who)
