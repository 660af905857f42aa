"""A person's signing certificate: who it names, how long it is valid, and by which print it is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from verbale.engines.signature.errors import BadCertificate, BadSubject, BadValidity, Expired, NotYetValid
from verbale.kernel.clock import require_zone

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
"""What a signature is made with here. Ed25519 is left out: common readers of PDF do not verify it."""

LONGEST_NAME = 64
"""Characters of a name's part (RFC 5280, appendix A.1: ub-common-name and its like)."""

_SERIAL_BYTES = 16
_PARTS = {"side": NameOID.ORGANIZATION_NAME, "office": NameOID.ORGANIZATIONAL_UNIT_NAME, "person": NameOID.COMMON_NAME}
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names: the side's code, the office, the person."""

    side: str
    office: str
    person: str

    def __post_init__(self) -> None:
        for part in _PARTS:
            value = getattr(self, part)
            if not 1 <= len(value) <= LONGEST_NAME:
                raise BadSubject(part=part, value=value, why=f"it has {len(value)} characters")
            if not value.isprintable() or value != value.strip():
                raise BadSubject(part=part, value=value, why="it has characters that are not shown")

    def as_name(self) -> x509.Name:
        """The subject as X.509 writes it: O is the side, OU the office, CN the person."""
        return x509.Name([x509.NameAttribute(oid, getattr(self, part)) for part, oid in _PARTS.items()])


@dataclass(frozen=True, slots=True)
class Certificate:
    """An X.509 certificate by its DER bytes. Raises BadCertificate for bytes that are none."""

    der: bytes

    def __post_init__(self) -> None:
        try:
            parsed = x509.load_der_x509_certificate(self.der)
            # Names and dates are parsed late by the library; a certificate whose parts cannot be read is none.
            parsed.subject.rfc4514_string(), parsed.not_valid_before_utc, parsed.not_valid_after_utc, parsed.extensions
            parsed.public_key()
        except (ValueError, TypeError, x509.DuplicateExtension) as fault:
            raise BadCertificate(why=str(fault).split("\n")[0] or type(fault).__name__) from fault

    @property
    def x509(self) -> x509.Certificate:
        """The certificate as the cryptography library knows it."""
        return x509.load_der_x509_certificate(self.der)

    @property
    def pem(self) -> bytes:
        return self.x509.public_bytes(Encoding.PEM)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER bytes, in 64 lower-case hexadecimal digits."""
        return self.x509.fingerprint(hashes.SHA256()).hex()

    @property
    def public_key(self) -> bytes:
        """The public key as the certificate carries it (SubjectPublicKeyInfo, DER)."""
        return self.x509.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def name(self) -> str:
        """The subject for a reader: person, office, side, as far as the certificate names them."""
        parts = (self._part(part) for part in ("person", "office", "side"))
        return ", ".join(part for part in parts if part) or self.x509.subject.rfc4514_string()

    @property
    def side(self) -> str:
        """The side's code that the certificate claims (its O); empty if it names none. Trust says which side it is."""
        return self._part("side")

    @property
    def office(self) -> str:
        return self._part("office")

    @property
    def person(self) -> str:
        return self._part("person")

    @property
    def valid_from(self) -> datetime:
        return self.x509.not_valid_before_utc

    @property
    def valid_until(self) -> datetime:
        return self.x509.not_valid_after_utc

    def check_valid(self, at: datetime) -> None:
        """Raises NotYetValid or Expired if the certificate may not sign at that moment."""
        if at < self.valid_from:
            raise NotYetValid(name=self.name, valid_from=self.valid_from.isoformat(), at=at.isoformat())
        if at > self.valid_until:
            raise Expired(name=self.name, until=self.valid_until.isoformat(), at=at.isoformat())

    def _part(self, part: str) -> str:
        found = self.x509.subject.get_attributes_for_oid(_PARTS[part])
        return str(found[0].value) if found else ""


def read_certificate(data: bytes) -> Certificate:
    """One certificate from PEM or DER; raises BadCertificate for anything else, and for more than one."""
    if b"-----BEGIN" not in data:
        return Certificate(data)
    found = _PEM.findall(data)
    if len(found) != 1:
        raise BadCertificate(why=f"it holds {len(found)} certificates")
    try:
        return Certificate(x509.load_pem_x509_certificate(found[0]).public_bytes(Encoding.DER))
    except ValueError as fault:
        raise BadCertificate(why=str(fault).split("\n")[0]) from fault


def new_key() -> ec.EllipticCurvePrivateKey:
    """A new private key for ECDSA on P-256, from the system's randomness."""
    return ec.generate_private_key(ec.SECP256R1())


def make_certificate(
    subject: Subject,
    key: PrivateKey,
    *,
    valid_from: datetime,
    valid_until: datetime,
    random: Callable[[int], bytes],
) -> Certificate:
    """A certificate that signs itself: the other side trusts it because it was handed over, not because of an issuer.

    ``random`` gives so many bytes; 16 of them become the serial number. Raises BadValidity.
    """
    if not require_zone(valid_from) < require_zone(valid_until):
        raise BadValidity(valid_from=valid_from.isoformat(), valid_until=valid_until.isoformat())
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject.as_name())
        .issuer_name(subject.as_name())
        .public_key(public)
        .serial_number(int.from_bytes(random(_SERIAL_BYTES), "big") >> 1 or 1)
        .not_valid_before(valid_from)
        .not_valid_after(valid_until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return Certificate(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
