"""What may leave in one pouch, as the release acts say: the inspector's only measure. Whatever it does not name is
refused, and whatever it names must be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from verbale.kernel.errors import WrongUse

NOTES = ("checkpoint.note", "countersigned.note")
"""The notes a pouch may carry (clause 2.4)."""

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[^/\\\x00-\x1f\x7f]{1,120}")


class NoAllowance(WrongUse):
    """This cannot be an allowance: {why}. Assemble it from the release acts anew."""


class FileKind(StrEnum):
    """What a file of a message is, and so what it must bear."""

    RELEASED = "released PDF"
    COVER = "cover"
    LABEL = "label"
    CATALOGUE = "catalogue"
    RETURNED = "returned messages"
    SIGNED = "signed paper"
    """Minutes that a side signed: both sides' own, so that no caveat of either stands on them (COMMISSION.md, 6.4)."""


_UNMARKED = (FileKind.CATALOGUE, FileKind.RETURNED, FileKind.SIGNED)


@dataclass(frozen=True, slots=True)
class Mark:
    """The caveat that a release demands: its code, and by language the text that stands on every page."""

    code: str
    texts: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.code.strip() or not self.texts or not all(text.strip() for text in self.texts.values()):
            raise NoAllowance(why="a marking has no code or no text")


@dataclass(frozen=True, slots=True)
class AllowedFile:
    """One file under its neutral name, and what the act that names it demands of it.

    ``act`` is the identifier of the release act (for a catalogue, of the offer; for returned messages, of the pouch
    that came; for a signed paper, of our signing). A released PDF and a cover need
    ``mark``, and a released PDF the name of the ``label`` that goes with it in the same message; a label needs the
    ``mark`` whose code it states. ``carries`` is the SHA-256 of the signed original that a wrapped document carries
    unaltered, ``titles`` are those that a PDF's metadata may name though no page shows them.
    """

    name: str
    sha256: str
    size: int
    kind: FileKind
    act: str
    mark: Mark | None = None
    label: str = ""
    carries: str = ""
    titles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_file(self.name, self.sha256, self.size)
        if self.kind not in _UNMARKED and self.mark is None:
            raise NoAllowance(why=f"“{self.name}” is a {self.kind} without a marking")
        if self.carries and not _SHA256.fullmatch(self.carries):
            raise NoAllowance(why=f"“{self.name}” carries what is no SHA-256")


@dataclass(frozen=True, slots=True)
class AllowedBytes:
    """A note or a paper: its name, SHA-256 and size. A paper that ends in .pdf is looked into as well."""

    name: str
    sha256: str
    size: int

    def __post_init__(self) -> None:
        _check_file(self.name, self.sha256, self.size)


@dataclass(frozen=True, slots=True)
class AllowedMessage:
    """One message: identifier, kind, SHA-256 of the canonical bytes of its body, its files in their order."""

    id: str
    what: str
    body_sha256: str
    files: tuple[AllowedFile, ...] = ()

    def __post_init__(self) -> None:
        if len({file.name for file in self.files}) != len(self.files):
            raise NoAllowance(why=f"message {self.id} has two files of one name")


@dataclass(frozen=True, slots=True)
class Allowance:
    """All that a pouch may hold, and must.

    The envelope's facts are ``sender``, ``recipient``, ``epoch``, ``number``, and the positions ``previous`` and
    ``acknowledged`` (``{"epoch", "number", "hash"}`` or None); ``signer`` is the sender's public signing key
    (``ssh-ed25519 AAAA…``). ``messages`` stand in their order. ``known`` are the identifiers and references that the
    partner may see: those it gave us or was told before, and those that these messages tell it for the first time.
    """

    sender: str
    recipient: str
    epoch: int
    number: int
    previous: Mapping[str, Any] | None
    acknowledged: Mapping[str, Any] | None
    signer: str
    messages: tuple[AllowedMessage, ...] = ()
    notes: tuple[AllowedBytes, ...] = ()
    papers: tuple[AllowedBytes, ...] = ()
    known: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        if not {note.name for note in self.notes} <= set(NOTES):
            raise NoAllowance(why="it names a note that the protocol does not know")
        if len(self.payload()) != self._count():
            raise NoAllowance(why="it names one path twice")

    def payload(self) -> dict[str, AllowedFile | AllowedBytes]:
        """By path under ``data/``, all files but the messages themselves."""
        named: dict[str, AllowedFile | AllowedBytes] = {note.name: note for note in self.notes}
        named |= {f"papers/{paper.name}": paper for paper in self.papers}
        named |= {f"files/{message.id}/{file.name}": file for message in self.messages for file in message.files}
        return named

    def _count(self) -> int:
        return len(self.notes) + len(self.papers) + sum(len(message.files) for message in self.messages)


def _check_file(name: str, sha256: str, size: int) -> None:
    if not _NAME.fullmatch(name) or name in (".", ".."):
        raise NoAllowance(why=f"“{name}” is no name of a file")
    if not _SHA256.fullmatch(sha256) or type(size) is not int or size < 0:
        raise NoAllowance(why=f"“{name}” has no SHA-256 or no size")
