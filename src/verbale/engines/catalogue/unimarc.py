"""What a record of UNIMARC or CNMARC says, in the words of a catalogue.

CNMARC gives beside a text its romanised form, in the same letter as a capital ($a, $A) or in $9; UNIMARC repeats a
field for another script, linked by $6, with the script in $7. Fields of the block 4xx may hold whole fields in $1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from verbale.engines.catalogue.bibliographic import Bibliographic, ended, isbns, issns, stripped, unique
from verbale.engines.catalogue.record import Field, Record, clean
from verbale.engines.catalogue.restriction import restrictions_of_unimarc
from verbale.engines.catalogue.subject import field_of_unimarc
from verbale.engines.catalogue.unimarc_codes import countries, kind, language, year

_NAMES = ("700", "710", "701", "711", "702", "712", "720", "721", "722", "730", "740", "741", "742")
_NUMERAL = re.compile(r"[IVXLC]+\.?")
_EASTERN = re.compile(r"[⺀-鿿가-힯豈-﫿]{2,6}\.?")
_SIGNS, _NUMBER, _NAME = (" ; ", " : ", ". ", ". "), 2, 3
_SERIES_LINKS = ("410", "411")
_SUBJECTS = ("600", "601", "602", "604", "605", "606", "607", "608", "610", "615", "616", "660", "661")
_OTHER_TITLES = ("510", "512", "513", "514", "515", "516", "517", "518", "520", "532", "540", "541")


def describe_unimarc(record: Record) -> Bibliographic:
    """Describes a record by the fields of UNIMARC and CNMARC; reads nothing but the record."""
    titles = [title for field in record.fields("200") if (title := _title(field))]
    names = list(_names(record))
    places = countries(record)
    notes = restrictions_of_unimarc(record)
    original = next((title for title in titles[1:] if _latin(titles[0]) and not _latin(title)), None)
    return Bibliographic(
        title=titles[0] if titles else "",
        original_title=original,
        responsibility=next((stripped(" ; ".join(field.all("fg"))) for field in record.fields("200")), None),
        creators=unique(name for name, beside in names if not beside),
        original_creators=unique(name for name, beside in names if beside),
        publisher=_imprint(record, "c"),
        place=_imprint(record, "a"),
        year=year(record),
        country=places[0] if places else None,
        countries=places,
        language=language(record),
        kind=kind(record),
        field=field_of_unimarc(record),
        series=unique([*_stated_series(record), *(map(_linked_title, record.fields(*_SERIES_LINKS)))]),
        subjects=unique(" – ".join(field.all("abcdtxyzj")).rstrip(". ") for field in record.fields(*_SUBJECTS)),
        isbn=isbns(text for field in record.fields("010") for text in field.all("a")),
        issn=issns(text for field in record.fields("011") for text in field.all("a")),
        control_number=clean(record.control("001")) or None,
        local_numbers=unique(field.first("a") for field in record.fields("035")),
        restriction="; ".join(filter(None, notes)) or None,
        restricted=bool(notes),
        variants=tuple(text for text in unique(_variants(record)) if text not in (*titles[:1], original)),
    )


def title_of_unimarc(record: Record) -> str:
    """The title proper and its parts (200 $a, $e, $h, $i), put together as MARC 21 writes them; empty if none."""
    return next(filter(None, map(_title, record.fields("200"))), "")


def _title(field: Field, codes: str = "aehi") -> str:
    """``A : b. C, d``: other information after a colon, a part's number after a stop, its name after a comma."""
    text, before = "", ""
    for code, value in field.subfields:
        if code in codes and (part := stripped(clean(value))):
            at = codes.index(code)
            sign = ", " if at == _NAME and before == codes[_NUMBER] else _SIGNS[at]
            text, before = (text + sign + part if text else part), code
    return text


def _names(record: Record) -> Iterator[tuple[str, bool]]:
    """Every name, and whether it is one that stands in its own script beside a Latin form of the same tag."""
    for tag in _NAMES:
        fields = list(record.fields(tag))
        latin = {_link(field) for field in fields if (name := _name(field)) and _latin(name)} - {None}
        for field in fields:
            if name := _name(field):
                yield name, _link(field) in latin and not _latin(name)


def _link(field: Field) -> str | None:
    return (field.first("6") or "")[:3] or None


def _name(field: Field) -> str | None:
    """``Family, given`` where the name is entered under the family name (second indicator 1), else as it is said.

    A body: its divisions after a stop. A Chinese, Japanese or Korean name is written in one.
    """
    own, given = field.first("a"), field.all("b")
    if not own:
        return None
    if field.tag[1] == "1":
        return stripped(". ".join([own, *given]))
    given = [part.lstrip(", ") for part in given] + [text for text in field.all("d") if _NUMERAL.fullmatch(text)]
    sign = ", " if field.indicators[1] == "1" else " "
    sign = "" if _EASTERN.fullmatch(own + "".join(given)) else sign
    return ended(sign.join([stripped(own) or own, *given]))


def _imprint(record: Record, code: str) -> str | None:
    """From 210, else from the 214 that names the publication (second indicator 0), else from any 214."""
    of_publication = [field for field in record.fields("214") if field.indicators[1] == "0"]
    for field in [*record.fields("210"), *of_publication, *record.fields("214")]:
        if found := stripped((field.first(code) or "").strip("[]")):
            return found + "]" if found.count("[") > found.count("]") else found.replace("]", "", "[" not in found)
    return None


def _stated_series(record: Record) -> Iterator[str | None]:
    return (stripped(field.first("a")) for field in record.fields("225"))


def _linked_title(field: Field) -> str | None:
    """The title in a linking field: $t, or $a of the field 200 or 500 that stands in $1."""
    if title := field.first("t"):
        return stripped(title)
    inside = ""
    for code, value in field.subfields:
        if code == "1":
            inside = value[:3]
        elif code == "a" and inside in ("200", "500", ""):
            return stripped(clean(value))
    return None


def _variants(record: Record) -> Iterator[str | None]:
    """Parallel and variant titles, and what is romanised: $A (with $E, $H, $I) or $9."""
    for field in record.fields("200"):
        yield from (stripped(text) for text in field.all("dc"))
        yield _title(field, "AEHI")
        yield stripped(field.first("9"))
    yield from (stripped(_title(field)) for field in record.fields(*_OTHER_TITLES))
    for field in record.fields(*_OTHER_TITLES, *_NAMES):
        yield stripped(" ".join(field.all("AB")))
        yield stripped(field.first("9")) if not (field.first("9") or "")[:1].isdigit() else None


def _latin(text: str) -> bool:
    """Whether the first letter of a text is Latin."""
    letter = next((letter for letter in text if letter.isalpha()), "")
    return bool(letter) and unicodedata.name(letter, "").startswith("LATIN")
