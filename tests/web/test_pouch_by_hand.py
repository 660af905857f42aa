"""What people do with pouches by hand, on pages."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import text_of
from tests.web.test_dispatch import queued
from verbale.domain.spine import dispatch
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch, Message

SEALED = b"age-encryption.org/v1\nsealed"


def handed(name="FI-NHI-1.pouch", data=SEALED):
    return {"file": SimpleUploadedFile(name, data)}


def test_a_file_that_came_is_laid_into_the_inbox(shelf, home):
    desk = shelf.client("desk")
    assert 'href="/arrivals/receive"' in desk.get("/arrivals").content.decode()
    done = desk.post("/arrivals/receive", handed(), follow=True)
    assert "It lies in the inbox" in text_of(done)
    assert (files.home().inbox / "FI-NHI-1.pouch").read_bytes() == SEALED
    shelf.client("administrator").post("/arrivals/receive", handed())
    assert [one.name for one in files.home().inbox.iterdir()] == ["FI-NHI-1.pouch"]


def test_of_a_file_that_came_before_it_is_shown_what_became_of_it(shelf, home):
    desk = shelf.client("desk")
    desk.post("/arrivals/receive", handed())
    sha256 = hashlib.sha256(SEALED).hexdigest()
    row = ArrivedPouch.objects.create(
        partner=shelf.partner, state="refused", refusal="Forked.", sha256=sha256, size=len(SEALED),
        file_name="FI-NHI-1.pouch", arrived_at=shelf.clock.now(),
    )  # fmt: skip
    assert desk.post("/arrivals/receive", handed()).headers["Location"] == f"/arrivals/{row.pk}"


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"csrfmiddlewaretoken": "x"}, 422, "This was not saved"),
        (handed("pouch.zip"), 400, "is not called like a pouch"),
        (handed("odd.pouch", b"PK\x03\x04"), 422, "is no sealed pouch"),
    ],
)
def test_what_is_no_pouch_is_refused_with_the_reason(shelf, home, given, status, says):
    page = shelf.client("desk").post("/arrivals/receive", given)
    assert (page.status_code, says in text_of(page)) == (status, True)
    assert list(files.home().inbox.iterdir()) == []


def test_who_hands_in_and_lets_judge_again(shelf):
    roles = ("desk", "administrator", "auditor", "librarian", "approver")
    assert [shelf.client(role).get("/arrivals/receive").status_code for role in roles] == [200, 200, 403, 403, 403]
    again = f"/partners/{shelf.partner.pk}/channel/retry"
    assert [shelf.client(role).post(again).status_code for role in roles] == [302, 302, 403, 403, 403]
    assert shelf.client("desk").get(again).status_code == 405
    assert "/arrivals/receive" not in shelf.client("auditor").get("/arrivals").content.decode()


def test_held_messages_are_judged_again(shelf):
    queued(shelf)
    message, desk = Message.objects.get(), shelf.client("desk")
    again = f"/partners/{shelf.partner.pk}/channel/retry"
    assert again not in desk.get("/pouches").content.decode()
    assert "none to try again" in text_of(desk.post(again, follow=True))
    dispatch.hold(message=message, why="It carries a marking.", at=shelf.clock.now())
    assert f'action="{again}"' in desk.get("/pouches").content.decode()
    assert again not in shelf.client("auditor").get("/pouches").content.decode()
    assert "judges 1 message again" in text_of(desk.post(again, follow=True))
    message.refresh_from_db()
    assert message.held_at is None
