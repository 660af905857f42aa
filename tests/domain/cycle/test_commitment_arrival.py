"""The partner's word is judged, kept beside ours, and becomes a move only once a person here accepts it."""

import pytest

from tests.domain.cycle.commitments import acts, open_desk
from tests.domain.cycle.commitments import told as queued
from verbale.domain.cycle import commitment, commitment_arrival
from verbale.domain.cycle.commitment_arrival import accept_word, told, words_of
from verbale.domain.cycle.commitment_content import Source
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import NotFound
from verbale.records.commitment import Commitment, CommitmentMove, CommitmentState, CommitmentWord


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


@pytest.fixture
def row(desk):
    return desk.shared(bound="theirs", due="1986-10")


def body(row, **changed):
    said = {
        "text": row.agreed_id, "article": "3", "number": "3", "state": "open", "due": "1987-06",
        "reason": "The experts were away", "apology": "We regret it",
    }  # fmt: skip
    return said | changed


def tell(desk, row, **changed):
    return told(partner=desk.partner, body=body(row, **changed), at=desk.at())


def test_their_word_stands_beside_ours_and_changes_nothing(desk, row):
    at = desk.at()
    word = told(partner=desk.partner, body=body(row), at=at)
    assert (word.commitment, word.state, word.due, word.reason, word.apology, word.told_at) == (
        row, "open", "1987-06", "The experts were away", "We regret it", at,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.due, row.state, CommitmentMove.objects.count()) == ("1986-10", "open", 0)
    assert acts(row) == ["commitment.recorded", "commitment.partner told"]


def test_the_last_word_counts_and_the_journal_keeps_each(desk, row):
    tell(desk, row)
    tell(desk, row, due="1987-10", reason="Again", apology="")
    assert CommitmentWord.objects.get().due == "1987-10"
    assert [(one.due, one.reason, one.apology) for one in words_of(row)] == [
        ("1987-06", "The experts were away", "We regret it"), ("1987-10", "Again", ""),
    ]  # fmt: skip


def test_a_person_here_accepts_their_date_as_their_move(desk, row):
    tell(desk, row)
    changed = accept_word(commitment=row, **desk.doing())
    (moved,) = CommitmentMove.objects.all()
    assert (moved.before, moved.after, moved.side, moved.reason, moved.apology, moved.by) == (
        "1986-10", "1987-06", "FI-NHI", "The experts were away", "We regret it", desk.clerk,
    )  # fmt: skip
    assert changed.due == "1987-06"
    with pytest.raises(commitment_arrival.NothingToAccept):
        accept_word(commitment=row, **desk.doing())


def test_and_their_state_where_that_is_asked_for(desk, row):
    tell(desk, row, due="", state="not done", reason="", apology="")
    with pytest.raises(commitment_arrival.NothingToAccept):
        accept_word(commitment=row, **desk.doing())
    changed = accept_word(commitment=row, state=True, **desk.doing())
    assert (changed.state, changed.due, changed.changes.get().reason) == ("not done", "1986-10", "FI-NHI")


def test_without_a_word_there_is_nothing_to_accept(desk, row):
    with pytest.raises(NotFound):
        accept_word(commitment=row, **desk.doing())
    tell(desk, row)
    with pytest.raises(NeedsRole):
        accept_word(commitment=row, by=desk.librarian, at=desk.at())


def test_a_word_on_a_conclusion_that_nobody_here_took_up_proposes_it(desk):
    text = desk.minutes()
    word = tell(desk, Commitment(agreed=text))
    assert (word.commitment.state, word.commitment.article, word.commitment.recorded_by) == ("proposed", "3", None)


def test_another_number_is_the_only_one_of_its_article_or_none(desk, row):
    assert tell(desk, row, number="3.1").commitment == row
    other = desk.committed(number="3b", source=Source(row.agreed, row.revision, "3"))
    assert tell(desk, row, number="3b").commitment == other
    with pytest.raises(commitment_arrival.NotACommitment):
        tell(desk, row, number="3.1")


def test_minutes_that_are_not_concluded_have_no_commitments(desk):
    with pytest.raises(commitment_arrival.NotACommitment):
        tell(desk, Commitment(agreed=desk.minutes(concluded=False)))


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "0" * 26},
        {"text": None},
        {"text": "nul\0"},
        {"article": "9"},
        {"article": ""},
        {"article": "3" * 21},
        {"number": ""},
        {"number": "3" * 41},
        {"state": "proposed"},
        {"state": "forgotten"},
        {"due": "soon"},
        {"due": 1987},
        {"reason": "nul\0"},
        {"reason": "x" * 4001},
        {"apology": "x" * 4001},
        {"apology": None},
        {"own_due": "1987-05"},
    ],
)
def test_what_they_tell_is_judged_first(desk, row, changed):
    with pytest.raises(commitment_arrival.NotACommitment):
        tell(desk, row, **changed)
    assert not CommitmentWord.objects.exists()


def test_a_text_with_another_partner_is_none_of_theirs(desk, row):
    with pytest.raises(commitment_arrival.NotACommitment):
        told(partner=desk.third, body=body(row), at=desk.at())


def test_what_we_tell_can_be_taken(desk, row):
    commitment.change(commitment=row, state=CommitmentState.UNDER_WAY, **desk.doing())
    commitment.tell(commitment=row, reason="Now", **desk.doing())
    word = told(partner=desk.partner, body=queued(desk)[-1]["body"], at=desk.at())
    assert (word.state, word.due, word.reason) == ("under way", "1986-10", "Now")
