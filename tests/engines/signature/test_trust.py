"""Whose certificate it is: as itself, or as issued by an authority that a side named."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.engines.signature import attacks
from tests.engines.signature.papers import FIRST, NOW, SECOND, Authority, judged, kinds, known, signed_by_one
from verbale.engines.signature import BadCertificate, BadRevocationList, Signer, SigningKey, TrustedCertificate, sign
from verbale.kernel.clock import NoZone


@functools.cache
def authority() -> Authority:
    return Authority()


@functools.cache
def issued() -> SigningKey:
    return authority().issue()


@functools.cache
def signed() -> bytes:
    return sign(signed_by_one(), side="YY", signer=Signer.of(issued()), at=SECOND)


def trusted(*crls: bytes, revoked_at: datetime | None = None) -> list[TrustedCertificate]:
    return [known("XX"), TrustedCertificate("YY", authority().certificate.pem, revoked_at, crls)]


def test_issued_by_a_trusted_authority() -> None:
    verdict = judged(signed(), *trusted(authority().listed()))
    assert verdict.accepted
    assert (verdict.signatures[1].side, verdict.signatures[1].subject) == ("YY", "B. Novak, Desk, YY")
    assert judged(signed(), known("XX"), TrustedCertificate("YY", issued().certificate.pem)).accepted


def test_no_list_that_speaks_for_the_moment() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    useless = [
        (),
        (authority().listed(by=other),),
        (authority().listed(published=FIRST - timedelta(days=9), until=SECOND - timedelta(days=1)),),
        (authority().listed(published=NOW + timedelta(days=1)),),
        (Authority().listed(),),
    ]
    for crls in useless:
        assert kinds(judged(signed(), *trusted(*crls))) == ["no revocation list"]


def test_listed_as_revoked() -> None:
    before = authority().listed((issued(), SECOND - timedelta(days=1)))
    since = authority().listed((issued(), SECOND + timedelta(days=1)))
    held = SECOND + timedelta(hours=1)
    assert kinds(judged(signed(), *trusted(before), held_since=held)) == ["revoked"]
    assert kinds(judged(signed(), *trusted(since))) == ["revoked since"]
    assert judged(signed(), *trusted(since), held_since=held).accepted
    assert kinds(judged(signed(), *trusted(authority().listed(), before))) == ["revoked"]


def test_a_revoked_authority() -> None:
    revoked = trusted(authority().listed(), revoked_at=SECOND - timedelta(days=1))
    assert kinds(judged(signed(), *revoked)) == ["revoked"]


def test_an_authority_does_not_sign_papers() -> None:
    own = SigningKey(authority().certificate, authority().private)
    data = sign(signed_by_one(), side="YY", signer=Signer.of(own), at=SECOND)
    assert kinds(judged(data, *trusted(authority().listed()))) == ["untrusted"]


def test_issued_by_one_who_may_not_issue() -> None:
    """A signer's own certificate vouches for nobody else."""
    pretender = Authority()
    pretender.private = issued().private
    pretender.name = issued().certificate.x509.subject
    data = sign(signed_by_one(), side="YY", signer=Signer.of(pretender.issue()), at=SECOND)
    named = TrustedCertificate("YY", issued().certificate.pem)
    assert kinds(judged(data, known("XX"), named)) == ["unknown", "missing"]


def test_expired_when_it_signed() -> None:
    short = Signer.of(authority().issue(valid_until=SECOND - timedelta(days=1)))
    data = attacks.signed_with(signed_by_one(), "side-YY", short, SECOND)
    assert kinds(judged(data, *trusted(authority().listed()))) == ["expired"]


def test_nonsense_is_refused_at_birth() -> None:
    with pytest.raises(BadCertificate):
        TrustedCertificate("YY", b"no certificate")
    with pytest.raises(BadRevocationList):
        TrustedCertificate("YY", authority().certificate.pem, crls=(b"no list",))
    with pytest.raises(NoZone):
        TrustedCertificate("YY", authority().certificate.pem, NOW.replace(tzinfo=None))
