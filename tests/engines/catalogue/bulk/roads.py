"""Both roads beside each other, and records of every sort to send down them."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any

from tests.engines.catalogue.build import LOOKUPS, STATEMENT
from verbale.engines.catalogue import Fault, describe
from verbale.engines.catalogue.bulk import read_batches
from verbale.engines.catalogue.columns import row_of
from verbale.engines.catalogue.reading import opened, read_records

Row = dict[str, Any]


def plain(data: bytes) -> tuple[list[Row], list[Fault], int]:
    """Rows, faults and how many rows have remarks, read record by record."""
    reads = list(read_records(BytesIO(data), name="source"))
    records = [one for one in reads if not isinstance(one, Fault)]
    rows = [row_of(0, one, describe(one), STATEMENT, LOOKUPS) for one in records]
    rows = [{name: list(one) if isinstance(one, tuple) else one for name, one in row.items()} for row in rows]
    faults = [one for one in reads if isinstance(one, Fault)]
    return rows, faults, sum(bool(one.remarks) for one in records)


def broad(data: bytes) -> tuple[list[Row], list[Fault], int]:
    """The same, read by columns."""
    batches = list(read_batches(opened(BytesIO(data), "source"), STATEMENT, LOOKUPS))
    for batch in batches:
        batch.rows.validate(full=True)
    rows = [row for batch in batches for row in batch.rows.to_pylist()]
    return rows, [one for batch in batches for one in batch.faults], sum(batch.remarked for batch in batches)


def iso2709(fields: list[tuple[str, bytes]], leader: str = "     nam a22     uu 4500", order: int = 0) -> bytes:
    """A record; ``order`` turns the directory, so that its fields stand elsewhere than in a row."""
    entries, body = [], b""
    for tag, value in fields:
        entries.append(f"{tag}{len(value) + 1:04}{len(body):05}".encode())
        body += value + b"\x1e"
    entries = entries[order:] + entries[:order]
    base = 24 + 12 * len(entries) + 1
    size = base + len(body) + 1
    head = f"{size:05}{leader[5:12]}{base:05}{leader[17:]}".encode()
    return head + b"".join(entries) + b"\x1e" + body + b"\x1d"


_LETTERS = (
    *"abcXYZ059 ..::;;,,==//[]()--'\"#|^\\",
    *"éßÉŀǆ×÷ªº§«İſŉµÅ",
    *"\u0301\u0345\u0300ё лазЖІѢ\u0483 ας·",
    *"激光一䷀㐀 。、「가각힣ᄀ\u11a8 カガ\u3099ー，；Ａ１ｶ",
    *"\u200e\u2019\u2013\u2026\u00a0\u3000\u0098\u009c\u00ad\ufe20\ufe10\u2044½²٣۵०１",
    *"𝔄😀\U0001d7d8",
)
_WORDS = (
    "9781851245130", "978-1-85124-513-0", "1851245138", "185124513x", "0317-8471", "03178471", "1957", "[1957?]",
    "c1999.", "gw", "sz ", "xxu", "fre", "und", "UNIVERSITY of X :", "Meridian Press,", "[s.n.]", "[]",
    "Mann, Thomas,", "Smith, J.", "et al.", "Bd. 3 /", "QA76.9", "621.38", "(OCoLC)ocm1", "ſ.", "na.", "  ", " x",
    "x ", "", "Übung.", "245-01/$1", "506-02", "700-03/r", "24", "sdnb", "CLC", "TP312", "004", "KOR000000001",
    "211009", "a b  c", "ﬁ", "、.",
)  # fmt: skip
_TAGS = (
    "001", "003", "005", "008", "012", "020", "022", "035", "040", "041", "044", "049", "050", "056", "080", "082",
    "084", "090", "100", "110", "111", "200", "245", "245", "245", "246", "260", "264", "264", "300", "355", "440",
    "490", "500", "502", "506", "506", "600", "650", "653", "700", "711", "740", "800", "830", "880", "880", "940",
    "CAT", "24a", "9 9",
)  # fmt: skip
_CONTROLS = tuple("\t\n\r\x7f\x07\x1c")
_CODES = "aaaabbccdefghjnpqstuvxyz0236789"
_YEARS = ("1957", "19uu", "    ", "2099", "1399", "\u0661957", "2015")
_COUNTRIES = ("sz ", "gw ", "xx ", " fi", "XXU", "|||", "-sz", "é  ")
_SORTS = ("           m    ", "n   p         1 ", "m    r    i     ", "                ")
_LANGUAGES = ("eng", "und", "   ", "RUS", "chı")


def record(random: Random) -> bytes:
    """A record with a title more often than not; one of four is wild, that is, may lack or hold anything."""
    wild = not random.randrange(4)
    encoding = random.choice(("utf-8", "utf-8", "koi8-r", "gb18030")) if wild else "utf-8"
    tags = random.choices(_TAGS[: None if wild else -1], k=random.randint(1, 12))
    fields = [(tag, _value(random, tag, wild).encode(encoding, "replace")) for tag in tags]
    fields = [(tag, value.replace(b"\x1e", b"").replace(b"\x1d", b"")) for tag, value in fields]
    if random.randrange(8):
        fields.insert(0, ("245", b"10\x1faA title /"))
    types = "".join(map(random.choice, ("acdnp ", "aaaaaaatmcekoijzuq", "mmmsabi ")))
    declared = random.choice("a #") if wild else "a"
    order = random.randrange(2) if wild else 0
    return iso2709(fields, f"     {types} {declared}22     uu 4500", order)


def _value(random: Random, tag: str, wild: bool) -> str:
    if tag == "008":
        parts = tuple(map(random.choice, (_YEARS, _COUNTRIES, _SORTS, _LANGUAGES)))
        return "641101s{}    {}   {}  0 {} d".format(*parts)[: random.choice((99, 99, 99, 16, 36, 37, 3))]
    if tag < "010":
        return _text(random, wild)
    heads = ("  ", "10", " 1", "", "1", "é1", "é", "123") if wild else ("  ", "10", " 1", "0 ", "1 ", "##", "7 ")
    codes = _CODES + "AZ$é \x1f" if wild else _CODES
    parts = [random.choice(codes) + _text(random, wild) for _ in range(random.randint(not wild, 4))]
    return "\x1f".join([random.choice(heads), *parts])


def _text(random: Random, wild: bool) -> str:
    letters = (*_LETTERS, *_CONTROLS) if wild else _LETTERS
    return "".join(random.choice(random.choice((letters, _WORDS))) for _ in range(random.randint(0, 6)))


def source(random: Random, most: int = 12) -> bytes:
    """Records one behind another, some of them damaged, sometimes with something between them."""
    between = (b"",) * 6 + (b"\r\n", b"\x00\x00", b"junk")
    data = b"".join(record(random) + random.choice(between) for _ in range(random.randint(1, most)))
    for _ in range(random.choice((0, 0, 0, 1, 2, 5))):
        at, size = random.randrange(len(data)), random.choice((0, 1, 1, 7))
        data = data[:at] + random.choice((b"", b"\x1d", b"\x1e", b"\x1f", b"x", b"\xff")) + data[at + size :]
    return data if data[:5].isdigit() else b"00026" + data[5:]
