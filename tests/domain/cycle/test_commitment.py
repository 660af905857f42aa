"""Commitments: recorded from one source, moved from state to state by a table, told without what is ours alone."""

import pytest

from tests.domain.cycle.commitments import acts, article, open_desk, told
from tests.records.rows import make
from verbale.domain.cycle import commitment
from verbale.domain.cycle.commitment_content import BadCommitment, Content, Member, Source, Stage, natural
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import NotFound
from verbale.kernel.imprecise import NoDate
from verbale.records import models as records
from verbale.records.commitment import Commitment, CommitmentChange, CommitmentState, PartIn

MAY_BECOME = {
    "proposed": "open, dropped",
    "open": "under way, done, partly done, not done, dropped, superseded",
    "under way": "open, done, partly done, not done, dropped, superseded",
    "partly done": "under way, done, not done, dropped, superseded",
    "not done": "under way, done, partly done, dropped, superseded",
    "done": "under way",
    "dropped": "open",
    "superseded": "",
}
REASONED = {"partly done", "not done", "dropped", "superseded"}


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def test_the_table_is_this():
    spelled = {str(state): set(map(str, after)) for state, after in commitment.TRANSITIONS.items()}
    assert spelled == {state: set(filter(None, after.split(", "))) for state, after in MAY_BECOME.items()}
    assert {str(state) for state in commitment.REASONED} == REASONED


def test_every_state_can_be_reached_from_the_first():
    reached = new = {CommitmentState.PROPOSED}
    while new := {after for state in new for after in commitment.TRANSITIONS[state]} - reached:
        reached = reached | new
    assert reached == set(CommitmentState)


@pytest.mark.parametrize("before", CommitmentState)
def test_it_moves_only_where_its_table_says(desk, before):
    row = desk.committed()
    for wanted in CommitmentState:
        Commitment.objects.filter(pk=row.pk).update(state=before)
        if wanted in commitment.TRANSITIONS[before]:
            commitment.change(commitment=row, state=wanted, reason="So it is", **desk.doing())
            assert state(row) == wanted
            continue
        with pytest.raises(commitment.CannotBecome) as refusal:
            commitment.change(commitment=row, state=wanted, reason="So it is", **desk.doing())
        assert refusal.value.facts == {"number": "1", "state": before.label, "wanted": wanted.label}
        assert state(row) == before
    changes = CommitmentChange.objects.values_list("before", "after")
    assert sorted(changes) == sorted((before, after) for after in commitment.TRANSITIONS[before])


def state(row):
    return Commitment.objects.get(pk=row.pk).state


@pytest.mark.parametrize("wanted", sorted(commitment.TRANSITIONS[CommitmentState.OPEN]))
def test_what_falls_short_needs_a_reason(desk, wanted):
    row = desk.committed()
    if wanted not in REASONED:
        assert commitment.change(commitment=row, state=wanted, **desk.doing()).state == wanted
        return
    with pytest.raises(commitment.ReasonWanted) as refusal:
        commitment.change(commitment=row, state=wanted, reason="  ", **desk.doing())
    assert refusal.value.facts == {"number": "1", "wanted": wanted.label}


def test_a_change_keeps_reason_evidence_and_moment(desk):
    row, paper, doing = desk.committed(), make(records.Document), desk.doing()
    changed = commitment.change(commitment=row, state="done", reason="Sent", evidence=paper, **doing)
    (kept,) = row.changes.all()
    assert (kept.before, kept.after, kept.reason, kept.evidence, kept.by, kept.at) == (
        "open", "done", "Sent", paper, desk.clerk, doing["at"],
    )  # fmt: skip
    assert (changed.moved_at, acts(row)) == (doing["at"], ["commitment.recorded", "commitment.changed"])


def test_a_state_that_is_none_is_refused(desk):
    with pytest.raises(BadCommitment):
        commitment.change(commitment=desk.committed(), state="forgotten", **desk.doing())


def test_it_is_kept_as_it_was_said(desk):
    members = [
        Member(PartIn.IN_CHARGE, " The library "), Member(PartIn.IN_CHARGE, "The archive"),
        Member(PartIn.LEADING, "Prof. Laine", "Lasers"), Member(PartIn.CONTROLS, "The desk"),
    ]  # fmt: skip
    stages = [Stage("Proposals", "1987-06", "June 1987"), Stage("Agreements", "1987-10", "October 1987")]
    row = desk.committed(
        number=" 2a ", text=" Draft\r\nproposals. ", bound="both", members=members, stages=stages, due="../1987-12-31",
        due_as_written="by the end of 1987", own_due="1987-11",
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.number, row.text, row.bound, row.due, row.due_as_written, row.own_due, row.state) == (
        "2a", "Draft\nproposals.", "both", "../1987-12-31", "by the end of 1987", "1987-11", "open",
    )  # fmt: skip
    assert list(row.parts.values_list("part", "who", "subject")) == [
        ("in charge", "The library", ""), ("in charge", "The archive", ""), ("leading expert", "Prof. Laine", "Lasers"),
        ("controls", "The desk", ""),
    ]  # fmt: skip
    assert list(row.milestones.values_list("what", "due", "due_as_written")) == [
        ("Proposals", "1987-06", "June 1987"), ("Agreements", "1987-10", "October 1987"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"number": " "}, BadWords),
        ({"number": "1" * 41}, BadWords),
        ({"text": ""}, BadWords),
        ({"text": "nul\0"}, BadWords),
        ({"text": "x" * 20_001}, BadWords),
        ({"bound": "nobody"}, BadCommitment),
        ({"due": "soon"}, NoDate),
        ({"own_due": "1987-13"}, NoDate),
        ({"due_as_written": "x" * 301}, BadWords),
        ({"members": [Member(PartIn.IN_CHARGE, "A")] * 201}, BadCommitment),
        ({"stages": [Stage("A")] * 101}, BadCommitment),
        ({"state": CommitmentState.DONE}, BadCommitment),
    ],
)
def test_what_cannot_be_recorded_is_refused(desk, facts, refusal):
    with pytest.raises(refusal):
        desk.committed(**facts)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        (lambda: Member(PartIn.IN_CHARGE, " "), BadWords),
        (lambda: Member(PartIn.IN_CHARGE, "x" * 301), BadWords),
        (lambda: Member(PartIn.IN_CHARGE, "A", "x" * 301), BadWords),
        (lambda: Member("head cook", "A"), BadCommitment),
        (lambda: Stage(""), BadWords),
        (lambda: Stage("A", "June"), NoDate),
        (lambda: Stage("A", as_written="x" * 301), BadWords),
    ],
)
def test_values_refuse_nonsense_at_birth(made, refusal):
    with pytest.raises(refusal):
        made()


def test_it_comes_from_an_article_that_is_there(desk):
    text = desk.minutes()
    row = desk.shared(text_agreed=text)
    assert (row.agreed, row.revision, row.article, row.report) == (text, text.in_force, "3", None)
    with pytest.raises(NotFound):
        Source(text, text.in_force, "4")
    with pytest.raises(NotFound):
        Source(text, "0" * 64, "3")
    with pytest.raises(commitment.NumberTaken) as refusal:
        desk.shared(text_agreed=text)
    assert refusal.value.facts == {"article": "3", "number": "3"}
    desk.shared(text_agreed=text, number="3a")


def test_or_from_a_place_in_a_report(desk):
    report = desk.report()
    row = desk.committed(source=Source(report=report, start=3, end=40))
    assert (row.report, row.start, row.end, row.agreed) == (report, 3, 40, None)
    for start, end in ((3, 3), (4, 3), (0, len(report.text) + 1), (-1, 2), (3, None)):
        with pytest.raises(BadCommitment):
            Source(report=report, start=start, end=end)
    with pytest.raises(BadCommitment):
        Source(desk.minutes(), "", "3", report=report)


def test_what_another_partner_agreed_is_no_source(desk):
    text = desk.minutes()
    with pytest.raises(BadCommitment):
        desk.committed(partner=desk.third, source=Source(text, text.in_force, "3"))
    with pytest.raises(BadCommitment):
        desk.committed(partner=desk.third, sector_complex=complex_of(desk))


def complex_of(desk):
    return make(records.Complex, programme=make(records.Programme, partner=desk.partner))


def test_it_is_sorted_under_a_complex_and_out_of_it_again(desk):
    row, other = desk.committed(), complex_of(desk)
    assert commitment.sort_under(commitment=row, sector_complex=other, **desk.doing()).sector_complex == other
    assert commitment.sort_under(commitment=row, sector_complex=None, **desk.doing()).sector_complex is None
    foreign = make(records.Complex, programme=make(records.Programme, partner=desk.third))
    with pytest.raises(BadCommitment):
        commitment.sort_under(commitment=row, sector_complex=foreign, **desk.doing())


def test_who_takes_part_is_named_anew_and_the_journal_says_who_was(desk):
    row = desk.committed()
    commitment.name(commitment=row, members=[Member(PartIn.COORDINATOR, "The ministry")], **desk.doing())
    assert list(row.parts.values_list("part", "who")) == [("coordinator", "The ministry")]
    facts = records.JournalPayload.objects.get(act="commitment.named").facts
    assert facts == {"before": ["in charge: The library"], "after": ["coordinator: The ministry"]}
    with pytest.raises(BadCommitment):
        commitment.name(commitment=row, members=[Member(PartIn.COORDINATOR, "A")] * 201, **desk.doing())


def test_the_partner_is_told_our_word_and_nothing_that_is_ours_alone(desk):
    row = desk.shared(due="1987-10", own_due="1987-09")
    commitment.change(commitment=row, state="partly done", reason="Ours alone", **desk.doing())
    commitment.tell(commitment=row, reason=" Illness ", apology="We regret it", **desk.doing())
    assert told(desk) == [
        {
            "what": "commitment",
            "body": {
                "text": row.agreed_id, "article": "3", "number": "3", "state": "partly done", "due": "1987-10",
                "reason": "Illness", "apology": "We regret it",
            },
        }
    ]  # fmt: skip


def test_what_is_ours_alone_or_nobody_confirmed_is_not_told(desk):
    with pytest.raises(commitment.NotShared):
        commitment.tell(commitment=desk.committed(), **desk.doing())
    with pytest.raises(commitment.NotConfirmed):
        commitment.tell(commitment=desk.shared(state=CommitmentState.PROPOSED), **desk.doing())
    with pytest.raises(BadWords):
        commitment.tell(commitment=desk.shared(), reason="x" * 4_001, **desk.doing())
    assert told(desk) == []


def test_only_the_desk_does_any_of_it(desk):
    row, stranger = desk.shared(), {"by": desk.librarian, "at": desk.at()}
    for act in (
        lambda: commitment.change(commitment=row, state="done", **stranger),
        lambda: commitment.name(commitment=row, members=[], **stranger),
        lambda: commitment.tell(commitment=row, **stranger),
        lambda: commitment.sort_under(commitment=row, sector_complex=None, **stranger),
        lambda: commitment.record(
            partner=desk.partner, number="1", text="A", bound="ours", source=Source(), members=[], **stranger
        ),
    ):
        with pytest.raises(NeedsRole):
            act()


def test_those_of_a_text_that_stand_come_in_the_order_of_the_paper(desk):
    text = desk.minutes(tuple(article(one) for one in ("2", "10", "10a")))
    for name in ("10", "2", "10a"):
        desk.adopted(text, name)
        desk.committed(number=name, source=Source(text, text.in_force, name))
    dropped = desk.committed(number="2b", source=Source(text, text.in_force, "2"))
    commitment.change(commitment=dropped, state="dropped", reason="No money", **desk.doing())
    desk.committed(number="2c", source=Source(text, text.in_force, "2"), state=CommitmentState.PROPOSED)
    assert [one.number for one in commitment.of_session_text(text)] == ["2", "10", "10a"]


def test_its_side(desk):
    sides = [commitment.side_of(desk.committed(bound=bound)) for bound in ("ours", "theirs", "both")]
    assert sides == ["OURS", "FI-NHI", ""]


def test_numbers_are_sorted_as_people_do():
    assert sorted(["10", "2a", "II", "2", "2.10", "2.9"], key=natural) == ["2", "2.9", "2.10", "2a", "10", "II"]


def test_a_content_is_what_was_said():
    said = Content("1", "A", "ours", due=" 1987-10 ", due_as_written=" October ")
    assert (said.due, said.due_as_written, said.members, said.stages) == ("1987-10", "October", (), ())
