"""A stream in MARCXML, record element by record element; namespaces are not looked at, since sources differ in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from verbale.engines.catalogue.directory import oddities
from verbale.engines.catalogue.record import Fault, Record
from verbale.engines.catalogue.scheme import scheme_of
from verbale.engines.catalogue.window import Window
from verbale.engines.catalogue.xmlpieces import Shape, Unsound, element, read_pieces

_CONTENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:leader|controlfield|datafield)[\s>]")
_FORBIDDEN = re.compile("[\x1d\x1e\x1f]")


def read_marcxml(window: Window, name: str) -> Iterator[Record | Fault]:
    """The records and faults of a stream, in order. Raises ``HostileXml``, and ``NoMarc`` if none is found."""
    return read_pieces(window, name, Shape("record", _CONTENT, parse, "MARC records"))


def parse(offset: int, raw: bytes, encoding: str) -> Record | Fault:
    """Reads one ``record`` element."""
    try:
        root, found = element(raw, encoding)
    except Unsound as fault:
        return Fault(offset, str(fault), raw, len(raw))
    leader, content = _content(root)
    if len(leader) != 24:
        return Fault(offset, f"its leader has {len(leader)} characters instead of 24", raw, len(raw))
    if not content:
        return Fault(offset, "it has no fields", raw, len(raw))
    told = [] if found == encoding else [f"encoding: it is {found} and its file declares {encoding}"]
    return Record(offset, raw, leader, content, (*told, *oddities(content)), scheme_of(content), found.lower())


def _content(root: etree._Element) -> tuple[str, dict[str, list[bytes]]]:
    leader, content = "", dict[str, list[bytes]]()
    for part in root:
        if not isinstance(part.tag, str):
            continue
        kind = part.tag.rpartition("}")[2]
        if kind == "leader":
            leader = (part.text or "").strip("\r\n\t")
        elif kind in ("controlfield", "datafield"):
            tag = part.get("tag") or "???"
            text = (part.text or "") if kind == "controlfield" else _data(part)
            content.setdefault(tag, []).append(text.encode())
    return leader, content


def _data(part: etree._Element) -> str:
    head = "".join((part.get(name) or " ")[:1] for name in ("ind1", "ind2"))
    parts = (
        (one.get("code") or "?")[:1] + "".join(map(str, one.itertext()))
        for one in part
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == "subfield"
    )
    return head + "".join("\x1f" + _FORBIDDEN.sub(" ", text) for text in parts)
