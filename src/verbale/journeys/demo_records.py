"""The demo's catalogue: about 200 invented records in five languages, as MARC 21 in UTF-8.

Persons, publishers, places and numbers are made up; subjects are civilian. Each record belongs to the batch that is
imported under one statement on its distribution, and together they reach every rule of a supply policy: presses,
universities, information institutes, provinces and departments at home, third countries, the partner's own, named
series, indexes, abstracts, conference papers, standards, notes that restrict use, and one whose origin nobody knows.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pymarc import Field, Indicators, Leader, MARCWriter, Record, Subfield

from verbale.engines.catalogue import DISTRIBUTIONS, Lookups
from verbale.kernel.canonical import read_json

BATCHES = DISTRIBUTIONS
"""The names of the batches: the distribution under which each is to be imported."""

_SERIALS = {"journal", "index", "abstract"}
_CONTENTS = {"standard": "u", "report": "t", "index": "i", "abstract": "a", "thesis": "m"}
_ENTERED = "641101"


def demo_lookups() -> Lookups:
    """The demo's tables of country groups and publisher classes."""
    told = _told()
    return Lookups(told["countries"], tuple((one["name"], one["class"]) for one in told["publishers"]))


def write_marc(path: Path, batch: str | None = None) -> int:
    """Writes the demo's records, or those of one of the ``BATCHES``, and tells how many; always the same bytes."""
    chosen = [
        (number, told) for number, told in enumerate(_told()["records"], 1) if batch is None or told["batch"] == batch
    ]
    with path.open("wb") as stream:
        writer = MARCWriter(stream)
        for number, told in chosen:
            writer.write(_record(number, told))
    return len(chosen)


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = read_json(files(__package__).joinpath("demo_records.json").read_bytes(), "demo_records.json")
    return told


def _publisher(name: str | None) -> dict[str, str]:
    unknown = {"name": "", "place": "", "country": "xx"}
    return next((one for one in _told()["publishers"] if one["name"] == name), unknown)


def _record(number: int, told: dict[str, Any]) -> Record:
    record = Record(force_utf8=True)
    level = "s" if told["kind"] in _SERIALS else "m"
    record.leader = Leader(f"     na{level} a22      i 4500")
    publisher = _publisher(told.get("publisher"))
    made = [
        Field("001", data=f"demo{number:05d}"),
        Field("003", data="XX-Demo"),
        Field("008", data=_coded(told, publisher["country"])),
        *_numbers(number, told["kind"]),
        _field("035", "  ", a=f"(XX-Demo){number}"),
        _field("080", "  ", a=told["class"]),
        *_title(told),
        *_imprint(told, publisher),
        *_people(told),
        *_notes(told),
        *(_field("650", " 4", a=subject) for subject in told.get("subjects", ())),
    ]
    record.add_field(*made)  # type: ignore[no-untyped-call]
    return record


def _field(tag: str, indicators: str, **subfields: str) -> Field:
    parts = [Subfield(code.removeprefix("_"), value) for code, value in subfields.items()]
    return Field(tag, indicators=Indicators(*indicators), subfields=parts)


def _coded(told: dict[str, Any], country: str) -> str:
    """Field 008: dates, country, nature of contents, language."""
    kind, year = told["kind"], told.get("year")
    dates = f"c{year}9999" if year and kind in _SERIALS else f"s{year}    " if year else "nuuuuuuuu"
    middle = [" "] * 17
    if kind in _SERIALS:
        middle[3] = "p"
    middle[6] = _CONTENTS.get(kind, " ")
    middle[11] = "1" if kind == "conference paper" else "0"
    return f"{_ENTERED}{dates}{country:<3}{''.join(middle)}{told['language']} d"


def _numbers(number: int, kind: str) -> list[Field]:
    """An invented number with a right check digit: ISSN for serials, ISBN for other publications."""
    if kind in _SERIALS:
        digits = f"999{number:04d}"
        check = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
        return [_field("022", "  ", a=f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}")]
    if kind not in ("book", "conference paper"):
        return []
    digits = f"97899999{number:04d}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return [_field("020", "  ", a=f"{digits}{check}")]


def _title(told: dict[str, Any]) -> list[Field]:
    if "original_title" not in told:
        return [_field("245", "10", a=told["title"])]
    script = {"chi": "$1", "kor": "$1", "rus": "(N"}[told["language"]]
    own = _field("880", "10", _6=f"245-01/{script}", a=told["original_title"])
    return [_field("245", "10", _6="880-01", a=told["title"]), own]


def _imprint(told: dict[str, Any], publisher: dict[str, str]) -> list[Field]:
    parts = {"a": publisher["place"], "b": publisher["name"], "c": str(told.get("year", ""))}
    given = {code: value for code, value in parts.items() if value}
    return [_field("264", " 1", **given)] if given else []


def _people(told: dict[str, Any]) -> list[Field]:
    if told["kind"] == "conference paper":
        return [_field("111", "2 ", a=name) for name in told.get("creators", ())]
    first, *others = told.get("creators", ()) or [""]
    main = [_field("100", "1 ", a=first)] if first else []
    return main + [_field("700", "1 ", a=name) for name in others]


def _notes(told: dict[str, Any]) -> list[Field]:
    made = [_field("490", "0 ", a=told["series"])] if "series" in told else []
    if told["kind"] == "thesis":
        made.append(_field("502", "  ", a=f"{told['publisher']}, {told['year']}"))
    if "restriction" in told:
        made.append(_field("506", "1 ", a=told["restriction"]))
    return made
