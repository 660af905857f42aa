"""The objects of a PDF: only what its pages need. Nothing that acts, that hides, or that no page leads to.

Catalog and pages may have the keys named here and no others; anywhere, the keys and kinds named here may not stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from verbale.engines.inspection import pdf_signed
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf_demand import PdfDemand

ATTACHMENT = "original.pdf"
"""The name under which a signed original is carried."""

_CATALOG = {
    "/Type", "/Pages", "/Outlines", "/PageLabels", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents",
    "/PageMode", "/PageLayout", "/Dests", "/Names", "/ViewerPreferences", "/Metadata", "/AF", "/Version", "/Extensions",
}  # fmt: skip
_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate",
    "/UserUnit", "/Contents", "/Annots", "/Group", "/StructParents", "/Tabs",
}  # fmt: skip
_LINK = {
    "/Type", "/Subtype", "/Rect", "/Dest", "/A", "/Border", "/StructParent", "/QuadPoints", "/F", "/Parent", "/P",
    "/Contents",
}  # fmt: skip
_ACTIVE = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/RichMediaContent", "/Renditions", "/AcroForm", "/XFA"}
_HIDING = {
    "/OC", "/OCProperties", "/PieceInfo", "/Thumb", "/SpiderInfo", "/Collection", "/Perms", "/LastModified",
    "/Alternates", "/OPI", "/ByteRange",
}  # fmt: skip
_FILES = {"/EmbeddedFile", "/Filespec", "/F"}
_SIGNED = {"/Sig", "/DocTimeStamp"}
_TABLES = {"/ObjStm", "/XRef"}
_STRUCTURE = {"/StructElem", "/StructTreeRoot"}


def check_objects(pdf: pikepdf.Pdf, demand: PdfDemand) -> Iterator[Finding]:
    """All that the document holds beyond its pages."""
    if pdf.is_encrypted:
        yield Finding(Kind.PDF, demand.where, "it is encrypted")
    if pdf.get_warnings():
        yield Finding(Kind.PDF, demand.where, "it is damaged, and read only after repair")
    if ("/Prev" in pdf.trailer and not demand.signed) or "/Encrypt" in pdf.trailer:
        yield Finding(Kind.PDF, demand.where, "it has an earlier revision")
    if demand.signed:
        for what in pdf_signed.faults(pdf):
            yield Finding(Kind.PDF, demand.where, what)
    reached: set[tuple[int, int]] = set()
    for node in _walked(pdf.trailer, reached):
        yield from _check_node(node, demand)
    yield from _check_keys(pdf, demand)
    yield from _check_attached(pdf, demand)
    unseen = [held for held in pdf.objects if _is_hidden(held, reached)]
    if unreached := sum(not (demand.signed and pdf_signed.is_emptied(held)) for held in unseen):
        yield Finding(Kind.PDF, demand.where, f"{unreached} object(s) that no page leads to")


def every_stream(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Each stream of the document, whether a page leads to it or not."""
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream):
            yield held


def _check_node(node: Any, demand: PdfDemand) -> Iterator[Finding]:
    keys = {str(key) for key in node}
    kind = str(node.get("/Type", "")) if isinstance(node.get("/Type"), pikepdf.Name) else ""
    signed = pdf_signed.allowed_of(node) if demand.signed else set()
    if found := keys & _ACTIVE - signed:
        yield Finding(Kind.PDF, demand.where, f"it acts by itself ({', '.join(sorted(found))})")
    if found := (keys & _HIDING | {kind} & _SIGNED) - signed:
        yield Finding(Kind.PDF, demand.where, f"it can hide things ({', '.join(sorted(found))})")
    if not demand.carries and (kind in _FILES or "/EF" in keys):
        yield Finding(Kind.ATTACHMENT, demand.where, kind or "/EF")
    if isinstance(node, pikepdf.Stream) and keys & {"/F", "/Ref"}:
        yield Finding(Kind.PDF, demand.where, "it takes content from outside itself")
    if action := _action(node, keys, kind):
        yield Finding(Kind.PDF, demand.where, f"it holds an action ({action})")
    # Without /OCProperties in the catalog, which is refused, a layer is always shown; but its name is told.
    if kind == "/OCG" and (keys - {"/Type", "/Name"} or str(node.get("/Name", "")) not in ("", "layer")):
        yield Finding(Kind.METADATA, demand.where, "a layer's name")
    if any(key.startswith("/PTEX.") for key in keys):
        yield Finding(Kind.METADATA, demand.where, "what the program that made it left")
    if isinstance(node, pikepdf.Stream) and node.get("/Filter") == pikepdf.Name.DCTDecode and _tells(node):
        yield Finding(Kind.METADATA, demand.where, "a picture in it")


def _action(node: Any, keys: set[str], kind: str) -> str:
    """The kind of an action, other than a turn to a page of the document; empty if there is none."""
    if kind == "/Action" or node.get("/S") == pikepdf.Name.JavaScript:
        action: Any = node
    elif kind in _STRUCTURE or "/A" not in keys:
        return ""
    else:
        action = node.get("/A")
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return ""
    return "" if action.get("/S") == pikepdf.Name.GoTo and "/Next" not in action else str(action.get("/S"))


def _check_keys(pdf: pikepdf.Pdf, demand: PdfDemand) -> Iterator[Finding]:
    signed = pdf_signed.CATALOG if demand.signed else set()
    yield from _unknown(pdf.Root, _CATALOG | signed, "the catalog", demand)
    if "/Names" in pdf.Root:
        names = {"/Dests", "/EmbeddedFiles"} if demand.carries else {"/Dests"}
        yield from _unknown(pdf.Root.Names, names, "the names", demand)
    for number, page in enumerate(pdf.pages, 1):
        yield from _unknown(page.obj, _PAGE, f"page {number}", demand)
        notes = page.obj.get("/Annots")
        for note in list(notes) if isinstance(notes, pikepdf.Array) else []:
            if demand.signed and pdf_signed.is_field(note):
                continue
            if note.get("/Subtype") != pikepdf.Name.Link:
                yield Finding(Kind.PDF, demand.where, f"page {number} has a note")
            else:
                yield from _unknown(note, _LINK, f"a link of page {number}", demand)


def _unknown(node: Any, known: set[str], what: str, demand: PdfDemand) -> Iterator[Finding]:
    if more := sorted({str(key) for key in node} - known):
        yield Finding(Kind.PDF, demand.where, f"{what} has {', '.join(more)}")


def _check_attached(pdf: pikepdf.Pdf, demand: PdfDemand) -> Iterator[Finding]:
    if not demand.carries:
        return
    held = [one for one in every_stream(pdf) if one.get("/Type") == pikepdf.Name.EmbeddedFile]
    hashes = [hashlib.sha256(one.read_bytes()).hexdigest() for one in held]
    if hashes != [demand.carries] or list(pdf.attachments) != [ATTACHMENT]:
        yield Finding(Kind.ATTACHMENT, demand.where, f"it is not the signed original as “{ATTACHMENT}”, and that alone")


def _walked(trailer: Any, reached: set[tuple[int, int]]) -> Iterator[Any]:
    """Each dictionary and stream that the trailer leads to, once; remembers the objects it came by."""
    waiting: list[Any] = [trailer]
    while waiting:
        value = waiting.pop()
        if not isinstance(value, pikepdf.Object):
            continue
        if value.is_indirect:
            if value.objgen in reached:
                continue
            reached.add(value.objgen)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            waiting += [held for _, held in value.items()]
        elif isinstance(value, pikepdf.Array):
            waiting += list(value)


def _is_hidden(held: Any, reached: set[tuple[int, int]]) -> bool:
    if not isinstance(held, pikepdf.Object) or held.objgen in reached:
        return False
    return not (isinstance(held, pikepdf.Stream) and str(held.get("/Type", "")) in _TABLES)


def _tells(picture: pikepdf.Stream) -> bool:
    """Whether a JPEG holds segments that do not decide how it looks (Exif, XMP, IPTC, comments)."""
    data, at = picture.read_raw_bytes(), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFE or (0xE0 <= data[at + 1] <= 0xEF and data[at + 1] not in (0xE0, 0xE2, 0xEE)):
            return True
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
