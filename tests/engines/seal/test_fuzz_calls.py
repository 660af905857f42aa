"""Calls, answers, vouches and door keys from outside are read, or refused in words; never anything else."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.pouches import OURS
from tests.engines.seal.test_calls import ANSWER, CALL, READ, header
from tests.mutations import REFUSED, mutated, outcome
from verbale.engines.seal.calls import Vouch, read_answer, read_call, read_vouch, write
from verbale.engines.seal.door_key import make_door_key, public_line, read_door_key
from verbale.kernel.canonical import canonical

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"\1")
DOOR = make_door_key(KEY, Vouch("CN", public_line(KEY), AT), OURS.signing).as_file()
HEADERS = [b".", b"=", b"-", b"\n", b" ", b"\0", b"AAAA", b"\xff", b"-----END SSH SIGNATURE-----"]
JSON = [b"null", b"true", b'""', b"[" * 2000, b"{}", b"1e9", b"-1", b"9" * 400, b'"\\ud800"', b'"9999-99-99T"', b"\xff"]
KEYS = [b"\\n", b"-----END OPENSSH PRIVATE KEY-----", b"AAAA", b"ssh-rsa", b"null", b"{}", b"\xff", b"\\u0000"]


@pytest.mark.parametrize(("said", "read"), READ)
@given(data=st.data())
def test_headers(said, read, data):
    true = write(said, OURS.signing).encode()
    damaged = data.draw(st.binary(max_size=300) | mutated(true, HEADERS)).decode("latin-1")
    got = outcome(read, damaged)
    assert got is REFUSED or got == (said, OURS.public.signing)


@pytest.mark.parametrize(("said", "read"), READ)
@given(data=st.data())
def test_what_somebody_signed_who_says_anything(said, read, data):
    damaged = data.draw(st.binary(max_size=300) | mutated(canonical(said.as_json()), JSON))
    got = outcome(read, header(damaged))
    assert got is REFUSED or canonical(got[0].as_json()) == damaged


@given(st.sampled_from([CALL, ANSWER]), st.sampled_from([read_call, read_answer, read_vouch]))
def test_one_statement_is_no_other(said, read):
    got = outcome(read, write(said, OURS.signing))
    assert got is REFUSED or got[0] == said


@given(st.binary(max_size=300) | mutated(DOOR, KEYS))
def test_door_keys(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "door"
        path.write_bytes(data)
        got = outcome(read_door_key, path)
    if got is not REFUSED:
        outcome(got.vouched)
        assert public_line(got.key).startswith("ssh-ed25519 ")
