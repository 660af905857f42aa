"""Who signs: a certificate with a key, in a file or on a token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11 import Attribute, ObjectClass
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from verbale.engines.signature.certificate import Certificate
from verbale.engines.signature.errors import NoKeyOnToken, NoModule, NoToken, TokenFailed, WrongPin
from verbale.engines.signature.key_file import SigningKey, check_kind, read_key_file


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate, and what makes signatures with its key."""

    certificate: Certificate
    cms: CmsSigner = field(repr=False)

    @classmethod
    def of(cls, key: SigningKey) -> Signer:
        """The signer that holds a key in memory."""
        certificate = asn1_x509.Certificate.load(key.certificate.der)
        private = keys.PrivateKeyInfo.load(key.private_der())
        # The signer's own certificate goes into the signature by itself; no other belongs there.
        return cls(key.certificate, SimpleSigner(certificate, private, cert_registry=SimpleCertificateStore()))

    @classmethod
    def from_key_file(cls, path: Path, passphrase: str) -> Signer:
        """The signer of a PKCS#12 file; errors as ``read_key_file``."""
        return cls.of(read_key_file(path, passphrase))


@dataclass(frozen=True, slots=True)
class Token:
    """Where a key lives that cannot be copied: the PKCS#11 module's path, the token's label, the key's label, the PIN.

    ``certificate`` is the key's; without one, the token's certificate with the key's label is taken.
    """

    module: Path
    token: str
    key: str
    pin: str = field(repr=False)
    certificate: Certificate | None = None


@contextmanager
def on_token(token: Token) -> Iterator[Signer]:
    """The signer of a token, as long as the session with it is open.

    Raises NoModule, NoToken, WrongPin, NoKeyOnToken, UnusableKey; TokenFailed for what else goes wrong while it is
    open.
    """
    with _session(token) as session:
        certificate = token.certificate or _certificate(session, token)
        check_kind(certificate)
        _one(session, ObjectClass.PRIVATE_KEY, token, "private key")
        cms = PKCS11Signer(
            session,
            signing_cert=asn1_x509.Certificate.load(certificate.der),
            key_label=token.key,
            embed_roots=False,
            # Few tokens hash for ECDSA themselves; all of them sign a digest.
            use_raw_mechanism=isinstance(certificate.x509.public_key(), ec.EllipticCurvePublicKey),
        )
        try:
            yield Signer(certificate, cms)
        except pkcs11.PKCS11Error as fault:
            raise TokenFailed(token=token.token, why=type(fault).__name__) from fault


@contextmanager
def _session(token: Token) -> Iterator[Any]:
    try:
        library = pkcs11.lib(str(token.module))
    except (RuntimeError, OSError, pkcs11.PKCS11Error) as fault:
        raise NoModule(module=token.module.name, why=str(fault) or type(fault).__name__) from fault
    try:
        found = library.get_token(token_label=token.token)
        session = found.open(user_pin=token.pin)
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, pkcs11.PinLocked) as fault:
        raise WrongPin(token=token.token) from fault
    except (pkcs11.NoSuchToken, pkcs11.MultipleTokensReturned) as fault:
        raise NoToken(token=token.token) from fault
    except pkcs11.PKCS11Error as fault:
        raise TokenFailed(token=token.token, why=type(fault).__name__) from fault
    try:
        yield session
    finally:
        # A token that was taken out has closed it already.
        with suppress(pkcs11.PKCS11Error):
            session.close()


def _certificate(session: Any, token: Token) -> Certificate:
    return Certificate(bytes(_one(session, ObjectClass.CERTIFICATE, token, "certificate")[Attribute.VALUE]))


def _one(session: Any, kind: ObjectClass, token: Token, what: str) -> Any:
    found = list(session.get_objects({Attribute.CLASS: kind, Attribute.LABEL: token.key}))
    if len(found) != 1:
        raise NoKeyOnToken(token=token.token, what=what, label=token.key)
    return found[0]
