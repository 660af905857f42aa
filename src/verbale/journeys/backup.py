"""Backup and restore of a node: the database as it stands, and the home's folders; the restored node is verified."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from verbale.kernel.clock import stamp
from verbale.kernel.errors import Refused, Unreadable
from verbale.kernel.home import Home
from verbale.kernel.whole_file import CHUNK, sha256_of, written

MANIFEST = "backup.json"
SQLITE = "node.sqlite3"
UNFINISHED = ".restoring"
FOLDERS = ("files", "editions", "offers", "indexes", "pouches")
KEYS, SIGNING = "keys", "signing"
"""Folders with the node's keys, and with those with which people sign papers."""
RECOVERY = "keys/recovery-key"
"""Kept out: it belongs into a safe, and not beside the keys that it is to make void (docs/PROTOCOL.md, 1.1)."""

FILES = ("node.toml", "web.secret")


class NotABackup(Unreadable):
    """{file} is not a backup of a node, or not a whole one: {why}. Use another copy."""


class BackupExists(Refused):
    """{file} exists already. A backup is never written over; choose another name."""


class NotEmpty(Refused):
    """{home} is not empty. Restore into a folder of its own."""


class OtherDatabase(Refused):
    """This node keeps its records in PostgreSQL. Back the database up with its own tools; its files are in {home}."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore found: files restored, and how far the journal verifies."""

    files: int
    journal: int
    side: str


def back_up(*, home: Home, to: Path, at: datetime, with_keys: bool = True) -> int:
    """Writes everything of the node into one tar with the SHA-256 of each file; returns how many files.

    The database is copied by SQLite's own online backup, so that a node can go on working meanwhile.
    """
    if home.config().database:
        raise OtherDatabase(home=home.path)
    if to.exists():
        raise BackupExists(file=to)
    passing = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    try:
        with tempfile.TemporaryDirectory(dir=home.quarantine) as folder:
            copy = Path(folder) / SQLITE
            # Listed before the database is copied: a head signed later would be ahead of the copied journal.
            heads = list(_under(home, "heads"))
            _copy_database(home.database, copy)
            count = _write(passing, home, [(SQLITE, copy), *heads, *_members(home, with_keys)], at)
        passing.replace(to)
    finally:
        passing.unlink(missing_ok=True)
    return count


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _write(to: Path, home: Home, members: Iterable[tuple[str, Path]], at: datetime) -> int:
    listed: dict[str, str] = {}
    with written(to, 0o600) as out, tarfile.open(fileobj=out, mode="w") as tar:
        for name, path in members:
            # A pouch in the inbox may be moved away by the carrier meanwhile.
            with suppress(FileNotFoundError):
                listed[name] = _add(tar, name, path)
        manifest = {"version": 1, "side": home.config().side, "at": stamp(at), "files": listed}
        data = json.dumps(manifest, sort_keys=True).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    return len(listed)


def _members(home: Home, with_keys: bool) -> Iterator[tuple[str, Path]]:
    for name in FILES:
        yield name, home.path / name
    for folder in (*FOLDERS, *((KEYS, SIGNING) if with_keys else ())):
        yield from _under(home, folder)


def _under(home: Home, folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((home.path / folder).rglob("*")):
        name = path.relative_to(home.path)
        if name.as_posix() == RECOVERY:
            continue
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        info = tarfile.TarInfo(name)
        info.size = path.stat().st_size
        info.mode = 0o600
        tar.addfile(info, stream)
    return sha256


def restore(*, backup: Path, home: Home, at: datetime) -> Restored:
    """Restores a backup into an empty folder, verifies every hash and the journal, and says so in the journal.

    Sets Django up for that home. If anything is wrong, nothing is left in the folder; what a killed restore left
    there is marked as unfinished, and begun again.
    """
    _make_room(home)
    try:
        manifest = _unpack(backup, home)
        count = _verify_files(backup, home, manifest)
        entries = _verify_journal(home, at)
    except BaseException:
        _empty(home.path)
        raise
    (home.path / UNFINISHED).unlink()
    return Restored(count, entries, str(manifest["side"]))


def _make_room(home: Home) -> None:
    if (home.path / UNFINISHED).is_file():
        _empty(home.path)
    if home.path.exists() and any(home.path.iterdir()):
        raise NotEmpty(home=home.path)
    home.path.mkdir(parents=True, exist_ok=True)
    (home.path / UNFINISHED).touch()


def _empty(folder: Path) -> None:
    """Takes everything out of a folder, the mark that it is unfinished last."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name == UNFINISHED):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _unpack(backup: Path, home: Home) -> dict[str, Any]:
    for folder in home.folders():
        folder.mkdir(parents=True, exist_ok=True)
    home.keys.chmod(0o700)
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(backup, "r:") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    manifest = json.load(tar.extractfile(member) or io.BytesIO())
                else:
                    _extract(tar, member, home.path, backup)
    except (tarfile.TarError, OSError, ValueError) as fault:
        raise NotABackup(file=backup, why=fault) from fault
    if not isinstance(manifest, dict) or manifest.get("version") != 1 or not isinstance(manifest.get("files"), dict):
        raise NotABackup(file=backup, why=f"it has no {MANIFEST}")
    return manifest


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path, backup: Path) -> None:
    path = PurePosixPath(member.name)
    if not member.isreg() or path.is_absolute() or ".." in path.parts:
        raise NotABackup(file=backup, why=f"it holds “{member.name}”, which no backup holds")
    target = into / path
    target.parent.mkdir(0o700 if path.parts[0] in (KEYS, SIGNING) else 0o777, parents=True, exist_ok=True)
    source = tar.extractfile(member)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        shutil.copyfileobj(source or io.BytesIO(), out, CHUNK)


def _verify_files(backup: Path, home: Home, manifest: dict[str, Any]) -> int:
    there = {path.relative_to(home.path).as_posix() for path in home.path.rglob("*") if path.is_file()}
    for name in sorted(there - manifest["files"].keys() - {UNFINISHED}):
        raise NotABackup(file=backup, why=f"it holds “{name}”, which its list does not name")
    for name, sha256 in manifest["files"].items():
        path = home.path / name
        if not path.is_file():
            raise NotABackup(file=backup, why=f"“{name}” is missing")
        if sha256_of(path) != sha256:
            raise NotABackup(file=backup, why=f"“{name}” was altered")
    return len(manifest["files"])


def _verify_journal(home: Home, at: datetime) -> int:
    os.environ["VERBALE_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
    import django

    django.setup()
    from django.db import transaction

    from verbale.domain.spine import channel, journal

    found = journal.verify()
    with transaction.atomic():
        journal.record(act=channel.RESTORED, thing=("office", "1"), by=None, at=at, facts={"entries": found.count})
        channel.begin_epochs(at=at)
    return found.count
