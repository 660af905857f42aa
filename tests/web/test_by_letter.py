"""A partner without a node in the pages: its letters acknowledge pouches and act on texts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.spine import pouches
from tests.domain.spine.other_side import revision
from tests.web.shelf import sound_pdf, text_of
from verbale.domain.spine import text
from verbale.engines.agreement import as_plain
from verbale.records.dispatch import Pouch
from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.text import Text, TextAct

FIRST, SECOND = revision(), revision("The sides exchange catalogues and maps.", _2="For five years.")
SIGNED = {"name": "J. Novák", "authority": "director", "office": "Academy", "compared": "on"}


def scan(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", sound_pdf() if data is None else data)


def plain(one) -> SimpleUploadedFile:
    return SimpleUploadedFile("theirs.txt", as_plain(one).encode())


@pytest.fixture
def letters(shelf) -> SimpleNamespace:
    """The office with a partner that runs no node."""
    Party.objects.filter(pk=shelf.partner.pk).update(by_letter=True)
    shelf.partner.refresh_from_db()
    return shelf


@pytest.fixture
def sent(letters) -> Pouch:
    pouches.sealed(letters.partner, letters.clock.now())
    return pouches.sealed(letters.partner, letters.clock.now())


@pytest.fixture
def proposed(letters) -> Text:
    return text.open_text(
        partner=letters.partner, revision=FIRST, by=letters.office.desk, at=letters.clock.forward(minutes=1)
    )


def record(letters, one, kind, **given):
    letters.clock.forward(minutes=1)
    return letters.client("desk").post(f"/texts/{one.pk}/letter", {"kind": kind, "scan": scan(), **SIGNED, **given})


def test_these_pages_are_the_desk_s_and_the_administrator_s(letters, sent, proposed):
    desk = [f"/pouches/{sent.pk}/letter", f"/texts/{proposed.pk}/letter", f"/partners/{letters.partner.pk}/letter"]
    admin = f"/partners/{letters.partner.pk}/by-letter"
    may = {"desk": (200, 403), "administrator": (403, 200), "approver": (403, 403), "auditor": (403, 403)}
    for role, (recording, setting) in may.items():
        client = letters.client(role)
        assert {client.get(address).status_code for address in desk} == {recording}
        assert client.get(admin).status_code == setting
    assert letters.client("desk").get("/pouches/x/letter").status_code == 404


class TestPouch:
    def test_it_is_acknowledged_with_those_before_it(self, letters, sent):
        desk, address = letters.client("desk"), f"/pouches/{sent.pk}"
        assert f"{address}/letter" in desk.get(address).content.decode()
        assert len(desk.get(f"{address}/letter").context["before"]) == 2
        said = desk.post(f"{address}/letter", {"scan": scan()}, follow=True)
        assert "2 pouches are acknowledged." in text_of(said)
        assert f"/documents/{Document.objects.get().pk}" in text_of(said)
        assert f"{address}/letter" not in said.content.decode()
        assert set(Pouch.objects.values_list("state", flat=True)) == {"acknowledged"}

    @pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b""])
    def test_a_scan_that_cannot_be_used_is_refused(self, letters, sent, data):
        answer = letters.client("desk").post(f"/pouches/{sent.pk}/letter", {"scan": scan(data)})
        assert (answer.status_code in (409, 422), list(answer.context["form"].errors)) == (True, ["scan"])
        assert (Document.objects.count(), Pouch.objects.filter(state="acknowledged").count()) == (0, 0)

    def test_of_a_partner_with_a_node_it_is_refused(self, letters, sent):
        Party.objects.filter(pk=letters.partner.pk).update(by_letter=False)
        desk = letters.client("desk")
        assert f"/pouches/{sent.pk}/letter" not in desk.get(f"/pouches/{sent.pk}").content.decode()
        answer = desk.post(f"/pouches/{sent.pk}/letter", {"scan": scan()})
        assert (answer.status_code, Document.objects.count()) == (409, 0)
        assert "runs a node" in text_of(answer)


class TestText:
    def test_a_letter_approves_our_revision(self, letters, proposed):
        page = letters.client("desk").get(f"/texts/{proposed.pk}")
        assert f"/texts/{proposed.pk}/letter" in page.content.decode()
        done = record(letters, proposed, "approve", approves=FIRST.hash)
        assert done.headers["Location"] == f"/texts/{proposed.pk}"
        row = TextAct.objects.get(side=letters.partner.code)
        assert (row.act, row.signature, row.by, row.letter.thing_id) == (
            "approve", "", letters.office.desk, proposed.pk
        )  # fmt: skip
        assert row.body["by"] == {"name": "J. Novák", "authority": "director", "office": "Academy"}
        shown = letters.client("approver").get(f"/texts/{proposed.pk}")
        assert "none: it came by letter" in text_of(shown)
        assert letters.client("approver").get(f"/documents/{row.letter.pk}").status_code == 200

    def test_a_letter_proposes_another_revision_and_takes_it_back(self, letters, proposed):
        record(letters, proposed, "propose", file=plain(SECOND), note="As we spoke")
        row = TextAct.objects.get(side=letters.partner.code)
        assert (row.body["revision"], row.body["note"]) == (SECOND.hash, "As we spoke")
        record(letters, proposed, "withdraw")
        assert TextAct.objects.filter(side=letters.partner.code).count() == 2

    @pytest.mark.parametrize(
        ("kind", "given", "field"),
        [
            ("propose", {}, "file"), ("approve", {}, "approves"), ("approve", {"approves": "0" * 64}, "approves"),
            ("give notice", {}, "last_day"), ("conclude", {}, "kind"), ("withdraw", {"name": ""}, "name"),
            ("withdraw", {"compared": ""}, "compared"), ("withdraw", {}, "__all__"), ("take back", {}, "__all__"),
            ("give notice", {"last_day": "2027-12-31"}, "__all__"),
            ("propose", {"file": SimpleUploadedFile("a.txt", b"hello")}, "__all__"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_recorded_is_said_and_leaves_nothing(self, letters, proposed, kind, given, field):
        answer = record(letters, proposed, kind, **given)
        assert (answer.status_code >= 400, list(answer.context["form"].errors)) == (True, [field])
        assert (TextAct.objects.count(), Document.objects.count()) == (1, 0)

    def test_a_text_begins_by_letter_on_the_partner_s_page(self, letters):
        desk, address = letters.client("desk"), f"/partners/{letters.partner.pk}"
        assert f"{address}/letter" in desk.get(address).content.decode()
        done = desk.post(f"{address}/letter", {"scan": scan(), "file": plain(FIRST), **SIGNED})
        one = Text.objects.get()
        assert (done.headers["Location"], one.depositary) == (f"/texts/{one.pk}", "OURS")
        missing = desk.post(f"{address}/letter", {"scan": scan(), **SIGNED})
        assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["file"])

    def test_of_a_partner_with_a_node_nothing_is_offered_nor_taken(self, letters, proposed):
        Party.objects.filter(pk=letters.partner.pk).update(by_letter=False)
        desk = letters.client("desk")
        for page in (f"/texts/{proposed.pk}", f"/partners/{letters.partner.pk}"):
            assert f"{page}/letter" not in desk.get(page).content.decode()
        answer = record(letters, proposed, "approve", approves=FIRST.hash)
        assert (answer.status_code, Document.objects.count()) == (409, 0)


def test_whether_a_partner_runs_a_node_is_shown_and_set(shelf):
    admin, address = shelf.client("administrator"), f"/partners/{shelf.partner.pk}"
    assert "runs no node" not in text_of(admin.get(address))
    assert admin.post(f"{address}/by-letter", {"by_letter": "on"}).headers["Location"] == address
    assert "runs no node: papers go out" in text_of(admin.get(address))
    assert "runs no node" in text_of(admin.get("/partners"))
    admin.post(f"{address}/by-letter", {})
    assert not Party.objects.get(pk=shelf.partner.pk).by_letter
    ours = admin.post(f"/partners/{shelf.office.us.pk}/by-letter", {"by_letter": "on"})
    assert (ours.status_code, "is our own node" in text_of(ours)) == (400, True)
