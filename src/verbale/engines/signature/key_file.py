"""A key with its certificate as a PKCS#12 file under a passphrase (RFC 7292)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)

from verbale.engines.signature.certificate import Certificate, PrivateKey
from verbale.engines.signature.errors import (
    KeyFileThere,
    KeyOfAnother,
    NoKey,
    NoKeyFile,
    NoPassphrase,
    UnusableKey,
    WrongPassphrase,
)
from verbale.kernel.whole_file import put

LEAST_PASSPHRASE = 8
"""Characters of a passphrase, at least."""

_LARGEST = 1024**2
_LEAST_RSA = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and its certificate. Raises KeyOfAnother if the two do not belong together, and UnusableKey."""

    certificate: Certificate
    private: PrivateKey

    def __post_init__(self) -> None:
        check_kind(self.certificate)
        if _public(self.private) != _public(self.certificate.x509):
            raise KeyOfAnother(name=self.certificate.name)

    def private_der(self) -> bytes:
        """The private key as PKCS#8, unprotected: for the signer's memory alone."""
        return self.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def check_kind(certificate: Certificate) -> None:
    """Raises UnusableKey unless the certificate's key is ECDSA P-256 or RSA of at least 2048 bits."""
    public = certificate.x509.public_key()
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= _LEAST_RSA:
        return
    raise UnusableKey(name=certificate.name, kind=type(public).__name__.removesuffix("PublicKey").lstrip("_"))


def write_key_file(path: Path, key: SigningKey, passphrase: str) -> None:
    """Writes a new file that only its owner may read (mode 0600); raises NoPassphrase, KeyFileThere."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise NoPassphrase(least=LEAST_PASSPHRASE)
    if path.exists():
        raise KeyFileThere(file=path.name)
    name = key.certificate.name.encode()
    protection = BestAvailableEncryption(passphrase.encode())
    packed = pkcs12.serialize_key_and_certificates(name, key.private, key.certificate.x509, None, protection)
    put(path, packed, 0o600)


def read_key_file(path: Path, passphrase: str) -> SigningKey:
    """The key of a PKCS#12 file; raises NoKeyFile, WrongPassphrase, NoKey, UnusableKey, KeyOfAnother."""
    packed = _packed(path)
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(packed, passphrase.encode())
    except ValueError as fault:
        # The library does not tell a wrong passphrase from a damaged file once the outer shape is right.
        if "password" in str(fault).lower() or "mac" in str(fault).lower():
            raise WrongPassphrase(file=path.name) from fault
        raise NoKeyFile(file=path.name, why="it is no PKCS#12 file") from fault
    if private is None:
        raise NoKey(file=path.name, what="private key")
    if certificate is None:
        raise NoKey(file=path.name, what="certificate")
    known = Certificate(certificate.public_bytes(Encoding.DER))
    if not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise UnusableKey(name=known.name, kind=type(private).__name__.removesuffix("PrivateKey").lstrip("_"))
    return SigningKey(known, private)


def _packed(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise NoKeyFile(file=path.name, why=f"it has more than {_LARGEST} bytes")
        return path.read_bytes()
    except OSError as fault:
        raise NoKeyFile(file=path.name, why=(fault.strerror or "it cannot be opened").lower()) from fault


def _public(holder: PrivateKey | x509.Certificate) -> bytes:
    return holder.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
