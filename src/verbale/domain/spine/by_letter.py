"""What a partner without a node says by letter: its scan is kept and what it says is recorded, both or neither.

The clauses cited are those of docs/PROTOCOL.md, section 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import channel, document, text_arrival
from verbale.engines.agreement import Kind, Revision, Signatory
from verbale.kernel.errors import Refused
from verbale.kernel.identifier import new_identifier
from verbale.records.dispatch import Pouch, PouchState
from verbale.records.document import Document, DocumentRole, StoredFile
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record
from verbale.records.text import Text, TextAct


class NotAwaited(Refused):
    """The pouch {file} waits for no acknowledgement: it was acknowledged before, or is void."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was brought for this letter, examined, under the name that it came by."""

    file: StoredFile
    name: str


@transaction.atomic
def acknowledge(*, pouch: Pouch, scan: Scan | Document, by: Person, at: datetime) -> tuple[Document, int]:
    """Keeps the letter by which a pouch is acknowledged, and records it (13.3); the letter, and how many pouches."""
    kept = Pouch.objects.select_for_update(of=("self",)).select_related("partner").get(pk=pouch.pk)
    if kept.state in (PouchState.ACKNOWLEDGED, PouchState.VOID):
        raise NotAwaited(file=kept.file_name)
    letter = _kept(kept, scan, by, at)
    return letter, channel.acknowledged_by_letter(pouch=kept, letter=letter, by=by, at=at)


@transaction.atomic
def record(
    *, partner: Party, kind: Kind, said_by: Signatory, scan: Scan | Document, by: Person, at: datetime,
    about: Text | None = None, revision: Revision | None = None, approves: str | None = None,
    last_day: date | None = None, note: str = "",
) -> TextAct:  # fmt: skip
    """Keeps the letter by which a partner acted on a text, and records the act (13.2); without ``about`` it opens one.

    The scan hangs on the text, so that whoever reads the text reads it too.
    """
    thing = about or Text(pk=new_identifier())
    letter = _kept(thing, scan, by, at)
    return text_arrival.by_letter(
        partner=partner, kind=kind, said_by=said_by, letter=letter, by=by, at=at, about=about, opens=thing.pk,
        revision=revision, approves=approves, last_day=last_day, note=note,
    )  # fmt: skip


def _kept(thing: Record, scan: Scan | Document, by: Person, at: datetime) -> Document:
    if isinstance(scan, Document):
        return scan
    return document.attach(
        thing=thing, file=scan.file, role=DocumentRole.SCAN, file_name=scan.name, title=document.safe_name(scan.name),
        by=by, at=at,
    )  # fmt: skip
