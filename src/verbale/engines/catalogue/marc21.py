"""What a record of MARC 21 or KORMARC says, in the words of a catalogue.

KORMARC (KS X 6006-0) is MARC 21 with tags of its own: 056 is the Korean decimal classification, 245 $d and $e name who
is responsible, 940 gives a title as it is read, and the codes of Korea's regions end in k.
"""

from __future__ import annotations

from collections.abc import Iterable

from verbale.engines.catalogue.bibliographic import Bibliographic, ended, isbns, issns, stripped, unique
from verbale.engines.catalogue.codes import countries, kind, language, year
from verbale.engines.catalogue.record import Field, Record, clean
from verbale.engines.catalogue.restriction import restricts
from verbale.engines.catalogue.scheme import KORMARC
from verbale.engines.catalogue.subject import field_of

_TRACED = ("490", "440", "830", "800", "810", "811")
_SUBJECTS = ("650", "651", "630", "600", "610", "611", "653")
_NAMES = ("100", "110", "111", "700", "710", "711")
_OTHER_TITLES = ("246", "740", "940")


def describe_marc21(record: Record) -> Bibliographic:
    """Describes a record by the fields of MARC 21 and KORMARC; reads nothing but the record."""
    places = countries(record)
    notes = restrictions(record)
    return Bibliographic(
        title=title_of_marc21(record),
        original_title=next(iter(filter(None, map(_title, _in_own_script(record, "245")))), None),
        responsibility=_responsibility(record),
        creators=_names(record.fields(*_NAMES)),
        original_creators=_names(_in_own_script(record, *_NAMES)),
        publisher=_imprint(record, "b"),
        place=_imprint(record, "a"),
        year=year(record),
        country=places[0] if places else None,
        countries=places,
        language=language(record),
        kind=kind(record),
        field=field_of(record),
        series=unique(stripped(field.first("at")) for field in record.fields(*_TRACED)),
        subjects=unique(" – ".join(field.all("abtxyz")).rstrip(". ") for field in record.fields(*_SUBJECTS)),
        isbn=isbns(text for field in record.fields("020") for text in field.all("a")),
        issn=issns(text for field in record.fields("022") for text in field.all("a")),
        control_number=clean(record.control("001")) or None,
        local_numbers=unique(field.first("a") for field in record.fields("035")),
        restriction="; ".join(filter(None, notes)) or None,
        restricted=bool(notes),
        variants=unique(map(_title, record.fields(*_OTHER_TITLES))),
    )


def title_of_marc21(record: Record) -> str:
    """The title proper and its parts (245), without closing punctuation; empty if there is none."""
    return next(filter(None, map(_title, record.fields("245"))), "")


def restrictions(record: Record) -> list[str]:
    """The text of every note that restricts access (506 whose first indicator does not say that there is none) or
    classifies (355); a 506 with an indicator that nobody can read, or without one, restricts.

    Also those that stand in another script (880 linked to 506 or 355); in KORMARC general notes whose words restrict.
    """
    found = [*record.fields("506"), *_in_own_script(record, "506")]
    bound = [field for field in found if not field.told or field.indicators[0] not in " 0#"]
    bound += [*record.fields("355"), *_in_own_script(record, "355")]
    notes = [" ".join(field.all("abcdefghju3")) for field in bound]
    if record.scheme == KORMARC:
        notes += filter(restricts, (" ".join(field.all("a")) for field in record.fields("500", "521")))
    return notes


def _in_own_script(record: Record, *tags: str) -> Iterable[Field]:
    """Fields 880 linked to one of the tags: $6 is ``245-01/…``."""
    return (field for field in record.fields("880") if (field.first("6") or "")[:3] in tags)


def _title(field: Field) -> str:
    return stripped(" ".join(field.all("abnpkfgs"))) or ""


def _responsibility(record: Record) -> str | None:
    """245 $c; in KORMARC $d and $e."""
    if record.scheme != KORMARC:
        return next((stripped(" ".join(field.all("c"))) for field in record.fields("245")), None)
    said = (" ; ".join(filter(None, map(stripped, field.all("cde")))) for field in record.fields("245"))
    return next(said, None) or None


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    return unique(ended(" ".join(field.all("abq"))) for field in fields)


def _imprint(record: Record, code: str) -> str | None:
    """From the field that names the publication (264 with second indicator 1, or 260), else any 264."""
    of_publication = [field for field in record.fields("264") if field.indicators[1] == "1"]
    for field in [*of_publication, *record.fields("260"), *record.fields("264")]:
        if found := stripped((field.first(code) or "").strip("[]")):
            return found.strip("[] ") or None
    return None
