"""What a catalogue says of one publication, in our words, and how texts of records are made fit for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ISBD = " /:;,="
_INVERTED = re.compile(r"(?<=\w{2})\.$")
_ISBN = re.compile(r"97[89][0-9]{10}|[0-9]{9}[0-9X]")
_ISSN = re.compile(r"([0-9]{4})-?([0-9]{3}[0-9X])")


@dataclass(frozen=True, slots=True)
class Bibliographic:
    """A record described, whatever it was written in. Texts are None, and lists empty, where it does not say.

    ``country`` and ``language`` are MARC codes, ``kind`` one of ``KINDS``, ``field`` one of ``FIELDS``.
    ``original_title`` is the title in its own script where ``title`` is not in it (880). ``restriction`` is the text
    of whatever in the record limits who may have it; ``restricted`` is true even if that has no text.
    ``variants`` are other forms under which title and creators are looked for: romanised, parallel, variant.
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
    variants: tuple[str, ...] = ()


def stripped(text: str | None) -> str | None:
    """Without the punctuation that cataloguing rules put at a subfield's end."""
    return (text or "").strip().rstrip(_ISBD).strip() or None


def ended(name: str | None) -> str | None:
    """A name without closing punctuation, but with the stop of an initial or an abbreviation of one letter."""
    name = stripped(name)
    return _INVERTED.sub("", name) if name else None


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Each text once, in order, empty ones left out."""
    return tuple(dict.fromkeys(text for text in texts if text))


def isbns(texts: Iterable[str]) -> tuple[str, ...]:
    """The ISBNs with which these texts begin, without hyphens."""
    return _numbers(texts, _ISBN)


def issns(texts: Iterable[str]) -> tuple[str, ...]:
    """The ISSNs with which these texts begin, as ``1234-567X``."""
    return _numbers(texts, _ISSN)


def _numbers(texts: Iterable[str], shape: re.Pattern[str]) -> tuple[str, ...]:
    given = (text.replace("-", "").upper() for text in texts)
    return unique("-".join(found.groups()) or found[0] for text in given if (found := shape.match(text)))
