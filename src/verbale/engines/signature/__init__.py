"""Two signatures on one paper: certificates and keys, fields, signing, and a verification that accepts nothing else.

Each side makes a key and a certificate, and hands the certificate to the other::

    key = new_key()
    subject = Subject(side="XX", office="International desk", person="A. Keller")
    certificate = make_certificate(subject, key, valid_from=now, valid_until=then, random=secrets.token_bytes)
    write_key_file(Path("keller.p12"), SigningKey(certificate, key), passphrase)

The paper gets both fields at once, then one signature after the other::

    prepared = prepare(paper, {"XX": Box(4, 60, 90, 280, 170), "YY": Box(4, 310, 90, 530, 170)})
    signer = Signer.from_key_file(Path("keller.p12"), passphrase)
    signed_by_one = sign(prepared, side="XX", signer=signer, at=now, stamp=drawing)
    with on_token(Token(module, "desk", "minutes", pin)) as signer:
        signed_by_both = sign(signed_by_one, side="YY", signer=signer, at=later)

What comes from elsewhere is verified in a process of its own::

    known = [TrustedCertificate("XX", ours.pem), TrustedCertificate("YY", theirs.pem, revoked_at=None)]
    received = read_paper(Path("minutes.pdf"))
    verdict = isolated.verify(received, trusted=known, sides=("XX", "YY"), at=now, paper=prepared)
    if not verdict.accepted:
        for finding in verdict.findings:
            print(finding.sentence())

Equal papers and boxes give equal prepared papers, so each node can make its own and compare (``first_revision``).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verbale.engines.signature import isolated
from verbale.engines.signature.box import Box, field_name
from verbale.engines.signature.certificate import Certificate, Subject, make_certificate, new_key, read_certificate
from verbale.engines.signature.errors import (
    AlreadySigned,
    BadBox,
    BadCertificate,
    BadRevocationList,
    BadStamp,
    BadSubject,
    BadValidity,
    Complete,
    Damaged,
    Encrypted,
    Expired,
    HasForm,
    KeyFileThere,
    KeyOfAnother,
    NoField,
    NoKey,
    NoKeyFile,
    NoKeyOnToken,
    NoModule,
    NoPassphrase,
    NoToken,
    NotPdf,
    NotPrepared,
    NotYetValid,
    SameSides,
    TokenFailed,
    TooBig,
    UnusableKey,
    WrongPassphrase,
    WrongPin,
)
from verbale.engines.signature.finding import SENTENCES, Finding, Kind
from verbale.engines.signature.key_file import SigningKey, read_key_file, write_key_file
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits
from verbale.engines.signature.reading import read_paper
from verbale.engines.signature.trust import TrustedCertificate
from verbale.engines.signature.verdict import Coverage, Modification, Permission, SignatureEntry, Verification

if TYPE_CHECKING:
    from verbale.engines.signature.fields import prepare
    from verbale.engines.signature.revision import first_revision
    from verbale.engines.signature.signer import Signer, Token, on_token
    from verbale.engines.signature.signing import Statement, sign
    from verbale.engines.signature.verification import verify

__all__ = [
    "DEFAULT_LIMITS",
    "SENTENCES",
    "AlreadySigned",
    "BadBox",
    "BadCertificate",
    "BadRevocationList",
    "BadStamp",
    "BadSubject",
    "BadValidity",
    "Box",
    "Certificate",
    "Complete",
    "Coverage",
    "Damaged",
    "Encrypted",
    "Expired",
    "Finding",
    "HasForm",
    "KeyFileThere",
    "KeyOfAnother",
    "Kind",
    "Limits",
    "Modification",
    "NoField",
    "NoKey",
    "NoKeyFile",
    "NoKeyOnToken",
    "NoModule",
    "NoPassphrase",
    "NoToken",
    "NotPdf",
    "NotPrepared",
    "NotYetValid",
    "Permission",
    "SameSides",
    "SignatureEntry",
    "Signer",
    "SigningKey",
    "Statement",
    "Subject",
    "Token",
    "TokenFailed",
    "TooBig",
    "TrustedCertificate",
    "UnusableKey",
    "Verification",
    "WrongPassphrase",
    "WrongPin",
    "field_name",
    "first_revision",
    "isolated",
    "make_certificate",
    "new_key",
    "on_token",
    "prepare",
    "read_certificate",
    "read_key_file",
    "read_paper",
    "sign",
    "verify",
    "write_key_file",
]

_LATE = {
    "prepare": "fields", "first_revision": "revision", "Signer": "signer", "Token": "signer", "on_token": "signer",
    "Statement": "signing", "sign": "signing", "verify": "verification",
}  # fmt: skip
"""What is imported when it is first used: pyHanko takes most of a second, and a carrier or a command seldom signs."""


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
