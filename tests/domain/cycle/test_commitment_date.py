"""Dates of commitments: every former one stays, the last day a date may mean decides, our own counts where it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.commitments import acts, open_desk
from verbale.domain.cycle import commitment, commitment_date
from verbale.domain.cycle.commitment_content import BadCommitment, Stage
from verbale.domain.cycle.commitment_date import Due, Pressing, Timing, due_of, pressing, timing, timing_of
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import NotFound
from verbale.kernel.imprecise import ImpreciseDate, NoDate
from verbale.records.commitment import Commitment, CommitmentMove, CommitmentState

read = ImpreciseDate.read
DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))
FORMS = st.sampled_from(["{day}", "{day:%Y-%m}", "{day:%Y}", "../{day}", "immediately:{day}", "{day}/{later}"])
WRITTEN = st.builds(
    lambda form, day, more: form.format(day=day, later=day + timedelta(days=more)), FORMS, DAYS, st.integers(0, 900)
)


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


@given(WRITTEN, st.integers(-1000, 1000), st.integers(0, 60))
def test_it_is_overdue_only_after_the_last_day_it_may_mean(written, offset, days):
    due = read(written)
    on = due.latest + timedelta(days=offset)
    found = timing(due, standing=True, on=on, days=days)
    assert (found is Timing.OVERDUE) == (on > due.latest)
    assert timing(due, standing=False, on=on, days=days) is Timing.DONE
    if -days <= offset <= 0:
        assert found is Timing.DUE


@given(WRITTEN, st.integers(-1000, 1000))
def test_dates_that_mean_the_same_days_stand_alike(written, offset):
    due = read(written)
    if due.earliest is None:
        return
    spelled, on = read(f"{due.earliest}/{due.latest}"), due.latest + timedelta(days=offset)
    assert timing(spelled, standing=True, on=on) is timing(due, standing=True, on=on)


@given(DAYS, st.integers(0, 400))
def test_immediately_is_due_the_day_it_was_said(said, later):
    due = ImpreciseDate.immediately(said)
    on = said + timedelta(days=later)
    assert timing(due, standing=True, on=on) is (Timing.OVERDUE if later else Timing.DUE)


@given(DAYS, st.integers(0, 1000))
def test_undated_is_never_overdue(on, days):
    assert timing(read(""), standing=True, on=on, days=days) is Timing.UNDATED


@pytest.mark.parametrize(
    ("written", "on", "days", "stands"),
    [
        ("1987-10", date(1987, 9, 30), 0, Timing.NOT_YET),
        ("1987-10", date(1987, 9, 30), 30, Timing.NOT_YET),
        ("1987-10", date(1987, 9, 30), 31, Timing.DUE),
        ("1987-10", date(1987, 10, 1), 0, Timing.DUE),
        ("1987-10", date(1987, 10, 31), 0, Timing.DUE),
        ("1987-10", date(1987, 11, 1), 0, Timing.OVERDUE),
        ("../1987-12-31", date(1987, 12, 30), 0, Timing.NOT_YET),
        ("../1987-12-31", date(1987, 12, 31), 0, Timing.DUE),
        ("../1987-12-31", date(1988, 1, 1), 0, Timing.OVERDUE),
        ("1988/..", date(1987, 12, 31), 0, Timing.NOT_YET),
        ("1988/..", date(1987, 12, 31), 1, Timing.DUE),
        ("1988/..", date(2020, 1, 1), 0, Timing.DUE),
        ("immediately", date(1987, 5, 18), 0, Timing.DUE),
        ("1987", date(1987, 1, 1), 0, Timing.DUE),
        ("1987-06/1987-10", date(1987, 5, 31), 0, Timing.NOT_YET),
        ("1987-06/1987-10", date(1987, 8, 1), 0, Timing.DUE),
    ],
)
def test_how_a_date_stands(written, on, days, stands):
    assert timing(read(written), standing=True, on=on, days=days) is stands


def test_our_own_date_counts_where_there_is_one(desk):
    row = desk.committed(due="../1987-12-31", own_due="1987-11")
    assert due_of(row) == Due(read("1987-11"), own=True)
    assert timing_of(row, date(1987, 12, 1)) is Timing.OVERDUE
    agreed = desk.committed(due="../1987-12-31")
    assert (due_of(agreed), due_of(agreed).last) == (Due(read("../1987-12-31")), date(1987, 12, 31))
    assert timing_of(agreed, date(1987, 12, 1)) is Timing.NOT_YET


@pytest.mark.parametrize("state", CommitmentState)
def test_only_what_stands_is_overdue(desk, state):
    row = desk.committed(due="1987")
    Commitment.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    wanted = Timing.OVERDUE if state in commitment.STANDING else Timing.DONE
    assert timing_of(row, date(1988, 1, 1)) is wanted


STAGES = [Stage("Proposals", "1987-06"), Stage("Agreements", "1987-10"), Stage("Thanks")]


def test_a_milestone_that_was_not_reached_presses(desk):
    row = desk.committed(stages=STAGES)
    proposals, agreements = Due(read("1987-06"), milestone="Proposals"), Due(read("1987-10"), milestone="Agreements")
    assert pressing(row, date(1987, 5, 1)) == Pressing(Timing.NOT_YET, proposals)
    assert pressing(row, date(1987, 6, 1)) == Pressing(Timing.DUE, proposals)
    assert pressing(row, date(1987, 7, 2)) == Pressing(Timing.OVERDUE, proposals, 2)
    desk.at(days=1)
    commitment_date.reach(milestone=row.milestones.get(place=1), on=date(1987, 7, 1), **desk.doing())
    assert pressing(row, date(1987, 7, 2)) == Pressing(Timing.NOT_YET, agreements)
    assert pressing(row, date(1987, 11, 5)) == Pressing(Timing.OVERDUE, agreements, 5)
    commitment_date.reach(milestone=row.milestones.get(place=2), on=date(1987, 11, 1), **desk.doing())
    assert pressing(row, date(1987, 11, 5)) == Pressing(Timing.UNDATED, Due(read("")))


def test_the_whole_and_its_milestones_press_together(desk):
    row = desk.committed(due="1987-12", stages=STAGES[:1])
    assert pressing(row, date(1988, 1, 1)).due == Due(read("1987-06"), milestone="Proposals")
    assert pressing(row, date(1987, 5, 1), days=300).due == Due(read("1987-06"), milestone="Proposals")
    commitment_date.reach(milestone=row.milestones.get(), on=date(1987, 6, 30), **desk.doing())
    assert pressing(row, date(1988, 1, 3)) == Pressing(Timing.OVERDUE, Due(read("1987-12")), 3)


def test_nothing_is_reached_that_is_still_to_come(desk):
    step = desk.committed(stages=STAGES).milestones.get(place=1)
    with pytest.raises(commitment_date.NotYetReached):
        commitment_date.reach(milestone=step, on=date(2026, 11, 22), **desk.doing())
    reached = commitment_date.reach(milestone=step, on=date(2026, 11, 21), **desk.doing())
    assert (reached.done_on, acts(step.commitment)[-1]) == (date(2026, 11, 21), "commitment.milestone reached")


@pytest.mark.parametrize("dates", [["1987-10"], ["1987-10", "1988", "../1988-12-31"], ["1987", "", "1987"]])
@pytest.mark.parametrize("own", [False, True])
def test_moves_keep_every_former_date_in_their_order(desk, dates, own):
    row = desk.committed(due="1986", own_due="1986")
    for due in dates:
        commitment_date.move(commitment=row, due=due, reason="Later", own=own, **desk.doing())
    row.refresh_from_db()
    field, other = ("own_due", "due") if own else ("due", "own_due")
    assert (getattr(row, field), getattr(row, other)) == (dates[-1], "1986")
    moves = list(row.moves.values_list("before", "after", "own", "side"))
    assert moves == [(before, after, own, "OURS") for before, after in zip(["1986", *dates], dates, strict=False)]


def test_a_move_says_who_moved_it_why_and_with_which_apology(desk):
    row, doing = desk.committed(due="1986-10", bound="theirs"), desk.doing()
    made = commitment_date.move(
        commitment=row, due="1987-06", reason=" The experts were away ", apology=" Regretted ", side="FI-NHI", **doing
    )
    assert CommitmentMove.objects.get() == made
    assert (made.before, made.after, made.side, made.reason, made.apology, made.by, made.at) == (
        "1986-10", "1987-06", "FI-NHI", "The experts were away", "Regretted", desk.clerk, doing["at"],
    )  # fmt: skip
    assert Commitment.objects.get().moved_at == doing["at"]


def test_a_milestone_moves_by_itself(desk):
    row = desk.committed(due="1987-12", stages=STAGES)
    step = row.milestones.get(place=1)
    made = commitment_date.move(commitment=row, milestone=step, due="1987-08", reason="Later", **desk.doing())
    assert (made.milestone, made.before, made.after, Commitment.objects.get().due) == (
        step, "1987-06", "1987-08", "1987-12",
    )  # fmt: skip
    with pytest.raises(NotFound):
        commitment_date.move(commitment=desk.committed(), milestone=step, due="1988", reason="A", **desk.doing())


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"due": "1987-10"}, commitment_date.SameDate),
        ({"due": "never"}, NoDate),
        ({"reason": " "}, commitment_date.NoReasonToMove),
        ({"reason": "nul\0"}, BadWords),
        ({"apology": "x" * 20_001}, BadWords),
        ({"side": "CZ-ACA"}, commitment_date.NotASide),
        ({"side": "FI-NHI", "own": True}, BadCommitment),
    ],
)
def test_what_is_no_move_is_refused(desk, facts, refusal):
    row = desk.committed(due="1987-10")
    with pytest.raises(refusal):
        commitment_date.move(**({"commitment": row, "due": "1988", "reason": "Later"} | facts), **desk.doing())
    assert (Commitment.objects.get().due, CommitmentMove.objects.count()) == ("1987-10", 0)


def test_our_own_date_is_of_the_whole(desk):
    row = desk.committed(stages=STAGES)
    with pytest.raises(BadCommitment):
        commitment_date.move(
            commitment=row, milestone=row.milestones.get(place=1), own=True, due="1988", reason="A", **desk.doing()
        )


def test_a_partner_that_gave_no_reason_gave_none(desk):
    made = commitment_date.move(commitment=desk.committed(), due="1988", reason="", side="FI-NHI", **desk.doing())
    assert (made.reason, made.apology) == ("", "")


@pytest.mark.parametrize("state", sorted(set(CommitmentState) - commitment.STANDING))
def test_what_does_not_stand_moves_no_more(desk, state):
    row = desk.committed()
    Commitment.objects.filter(pk=row.pk).update(state=state)
    with pytest.raises(commitment_date.NothingToMove):
        commitment_date.move(commitment=row, due="1988", reason="Later", **desk.doing())


def test_only_the_desk_moves(desk):
    row = desk.committed(stages=STAGES)
    stranger = {"by": desk.librarian, "at": desk.at()}
    with pytest.raises(NeedsRole):
        commitment_date.move(commitment=row, due="1988", reason="Later", **stranger)
    with pytest.raises(NeedsRole):
        commitment_date.reach(milestone=row.milestones.get(place=1), on=date(1987, 6, 1), **stranger)
