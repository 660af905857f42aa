"""Backup and restore: everything comes back, the journal says so, and what was altered is refused."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing

import pytest

from tests.journeys.test_killed import program
from tests.patience import PATIENCE
from verbale.journeys.backup import MANIFEST, UNFINISHED
from verbale.kernel.home import Home

RESTORE = """
import sys; from datetime import UTC, datetime; from pathlib import Path
from verbale.journeys import backup
from verbale.kernel.errors import VerbaleError; from verbale.kernel.home import Home
try:
    made = backup.restore(backup=Path(sys.argv[1]), home=Home(Path(sys.argv[2])), at=datetime(2026, 12, 1, tzinfo=UTC))
    print(made.side, made.files, made.journal)
except VerbaleError as fault:
    print(type(fault).__name__, fault.sentence()); sys.exit(fault.exit_code)
"""
BACK_UP = RESTORE.replace("made = backup.restore(backup=Path(sys.argv[1]), home=Home(Path(sys.argv[2])),", "").replace(
    " at=datetime(2026, 12, 1, tzinfo=UTC))\n    print(made.side, made.files, made.journal)",
    "at = datetime(2026, 12, 1, tzinfo=UTC)\n"
    "    print(backup.back_up(home=Home(Path(sys.argv[2])), to=Path(sys.argv[1]), at=at, with_keys=len(sys.argv) < 4))",
)


def run(text, *arguments):
    """A program of its own, since a process is one node; its exit code and what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VERBALE", "DJANGO"))}
    command = [sys.executable, "-c", text, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """A node with work behind it, and its backup."""
    folder = tmp_path_factory.mktemp("node")
    made = program("build", folder, folder)
    assert made.returncode == 0, made.stderr
    return folder


def members(path):
    with tarfile.open(path) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}


def written(path, files):
    with tarfile.open(path, "w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def acts(home):
    with closing(sqlite3.connect(Home(home).database)) as base:
        return [act for (act,) in base.execute("SELECT act FROM records_journalpayload ORDER BY entry_id")]


def test_everything_comes_back_verified_and_the_journal_says_so(node, tmp_path):
    backup, home = node / "backup.tar", tmp_path / "home"
    packed = members(backup)
    entries = len(acts(node / "home"))
    assert run(RESTORE, backup, home) == (0, f"OURS {len(packed) - 1} {entries}")
    assert acts(home)[entries:] == ["node.restored", "epoch.begun", "epoch.begun"]
    there = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    assert set(there) == set(packed) - {MANIFEST}
    assert [name for name, path in there.items() if path.read_bytes() != packed[name]] == ["node.sqlite3"]
    assert [oct((home / name).stat().st_mode & 0o777) for name in ("keys", "keys/identity.txt", "web.secret")] == [
        "0o700", "0o600", "0o600",
    ]  # fmt: skip


def test_the_recovery_key_stays_where_it_is(node):
    assert (node / "home" / "keys" / "recovery-key").is_file()
    packed = members(node / "backup.tar")
    assert ("keys/recovery-key" in packed, "keys/recovery-key.pub" in packed) == (False, True)


def test_later_keys_are_closed_to_others_again(node, tmp_path):
    packed = members(node / "backup.tar") | {"keys/2/identity.txt": b"x"}
    manifest = json.loads(packed[MANIFEST])
    manifest["files"]["keys/2/identity.txt"] = hashlib.sha256(b"x").hexdigest()
    told = written(tmp_path / "backup.tar", packed | {MANIFEST: json.dumps(manifest).encode()})
    assert run(RESTORE, told, tmp_path / "home")[0] == 0
    assert (tmp_path / "home" / "keys" / "2").stat().st_mode & 0o777 == 0o700


def test_a_restored_node_goes_on_where_it_stood(node, tmp_path):
    copy = tmp_path / "node"
    copy.mkdir()
    for name in ("theirs", "to-them"):
        (copy / name).symlink_to(node / name)
    assert run(RESTORE, node / "backup.tar", copy / "home")[0] == 0
    environment = os.environ | {"VERBALE_HOME": str(copy / "home")}
    command = [sys.executable, "-m", "verbale.carrier", "run", "--once", "--json"]
    done = subprocess.run(command, env=environment, cwd=copy / "home", capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert [one["what"] for one in told["came"]] == ["opened", "opened", "opened"]
    assert [(one["partner"], one["number"]) for one in told["sealed"]] == [("FURTHER", 1), ("THEIRS", 1)]


def test_the_keys_of_those_who_sign_papers_come_back_closed_to_others(node, tmp_path):
    home = tmp_path / "node"
    shutil.copytree(node / "home", home)
    (home / "signing").mkdir(0o700)
    (home / "signing" / "0.p12").write_bytes(b"under a passphrase")
    run(BACK_UP, tmp_path / "b.tar", home)
    run(BACK_UP, tmp_path / "without.tar", home, "without keys")
    assert "signing/0.p12" not in members(tmp_path / "without.tar")
    assert run(RESTORE, tmp_path / "b.tar", tmp_path / "home")[0] == 0
    path = tmp_path / "home" / "signing" / "0.p12"
    assert (path.read_bytes(), [oct(one.stat().st_mode & 0o777) for one in (path.parent, path)]) == (
        b"under a passphrase", ["0o700", "0o600"],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["node.sqlite3", "node.toml", "keys/signing-key", "web.secret"])
def test_a_backup_in_which_a_file_was_altered_is_refused_and_nothing_is_left(node, tmp_path, name):
    files = members(node / "backup.tar")
    files[name] = files[name][:-1] + b"!"
    code, said = run(RESTORE, written(tmp_path / "b.tar", files), tmp_path / "home")
    assert (code, f"“{name}” was altered" in said, said.split()[0]) == (3, True, "NotABackup")
    assert list((tmp_path / "home").iterdir()) == []


def relisted(files):
    """The files with a list that fits them, as somebody writes it who alters a backup with care."""
    import hashlib

    told = json.loads(files[MANIFEST])
    told["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != MANIFEST}
    return files | {MANIFEST: json.dumps(told).encode()}


def test_a_backup_whose_journal_was_rewritten_is_refused_whatever_its_list_says(node, tmp_path):
    files = members(node / "backup.tar")
    database = tmp_path / "altered.sqlite3"
    database.write_bytes(files["node.sqlite3"])
    with closing(sqlite3.connect(database)) as base:
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute("UPDATE records_journalpayload SET by_name = 'Somebody else' WHERE entry_id = 9")
        base.commit()
    files["node.sqlite3"] = database.read_bytes()
    code, said = run(RESTORE, written(tmp_path / "b.tar", relisted(files)), tmp_path / "home")
    assert (code, "9" in said) == (1, True)
    assert list((tmp_path / "home").iterdir()) == []


def without(files, name):
    return {kept: data for kept, data in files.items() if kept != name}


NOT_BACKUPS = {
    "missing file": lambda files: without(files, "web.secret"),
    "a file too many": lambda files: files | {"files/extra": b"x"},
    "no list": lambda files: without(files, MANIFEST),
    "a list that is none": lambda files: files | {MANIFEST: b"[]"},
    "a list without files": lambda files: files | {MANIFEST: b'{"version": 1}'},
    "a list of another version": lambda files: files | {MANIFEST: b'{"version": 2, "files": {}}'},
    "a way out": lambda files: {"../evil": b"x"} | files,
    "a way to the root": lambda files: {"/tmp/evil": b"x"} | files,
}


@pytest.mark.parametrize("spoil", NOT_BACKUPS.values(), ids=NOT_BACKUPS.keys())
def test_what_is_no_whole_backup_is_refused_and_nothing_is_left(node, tmp_path, spoil):
    path = written(tmp_path / "b.tar", spoil(members(node / "backup.tar")))
    code, said = run(RESTORE, path, tmp_path / "home")
    assert (code, said.split()[0]) == (3, "NotABackup")
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "b.tar"] == ["home"]
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"no tar", None])
def test_what_is_no_tar_is_refused(node, tmp_path, data):
    path = tmp_path / "b.tar"
    whole = (node / "backup.tar").read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if data is None else data)
    assert run(RESTORE, path, tmp_path / "home")[0] == 3
    assert run(RESTORE, tmp_path / "nothing.tar", tmp_path / "home")[0] == 3


def test_a_backup_is_never_restored_over_something_nor_written_over_another(node, tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    assert run(RESTORE, node / "backup.tar", tmp_path)[1].startswith("NotEmpty")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    before = (node / "backup.tar").stat()
    assert run(BACK_UP, node / "backup.tar", node / "home")[1].startswith("BackupExists")
    assert (node / "backup.tar").stat() == before


def test_what_a_killed_restore_left_is_begun_again(node, tmp_path):
    home = tmp_path / "home"
    (home / "files").mkdir(parents=True)
    (home / UNFINISHED).touch()
    (home / "files" / "half").write_text("half a file")
    assert run(RESTORE, node / "backup.tar", home)[0] == 0
    assert not (home / "files" / "half").exists()


def test_a_backup_can_leave_the_keys_out(node, tmp_path):
    code, count = run(BACK_UP, tmp_path / "b.tar", node / "home", "without keys")
    packed = members(tmp_path / "b.tar")
    assert (code, int(count)) == (0, len(packed) - 1)
    assert [name for name in packed if name.startswith("keys/")] == []
    assert oct((tmp_path / "b.tar").stat().st_mode & 0o777) == "0o600"
