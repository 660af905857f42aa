"""Proposals: read from a report or from conclusions of minutes, confirmed with corrections, or rejected for good."""

from datetime import date

import pytest

from tests.domain.cycle.commitments import acts, article, open_desk
from tests.records.rows import make
from verbale.domain.cycle import adoption, commitment, commitment_proposed
from verbale.domain.cycle.commitment_content import Member, Stage
from verbale.domain.cycle.commitment_proposed import confirm, from_conclusions, propose, reject
from verbale.domain.spine.person import NeedsRole
from verbale.engines.report import read_report
from verbale.kernel.errors import WrongUse
from verbale.records import models as records
from verbale.records.commitment import Commitment, CommitmentState, PartIn

PAPER = """Report on the visit
18 May 1987

Conclusions

1. Proposals for cooperation are to be drafted in the areas listed below.

- Ceramic materials (Professor A. Laine)
Participation:
Minister for Industry

Coordination:
Minister for Science

Dates:
Proposals: June 1987
Agreements: October 1987

2. The concept is to be reviewed.

In charge:
Minister for Education
Chairman of the Commission

Date:
immediately

3. The programme is to be supplemented.

In charge:
Minister for Science

Date:
November 1987
"""


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


@pytest.fixture
def read():
    return read_report(PAPER.encode(), name="report.txt")


@pytest.fixture
def proposed(desk, read):
    report = desk.report(read.text)
    return propose(report=report, read=read, partner=desk.partner, **desk.doing())


def seen(row):
    parts = list(row.parts.values_list("part", "who", "subject"))
    steps = list(row.milestones.values_list("what", "due", "due_as_written"))
    return row.number, row.due, row.due_as_written, parts, steps


def test_what_a_report_concludes_is_proposed_with_all_that_it_names(read, proposed):
    one, two, three = proposed
    assert seen(one) == (
        "1", "", "",
        [
            ("coordinator", "Minister for Science", ""), ("leading expert", "Professor A. Laine", "Ceramic materials"),
            ("participant", "Minister for Industry", "Ceramic materials"),
        ],
        [("Proposals", "1987-06", "June 1987"), ("Agreements", "1987-10", "October 1987")],
    )  # fmt: skip
    in_charge = [("in charge", "Minister for Education", ""), ("in charge", "Chairman of the Commission", "")]
    assert seen(two) == ("2", "immediately:1987-05-18", "immediately", in_charge, [])
    assert seen(three) == ("3", "1987-11", "November 1987", [("in charge", "Minister for Science", "")], [])
    assert {(row.state, row.bound, row.agreed) for row in proposed} == {("proposed", "ours", None)}
    assert [(row.start, row.end) for row in proposed] == [(x.source.start, x.source.end) for x in read.commitments]
    assert acts(one) == ["commitment.proposed"]


def test_nothing_is_proposed_twice_from_one_place(desk, read, proposed):
    report = proposed[0].report
    reject(commitment=proposed[0], reason="A slip", **desk.doing())
    assert propose(report=report, read=read, partner=desk.partner, **desk.doing()) == []
    assert Commitment.objects.count() == 3


def test_a_paper_without_conclusions_proposes_nothing(desk):
    read = read_report(b"The delegation was received with warmth. Proposals should be sent.", name="report.txt")
    assert propose(report=desk.report(read.text), read=read, partner=desk.partner, **desk.doing()) == []


def test_what_was_read_of_another_paper_is_refused(desk, read):
    with pytest.raises(commitment_proposed.NotOfReport):
        propose(report=desk.report("Another"), read=read, partner=desk.partner, **desk.doing())


@pytest.mark.parametrize(
    ("dated", "due"), [("1987-05-20", "immediately:1987-05-20"), ("1987-05", "immediately"), ("", "immediately")]
)
def test_at_once_counts_from_the_recorded_day_of_a_report_that_names_none(desk, dated, due):
    read = read_report(PAPER.replace("18 May 1987", "").encode(), name="report.txt")
    made = propose(report=desk.report(read.text, dated=dated), read=read, partner=desk.partner, **desk.doing())
    assert [(row.due, row.due_as_written) for row in made][1] == (due, "immediately")


def test_a_number_that_the_article_has_is_no_correction(desk):
    text = desk.minutes()
    (row,) = from_conclusions(text=text, **desk.doing())
    desk.shared(text_agreed=text, number="3a")
    with pytest.raises(commitment.NumberTaken):
        confirm(commitment=row, number="3a", **desk.doing())
    assert confirm(commitment=row, number="3b", **desk.doing()).number == "3b"


def test_confirmed_as_it_is(desk, proposed):
    row = confirm(commitment=proposed[2], **desk.doing())
    assert (row.state, seen(row)) == ("open", seen(proposed[2]))
    assert acts(row) == ["commitment.proposed", "commitment.changed"]


def test_confirmed_with_what_a_person_corrected(desk, proposed):
    paper = make(records.Complex, programme=make(records.Programme, partner=desk.partner))
    members, stages = [Member(PartIn.IN_CHARGE, "The archive")], [Stage("Draft", "1987-08", "August")]
    row = confirm(
        commitment=proposed[2], number="3a", text="Supplement it.", bound="both", members=members, stages=stages,
        due="../1987-12-31", due_as_written="by the end of 1987", own_due="1987-11", sector_complex=paper,
        **desk.doing(),
    )  # fmt: skip
    row.refresh_from_db()
    wanted = ("3a", "../1987-12-31", "by the end of 1987", [("in charge", "The archive", "")])
    assert seen(row) == (*wanted, [("Draft", "1987-08", "August")])
    assert (row.text, row.bound, row.own_due, row.sector_complex) == ("Supplement it.", "both", "1987-11", paper)
    assert acts(row) == ["commitment.proposed", "commitment.corrected", "commitment.changed"]


@pytest.mark.parametrize("facts", [{"due": "soon"}, {"bound": "nobody"}, {"number": ""}, {"text": " "}])
def test_what_cannot_be_is_no_correction(desk, proposed, facts):
    with pytest.raises(WrongUse):
        confirm(commitment=proposed[2], **facts, **desk.doing())
    assert Commitment.objects.get(pk=proposed[2].pk).state == "proposed"


def test_rejected_with_a_reason_it_stays_dropped(desk, proposed):
    with pytest.raises(commitment.ReasonWanted):
        reject(commitment=proposed[0], reason=" ", **desk.doing())
    row = reject(commitment=proposed[0], reason="Not ours", **desk.doing())
    assert (row.state, row.changes.get().reason) == ("dropped", "Not ours")


def test_only_a_proposal_is_confirmed_or_rejected(desk):
    row = desk.committed()
    with pytest.raises(commitment_proposed.NotAProposal):
        confirm(commitment=row, **desk.doing())
    with pytest.raises(commitment_proposed.NotAProposal):
        reject(commitment=row, reason="No", **desk.doing())


CONCLUSIONS = (
    article("1", roles=("session",)),
    article("2", {"bound": "OURS", "due": "1987-10", "in-charge": ["The library", "The archive"]}),
    article("3", {"bound": "FI-NHI", "due": "whenever", "in-charge": "Their library"}),
    article("4", {"bound": "nobody", "due": 1987, "in-charge": [1, True]}),
)


def test_each_conclusion_of_concluded_minutes_is_proposed_once(desk):
    text = desk.minutes(CONCLUSIONS)
    made = from_conclusions(text=text, **desk.doing())
    assert [(row.article, row.number, row.bound, row.due, row.due_as_written) for row in made] == [
        ("2", "2", "ours", "1987-10", "1987-10"), ("3", "3", "theirs", "", "whenever"),
        ("4", "4", "both", "1987", "1987"),
    ]  # fmt: skip
    assert [list(row.parts.values_list("who", flat=True)) for row in made] == [
        ["The library", "The archive"], ["Their library"], [],
    ]  # fmt: skip
    assert {(row.state, row.agreed, row.revision) for row in made} == {("proposed", text, text.in_force)}
    assert made[0].text == "The sides exchange lists (2)."
    assert from_conclusions(text=text, **desk.doing()) == []


def test_minutes_that_are_not_concluded_propose_nothing(desk):
    with pytest.raises(commitment_proposed.NotConcluded):
        from_conclusions(text=desk.minutes(concluded=False), **desk.doing())


def test_nor_does_a_wording_that_was_agreed_since_and_nobody_signed(desk):
    text = desk.minutes()
    records.SignedPaper.objects.update(revision="0" * 64)
    with pytest.raises(commitment_proposed.NotConcluded):
        from_conclusions(text=text, **desk.doing())


def test_a_conclusion_is_a_reference_until_it_is_adopted(desk):
    ours, theirs, both = from_conclusions(text=desk.minutes(CONCLUSIONS), **desk.doing())
    for row in (ours, both):
        with pytest.raises(adoption.NotAdopted) as refusal:
            confirm(commitment=row, **desk.doing())
        assert refusal.value.facts == {"article": row.article, "side": "OURS"}
    assert confirm(commitment=theirs, **desk.doing()).state == "open"
    desk.adopted(both.agreed, "4", agencies=("The university",))
    assert seen(confirm(commitment=both, **desk.doing()))[3] == [("in charge", "The university", "")]
    desk.adopted(ours.agreed, "2", agencies=("The archive", "The university"))
    named = [who for _, who, _ in seen(confirm(commitment=ours, **desk.doing()))[3]]
    assert named == ["The library", "The archive", "The university"]


def test_what_the_partner_does_not_adopt_does_not_bind_it(desk):
    _, theirs, _ = from_conclusions(text=desk.minutes(CONCLUSIONS), **desk.doing())
    body = {"text": theirs.agreed_id, "article": "3", "adopted": False, "agencies": [], "note": ""}
    adoption.told(partner=desk.partner, body=body, at=desk.at())
    with pytest.raises(adoption.NotAdopted) as refusal:
        confirm(commitment=theirs, **desk.doing())
    assert refusal.value.facts == {"article": "3", "side": "FI-NHI"}


def test_what_was_rejected_is_not_opened_past_the_adoption(desk):
    ours, _, _ = from_conclusions(text=desk.minutes(CONCLUSIONS), **desk.doing())
    reject(commitment=ours, reason="Not adopted", **desk.doing())
    with pytest.raises(adoption.NotAdopted):
        commitment.change(commitment=ours, state=CommitmentState.OPEN, **desk.doing())


def test_only_the_desk_proposes_confirms_and_rejects(desk, read, proposed):
    stranger = {"by": desk.librarian, "at": desk.at()}
    for act in (
        lambda: propose(report=proposed[0].report, read=read, partner=desk.partner, **stranger),
        lambda: from_conclusions(text=desk.minutes(), **stranger),
        lambda: confirm(commitment=proposed[0], **stranger),
        lambda: reject(commitment=proposed[0], reason="No", **stranger),
    ):
        with pytest.raises(NeedsRole):
            act()


def test_the_real_report(desk, shared):
    read = read_report(next((shared / "seeds").glob("002*")), name="002")
    made = propose(report=desk.report(read.text), read=read, partner=desk.partner, **desk.doing())
    assert [(row.number, row.due, row.milestones.count()) for row in made] == [
        ("1", "", 0), ("2", "", 2), ("3", "1987-11", 0), ("4", "1987-10", 0), ("5", "immediately:1987-05-18", 0),
        ("6", "1987-10", 0),
    ]  # fmt: skip
    led = made[1].parts.filter(part="leading expert").values_list("who", flat=True)
    assert [who.rpartition(" ")[2] for who in led] == ["Michalowski", "Wilhelmi", "Langhoff"]
    assert read.dated == date(1987, 5, 18)
