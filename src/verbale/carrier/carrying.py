"""Carrying: sealed pouches into the folder a partner takes them from, and what came out of ours."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from verbale.domain.spine import dispatch
from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.records.dispatch import Pouch
from verbale.records.files import settle
from verbale.records.party import Party

SUFFIX = ".pouch"


class NoFolder(Refused):
    """The folder {folder}, through which pouches go to {partner}, is not there. Is the disk plugged in?"""


class PouchDamaged(Refused):
    """The sealed pouch {name} on our disk is no longer what was sealed. Restore it from a backup; do not seal anew."""


Carrier = Callable[[Pouch], bool]
"""Hands one pouch over; whether the partner has it whole. False: the rest follows in a later round."""


@dataclass(frozen=True, slots=True)
class Way:
    """One carrier to a partner, and the pouches it is to be given now, in order."""

    carrier: Carrier
    pouches: Sequence[Pouch]


def carry(*, ways: Sequence[Way], at: datetime) -> tuple[list[Pouch], list[Exception]]:
    """Gives each carrier its pouches, and says of a pouch that it was carried once one carrier has taken it whole.

    Which were, and why a carrier stopped: a fault of one stops no other.
    """
    carried: list[Pouch] = []
    faults: list[Exception] = []
    for way in ways:
        try:
            for pouch in way.pouches:
                if not way.carrier(pouch):
                    break
                if pouch not in carried:
                    dispatch.carried(pouch=pouch, at=at)
                    carried.append(pouch)
        except (VerbaleError, OSError) as fault:
            faults.append(fault)
    return carried, faults


def by_folder(partner: Party, home: Home) -> Carrier:
    """The carrier that lays pouches into the folder of a partner (10.2)."""
    folder = Path(partner.carry_to)

    def lay(pouch: Pouch) -> bool:
        if not folder.is_dir():
            raise NoFolder(folder=folder, partner=partner.code)
        _lay(home.outbox / pouch.file_name, folder / pouch.file_name, pouch)
        return True

    return lay


def came(*, home: Home, partners: list[Party]) -> Iterator[Path]:
    """The pouches that lie in our inbox and in the partners' folders, by name."""
    folders = [home.inbox, *(Path(partner.carry_from) for partner in partners if partner.carry_from)]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file() and not path.is_symlink())


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file; what lies there unchanged from round to round is read once."""
    found = state(path)
    try:
        return _digest(path, found), found.size
    except _Changed:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(stream.fileno()).st_size


@dataclass(frozen=True, slots=True)
class State:
    """By what a file is known to be the same as before without reading it."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int
    """When anything of it was changed, which nobody can set back as the time of its last writing can be."""

    @classmethod
    def of(cls, found: os.stat_result) -> State:
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def state(path: Path) -> State:
    """The state of a file."""
    return State.of(path.stat())


class _Changed(Exception):
    """A file was written to while it was read: what was read is not kept."""


@lru_cache(maxsize=4096)
def _digest(path: Path, before: State) -> str:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if State.of(os.fstat(stream.fileno())) != before:
            raise _Changed
    return digest


def _lay(source: Path, target: Path, pouch: Pouch) -> None:
    if not source.is_file() or fingerprint(source)[0] != pouch.sha256:
        raise PouchDamaged(name=pouch.file_name)
    if target.is_file() and fingerprint(target)[0] == pouch.sha256:
        return
    copy(source, target)


def copy(source: Path, target: Path) -> None:
    """Copies a file so that it has its name only once it is whole and on the disk."""
    passing = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with source.open("rb") as stream, passing.open("xb") as out:
            shutil.copyfileobj(stream, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
        settle(passing, target)
    finally:
        passing.unlink(missing_ok=True)
