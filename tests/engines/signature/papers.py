"""Papers, people and their keys, made for the tests."""

from __future__ import annotations

import functools
import hashlib
import shutil
from datetime import UTC, datetime, timedelta

import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from verbale.engines.signature import (
    Box,
    Certificate,
    Signer,
    SigningKey,
    Subject,
    TrustedCertificate,
    Verification,
    make_certificate,
    new_key,
    prepare,
    sign,
    verify,
)

VALID_FROM = datetime(2026, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(2028, 1, 1, tzinfo=UTC)
FIRST = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SECOND = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 5, tzinfo=UTC)
SIDES = ("XX", "YY")
BOXES = {"XX": Box(1, 60, 100, 240, 160), "YY": Box(1, 300, 100, 480, 160)}
TEXT = "The sides agreed to exchange 33 specialists."


def serial(length: int) -> bytes:
    return hashlib.sha256(b"serial").digest()[:length]


@functools.cache
def paper(text: str = TEXT) -> bytes:
    source = f'#set document(title: "Minutes")\n#set text(lang: "en")\n= Minutes\n{text}\n#pagebreak()\nAnnex'
    return typst.compile(source.encode(), pdf_standards=["a-2a"], timestamp=FIRST)


@functools.cache
def drawing() -> bytes:
    source = '#set page(width: 180pt, height: 60pt, margin: 4pt)\n#set text(lang: "en")\nSigned for XX by A. Keller'
    return typst.compile(source.encode(), pdf_standards=["a-2b"], pdf_tags=False, timestamp=FIRST)


@functools.cache
def prepared() -> bytes:
    return prepare(paper(), BOXES)


def key(side: str, person: str = "A. Keller") -> SigningKey:
    return _key(side, person)


@functools.cache
def _key(side: str, person: str) -> SigningKey:
    private = new_key()
    subject = Subject(side, "International desk", person)
    certificate = make_certificate(subject, private, valid_from=VALID_FROM, valid_until=VALID_UNTIL, random=serial)
    return SigningKey(certificate, private)


def signer(side: str, person: str = "A. Keller") -> Signer:
    return Signer.of(key(side, person))


@functools.cache
def signed_by_one() -> bytes:
    return sign(prepared(), side="XX", signer=signer("XX"), at=FIRST)


@functools.cache
def signed_by_both() -> bytes:
    return sign(signed_by_one(), side="YY", signer=signer("YY"), at=SECOND)


def known(side: str, revoked_at: datetime | None = None, person: str = "A. Keller") -> TrustedCertificate:
    return TrustedCertificate(side, key(side, person).certificate.pem, revoked_at)


def judged(data: bytes, *trusted: TrustedCertificate, at: datetime = NOW, **asked: object) -> Verification:
    """The verdict of both sides' certificates, or of those that are named."""
    return verify(data, trusted=trusted or [known(side) for side in SIDES], sides=SIDES, at=at, **asked)


def kinds(verdict: Verification) -> list[str]:
    return [finding.kind.value for finding in verdict.findings]


class Authority:
    """An authority that issues certificates and publishes revocation lists."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Authority of YY")])
        self.certificate = self._certificate(self.name, self.private, authority=True)

    def issue(self, valid_until: datetime = VALID_UNTIL, authority: bool = False) -> SigningKey:
        private = ec.generate_private_key(ec.SECP256R1())
        name = Subject("YY", "Desk", "B. Novak").as_name()
        return SigningKey(self._certificate(name, private, valid_until=valid_until, authority=authority), private)

    def listed(
        self,
        *revoked: tuple[SigningKey, datetime],
        published: datetime = NOW - timedelta(days=1),
        until: datetime = NOW + timedelta(days=30),
        by: ec.EllipticCurvePrivateKey | None = None,
    ) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(published).next_update(until)
        for one, since in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.x509.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(since).build())
        return builder.sign(by or self.private, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _certificate(
        self,
        name: x509.Name,
        private: ec.EllipticCurvePrivateKey,
        valid_until: datetime = VALID_UNTIL,
        authority: bool = False,
    ) -> Certificate:
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(VALID_FROM)
            .not_valid_after(valid_until)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not authority,
                    content_commitment=not authority,
                    key_cert_sign=authority,
                    crl_sign=authority,
                    **usage,
                ),
                critical=True,
            )
        )
        return Certificate(builder.sign(self.private, hashes.SHA256()).public_bytes(Encoding.DER))


needs_poppler = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="the Debian package poppler-utils is missing")
