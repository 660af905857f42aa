"""Signing certificates at their pages: made, added, confirmed by the fingerprint read aloud, revoked with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.domain.cycle.minuting import PASSPHRASE
from tests.web.signing import bureau, room, words_of
from verbale.domain.cycle import signing_certificate
from verbale.engines import signature
from verbale.records.journal import JournalPayload
from verbale.records.minutes import SigningCertificate

__all__ = ["bureau", "room"]

LIST, MAKE, ADD = (reverse(name) for name in (
    "signing-certificates", "signing-certificate-make", "signing-certificate-add"
))  # fmt: skip


def of(row, name="signing-certificate"):
    return reverse(name, args=[row.pk])


def brought(room, name="stranger"):
    """A certificate of the partner's that nobody here knows, as a file."""
    room.minuting.key(name, "THEIRS", trusted=False)
    return room.minuting.made[name].certificate


def added(room):
    made = brought(room)
    side = room.minuting.bureau.partner
    done = room.post("admin", ADD, side=side.pk, file=SimpleUploadedFile("theirs.pem", made.pem))
    assert done.status_code == 302
    return SigningCertificate.objects.get(fingerprint=made.fingerprint)


def test_who_reaches_which_page(room):
    row = added(room)
    read, change = [LIST, of(row)], [ADD, of(row, "signing-certificate-confirm"), of(row, "signing-certificate-revoke")]
    expected = {
        "desk": (200, 403, 403), "committee": (200, 200, 403), "auditor": (200, 403, 403), "admin": (200, 200, 200),
        "librarian": (403, 403, 403),
    }  # fmt: skip
    for handle, (reads, makes, changes) in expected.items():
        got = [{room.get(handle, one).status_code for one in some} for some in (read, [MAKE], change)]
        assert got == [{reads}, {makes}, {changes}], handle


def test_what_one_may_not_is_not_offered(room):
    row = added(room)
    assert "Add one" not in words_of(room.get("desk", LIST))
    assert "Make one of ours" in words_of(room.get("committee", LIST))
    assert "Revoke" not in words_of(room.get("committee", of(row)))
    assert "Revoke" in words_of(room.get("admin", of(row)))


def test_ours_is_made_with_a_passphrase_that_nobody_keeps(room):
    told = {"person": "Eva Brunner", "office": "Department", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    done = room.post("committee", MAKE, **told)
    row = SigningCertificate.objects.get(subject="Eva Brunner, Department, OURS")
    assert done.headers["Location"] == of(row)
    assert signing_certificate.key_path(row.fingerprint).exists()
    signature.Signer.from_key_file(signing_certificate.key_path(row.fingerprint), PASSPHRASE)
    page = words_of(room.get("desk", of(row)))
    assert "on this node, under its passphrase" in page
    assert row.fingerprint[:4] in page
    assert room.get("desk", of(row, "signing-certificate-file")).content.decode() == row.pem
    assert not any(PASSPHRASE in str(each.facts) for each in JournalPayload.objects.all())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"again": "another one here"}, "The two passphrases differ."),
        ({"passphrase": "short", "again": "short"}, "at least 8 characters"),
        ({"person": ""}, "Who signs with it"),
    ],
)
def test_a_key_is_not_made(room, told, said):
    given = {"person": "Eva Brunner", "office": "Department", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    before = SigningCertificate.objects.count()
    page = room.post("committee", MAKE, **(given | told))
    assert page.status_code >= 400
    assert said in words_of(page)
    assert PASSPHRASE not in page.content.decode()
    assert SigningCertificate.objects.count() == before


def test_a_partner_s_certificate_counts_once_its_fingerprint_was_typed(room):
    row = added(room)
    shown = room.get("admin", of(row)).content.decode()
    assert "Hidden until it is confirmed" in shown
    assert row.fingerprint[:8] not in shown
    where = of(row, "signing-certificate-confirm")
    wrong = room.post("admin", where, fingerprint="0" * 64)
    assert wrong.status_code == 400
    assert row.fingerprint[:8] not in wrong.content.decode()
    spoken = " ".join(row.fingerprint[at : at + 4] for at in range(0, 64, 4)).upper()
    assert room.post("admin", where, fingerprint=spoken).headers["Location"] == of(row)
    row.refresh_from_db()
    assert row.confirmed_at is not None
    assert row.fingerprint[:4] in words_of(room.get("desk", of(row)))


def test_a_file_that_is_none_and_one_of_another_side(room):
    partner, us = room.minuting.bureau.partner, room.minuting.bureau.us
    page = room.post("admin", ADD, side=partner.pk, file=SimpleUploadedFile("x.pem", b"nothing"))
    assert "This is not a certificate that can be read" in words_of(page)
    made = brought(room)
    page = room.post("admin", ADD, side=us.pk, file=SimpleUploadedFile("theirs.pem", made.pem))
    assert page.status_code == 409
    assert "The certificate says that it is of THEIRS" in words_of(page)


def test_a_certificate_is_revoked_with_a_reason(room):
    row = signing_certificate.find(room.minuting.made["THEIRS"].certificate.fingerprint)
    where = of(row, "signing-certificate-revoke")
    assert room.post("admin", where, reason="").status_code == 422
    room.post("admin", where, reason="The key was lost")
    row.refresh_from_db()
    assert (row.reason, row.revoked_at is not None) == ("The key was lost", True)
    page = words_of(room.get("desk", of(row)))
    assert "Revoked" in page
    assert "The key was lost" in page
    assert room.post("admin", where, reason="Again").status_code == 409


def test_a_partner_s_page_leads_to_its_certificates(room):
    partner = room.minuting.bureau.partner
    where = f"{LIST}?side={partner.pk}"
    assert where in room.get("desk", reverse("party", args=[partner.pk])).content.decode()
    assert LIST not in room.get("librarian", reverse("party", args=[partner.pk])).content.decode()
    page = words_of(room.get("desk", where))
    assert ("Lin Hai" in page, "Franz Egli" in page) == (True, False)
    assert room.get("desk", f"{LIST}?side=\0x").status_code == 200


def test_the_list_costs_the_same_with_more(room, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = room.client("auditor")
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(LIST)
    for name in ("a", "b", "c"):
        room.minuting.key(name, "THEIRS")
    with django_assert_num_queries(len(first)):
        assert client.get(LIST).content.count(b'scope="row"') == 5
