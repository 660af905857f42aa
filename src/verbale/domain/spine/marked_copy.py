"""Marked copies: an original cleaned and marked, or wrapped if it is signed, with its cover sheet and label."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from verbale.domain.spine import document as documents
from verbale.domain.spine import party
from verbale.domain.spine.office import day_of, office
from verbale.engines import paper
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records import files
from verbale.records.document import Document, DocumentRole, FileState, StoredFile
from verbale.records.marking import Caveat
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record

_NAMES = {DocumentRole.MARKED: "document", DocumentRole.COVER: "cover", DocumentRole.LABEL: "label"}


class OnlyPdf(Refused):
    """“{name}” is no PDF. Only a PDF can be cleaned, marked on every page and inspected; turn it into one first."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one original, stored but not yet hung on anything."""

    original: Document
    caveat: str
    copy: StoredFile
    cover: StoredFile
    label: StoredFile


def make(
    *, original: Document, caveat: Caveat, to: Party, reference: str, basis: str, position: int, of: int,
    at: datetime,
) -> Made:  # fmt: skip
    """Makes the marked copy, cover sheet and label of an original. A signed PDF is wrapped, never altered."""
    if original.file.media_type != documents.PDF or original.file.pages is None:
        raise OnlyPdf(name=original.file_name)
    if not files.is_intact(original.file_id):
        raise files.FileGone(sha256=original.file_id)
    ours, languages = party.us(), _languages(to)
    marking = paper.Marking.of(**{language: caveat.text(language) for language in languages})
    cover = paper.Cover(
        languages=languages, number=reference, day=day_of(at), sender=ours.names or ours.code,
        recipient=to.names or to.code, title=original.title, marking=marking, pages=original.file.pages,
        sha256=original.file_id, basis=basis, copy=f"{position} / {of}",
    )  # fmt: skip
    with _workplace() as folder:
        copy = _store(_copy(original, cover, folder), at)
        front = _store(_written(folder / "cover.pdf", paper.cover_sheet(cover)), at)
        slip = _store(_written(folder / "label.xml", _label(caveat, ours, to, at)), at)
    return Made(original, caveat.code, copy, front, slip)


def keep(made: Made, *, thing: Record, by: Person, at: datetime) -> Iterator[Document]:
    """Hangs what was made on the thing, in the caller's transaction."""
    for file, role, name in (
        (made.copy, DocumentRole.MARKED, made.original.file_name),
        (made.cover, DocumentRole.COVER, "cover.pdf"),
        (made.label, DocumentRole.LABEL, "label.xml"),
    ):
        yield documents.attach(
            thing=thing, file=file, role=role, file_name=name, title=made.original.title, by=by, at=at,
            language=made.original.language, archive_reference=made.original.archive_reference,
            original_language=made.original.original_language, translators=made.original.translators,
            made_from=made.original, caveat=made.caveat,
        )  # fmt: skip


def delivery(
    *, line: str, documents: Sequence[Document], caveat: Caveat
) -> tuple[dict[str, Json], dict[str, StoredFile]]:
    """The message that delivers documents, and its files under neutral names."""
    rows: list[Json] = []
    carried: dict[str, StoredFile] = {}
    for position, document in enumerate(documents, start=1):
        ending = "xml" if document.role == DocumentRole.LABEL else "pdf"
        name = f"{position}-{_NAMES[DocumentRole(document.role)]}.{ending}"
        carried[name] = document.file
        rows.append(
            {
                "file": name,
                "role": document.role,
                "title": document.title,
                "language": document.language,
                "original_language": document.original_language,
                "translators": list(document.translators),
                "sha256": document.file_id,
            }
        )
    mark = {"code": caveat.code, "texts": dict(caveat.texts), "bars_onward_release": caveat.bars_onward_release}
    return {"line": line, "documents": rows, "caveat": mark}, carried


def _copy(original: Document, cover: paper.Cover, folder: Path) -> Path:
    source, cleaned, target = files.path_of(original.file_id), folder / "cleaned.pdf", folder / "copy.pdf"
    if original.file.signed:
        paper.isolated.wrap_signed(source, target, cover)
    else:
        paper.isolated.clean_pdf(source, cleaned)
        paper.isolated.mark_pdf(cleaned, target, cover.marking)
    return target


def _label(caveat: Caveat, ours: Party, to: Party, at: datetime) -> bytes:
    releasable = paper.Category(paper.CategoryType.PERMISSIVE, "Releasable To", (to.code,))
    return paper.label(paper.Label(f"{ours.code} supply", caveat.code, (releasable,), ours.code, at))


def _languages(to: Party) -> tuple[str, ...]:
    """Ours and theirs: one language, or two different ones."""
    ours = next(iter(office().languages), "en")
    return (ours, to.language) if to.language != ours else (ours,)


def _store(path: Path, at: datetime) -> StoredFile:
    """Keeps what we made ourselves, from an examined original, as sound."""
    with path.open("rb") as stream:
        file = documents.store(stream, name=path.name, at=at)
    file.state = FileState.SOUND
    file.pages = paper.inspect_pdf(path).pages if file.media_type == documents.PDF else None
    file.save(update_fields=["state", "pages"])
    return file


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@contextmanager
def _workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=files.home().quarantine, prefix="copy-") as folder:
        yield Path(folder)
