"""Agreed texts in the pages: their list, where one stands, writing, confirming, keeping and proving."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.spine.other_side import OtherSide, revision, sign_ours
from tests.web.shelf import text_of
from verbale.domain.spine import authority, text
from verbale.domain.spine.text_record import revision_of
from verbale.engines.agreement import Kind
from verbale.records.party import ContactUnit
from verbale.records.person import AuthorityHeld
from verbale.records.policy import PolicyUse
from verbale.records.text import Text, TextAct

FIRST, SECOND = revision(), revision("The sides exchange catalogues and maps.", _2="For five years.")


@pytest.fixture
def sides(office, clock, enter, db) -> SimpleNamespace:
    """Our office with somebody who approves texts, and the other side."""

    def now():
        return clock.forward(minutes=1)

    defined = authority.define(code="texts", titles={"en": "Texts"}, by=office.administrator, at=now())
    held = authority.propose(
        person=office.approver, authority=defined, since=date(2026, 1, 1), until=None, by=office.administrator, at=now()
    )
    AuthorityHeld.objects.filter(pk=held.pk).update(confirmed_by=office.desk, confirmed_at=now())
    return SimpleNamespace(
        office=office, now=now, clock=clock, theirs=OtherSide(office.partner, now),
        client=lambda role: enter(getattr(office, role)),
    )  # fmt: skip


def opened(sides, proposed=FIRST) -> Text:
    return text.open_text(partner=sides.office.partner, revision=proposed, by=sides.office.desk, at=sides.now())


def approved(sides, one, proposed=FIRST) -> None:
    text.approve(text=one, revision=proposed.hash, by=sides.office.approver, at=sides.now(), second_factor=True)


def concluded(sides, proposed=FIRST) -> Text:
    one = opened(sides, proposed)
    approved(sides, one, proposed)
    sides.theirs.does(Kind.APPROVE, one, proposed)
    return Text.objects.get(pk=one.pk)


def rows(*articles: tuple[str, str, str], **head: str) -> dict[str, str]:
    """A form of articles: identifier, English, Chinese."""
    posted = {"languages": "en, zh", "title_en": "Exchange", "title_zh": "交换", "articles": str(len(articles))} | head
    for number, (name, english, chinese) in enumerate(articles):
        posted |= {f"a{number}-identifier": name, f"a{number}-text_en": english, f"a{number}-text_zh": chinese}
    return posted


def test_readers_and_writers(sides):
    one = concluded(sides)
    read = ["/texts", f"/texts/{one.pk}", f"/texts/{one.pk}/print", f"/texts/{one.pk}/acts.json", "/commissions",
            f"/texts/{one.pk}/proof.zip", f"/texts/{one.pk}/revisions/{FIRST.hash}",
            f"/texts/{one.pk}/revisions/{FIRST.hash}.json"]  # fmt: skip
    write = ["/texts/new", f"/texts/{one.pk}/propose", f"/texts/{one.pk}/withdraw", f"/texts/{one.pk}/await",
             "/commissions/found"]  # fmt: skip
    sign = [f"/texts/{one.pk}/approve/{FIRST.hash}", f"/texts/{one.pk}/take-back", f"/texts/{one.pk}/notice"]
    may = {"desk": (200, 200, 403), "approver": (200, 403, 200), "auditor": (200, 403, 403),
           "administrator": (200, 403, 403), "librarian": (403, 403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = sides.client(role)
        for addresses, status in zip((read, write, sign), expected, strict=True):
            assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
                addresses, status
            )
    assert sides.client("desk").get("/texts/x").status_code == 404
    assert sides.client("desk").get(f"/texts/{one.pk}/revisions/{'0' * 64}").status_code == 404


def test_nothing_one_sided_looks_concluded(sides):
    one = opened(sides)
    approved(sides, one)
    page = text_of(sides.client("desk").get(f"/texts/{one.pk}"))
    assert "Approved by one side only, not in force" in page
    assert "Nothing is in force. Nothing was concluded yet." in page
    assert "Concluded, in force" not in page
    sides.theirs.does(Kind.APPROVE, one, FIRST)
    page = text_of(sides.client("desk").get(f"/texts/{one.pk}"))
    assert "Concluded, in force" in page
    assert "not in force" not in page.lower()


def test_a_change_stands_apart_from_what_is_in_force(sides):
    one = concluded(sides)
    sides.theirs.does(Kind.PROPOSE, one, SECOND)
    page = sides.client("desk").get(f"/texts/{one.pk}")
    shown = text_of(page)
    assert "Concluded, in force" in shown
    assert "Proposed by FI-NHI." in shown
    assert "What it changes against the text in force" in shown
    html = page.content.decode()
    assert re.findall(r"<ins><span class=\"unseen\">\[inserted: </span>(.*?)<span", html)[0] == "catalogues and maps"
    assert "Article 2: new" in shown
    assert "OURS: its answer to the proposal, until" in shown


def test_a_text_is_written_reviewed_and_proposed(sides):
    client = sides.client("desk")
    head = {"partner": sides.office.partner.pk, "kind": "agreement", "note": "As we spoke"}
    posted = rows(("1", "The sides exchange catalogues.", "双方交换目录。"), **head) | {
        "a0-basis": "on",
        "do": "review",
    }
    review = client.post("/texts/new", posted)
    assert review.status_code == 200
    assert Text.objects.count() == 0
    exact = review.context["shown"].hash
    assert exact in text_of(review)
    content = review.context["content"]
    done = client.post("/texts/new", {**head, "content": content, "do": "propose", "respond_by": "2026-12-24"})
    one = Text.objects.get()
    assert done.headers["Location"] == f"/texts/{one.pk}"
    assert (one.titles, one.state, one.respond_by) == (
        {"en": "Exchange", "zh": "交换"}, "proposed", date(2026, 12, 24)
    )  # fmt: skip
    act = TextAct.objects.get()
    assert (act.body["revision"], act.body["note"]) == (exact, "As we spoke")
    assert one.revisions.get().content["articles"][0]["roles"] == ["basis"]


def test_rows_are_added_moved_and_removed_without_losing_what_was_typed(sides):
    client = sides.client("desk")
    posted = rows(("1", "one", ""), ("2", "two", ""), kind="minutes", note="kept")

    def after(do):
        page = client.post("/texts/new", {**posted, "do": do})
        assert page.status_code == 200
        assert page.context["form"]["note"].value() == "kept"
        return [(row["identifier"].value(), row["text_en"].value()) for row in page.context["rows"]]

    assert after("add") == [("1", "one"), ("2", "two"), ("3", None)]
    assert after("up-1") == [("2", "two"), ("1", "one")]
    assert after("down-0") == [("2", "two"), ("1", "one")]
    assert after("remove-0") == [("2", "two")]
    assert after("remove-9") == [("1", "one"), ("2", "two")]
    page = client.post("/texts/new", {**posted, "languages": "en, de", "do": "languages"})
    assert [code for code, _, _ in page.context["rows"][0].columns()] == ["en", "de"]
    assert page.context["rows"][0]["text_en"].value() == "one"


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"a0-identifier": ""}, 422, "Some articles cannot be taken"),
        ({"a0-text_en": "", "a0-text_zh": ""}, 400, "it has no text in any language"),
        ({"a0-identifier": "§ 1"}, 400, "it is not named by"),
        ({"title_en": "", "title_zh": ""}, 400, "it has no words in any language"),
        ({"kind": "treaty"}, 422, "Kind"),
        ({"languages": ""}, 422, "Languages"),
        ({"respond_by": "soon"}, 422, "Answer awaited by"),
    ],
)
def test_what_cannot_stand_is_refused_and_kept(sides, changed, status, said):
    posted = rows(("1", "words that were typed", ""), partner=sides.office.partner.pk, kind="agreement") | changed
    page = sides.client("desk").post("/texts/new", {**posted, "do": "review"})
    assert page.status_code == status
    assert said in text_of(page)
    assert ("words that were typed" in page.content.decode()) == ("a0-text_en" not in changed)
    assert Text.objects.count() == 0


def test_a_counter_proposal_begins_with_theirs_and_keeps_facts(sides):
    one = sides.theirs.opens(FIRST)
    client = sides.client("desk")
    form = client.get(f"/texts/{one.pk}/propose")
    row = form.context["rows"][0]
    assert (row["text_en"].value(), row["basis"].value()) == ("The sides exchange catalogues.", True)
    posted = rows(("1", "The sides exchange maps.", "双方交换地图。")) | {
        "a0-basis": "on", "a0-kept": row["kept"].value(), "do": "review",
    }  # fmt: skip
    review = client.post(f"/texts/{one.pk}/propose", posted)
    assert "What it changes against the proposal before" in text_of(review)
    client.post(f"/texts/{one.pk}/propose", {"content": review.context["content"], "do": "propose"})
    assert Text.objects.get().change == "countered"
    twice = client.post(f"/texts/{one.pk}/propose", {"content": review.context["content"], "do": "propose"})
    assert twice.status_code == 409
    assert "is proposed by “OURS” already" in text_of(twice)
    edit = client.post(f"/texts/{one.pk}/propose", {"content": review.context["content"], "do": "edit"})
    assert edit.context["rows"][0]["text_en"].value() == "The sides exchange maps."


def test_a_file_is_taken_instead_of_the_rows(sides):
    client = sides.client("desk")
    head = {"partner": sides.office.partner.pk, "kind": "agreement", "languages": "en, zh", "do": "review"}
    review = client.post("/texts/new", {**head, "file": SimpleUploadedFile("a.json", FIRST.as_bytes())})
    assert review.context["shown"].hash == FIRST.hash
    bad = client.post("/texts/new", {**head, "file": SimpleUploadedFile("a.txt", b"nothing of the kind")})
    assert bad.status_code == 422
    assert "line 1 stands where no text may stand" in text_of(bad)


def test_approving_shows_the_exact_hash_and_needs_the_authority(sides):
    one = sides.theirs.opens(FIRST)
    client = sides.client("approver")
    page = client.get(f"/texts/{one.pk}")
    assert f"Approve {FIRST.hash[:12]}" in text_of(page)
    confirm = client.get(f"/texts/{one.pk}/approve/{FIRST.hash}")
    assert f">{FIRST.hash}<" in confirm.content.decode()
    assert client.post(f"/texts/{one.pk}/approve/{FIRST.hash}", {"note": "Read"}).status_code == 302
    assert Text.objects.get().change == "approved by one"
    again = client.post(f"/texts/{one.pk}/approve/{FIRST.hash}", {"note": ""})
    assert again.status_code == 409
    assert "has approved the revision" in text_of(again)
    assert client.post(f"/texts/{one.pk}/take-back", {"note": "Misread"}).status_code == 302
    assert Text.objects.get().change == "proposed"


def test_without_the_authority_the_reason_stands_beside_the_button(sides, add_person, enter):
    one = sides.theirs.opens(FIRST)
    client = enter(add_person("approver", handle="other"))
    page = text_of(client.get(f"/texts/{one.pk}"))
    assert "Other Person" in page
    assert f'href="/texts/{one.pk}/approve' not in client.get(f"/texts/{one.pk}").content.decode()
    refused = client.post(f"/texts/{one.pk}/approve/{FIRST.hash}", {"note": ""})
    assert refused.status_code == 403
    assert TextAct.objects.count() == 1


def test_without_a_second_factor_nothing_is_signed(sides, settings):
    one = sides.theirs.opens(FIRST)
    client = sides.client("approver")
    settings.DEMO = False
    assert client.post(f"/texts/{one.pk}/approve/{FIRST.hash}").headers["Location"] == "/account/second-factor"
    assert TextAct.objects.count() == 1


def test_notice_withdrawal_and_the_day_of_the_answer(sides):
    one = concluded(sides)
    approver, desk = sides.client("approver"), sides.client("desk")
    past = approver.post(f"/texts/{one.pk}/notice", {"last_day": "2020-01-01", "note": ""})
    assert (past.status_code, "is before today" in text_of(past)) == (409, True)
    assert approver.post(f"/texts/{one.pk}/notice", {"last_day": "2027-06-30", "note": ""}).status_code == 302
    assert "The last day in force is" in text_of(desk.get(f"/texts/{one.pk}"))
    refused = desk.post(f"/texts/{one.pk}/withdraw", {"note": ""})
    assert (refused.status_code, "has no proposal that stands" in text_of(refused)) == (409, True)
    text.propose(text=one, revision=SECOND, by=sides.office.desk, at=sides.now())
    awaited = desk.post(f"/texts/{one.pk}/await", {"respond_by": "2026-12-01"}, follow=True)
    assert [str(each) for each in awaited.context["messages"]] == ["Saved."]
    assert Text.objects.get().respond_by == date(2026, 12, 1)
    assert desk.post(f"/texts/{one.pk}/withdraw", {"note": "No more"}).status_code == 302
    assert Text.objects.get().change == ""


def test_the_list_shows_overdue_answers_first_and_is_filtered(sides):
    late = opened(sides)
    other = sides.theirs.opens(SECOND)
    text.await_answer(text=late, respond_by=date(2026, 11, 20), by=sides.office.desk, at=sides.now())
    client = sides.client("auditor")
    page = client.get("/texts")
    assert [one.pk for one in page.context["page"]] == [late.pk, other.pk]
    assert "1 answer is overdue." in text_of(page)
    for query, expected in {
        "state=overdue": [late.pk], "kind=minutes": [], "kind=agreement": [late.pk, other.pk],
        f"partner={sides.office.partner.pk}": [late.pk, other.pk], "state=concluded": [],
        "state=nonsense": [late.pk, other.pk],
    }.items():  # fmt: skip
        assert [one.pk for one in client.get(f"/texts?{query}").context["page"]] == expected
    assert "overdue since" in text_of(client.get(f"/texts/{late.pk}"))


def test_the_inbox_names_answers_and_approvals(sides):
    one = sides.theirs.opens(FIRST)
    assert "Answer a proposal" in text_of(sides.client("desk").get("/"))
    assert "Approve as Texts" in text_of(sides.client("approver").get("/"))
    approved(sides, one)
    assert "Approve as Texts" not in text_of(sides.client("approver").get("/"))
    ours = opened(sides, SECOND)
    desk = sides.client("desk")
    assert "Answer overdue: remind the partner" not in text_of(desk.get("/"))
    text.await_answer(text=ours, respond_by=date(2026, 11, 20), by=sides.office.desk, at=sides.now())
    assert "Answer overdue: remind the partner" in text_of(desk.get("/"))


def test_the_search_finds_titles_and_identities(sides):
    one = opened(sides)
    for words in ("exchange", "交换", one.pk):
        assert one.pk in sides.client("desk").get("/search", {"q": words}).content.decode()
    assert one.pk not in sides.client("librarian").get("/search", {"q": "exchange"}).content.decode()


def test_the_whole_history_tells_void_and_lapsed_acts_with_reasons(sides):
    one = concluded(sides)
    text.propose(text=one, revision=SECOND, by=sides.office.desk, at=sides.now())
    sides.theirs.does(Kind.APPROVE, one, SECOND)
    third = revision("Third.")
    text.propose(text=one, revision=third, by=sides.office.desk, at=sides.now())
    sign_ours(sides.office.us)
    page = text_of(sides.client("auditor").get(f"/texts/{one.pk}/print"))
    assert "Has lapsed: the proposal it answers was withdrawn or corrected (OURS 5)" in page
    assert page.count("Signed by its side, and whole") == TextAct.objects.count()
    assert "Lin Hai, president, Theirs Institute" in page


def test_what_is_downloaded_is_proved_by_ssh_keygen(sides, tmp_path):
    one = concluded(sides)
    sign_ours(sides.office.us)
    client = sides.client("auditor")
    acts = json.loads(client.get(f"/texts/{one.pk}/acts.json").content)
    assert [each["act"]["kind"] for each in acts] == ["propose", "approve", "approve", "conclude"]
    assert client.get(f"/texts/{one.pk}/revisions/{FIRST.hash}.json").content == FIRST.as_bytes()
    zipfile.ZipFile(io.BytesIO(client.get(f"/texts/{one.pk}/proof.zip").content)).extractall(tmp_path)
    for side, number in (("OURS", 1), ("OURS", 3), ("FI-NHI", 1)):
        act = tmp_path / "acts" / f"{side}-{number}.json"
        proved = subprocess.run(
            ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", side, "-n", "verbale-text", "-s",
             f"{act}.sig"],
            input=act.read_bytes(), cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        assert proved.returncode == 0, proved.stderr


def test_an_altered_act_is_found(sides):
    one = concluded(sides)
    sign_ours(sides.office.us)
    row = TextAct.objects.get(side="FI-NHI")
    TextAct.objects.filter(pk=row.pk).update(body={**row.body, "note": "another"})
    page = text_of(sides.client("auditor").get(f"/texts/{one.pk}/print"))
    assert "Its content is not what its hash names" in page


def test_a_commission_is_proposed_and_listed_once_both_founded_it(sides):
    client = sides.client("desk")
    founding = {
        "partner": sides.office.partner.pk, "title_en": "Hydrology commission", "title_zh": "水文委员会",
        "founding_en": "The sides found a commission.", "founding_zh": "双方成立委员会。", "ours": "Li Wei\nAnna Weber",
        "theirs": "", "note": "",
    }  # fmt: skip
    few = client.post("/commissions/found", {**founding, "ours": "Li Wei"})
    assert (few.status_code, "Name at least two" in text_of(few)) == (400, True)
    assert client.post("/commissions/found", founding).status_code == 302
    one = Text.objects.get()
    listed = text_of(client.get("/commissions"))
    assert "No commission is in force." in listed
    assert "Proposed, not in force" in listed
    kept = one.revisions.get()
    assert "Name our delegates" in text_of(client.get(f"/texts/{one.pk}"))
    address = f"/commissions/{one.pk}/delegates"
    assert client.get(address).context["form"]["ours"].value() == "Li Wei\nAnna Weber"
    assert client.post(address, {"ours": "Li Wei", "note": ""}).status_code == 400
    assert client.post(address, {"ours": "Li Wei\nAnna Weber\nJ. Koch", "note": ""}).status_code == 302
    assert Text.objects.get().change == "proposed"
    text.propose(text=one, revision=revision_of(one, kept.hash), by=sides.office.desk, at=sides.now())
    approved(sides, one, SimpleNamespace(hash=kept.hash))
    sides.theirs.does(Kind.APPROVE, one, revision=kept.hash)
    listed = text_of(client.get("/commissions"))
    assert "Delegates of OURS" in listed
    assert "Anna Weber" in listed


def test_contact_bodies_are_named_and_told(sides):
    client = sides.client("desk")
    early = client.post(f"/contact-bodies/tell/{sides.office.partner.pk}", follow=True)
    assert "We have named no contact body" in text_of(early)
    posted = {"name": "Exchange section", "reach": "Room 4", "since": "2026-11-01", "until": ""}
    assert client.post("/contact-bodies/name", posted).status_code == 302
    assert ContactUnit.objects.get().party == sides.office.us
    told = client.post(f"/contact-bodies/tell/{sides.office.partner.pk}", follow=True)
    assert "FI-NHI is told of 1 contact body in the next pouch." in text_of(told)
    bad = client.post("/contact-bodies/name", {**posted, "until": "2026-10-01"})
    assert bad.status_code == 400
    assert sides.client("librarian").get("/contact-bodies").status_code == 200
    assert sides.client("librarian").get("/contact-bodies/name").status_code == 403


def test_a_policy_rests_on_an_article_in_force(sides, shelf):
    one = concluded(sides)
    version = shelf.policy()
    client = sides.client("administrator")
    address = f"/policies/{version.policy_id}/use"
    posted = {"partner": sides.office.partner.pk, "since": "2026-11-21", "basis": f"{one.pk} 1", "agreement_clause": ""}
    assert client.post(address, {**posted, "basis": ""}).status_code == 422
    assert client.post(address, posted).status_code == 302
    use = PolicyUse.objects.get(until=None)
    assert (use.text, use.article, use.agreement_clause) == (one, "1", f"Exchange, article 1 ({FIRST.hash[:12]})")
    page = client.get(f"/policies/{version.policy_id}")
    assert f'href="/texts/{one.pk}"' in page.content.decode()


def test_the_number_of_queries_of_the_list_does_not_grow(sides, django_assert_max_num_queries):
    for _ in range(3):
        opened(sides)
    client = sides.client("desk")
    client.get("/texts")
    with django_assert_max_num_queries(12):
        client.get("/texts")
