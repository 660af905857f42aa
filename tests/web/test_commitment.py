"""Commitments in the pages: recorded, confirmed, changed, moved, told, with their people, milestones and funds."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.domain.cycle.commitments import REPORT, Desk
from tests.domain.spine.other_side import revision
from tests.engines.paper.documents import drawn
from tests.records.rows import make
from tests.web.answer import table
from tests.web.shelf import text_of
from verbale.domain.cycle import commitment_arrival
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.domain.spine import text
from verbale.records import models as records
from verbale.records.commitment import Commitment, CommitmentPart, Fund, PartIn
from verbale.records.document import Document
from verbale.records.report import MarkedSentence


@pytest.fixture
def room(office, enter, clock) -> SimpleNamespace:
    """Our office, its verbs for commitments, and its people at their browsers."""
    third = make(records.Party, code="CZ-ACA", names={"en": "A third"})
    desk = Desk(office.us, office.partner, third, office.desk, office.librarian, clock)
    return SimpleNamespace(desk=desk, office=office, client=lambda role="desk": enter(getattr(office, role)))


def posted(**facts: object) -> dict[str, object]:
    """The form of a commitment, as a browser sends it."""
    said = dict.fromkeys(
        ("in_charge", "participants", "leading", "coordinator", "controls", "due", "due_as_written", "own_due",
         "stages", "complex"), ""
    )  # fmt: skip
    return said | {"number": "2", "text": "Send the list.", "bound": "ours"} | facts


def act(room, row, name, **data):
    return room.client().post(reverse("commitment-act", args=[row.pk, name]), data)


def shown(room, row, role="desk") -> str:
    return text_of(room.client(role).get(reverse("commitment", args=[row.pk])))


def test_a_commitment_is_recorded_by_hand_with_all_it_says(room):
    facts = posted(
        partner=room.office.partner.pk, in_charge="Minister A\r\nMinister B", participants="Institute | Lasers",
        leading="Prof. C | Lasers", coordinator="The desk", controls="The chancellery", due="../1987-12-31",
        due_as_written="by the end of 1987", own_due="1987-11",
        stages="Proposals | 1987-06 | in June\r\nAgreements | 1987-10",
    )  # fmt: skip
    done = room.client().post(reverse("commitment-record"), facts)
    row = Commitment.objects.get()
    assert done.headers["Location"] == reverse("commitment", args=[row.pk])
    assert (row.number, row.due, row.own_due, row.state) == ("2", "../1987-12-31", "1987-11", "open")
    assert [(one.part, one.who, one.subject) for one in row.parts.all()] == [
        ("in charge", "Minister A", ""), ("in charge", "Minister B", ""), ("participant", "Institute", "Lasers"),
        ("leading expert", "Prof. C", "Lasers"), ("coordinator", "The desk", ""), ("controls", "The chancellery", ""),
    ]  # fmt: skip
    assert [(one.what, one.due, one.due_as_written) for one in row.milestones.all()] == [
        ("Proposals", "1987-06", "in June"), ("Agreements", "1987-10", ""),
    ]  # fmt: skip
    page = shown(room, row)
    for words in (
        "by 31 December 1987",
        "November 1987",
        "Leading expert",
        "The chancellery",
        "Controls",
        "October 1987",
    ):
        assert words in page
    assert "the partner does not see this" in page


@pytest.mark.parametrize(
    ("facts", "status", "says"),
    [
        ({"due": "soon"}, 422, "is no date that can be kept"), ({"number": ""}, 422, "This field is required"),
        ({"stages": "Proposals | soon"}, 400, "is no date that can be kept"), ({"text": "\0"}, 422, "Null characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_shows_on_the_form_and_nothing_is_lost(room, facts, status, says):
    answer = room.client().post(
        reverse("commitment-record"), posted(partner=room.office.partner.pk, in_charge="A") | facts
    )
    assert (answer.status_code, says in text_of(answer)) == (status, True)
    assert 'name="in_charge"' in answer.content.decode()
    assert "A</textarea>" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_it_is_recorded_from_an_article_which_is_one_click_away(room):
    agreed = room.desk.minutes()
    address = f"{reverse('commitment-record')}?text={agreed.pk}&article=3"
    form = room.client().get(address)
    assert "The sides exchange lists (3)." in text_of(form)
    refused = room.client().post(address, posted(number="3"))
    assert (refused.status_code, "has not adopted it" in text_of(refused)) == (409, True)
    room.desk.adopted(agreed)
    room.client().post(address, posted(number="3"))
    row = Commitment.objects.get()
    assert (row.agreed_id, row.revision, row.article, row.partner_id) == (
        agreed.pk, agreed.in_force, "3", room.office.partner.pk,
    )  # fmt: skip
    html = room.client().get(reverse("commitment", args=[row.pk])).content.decode()
    place = f"/texts/{agreed.pk}/revisions/{agreed.in_force}"
    assert f'href="{place}#article-3"' in html
    assert '<blockquote lang="zh" class="wrap"><mark>双方交换目录（3）。</mark></blockquote>' in html


def test_an_article_has_a_place_of_its_own_on_the_page_of_a_revision(room):
    said = revision()
    agreed = text.open_text(partner=room.office.partner, revision=said, by=room.office.desk, at=room.desk.at())
    html = room.client().get(reverse("text-revision", args=[agreed.pk, said.hash])).content.decode()
    assert html.count('id="article-1"') == 1
    assert 'id="article-' not in room.client().get(reverse("text", args=[agreed.pk])).content.decode()


def test_it_is_recorded_from_a_marked_sentence_of_a_report_and_takes_it_up(room):
    report = room.desk.report(language="en")
    marked = make(MarkedSentence, report=report, start=3, end=40, text=REPORT[3:40], mark="promise", commitment="")
    address = f"{reverse('commitment-record')}?sentence={marked.pk}"
    room.client().post(address, posted(partner=room.office.partner.pk))
    row = Commitment.objects.get()
    assert (row.report_id, row.start, row.end) == (report.pk, 3, 40)
    marked.refresh_from_db()
    assert marked.commitment == row.pk
    html = room.client().get(reverse("commitment", args=[row.pk])).content.decode()
    assert f'lang="en" class="wrap">…1. <mark>{REPORT[3:40]}</mark>' in html
    plain = room.client().get(f"{reverse('commitment-record')}?report={report.pk}&at=3-40")
    assert REPORT[3:40] in text_of(plain)


def test_a_proposal_is_confirmed_with_what_was_corrected_or_rejected(room):
    first = room.desk.committed(
        state="proposed", due="1987-10", text="Send the\nlist.", stages=[Stage("Proposals\nof June", "1987-06")]
    )
    acts = ("Confirm the proposal", "Reject the proposal", "Change the state")
    assert [one for one in acts if one in shown(room, first)] == [
        "Confirm the proposal", "Reject the proposal",
    ]  # fmt: skip
    address = reverse("commitment-confirm", args=[first.pk])
    form = room.client().get(address).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    sent = {name: str(value).replace("\n", "\r\n") for name, value in kept.items()}
    room.client().post(address, sent | {"due": "1987-11", "controls": "The desk"})
    first.refresh_from_db()
    assert (first.state, first.due, first.text, first.milestones.get().what) == (
        "open", "1987-11", "Send the\nlist.", "Proposals\nof June",
    )  # fmt: skip
    assert [one.who for one in first.parts.all()] == ["The library", "The desk"]
    second = room.desk.committed(state="proposed", number="2")
    act(room, second, "reject", reason="A greeting")
    second.refresh_from_db()
    assert second.state == "dropped"


def test_a_subject_is_one_line_and_what_fits_into_none_stays_with_its_part(room):
    members = [
        Member(PartIn.LEADING, "Prof. C", "Lasers"), Member(PartIn.LEADING, "Dr. D", "Lasers"),
        Member(PartIn.PARTICIPANT, "Institute; branch", "Lasers"), Member(PartIn.PARTICIPANT, "Academy", "Lasers"),
        Member(PartIn.COORDINATOR, "The desk", "Polymers"),
    ]  # fmt: skip
    row = room.desk.committed(state="proposed", members=members)
    address = reverse("commitment-confirm", args=[row.pk])
    form = room.client().get(address).context["form"]
    kept = {name: form[name].value() or "" for name in form.fields}
    assert {name: kept[name] for name in ("subjects", "leading", "participants", "coordinator")} == {
        "subjects": "Lasers | Prof. C; Dr. D | Academy", "leading": "", "participants": "Institute; branch | Lasers",
        "coordinator": "The desk | Polymers",
    }  # fmt: skip
    done = room.client().post(address, kept | {"subjects": f"{kept['subjects']}\r\nPolymers"})
    assert done.headers["Location"] == reverse("commitment", args=[row.pk])
    assert {(one.part, one.who, one.subject) for one in row.parts.all()} == {
        *((str(one.part), one.who, one.subject) for one in members), ("leading expert", "–", "Polymers"),
    }  # fmt: skip


def test_a_state_changes_with_its_reason_and_its_evidence(room, pdf_bytes):
    row = room.desk.committed()
    refused = act(room, row, "change", state="partly done", reason="", title="")
    assert (refused.status_code, "Give the reason" in text_of(refused)) == (400, True)
    evidence = SimpleUploadedFile("list.pdf", pdf_bytes, "application/pdf")
    act(room, row, "change", state="partly done", reason="Half is sent", evidence=evidence, title="The list")
    change = row.changes.get()
    assert (change.after, change.reason, change.evidence.title) == ("partly done", "Half is sent", "The list")
    page = shown(room, row)
    assert [words in page for words in ("Partly done", "Half is sent", "The list")] == [True] * 3
    assert room.client().get(reverse("document", args=[change.evidence_id])).status_code == 200


def test_a_refused_change_keeps_no_evidence(room, pdf_bytes):
    row = room.desk.committed()
    evidence = SimpleUploadedFile("list.pdf", pdf_bytes, "application/pdf")
    assert act(room, row, "change", state="not done", reason="", evidence=evidence, title="").status_code == 400
    assert not Document.objects.exists()


def test_dates_move_by_whom_why_and_with_which_apology(room):
    row = room.desk.committed(bound="both", due="1987-10", stages=[Stage("Proposals", "1987-06")])
    act(room, row, "move", milestone="", due="1987-12", side="FI-NHI", reason="Illness", apology="We regret it")
    act(room, row, "move", milestone="1", due="1987-07", side="OURS", reason="Holidays", apology="")
    act(room, row, "own", due="1987-11", reason="To be early")
    row.refresh_from_db()
    assert (row.due, row.own_due, row.milestones.get().due) == ("1987-12", "1987-11", "1987-07")
    page = shown(room, row)
    for words in ("Illness", "We regret it", "Holidays", "October 1987", "December 1987", "our own date"):
        assert words in page
    same = act(room, row, "move", milestone="", due="1987-12", side="OURS", reason="Again", apology="")
    assert (same.status_code, "has that date already" in text_of(same)) == (400, True)


def test_milestones_are_added_and_reached(room):
    row = room.desk.committed()
    act(room, row, "step", what="Negotiators are named", due="1987-06", as_written="")
    early = act(room, row, "reach", milestone="1", on="2030-01-01")
    assert (early.status_code, "still to come" in text_of(early)) == (400, True)
    act(room, row, "reach", milestone="1", on="1987-06-03")
    assert row.milestones.get().done_on == date(1987, 6, 3)
    assert "3 Jun 1987" in shown(room, row)


def test_people_are_named_anew_and_funds_agreed_by_two_ministers(room):
    row = room.desk.committed()
    form = room.client().get(reverse("commitment-act", args=[row.pk, "name"]))
    assert "The library" in form.content.decode()
    everybody = {
        "in_charge": "Ministry A",
        "participants": "",
        "leading": "",
        "coordinator": "",
        "controls": "Office B",
    }
    act(room, row, "name", **everybody)
    assert list(CommitmentPart.objects.values_list("part", "who")) == [
        ("in charge", "Ministry A"), ("controls", "Office B"),
    ]  # fmt: skip
    money = {"as_written": "two million", "amount": "2000000", "currency": "VM", "reserved_in": "Trade agreement 1988"}
    alone = act(room, row, "fund", **money, agreed_by="Minister A", jointly="on")
    assert (alone.status_code, "at least two" in text_of(alone)) == (400, True)
    act(room, row, "fund", **money, agreed_by="Minister A\r\nMinister B", jointly="on")
    fund = Fund.objects.get()
    act(room, row, "agree", fund=fund.pk, agreed_by="Minister C")
    page = shown(room, row)
    for words in ("two million", "2,000,000.00 VM", "Trade agreement 1988", "Minister A, Minister B, Minister C"):
        assert words in page


def test_a_partners_delay_is_recorded_as_facts(room):
    row = room.desk.committed(bound="theirs", due="2026-10")
    act(
        room, row, "delay", said_on="2026-11-18", source="Talk of 18 November", milestone="", reason="A reshuffle",
        apology="Regretted", due="2027-01", promised="Negotiators are named | 2026-12",
    )  # fmt: skip
    page = shown(room, row)
    for words in ("Delays of the partner", "A reshuffle", "Regretted", "January 2027", "Negotiators are named"):
        assert words in page


def test_the_partner_is_told_and_its_word_accepted(room):
    row = room.desk.shared(bound="both", due="1987-10")
    assert "not yet" in shown(room, row)
    act(room, row, "tell", reason="As agreed", apology="")
    assert ("not yet" in shown(room, row), "it changed since" in shown(room, row)) == (False, False)
    assert records.Message.objects.get().body["reason"] == "As agreed"
    body = {"text": row.agreed_id, "article": "3", "number": "3", "state": "under way", "due": "1987-12",
            "reason": "Illness", "apology": "Sorry"}  # fmt: skip
    commitment_arrival.told(partner=room.office.partner, body=body, at=room.desk.at())
    page = shown(room, row)
    assert [words in page for words in ("The partner’s word", "Illness", "Sorry", "Accept the partner")] == [True] * 4
    act(room, row, "accept", state="on")
    row.refresh_from_db()
    assert (row.due, row.state, row.moves.get().side) == ("1987-12", "under way", "FI-NHI")
    page = shown(room, row)
    assert ("Accept the partner" in page, "it changed since" in page) == (False, True)


def test_it_is_sorted_under_a_complex(room):
    programme = make(records.Programme, partner=room.office.partner, titles={"en": "To 2030"})
    paper = make(records.Complex, programme=programme, number=7, titles={"en": "Lasers"})
    other = make(records.Complex, programme=make(records.Programme, partner=room.desk.third), number=1)
    row = room.desk.committed()
    assert act(room, row, "sort", complex=other.pk).status_code == 422
    act(room, row, "sort", complex=paper.pk)
    assert "7. Lasers" in shown(room, row)


def test_conclusions_are_taken_up_once(room):
    agreed = room.desk.minutes()
    address = reverse("commitments-of", args=[agreed.pk])
    assert "Propose commitments" in text_of(room.client().get(address))
    assert "Propose commitments" not in text_of(room.client("auditor").get(address))
    room.client().post(reverse("commitments-take-up", args=[agreed.pk]))
    row = Commitment.objects.get()
    assert (row.state, row.article) == ("proposed", "3")
    page = text_of(room.client().get(address))
    assert ("Propose commitments" in page, "Proposed" in page) == (False, True)
    other = room.desk.minutes(concluded=False)
    refused = room.client().post(reverse("commitments-take-up", args=[other.pk]), follow=True)
    assert "is not concluded" in text_of(refused)
    assert Commitment.objects.count() == 1


def test_who_may_read_and_who_may_act(room):
    row = room.desk.committed(bound="both")
    room.desk.committed(number="9", state="proposed")
    read = [reverse("commitments"), reverse("commitment", args=[row.pk]), reverse("commitments-csv"),
            reverse("control"),
            reverse("control-xlsx"), reverse("reminder-rules")]  # fmt: skip
    acts = ("change", "move", "own", "step", "name", "fund", "delay", "tell", "sort", "accept", "agree", "reach")
    write = [reverse("commitment-record"), reverse("commitment-confirm", args=[row.pk]),
             *(reverse("commitment-act", args=[row.pk, name]) for name in acts)]  # fmt: skip
    may = {"desk": (200, 200), "approver": (200, 403), "auditor": (200, 403), "administrator": (200, 403),
           "librarian": (403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.client(role)
        for addresses, status in zip((read, write), expected, strict=True):
            assert {one: client.get(one).status_code for one in addresses} == dict.fromkeys(addresses, status)
    assert room.client("auditor").post(write[2], {"state": "done"}).status_code == 403
    assert "What you can do" not in shown(room, row, "auditor")
    assert "What you can do" in shown(room, row)
    assert room.client().get(reverse("commitment", args=["x"])).status_code == 404
    assert room.client().get(reverse("commitment-act", args=[row.pk, "burn"])).status_code == 404


def test_the_list_is_narrowed_and_exported(room):
    room.desk.committed(number="1", bound="theirs", text="=Send maps")
    room.desk.committed(number="2", members=[Member(PartIn.IN_CHARGE, "Ministry of Water")])
    room.desk.committed(number="3", state="proposed")

    def numbers(**asked):
        return [row.number for row in room.client().get(reverse("commitments"), asked).context["page"]]

    assert numbers() == ["3", "2", "1"]
    assert numbers(state="proposed") == ["3"]
    assert numbers(bound="theirs") == ["1"]
    assert numbers(q="water ministry") == ["2"]
    assert numbers(partner=room.desk.third.pk) == []
    rows = table(room.client("auditor").get(reverse("commitments-csv"), {"bound": "theirs"}))
    assert [row[:5] for row in rows[1:]] == [["1", "FI-NHI", "Theirs", "Open", "'=Send maps"]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(room, django_assert_max_num_queries, count):
    report = room.desk.report()
    for number in range(count):
        room.desk.committed(number=str(number), source=Source(report=report), stages=[Stage("Proposals")])
    client = room.client()
    with django_assert_max_num_queries(12):
        assert len(client.get(reverse("commitments")).context["page"]) == count


@pytest.fixture
def pdf_bytes(tmp_path) -> bytes:
    """A sound PDF."""
    path = tmp_path / "sound.pdf"
    drawn((595, 842)).save(path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("text=x&article=3", 404), ("report=x", 404), ("sentence=x", 404), ("report={report}&at=9-3", 400),
        ("report={report}&at=3-999999999", 400), ("report={report}&at=x", 200), ("report=%00", 200),
        ("text={text}", 404),
    ],
)  # fmt: skip
def test_a_source_that_is_none_is_refused_by_name(room, asked, status):
    given = {"report": room.desk.report().pk, "text": room.desk.minutes().pk}
    assert room.client().get(f"{reverse('commitment-record')}?{asked.format(**given)}").status_code == status
