"""Wrapping a signed PDF: it is never altered. It travels as the attachment of its marked cover sheet."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf

from verbale.engines.paper.cleaning import save
from verbale.engines.paper.cover import Cover, cover_sheet
from verbale.engines.paper.errors import NotSigned, NotWrapped, WrongCover
from verbale.engines.paper.inspection import inspect_pdf
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.marks import check_marks
from verbale.engines.paper.opening import opened
from verbale.engines.paper.walking import is_dictionary, text_of

ATTACHMENT = "original.pdf"
"""The attachment's name is always the same, since the original's own name might tell what it should not."""


def wrap_signed(source: Path, target: Path, cover: Cover, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Writes a marked cover sheet that carries the signed ``source`` unaltered; returns the original's SHA-256.

    Pages and SHA-256 on the sheet must be the original's. Raises WrongCover if they are not, NotSigned for a
    document that can be cleaned and marked instead, besides what inspecting and marking raise. ``unwrap`` gives
    the original back.
    """
    report = inspect_pdf(source, limits=limits)
    if not report.signed:
        raise NotSigned(name=source.name)
    if (report.sha256, report.pages) != (cover.sha256, cover.pages):
        raise WrongCover(name=source.name)
    _attach(cover_sheet(cover, attachment=ATTACHMENT), source.read_bytes(), target)
    check_marks(target, cover.marking, limits=limits)
    return report.sha256


def unwrap(source: Path, target: Path, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Writes the wrapped original to ``target``, byte for byte, and returns its SHA-256.

    Raises NotWrapped where there is none, or where it is not the one that was wrapped.
    """
    with opened(source, limits) as pdf:
        data, said = _attached(source, pdf, limits)
    found = hashlib.sha256(data).hexdigest()
    if said != found:
        raise NotWrapped(name=source.name, why="its attachment is not the document that was wrapped")
    target.write_bytes(data)
    return found


def _attach(sheet: bytes, original: bytes, target: Path) -> None:
    sha256 = hashlib.sha256(original).hexdigest()
    with pikepdf.Pdf.open(io.BytesIO(sheet)) as pdf:
        pdf.attachments[ATTACHMENT] = pikepdf.AttachedFileSpec(
            pdf,
            original,
            filename=ATTACHMENT,
            description=f"SHA-256 {sha256}",
            mime_type="application/pdf",
            creation_date="",
            mod_date="",
        )
        attached = pdf.attachments[ATTACHMENT].obj
        attached["/AFRelationship"] = pikepdf.Name.Source
        pdf.Root["/AF"] = pikepdf.Array([attached])
        pdf.Root["/PageMode"] = pikepdf.Name.UseAttachments
        save(pdf, target)


def _attached(source: Path, pdf: pikepdf.Pdf, limits: Limits) -> tuple[bytes, str]:
    if ATTACHMENT not in pdf.attachments:
        raise NotWrapped(name=source.name, why=f"it has no attachment “{ATTACHMENT}”")
    attached = pdf.attachments[ATTACHMENT]
    if not is_dictionary(attached.obj):
        raise NotWrapped(name=source.name, why="its attachment cannot be read")
    data = attached.get_file().read_bytes()
    if len(data) > limits.bytes:
        raise NotWrapped(name=source.name, why=f"its attachment has more than {limits.bytes} bytes")
    return data, text_of(attached.obj.get("/Desc")).removeprefix("SHA-256 ")
