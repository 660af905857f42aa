"""Dublin Core in XML: oai_dc, dcterms, qualified, or in RDF; by the local names of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.forms.said import described
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.restriction import restricts
from verbale.engines.catalogue.window import Window
from verbale.engines.catalogue.xmlpieces import Shape, Unsound, element, read_pieces

_CONTENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:title|creator|identifier|publisher)[\s/>]")
_RECORDS = "dc|qualifieddc|record|metadata|Description|resource|item"
_NAMES = {
    "creator": "creators", "contributor": "creators", "publisher": "publisher", "date": "year", "issued": "year",
    "created": "year", "available": "year", "language": "language", "type": "kind", "subject": "subjects",
    "identifier": "local_numbers", "alternative": "variants", "isPartOf": "series", "spatial": "place",
}  # fmt: skip
_ISBN = re.compile(r"(?:urn:)?isbn[:\s]*(.*)", re.IGNORECASE)
_ISSN = re.compile(r"(?:urn:)?issn[:\s]*(.*)", re.IGNORECASE)
_BARE_ISBN = re.compile(r"97[89][- ]?(?:[0-9][- ]?){9}[0-9]")
_OPEN = re.compile(r"(?:info:eu-repo/semantics/)?open ?access|.*/c_abf2|public domain|.*creativecommons\.org/.*", re.I)
_CLOSED = re.compile(
    r"(?:info:eu-repo/semantics/)?(?:closed|restricted|embargoed) ?access|.*/c_(?:16ec|14cb|f1cf)", re.I
)


def read_dublin_core(window: Window, name: str) -> Iterator[Entry | Fault]:
    """The records and faults of a stream, in order. Raises ``HostileXml``, and ``NoMarc`` if none is found."""
    shape = Shape(_RECORDS, _CONTENT, parse, "Dublin Core", nests=True)
    return read_pieces(window, name, shape)


def parse(offset: int, raw: bytes, encoding: str) -> Entry | Fault:
    """Reads one record."""
    try:
        root, found = element(raw, encoding)
    except Unsound as fault:
        return Fault(offset, str(fault), raw, len(raw))
    said = described(_said(root))
    if said is None:
        return Fault(offset, "it has no title", raw, len(raw))
    told = () if found == encoding else (f"encoding: it is {found} and its file declares {encoding}",)
    return Entry(offset, raw, said, "", found.lower(), told)


def _said(root: etree._Element) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for part in root.iterdescendants():
        text = "".join(map(str, part.itertext())).strip() if isinstance(part.tag, str) and not len(part) else ""
        if not text:
            continue
        local = part.tag.rpartition("}")[2]
        name = _NAMES.get(local) or _NAMES.get(_element_around(part, root))
        if local == "title":
            said.setdefault("title" if "title" not in said else "variants", []).append(text)
        elif local in ("rights", "accessRights"):
            if _limits(text, local):
                said.setdefault("restriction", []).append(text)
        elif name == "local_numbers":
            _identify(text, said)
        elif name:
            said.setdefault(name, []).append(text)
    return said


def _element_around(part: etree._Element, root: etree._Element) -> str:
    """The element of Dublin Core in which a value stands deeper (RDF: ``creator/Description/name``)."""
    while (part := part.getparent()) is not None and part is not root:  # type: ignore[assignment]
        if (local := str(part.tag).rpartition("}")[2]) in _NAMES:
            return local
    return ""


def _identify(text: str, said: dict[str, list[str]]) -> None:
    if found := _ISBN.match(text) or (_BARE_ISBN.fullmatch(text) and re.match(r"(.*)", text)):
        said.setdefault("isbn", []).append(found[1])
    elif found := _ISSN.match(text):
        said.setdefault("issn", []).append(found[1])
    else:
        said.setdefault("local_numbers", []).append(text)


def _limits(text: str, local: str) -> bool:
    """Access rights limit unless they say that access is open; rights do where their words say so."""
    if _OPEN.fullmatch(text):
        return False
    return local == "accessRights" or bool(_CLOSED.fullmatch(text)) or restricts(text)
