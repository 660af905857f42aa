"""Reports: deadline by the statute, issued in time or late, submitted, a further one promised and followed."""

from datetime import date

import pytest

from tests.domain.cycle.bureau import acts, pdf, told
from tests.domain.cycle.sitting import found, govern, sitting
from tests.records.rows import make
from verbale.domain.cycle import report, sentence, visit
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.report import BadReport, Standing
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine import document
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records import models as records
from verbale.records.report import Report

OVER = {"days": 200}
"""So long that the session of May 2027 is over."""


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def recorded(room, **more):
    given = {"title": "Report on the visit", "author": "Anna Weber", "holder": "Desk"} | more
    return report.record(**given, **room.desk())


def trip(room, **more):
    given = {"title": "Visit", "side": "OURS", "begins": "2027-06-01", "ends": "2027-06-10"} | more
    return visit.plan(partner=room.bureau.partner, **given, **room.desk())


def test_the_deadline_is_counted_by_the_statute(room):
    assert recorded(room, session=room.session).due == date(2027, 5, 18)
    assert recorded(room, visit=trip(room)).due == date(2027, 6, 12)
    assert recorded(room, visit=trip(room, session=room.session, ends="2027-06")).due == date(2027, 7, 2)
    assert recorded(room, session=room.session, due=date(2027, 5, 17)).due == date(2027, 5, 17)
    assert recorded(room).due is None


@pytest.mark.parametrize("begins", ["2027-05-10", "2027-05"])
def test_without_an_end_it_is_counted_from_the_last_day_it_may_have(room, begins):
    ends = date(2027, 5, 12) if begins == "2027-05-10" else date(2027, 6, 2)
    assert recorded(room, visit=trip(room, begins=begins, ends="")).due == ends


def test_without_a_statute_or_with_two_commissions_no_deadline_follows(room):
    another = found(room.bureau)
    assert recorded(room, visit=trip(room)).due is None
    session = sessions.plan(commission=another, begins="2027", host="OURS", **room.desk())
    one = recorded(room, session=session)
    assert one.due is None
    with pytest.raises(report.NoDeadline):
        report.set_due(report=one, **room.desk())
    govern(room.bureau, another, report="P1W")
    assert report.set_due(report=one, **room.desk()).due == date(2028, 1, 7)
    assert report.set_due(report=one, due=date(2028, 2, 1), **room.desk()).due == date(2028, 2, 1)


def test_only_a_visit_beside_the_session_goes_with_it(room):
    with pytest.raises(BadReport):
        recorded(room, session=room.session, visit=trip(room))
    one = trip(room, session=room.session)
    kept = recorded(room, session=room.session, visit=one)
    assert (kept.session, kept.visit) == (room.session, one)


@pytest.mark.parametrize(
    ("due", "dated", "on", "standing"),
    [
        (None, "", (2027, 6, 1), Standing.UNDATED),
        (None, "2027-05-18", (2027, 6, 1), Standing.ISSUED),
        ((2027, 5, 18), "", (2027, 5, 18), Standing.AWAITED),
        ((2027, 5, 18), "", (2027, 5, 19), Standing.OVERDUE),
        ((2027, 5, 18), "2027-05-18", (2027, 5, 19), Standing.ISSUED),
        ((2027, 5, 18), "2027-05-19", (2027, 5, 19), Standing.ISSUED_LATE),
        ((2027, 5, 18), "2027-05", (2027, 5, 19), Standing.ISSUED),
    ],
)
def test_how_a_report_stands(due, dated, on, standing):
    row = Report(due=date(*due) if due else None, dated=dated)
    assert report.standing(row, date(*on)) is standing


def test_a_report_is_issued_once_handed_over_and_submitted(room):
    room.at(**OVER)
    one = recorded(room, session=room.session)
    with pytest.raises(report.NotIssued):
        report.submit(report=one, to="The minister", on=date(2027, 5, 19), **room.desk())
    assert report.overdue(date(2027, 5, 19)) == [one]
    report.issue(report=one, dated="2027-05-18", **room.desk())
    with pytest.raises(report.AlreadyIssued):
        report.issue(report=one, dated="2027-05-19", **room.desk())
    report.hand_over(report=one, holder="Archive", **room.desk())
    with pytest.raises(BadWords):
        report.submit(report=one, on=date(2027, 5, 19), **room.desk())
    with pytest.raises(BadReport):
        report.submit(report=one, to="The minister", on=date(2028, 5, 19), **room.desk())
    kept = report.submit(report=one, to="The minister", on=date(2027, 5, 19), **room.desk())
    with pytest.raises(report.AlreadySubmitted):
        report.submit(report=one, to="The minister", on=date(2027, 5, 20), **room.desk())
    assert (kept.dated, kept.holder, kept.submitted_to, kept.submitted_on) == (
        "2027-05-18", "Archive", "The minister", date(2027, 5, 19),
    )  # fmt: skip
    assert report.overdue(date(2027, 6, 19)) == []
    assert acts(one) == ["report.recorded", "report.issued", "report.handed over", "report.submitted"]
    assert told(room.bureau.partner) == []


def test_a_further_report_is_promised_and_followed(room):
    room.at(**OVER)
    one = recorded(room, session=room.session, dated="2027-05-18")
    report.submit(report=one, to="The minister", on=date(2027, 5, 19), **room.desk())
    given = {"title": "On the circuits", "author": "Anna Weber", "holder": "Desk", "due": date(2027, 5, 25)}
    further = report.promise(report=one, **given, **room.desk())
    assert (report.promised(one), further.submitted_to, further.session) == ([further], "The minister", room.session)
    assert report.overdue(date(2027, 5, 26)) == [further]
    report.issue(report=further, dated="2027-05-26", **room.desk())
    kept = report.submit(report=further, on=date(2027, 5, 26), **room.desk())
    assert (kept.submitted_to, report.standing(kept, date(2027, 6, 1))) == ("The minister", Standing.ISSUED_LATE)


def test_a_report_promised_before_it_was_submitted_says_to_whom(room):
    one = recorded(room)
    given = {"title": "More", "author": "A", "holder": "B", "due": date(2027, 5, 25)}
    with pytest.raises(BadWords):
        report.promise(report=one, **given, **room.desk())
    assert report.promise(report=one, to="The board", **given, **room.desk()).submitted_to == "The board"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"title": ""}, BadWords),
        ({"author": " "}, BadWords),
        ({"holder": "a" * 201}, BadWords),
        ({"dated": "soon"}, NoDate),
        ({"dated": "immediately:2026-01-01"}, BadReport),
        ({"dated": "../2026-01-01"}, BadReport),
        ({"dated": "2026-11-22"}, BadReport),
    ],
)
def test_what_cannot_be_is_refused(room, more, fault):
    with pytest.raises(fault):
        recorded(room, **more)
    assert Report.objects.count() == 0


def test_its_paper_and_its_text_are_kept(room):
    one = recorded(room)
    file = room.bureau.store(pdf("Report"))
    assert report.attach(report=one, file=file, file_name="r.pdf", **room.desk()).document.file_id == file.pk
    kept = report.keep_text(report=one, text=" As it was read.\f", language="en", **room.desk())
    assert (kept.text, kept.language, kept.document.file_id) == (" As it was read.\f", "en", file.pk)
    for bad in ("a\0", "a\ud800", "a" * 5_000_001):
        with pytest.raises(BadReport):
            report.keep_text(report=one, text=bad, language="en", **room.desk())
    with pytest.raises(BadWords):
        report.keep_text(report=one, text="a", language="English", **room.desk())


@pytest.mark.parametrize("pointing", ["sentence", "commitment"])
def test_a_text_to_which_places_point_stays(room, pointing):
    one = report.keep_text(report=recorded(room), text="It is necessary.", language="en", **room.desk())
    if pointing == "sentence":
        sentence.mark(report=one, start=0, end=16, mark="need", **room.desk())
    else:
        make(records.Commitment, partner=room.bureau.partner, report=one, start=0, end=16)
    with pytest.raises(report.HasPlaces):
        report.keep_text(report=one, text="Another.", language="en", **room.desk())
    assert report.keep_text(report=one, text="It is necessary.", language="de", **room.desk()).language == "de"


def test_a_refused_file_is_not_taken(room):
    one = recorded(room)
    with pytest.raises(document.NotSound):
        report.attach(report=one, file=room.bureau.store(b"%PDF-1.4 broken"), file_name="r.pdf", **room.desk())
    assert Report.objects.get().document is None


def test_only_the_desk_writes(room):
    one, by = recorded(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    for act in (
        lambda: report.record(title="x", author="x", holder="x", **by),
        lambda: report.set_due(report=one, due=date(2027, 1, 1), **by),
        lambda: report.issue(report=one, dated="2026", **by),
        lambda: report.hand_over(report=one, holder="x", **by),
        lambda: report.submit(report=one, to="x", on=date(2026, 1, 1), **by),
        lambda: report.promise(report=one, title="x", author="x", holder="x", due=date(2027, 1, 1), **by),
        lambda: report.attach(report=one, file=None, file_name="x", **by),
        lambda: report.keep_text(report=one, text="x", language="en", **by),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert list(Report.objects.visible_to(room.bureau.who("auditor"))) == [one]
    assert list(Report.objects.visible_to(room.bureau.who("librarian"))) == []
