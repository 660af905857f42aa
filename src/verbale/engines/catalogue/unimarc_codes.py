"""What a record of UNIMARC says of country, language, year and kind in its coded fields.

100 $a is general processing data: 8 the type of date, 9-12 the first date. 101 language, 102 country (ISO 3166-1), 105
monographs: 4-7 form of contents, 8 conference; 110 continuing resources: 0 their type; 135 $a electronic resources.
"""

from __future__ import annotations

import re

from verbale.engines.catalogue.iso_countries import MARC_OF_ISO
from verbale.engines.catalogue.record import Record

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_LANGUAGE = re.compile(r"[a-z]{3}")
_NO_LANGUAGE = {"und", "zxx", "mul"}


def countries(record: Record) -> tuple[str, ...]:
    """All countries in 102 $a as MARC codes, without repetition."""
    named = (code for field in record.fields("102") for code in field.all("a"))
    codes = (MARC_OF_ISO.get(code.strip(" .|#").upper()) for code in named)
    return tuple(dict.fromkeys(code for code in codes if code))


def language(record: Record) -> str | None:
    """The first language of the text (101 $a), a MARC code of three letters."""
    for field in record.fields("101"):
        for text in field.all("a"):
            code = text.strip(" .|#").lower()[:3]
            if _LANGUAGE.fullmatch(code) and code not in _NO_LANGUAGE:
                return code
    return None


def year(record: Record) -> int | None:
    """The year of publication (of a serial: its first), from 100 $a/9-12, else from 210 or 214 $d."""
    for field in record.fields("100"):
        if found := _YEAR.fullmatch(_coded(field.subfields)[9:13]):
            return int(found[0])
    for field in record.fields("210", "214"):
        if found := _YEAR.search(" ".join(field.all("d"))):
            return int(found[0])
    return None


def _coded(subfields: tuple[tuple[str, str], ...]) -> str:
    """$a as it stands, since its positions count; a blank that does not belong before the date is passed over."""
    text = next((value for code, value in subfields if code == "a"), "")
    return text[1:] if re.match(r" [0-9]{8}[a-z]", text) else text


def kind(record: Record) -> str | None:
    """What sort of publication it is; one of ``KINDS``, or None where leader and coded fields do not say."""
    type_, level = record.leader[6:7], record.leader[7:8]
    if type_ in "lm" and type_:
        return _BY_FILE.get(_position(record, "135", 0), "computer file")
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    if type_ not in ("a", "b", "|", " "):
        return None
    if "328" in record.content:
        return "thesis"
    return _told_by_contents(record) or _told_by_meeting(record) or _of_serial(record, level) or _BY_LEVEL.get(level)


def _told_by_contents(record: Record) -> str | None:
    contents = "".join(_position(record, "105", at) for at in range(4, 8))
    return next((name for code, name in _CONTENTS if code in contents), None)


def _told_by_meeting(record: Record) -> str | None:
    meeting = any(field.indicators[0] == "1" for field in record.fields("710", "711"))
    return "conference paper" if meeting or _position(record, "105", 8) == "1" else None


def _of_serial(record: Record, level: str) -> str | None:
    return {"b": "series", "c": "newspaper"}.get(_position(record, "110", 0)) if level in ("s", "i") else None


def _position(record: Record, tag: str, at: int) -> str:
    """One place of a coded subfield $a, or the empty text."""
    for field in record.fields(tag):
        for code, value in field.subfields:
            if code == "a":
                return value[at : at + 1]
    return ""


_BY_TYPE = {
    **dict.fromkeys("cd", "music"),
    **dict.fromkeys("ef", "map"),
    **dict.fromkeys("ij", "recording"),
    **dict.fromkeys("gkr", "picture or object"),
}
_BY_FILE = {"a": "dataset", "b": "software"}
_BY_LEVEL = {"a": "article", "c": "collection", "m": "book", "i": "journal", "s": "journal"}
_CONTENTS = (
    ("m", "thesis"),
    ("v", "thesis"),
    ("7", "thesis"),
    ("k", "patent"),
    ("l", "standard"),
    ("p", "report"),
    ("c", "index"),
    ("d", "abstract"),
    ("g", "directory"),
)
