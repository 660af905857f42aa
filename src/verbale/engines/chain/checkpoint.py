"""Checkpoints: the size and root of a log that one side keeps for another, signed by both as a note.

Source: C2SP, tlog-checkpoint. The text has the origin, the size, the root in base64, and further lines if any. The
sender signs it; the recipient, having seen that the log only grew, puts a second signature under it. From then on
neither can show another log of that origin to anybody who holds the note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.chain.merkle import EMPTY_ROOT, HASH_BYTES, LARGEST_SIZE
from verbale.engines.chain.note import LARGEST, BadNote, NoteKey, UnknownSigner, sign_note, verify_note
from verbale.engines.chain.proof import NotConsistent, verify_consistency
from verbale.kernel.errors import Refused, WrongUse

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class BadOrigin(WrongUse):
    """“{text}” is no channel's origin. It is written like verbale/ALPINE/HANHAI/1: sender, recipient, epoch."""


class BadCheckpoint(WrongUse):
    """This cannot be a log's checkpoint: {why}."""


class OtherLog(Refused):
    """The checkpoint is of “{found}”; one of “{expected}” was awaited."""


class NotGrown(Refused):
    """The log “{origin}” had {old_size} entries and is now given with {size}: {why}. Keep both checkpoints:
    signed, they are evidence. Ask the sender."""


class Succession(StrEnum):
    """What a log's later checkpoint shows beside an earlier one. Only the first two are in order.

    Two signed checkpoints that are FORKED prove a rewriting by themselves; SHRUNK does if the earlier was signed
    earlier; UNPROVEN may also be a proof that was damaged or made for other sizes.
    """

    SAME = "it is the same"
    GROWN = "it only grew"
    FORKED = "it has as many entries, but others"
    SHRUNK = "it has fewer entries"
    UNPROVEN = "it is not proven that it only grew"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose log it is: what one party sends to another within an epoch, counted from 1. A new epoch is a new log."""

    sender: str
    recipient: str
    epoch: int

    def __post_init__(self) -> None:
        codes = _CODE.fullmatch(self.sender) and _CODE.fullmatch(self.recipient) and self.sender != self.recipient
        if not codes or not 1 <= self.epoch <= LARGEST_SIZE:
            raise BadOrigin(text=str(self)[:200])

    def __str__(self) -> str:
        return f"verbale/{self.sender}/{self.recipient}/{self.epoch}"

    @classmethod
    def read(cls, text: str) -> Origin:
        """Reads what ``str`` wrote."""
        kind, *parts = text.split("/")
        if kind != "verbale" or len(parts) != 3 or not _NUMBER.fullmatch(parts[2]):
            raise BadOrigin(text=text[:200])
        return cls(parts[0], parts[1], int(parts[2]))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's origin (one line), its size, its root, and further lines; nothing vouches for those but who signs."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(line.strip() and line.isprintable() for line in (self.origin, *self.extensions)):
            raise BadCheckpoint(why="its origin or a further line is not one line of text")
        if not 0 <= self.size <= LARGEST_SIZE or len(self.root) != HASH_BYTES:
            raise BadCheckpoint(why="its size or root is none")
        if (self.size == 0) != (self.root == EMPTY_ROOT):
            raise BadCheckpoint(why="size 0 and the root of an empty log go together")

    def text(self) -> str:
        """The lines that are signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode("ascii"), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """Reads what ``text`` wrote, and nothing else; raises BadNote."""
        try:
            origin, size, root, *extensions = text.removesuffix("\n").split("\n")
            if not _NUMBER.fullmatch(size):
                raise ValueError("its size is none")
            checkpoint = cls(origin, int(size), base64.b64decode(root, validate=True), tuple(extensions))
        except (ValueError, binascii.Error, BadCheckpoint) as fault:
            raise BadNote(why=f"its text is not a checkpoint ({fault})") from fault
        if checkpoint.text() != text:
            raise BadNote(why="its text is not written as a checkpoint is")
        return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, key: Ed25519PrivateKey, name: str) -> str:
    """The checkpoint as a note that its sender signs; ``name`` is the signer's."""
    return sign_note(checkpoint.text(), key, name)


def verify_checkpoint(note: str, sender: Iterable[NoteKey], *, origin: str) -> Checkpoint:
    """The checkpoint in a note that one of the sender's keys signed.

    Raises BadNote, ForgedNote, UnknownSigner, or OtherLog if its origin is another than awaited.
    """
    text, _ = verify_note(note, sender)
    checkpoint = Checkpoint.read(text)
    if checkpoint.origin != origin:
        raise OtherLog(found=checkpoint.origin, expected=origin)
    return checkpoint


def cosign_checkpoint(note: str, key: Ed25519PrivateKey, name: str, *, sender: Iterable[NoteKey], origin: str) -> str:
    """The sender's note with the recipient's signature under it, the same if it stands there already.

    It says: I hold a log with this root, grown from every one I signed before. So first ``compare_checkpoints`` with
    the last one. Raises what ``verify_checkpoint`` raises.
    """
    text = verify_checkpoint(note, sender, origin=origin).text()
    try:
        verify_note(note, [NoteKey(name, key.public_key())])
    except UnknownSigner:
        return _lengthened(note, sign_note(text, key, name).removeprefix(f"{text}\n"))
    return note


def verify_cosigned(note: str, *, sender: Iterable[NoteKey], recipient: Iterable[NoteKey], origin: str) -> Checkpoint:
    """The checkpoint in a note that both sides signed; raises what ``verify_checkpoint`` raises."""
    theirs, ours = tuple(sender), tuple(recipient)
    if any(one.key == other.key for one in theirs for other in ours):
        raise BadCheckpoint(why="one key cannot sign it for both sides")
    verify_checkpoint(note, ours, origin=origin)
    return verify_checkpoint(note, theirs, origin=origin)


def compare_checkpoints(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes] = ()) -> Succession:
    """What the later checkpoint of a log shows beside an earlier one; raises OtherLog if they have two origins.

    ``proof`` is of consistency between the two sizes: empty if they are equal or the earlier is 0.
    """
    if old.origin != new.origin:
        raise OtherLog(found=new.origin, expected=old.origin)
    if new.size < old.size:
        return Succession.SHRUNK
    if new.size == old.size and new.root != old.root:
        return Succession.FORKED
    if not _proven(old, new, proof):
        return Succession.UNPROVEN
    return Succession.SAME if new.size == old.size else Succession.GROWN


def demand_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes] = ()) -> None:
    """Raises NotGrown unless the later checkpoint is of the same log, the same or grown."""
    found = compare_checkpoints(old, new, proof)
    if found not in (Succession.SAME, Succession.GROWN):
        raise NotGrown(origin=old.origin, old_size=old.size, size=new.size, why=found)


def _proven(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    if old.size == 0:  # Every log begins with the empty one, whose root the checkpoint held to at birth.
        return not proof
    try:
        verify_consistency(proof, old_size=old.size, old_root=old.root, size=new.size, root=new.root)
    except NotConsistent:
        return False
    return True


def _lengthened(note: str, line: str) -> str:
    if len(note) + len(line) > LARGEST:
        raise BadNote(why=f"with another signature it is longer than {LARGEST} characters")
    return note + line
