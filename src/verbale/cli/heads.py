"""The journal held against the signed heads that were exported, so that truncation and rewriting show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from verbale.domain.spine import journal, party
from verbale.engines.chain import NoteKey, compare, verify_head
from verbale.engines.seal.public import read_signing
from verbale.kernel.errors import VerbaleError

INTACT = "intact"


@dataclass(frozen=True, slots=True)
class HeadFound:
    """One exported head: what the journal shows beside it, or why it cannot be used."""

    file: str
    number: int | None
    at: datetime | None
    shows: str


def keys() -> list[NoteKey]:
    """Our own signing keys, also those that were replaced: heads of their time bear their signatures."""
    us = party.us()
    return [NoteKey(us.code, read_signing(row.signing)) for row in us.keys.all()]


def compared(folder: Path) -> Iterator[HeadFound]:
    """Every head in a folder, the oldest first."""
    known, origin = keys(), f"{party.us().code} journal"
    for path in sorted(folder.glob("*.head")):
        try:
            head = verify_head(path.read_text("utf-8"), known)
        except (VerbaleError, OSError, UnicodeDecodeError) as fault:
            yield HeadFound(path.name, None, None, f"unusable: {fault}")
            continue
        shows = compare(head, journal.hash_at) if head.origin == origin else f"of another journal, {head.origin}"
        yield HeadFound(path.name, head.number, head.at, str(shows))
