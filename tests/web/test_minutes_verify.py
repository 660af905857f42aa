"""Verifying at a page: the paper that is held, and any file; who signed what, or why it is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.signing import bureau, room, words_of
from verbale.domain.cycle import signing_certificate
from verbale.engines import signature
from verbale.records.document import StoredFile
from verbale.records.minutes import Minutes

__all__ = ["bureau", "room"]


@pytest.fixture
def minutes(room):
    return room.minuting.agreed()


@pytest.fixture
def both(room, minutes):
    """The bytes of the paper with both signatures, which is held here."""
    data = room.minuting.they_sign(room.minuting.bytes_of(room.minuting.signs(minutes)))
    room.minuting.arrives(minutes, data)
    return data


def verified(room, data, minutes=None, handle="auditor", **told):
    where = reverse("minutes-verify", args=[minutes.text_id] if minutes else [])
    return room.post(handle, where, file=SimpleUploadedFile("brought.pdf", data), **told)


def test_who_may_verify(room, both, minutes):
    for where in (reverse("minutes-verify"), reverse("minutes-verify", args=[minutes.text_id])):
        got = {handle: room.get(handle, where).status_code for handle in ("desk", "committee", "auditor", "librarian")}
        assert got == {"desk": 200, "committee": 200, "auditor": 200, "librarian": 403}
    assert room.get("desk", reverse("minutes-verify", args=["x"])).status_code == 404


def test_the_paper_that_is_held(room, both, minutes):
    page = words_of(room.get("desk", reverse("minutes-verify", args=[minutes.text_id])))
    assert "Accepted as a paper signed by OURS and THEIRS." in page
    for said in (
        "For OURS holds", "For THEIRS holds", "Franz Egli, Presidency, OURS", "Lin Hai, Presidency, THEIRS",
        "certifies the paper; only forms may be filled after it", "signs the paper as it stands",
        room.minuting.made["THEIRS"].certificate.fingerprint,
    ):  # fmt: skip
        assert said in page


def test_a_paper_that_waits_for_the_other_side(room, minutes):
    where = reverse("minutes-verify", args=[minutes.text_id])
    assert "No signed paper of the wording agreed is held here yet." in words_of(room.get("desk", where))
    room.minuting.signs(minutes)
    page = words_of(room.get("desk", where))
    assert "Only the signature of THEIRS is missing." in page
    assert "Accepted" not in page


def test_any_file_is_held_against_what_is_known(room, both):
    stored = StoredFile.objects.count()
    page = verified(room, both)
    assert page.status_code == 200
    shown = words_of(page)
    assert "brought.pdf" in shown
    assert "Accepted as a paper signed by OURS and THEIRS." in shown
    assert StoredFile.objects.count() == stored


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data[:-1], "The file breaks off before its end"),
        (lambda data: data + b"\n% more\n", "Something was appended to the file"),
        (lambda _: b"nothing", "The file is not a PDF"),
    ],
    ids=["cut", "appended", "other"],
)
def test_a_spoilt_file_is_refused_with_the_reason(room, both, minutes, spoil, why):
    for about in (minutes, None):
        told = {} if about else {"partner": room.minuting.bureau.partner.pk}
        page = verified(room, spoil(both), about, **told)
        assert page.status_code == 200
        shown = words_of(page)
        assert "Refused as a paper signed by OURS and THEIRS" in shown
        assert why in shown
        assert "Accepted" not in shown


def test_a_paper_of_other_minutes_is_refused(room, both, minutes):
    other = room.minuting.agreed(room.minuting.revision(number=2))
    assert "What was signed is not the paper that was expected." in words_of(verified(room, both, other))


def test_a_revoked_certificate_of_a_paper_that_is_not_held(room, minutes):
    data = room.minuting.they_sign(room.minuting.bytes_of(room.minuting.signs(minutes)))
    row = signing_certificate.find(room.minuting.made["THEIRS"].certificate.fingerprint)
    signing_certificate.revoke(
        certificate=row, reason="Lost", by=room.minuting.bureau.who("admin"), at=room.minuting.at()
    )
    page = words_of(verified(room, data, minutes))
    assert "Refused" in page
    assert "has been revoked" in page
    assert "For THEIRS does not hold" in page


def test_who_should_have_signed_has_to_be_known(room):
    page = verified(room, b"%PDF-1.7\n")
    assert page.status_code in (200, 422)
    assert Minutes.objects.count() == 0
    named = verified(room, b"%PDF-1.7\n", partner=room.minuting.bureau.partner.pk)
    assert "Refused as a paper signed by OURS and THEIRS" in words_of(named)


def test_a_file_is_needed(room):
    page = room.post("auditor", reverse("minutes-verify"))
    assert page.status_code in (200, 422)
    assert signature.DEFAULT_LIMITS.bytes == 50 * 1024**2
