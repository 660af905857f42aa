"""Pouches that arrive in pieces: kept beside the inbox until they are whole, then laid into it under their name.

Nothing is taken without knowing how much it will be: a pouch, what a partner has unfinished, and the disk have limits
(docs/PROTOCOL.md, 10.5). Whether the partner's carrier brings the pieces or ours fetches them, they meet here.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from verbale.domain.spine import transfer
from verbale.engines.seal import is_pouch_name
from verbale.kernel.errors import Refused, Unreadable, WrongUse
from verbale.kernel.whole_file import settle, sha256_of, sync
from verbale.records import files
from verbale.records.channel import Way
from verbale.records.party import Party

FORGOTTEN = 14 * 24 * 3600
"""Seconds after which a pouch that nobody went on with is given up."""


class BadName(WrongUse):
    """“{name}” is not what a pouch from {sender} to {recipient} is called."""


class PouchTooLarge(Refused):
    """The pouch has {size} bytes, and this node takes at most {limit} by this way. Send it on a disk."""

    http_status = 413


class TooMuchUnfinished(Refused):
    """With this pouch there would be {size} bytes of yours here that are unfinished or not opened yet, and the limit
    is {limit}. Finish what you began, or wait until it was opened."""

    http_status = 507


class TooLittleRoom(Refused):
    """This node has no room for a pouch of {size} bytes. Send it later, or on a disk."""

    http_status = 507


class WrongOffset(Refused):
    """The next piece of this pouch begins at {offset}. Go on there."""


class PieceOutside(WrongUse):
    """A piece at {begin} with {size} bytes is empty, or goes beyond the pouch."""


class Spoilt(Unreadable):
    """What came is not the pouch {sha256}, though all of its bytes came. Send it again from {offset}."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A pouch that a partner offers: its name and size are the partner's word."""

    partner: Party
    recipient: str
    sha256: str
    name: str
    size: int

    def __post_init__(self) -> None:
        if not is_pouch_name(self.name, self.partner.code, self.recipient):
            raise BadName(name=self.name[:200], sender=self.partner.code, recipient=self.recipient)
        if self.size < 1:
            raise PieceOutside(begin=0, size=self.size)

    @property
    def folder(self) -> Path:
        return files.home().arriving / self.partner.pk

    @property
    def part(self) -> Path:
        return self.folder / f"{self.sha256}-{self.size}.part"

    @property
    def places(self) -> tuple[Path, Path]:
        """Where it lies once it is whole; the second, if another file has its name."""
        inbox = files.home().inbox
        return inbox / self.name, inbox / f"{self.sha256[:16]}-{self.name}"


def have(offered: Offered) -> bool:
    """Whether a pouch is here whole: opened, held, or still in the inbox."""
    if transfer.known(offered.partner, offered.sha256):
        return True
    came_as = transfer.arrived_whole(offered.partner, offered.sha256)
    return any(place.name == came_as and place.is_file() for place in offered.places)


def so_far(offered: Offered) -> int:
    """How many bytes of a pouch are here; refuses one that is too much, before its first byte came."""
    with _locked(offered.folder):
        return _there(offered)


def take(offered: Offered, offset: int, piece: bytes, *, at: datetime) -> int:
    """Adds the piece that is due, and tells how much is there now; a whole pouch lies in the inbox then.

    Raises WrongOffset, Spoilt, or what the limits say. A piece is there whole or not at all.
    """
    if not piece or offset + len(piece) > offered.size:
        raise PieceOutside(begin=offset, size=len(piece))
    row = transfer.begin(
        partner=offered.partner, way=Way.IN, sha256=offered.sha256, file_name=offered.name, size=offered.size, at=at
    )
    with _locked(offered.folder):
        if have(offered):
            return offered.size
        if (there := _there(offered)) != offset:
            raise WrongOffset(offset=there)
        _append(offered.part, piece)
        done = offset + len(piece)
        if done == offered.size:
            row.file_name = _finish(offered).name
        transfer.moved(transfer=row, done=done, at=at)
    return done


def _there(offered: Offered) -> int:
    if offered.part.is_file():
        return offered.part.stat().st_size
    _check_fits(offered)
    return 0


def _append(part: Path, piece: bytes) -> None:
    """A piece is there whole or not at all: what a full disk let us write of it is taken back."""
    before = part.stat().st_size if part.is_file() else 0
    with part.open("ab") as out:
        if not before:
            _share(part, 0o660)
        try:
            out.write(piece)
            out.flush()
        except OSError:
            os.ftruncate(out.fileno(), before)
            raise


def _finish(offered: Offered) -> Path:
    if sha256_of(offered.part) != offered.sha256:
        offered.part.unlink()
        raise Spoilt(sha256=offered.sha256, offset=0)
    sync(offered.part)
    plain, other = offered.places
    target = other if plain.exists() else plain
    settle(offered.part, target)
    return target


def _check_fits(offered: Offered) -> None:
    if offered.size > settings.CHANNEL_POUCH:
        raise PouchTooLarge(size=offered.size, limit=settings.CHANNEL_POUCH)
    _forget(offered.folder)
    held = offered.size + _held(offered)
    if held > settings.CHANNEL_UNFINISHED:
        raise TooMuchUnfinished(size=held, limit=settings.CHANNEL_UNFINISHED)
    # What others began needs its room as well, and what came is unpacked beside itself.
    if offered.size > files.room() - settings.CHANNEL_RESERVE:
        raise TooLittleRoom(size=offered.size)


def _held(offered: Offered) -> int:
    """Bytes of a partner that are unfinished, as long as they will be, or whole and not opened, or refused.

    Were the refused ones not counted, one partner could fill the disk up to its reserve, and shut the others out.
    """
    begun = sum(int(part.stem.partition("-")[2]) for part in offered.folder.glob("*.part"))
    prefix = f"{offered.partner.code}-{offered.recipient}-"
    whole = [
        path
        for folder in (files.home().inbox, files.home().inbox / "refused")
        for path in folder.glob("*.pouch")
        if path.name.startswith(prefix) or path.name[17:].startswith(prefix)
    ]
    return begun + sum(path.stat().st_size for path in whole if path.is_file())


def _forget(folder: Path) -> None:
    for part in folder.glob("*.part"):
        if part.stat().st_mtime < time.time() - FORGOTTEN:
            part.unlink()


def _share(path: Path, mode: int) -> None:
    """The pages' process and the carrier may be two users of one group: each goes on with what the other began."""
    with suppress(PermissionError):
        path.chmod(mode)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One piece of a partner at a time, whichever process it reaches; the system lets go when a process dies."""
    for made in (folder.parent, folder):
        if not made.is_dir():
            made.mkdir(parents=True, exist_ok=True)
            _share(made, 0o2770)
    if not (lock := folder / "lock").exists():
        lock.touch()
        _share(lock, 0o660)
    descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
