"""Certificates for papers: made, taken over, trusted once compared, revoked from a moment on."""

import stat
from datetime import timedelta

import pytest

from tests.domain.cycle.bureau import acts
from verbale.domain.cycle import signing_certificate as certificates
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.engines import signature
from verbale.kernel.errors import NotFound
from verbale.records.minutes import SigningCertificate

PASSPHRASE = "ten green bottles"


@pytest.fixture
def pem(bureau, random):
    """Makes a certificate of a side elsewhere."""

    def made(side="THEIRS", person="Lin Hai"):
        now = bureau.clock.now()
        return signature.make_certificate(
            signature.Subject(side=side, office="Presidency", person=person), signature.new_key(), valid_from=now,
            valid_until=now + timedelta(days=9), random=random,
        ).pem  # fmt: skip

    return made


def admin(bureau):
    return {"by": bureau.who("admin"), "at": bureau.at()}


def added(bureau, pem):
    return certificates.add(side=bureau.partner, pem=pem, **admin(bureau))


def confirm(bureau, row, fingerprint=None):
    return certificates.confirm(
        certificate=row, fingerprint=fingerprint or row.fingerprint, second_factor=True, **admin(bureau)
    )


def trusted(row):
    return [(one.side, one.certificate.fingerprint, one.revoked_at) for one in certificates.trusted(("OURS", "THEIRS"))]


def test_ours_is_made_with_a_key_under_a_passphrase(bureau, random):
    at = bureau.at()
    row = certificates.make(
        person=" Franz Egli ", office="Presidency", passphrase=PASSPHRASE, by=bureau.who("committee"), at=at,
        random=random,
    )  # fmt: skip
    assert (row.side, row.subject, row.confirmed_at) == (bureau.us, "Franz Egli, Presidency, OURS", at)
    path = certificates.key_path(row.fingerprint)
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    key = signature.read_key_file(path, PASSPHRASE)
    assert (key.certificate.fingerprint, key.certificate.pem.decode()) == (row.fingerprint, row.pem)
    assert trusted(row) == [("OURS", row.fingerprint, None)]
    assert acts(row) == ["certificate.added"]
    with pytest.raises(signature.WrongPassphrase):
        signature.read_key_file(path, "ten red bottles")


def test_a_short_passphrase_keeps_nothing(bureau, random):
    with pytest.raises(signature.NoPassphrase):
        certificates.make(
            person="Franz Egli", office="Presidency", passphrase="short", by=bureau.who("committee"), at=bureau.at(),
            random=random,
        )  # fmt: skip
    assert not SigningCertificate.objects.exists()
    assert list((bureau.home.path / "signing").iterdir()) == []


def test_theirs_is_trusted_once_its_fingerprint_was_compared(bureau, pem):
    row = added(bureau, pem())
    assert (row.subject, row.confirmed_at, trusted(row)) == ("Lin Hai, Presidency, THEIRS", None, [])
    with pytest.raises(certificates.OtherFingerprint):
        confirm(bureau, row, row.fingerprint[:-1])
    with pytest.raises(NeedsSecondFactor):
        certificates.confirm(certificate=row, fingerprint=row.fingerprint, second_factor=False, **admin(bureau))
    read_out = ":".join(row.fingerprint[at : at + 2].upper() for at in range(0, 64, 2))
    first = confirm(bureau, row, read_out).confirmed_at
    assert trusted(row) == [("THEIRS", row.fingerprint, None)]
    assert confirm(bureau, row).confirmed_at == first
    assert acts(row) == ["certificate.added", "certificate.confirmed"]


def test_a_revoked_one_is_told_with_the_moment(bureau, pem):
    row = confirm(bureau, added(bureau, pem()))
    at = bureau.at()
    with pytest.raises(certificates.NoReason):
        certificates.revoke(certificate=row, reason=" ", by=bureau.who("admin"), at=at)
    certificates.revoke(certificate=row, reason=" He left ", by=bureau.who("admin"), at=at)
    assert trusted(row) == [("THEIRS", row.fingerprint, at)]
    assert SigningCertificate.objects.get().reason == "He left"
    for again in (lambda: confirm(bureau, row), lambda: certificates.revoke(
        certificate=row, reason="Again", **admin(bureau)
    )):  # fmt: skip
        with pytest.raises(certificates.RevokedBefore):
            again()
    assert acts(row) == ["certificate.added", "certificate.confirmed", "certificate.revoked"]


def test_ours_from_a_token_is_trusted_at_once(bureau, pem):
    row = certificates.add(side=bureau.us, pem=pem("OURS", "Franz Egli"), **admin(bureau))
    assert trusted(row) == [("OURS", row.fingerprint, None)]


def test_no_certificate_stands_for_two_sides(bureau, pem):
    given = pem()
    added(bureau, given)
    with pytest.raises(certificates.KnownCertificate):
        added(bureau, given)
    with pytest.raises(certificates.OfAnotherSide):
        added(bureau, pem("OURS"))
    assert SigningCertificate.objects.count() == 1


@pytest.mark.parametrize("given", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_refused(bureau, given):
    with pytest.raises(signature.BadCertificate):
        added(bureau, given)


def test_one_is_found_by_the_beginning_of_its_fingerprint(bureau, pem):
    row = added(bureau, pem())
    for reference in (row.pk, row.fingerprint, row.fingerprint[:6].upper()):
        assert certificates.find(reference) == row
    for reference in ("", row.fingerprint[:5], "0" * 64, "nobody"):
        with pytest.raises(NotFound):
            certificates.find(reference)


def test_who_may(bureau, pem, random):
    row = added(bureau, pem())
    desk = {"by": bureau.who("desk"), "at": bureau.at()}
    for act in (
        lambda: certificates.add(side=bureau.partner, pem=pem(), **desk),
        lambda: certificates.confirm(certificate=row, fingerprint=row.fingerprint, second_factor=True, **desk),
        lambda: certificates.revoke(certificate=row, reason="It is old", **desk),
        lambda: certificates.make(person="A", office="B", passphrase=PASSPHRASE, random=random, **desk),
    ):
        with pytest.raises(NeedsRole):
            act()
