"""RIS: tagged lines from ``TY  - `` to ``ER  - ``. A record without its end ends where the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.errors import NoMarc
from verbale.engines.catalogue.forms.decoding import UNDECODABLE, LineDecoder
from verbale.engines.catalogue.forms.lines import TOO_LONG, Line, Lines
from verbale.engines.catalogue.forms.said import described
from verbale.engines.catalogue.record import RECORD_LIMIT, Fault
from verbale.engines.catalogue.restriction import restricts
from verbale.engines.catalogue.window import Window

_TAG = re.compile(r"\ufeff?\s{0,3}([A-Z][A-Z0-9]) {1,2}- ?(.*)")
_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,3}TY {1,2}-")
_END = re.compile(rb"\s{0,3}ER {1,2}-")
NO_END = "its end (ER) is missing"

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "creators": ("AU", "A1", "A2", "A3", "A4", "ED"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "year": ("PY", "Y1", "DA", "Y2"),
    "language": ("LA",),
    "subjects": ("KW",),
    "isbn": ("SN",),
    "issn": ("SN",),
    "control_number": ("ID", "AN"),
    "local_numbers": ("DO", "CN", "M1"),
    "variants": ("ST", "TT", "OP"),
}
_HOSTS = ("JO", "JF", "JA", "T2", "BT", "T3")
_WHOLE = frozenset(("BOOK", "EDBOOK", "SER", "RPRT", "THES", "MAP", "STAND", "PAMP", "GOVDOC"))
_KINDS = {
    "BOOK": "book", "EDBOOK": "book", "EBOOK": "book", "PAMP": "book", "CLSWK": "book", "CHAP": "article",
    "ECHAP": "article", "JOUR": "article", "EJOUR": "article", "MGZN": "article", "JFULL": "journal", "INPR": "article",
    "ABST": "abstract", "NEWS": "newspaper", "SER": "series", "THES": "thesis", "RPRT": "report", "GOVDOC": "report",
    "STAND": "standard", "PAT": "patent", "CONF": "conference paper", "CPAPER": "conference paper", "MAP": "map",
    "MUSIC": "music", "SOUND": "recording", "VIDEO": "picture or object", "MPCT": "picture or object",
    "FIGURE": "picture or object", "ART": "picture or object", "SLIDE": "picture or object", "DATA": "dataset",
    "AGGR": "dataset", "COMP": "software", "ELEC": "computer file", "MULTI": "computer file", "DBASE": "computer file",
    "MANSCPT": "collection",
}  # fmt: skip


def read_ris(window: Window, name: str) -> Iterator[Entry | Fault]:
    """The records, in order. Raises ``NoMarc`` if there is none."""
    decoder = LineDecoder(window.data)
    gathered: list[Line] = []
    size, found = 0, False
    for line in Lines(window):
        if _BEGIN.match(line.raw) and gathered:
            yield _entry(gathered, decoder, ended=False)
            gathered, size = [], 0
        if gathered or line.raw.strip(b"\r\n\t \x1a"):
            found = True
            gathered.append(line)
            size += line.length
        if _END.match(line.raw) and gathered:
            yield _entry(gathered, decoder, ended=True)
            gathered, size = [], 0
        elif size > RECORD_LIMIT:
            yield _fault(gathered, TOO_LONG)
            gathered, size = [], 0
    if gathered:
        yield _entry(gathered, decoder, ended=False)
    if not found:
        raise NoMarc(name=name, why="it has no lines")


def _entry(lines: list[Line], decoder: LineDecoder, *, ended: bool) -> Entry | Fault:
    raw = b"".join(line.raw for line in lines)
    if len(raw) > RECORD_LIMIT or not all(line.is_whole for line in lines):
        return _fault(lines, TOO_LONG)
    if not _BEGIN.match(raw):
        return _fault(lines, "it does not begin with TY")
    decoded = decoder.decode(raw)
    if decoded is None:
        return _fault(lines, UNDECODABLE)
    found = described(_said(decoded[0]))
    if found is None:
        return _fault(lines, "it has no title (TI or T1)")
    return Entry(lines[0].offset, raw, found, "", decoded[1], () if ended else (NO_END,))


def _fault(lines: list[Line], why: str) -> Fault:
    raw = b"".join(line.raw for line in lines)[:RECORD_LIMIT]
    return Fault(lines[0].offset, why, raw, sum(line.length for line in lines))


def _said(text: str) -> dict[str, list[str]]:
    tagged: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.splitlines():
        if match := _TAG.fullmatch(line.rstrip()):
            last = tagged.setdefault(match[1], [])
            last.append(match[2].strip())
        elif last and line.strip():
            last[-1] += " " + line.strip()
    kind = (tagged.get("TY") or [""])[0].strip().upper()
    said = {name: [text for tag in tags for text in tagged.get(tag, ())] for name, tags in _NAMES.items()}
    hosts = [text for tag in _HOSTS for text in tagged.get(tag, ())]
    if not any(said["title"]) and kind in _WHOLE | {"JFULL"}:
        said["title"], hosts = hosts[:1], hosts[1:]
    said["series"] = hosts
    said["kind"] = [_KINDS[kind]] if kind in _KINDS else []
    said["restriction"] = [
        text for tag in ("N1", "U1", "U2", "C1", "RN") for text in tagged.get(tag, ()) if restricts(text)
    ]
    return said
