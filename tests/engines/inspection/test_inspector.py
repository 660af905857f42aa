"""A clean pouch passes, and an altered one never does, whatever the change."""

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.inspection.age_file import sealed, sha256
from tests.engines.inspection.pouches import OURS, THEIRS, allowance_of, inspected, pouch, told
from verbale.engines.inspection import Inspection, inspect, isolated, pdf

DRAFT, ALLOWANCE = pouch()
PLAINTEXT = DRAFT.plaintext()
BLOCKS = len(PLAINTEXT) // 512


def test_a_clean_pouch_passes_and_leaves_nothing_behind(tmp_path):
    draft, allowance = pouch()
    found = inspected(tmp_path, draft, allowance)
    assert told(found) == ""
    data = (tmp_path / "7.pouch").read_bytes()
    assert found == Inspection(sha256(data), len(data), ())
    assert found.demand() is None
    assert [path.name for path in tmp_path.iterdir()] == ["7.pouch"]


def test_an_acknowledgement_passes(tmp_path):
    draft, _ = pouch()
    draft.messages, draft.files = [], {"checkpoint.note": draft.files["checkpoint.note"]}
    assert told(inspected(tmp_path, draft, allowance_of(draft))) == ""


def flipped(data, at, bit):
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def doubled(data, first, count):
    """Some blocks of 512 bytes stand twice."""
    begin, end = first * 512, (first + count) * 512
    return data[:end] + data[begin:end] + data[end:]


def taken(data, first, count):
    return data[: first * 512] + data[(first + count) * 512 :]


def swapped(data, one, other):
    blocks = [data[at : at + 512] for at in range(0, len(data), 512)]
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def grown(data, more):
    return data + more


BLOCK = st.integers(0, BLOCKS - 1)
CHANGES = st.one_of(
    st.builds(flipped, st.just(PLAINTEXT), st.integers(0, len(PLAINTEXT) - 1), st.integers(0, 7)),
    st.builds(doubled, st.just(PLAINTEXT), BLOCK, st.integers(1, 128)),
    st.builds(taken, st.just(PLAINTEXT), BLOCK, st.integers(1, 128)),
    st.builds(swapped, st.just(PLAINTEXT), BLOCK, BLOCK),
    st.builds(grown, st.just(PLAINTEXT), st.binary(min_size=1, max_size=1100)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("altered")


@settings(max_examples=120, deadline=None)
@given(CHANGES)
def test_altered_plaintext_never_passes(folder, plaintext):
    path = folder / "7.pouch"
    path.write_bytes(sealed(plaintext, [THEIRS.to_public(), OURS.to_public()]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolated, "examine", pdf.examine)
        found = inspect(path, identity=OURS, allowance=ALLOWANCE, workspace=folder)
    assert found.passed == (plaintext == PLAINTEXT)


@settings(max_examples=60, deadline=None)
@given(st.integers(0), st.integers(0, 7))
def test_altered_sealed_bytes_never_pass(folder, at, bit):
    data = DRAFT.sealed()
    path = folder / "7.pouch"
    path.write_bytes(flipped(data, at % len(data), bit))
    assert not inspect(path, identity=OURS, allowance=ALLOWANCE, workspace=folder).passed


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_anything_else_never_passes(folder, plaintext):
    path = folder / "7.pouch"
    path.write_bytes(sealed(plaintext, [THEIRS.to_public(), OURS.to_public()]))
    assert not inspect(path, identity=OURS, allowance=ALLOWANCE, workspace=folder).passed


def test_a_full_disk_is_said_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "7.pouch"
    path.write_bytes(DRAFT.sealed())

    class Full(io.BytesIO):
        def write(self, _):
            raise OSError(os.strerror(28))

    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match=os.strerror(28)):
        inspect(path, identity=OURS, allowance=ALLOWANCE, workspace=tmp_path)
