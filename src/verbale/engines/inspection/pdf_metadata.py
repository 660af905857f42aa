"""What a PDF says of itself: nothing, or, for the papers we set ourselves, what their program writes and no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf_demand import PdfDemand

_MAKER = r"Typst \d+\.\d+\.\d+"
_PDF_TIME, _XMP_TIME = r"D:\d{14}(Z|[+-]\d\d'\d\d'?)", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
_INFO = {"/Creator": _MAKER, "/CreationDate": _PDF_TIME, "/ModDate": _PDF_TIME}
_ID = r"[A-Za-z0-9+/]{22}==(_source)?"
_XMP = {
    "CreatorTool": _MAKER, "softwareAgent": _MAKER, "ModifyDate": _XMP_TIME, "CreateDate": _XMP_TIME, "when": _XMP_TIME,
    "instanceID": _ID, "InstanceID": _ID, "DocumentID": _ID, "action": "saved|converted", "part": r"[1-4]",
    "conformance": "[ABU]", "NPages": r"\d{1,6}", "format": "application/pdf", "RenditionClass": "proof|default",
    "PDFVersion": r"[12]\.\d",
}  # fmt: skip
"""By the name of an element with a text, what that may be."""
_WITHOUT_TEXT = {"xmpmeta", "RDF", "Description", "Alt", "Bag", "Seq", "title", "language", "History", "schemas",
                 "property"}  # fmt: skip
_SCHEMA = {"schema", "namespaceURI", "prefix", "category", "description", "name", "valueType"}
"""The description of the metadata's own vocabulary."""
_EXTENSION = ("http://www.aiim.org/pdfa/ns/",)
_LIMIT = 1024 * 1024


def check_metadata(pdf: pikepdf.Pdf, demand: PdfDemand, shown: str) -> Iterator[Finding]:
    """All that the document says of itself beyond ``titles`` and what is ``shown`` on its first page."""
    told = [*_in_info(pdf, demand, shown), *_in_streams(pdf, demand, shown)]
    for what in dict.fromkeys(told):
        yield Finding(Kind.METADATA, demand.where, what)


def _in_info(pdf: pikepdf.Pdf, demand: PdfDemand, shown: str) -> Iterator[str]:
    info: Any = pdf.trailer.get("/Info")
    for key in [str(key) for key in info] if isinstance(info, pikepdf.Dictionary) else []:
        value = str(info[key])
        if key == "/Title" and not demand.bare:
            sound = _may_be_titled(value, demand, shown)
        else:
            sound = not demand.bare and re.fullmatch(_INFO.get(key, r"(?!)"), value) is not None
        if not sound:
            yield f"{key[1:]} “{value[:80]}”"


def _in_streams(pdf: pikepdf.Pdf, demand: PdfDemand, shown: str) -> Iterator[str]:
    own: Any = pdf.Root.get("/Metadata")
    for held in pdf.objects:
        if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if held.get("/Type") == pikepdf.Name.Metadata and (demand.bare or own is None or held.objgen != own.objgen):
            yield "XMP"
        if "/Metadata" in held and (demand.bare or held.objgen != pdf.Root.objgen):
            yield "XMP of a part"
    if isinstance(own, pikepdf.Stream) and not demand.bare:
        yield from _in_xmp(own.read_bytes(), demand, shown)


def _in_xmp(data: bytes, demand: PdfDemand, shown: str) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data if len(data) <= _LIMIT and b"<!" not in data else b"", parser)
    except (etree.XMLSyntaxError, ValueError):
        yield "XMP that cannot be read"
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "a comment in its XMP"
        elif why := _fault(element, demand, shown):
            yield why


def _fault(element: etree._Element, demand: PdfDemand, shown: str) -> str:
    qualified, text = etree.QName(element), (element.text or "").strip()
    name, space = qualified.localname, qualified.namespace or ""
    if set(map(_local, element.attrib)) - {"about", "lang", "parseType", "xmptk"} or (element.tail or "").strip():
        return f"{name} with more than its text"
    if name == "li" and _parent(element, 2) == "title":
        return "" if _may_be_titled(text, demand, shown) else f"title “{text[:80]}”"
    if name == "li" and _parent(element, 2) == "language":
        return "" if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text) else f"language “{text[:80]}”"
    if name in _WITHOUT_TEXT or name == "li":
        return f"{name} “{text[:80]}”" if text else ""
    if space.startswith(_EXTENSION) and name in _SCHEMA:
        return "" if re.fullmatch(r"[A-Za-z0-9 /:.#]{1,100}", text) else f"{name} “{text[:80]}”"
    return "" if re.fullmatch(_XMP.get(name, r"(?!)"), text) else f"{name} “{text[:80]}”"


def _parent(element: etree._Element, steps: int) -> str:
    at: etree._Element | None = element
    for _ in range(steps):
        at = at.getparent() if at is not None else None
    return _local(at.tag) if at is not None else ""


def _local(name: Any) -> str:
    return str(etree.QName(name).localname)


def _may_be_titled(title: str, demand: PdfDemand, shown: str) -> bool:
    """Whether a title is allowed, or says only what stands on the page."""
    page = bare(shown)
    return title in demand.titles or all(bare(part) in page for part in title.split(" / "))


def bare(text: str) -> str:
    """A text without spaces and in one spelling, since extraction breaks lines where it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split())
