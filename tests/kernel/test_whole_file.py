"""A file is seen whole and on the disk, or what was there before is."""

import errno
import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel import whole_file
from verbale.kernel.whole_file import CHUNK, copy, passing_in, put, settle, sha256_of, sync, written

BEFORE = b"as it was"
AFTER = b"Acta physica, 1987" * 100_000


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "there"
    folder.mkdir()
    return folder / "acta.pdf"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source"
    path.write_bytes(AFTER)
    return path


def lies(target):
    return {path.name: path.read_bytes() for path in target.parent.iterdir()}


def fails(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@given(data=st.binary(max_size=200))
def test_the_hash_is_that_of_the_bytes(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("hash") / "file"
    put(path, data)
    assert (path.read_bytes(), sha256_of(path)) == (data, hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_copy_has_every_byte(target, source, size):
    source.write_bytes(bytes(size))
    copy(source, target)
    assert lies(target) == {"acta.pdf": bytes(size)}


def test_what_is_there_is_replaced(target, source):
    put(target, BEFORE)
    copy(source, target)
    assert lies(target) == {"acta.pdf": AFTER}
    put(target, BEFORE)
    assert lies(target) == {"acta.pdf": BEFORE}


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("way", ["put", "copy"])
def test_on_a_full_disk_what_was_there_stays_and_nothing_else(target, source, monkeypatch, step, way):
    put(target, BEFORE)
    with monkeypatch.context() as patch:
        patch.setattr(os, step, fails)
        with pytest.raises(OSError, match="No space left"):
            put(target, AFTER) if way == "put" else copy(source, target)
    assert lies(target) == {"acta.pdf": BEFORE}


def test_the_bytes_are_on_the_disk_before_the_name_and_then_the_name_is(target, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda number: steps.append(os.fstat(number).st_ino) or fsync(number))
    monkeypatch.setattr(os, "replace", lambda *names: steps.append("replace") or replace(*names))
    put(target, AFTER)
    assert steps == [target.stat().st_ino, "replace", target.parent.stat().st_ino]


def test_a_file_that_is_there_is_never_written_to(target):
    put(target, BEFORE)
    with pytest.raises(FileExistsError), written(target) as out:
        out.write(AFTER)
    assert lies(target) == {"acta.pdf": BEFORE}


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_file_has_its_mode_from_the_beginning(target, mode):
    with written(target, mode):
        assert target.stat().st_mode & 0o777 == mode


def test_what_is_not_settled_is_gone(target):
    with passing_in(target.parent) as passing:
        passing.write_bytes(b"half")
        assert passing.name.startswith(".")
    assert lies(target) == {}
    with passing_in(target.parent) as passing:
        passing.write_bytes(AFTER)
        settle(passing, target)
    assert lies(target) == {"acta.pdf": AFTER}


def test_a_file_and_a_folder_can_be_synced(target, monkeypatch):
    put(target, AFTER)
    synced = []
    monkeypatch.setattr(whole_file.os, "fsync", lambda number: synced.append(os.fstat(number).st_ino))
    sync(target)
    sync(target.parent)
    assert synced == [target.stat().st_ino, target.parent.stat().st_ino]
