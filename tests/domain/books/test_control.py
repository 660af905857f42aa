"""Control: what presses on a day, whose it is, what moved and why, what the partner let pass; in a few queries."""

from datetime import date

import pytest

from tests.domain.cycle.commitments import open_desk
from tests.records.rows import make
from verbale.domain.books.control import Span, Tally, bars, due
from verbale.domain.books.control_row import Moved, Source, Step, Word
from verbale.domain.cycle import commitment, commitment_arrival, commitment_date, commitment_proposed
from verbale.domain.cycle.commitment_content import Member, Stage
from verbale.domain.cycle.commitment_content import Source as From
from verbale.engines.report import read_report
from verbale.records import models as records
from verbale.records.commitment import CommitmentState, PartIn

ON = date(2026, 12, 1)


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def control(desk, **asked):
    return due(**({"viewer": desk.clerk, "as_of": ON} | asked))


def named(rows):
    return [row.number for row in rows]


def test_what_waits_for_us_comes_first_the_longest_overdue_before_the_others(desk):
    for number, bound, when in (
        ("1", "theirs", "2026-01"), ("2", "ours", ""), ("3", "ours", "2026-12"), ("4", "both", "2026-02"),
        ("5", "ours", "2026-11"), ("6", "ours", "2026-10"), ("7", "theirs", "2026-12"), ("8", "theirs", ""),
        ("9", "ours", "2027-06"), ("10", "ours", "2026-10"),
    ):  # fmt: skip
        desk.committed(number=number, bound=bound, due=when)
    found = control(desk)
    assert named(found.rows) == ["6", "10", "5", "4", "3", "1", "7", "9", "2", "8"]
    assert named(found.listed) == ["6", "10", "5", "4", "3", "1", "7", "2", "8"]
    assert named(found.waits_for_us) == ["6", "10", "5", "4", "3"]
    assert [(row.timing, row.days_over) for row in found.rows[:5]] == [
        ("overdue", 31), ("overdue", 31), ("overdue", 1), ("overdue", 276), ("due", 0),
    ]  # fmt: skip
    assert (found.as_of, found.days) == (ON, 30)


def test_so_many_days_ahead_a_partner_and_a_side_can_be_asked_for(desk):
    for number, bound, when in (("1", "ours", "../2026-12-31"), ("2", "ours", "../2027-01-01"), ("3", "both", "2026")):
        desk.committed(number=number, bound=bound, due=when)
    desk.committed(number="4", partner=desk.third, due="2026")
    assert named(control(desk).listed) == ["4", "1", "3"]
    assert named(control(desk, days=31).listed) == ["4", "1", "2", "3"]
    assert named(control(desk, partner=desk.partner).listed) == ["1", "3"]
    assert named(control(desk, side="both").listed) == ["3"]
    assert control(desk, viewer=desk.librarian).rows == ()


def test_a_row_says_all_that_the_desk_asks(desk):
    members = [Member(PartIn.IN_CHARGE, "The library"), Member(PartIn.CONTROLS, "The desk")]
    stages = [Stage("Proposals", "2026-06", "June"), Stage("Agreements", "2026-12", "December")]
    paper = make(records.Complex, programme=make(records.Programme, partner=desk.partner, titles={"en": "To 2030"}),
                 number=7, titles={"en": "Lasers"})  # fmt: skip
    row = desk.shared(bound="both", due="2026-10", own_due="2026-09", due_as_written="October", members=members,
                      stages=stages, sector_complex=paper)  # fmt: skip
    records.Text.objects.update(titles={"en": "Minutes of 2026"})
    commitment_date.reach(milestone=row.milestones.get(place=1), on=date(2026, 7, 1), **desk.doing())
    step = row.milestones.get(place=2)
    commitment_date.move(commitment=row, milestone=step, due="2027-01", reason="Later", **desk.doing())
    body = {
        "text": row.agreed_id, "article": "3", "number": "3", "state": "open", "due": "2027-03", "reason": "Illness",
        "apology": "We regret it",
    }  # fmt: skip
    commitment_arrival.told(partner=desk.partner, body=body, at=desk.at())
    commitment_arrival.accept_word(commitment=row, **desk.doing())
    (found,) = control(desk).rows
    day = date(2026, 11, 21)
    assert (found.id, found.number, found.text, found.partner, found.bound, found.state) == (
        row.pk, "3", "Send the list of journals.", "FI-NHI", "both", "open",
    )  # fmt: skip
    assert (found.due, found.due_as_written, found.own_due) == ("2027-03", "October", "2026-09")
    assert (found.timing, found.days_over, found.last, found.pressing) == ("overdue", 62, date(2026, 9, 30), "")
    assert found.in_charge == ("The library",)
    assert found.milestones == (
        Step("Proposals", "2026-06", "June", date(2026, 7, 1), "done"),
        Step("Agreements", "2027-01", "December", None, "not yet"),
    )
    assert found.moved == (
        Moved("2026-12", "2027-01", "OURS", "Later", "", day, False, "Agreements"),
        Moved("2026-10", "2027-03", "FI-NHI", "Illness", "We regret it", day, False, ""),
    )
    assert (found.moves, found.complex) == (2, ("To 2030", 7, "Lasers"))
    assert found.source == Source("text", row.agreed_id, "Minutes of 2026", row.revision, "3")
    assert found.word == Word("open", "2027-03", "Illness", "We regret it", day, False)


def test_a_source_in_a_report_is_a_place(desk):
    report = desk.report(title="A visit")
    desk.committed(source=From(report=report, start=3, end=40))
    desk.committed()
    sources = {row.source for row in control(desk).rows}
    assert sources == {Source("report", report.pk, "A visit", start=3, end=40), Source()}


def test_the_conclusions_of_a_real_report_on_days_after_it(desk, shared):
    read = read_report(next((shared / "seeds").glob("002*")), name="002")
    made = commitment_proposed.propose(report=desk.report(read.text), read=read, partner=desk.partner, **desk.doing())
    for row in made:
        commitment_proposed.confirm(commitment=row, **desk.doing())

    def on(day):
        listed = control(desk, as_of=date.fromisoformat(day), days=0).listed
        return {row.number: (row.timing, row.days_over) for row in listed}

    first, undated = {"5": ("due", 0)}, {"1": ("undated", 0)}
    assert on("1987-05-18") == first | undated
    assert on("1987-07-01") == {"5": ("overdue", 44), "2": ("overdue", 1)} | undated
    assert list(on("1987-11-01")) == ["5", "2", "4", "6", "3", "1"]
    assert on("1987-11-01") == {
        "5": ("overdue", 167), "2": ("overdue", 124), "4": ("overdue", 1), "6": ("overdue", 1), "3": ("due", 0),
    } | undated  # fmt: skip


def test_a_milestone_that_was_missed_presses(desk):
    desk.committed(stages=[Stage("Proposals", "2026-10")])
    (found,) = control(desk).listed
    assert (found.due, found.timing, found.days_over, found.pressing, found.milestones[0].timing) == (
        "", "overdue", 31, "Proposals", "overdue",
    )  # fmt: skip


def test_what_does_not_stand_is_not_listed_and_proposals_are_counted(desk):
    desk.committed(state=CommitmentState.PROPOSED, due="2026-10")
    commitment.change(commitment=desk.committed(due="2026-10"), state="done", **desk.doing())
    found = control(desk)
    assert (found.rows, found.proposed) == ((), 1)


def test_the_unanswered_and_the_often_moved_stand_by_themselves(desk):
    silent = desk.committed(number="1", bound="theirs", due="2026-10")
    often = desk.committed(number="2", bound="theirs", due="2027-01")
    for when in ("2027-02", "2027-03"):
        commitment_date.move(commitment=often, due=when, reason="Illness", side="FI-NHI", **desk.doing())
    once = desk.committed(number="3", due="2027-01")
    commitment_date.move(commitment=once, due="2027-02", reason="Money", **desk.doing())
    found = control(desk)
    assert [one.commitment for one in found.unanswered] == [silent.pk]
    assert [(one.number, one.moved) for one in found.delays] == [("1", 0), ("2", 2)]
    assert [(row.number, row.moves) for row in found.moved] == [("2", 2), ("3", 1)]


def test_sums_by_side_ministry_and_complex(desk):
    programme = make(records.Programme, partner=desk.partner, titles={"en": "To 2030"})
    lasers, soils = (make(records.Complex, programme=programme, number=n, titles={"en": t})
                     for n, t in ((10, "Lasers"), (2, "Soils")))  # fmt: skip
    both = [Member(PartIn.IN_CHARGE, "Ministry A"), Member(PartIn.IN_CHARGE, "Ministry B")]
    desk.committed(due="2026-10", members=both, sector_complex=lasers)
    desk.committed(due="2026-12", members=[*both[:1], *both[:1]], sector_complex=lasers, bound="theirs")
    desk.committed(members=both[1:], sector_complex=soils)
    found = control(desk)
    assert found.by_side == (Tally("ours", 2, overdue=1, undated=1), Tally("theirs", 1, due=1))
    assert found.by_ministry == (
        Tally("Ministry A", 2, overdue=1, due=1), Tally("Ministry B", 2, overdue=1, undated=1),
    )  # fmt: skip
    assert found.by_complex == (
        Tally("To 2030, 2. Soils", 1, undated=1), Tally("To 2030, 10. Lasers", 2, overdue=1, due=1),
    )  # fmt: skip


def test_a_picture_has_a_bar_for_all_that_has_a_date(desk):
    row = desk.committed(
        number="1", due="2026-10", own_due="2026-09", stages=[Stage("Draft", "2026-08"), Stage("Talk")]
    )
    commitment_date.move(commitment=row, due="../2027-01-31", reason="Later", **desk.doing())
    desk.committed(number="2", due="2026")
    desk.committed(number="3")
    second, first = bars(control(desk))
    assert (second.label, second.whole, second.earliest, second.latest) == (
        "FI-NHI 2", Span(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert (first.id, first.timing, first.bound) == (row.pk, "overdue", "ours")
    assert first.whole == Span(date(2027, 1, 31), date(2027, 1, 31))
    assert first.own == Span(date(2026, 9, 1), date(2026, 9, 30))
    assert first.moved_from == (Span(date(2026, 10, 1), date(2026, 10, 31)),)
    assert first.milestones == (Span(date(2026, 8, 1), date(2026, 8, 31), "Draft"),)
    assert (first.earliest, first.latest) == (date(2026, 8, 1), date(2027, 1, 31))


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_are_as_many_for_many(desk, many, django_assert_num_queries):
    for number in range(many):
        row = desk.committed(number=str(number), bound="theirs", due="2026-10", stages=[Stage("A", "2026-09")])
        commitment_date.move(commitment=row, due="2026-11", reason="Later", side="FI-NHI", **desk.doing())
        shared = desk.shared(number=f"3.{number}", bound="both", due="2026-10")
        make(records.CommitmentWord, commitment=shared, due="2027-01")
    desk.clerk.roles  # noqa: B018 - read once a request
    with django_assert_num_queries(8):
        found = control(desk)
        assert (len(found.rows), len(found.delays), len(bars(found))) == (2 * many, 3 * many, 2 * many)
