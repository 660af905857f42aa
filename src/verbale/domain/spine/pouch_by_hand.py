"""Pouches that people carry: sealed bytes copied out for a disk, files that came laid into our inbox.

The clauses cited are those of docs/PROTOCOL.md, section 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from verbale.domain.spine import channel, dispatch
from verbale.domain.spine.person import check_role
from verbale.engines.seal import POUCH_SUFFIX
from verbale.engines.seal.age import BEGINNING
from verbale.kernel.errors import NotFound, Refused, Unreadable, WrongUse
from verbale.kernel.whole_file import copy, sha256_of
from verbale.records import files
from verbale.records.dispatch import ArrivalState, ArrivedPouch, Pouch
from verbale.records.party import Party
from verbale.records.person import Person, Role


class NoSuchFolder(NotFound):
    """{folder} is no folder that can be written to: {why}. Plug the disk in, or name another."""


class SealedBytesGone(Refused):
    """The sealed bytes of {name} in our outbox are missing or no longer what was sealed. Restore them from a backup;
    never seal anew."""


class OtherFileThere(Refused):
    """{path} is there already and holds something else. Nothing was overwritten; move it away, or name another
    folder."""


class NotCalledPouch(WrongUse):
    """“{name}” is not called like a pouch. The file that a partner sent ends in {suffix}; do not rename it."""


class NotSealed(Unreadable):
    """“{name}” is no sealed pouch: {why}. Check that it is the file the partner sent, complete and unchanged."""


class PouchTooLarge(Refused):
    """“{name}” has {size} bytes, and there is room for {room}. Make room, or let the carrier open it from the disk:
    verbale partner folders."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that was handed in: its digest and size, and whether its bytes were known before (and not laid again)."""

    name: str
    sha256: str
    size: int
    known: bool


def copy_out(*, partner: Party, folder: Path, by: Person, at: datetime) -> list[Pouch]:
    """Copies all that a partner has not acknowledged into a folder, byte for byte, in order (4.2); which those are.

    Where no carrier goes to the partner, this is how the pouches are handed over, and they count as carried.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    channel.check_open(partner)
    if not folder.is_dir():
        raise NoSuchFolder(folder=folder, why="there is none", what="folder", which=str(folder))
    pouches = list(channel.open_ones(partner).order_by("epoch", "number"))
    for pouch in pouches:
        try:
            _copy_one(pouch, folder / pouch.file_name)
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise NoSuchFolder(folder=folder, why=why, what="folder", which=str(folder)) from fault
        if not partner.carry_to and not partner.address:
            dispatch.carried(pouch=pouch, at=at)
    return pouches


def lay_in(*, path: Path, by: Person) -> Laid:
    """Lays a file that came into our inbox, from where the carrier opens it in its next round.

    Nothing of it is believed before: only that it is called like a pouch, begins like one, and that there is room.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if path.suffix != POUCH_SUFFIX or path.name.startswith("."):
        raise NotCalledPouch(name=path.name, suffix=POUCH_SUFFIX)
    size = _check_like_a_pouch(path)
    _check_room(path.name, size)
    sha256 = sha256_of(path)
    inbox = files.home().inbox
    target = inbox / path.name
    if _was_opened(sha256) or (target.is_file() and sha256_of(target) == sha256):
        return Laid(path.name, sha256, size, known=True)
    if target.exists():
        target = inbox / f"{sha256[:16]}-{path.name}"
    copy(path, target)
    return Laid(target.name, sha256, size, known=False)


def _copy_one(pouch: Pouch, target: Path) -> None:
    source = files.home().outbox / pouch.file_name
    if not source.is_file() or sha256_of(source) != pouch.sha256:
        raise SealedBytesGone(name=pouch.file_name)
    if target.exists():
        if not target.is_file() or sha256_of(target) != pouch.sha256:
            raise OtherFileThere(path=target)
        return
    copy(source, target)


def _was_opened(sha256: str) -> bool:
    return ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.OPENED).exists()


def _check_like_a_pouch(path: Path) -> int:
    """The size of a file; refuses one that cannot be a pouch, before more of it is read."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(BEGINNING))
        size = path.stat().st_size
    except OSError as fault:
        raise NotSealed(name=path.name, why=fault.strerror or str(fault)) from fault
    if start != BEGINNING:
        raise NotSealed(name=path.name, why="it does not begin as age files do")
    return size


def _check_room(name: str, size: int) -> None:
    # It is copied, and what came is unpacked beside itself.
    room = files.room() // 2
    if size > room:
        raise PouchTooLarge(name=name, size=size, room=room)
