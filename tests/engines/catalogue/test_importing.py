"""Imports that are disturbed: a full disk, others at the same time, an end in the middle, a source that shrinks."""

from __future__ import annotations

import errno
import fcntl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, coded, field, imported, marc
from tests.shared import ROOT
from verbale.engines.catalogue import EditionSummary, open_edition, write_edition
from verbale.engines.catalogue import folder as folders
from verbale.engines.catalogue.errors import BeingWritten, FolderTaken, SourceShrank

ONE = marc(field("264", " 1", "aLakeford :", "bMeridian Press"), title="Flood routing", coded=coded())
BAD = b"this is none\x1e\x1d"
MANY = (ONE * 60 + BAD) * 500


def run(folder: Path, stream: Any) -> EditionSummary:
    return write_edition(stream, folder, name="s", statement=STATEMENT, lookups=LOOKUPS)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "where", ["write_table", "close", "the second row group", "the summary", "the sync", "the rename"]
)
def test_a_full_disk_publishes_nothing(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if where == "the second row group":
        written: list[object] = []
        write_table = pq.ParquetWriter.write_table

        def once(self: pq.ParquetWriter, table: object) -> None:
            written.append(table)
            write_table(self, table) if len(written) < 2 else full()

        monkeypatch.setattr(pq.ParquetWriter, "write_table", once)
    elif where == "the summary":
        monkeypatch.setattr(Path, "write_bytes", full)
    elif where == "the sync":
        monkeypatch.setattr(folders, "sync", full)
    elif where == "the rename":
        monkeypatch.setattr(Path, "rename", full)
    else:
        monkeypatch.setattr(pq.ParquetWriter, where, full)
    with pytest.raises(OSError, match="No space"):
        run(tmp_path / "e", BytesIO(MANY))
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert run(tmp_path / "e", BytesIO(MANY)).records == 30_000


LIMITED = """
import resource, signal, sys
from datetime import date
from io import BytesIO
from pathlib import Path
from verbale.engines.catalogue import Lookups, Statement, write_edition

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
source = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    write_edition(
        BytesIO(source), Path(sys.argv[1]), name="s", statement=Statement("open", "r", "b", date(2026, 1, 1)),
        lookups=Lookups({}, ()),
    )
except OSError as fault:
    print(fault.errno)
"""


def test_a_file_that_may_grow_no_more(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "e")],
        input=b"".join(marc(title=f"Title {number * 7919 % 99991}") for number in range(9000)),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert told.stdout.decode().strip() == str(errno.EFBIG)
    assert list(tmp_path.iterdir()) == []


def test_two_imports_at_once_into_one_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(run, tmp_path / "e", BytesIO(MANY)) for _ in range(2)]
    faults = [one.exception() for one in done]
    assert sum(fault is None for fault in faults) == 1
    assert all(fault is None or isinstance(fault, BeingWritten | FolderTaken) for fault in faults)
    assert open_edition(tmp_path / "e").count == 30_000
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


def test_two_imports_at_once_into_two_folders(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(run, tmp_path / name, BytesIO(MANY)) for name in "ef"]
    assert done[0].result() == done[1].result()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e", "f"]
    first, second = (open_edition(tmp_path / name) for name in "ef")
    assert list(first.rows(["number", "identity", "raw"])) == list(second.rows(["number", "identity", "raw"]))


def test_the_next_import_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    left, busy = tmp_path / ".left.part", tmp_path / ".busy.part"
    for part in (left, busy):
        part.mkdir()
        (part / "lock").touch()
        (part / "records.parquet").write_bytes(b"half")
    with (busy / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        imported(tmp_path / "e", ONE)
        assert sorted(path.name for path in tmp_path.iterdir()) == [".busy.part", "e"]
    imported(tmp_path / "f", ONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e", "f"]


class Cut:
    """A file that somebody truncates while it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb")
        self.fileno, self.tell, self.close = self._file.fileno, self._file.tell, self._file.close

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        with self._path.open("r+b") as file:
            file.truncate(min(self._file.tell() + 10, self._path.stat().st_size))
        return data


def test_a_source_that_shrinks(tmp_path: Path) -> None:
    source = tmp_path / "source.mrc"
    source.write_bytes(MANY)
    stream = Cut(source)
    with pytest.raises(SourceShrank) as raised:
        run(tmp_path / "e", stream)
    stream.close()
    assert raised.value.facts["expected"] == len(MANY)
    assert [path.name for path in tmp_path.iterdir()] == ["source.mrc"]


def test_a_file_from_its_middle_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "source.mrc"
    source.write_bytes(ONE * 3)
    with source.open("rb") as stream:
        stream.seek(len(ONE))
        assert run(tmp_path / "e", stream).records == 2
