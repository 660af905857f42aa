"""Calls and answers: written, read again, and refused where anything is altered."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.pouches import OURS, THEIRS
from verbale.engines.seal import BadSignature, sshsig
from verbale.engines.seal.calls import (
    NAMESPACE,
    Answer,
    BadCall,
    Call,
    Vouch,
    read_answer,
    read_call,
    read_vouch,
    write,
)
from verbale.engines.seal.door_key import BadDoorKey, make_door_key, public_line, read_door_key
from verbale.kernel.canonical import canonical, digest

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
CALL = Call("PUT", "/channel/v1/pouches/ab?offset=0", "DD", "CN", digest(b"piece"), AT, "ab" * 16)
ANSWER = Answer(CALL.hash, 200, digest(b"{}"), AT)
VOUCH = Vouch("CN", THEIRS.public.signing, AT)
READ = [(CALL, read_call), (ANSWER, read_answer), (VOUCH, read_vouch)]


def header(value, key=OURS.signing, namespace=NAMESPACE):
    data = value if isinstance(value, bytes) else canonical(value)
    lines = sshsig.sign(data, key, namespace).decode().splitlines()
    return f"{base64.b64encode(data).decode()}.{''.join(lines[1:-1])}"


@pytest.mark.parametrize(("said", "read"), READ)
def test_what_is_written_is_read_with_its_signer(said, read):
    assert read(write(said, OURS.signing)) == (said, OURS.public.signing)
    assert write(said, OURS.signing).isascii()


@pytest.mark.parametrize(("said", "read"), READ)
@given(place=st.integers(0, 3000), sign=st.sampled_from("AZaz09+/=. "))
def test_one_other_sign_is_refused_or_changes_nothing(said, read, place, sign):
    true = write(said, OURS.signing)
    place %= len(true)
    try:
        value, signer = read(true[:place] + sign + true[place + 1 :])
    except (BadCall, BadSignature):
        return
    assert (value, signer) == (said, OURS.public.signing)


@pytest.mark.parametrize(("said", "read"), READ)
def test_a_statement_for_another_purpose_is_refused(said, read):
    with pytest.raises(BadSignature):
        read(header(said.as_json(), namespace="verbale-pouch"))


@pytest.mark.parametrize(
    "other",
    [
        {"version": 2}, {"version": True}, {"method": "DELETE"}, {"path": "pouches"}, {"path": "/a b"}, {"path": "/é"},
        {"sender": ""}, {"sender": "D/D"}, {"recipient": None}, {"body": "AB" * 32}, {"body": 1}, {"at": 5},
        {"at": "yesterday"}, {"nonce": "ab"}, {"nonce": "ab" * 33}, {"more": 1},
    ],
)  # fmt: skip
def test_what_no_call_says_is_refused(other):
    with pytest.raises(BadCall):
        read_call(header(CALL.as_json() | other))


@pytest.mark.parametrize("status", [0, 199, 600, "200", True, None])
def test_what_no_answer_says_is_refused(status):
    with pytest.raises(BadCall):
        read_answer(header(ANSWER.as_json() | {"status": status}))


@pytest.mark.parametrize("key", ["", "ssh-rsa AAAA", THEIRS.public.signing + " comment", 5])
def test_what_nobody_vouches_for_is_refused(key):
    with pytest.raises(BadCall):
        read_vouch(header(VOUCH.as_json() | {"door": key}))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'{"version":1}', canonical(CALL.as_json()) + b" ", b"\xff", b"[" * 3000]
)
def test_no_statement_is_refused(data):
    with pytest.raises((BadCall, BadSignature)):
        read_call(header(data))


@pytest.mark.parametrize("text", ["", ".", "a.b", "é.é", "A" * 4097, "AAAA." + "A" * 300])
def test_no_header_is_refused(text):
    with pytest.raises((BadCall, BadSignature)):
        read_call(text)


def test_every_field_is_in_the_hash_that_an_answer_names():
    others = [
        replace(CALL, method="GET"), replace(CALL, path="/other"), replace(CALL, sender="XX"),
        replace(CALL, recipient="XX"), replace(CALL, body=digest(b"")), replace(CALL, at=AT.replace(hour=10)),
        replace(CALL, nonce="cd" * 16),
    ]  # fmt: skip
    assert len({one.hash for one in [CALL, *others]}) == 8


def test_a_door_key_is_kept_and_read(tmp_path):
    path = tmp_path / "key"
    made = make_door_key(THEIRS.signing, VOUCH, OURS.signing)
    path.write_bytes(made.as_file())
    read = read_door_key(path)
    assert (public_line(read.key), read.vouched()) == (VOUCH.key, (VOUCH, OURS.public.signing))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"key": 1, "vouch": ""}', '{"key": "x", "vouch": ""}'])
def test_what_is_no_door_key_is_refused(tmp_path, text):
    (tmp_path / "key").write_text(text)
    with pytest.raises(BadDoorKey):
        read_door_key(tmp_path / "key")
