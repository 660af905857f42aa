"""What a MARC 21 record says, in the words of a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verbale.engines.catalogue.codes import countries, kind, language, year
from verbale.engines.catalogue.record import Field, Record, clean
from verbale.engines.catalogue.subject import field_of

_ISBD = " /:;,="
_INVERTED = re.compile(r"(?<=\w{2})\.$")
_ISBN = re.compile(r"97[89][0-9]{10}|[0-9]{9}[0-9X]")
_ISSN = re.compile(r"([0-9]{4})-?([0-9]{3}[0-9X])")
_TRACED = ("490", "440", "830", "800", "810", "811")
_SUBJECTS = ("650", "651", "630", "600", "610", "611", "653")


@dataclass(frozen=True, slots=True)
class Bibliographic:
    """A record described. Texts are None, and lists empty, where the record does not say.

    ``country`` and ``language`` are MARC codes, ``kind`` one of ``KINDS``, ``field`` one of ``FIELDS``.
    ``original_title`` is the title in its own script where the record gives it (880). ``restriction`` is the text of
    a restriction on access (506 whose first indicator does not say that there is none) or of a security
    classification (355); ``restricted`` is true even if that field has no text.
    """

    title: str
    original_title: str | None
    responsibility: str | None
    creators: tuple[str, ...]
    original_creators: tuple[str, ...]
    publisher: str | None
    place: str | None
    year: int | None
    country: str | None
    countries: tuple[str, ...]
    language: str | None
    kind: str | None
    field: str | None
    series: tuple[str, ...]
    subjects: tuple[str, ...]
    isbn: tuple[str, ...]
    issn: tuple[str, ...]
    control_number: str | None
    local_numbers: tuple[str, ...]
    restriction: str | None
    restricted: bool


def describe(record: Record) -> Bibliographic:
    """Describes a record by the fields of MARC 21; reads nothing but the record."""
    places = countries(record)
    notes = restrictions(record)
    return Bibliographic(
        title=title_of(record),
        original_title=next(iter(filter(None, map(_title, _in_own_script(record, "245")))), None),
        responsibility=next((_stripped(" ".join(field.all("c"))) for field in record.fields("245")), None),
        creators=_names(record.fields("100", "110", "111", "700", "710", "711")),
        original_creators=_names(_in_own_script(record, "100", "110", "111", "700", "710", "711")),
        publisher=_imprint(record, "b"),
        place=_imprint(record, "a"),
        year=year(record),
        country=places[0] if places else None,
        countries=places,
        language=language(record),
        kind=kind(record),
        field=field_of(record),
        series=_unique(_stripped(field.first("at")) for field in record.fields(*_TRACED)),
        subjects=_unique(" – ".join(field.all("abtxyz")).rstrip(". ") for field in record.fields(*_SUBJECTS)),
        isbn=_numbers(record, "020", _ISBN),
        issn=_numbers(record, "022", _ISSN),
        control_number=clean(record.control("001")) or None,
        local_numbers=_unique(field.first("a") for field in record.fields("035")),
        restriction="; ".join(filter(None, notes)) or None,
        restricted=bool(notes),
    )


def title_of(record: Record) -> str:
    """The title proper and its parts (245), without closing punctuation; empty if there is none."""
    return next(filter(None, map(_title, record.fields("245"))), "")


def restrictions(record: Record) -> list[str]:
    """The text of every note that restricts access; a 506 with an indicator that nobody can read is one.

    Also those that stand in another script (880 linked to 506 or 355).
    """
    found = [*record.fields("506"), *_in_own_script(record, "506")]
    bound = [field for field in found if field.indicators[0] not in " 0#"]
    bound += [*record.fields("355"), *_in_own_script(record, "355")]
    return [" ".join(field.all("abcdefghju3")) for field in bound]


def _in_own_script(record: Record, *tags: str) -> Iterable[Field]:
    """Fields 880 linked to one of the tags: $6 is ``245-01/…``."""
    return (field for field in record.fields("880") if (field.first("6") or "")[:3] in tags)


def _title(field: Field) -> str:
    return _stripped(" ".join(field.all("abnpkfgs"))) or ""


def _stripped(text: str | None) -> str | None:
    """Without the punctuation that cataloguing rules put at a subfield's end."""
    return (text or "").strip().rstrip(_ISBD).strip() or None


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    names = (_stripped(" ".join(field.all("abq"))) for field in fields)
    return _unique(_INVERTED.sub("", name) for name in names if name)


def _imprint(record: Record, code: str) -> str | None:
    """From the field that names the publication (264 with second indicator 1, or 260), else any 264."""
    of_publication = [field for field in record.fields("264") if field.indicators[1] == "1"]
    for field in [*of_publication, *record.fields("260"), *record.fields("264")]:
        if found := _stripped((field.first(code) or "").strip("[]")):
            return found.strip("[]") or None
    return None


def _numbers(record: Record, tag: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    given = (text.replace("-", "").upper() for field in record.fields(tag) for text in field.all("a"))
    return _unique("-".join(found.groups()) or found[0] for text in given if (found := shape.match(text)))


def _unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
