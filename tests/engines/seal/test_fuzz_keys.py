"""Statements about keys and lists of signers from outside are read, or refused in words; never anything else."""

import json
from datetime import UTC, datetime

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.mutations import REFUSED, mutated, outcome
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.public import signing_line
from verbale.engines.seal.signers import Signer, may_sign, read_revoked, read_signers, write_signers
from verbale.engines.seal.statement import (
    KeyStatement,
    read_keys_file,
    read_statement,
    sign_statement,
    verify_statement,
)
from verbale.kernel.canonical import canonical

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
KEYS = [Ed25519PrivateKey.from_private_bytes(bytes(31) + bytes([number])) for number in range(1, 5)]
LINES = [signing_line(key.public_key()) for key in KEYS]
RECIPIENTS = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)]
OLD = PublicKeys(LINES[0], RECIPIENTS[0], LINES[2])
NEW = PublicKeys(LINES[1], RECIPIENTS[1], LINES[2])
STATEMENT = KeyStatement("DD", 1, OLD.fingerprint, NEW, revoked=False, at=AT)
SIGNED = sign_statement(STATEMENT, KEYS[0])
SIGNERS = [
    Signer("DD", LINES[0], "verbale-pouch,verbale-keys", AT, AT.replace(year=2027)),
    Signer("CN,*@example.org,!x", LINES[1]),
    Signer("Anna Meier", LINES[2], "file"),
]
JSON = [b"null", b"true", b'""', b"[" * 2000, b"{}", b"1e9", b"9" * 400, b'"\\ud800"', LINES[3].encode(), b"\xff"]
LIST = [b"\n", b"\r\n", b" ", b'"', b"#", b",", b"=", b"*", b"!", b"\0", b'valid-before="99991231Z"',
        b"cert-authority ", b'namespaces=""', b"ssh-rsa ", b"0000", b"\xff", LINES[3].encode()]  # fmt: skip


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@given(st.binary(max_size=300) | mutated(STATEMENT.as_bytes(), JSON))
def test_statements(data):
    read = outcome(read_statement, data)

    assert read is REFUSED or read.as_bytes() == data
    if read is not REFUSED:
        held = outcome(verify_statement, read, SIGNED.signature, OLD, side="DD", number=1)
        assert held is REFUSED or read == STATEMENT


@given(st.binary(max_size=300) | mutated(SIGNED.as_file(), JSON))
def test_files_of_keys(data):
    read = outcome(read_keys_file, data)

    if read is not REFUSED:
        held = outcome(verify_statement, read.statement, read.signature, OLD, side="DD", number=1)
        assert held is REFUSED or read.statement == STATEMENT


values = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.lists(st.none(), max_size=2)
    | st.sampled_from([OLD.line(), NEW.line(), OLD.fingerprint, "DD", "2026-11-21T09:00:00Z"])
    | st.sampled_from(["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-21T09:00:00", "2026-W47-6"])
    | st.dictionaries(st.text(max_size=3), st.none(), max_size=2)
)  # fmt: skip


@given(st.data())
def test_statements_of_any_values(data):
    written = json.loads(STATEMENT.as_bytes())
    for name in data.draw(st.sets(st.sampled_from(sorted(written)), min_size=1), "changed"):
        written[name] = data.draw(values, name)

    read = outcome(read_statement, canonical(written))
    assert read is REFUSED or read.as_bytes() == canonical(written)


@given((st.binary(max_size=300) | mutated(write_signers(SIGNERS).encode(), LIST)).map(as_text), st.booleans())
def test_lists_of_signers(text, zoned):
    read = outcome(read_signers, text, UTC if zoned else None)

    if read is not REFUSED:
        assert read_signers(write_signers(read)) == read
        outcome(may_sign, read, "DD", LINES[0], "verbale-pouch", AT)


@given((st.binary(max_size=300) | mutated("\n".join(LINES).encode(), LIST)).map(as_text))
def test_lists_of_revoked_keys(text):
    read = outcome(read_revoked, text)

    assert read is REFUSED or all(line.startswith("ssh-ed25519 ") for line in read)
