"""Sealed pouches: a signed, encrypted bag of files that one side sends to the other.

A pouch is an age file holding a tar, holding a BagIt bag with a signed envelope. As a library::

    from verbale.engines.seal import Acceptance, Content, PublicKeys, address, open_pouch, seal_pouch
    from verbale.engines.seal.keys import load_keys, make_keys      # private keys: the carrier alone

    ours, theirs = make_keys(Path("ours")), PublicKeys.read("ssh-ed25519 AAAA… age1…")
    contents = [Content.of_file("order/1.json", Path("1.json"))]
    envelope = address(contents, sender="DD", recipient="CN", number=1)
    with open("1.pouch", "wb") as out:
        recipients = [theirs.recipient, ours.public.recipient]
        seal_pouch(out, envelope=envelope, contents=contents, signing_key=ours.signing, recipients=recipients)

    trusted = {"CN": [theirs]}
    opened = open_pouch(Path("2.pouch"), Path("quarantine"), identities=[ours.identity], trusted=trusted, we="DD")
    accepted = Acceptance("CN", "DD", last=last_position)
    accepted.judge(opened.envelope, held=hash_of_theirs, ours=hash_of_ours).demand()

Without Verbale: ``age -d -i identity.txt 1.pouch | tar x``, then in ``pouch/``: ``sha256sum -c manifest-sha256.txt``
and ``ssh-keygen -Y verify -f allowed_signers -I DD -n verbale-pouch -s pouch.json.sig < pouch.json``; the SHA-256 of
the manifest stands in ``pouch.json``.

A bag that lies unpacked, of a partner without Verbale or of anybody, is checked as it lies::

    report = check_bag(Path("pouch"))                               # any BagIt bag, RFC 8493 and the drafts before it
    report.valid, report.complete, [finding.sentence() for finding in report.findings]

Private keys stand in ``verbale.engines.seal.keys`` and are not passed on here, so that importing the engine reads none.
"""

from verbale.engines.seal.acceptance import STOPS, WAITS, Acceptance, Judgement, Verdict
from verbale.engines.seal.bag import read_manifest
from verbale.engines.seal.bagit_check import NotAFolder, check_bag
from verbale.engines.seal.bagit_report import BagReport
from verbale.engines.seal.content import Content
from verbale.engines.seal.envelope import Envelope, Position, read_envelope
from verbale.engines.seal.errors import (
    BadContent,
    BadContents,
    BadEnvelope,
    BadKeyFile,
    BadPath,
    BadPublicKey,
    BadSignature,
    ChannelStopped,
    ContentChanged,
    EpochEnded,
    EpochUnconfirmed,
    ForeignSender,
    KeyReplaced,
    KeysExist,
    KeysExposed,
    NoKeys,
    NotAPouch,
    NotForUs,
    PassphraseNeeded,
    PouchElsewhere,
    PouchForked,
    PouchMissing,
    PutBack,
    QuarantineInUse,
    Tampered,
    TooLarge,
    Truncated,
    WrongPassphrase,
)
from verbale.engines.seal.intake import OpenedFile
from verbale.engines.seal.limits import Limits
from verbale.engines.seal.opening import OpenedPouch, Trusted, empty, open_pouch
from verbale.engines.seal.paths import check_path
from verbale.engines.seal.pouch_name import POUCH_SUFFIX, is_pouch_name, pouch_stem
from verbale.engines.seal.public import PublicKeys, read_signing
from verbale.engines.seal.sealing import Sealed, address, seal_pouch
from verbale.engines.seal.signers import (
    BadSigners,
    MayNotSign,
    Reason,
    Signer,
    may_sign,
    read_revoked,
    read_signers,
    write_signers,
)
from verbale.engines.seal.sshsig import sign as sign_bytes
from verbale.engines.seal.sshsig import verify as verify_bytes
from verbale.engines.seal.statement import (
    BadStatement,
    KeyStatement,
    SignedStatement,
    StatementRefused,
    load_keys_file,
    read_keys_file,
    read_statement,
    sign_statement,
    verify_statement,
)

__all__ = [
    "POUCH_SUFFIX",
    "STOPS",
    "WAITS",
    "Acceptance",
    "BadContent",
    "BadContents",
    "BadEnvelope",
    "BadKeyFile",
    "BadPath",
    "BadPublicKey",
    "BadSignature",
    "BadSigners",
    "BadStatement",
    "BagReport",
    "ChannelStopped",
    "Content",
    "ContentChanged",
    "Envelope",
    "EpochEnded",
    "EpochUnconfirmed",
    "ForeignSender",
    "Judgement",
    "KeyReplaced",
    "KeyStatement",
    "KeysExist",
    "KeysExposed",
    "Limits",
    "MayNotSign",
    "NoKeys",
    "NotAFolder",
    "NotAPouch",
    "NotForUs",
    "OpenedFile",
    "OpenedPouch",
    "PassphraseNeeded",
    "Position",
    "PouchElsewhere",
    "PouchForked",
    "PouchMissing",
    "PublicKeys",
    "PutBack",
    "QuarantineInUse",
    "Reason",
    "Sealed",
    "SignedStatement",
    "Signer",
    "StatementRefused",
    "Tampered",
    "TooLarge",
    "Truncated",
    "Trusted",
    "Verdict",
    "WrongPassphrase",
    "address",
    "check_bag",
    "check_path",
    "empty",
    "is_pouch_name",
    "load_keys_file",
    "may_sign",
    "open_pouch",
    "pouch_stem",
    "read_envelope",
    "read_keys_file",
    "read_manifest",
    "read_revoked",
    "read_signers",
    "read_signing",
    "read_statement",
    "seal_pouch",
    "sign_bytes",
    "sign_statement",
    "verify_bytes",
    "verify_statement",
    "write_signers",
]
