"""A partner's channel as its readers see it, and what people do about it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.spine import pouches
from tests.engines.seal.pouches import fresh_keys
from tests.records.rows import make
from tests.web.shelf import text_of
from verbale.domain.spine import channel as channels
from verbale.domain.spine import dispatch, party_keys
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import load_keys, make_keys, recover_keys
from verbale.records.channel import Channel, ReturnedPouch, Transfer
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party, PartyKeys


@pytest.fixture
def place(shelf):
    return f"/partners/{shelf.partner.pk}/channel"


def introduced(shelf, keys: PublicKeys):
    at = shelf.clock.now()
    row = party_keys.add(party=shelf.partner, keys=keys, by=shelf.office.administrator, at=at)
    party_keys.confirm(keys=row, fingerprint=keys.fingerprint, by=shelf.office.administrator, at=at)
    return row


def test_who_reads_the_channel_and_who_acts(shelf, place):
    roles = ("desk", "auditor", "administrator", "librarian", "approver")
    assert [shelf.client(role).get(place).status_code for role in roles] == [200, 200, 200, 403, 403]
    for act in ("resume", "epoch", "address"):
        assert [shelf.client(role).get(f"{place}/{act}").status_code for role in roles] == [403, 403, 200, 403, 403]
    assert shelf.client("desk").get(f"/partners/{shelf.office.us.pk}/channel").status_code == 404


def test_an_open_channel_says_so(shelf, place):
    page = text_of(shelf.client("desk").get(place))
    assert "The channel is open both ways." in page
    assert "not countersigned by them yet" in page


def test_a_stopped_channel_says_why_and_goes_on_with_a_reason(shelf, place):
    channels.stop(partner=shelf.partner, why="Two pouches have number 7.", clause="5.6", at=shelf.clock.now())
    admin = shelf.client("administrator")
    page = text_of(admin.get(place))
    assert "The channel is stopped in both directions" in page
    assert "Two pouches have number 7." in page
    assert "Let the channel go on" in page
    assert "Let the channel go on" not in text_of(shelf.client("desk").get(place))
    assert admin.post(f"{place}/resume", {"reason": " "}).status_code == 422
    assert admin.post(f"{place}/resume", {"reason": "Spoke to Ms Laine."}).status_code == 302
    assert Channel.objects.get().stopped_at is None
    refused = admin.post(f"{place}/resume", {"reason": "Again."})
    assert (refused.status_code, "is not stopped" in text_of(refused)) == (409, True)


def test_an_epoch_is_confirmed_by_the_number_that_was_read(shelf, place):
    channels.ask_epoch(partner=shelf.partner, epoch=1795302000, at=shelf.clock.now())
    admin = shelf.client("administrator")
    assert "begins epoch 1795302000" in text_of(admin.get(place))
    wrong = admin.post(f"{place}/epoch", {"epoch": "1795302001"})
    assert (wrong.status_code, Channel.objects.get().confirmed) == (409, 1)
    assert admin.post(f"{place}/epoch", {"epoch": "1795302000"}).status_code == 302
    assert Channel.objects.get().confirmed == 1795302000
    assert "is confirmed; it begins" in text_of(admin.get(place))


def test_what_is_not_acknowledged_is_sent_again(shelf, place):
    row = pouches.sealed(shelf.partner, shelf.clock.now())
    dispatch.carried(pouch=row, at=shelf.clock.now())
    desk = shelf.client("desk")
    assert "1 not acknowledged" in text_of(desk.get(place))
    answer = desk.post(f"{place}/send-again", follow=True)
    assert "1 pouch is sent again" in text_of(answer)
    assert Pouch.objects.get().state == "sealed"
    assert shelf.client("auditor").post(f"{place}/send-again").status_code == 403
    assert desk.get(f"{place}/send-again").status_code == 405


def test_a_returned_pouch_is_seen_to_once(shelf, place):
    row = make(
        ReturnedPouch, partner=shelf.partner, epoch=1, number=4, acts=[{"what": "order", "took back": False}],
        returned_at=shelf.clock.now(),
    )  # fmt: skip
    desk = shelf.client("desk")
    assert "Order of ours" in text_of(desk.get(place))
    assert shelf.client("auditor").post(f"/returned-pouches/{row.pk}/seen-to").status_code == 403
    desk.post(f"/returned-pouches/{row.pk}/seen-to")
    assert ReturnedPouch.objects.get().noted_by == shelf.office.desk
    assert "was seen to before, by" in text_of(desk.post(f"/returned-pouches/{row.pk}/seen-to", follow=True))


def test_transfers_show_how_far_they_came_and_ask_for_themselves_while_they_move(shelf, place):
    at = shelf.clock.now()
    row = make(
        Transfer, partner=shelf.partner, way="out", file_name="OURS-FI-NHI-1-000001.pouch", size=2000, done=500,
        begun_at=at, moved_at=at,
    )  # fmt: skip
    desk = shelf.client("desk")
    page = desk.get(place)
    assert "25 %" in text_of(page)
    assert 'hx-trigger="every 2s"' in page.content.decode()
    part = desk.get("/transfers", {"partner": shelf.partner.pk})
    assert "25 %" in text_of(part)
    Transfer.objects.filter(pk=row.pk).update(done=2000, ended_at=at)
    assert "hx-trigger" not in desk.get("/transfers").content.decode()


def test_a_fingerprint_is_shown_in_groups_of_four_once_confirmed(shelf, place):
    keys = fresh_keys().public
    row = party_keys.add(party=shelf.partner, keys=keys, by=shelf.office.administrator, at=shelf.clock.now())
    admin = shelf.client("administrator")
    signs = keys.fingerprint.partition(":")[2]
    groups = [signs[start : start + 4] for start in range(0, len(signs), 4)]
    assert f"<span>{groups[0]}</span>" not in admin.get(place).content.decode()
    spoken = f"SHA256: {' '.join(groups)}"
    assert admin.post(f"/partners/keys/{row.pk}", {"fingerprint": spoken}).status_code == 302
    assert "".join(f"<span>{one}</span> " for one in groups) in admin.get(place).content.decode()
    listed = admin.get(f"/partners/{shelf.partner.pk}/allowed-signers").content.decode()
    assert listed == f'FI-NHI namespaces="verbale-*",valid-after="20261121090000Z" {keys.signing}\n'


def test_a_statement_of_the_recovery_key_is_taken_from_a_file(shelf, place, tmp_path):
    first = make_keys(tmp_path / "keys", None, tmp_path / "safe")
    introduced(shelf, first.public)
    made = recover_keys(tmp_path / "keys", tmp_path / "safe", side="FI-NHI", number=1, at=shelf.clock.now())
    assert load_keys(tmp_path / "keys").public == made.public
    admin, there = shelf.client("administrator"), f"/partners/{shelf.partner.pk}/keys/statement"
    bad = admin.post(there, {"file": SimpleUploadedFile("x.keys", b"{}")})
    assert (bad.status_code, "no statement about keys" in text_of(bad)) == (422, True)
    assert admin.post(there, {"file": SimpleUploadedFile("x.keys", made.statement.as_file())}).status_code == 302
    assert party_keys.confirmed(shelf.partner) == made.public
    assert PartyKeys.objects.get(fingerprint=first.public.fingerprint).revoked_at is not None


def test_a_partner_gets_an_address(shelf, place):
    admin = shelf.client("administrator")
    wrong = admin.post(f"{place}/address", {"address": "ftp://x", "resend_after": "60"})
    assert wrong.status_code == 400
    assert Party.objects.get(pk=shelf.partner.pk).resend_after == shelf.partner.resend_after
    admin.post(f"{place}/address", {"address": "https://node.nhi.example", "resend_after": "60"})
    assert "https://node.nhi.example" in text_of(admin.get(place))


def test_the_channel_is_worked_out_anew(shelf, place):
    pouches.sealed(shelf.partner, shelf.clock.now())
    page = text_of(shelf.client("auditor").get(f"{place}/check"))
    assert "does not agree" in page or "All agrees" in page
    assert shelf.client("librarian").get(f"{place}/check").status_code == 403


@pytest.mark.parametrize(
    ("clause", "state", "says"),
    [
        ("5.8", "waiting", "Pouches before this one have not come yet."),
        ("5.6", "refused", "There are two pouches with one number"),
        ("", "refused", "could not be opened or verified"),
    ],
)
def test_every_refusal_is_explained(shelf, clause, state, says):
    row = make(
        ArrivedPouch, partner=shelf.partner, epoch=1, number=3, state=state, clause=clause, refusal="Because.",
        file_name="a.pouch", arrived_at=shelf.clock.now(), sha256="a" * 64, size=1,
    )  # fmt: skip
    page = text_of(shelf.client("desk").get(f"/arrivals/{row.pk}"))
    assert says in page
    assert "What to do" in page


def test_pouches_are_filtered_by_partner_and_state(shelf):
    pouches.sealed(shelf.partner, shelf.clock.now())
    desk = shelf.client("desk")
    assert len(desk.get("/pouches", {"state": "sealed", "partner": shelf.partner.pk}).context["rows"]) == 1
    assert desk.get("/pouches", {"state": "acknowledged"}).context["rows"] == []


def test_an_administrator_sees_pouches_and_not_what_is_told_in_them(shelf):
    row = pouches.sealed(shelf.partner, shelf.clock.now())
    admin = shelf.client("administrator")
    page = text_of(admin.get(f"/pouches/{row.pk}"))
    assert "What is in it" not in page
    assert "Waits for the next pouch" not in text_of(admin.get("/pouches"))
