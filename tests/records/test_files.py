"""The store of files: the bytes are safe before anything names them, or nothing is left."""

import errno
import hashlib
import io
import os

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbale.records import files

ACTA = b"Acta physica, 1987" * 100_000
SHA256 = hashlib.sha256(ACTA).hexdigest()


def kept(home):
    return sorted(path.relative_to(home.files).as_posix() for path in home.files.rglob("*") if path.is_file())


def put(data, **options):
    return files.put(io.BytesIO(data), name="acta.pdf", **options)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.binary(max_size=200))
def test_what_is_put_is_read_again(home, data):
    sha256, size = put(data)
    with files.read(sha256) as stream:
        assert (sha256, size, stream.read()) == (hashlib.sha256(data).hexdigest(), len(data), data)
    assert files.is_intact(sha256)


def test_the_same_bytes_lie_there_once(home):
    assert put(ACTA) == put(ACTA) == (SHA256, len(ACTA))
    assert kept(home) == [f"{SHA256[:2]}/{SHA256}"]


def test_a_file_that_lies_elsewhere_is_copied(home, tmp_path):
    source = tmp_path / "acta.pdf"
    source.write_bytes(ACTA)
    assert files.put_path(source) == (SHA256, len(ACTA))
    assert source.read_bytes() == ACTA


def test_a_file_as_large_as_the_limit_is_taken(home):
    assert put(ACTA, limit=len(ACTA)) == (SHA256, len(ACTA))


@pytest.mark.parametrize("limit", [0, 1, len(ACTA) - 1])
def test_of_a_file_beyond_the_limit_nothing_is_kept(home, limit):
    with pytest.raises(files.TooLarge) as caught:
        put(ACTA, limit=limit)
    assert caught.value.facts == {"name": "acta.pdf", "limit": limit}
    assert kept(home) == []


def test_the_limit_is_that_of_the_settings(home, settings):
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(files.TooLarge):
        put(ACTA)


def failing(number):
    def fail(*args):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_of_a_file_for_which_there_is_no_room_nothing_is_kept(home, monkeypatch, number):
    monkeypatch.setattr(os, "fsync", failing(number))
    with pytest.raises(files.DiskFull) as caught:
        put(ACTA)
    assert caught.value.facts == {"name": "acta.pdf"}
    assert kept(home) == []


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "Error writing bytes to file"),
        duckdb.IOException(f'Could not write file "x": {os.strerror(errno.ENOSPC)}'),
        ValueError(f"An IO error occurred: '{os.strerror(errno.EDQUOT)}'"),
    ],
)
def test_whichever_library_meets_a_full_disk_it_is_told(fault):
    with pytest.raises(files.DiskFull) as caught, files.room_for("corpus.mrc"):
        raise fault
    assert caught.value.facts == {"name": "corpus.mrc"}


@pytest.mark.parametrize("fault", [files.TooLarge(name="a", limit=1), ValueError("no such thing")])
def test_what_is_no_full_disk_stays_what_it_is(fault):
    with pytest.raises(type(fault)) as caught, files.room_for("corpus.mrc"):
        raise fault
    assert caught.value is fault


def test_another_fault_of_the_disk_is_no_full_disk(home, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(OSError, match="Input/output error"):
        put(ACTA)
    assert kept(home) == []


def test_of_a_stream_that_breaks_off_nothing_is_kept(home):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionError("gone")
            return super().read(10)

    with pytest.raises(ConnectionError):
        files.put(Broken(ACTA), name="acta.pdf")
    assert kept(home) == []


@pytest.mark.parametrize("damage", [b"", ACTA[:-1], ACTA + b"\n", ACTA.replace(b"1987", b"1988", 1)])
def test_altered_bytes_are_not_intact(home, damage):
    put(ACTA)
    files.path_of(SHA256).write_bytes(damage)
    assert not files.is_intact(SHA256)


def test_bytes_that_are_gone_are_refused(home):
    put(ACTA)
    files.path_of(SHA256).unlink()
    assert not files.is_intact(SHA256)
    with pytest.raises(files.FileGone) as caught:
        files.read(SHA256)
    assert caught.value.facts == {"sha256": SHA256}


def test_putting_the_bytes_again_mends_them(home):
    put(ACTA)
    files.path_of(SHA256).write_bytes(b"damaged")
    put(ACTA)
    assert files.is_intact(SHA256)


def test_room_is_told(home):
    assert files.room() > 0


def test_a_folder_made_for_a_file_is_on_the_disk_before_the_file_counts(home, monkeypatch):
    synced, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_ino) or fsync(number))
    put(ACTA)
    path = files.path_of(SHA256)
    assert synced == [one.stat().st_ino for one in (path, home.files, path.parent)]
