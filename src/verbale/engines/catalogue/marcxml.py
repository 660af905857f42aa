"""A stream in MARCXML, cut into its ``record`` elements, each parsed on its own.

A parser that reads the whole file stops at its first error. Here the tags of records are found in the bytes, comments
and CDATA passed over, and each innermost ``record`` element is parsed by itself: what is broken costs one record, and
each has its offset and its bytes. Wrappers of search servers (SRU, OAI) are passed over. No document type, no entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from verbale.engines.catalogue.directory import oddities
from verbale.engines.catalogue.errors import HostileXml, NoMarc
from verbale.engines.catalogue.record import RECORD_LIMIT, Fault, Record
from verbale.engines.catalogue.scheme import scheme_of
from verbale.engines.catalogue.window import Window

_TOKEN = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<!DOCTYPE"
    rb"|<(?P<close>/?)(?:[A-Za-z_][\w.-]{0,63}:)?record(?=[\s/>])[^>]{0,1024}>",
    re.DOTALL,
)
_PREFIX = re.compile(rb"xmlns:([A-Za-z_][\w.-]*)\s*=")
_USED = re.compile(rb"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_CONTENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:leader|controlfield|datafield)[\s>]")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_SEAM = 64
_FORBIDDEN = re.compile("[\x1d\x1e\x1f]")


@dataclass(slots=True)
class _Scan:
    """Where the scan stands: the offset at which the open record begins, if one is open."""

    name: str
    encoding: str
    opened: int | None = None
    found: int = field(default=0)


def read_marcxml(window: Window, name: str) -> Iterator[Record | Fault]:
    """The records and faults of a stream, in order. Raises ``HostileXml``, and ``NoMarc`` if none is found."""
    window.reach(1024)
    if window.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NoMarc(name=name, why="it is XML in UTF-16, and only encodings that contain ASCII are read")
    declared = _ENCODING.search(window.data[:1024])
    scan = _Scan(name, declared[1].decode() if declared else "utf-8")
    while True:
        yield from _scan(window, scan)
        if not window.reach(len(window.data) + 1):
            break
        if len(window.data) > RECORD_LIMIT:
            yield _too_large(window, scan)
    if scan.opened is not None and _CONTENT.search(window.data):
        scan.found += 1
        raw = window.drop(len(window.data))
        yield Fault(scan.opened, "it breaks off before its end tag", raw, len(raw))
    if not scan.found:
        raise NoMarc(name=name, why="it is XML without MARC records")


def _scan(window: Window, scan: _Scan) -> Iterator[Record | Fault]:
    """The records that end within the window; afterwards the window begins at the open record, or near its end."""
    data, base, kept = window.data, window.offset, 0
    for token in _TOKEN.finditer(data):
        if token[0] == b"<!DOCTYPE":
            raise HostileXml(name=scan.name)
        if token["close"] is None:
            if not token[0].endswith((b"-->", b"]]>")):
                break
            continue
        if not token["close"]:
            yield from _opened(data, base, token.start(), scan)
            kept = token.start()
        if (token["close"] or token[0].endswith(b"/>")) and scan.opened is not None:
            raw = data[scan.opened - base : token.end()]
            if _CONTENT.search(raw):
                scan.found += 1
                yield parse(scan.opened, raw, scan.encoding)
            scan.opened, kept = None, token.end()
    window.drop(kept if scan.opened is not None else max(kept, _seam(data)))


def _opened(data: bytes, base: int, at: int, scan: _Scan) -> Iterator[Fault]:
    """A start tag while a record is open: what was open is a wrapper, or a record without its end."""
    if scan.opened is not None:
        raw = data[scan.opened - base : at]
        if _CONTENT.search(raw):
            scan.found += 1
            yield Fault(scan.opened, "it has no end tag", raw, len(raw))
    scan.opened = base + at


def _seam(data: bytes) -> int:
    """How much may be dropped while no record is open: all but a markup that is still open, or the last bytes."""
    for opening, closing in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>")):
        at = data.rfind(opening)
        if at >= 0 and data.find(closing, at) < 0:
            return at
    at = data.rfind(b"<")
    return at if at >= 0 and data.find(b">", at) < 0 else max(0, len(data) - _SEAM)


def _too_large(window: Window, scan: _Scan) -> Fault:
    """Gives the open piece up; the scan goes on behind it."""
    offset, length = window.offset, len(window.data)
    raw = window.drop(length)[:RECORD_LIMIT]
    scan.opened, scan.found = None, scan.found + 1
    return Fault(offset, f"it has more than the {RECORD_LIMIT} bytes that a record may have", raw, length)


def parse(offset: int, raw: bytes, encoding: str) -> Record | Fault:
    """Reads one ``record`` element; namespaces are not looked at, since sources differ in them."""
    bound = set(_PREFIX.findall(raw))
    free = sorted(set(_USED.findall(raw)) - bound - {b"xml", b"xmlns"})
    names = b"".join(b' xmlns:%s="urn:x-unbound:%s"' % (prefix, prefix) for prefix in free)
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=encoding
        )
        root = etree.fromstring(b"<piece%s>%s</piece>" % (names, raw), parser)[0]
        leader, content = _content(root)
    except LookupError:
        return Fault(offset, f"its file declares the encoding {encoding}, which is not known", raw, len(raw))
    except (etree.XMLSyntaxError, ValueError) as fault:
        return Fault(offset, f"it is not sound XML: {str(fault).partition(', line')[0]}", raw, len(raw))
    if len(leader) != 24:
        return Fault(offset, f"its leader has {len(leader)} characters instead of 24", raw, len(raw))
    if not content:
        return Fault(offset, "it has no fields", raw, len(raw))
    return Record(offset, raw, leader, content, tuple(oddities(content)), scheme_of(content))


def _content(root: etree._Element) -> tuple[str, dict[str, list[bytes]]]:
    leader, content = "", dict[str, list[bytes]]()
    for element in root:
        if not isinstance(element.tag, str):
            continue
        kind = element.tag.rpartition("}")[2]
        if kind == "leader":
            leader = (element.text or "").strip("\r\n\t")
        elif kind in ("controlfield", "datafield"):
            tag = element.get("tag") or "???"
            text = (element.text or "") if kind == "controlfield" else _data(element)
            content.setdefault(tag, []).append(text.encode())
    return leader, content


def _data(element: etree._Element) -> str:
    head = "".join((element.get(name) or " ")[:1] for name in ("ind1", "ind2"))
    parts = (
        (part.get("code") or "?")[:1] + "".join(map(str, part.itertext()))
        for part in element
        if isinstance(part.tag, str) and part.tag.rpartition("}")[2] == "subfield"
    )
    return head + "".join("\x1f" + _FORBIDDEN.sub(" ", part) for part in parts)
