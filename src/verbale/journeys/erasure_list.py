"""The list of what was erased: kept away from the node, so that an older backup is restored without it.

A backup that was made before an erasure still holds what was erased. The list holds identifiers and hashes, no
contents; whoever restores gives it, and the node erases again what the backup brought back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verbale.domain.spine import erasure as act
from verbale.domain.spine import party
from verbale.domain.spine.erasure_scope import scope
from verbale.journeys.erasing import Cleared, clear
from verbale.kernel.canonical import Json, digest_of, read_json
from verbale.kernel.clock import stamp
from verbale.kernel.errors import NotFound, Unreadable
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.erasure import Erased, ErasureCopy

VERSION = 1
LIMIT = 64 * 1024 * 1024
"""Bytes of the largest list that is read."""
ORDER = "Restored from a backup that was made before it was erased"


class BadList(Unreadable):
    """This is no list of what was erased on this node: {why}. Use the one that verbale erasure list --hashes wrote."""


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What a restored node erased again: the things, as “kind identifier”, and what went off its disk."""

    things: tuple[str, ...]
    cleared: Cleared


def listed(*, at: datetime) -> dict[str, Json]:
    """Everything that was erased, as a list that can be kept elsewhere; its last word is its own hash."""
    rows = Erased.objects.filter(erased_at__isnull=False).order_by("id").values_list("thing_kind", "thing_id")
    copies = ErasureCopy.objects.filter(place="store").values_list("name", flat=True)
    told: dict[str, Json] = {
        "version": VERSION, "side": party.us().code, "at": stamp(at),
        "things": [list(pair) for pair in dict.fromkeys(rows)], "files": sorted(set(copies)),
    }  # fmt: skip
    return {**told, "hash": digest_of(told)}


def read_list(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The things and the hashes of a list; refuses one that was cut, altered, or is of another node."""
    if len(data) > LIMIT:
        raise BadList(why=f"it is larger than {LIMIT} bytes")
    read = read_json(data, "the list")
    if not isinstance(read, dict) or read.get("version") != VERSION:
        raise BadList(why=f"it is not of version {VERSION}")
    if digest_of({key: value for key, value in read.items() if key != "hash"}) != read.get("hash"):
        raise BadList(why="it is not whole, or was altered")
    if read.get("side") != party.us().code:
        raise BadList(why=f"it is of {read.get('side')}")
    return _pairs(read), _hashes(read)


def _pairs(read: Mapping[str, Any]) -> list[tuple[str, str]]:
    things = read.get("things")
    if not isinstance(things, list):
        raise BadList(why="it names no things")
    for one in things:
        if not isinstance(one, list) or len(one) != 2 or not all(isinstance(text, str) for text in one):
            raise BadList(why="one of its things is none")
    return [(kind, pk) for kind, pk in things]


def _hashes(read: Mapping[str, Any]) -> list[str]:
    named = read.get("files")
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise BadList(why="it names no files")
    return named


def erase_again(*, data: bytes, at: datetime) -> ErasedAgain:
    """Erases what a list names and the restored node holds again. What came after the backup is not there to erase."""
    things, hashes = read_list(data)
    again = [one for one in things if _is_back(*one)]
    if again:
        act.again(things=again, order=ORDER, reason=f"list {read_json(data, 'the list')['hash']}", at=at)
    loose = _loose(hashes)
    if loose:
        act.again(things=loose, order=ORDER, reason=f"list {read_json(data, 'the list')['hash']}", at=at)
    return ErasedAgain(tuple(f"{kind} {pk}" for kind, pk in (*again, *loose)), clear(at=at))


def _is_back(kind: str, identifier: str) -> bool:
    """Whether the restored node holds it: it is there, and not erased in the state that was restored."""
    if Erased.objects.filter(thing_kind=kind, thing_id=identifier, erased_at__isnull=False).exists():
        return False
    try:
        found = scope(kind, identifier)
    except NotFound:
        return False
    return not any("erased before" in hindrance for hindrance in found.hindrances)


def _loose(hashes: Sequence[str]) -> list[tuple[str, str]]:
    """Stored files that were erased and that nothing stands on."""
    back = StoredFile.objects.exclude(state=FileState.ERASED).filter(pk__in=hashes)
    back = back.exclude(pk__in=Document.objects.filter(erased_at__isnull=True).values("file"))
    return [("storedfile", pk) for pk in back.order_by("pk").values_list("pk", flat=True)]
