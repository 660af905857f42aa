"""What a record says of country, language, year and kind in its coded fields (MARC 21 leader, 008, 041, 044)."""

from __future__ import annotations

import re

from verbale.engines.catalogue.countries import COUNTRIES
from verbale.engines.catalogue.record import Record

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_LANGUAGE = re.compile(r"[a-z]{3}")
_KOREAN_REGION = re.compile(r"[a-z]{2}k")
_NO_LANGUAGE = {"und", "zxx"}


def countries(record: Record) -> tuple[str, ...]:
    """All countries of publication named in 008/15-17 and 044 $a, as MARC codes, without repetition.

    Codes that MARC does not have, and those for unknown and various places, are no country. KORMARC has codes of two
    letters, and for Korea's regions codes of three that end in k (``ulk``: Seoul).
    """
    named = [record.control("008")[15:18], *(code for field in record.fields("044") for code in field.all("a"))]
    codes = (code.strip(" #|^-\\").lower() for code in named)
    if record.scheme == "kormarc":
        codes = ("ko" if _KOREAN_REGION.fullmatch(code) and code not in COUNTRIES else code for code in codes)
    return tuple(dict.fromkeys(code for code in codes if code in COUNTRIES))


def language(record: Record) -> str | None:
    """The language as a MARC code of three letters, from 008/35-37, else the first in 041 $a."""
    first = next((code for field in record.fields("041") for code in field.all("a")), "")
    for code in (record.control("008")[35:38].lower(), first[:3].lower()):
        if _LANGUAGE.fullmatch(code) and code not in _NO_LANGUAGE:
            return code
    return None


def year(record: Record) -> int | None:
    """The year of publication (of a serial: its first), from 008/07-10, else from 264 or 260 $c."""
    if found := _YEAR.fullmatch(record.control("008")[7:11]):
        return int(found[0])
    for field in record.fields("264", "260"):
        if found := _YEAR.search(" ".join(field.all("c"))):
            return int(found[0])
    return None


def kind(record: Record) -> str | None:
    """What sort of publication it is; one of ``KINDS``, or None where leader and 008 do not say."""
    type_, level = record.leader[6:7], record.leader[7:8]
    if type_ == "m":
        return _BY_FILE.get(record.control("008")[26:27], "computer file")
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    if type_ not in ("a", "t"):
        return None
    return _told_by_fields(record) or _told_by_contents(record, level) or _BY_LEVEL.get(level)


def _told_by_fields(record: Record) -> str | None:
    if "502" in record.content:
        return "thesis"
    if "111" in record.content or "711" in record.content:
        return "conference paper"
    return None


def _told_by_contents(record: Record, level: str) -> str | None:
    """008/24-27 (nature of contents), 008/29 (conference), 008/21 (sort of continuing resource)."""
    coded = record.control("008").ljust(40)
    contents = coded[24:28]
    found = next((name for code, name in _CONTENTS if code in contents), None)
    if found is None and coded[29] == "1":
        return "conference paper"
    if found is None and level in ("b", "i", "s"):
        return "newspaper" if coded[21] == "n" else "series" if coded[21] == "m" else None
    return found


_BY_TYPE = {
    **dict.fromkeys("cd", "music"),
    **dict.fromkeys("ef", "map"),
    **dict.fromkeys("ij", "recording"),
    **dict.fromkeys("gkor", "picture or object"),
    "p": "collection",
}
_BY_FILE = {"a": "dataset", "b": "software"}
_BY_LEVEL = {
    "a": "article",
    "b": "article",
    "c": "collection",
    "d": "book",
    "m": "book",
    "i": "journal",
    "s": "journal",
}
_CONTENTS = (
    ("m", "thesis"),
    ("j", "patent"),
    ("u", "standard"),
    ("i", "index"),
    ("a", "abstract"),
    ("t", "report"),
    ("f", "handbook"),
    ("r", "directory"),
)

KINDS = frozenset({*_BY_TYPE.values(), *_BY_LEVEL.values(), *dict(_CONTENTS).values()}) | {
    *_BY_FILE.values(),
    "computer file",
    "conference paper",
    "newspaper",
    "series",
}
"""Every kind there is."""
