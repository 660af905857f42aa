"""A stream of XML, cut into the elements that are records, each parsed on its own.

A parser that reads the whole file stops at its first error. Here the tags of records are found in the bytes, comments
and CDATA passed over, and each innermost record element is parsed by itself: what is broken costs one record, and each
has its offset and its bytes. Wrappers of search servers (SRU, OAI) are passed over. No document type, no entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from lxml import etree

from verbale.engines.catalogue.encoding import detected
from verbale.engines.catalogue.errors import HostileXml, NoMarc
from verbale.engines.catalogue.record import RECORD_LIMIT, Fault
from verbale.engines.catalogue.window import Window

T = TypeVar("T")

DEPTH = 64
"""How deep elements may stand in each other."""

_PREFIX = re.compile(rb"xmlns:([A-Za-z_][\w.-]*)\s*=")
_USED = re.compile(rb"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_SEAM = 64


class Unsound(ValueError):
    """A piece is no XML that can be read; the reason is its text."""


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """Which elements are records: their local names, what one holds, and how one is read (offset, bytes, encoding).

    ``what`` names them in errors; ``nests`` says that one may stand inside another that is a record too.
    """

    names: str
    content: re.Pattern[bytes]
    read: Callable[[int, bytes, str], T | Fault]
    what: str
    nests: bool = False

    def token(self) -> re.Pattern[bytes]:
        """What the scan stops at."""
        return re.compile(
            rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<!DOCTYPE"
            rb"|<(?P<close>/?)(?:[A-Za-z_][\w.-]{0,63}:)?(?:%s)(?=[\s/>])[^>]{0,4096}>" % self.names.encode(),
            re.DOTALL,
        )


@dataclass(slots=True)
class _Scan(Generic[T]):
    """Where the scan stands: the offset at which the open record begins, if one is open, and how many stand in it."""

    name: str
    encoding: str
    shape: Shape[T]
    opened: int | None = None
    inside: int = 0
    found: int = field(default=0)


def read_pieces(window: Window, name: str, shape: Shape[T]) -> Iterator[T | Fault]:
    """The records and faults of a stream, in order. Raises ``HostileXml``, and ``NoMarc`` if none is found."""
    window.reach(1024)
    declared = _ENCODING.search(window.data[:1024])
    scan = _Scan(name, window.encoding or (declared[1].decode() if declared else "utf-8"), shape)
    token = shape.token()
    while True:
        yield from _scan(window, scan, token)
        if not window.reach(len(window.data) + 1):
            break
        if len(window.data) > RECORD_LIMIT:
            yield _too_large(window, scan)
    if scan.opened is not None and shape.content.search(window.data):
        scan.found += 1
        raw = window.drop(len(window.data))
        yield Fault(scan.opened, "it breaks off before its end tag", raw, len(raw))
    if not scan.found:
        raise NoMarc(name=name, why=f"it is XML without {shape.what}")


def _scan(window: Window, scan: _Scan[T], tokens: re.Pattern[bytes]) -> Iterator[T | Fault]:
    """The records that end within the window; afterwards the window begins at the open record, or near its end."""
    data, base, kept = window.data, window.offset, 0
    scan.inside = 0
    at = scan.opened - base if scan.opened is not None else 0
    for token in tokens.finditer(data):
        if token[0] == b"<!DOCTYPE":
            raise HostileXml(name=scan.name)
        if token["close"] is None:
            if not token[0].endswith((b"-->", b"]]>")):
                break
            continue
        single = token[0].endswith(b"/>")
        if (not token["close"] and token.start() != at) or scan.opened is None:
            if _nested(scan, data, base, token):
                scan.inside += not single
                continue
            if not token["close"]:
                yield from _opened(data, base, token.start(), scan)
                kept = at = token.start()
        if scan.inside and token["close"]:
            scan.inside -= 1
        elif (token["close"] or single) and scan.opened is not None:
            raw = data[scan.opened - base : token.end()]
            if scan.shape.content.search(raw):
                scan.found += 1
                yield scan.shape.read(scan.opened, raw, scan.encoding)
            scan.opened, kept = None, token.end()
    window.drop(kept if scan.opened is not None else max(kept, _seam(data)))


def _nested(scan: _Scan[T], data: bytes, base: int, token: re.Match[bytes]) -> bool:
    """Whether this start tag stands in a record that has content already, where that is allowed."""
    if not scan.shape.nests or scan.opened is None or token["close"]:
        return False
    return scan.inside > 0 or scan.shape.content.search(data, scan.opened - base, token.start()) is not None


def _opened(data: bytes, base: int, at: int, scan: _Scan[T]) -> Iterator[Fault]:
    """A start tag while a record is open: what was open is a wrapper, or a record without its end."""
    if scan.opened is not None:
        raw = data[scan.opened - base : at]
        if scan.shape.content.search(raw):
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


def _too_large(window: Window, scan: _Scan[T]) -> Fault:
    """Gives the open piece up; the scan goes on behind it."""
    offset, length = window.offset, len(window.data)
    raw = window.drop(length)[:RECORD_LIMIT]
    scan.opened, scan.found = None, scan.found + 1
    return Fault(offset, f"it has more than the {RECORD_LIMIT} bytes that a record may have", raw, length)


def element(raw: bytes, encoding: str) -> tuple[etree._Element, str]:
    """The element in these bytes, and the encoding that it was found to be in.

    Prefixes that are declared outside it are bound to names of their own. Raises ``Unsound``.
    """
    try:
        return _parsed(raw, encoding), encoding
    except LookupError:
        why = f"its file declares the encoding {encoding}, which is not known"
    except (etree.XMLSyntaxError, ValueError) as fault:
        why = f"it is not sound XML: {str(fault).partition(', line')[0]}"
    if (found := detected(raw)) is None:
        raise Unsound(why)
    name, text = found
    try:
        return _parsed(text, "utf-8"), name
    except (etree.XMLSyntaxError, ValueError):
        raise Unsound(why) from None


def _parsed(raw: bytes, encoding: str) -> etree._Element:
    bound = set(_PREFIX.findall(raw))
    free = sorted(set(_USED.findall(raw)) - bound - {b"xml", b"xmlns"})
    names = b"".join(b' xmlns:%s="urn:x-unbound:%s"' % (prefix, prefix) for prefix in free)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=encoding
    )
    root = etree.fromstring(b"<piece%s>%s</piece>" % (names, raw), parser)[0]
    level = [root]
    for _ in range(DEPTH):
        level = [child for one in level for child in one]
        if not level:
            return root
    raise ValueError(f"elements stand more than {DEPTH} deep in each other")
