"""Marking: caveats, the marks we received and are bound by, and marked copies with cover sheet and label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import Refused
from verbale.records.document import Document, DocumentRole, FileState, StoredFile
from verbale.records.marking import Caveat, ReceivedMark
from verbale.records.party import Party
from verbale.records.person import Person, Role


class BoundByMark(Refused):
    """“{title}” may not go to {partner}: it reached us from {giver} marked “{text}”, and that binds us."""


class MustBearMark(Refused):
    """“{title}” reached us from {giver} marked “{caveat}”. It leaves only with the same marking, not “{given}”."""


class NotMarked(Refused):
    """“{title}” does not bear the marking “{caveat}” that the rule demands. Mark it first."""


class NotExamined(Refused):
    """“{title}” has not been examined, or was refused when it was. Only examined files leave."""


class NoSuchMarking(Refused):
    """The rule demands the marking “{caveat}”, and this node has no such caveat. An administrator must define it."""


@transaction.atomic
def define(*, code: str, texts: Mapping[str, str], bars_onward_release: bool, by: Person, at: datetime) -> Caveat:
    """Defines a caveat that rulebooks may demand, with its words in each language (S67)."""
    check_role(by, Role.ADMINISTRATOR)
    defaults = {"texts": dict(texts), "bars_onward_release": bars_onward_release}
    caveat, _ = Caveat.objects.update_or_create(code=code, defaults=defaults)
    journal.record(act="caveat.defined", thing=caveat, by=by, at=at, facts={"code": code, "texts": dict(texts)})
    return caveat


OPEN = "open"
"""The caveat of what a rule lets go without a restriction: every page that leaves bears a marking."""


def caveat_of(code: str) -> Caveat:
    """The caveat that a rule demands, ``open`` where it demands none. Refuses one that this node does not know."""
    code = code or OPEN
    caveat = Caveat.objects.filter(code=code).first()
    if caveat is None:
        raise NoSuchMarking(caveat=code)
    return caveat


def receive(*, file: StoredFile, party: Party, caveat: str, text: str, bars_onward_release: bool, at: datetime) -> None:
    """Keeps a mark that came with a file; from now on it binds us. Call it in the transaction of the arrival.

    The caveat ``open`` binds nobody, unless its giver says that it bars onward release. What once bars it, bars it.
    """
    if caveat == OPEN and not bars_onward_release:
        return
    mark, _ = ReceivedMark.objects.get_or_create(
        file=file, party=party, caveat=caveat,
        defaults={"text": text, "bars_onward_release": bars_onward_release, "received_at": at},
    )  # fmt: skip
    if bars_onward_release and not mark.bars_onward_release:
        mark.text, mark.bars_onward_release = text, True
        mark.save(update_fields=["text", "bars_onward_release"])


def binding(documents: Sequence[Document]) -> list[tuple[Document, ReceivedMark]]:
    """The received marks that bind these documents, whether on them or on what they were made from."""
    found = []
    for document in documents:
        origins = [origin.file_id for origin in _origins(document)]
        marks = ReceivedMark.objects.filter(file__in=origins).select_related("party").order_by("received_at", "id")
        found += [(document, mark) for mark in marks]
    return found


def check_may_leave(*, documents: Sequence[Document], partner: Party, caveat: str) -> None:
    """Refuses documents that were not examined, lack the demanded marking, or are bound by a mark we received."""
    for document in documents:
        if document.file.state != FileState.SOUND:
            raise NotExamined(title=document.title)
        if document.role == DocumentRole.ORIGINAL or document.caveat != caveat:
            raise NotMarked(title=document.title, caveat=caveat)
    for document, mark in binding(documents):
        if mark.party_id == partner.pk:
            continue
        if mark.bars_onward_release:
            giver = mark.party.code
            raise BoundByMark(title=document.title, partner=partner.code, giver=giver, text=mark.text or mark.caveat)
        if document.caveat != mark.caveat:
            given = document.caveat or "—"
            raise MustBearMark(title=document.title, giver=mark.party.code, caveat=mark.caveat, given=given)


def _origins(document: Document) -> Iterator[Document]:
    at: Document | None = document
    while at is not None:
        yield at
        at = at.made_from
