import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.pouches import OURS, STRANGER, THEIRS
from verbale.engines.seal import BadPublicKey, BadSignature, PublicKeys, sshsig
from verbale.engines.seal.public import signing_line
from verbale.engines.seal.statement import (
    LARGEST,
    NAMESPACE,
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
from verbale.kernel.canonical import canonical
from verbale.kernel.errors import VerbaleError

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
RECOVERY = Ed25519PrivateKey.generate()
RECOVERY_LINE = signing_line(RECOVERY.public_key())
KNOWN = replace(OURS.public, recovery=RECOVERY_LINE)
NEXT = replace(THEIRS.public, recovery=RECOVERY_LINE)
SAID = KeyStatement(side="DD", number=1, previous=KNOWN.fingerprint, keys=NEXT, revoked=False, at=AT)


def verified(said, key=OURS.signing, known=KNOWN, *, side="DD", number=1):
    return verify_statement(said, sign_statement(said, key).signature, known, side=side, number=number)


def refusal(said, key=OURS.signing, known=KNOWN, **due):
    with pytest.raises(StatementRefused) as refused:
        verified(said, key, known, **due)
    return refused.value.facts["why"]


def test_it_is_canonical_json():
    assert json.loads(SAID.as_bytes()) == {
        "version": 1,
        "side": "DD",
        "number": 1,
        "previous": KNOWN.fingerprint,
        "keys": NEXT.line(),
        "revoked": False,
        "at": "2026-11-21T09:30:00.000000Z",
    }
    assert canonical(json.loads(SAID.as_bytes())) == SAID.as_bytes()


@given(
    st.from_regex(r"[A-Za-z0-9._-]{1,64}", fullmatch=True),
    st.integers(1, 2**53 - 1),
    st.booleans(),
    st.timedeltas(timedelta(days=-300_000), timedelta(days=300_000)),
    st.integers(-14, 14),
)
def test_it_comes_back_as_it_was_written(side, number, revoked, since, zone):
    said = KeyStatement(
        side, number, KNOWN.fingerprint, NEXT, revoked, (AT + since).astimezone(timezone(timedelta(hours=zone)))
    )

    assert read_statement(said.as_bytes()) == said
    signed = SignedStatement(said, b"-----BEGIN")
    assert read_keys_file(signed.as_file()) == signed


@pytest.mark.parametrize(
    "wrong",
    [
        {"side": ""},
        {"side": "D D"},
        {"side": "x" * 65},
        {"side": "DD\n"},
        {"number": 0},
        {"number": True},
        {"number": 2**53},
        {"number": "1"},
        {"previous": ""},
        {"previous": KNOWN.fingerprint + "="},
        {"previous": None},
        {"revoked": 0},
        {"at": AT.replace(tzinfo=None)},
    ],
)
def test_nonsense_is_refused_at_birth(wrong):
    with pytest.raises(BadStatement):
        replace(SAID, **wrong)


def spelt(**changed):
    return canonical({name: value for name, value in (SAID.as_json() | changed).items() if value != "gone"})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b"[" * 10_000,
        b'{"version": 1, "version": 1}',
        b" " + SAID.as_bytes(),
        SAID.as_bytes() + b"\n",
        json.dumps(SAID.as_json()).encode(),
        spelt(more=1),
        spelt(version=2),
        spelt(version=1.5),
        spelt(version=True),
        spelt(at="gone"),
        spelt(at="2026-11-21T09:30:00.000000"),
        spelt(at="2026-11-21T09:30:00Z"),
        spelt(at="2026-11-21T10:30:00.000000+01:00"),
        spelt(at=1),
        spelt(keys=None),
        spelt(keys="ssh-ed25519"),
        spelt(keys=NEXT.line().replace(" age1", "  age1")),
        spelt(keys=NEXT.line() + " comment"),
        spelt(revoked=None),
        spelt(number=1.5),
        spelt(side=1),
        b'"' + b"x" * LARGEST + b'"',
    ],
)
def test_what_is_no_statement_is_refused(data):
    with pytest.raises(BadStatement):
        read_statement(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_a_sentence(data):
    for read in (read_statement, read_keys_file):
        with pytest.raises(VerbaleError):
            read(data)


def test_the_signing_key_rotates():
    assert verified(SAID) == "signing"


@pytest.mark.parametrize("revoked", [True, False])
def test_the_recovery_key_replaces(revoked):
    assert verified(replace(SAID, revoked=revoked), RECOVERY) == "recovery"


def test_a_side_without_a_recovery_key_rotates_and_may_take_one():
    known = OURS.public
    for keys in (THEIRS.public, NEXT):
        assert verified(replace(SAID, previous=known.fingerprint, keys=keys), known=known) == "signing"


def test_after_keys_that_a_person_introduced_any_number_is_due():
    assert verified(replace(SAID, number=7), number=None) == "signing"


def test_the_next_one_is_due_under_the_new_keys():
    later = KeyStatement("DD", 2, NEXT.fingerprint, replace(STRANGER.public, recovery=RECOVERY_LINE), False, AT)

    assert verified(later, THEIRS.signing, NEXT, number=2) == "signing"
    assert "neither key" in refusal(later, OURS.signing, NEXT, number=2)


def not_confirmed(keys):
    return f"it replaces {keys.fingerprint}, and {KNOWN.fingerprint} is confirmed"


AGAIN = "it says that keys are void, and names one of them again"
VOID = "it says that keys are void, which the recovery key alone can say"
OTHER = "it names another recovery key, which the recovery key alone can replace"
OTHER_RECOVERY = signing_line(Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(
    ("changed", "key", "why"),
    [
        ({"side": "CN"}, OURS.signing, "it came from “DD”, which speaks only for itself"),
        ({"number": 2}, OURS.signing, "number 1 is due"),
        ({"previous": NEXT.fingerprint}, OURS.signing, not_confirmed(NEXT)),
        ({"previous": OURS.public.fingerprint}, OURS.signing, not_confirmed(OURS.public)),
        ({"keys": KNOWN}, OURS.signing, "it names the keys that are confirmed already"),
        ({"revoked": True}, OURS.signing, VOID),
        ({"keys": THEIRS.public}, OURS.signing, OTHER),
        ({"keys": replace(THEIRS.public, recovery=OTHER_RECOVERY)}, OURS.signing, OTHER),
        ({"revoked": True, "keys": replace(NEXT, signing=KNOWN.signing)}, RECOVERY, AGAIN),
        ({"revoked": True, "keys": replace(NEXT, recipient=KNOWN.recipient)}, RECOVERY, AGAIN),
        ({"revoked": True, "keys": replace(NEXT, recovery=KNOWN.signing)}, RECOVERY, AGAIN),
    ],
)  # fmt: skip
def test_what_is_not_due_is_refused_with_the_reason(changed, key, why):
    assert refusal(replace(SAID, **changed), key) == why


@pytest.mark.parametrize("key", [THEIRS.signing, STRANGER.signing, Ed25519PrivateKey.generate()])
def test_another_signer_is_refused(key):
    assert "neither key that may say it" in refusal(SAID, key)


def test_without_a_recovery_key_nobody_recovers():
    said = replace(SAID, previous=OURS.public.fingerprint, revoked=True)

    assert "neither key" in refusal(said, RECOVERY, OURS.public)


def test_the_recovery_key_may_replace_itself():
    keys = replace(THEIRS.public, recovery=OTHER_RECOVERY)

    assert verified(replace(SAID, keys=keys), RECOVERY) == "recovery"


def test_a_signature_for_another_purpose_or_other_bytes_is_refused():
    for signature in (
        sshsig.sign(SAID.as_bytes(), OURS.signing, "verbale-pouch"),
        sshsig.sign(SAID.as_bytes() + b" ", OURS.signing, NAMESPACE),
        b"",
        b"x" * 5000,
    ):
        with pytest.raises(BadSignature):
            verify_statement(SAID, signature, KNOWN, side="DD", number=1)


def test_the_file_of_its_own_may_be_indented(tmp_path):
    signed = sign_statement(SAID, RECOVERY)
    (tmp_path / "DD.keys").write_text(json.dumps(json.loads(signed.as_file()), indent=2))

    assert load_keys_file(tmp_path / "DD.keys") == signed


def test_a_large_file_is_not_read(tmp_path):
    (tmp_path / "DD.keys").write_bytes(sign_statement(SAID, RECOVERY).as_file() + b" " * LARGEST)

    with pytest.raises(BadStatement) as refused:
        load_keys_file(tmp_path / "DD.keys")

    assert refused.value.facts == {"why": f"DD.keys is longer than {LARGEST} bytes"}


@pytest.mark.parametrize(
    "file",
    [
        {},
        [],
        {"statement": SAID.as_json()},
        {"statement": SAID.as_json(), "signature": 1},
        {"statement": SAID.as_json(), "signature": "ä"},
        {"statement": None, "signature": ""},
        {"statement": SAID.as_json(), "signature": "", "more": 1},
        {"statement": SAID.as_json() | {"at": "2026"}, "signature": ""},
    ],
)
def test_a_file_of_another_form_is_refused(file):
    with pytest.raises(BadStatement):
        read_keys_file(json.dumps(file).encode())


def test_a_line_with_a_broken_recovery_key_is_no_line():
    with pytest.raises(BadPublicKey):
        PublicKeys.read(OURS.public.line() + " ssh-ed25519 AAAA")
