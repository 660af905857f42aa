"""Documents: storing files, examining what comes in, attaching them to things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext

from verbale.domain.spine import journal
from verbale.engines import paper
from verbale.kernel.errors import Refused, VerbaleError
from verbale.records import files
from verbale.records.document import Document, DocumentRole, FileState, StoredFile
from verbale.records.person import Person
from verbale.records.record import Record

PDF = "application/pdf"
OTHER = "application/octet-stream"
PDF_BEGINS = b"%PDF-"
PDF_BEGINS_WITHIN = 1024


class NotSound(Refused):
    """“{name}” cannot be used: {why}"""


class WasErased(Refused):
    """“{name}” was erased. Only its hash is left: bring the file anew if it may be used."""


class AlreadyWithdrawn(Refused):
    """“{title}” was withdrawn on {day}."""


def store(stream: BinaryIO, *, name: str, at: datetime, media_type: str = "") -> StoredFile:
    """Keeps the bytes under their hash, in quarantine until they are examined."""
    sha256, size = files.put(stream, name=name)
    return known(sha256, size, name=name, at=at, media_type=media_type)


def known(sha256: str, size: int, *, name: str, at: datetime, media_type: str = "") -> StoredFile:
    """The row of bytes that the store holds already.

    What came under a name that told nothing, and comes as a PDF before it was examined, is examined as one. What we
    made or examined stays as it is, whatever it is called when it comes again: a name is anybody's to give.
    """
    claimed = media_type or guess(name)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": claimed, "stored_at": at}
    )
    if row.state == FileState.ERASED:
        # It was erased, and comes again: it is looked at like any other that comes.
        row.state, row.media_type, row.size, row.stored_at = FileState.QUARANTINE, claimed, size, at
        row.save(update_fields=["state", "media_type", "size", "stored_at"])
    if row.state == FileState.QUARANTINE and claimed == PDF and row.media_type != PDF:
        row.media_type = PDF
        row.save(update_fields=["media_type"])
    return row


def is_pdf(file: StoredFile) -> bool:
    """Whether a file claims to be a PDF, or its bytes begin as one: a reader finds the beginning in the first 1024."""
    if file.media_type == PDF:
        return True
    with files.read(file.sha256) as stream:
        return PDF_BEGINS in stream.read(PDF_BEGINS_WITHIN)


def guess(name: str) -> str:
    """The media type that a file name claims; what a file is, its examination tells."""
    endings = {"pdf": PDF, "xml": "application/xml", "csv": "text/csv", "jsonl": "application/x-ndjson"}
    return endings.get(name.rsplit(".", 1)[-1].lower(), OTHER)


def examine(file: StoredFile) -> StoredFile:
    """Looks into a quarantined file in a process of its own, and lets it out of quarantine or refuses it.

    A PDF is opened, whatever its name claims; other kinds of file are taken as they are, since nothing here opens
    them.
    """
    if file.state != FileState.QUARANTINE:
        return file
    if is_pdf(file):
        file.media_type = PDF
    try:
        if file.media_type == PDF:
            report = paper.isolated.inspect_pdf(files.path_of(file.sha256))
            if report.encrypted:
                raise paper.Encrypted(name="the file")
            file.pages, file.signed = report.pages, report.signed
            file.findings = [
                {"says": paper.SENTENCES[one.kind], "facts": {"count": one.count, "what": one.what}}
                for one in report.findings
            ]
        file.state = FileState.SOUND
    except VerbaleError as fault:
        facts = {name: str(value) for name, value in fault.facts.items()}
        file.state, file.findings = FileState.REFUSED, [{"says": fault.template(), "facts": facts}]
    file.save()
    return file


@transaction.atomic
def attach(
    *, thing: Record, file: StoredFile, role: str, file_name: str, title: str, by: Person | None, at: datetime,
    language: str = "", archive_reference: str = "", original_language: str = "", translators: Sequence[str] = (),
    made_from: Document | None = None, caveat: str = "",
) -> Document:  # fmt: skip
    """Hangs a file on a thing in a role, with its archive's particulars (S20). A refused file is not taken."""
    if file.state == FileState.REFUSED:
        raise NotSound(name=file_name, why=" ".join(file.told(gettext)))
    if file.state == FileState.ERASED:
        raise WasErased(name=file_name)
    document = Document.objects.create(
        thing_kind=thing.kind, thing_id=thing.pk, role=role, file=file, file_name=safe_name(file_name), title=title,
        language=language, archive_reference=archive_reference, original_language=original_language,
        translators=list(translators), made_from=made_from, caveat=caveat, added_by=by, added_at=at,
    )  # fmt: skip
    facts = {"role": role, "sha256": file.sha256}
    journal.record(act="document.attached", thing=thing, by=by, at=at, facts=facts)
    return document


@transaction.atomic
def withdraw(*, document: Document, thing: Record, by: Person, at: datetime, reason: str) -> None:
    """Takes an original off its thing: it is kept and shown as withdrawn, and no longer counts."""
    kept = Document.objects.select_for_update().get(pk=document.pk)
    if kept.withdrawn_at is not None:
        raise AlreadyWithdrawn(title=kept.title, day=kept.withdrawn_at.date().isoformat())
    kept.withdrawn_by, kept.withdrawn_at = by, at
    kept.save(update_fields=["withdrawn_by", "withdrawn_at"])
    facts = {"title": kept.title, "sha256": kept.file_id, "reason": reason}
    journal.record(act="document.withdrawn", thing=thing, by=by, at=at, facts=facts)


def of(thing: Record, *roles: DocumentRole, withdrawn: bool = False) -> list[Document]:
    """The documents that hang on a thing, in the order they came; all of them, or those in some roles.

    What was withdrawn is among them only if asked for.
    """
    hanging = Document.objects.of(thing.kind, thing.pk).select_related("file")
    hanging = hanging if withdrawn else hanging.standing()
    return list(hanging.filter(role__in=roles) if roles else hanging)


def safe_name(name: str) -> str:
    """A file name without folders, control characters, or leading dots; 120 characters at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable())
    return kept.lstrip(". ")[-120:].lstrip(". ") or "file"
