"""The broad field of a record, told by its class number.

MARC 21: UDC 080, Dewey 082, LCC 050, others in 084 by their $2, KORMARC also the Korean classification in 056.
UNIMARC: UDC 675, Dewey 676, LCC 680, others in 686 by their $2, CNMARC also the Chinese classification in 690.
"""

from __future__ import annotations

from verbale.engines.catalogue.record import Record

FIELDS = (
    "natural sciences",
    "engineering",
    "medicine",
    "agriculture",
    "military science",
    "social sciences",
    "humanities",
    "generalities",
)
_NATURAL, _ENGINEERING, _MEDICINE, _AGRICULTURE, _MILITARY, _SOCIAL, _HUMANITIES, _GENERAL = FIELDS

_UDC = {
    "004": _ENGINEERING, "0": _GENERAL, "1": _HUMANITIES, "2": _HUMANITIES, "355": _MILITARY, "356": _MILITARY,
    "357": _MILITARY, "358": _MILITARY, "359": _MILITARY, "3": _SOCIAL, "5": _NATURAL, "61": _MEDICINE,
    "623": _MILITARY, "63": _AGRICULTURE, "64": _SOCIAL, "65": _SOCIAL, "6": _ENGINEERING, "7": _HUMANITIES,
    "8": _HUMANITIES, "9": _HUMANITIES,
}  # fmt: skip
_DEWEY = {**_UDC, "005": _ENGINEERING, "006": _ENGINEERING}
_LCC = {
    **dict.fromkeys("BCDEFMNP", _HUMANITIES), **dict.fromkeys("GHJKL", _SOCIAL), **dict.fromkeys("AZ", _GENERAL),
    **dict.fromkeys("UV", _MILITARY), "Q": _NATURAL, "QA75": _ENGINEERING, "QA76": _ENGINEERING,
    "GB": _NATURAL, "GC": _NATURAL, "R": _MEDICINE, "S": _AGRICULTURE, "T": _ENGINEERING,
}  # fmt: skip
_CLC = {
    **dict.fromkeys("ABHIJK", _HUMANITIES), **dict.fromkeys("CDFG", _SOCIAL), "E": _MILITARY,
    **dict.fromkeys("NOPQ", _NATURAL), "R": _MEDICINE, "S": _AGRICULTURE, **dict.fromkeys("TUVX", _ENGINEERING),
    "Z": _GENERAL,
}  # fmt: skip
_BBK = {
    "2": _NATURAL, "3": _ENGINEERING, "4": _AGRICULTURE, "5": _MEDICINE, "68": _MILITARY, "6": _SOCIAL,
    "7": _SOCIAL, "8": _HUMANITIES, "9": _GENERAL,
}  # fmt: skip
_KDC = {
    "0": _GENERAL, "1": _HUMANITIES, "2": _HUMANITIES, "39": _MILITARY, "3": _SOCIAL, "4": _NATURAL, "51": _MEDICINE,
    "52": _AGRICULTURE, "5": _ENGINEERING, "6": _HUMANITIES, "7": _HUMANITIES, "8": _HUMANITIES, "9": _HUMANITIES,
}  # fmt: skip
_BY_TAG = (("080", _UDC), ("082", _DEWEY), ("050", _LCC), ("060", _LCC), ("090", _LCC))
_KORMARC_BY_TAG = (("056", _KDC), ("050", _LCC), ("060", _LCC))
_UNIMARC_BY_TAG = (("690", _CLC), ("675", _UDC), ("676", _DEWEY), ("680", _LCC))
_BY_SOURCE = {"clc": _CLC, "rubbk": _BBK, "bbk": _BBK, "kdc": _KDC, "ddc": _DEWEY, "udc": _UDC, "sdnb": _DEWEY}


def field_of_unimarc(record: Record) -> str | None:
    """One of ``FIELDS`` for a record of UNIMARC or CNMARC, or None where no class number tells."""
    for tag, table in _UNIMARC_BY_TAG[:3]:
        if found := _first(record, tag, table):
            return found
    return _by_source(record, "686") or _first(record, *_UNIMARC_BY_TAG[3])


def field_of(record: Record) -> str | None:
    """One of ``FIELDS``, or None where no class number tells."""
    for tag, table in _BY_TAG[:2]:
        if found := _first(record, tag, table):
            return found
    if found := _by_source(record, "084"):
        return found
    tables = _KORMARC_BY_TAG if record.scheme == "kormarc" else _BY_TAG[2:]
    return next((found for tag, table in tables if (found := _first(record, tag, table))), None)


def _by_source(record: Record, tag: str) -> str | None:
    for given in record.fields(tag):
        table = _BY_SOURCE.get((given.first("2") or "").casefold())
        if table and (found := _class(given.first("a"), table)):
            return found
    return None


def _first(record: Record, tag: str, table: dict[str, str]) -> str | None:
    numbers = (field.first("a") for field in record.fields(tag))
    return next((found for number in numbers if (found := _class(number, table))), None)


def _class(number: str | None, table: dict[str, str]) -> str | None:
    """The entry for the longest beginning of the number."""
    shown = (number or "").strip("[(\"' ").upper()
    return next((table[shown[:size]] for size in range(4, 0, -1) if shown[:size] in table), None)
