"""What is due around a session, on every day; and years with fewer sessions than were agreed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.commission import with_statute
from tests.domain.cycle.sitting import found, sitting
from tests.records.rows import make
from verbale.domain.cycle import delegation, session
from verbale.domain.cycle.delegation import Named
from verbale.domain.cycle.session_evidence import Evidence
from verbale.domain.cycle.session_plan import MissedYear, Step, StepKind, StepState, missed, missed_years, steps
from verbale.domain.cycle.statute import Span, Statute, Terms
from verbale.domain.spine import office
from verbale.records import models as records
from verbale.records.session import Session

DAY = timedelta(days=1)
AGENDA, MEMORANDUM, DELEGATION, MINUTES, REPORT = StepKind
RANK = {StepState.COMING: 0, StepState.DUE: 1, StepState.LATE: 2, StepState.MISSED: 3}


def moment(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def planned(bureau, commission, begins="1957-12-14", ends="1957-12-16", **more):
    by = bureau.who("desk")
    return session.plan(commission=commission, begins=begins, ends=ends, by=by, at=bureau.at(), **more)


@pytest.fixture
def one(bureau):
    return planned(bureau, with_statute(bureau, delegation=Span("P10D"), minutes=Span("P1M"), report=Span("P2W")))


def standing(one, kind, on, side="OURS"):
    (step,) = [step for step in steps(one, on) if step.kind is kind and step.side == side]
    return step.state


def test_what_is_due_stands_in_the_order_of_its_days(one):
    told = [
        (step.kind.value, step.side, step.due.isoformat(), step.done, step.state.value)
        for step in steps(one, date(1957, 12, 1))
    ]
    assert told == [
        ("agenda", "OURS", "1957-10-14", None, "late"), ("agenda", "THEIRS", "1957-10-14", None, "late"),
        ("memorandum", "OURS", "1957-11-30", None, "late"), ("memorandum", "THEIRS", "1957-11-30", None, "late"),
        ("delegation", "OURS", "1957-12-04", None, "due"), ("delegation", "THEIRS", "1957-12-04", None, "due"),
        ("report", "OURS", "1957-12-30", None, "coming"), ("minutes", "", "1958-01-16", None, "coming"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(1957, 9, 29), "coming"), (date(1957, 9, 30), "due"), (date(1957, 10, 13), "due"),
        (date(1957, 10, 14), "due"), (date(1957, 10, 15), "late"), (date(1957, 12, 14), "late"),
        (date(1957, 12, 16), "late"), (date(1957, 12, 17), "missed"), (date(2026, 1, 1), "missed"),
    ],
)  # fmt: skip
def test_an_agenda_on_each_day_around_its_due_date(one, on, state):
    assert {standing(one, AGENDA, on), standing(one, AGENDA, on, "THEIRS")} == {state}


@pytest.mark.parametrize(("kind", "side"), [(MINUTES, ""), (REPORT, "OURS")])
def test_minutes_and_report_are_late_and_never_missed(one, kind, side):
    due = {step.kind: step.due for step in steps(one, date(1957, 1, 1))}[kind]
    days = (due - 15 * DAY, due - 14 * DAY, due, due + DAY, date(2026, 1, 1))
    assert [standing(one, kind, on, side).value for on in days] == ["coming", "due", "due", "late", "late"]


@pytest.mark.parametrize(
    ("begins", "agenda", "memorandum"),
    [
        ("1958-04-30", "1958-02-28", "1958-04-16"), ("1956-04-30", "1956-02-29", "1956-04-16"),
        ("1958-01-31", "1957-11-30", "1958-01-17"), ("1958-01-01", "1957-11-01", "1957-12-18"),
        ("1958-03", "1958-01-01", "1958-02-15"), ("1958", "1957-11-01", "1957-12-18"),
        ("1958-03-10/1958-03-20", "1958-01-10", "1958-02-24"),
    ],
)  # fmt: skip
def test_lead_times_are_months_of_the_calendar_before_the_first_day_it_may_begin(bureau, begins, agenda, memorandum):
    one = planned(bureau, with_statute(bureau), begins, "")
    due = {step.kind: step.due.isoformat() for step in steps(one, date(1957, 1, 1)) if step.side == "OURS"}
    assert (due[AGENDA], due[MEMORANDUM]) == (agenda, memorandum)


@pytest.mark.parametrize(
    ("begins", "ends", "last"),
    [("1957-12-14", "", "1957-12-14"), ("1957-12", "", "1957-12-31"), ("1957-12-14", "1957-12", "1957-12-31")],
)
def test_what_comes_after_is_counted_from_the_last_day_it_may_end(bureau, begins, ends, last):
    one = planned(bureau, with_statute(bureau, report=Span("P0D")), begins, ends)
    assert {step.due.isoformat() for step in steps(one, date(1957, 1, 1)) if step.kind in (MINUTES, REPORT)} == {last}


def memorandum(one, side, version, told_at, **content):
    state = "told" if told_at else "draft"
    return make(
        records.Memorandum, session=one, side=side, version=version, told_at=told_at, state=state, **content
    )  # fmt: skip


ITEM, ROW = {"id": "1", "title": {"en": "Books"}}, {"on": "1957-12-14", "at": "", "what": {"en": "Opening"}}


def test_an_agenda_is_done_by_the_first_memorandum_that_was_told_with_one(one):
    memorandum(one, "OURS", 1, moment(date(1957, 10, 1)))
    memorandum(one, "OURS", 2, moment(date(1957, 10, 14)), agenda=[ITEM])
    memorandum(one, "OURS", 3, moment(date(1957, 12, 1)), agenda=[ITEM], schedule=[ROW])
    memorandum(one, "THEIRS", 1, None, agenda=[ITEM], schedule=[ROW])
    on = date(1957, 12, 10)
    done = {
        (step.kind, step.side): (step.done, step.state) for step in steps(one, on) if step.kind in (AGENDA, MEMORANDUM)
    }
    assert done == {
        (AGENDA, "OURS"): (date(1957, 10, 14), StepState.DONE), (AGENDA, "THEIRS"): (None, StepState.LATE),
        (MEMORANDUM, "OURS"): (date(1957, 10, 14), StepState.DONE), (MEMORANDUM, "THEIRS"): (None, StepState.LATE),
    }  # fmt: skip


def test_what_was_done_after_its_day_was_done_late_and_is_never_missed(one):
    memorandum(one, "THEIRS", 1, moment(date(1957, 10, 15)), agenda=[ITEM], schedule=[ROW])
    assert standing(one, AGENDA, date(2026, 1, 1), "THEIRS") is StepState.DONE_LATE
    assert standing(one, MEMORANDUM, date(2026, 1, 1), "THEIRS") is StepState.DONE


def test_a_day_is_the_office_s_own(one, bureau):
    office.describe(by=bureau.who("admin"), at=bureau.at(), time_zone="Asia/Shanghai")
    memorandum(one, "OURS", 1, datetime(1957, 10, 14, 17, tzinfo=UTC), agenda=[ITEM])
    step = next(step for step in steps(one, date(1957, 12, 1)) if (step.kind, step.side) == (AGENDA, "OURS"))
    assert step == Step(AGENDA, "OURS", date(1957, 10, 14), date(1957, 10, 15), StepState.DONE_LATE)


def test_a_delegation_is_named_once_it_was_told(one):
    make(records.Delegation, session=one, side="OURS", told_at=None)
    make(records.Delegation, session=one, side="THEIRS", told_at=moment(date(1957, 12, 4)))
    on = date(1957, 12, 5)
    assert (standing(one, DELEGATION, on), standing(one, DELEGATION, on, "THEIRS")) == ("late", "done")


def test_a_delegation_that_is_named_again_was_told_when_it_was_told_first(bureau):
    room = sitting(bureau)
    people = [Named("Franz Egli", "President", "head"), Named("Eva Brunner", "Head")]
    by, until = bureau.who("desk"), date(2040, 1, 1)
    first = bureau.clock.now().date()
    for _ in range(2):
        named = delegation.name(to=room.session, delegates=people, keep_until=until, by=by, at=bureau.at())
        delegation.tell(delegation=named, by=by, at=bureau.at())
        bureau.clock.forward(days=3)
    delegation.name(to=room.session, delegates=people, keep_until=until, by=by, at=bureau.at())
    step = next(one for one in steps(room.session, first) if (one.kind, one.side) == (DELEGATION, "OURS"))
    assert (step.done, step.state) == (first, StepState.DONE)


def test_minutes_are_done_when_they_are_concluded_and_a_report_on_its_day(one):
    kept = make(records.Minutes, session=one)
    make(records.Report, session=one, dated="")
    assert standing(one, MINUTES, date(1958, 2, 1), "") is StepState.LATE
    records.Minutes.objects.filter(pk=kept.pk).update(concluded_at=moment(date(1958, 1, 16)))
    make(records.Report, session=one, dated="1957-12-31")
    on = date(1958, 2, 1)
    assert (standing(one, MINUTES, on, ""), standing(one, REPORT, on)) == (StepState.DONE, StepState.DONE_LATE)


def test_another_session_s_records_show_nothing_here(one, bureau):
    other = planned(bureau, one.commission, "1958-12-14", "")
    memorandum(other, "OURS", 1, moment(date(1957, 1, 1)), agenda=[ITEM])
    assert {step.done for step in steps(one, date(1957, 10, 1))} == {None}


def test_what_is_cancelled_asks_for_nothing(one, bureau):
    session.cancel(session=one, reason="Snow", by=bureau.who("desk"), at=bureau.at())
    assert steps(Session.objects.get(), date(1957, 10, 1)) == ()


def test_without_a_statute_nothing_is_due(bureau):
    one = planned(bureau, found(bureau), host="OURS")
    assert (steps(one, date(1957, 10, 1)), missed_years(one.commission, date(2026, 1, 1))) == ((), ())


@pytest.mark.parametrize("begins", ["0001-01-01", "9999-12-31", "0001", "9999"])
def test_no_date_is_too_far_for_a_plan(bureau, begins):
    one = planned(bureau, with_statute(bureau), begins, "")
    assert len(steps(one, date(1957, 10, 1))) == 8


# Missed sessions


@pytest.mark.parametrize(
    ("on", "over"), [(date(1957, 12, 14), False), (date(1957, 12, 16), False), (date(1957, 12, 17), True)]
)
def test_a_session_is_missed_when_its_last_day_is_over(one, bureau, on, over):
    assert missed(one, on) is over
    session.held(session=one, begins="1957-12-14", ends="1957-12-16", by=bureau.who("desk"), at=bureau.at())
    assert missed(Session.objects.get(), on) is False


def test_a_cancelled_session_is_not_missed_but_its_year_is(one, bureau):
    session.cancel(session=one, reason="Snow", by=bureau.who("desk"), at=bureau.at())
    assert missed(Session.objects.get(), date(1958, 1, 1)) is False
    assert missed_years(one.commission, date(1958, 1, 1)) == (MissedYear(1957, 1, 0),)


def hold(bureau, commission, *days):
    for day in days:
        one = planned(bureau, commission, day, "")
        session.held(session=one, begins=day, ends=day, by=bureau.who("desk"), at=bureau.at())


def test_years_with_too_few_sessions_stay_for_ever(bureau):
    commission = with_statute(bureau, sessions=(2, 3))
    hold(bureau, commission, "1957-03-01", "1957-09-01", "1958-03-01", "1960-03-01", "1960-06-01", "1960-09-01")
    planned(bureau, commission, "1959-03-01", "")
    expected = (MissedYear(1958, 2, 1), MissedYear(1959, 2, 0))
    assert missed_years(commission, date(1960, 12, 31)) == expected
    assert missed_years(commission, date(1961, 12, 31)) == expected
    assert missed_years(commission, date(1963, 1, 1)) == (*expected, MissedYear(1961, 2, 0), MissedYear(1962, 2, 0))


def test_a_year_counts_once_it_is_over_and_none_before_the_first_session(bureau):
    commission = with_statute(bureau)
    assert missed_years(commission, date(2026, 1, 1)) == ()
    planned(bureau, commission, "1957-12-14", "")
    assert missed_years(commission, date(1957, 12, 31)) == ()
    assert missed_years(commission, date(1958, 1, 1)) == (MissedYear(1957, 1, 0),)


def test_another_commission_s_sessions_are_not_counted(bureau):
    commission, other = with_statute(bureau), with_statute(bureau)
    planned(bureau, commission, "1957-12-14", "")
    hold(bureau, other, "1957-12-14")
    assert missed_years(commission, date(1958, 1, 1)) == (MissedYear(1957, 1, 0),)


# Laws

SPANS = st.builds(lambda count, unit: Span(f"P{count}{unit}"), st.integers(0, 40), st.sampled_from("DWM"))
DAYS = st.dates(date(1950, 1, 1), date(1970, 12, 31))


@given(
    st.builds(Terms, st.just("7"), agenda=SPANS, memorandum=SPANS, delegation=SPANS, minutes=SPANS, report=SPANS),
    DAYS, st.integers(0, 60), st.lists(DAYS, min_size=2, max_size=8),
)  # fmt: skip
def test_steps_are_in_order_and_their_state_never_goes_back(terms, first, length, days):
    one = records.Session(begins=str(first), ends=str(first + length * DAY), state="planned", number=1)
    one.commission = records.Text(partner=records.Party(code="THEIRS"))
    known = Evidence("OURS", {one.commission_id: Statute(one.commission, {}, (), terms, ())}, {})
    seen = [steps(one, on, known) for on in sorted(days)]
    for listed in seen:
        assert [step.due for step in listed] == sorted(step.due for step in listed)
        assert sorted((step.kind, step.side) for step in listed) == sorted(
            [(kind, side) for kind in (AGENDA, MEMORANDUM, DELEGATION) for side in ("OURS", "THEIRS")]
            + [(MINUTES, ""), (REPORT, "OURS")]
        )
    for earlier, later in zip(seen, seen[1:], strict=False):
        for before, after in zip(earlier, later, strict=True):
            assert (before.kind, before.side, before.due) == (after.kind, after.side, after.due)
            assert RANK[before.state] <= RANK[after.state]
