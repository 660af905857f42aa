"""Pages of erasure: rules, what is due, two people, and requests of partners."""

import io

import pytest

from tests.domain.spine import pouches
from verbale.domain.spine import document
from verbale.records import files
from verbale.records.dispatch import Message, MessageFile
from verbale.records.document import Document
from verbale.records.erasure import AskedFile, Erased, Erasure, ErasureAsked, RetentionRule

RULE = {
    "code": "scans", "sorts": ["scan"], "event": "added", "days": "0", "basis": "Archive act",
    "in_force_from": "2020-01-01", "titles_en": "Scans",
}  # fmt: skip


@pytest.fixture
def other(add_person):
    return add_person("administrator", handle="other")


@pytest.fixture
def scan(office, clock, home):
    file = document.store(io.BytesIO(b"a scan"), name="scan.txt", at=clock.now())
    return Document.objects.create(
        thing_kind="instrument", thing_id="1", role="scan", file=file, file_name="scan.txt", title="A scan",
        added_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def rule(office, enter):
    answer = enter(office.administrator).post("/erasures/rules/make", RULE)
    assert answer.status_code == 302, answer.content.decode()
    return RetentionRule.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_people_erase_what_is_due(office, other, enter, scan, rule):
    admin = enter(office.administrator)
    assert "A scan" in admin.get(f"/erasures/rules/{rule.pk}").content.decode()
    assert "1 thing is due" in admin.get("/erasures").content.decode()
    answer = admin.post(f"/erasures/rules/{rule.pk}/run", {"reason": "Yearly"})
    made = Erasure.objects.get()
    assert answer.headers["Location"] == f"/erasures/{made.pk}"
    shown = admin.get(f"/erasures/{made.pk}").content.decode()
    assert "Two people erase" in shown
    admin.post(f"/erasures/{made.pk}/confirm")
    assert files.path_of(scan.file_id).exists()
    assert "Confirm an erasure" in enter(other).get("/").content.decode()
    enter(other).post(f"/erasures/{made.pk}/confirm")
    assert not files.path_of(scan.file_id).exists()
    shown = enter(office.auditor).get(f"/erasures/{made.pk}").content.decode()
    assert scan.file_id in shown
    assert "Nothing is due." in admin.get(f"/erasures/rules/{rule.pk}").content.decode()


def test_by_order_and_withdrawn(office, enter, scan):
    admin = enter(office.administrator)
    told = {"order": "Order 12", "reason": "Asked"}
    assert admin.get(f"/erasures/order/document/{scan.pk}").status_code == 200
    answer = admin.post(f"/erasures/order/document/{scan.pk}", told)
    made = Erasure.objects.get()
    assert answer.headers["Location"] == f"/erasures/{made.pk}"
    admin.post(f"/erasures/{made.pk}/withdraw")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_bad_input_is_told_on_the_page(office, enter, scan, rule):
    admin = enter(office.administrator)
    assert admin.post("/erasures/rules/make", RULE).status_code == 409
    assert admin.post("/erasures/rules/make", RULE | {"code": "b", "event": "superseded"}).status_code == 400
    assert admin.post("/erasures/rules/make", RULE | {"code": "b", "days": "-1"}).status_code == 422
    assert admin.post(f"/erasures/order/document/{scan.pk}", {"order": ""}).status_code == 422
    assert admin.post("/erasures/order/person/x", {"order": "o", "reason": "r"}).status_code == 404
    assert admin.post(f"/erasures/rules/{rule.pk}/run", {"reason": ""}).status_code == 302
    assert admin.post(f"/erasures/rules/{rule.pk}/end", {"on": "never"}).status_code == 302
    ask = {"partner": office.partner.pk, "hashes": "f" * 64, "rule": "r", "reason": "r"}
    assert admin.post("/erasures/ask", ask).status_code == 400
    assert Erasure.objects.count() == 0
    admin.post(f"/erasures/rules/{rule.pk}/end", {"on": "2027-01-01"})
    rule.refresh_from_db()
    assert str(rule.in_force_until) == "2027-01-01"


def test_who_may_not(office, enter, scan, rule):
    pages = {
        "/erasures": {"administrator", "desk", "auditor"},
        "/erasures/rules/make": {"administrator"},
        f"/erasures/rules/{rule.pk}": {"administrator", "desk", "auditor"},
        f"/erasures/order/document/{scan.pk}": {"administrator"},
        "/erasures/ask": {"administrator", "desk"},
    }
    roles = ("administrator", "desk", "approver", "librarian", "auditor")
    found = {
        page: {role for role in roles if enter(getattr(office, role)).get(page).status_code == 200} for page in pages
    }
    assert found == pages


@pytest.fixture
def asks(office, clock):
    made = ErasureAsked.objects.create(
        partner=office.partner, side="theirs", asked="x1", rule="Privacy act", reason="A person asked",
        due_on=clock.now().date(), body={}, signature="s", signer="ssh-ed25519 AAAA", at=clock.now(),
    )  # fmt: skip
    AskedFile.objects.create(asked=made, sha256="f" * 64)
    return made


def test_the_desk_answers_a_partner(office, enter, home, asks):
    desk = enter(office.desk)
    assert "Answer a request to erase" in desk.get("/").content.decode()
    assert "A person asked" in desk.get(f"/erasures/asked/{asks.pk}").content.decode()
    page = f"/erasures/asked/{asks.pk}"
    assert desk.post(page, {"answer_0": "erased", "why_0": "Done"}).status_code == 409
    assert desk.post(page, {"answer_0": "unknown"}).status_code == 422
    assert desk.post(page, {"answer_0": "unknown", "why_0": "Never came"}).status_code == 302
    asks.refresh_from_db()
    assert asks.answered_by == office.desk
    assert "Never came" in enter(office.auditor).get(page).content.decode()
    assert desk.post(page, {"answer_0": "unknown", "why_0": "Again"}).status_code == 200
    assert "Answer a request to erase" not in desk.get("/").content.decode()


def test_an_auditor_cannot_answer(office, enter, home, asks):
    enter(office.auditor).post(f"/erasures/asked/{asks.pk}", {"answer_0": "unknown", "why_0": "r"})
    asks.refresh_from_db()
    assert asks.answered_at is None


def test_an_erasure_that_a_partner_asked_for_names_its_request(add_person, enter, scan, asks):
    AskedFile.objects.create(asked=asks, sha256=scan.file_id)
    admin, page = enter(add_person("administrator", "desk", handle="both")), f"/erasures/asked/{asks.pk}"
    address = f"/erasures/order/document/{scan.pk}?asked={asks.pk}"
    assert address in admin.get(page).content.decode()
    admin.post(address, {"order": "As the partner asks", "reason": "A person asked"})
    made = Erasure.objects.get()
    assert made.asked == asks
    assert f'href="/erasures/{made.pk}"' in admin.get(page).content.decode()
    assert f'href="{page}"' in admin.get(f"/erasures/{made.pk}").content.decode()
    assert admin.get(f"/erasures/order/document/{scan.pk}?asked=none").status_code == 404


def test_a_partner_is_asked_along_with_our_own_erasure(office, other, enter, scan, clock):
    pouch = pouches.sealed(office.partner, clock.now())
    sent = Message.objects.create(
        partner=office.partner, what="delivery", body={}, state="sealed", pouch=pouch, queued_at=clock.now()
    )
    MessageFile.objects.create(message=sent, name="scan.txt", file=scan.file)
    made = Erasure.objects.create(
        order="Order 12", reason="r", state="done", proposed_by=other, proposed_at=clock.now(),
        confirmed_by=office.administrator, confirmed_at=clock.now(),
    )  # fmt: skip
    Erased.objects.create(erasure=made, thing_kind="document", thing_id=scan.pk, sha256=scan.file_id)
    admin, address = enter(office.administrator), f"/erasures/ask?erasure={made.pk}"
    assert address in admin.get(f"/erasures/{made.pk}").content.decode()
    assert admin.get(address).context["form"]["hashes"].value() == scan.file_id
    ask = {"partner": office.partner.pk, "hashes": scan.file_id, "rule": "r", "reason": "r"}
    assert admin.post(address, ask).status_code == 302
    assert ErasureAsked.objects.get().erasure == made
