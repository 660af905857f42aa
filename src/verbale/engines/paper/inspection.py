"""Inspecting a PDF: everything in it that a reader of its pages does not see, or that does something."""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from verbale.engines.paper.errors import Inflated
from verbale.engines.paper.expansion import expands_beyond
from verbale.engines.paper.geometry import is_cropped, sheet_of
from verbale.engines.paper.layers import hidden_layers, layers
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.notes import MEDIA
from verbale.engines.paper.opening import mended, opened
from verbale.engines.paper.report import Finding, Kind, PageSize, PdfReport
from verbale.engines.paper.walking import Node, entries, every_dictionary, is_dictionary, keys_of, name_of, text_of
from verbale.kernel.whole_file import sha256_of

ACTIONS = frozenset(
    [
        "GoToR",
        "GoToE",
        "GoToDp",
        "Launch",
        "Thread",
        "URI",
        "Sound",
        "Movie",
        "Hide",
        "Named",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "RichMediaExecute",
    ]
)
"""Actions that reach outside the document or do more than turn to a page (ISO 32000-2, table 201); scripts apart."""

PRIVATE_KEYS = frozenset({"/PieceInfo", "/Thumb", "/SpiderInfo", "/Collection", "/Perms", "/LastModified"})
_NAMED = 8
"""How many things a finding names before it only counts them."""


def inspect_pdf(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> PdfReport:
    """All that is in the PDF, as a report that goes on after the first finding.

    Raises NotPdf, DamagedPdf, Encrypted (a password is needed), TooBig or Inflated.
    """
    with opened(path, limits) as pdf:
        seen = tuple(every_dictionary(pdf))
        if expands_beyond(seen, limits.unpacked):
            raise Inflated(name=path.name, limit=limits.unpacked)
        findings = tuple(_findings(path, pdf, seen))
        return PdfReport(sha256_of(path), path.stat().st_size, len(pdf.pages), _sizes(pdf), findings)


def _findings(path: Path, pdf: pikepdf.Pdf, seen: tuple[Node, ...]) -> Iterator[Finding]:
    if pdf.is_encrypted:
        yield Finding(Kind.ENCRYPTED)
    damage, untidiness = mended(pdf)
    yield from _listed(Kind.DAMAGED, damage)
    yield from _listed(Kind.UNTIDY, untidiness)
    yield from _counted(Kind.SIGNED, signatures(seen))
    yield from _listed(Kind.EXTERNAL, _external(seen))
    yield from _listed(Kind.HIDDEN_LAYERS, hidden_layers(pdf))
    yield from _counted(Kind.LAYERS, len(layers(pdf)))
    yield from _counted(Kind.SCRIPTS, sum(1 for node in seen if _is_script(node)))
    yield from _listed(Kind.ACTIONS, _actions(pdf, seen))
    yield from _listed(Kind.ATTACHMENTS, _attachments(seen))
    yield from _file(path)
    yield from _listed(Kind.METADATA, _metadata(pdf, seen))
    yield from _listed(Kind.PRIVATE, _private(seen))
    yield from _counted(Kind.FORM, _fields(pdf))
    yield from _counted(Kind.COMMENTS, _comments(pdf))
    cropped = [str(at) for at, page in enumerate(pdf.pages, 1) if is_cropped(page)]
    yield from _listed(Kind.CROPPED, cropped)


def signatures(seen: Iterable[Node]) -> int:
    """How many signatures and document time stamps there are; an empty field for one does not count."""
    return sum(1 for node in seen if name_of(node, "/Type") in ("Sig", "DocTimeStamp") or _signs(node))


def _signs(node: Node) -> bool:
    return "/ByteRange" in node and "/Contents" in node and "/Type" not in node


def _is_script(node: Node) -> bool:
    return name_of(node, "/S") == "JavaScript" or ("/JS" in node and name_of(node, "/S") != "JavaScript")


def _actions(pdf: pikepdf.Pdf, seen: tuple[Node, ...]) -> Iterator[str]:
    if "/OpenAction" in pdf.Root:
        yield "OpenAction"
    for node in seen:
        if "/AA" in node:
            yield "AA"
        if name_of(node, "/S") in ACTIONS and name_of(node, "/Type") != "StructElem" and "/K" not in node:
            yield name_of(node, "/S")


def _attachments(seen: tuple[Node, ...]) -> Iterator[str]:
    for node in seen:
        if "/EF" in node:
            yield text_of(node.get("/UF")) or text_of(node.get("/F")) or "unnamed"
        elif name_of(node, "/Subtype") in MEDIA:
            yield name_of(node, "/Subtype")
        elif "/RichMediaContent" in node or name_of(node, "/Type") == "EmbeddedFile":
            yield name_of(node, "/Type") or "RichMedia"


def _external(seen: tuple[Node, ...]) -> Iterator[str]:
    for node in seen:
        if isinstance(node, pikepdf.Stream) and "/F" in node and name_of(node, "/Type") != "EmbeddedFile":
            yield "a stream in another file"
        if name_of(node, "/Subtype") == "Form" and "/Ref" in node:
            yield "a page of another document"


def _metadata(pdf: pikepdf.Pdf, seen: tuple[Node, ...]) -> Iterator[str]:
    info = pdf.trailer.get("/Info")
    if is_dictionary(info):
        yield from (key[1:] for key in keys_of(info))
    yield from ("XMP" for node in seen if "/Metadata" in node or name_of(node, "/Type") == "Metadata")


def _private(seen: tuple[Node, ...]) -> Iterator[str]:
    for node in seen:
        if "/Type" in node or isinstance(node, pikepdf.Stream):
            yield from sorted(key[1:] for key in keys_of(node) if key in PRIVATE_KEYS or key.startswith("/PTEX."))


def _fields(pdf: pikepdf.Pdf) -> int:
    form = pdf.Root.get("/AcroForm")
    if not is_dictionary(form):
        return 0
    return max(1, len(entries(form, "/Fields")))


def _comments(pdf: pikepdf.Pdf) -> int:
    kinds = (name_of(note, "/Subtype") for page in pdf.pages for note in entries(page.obj, "/Annots"))
    return sum(1 for kind in kinds if kind not in ("Link", "Widget"))


def _file(path: Path) -> Iterator[Finding]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        starts = [int(offset) for offset in re.findall(rb"startxref\s+(\d{1,12})", data)]
        before, end = data.find(b"%PDF-"), data.rfind(b"%%EOF")
        after = len(data[end + len(b"%%EOF") :].strip(b"\r\n \t\0")) if end >= 0 else 0
    # A linearized file has two: the first says 0 and only marks the end of its first page's part.
    yield from _counted(Kind.REVISIONS, len([offset for offset in starts if offset]) - 1)
    yield from _counted(Kind.SURROUNDINGS, max(0, before) + after)


def _sizes(pdf: pikepdf.Pdf) -> tuple[PageSize, ...]:
    counted = Counter(sheet_of(page).millimetres for page in pdf.pages)
    return tuple(PageSize(*size, pages) for size, pages in counted.items())


def _counted(kind: Kind, count: int) -> Iterator[Finding]:
    if count > 0:
        yield Finding(kind, count)


def _listed(kind: Kind, names: Iterable[Any]) -> Iterator[Finding]:
    every = [str(name).encode("utf-8", "replace").decode() for name in names]
    if every:
        distinct = sorted(set(every), key=every.index)
        more = ["…"] if len(distinct) > _NAMED else []
        yield Finding(kind, len(every), ", ".join(distinct[:_NAMED] + more))
