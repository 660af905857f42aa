"""Editions: whole or not there, read back as written."""

import errno
import fcntl
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, coded, field, imported, marc
from tests.shared import ROOT
from verbale.engines.catalogue import (
    FACTS,
    BeingWritten,
    EmptyFile,
    Faulty,
    FolderTaken,
    NoEdition,
    NoMarc,
    NoRecord,
    open_edition,
    write_edition,
)
from verbale.engines.catalogue.folder import published

BAD = b"this is none\x1e\x1d"
ONE = marc(field("264", " 1", "aLakeford :", "bMeridian Press"), title="Flood routing", coded=coded())
TWO = marc(field("650", " 4", "aлазеры"), title="激光原理", coded=coded("1964", "fi ", "chi"))
THREE = marc(field("506", "1 ", "aLocal use"), title="Restricted things")
SOURCE = ONE + BAD + TWO + THREE


def test_what_an_import_tells(tmp_path: Path) -> None:
    heard: list[int] = []
    summary = write_edition(
        BytesIO(SOURCE), tmp_path / "e", name="s.mrc", statement=STATEMENT, lookups=LOOKUPS, progress=heard.append
    )
    assert summary.faulty == (Faulty(len(ONE), "it is shorter than a leader"),)
    assert (summary.records, summary.bytes_read, summary.remarked, summary.name) == (3, len(SOURCE), 0, "s.mrc")
    assert (summary.statement, summary.lookups) == (STATEMENT.as_json(), LOOKUPS.digest())
    assert heard[-1] == 4
    assert sorted(path.name for path in (tmp_path / "e").iterdir()) == [
        "duplicates.parquet",
        "edition.json",
        "faults.parquet",
        "records.parquet",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["e"]
    assert open_edition(tmp_path / "e").summary == summary


def test_rows_are_read_back(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    assert edition.count == 3
    assert [row["raw"] for row in edition.rows(["raw"], batch=1)] == [ONE, TWO, THREE]
    assert list(edition.rows(["number", "offset", "title"])) == [
        {"number": 0, "offset": 0, "title": "Flood routing"},
        {"number": 1, "offset": len(ONE + BAD), "title": "激光原理"},
        {"number": 2, "offset": len(ONE + BAD + TWO), "title": "Restricted things"},
    ]
    assert edition.row(1) == list(edition.rows())[1]
    assert [(one.offset, one.raw, one.length) for one in edition.faults()] == [(len(ONE), BAD, len(BAD))]


def test_facts_are_those_of_the_record(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    assert edition.facts(0) == {
        "origin": "domestic",
        "publisher_class": "listed press",
        "distribution": "open",
        "kind": "book",
        "field": None,
        "series": None,
        "country": "sz",
        "language": "eng",
        "year": 1963,
        "restricted": False,
        "dual_use": None,
        "personal_data": None,
    }
    assert (edition.facts(2)["distribution"], edition.facts(2)["restricted"]) == (None, True)
    assert list(edition.facts(0)) == list(FACTS)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("flood", ["Flood routing"]),
        ("ROUTING meridian", ["Flood routing"]),
        ("激光", ["激光原理"]),
        ("лазер", ["激光原理"]),
        ("flood 激光", []),
        ("", ["Flood routing", "激光原理", "Restricted things"]),
        ("'; DROP TABLE x; --", []),
        ("%", []),
    ],
)
def test_search(tmp_path: Path, text: str, titles: list[str]) -> None:
    assert [row["title"] for row in imported(tmp_path / "e", SOURCE).search(text)] == titles


def test_search_by_pages(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    assert [row["number"] for row in edition.search("", limit=1, offset=1)] == [1]
    assert edition.search("", limit=-1, offset=-5) == []


@pytest.mark.parametrize("number", [-1, 3])
def test_no_such_record(tmp_path: Path, number: int) -> None:
    with pytest.raises(NoRecord):
        imported(tmp_path / "e", SOURCE).row(number)


def test_the_same_source_twice_gives_the_same_rows(tmp_path: Path) -> None:
    first, second = imported(tmp_path / "1", SOURCE), imported(tmp_path / "2", SOURCE)
    assert first.summary == second.summary
    assert list(first.rows()) == list(second.rows())


def test_an_edition_is_never_overwritten(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    with pytest.raises(FolderTaken):
        imported(tmp_path / "e", ONE)
    assert open_edition(tmp_path / "e") == edition


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyFile), (b"not a record", NoMarc)])
def test_an_unreadable_source_leaves_nothing(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        imported(tmp_path / "e", data)
    assert list(tmp_path.iterdir()) == []


class Failing(BytesIO):
    """A disk or a cable that fails in the middle."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().read(size)


def test_a_failing_disk_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        write_edition(Failing(SOURCE * 3000), tmp_path / "e", name="s", statement=STATEMENT, lookups=LOOKUPS)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_import_left_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".e.part" / "sort").mkdir(parents=True)
    (tmp_path / ".e.part" / "records.parquet").write_bytes(b"half")
    assert imported(tmp_path / "e", SOURCE).count == 3
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


def test_two_imports_into_one_folder(tmp_path: Path) -> None:
    with published(tmp_path / "e"), pytest.raises(BeingWritten):
        imported(tmp_path / "e", ONE)
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


def test_a_lock_without_owner_does_not_bind(tmp_path: Path) -> None:
    (tmp_path / ".e.part").mkdir()
    with (tmp_path / ".e.part" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BeingWritten):
            imported(tmp_path / "e", ONE)
    assert imported(tmp_path / "e", ONE).count == 1


def _without(folder: Path, name: str) -> None:
    (folder / name).unlink()


def _cut(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])


@pytest.fixture(params=["edition.json", "records.parquet", "faults.parquet"])
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    imported(tmp_path / "e", SOURCE)
    return tmp_path / "e", str(request.param)


@pytest.mark.parametrize("damage", [_without, _cut])
def test_a_damaged_edition_is_not_opened(damaged: tuple[Path, str], damage: object) -> None:
    assert callable(damage)
    damage(*damaged)
    with pytest.raises(NoEdition):
        open_edition(damaged[0])


def test_tables_of_another_edition_are_not_taken(tmp_path: Path) -> None:
    imported(tmp_path / "e", SOURCE)
    imported(tmp_path / "f", ONE)
    (tmp_path / "f" / "records.parquet").replace(tmp_path / "e" / "records.parquet")
    with pytest.raises(NoEdition):
        open_edition(tmp_path / "e")


KILLED = """
import sys, time
from datetime import date
from pathlib import Path
from verbale.engines.catalogue import Lookups, Statement, write_edition

class Endless:
    def read(self, size):
        return source * 2000

source = bytes.fromhex(sys.argv[2])
write_edition(
    Endless(), Path(sys.argv[1]), name="s", statement=Statement("open", "r", "b", date(2026, 1, 1)),
    lookups=Lookups({}, ()), progress=lambda count: print(count, flush=True),
)
"""


def test_a_process_killed_during_an_import(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "e"), SOURCE.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": str(ROOT / "src")}) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert [path.name for path in tmp_path.iterdir()] == [".e.part"]
    with pytest.raises(NoEdition):
        open_edition(tmp_path / "e")
    assert imported(tmp_path / "e", SOURCE).count == 3
    assert [path.name for path in tmp_path.iterdir()] == ["e"]
