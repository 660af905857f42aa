"""What the partner said of a delay in talks or a letter: its reason, apology, new date, and what it promised (S106)."""

from datetime import date

import pytest

from tests.domain.cycle.commitments import acts, open_desk
from verbale.domain.cycle import commitment, commitment_date
from verbale.domain.cycle.commitment_arrival import words_of
from verbale.domain.cycle.commitment_content import BadCommitment, Stage
from verbale.domain.cycle.commitment_delay import Delay, delays
from verbale.domain.cycle.commitment_heard import NothingSaid, NotTheirs, NotYetSaid, hear
from verbale.kernel.errors import NotAllowed

SAID = date(2026, 11, 18)


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def heard(desk, row, **said):
    return hear(commitment=row, **({"said_on": SAID} | said), **desk.doing())


def test_a_delay_is_recorded_with_all_that_was_said(desk):
    row = desk.committed(bound="theirs", due="2026-10")
    heard(
        desk, row, reason="A reshuffle", apology="Regretted", due="2027-01", source="Talk of 18 November",
        promised=[Stage("Negotiators are named", "2026-12")],
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.due, [(one.what, one.due) for one in row.milestones.all()]) == (
        "2027-01", [("Negotiators are named", "2026-12")],
    )  # fmt: skip
    assert delays(partner=desk.partner, on=date(2026, 11, 30), viewer=desk.clerk) == [
        Delay(
            row.pk, "FI-NHI", "1", row.text, "", "2026-10", 18, SAID, "A reshuffle", "Regretted", "2027-01",
            accepted=True, moved=1, standing=True,
        )
    ]  # fmt: skip
    assert acts(row) == [
        "commitment.recorded", "commitment.heard", "commitment.moved", "commitment.milestone added"
    ]  # fmt: skip
    assert [(one.due, one.reason, one.apology) for one in words_of(row)] == [("2027-01", "A reshuffle", "Regretted")]


def test_an_apology_without_a_new_date_answers_and_moves_nothing(desk):
    row = desk.committed(bound="both", due="2026-10")
    heard(desk, row, apology="Regretted")
    (found,) = delays(partner=desk.partner, on=date(2026, 12, 1), viewer=desk.clerk)
    assert (found.answered_on, found.apology, found.promised, found.moved) == (SAID, "Regretted", "", 0)


def test_one_milestone_is_promised_anew(desk):
    row = desk.committed(bound="theirs", due="2027-06", stages=[Stage("Proposals", "2026-10")])
    step = row.milestones.get()
    heard(desk, row, due="2026-12", reason="Illness", milestone=step)
    step.refresh_from_db()
    row.refresh_from_db()
    assert (step.due, row.due, row.word.due) == ("2026-12", "2027-06", "")


def test_what_cannot_be_is_refused(desk):
    row = desk.committed(bound="theirs", due="2026-10")
    for wrong, said in (
        (NothingSaid, {}), (NotYetSaid, {"said_on": date(2026, 11, 22), "reason": "Later"}),
        (commitment_date.NothingToMove, {"due": "2027"}),
    ):  # fmt: skip
        if wrong is commitment_date.NothingToMove:
            commitment.change(commitment=row, state="done", **desk.doing())
        with pytest.raises(wrong):
            heard(desk, row, **said)
    with pytest.raises(NotTheirs):
        heard(desk, desk.committed(number="2", bound="ours"), reason="Late")
    with pytest.raises(NotAllowed):
        hear(commitment=row, said_on=SAID, reason="Late", by=desk.librarian, at=desk.at())


def test_a_proposal_has_no_delay(desk):
    row = desk.committed(bound="theirs", state="proposed")
    with pytest.raises(commitment.NotConfirmed):
        heard(desk, row, reason="Late")


def test_a_milestone_is_added_last_to_what_stands_alone(desk):
    row = desk.committed(stages=[Stage("Proposals", "2027-06")])
    commitment_date.add_stage(commitment=row, stage=Stage("Agreements", "2027-10", "October"), **desk.doing())
    assert [(one.place, one.what, one.due, one.due_as_written) for one in row.milestones.all()] == [
        (1, "Proposals", "2027-06", ""), (2, "Agreements", "2027-10", "October"),
    ]  # fmt: skip
    commitment.change(commitment=row, state="done", **desk.doing())
    with pytest.raises(commitment_date.NothingToMove):
        commitment_date.add_stage(commitment=row, stage=Stage("More"), **desk.doing())


def test_there_are_no_more_milestones_than_a_page_shows(desk):
    row = desk.committed(stages=[Stage(str(number)) for number in range(100)])
    with pytest.raises(BadCommitment):
        commitment_date.add_stage(commitment=row, stage=Stage("One more"), **desk.doing())


def test_the_day_it_was_said_is_the_day_of_the_answer_though_nothing_was_late_yet(desk):
    row = desk.committed(bound="theirs", due="2027-01")
    heard(desk, row, reason="Illness", due="2027-06")
    (found,) = delays(partner=desk.partner, on=date(2026, 12, 1), viewer=desk.clerk)
    assert (found.answered_on, found.days, found.promised, found.accepted) == (SAID, 0, "2027-06", True)
