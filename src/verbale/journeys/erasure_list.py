"""The list of what was erased: kept away from the node, so that an older backup is restored without it.

A backup that was made before an erasure still holds what was erased. The list holds identifiers and hashes, no
contents; whoever restores gives it, and the node erases again what the backup brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from verbale.domain.spine import erasure as act
from verbale.domain.spine import party
from verbale.domain.spine.erasure_scope import scope
from verbale.journeys.erasing import Cleared, clear
from verbale.journeys.erasure_list_file import VERSION, BadList, read_list
from verbale.kernel.canonical import Json, digest, digest_of
from verbale.kernel.clock import stamp
from verbale.kernel.errors import NotFound
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.erasure import Erased, ErasureCopy

ORDER = "Restored from a backup that was made before it was erased"


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


def erase_again(*, data: bytes, at: datetime) -> ErasedAgain:
    """Erases what a list names and the restored node holds again. What came after the backup is not there to erase."""
    side, things, hashes = read_list(data)
    if side != party.us().code:
        raise BadList(why=f"it is of {side}")
    reason = f"The list of SHA-256 {digest(data)}"
    again = [one for one in things if _is_back(*one)]
    if again:
        act.again(things=again, order=ORDER, reason=reason, at=at)
    loose = _loose(hashes)
    if loose:
        act.again(things=loose, order=ORDER, reason=reason, at=at)
    return ErasedAgain(tuple(f"{kind} {pk}" for kind, pk in (*again, *loose)), clear(at=at))


def _is_back(kind: str, identifier: str) -> bool:
    """Whether the restored node holds it: it is there, and not erased in the state that was restored."""
    if Erased.objects.filter(thing_kind=kind, thing_id=identifier, erased_at__isnull=False).exists():
        return False
    try:
        return not scope(kind, identifier).gone
    except NotFound:
        return False


def _loose(hashes: Sequence[str]) -> list[tuple[str, str]]:
    """Stored files that were erased and that nothing stands on."""
    back = StoredFile.objects.exclude(state=FileState.ERASED).filter(pk__in=hashes)
    back = back.exclude(pk__in=Document.objects.filter(erased_at__isnull=True).values("file"))
    return [("storedfile", pk) for pk in back.order_by("pk").values_list("pk", flat=True)]
