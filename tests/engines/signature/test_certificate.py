"""Certificates made and read."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.engines.signature.papers import VALID_FROM, VALID_UNTIL, key, serial
from verbale.engines.signature import (
    BadCertificate,
    BadSubject,
    BadValidity,
    Certificate,
    Expired,
    NotYetValid,
    Subject,
    make_certificate,
    new_key,
    read_certificate,
)
from verbale.kernel.clock import NoZone


def test_what_it_says() -> None:
    made = key("XX").certificate
    assert (made.side, made.office, made.person) == ("XX", "International desk", "A. Keller")
    assert made.name == "A. Keller, International desk, XX"
    assert (made.valid_from, made.valid_until) == (VALID_FROM, VALID_UNTIL)
    assert made.fingerprint == sha256(made.der).hexdigest()
    assert made.x509.serial_number == int.from_bytes(serial(16), "big") >> 1


def test_read_from_pem_and_der() -> None:
    made = key("XX").certificate
    assert read_certificate(made.pem) == read_certificate(made.der) == made
    assert read_certificate(b"subject: someone\n" + made.pem) == made


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"-----BEGIN"]
)
def test_not_a_certificate(data: bytes) -> None:
    with pytest.raises(BadCertificate):
        read_certificate(data)


def test_two_certificates_are_not_one() -> None:
    with pytest.raises(BadCertificate) as refused:
        read_certificate(key("XX").certificate.pem + key("YY").certificate.pem)
    assert refused.value.facts == {"why": "it holds 2 certificates"}


def test_in_five_scripts() -> None:
    subject = Subject("XX", "Международный отдел", "李明 김민수")
    made = _made(subject)
    assert made.name == "李明 김민수, Международный отдел, XX"


def test_an_rsa_key_serves_too() -> None:
    private = rsa.generate_private_key(65537, 2048)
    made = make_certificate(_SUBJECT, private, valid_from=VALID_FROM, valid_until=VALID_UNTIL, random=serial)
    assert made.x509.public_key() == private.public_key()


@pytest.mark.parametrize(
    ("side", "office", "person"),
    [("", "Desk", "A"), ("XX", "", "A"), ("XX", "Desk", "a" * 65), ("XX", "Desk\n", "A"), ("XX", " Desk", "A")],
)
def test_bad_subjects(side: str, office: str, person: str) -> None:
    with pytest.raises(BadSubject):
        Subject(side, office, person)


def test_bad_validity() -> None:
    with pytest.raises(BadValidity):
        _made(_SUBJECT, VALID_UNTIL, VALID_FROM)
    with pytest.raises(NoZone):
        _made(_SUBJECT, VALID_FROM.replace(tzinfo=None), VALID_UNTIL)


def test_validity_at_a_moment() -> None:
    made = key("XX").certificate
    made.check_valid(VALID_FROM)
    made.check_valid(VALID_UNTIL)
    with pytest.raises(NotYetValid) as early:
        made.check_valid(VALID_FROM - timedelta(seconds=1))
    assert early.value.sentence() == (
        "The certificate of A. Keller, International desk, XX is valid only from 2026-01-01T00:00:00+00:00; it cannot "
        "sign at 2025-12-31T23:59:59+00:00. Wait, or look at this machine's clock."
    )
    with pytest.raises(Expired):
        made.check_valid(VALID_UNTIL + timedelta(seconds=1))


def test_openssl_reads_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "made.pem"
    file.write_bytes(key("XX").certificate.pem)
    asked = ["openssl", "x509", "-in", file, "-noout", "-subject", "-nameopt", "RFC2253"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "subject=CN=A. Keller,OU=International desk,O=XX"


_SUBJECT = Subject("XX", "Desk", "A. Keller")


def _made(subject: Subject, valid_from: datetime = VALID_FROM, valid_until: datetime = VALID_UNTIL) -> Certificate:
    return make_certificate(subject, new_key(), valid_from=valid_from, valid_until=valid_until, random=serial)
