"""One item of a catalogue that crosses the border: what it may show, and how a line that came in is read.

A line is one JSON object with these keys; empty ones are left out. Keys that are not known are passed over, so that a
newer node's catalogue can be read by an older one. Text is taken as data: control and direction characters are
taken out, and every text and list has a largest size.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from verbale.engines.catalogue.record import clean
from verbale.kernel.canonical import Json, canonical, read_json
from verbale.kernel.errors import VerbaleError
from verbale.kernel.identifier import is_identifier

LINE_LIMIT = 256 * 1024
"""Bytes that one line may have, its end included."""
TEXT_LIMIT = 4000
LIST_LIMIT = 500


class BadLine(ValueError):
    """The line is no item."""


@dataclass(frozen=True, slots=True)
class OfferItem:
    """What the partner sees of one item. ``language`` is a MARC code; ``forms`` are those in which it can be had."""

    identifier: str
    title: str
    original_title: str = ""
    creators: tuple[str, ...] = ()
    original_creators: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None
    language: str = ""
    kind: str = ""
    series: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    channel: str = ""

    def line(self) -> bytes:
        """The item as one line of canonical JSON."""
        told = {name: value for name in _NAMES if (value := getattr(self, name)) not in ("", (), None)}
        try:
            # Of texts, lists of them and whole numbers under plain names, this is canonical JSON, and fast.
            return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        except UnicodeEncodeError:
            return canonical(told) + b"\n"

    @classmethod
    def read(cls, line: bytes) -> OfferItem:
        """Reads a line; raises ``BadLine`` with the reason."""
        try:
            told = read_json(line.decode(), "the line")
        except UnicodeDecodeError as fault:
            raise BadLine("it is not UTF-8") from fault
        except VerbaleError as fault:
            raise BadLine("it is not JSON") from fault
        if not isinstance(told, dict):
            raise BadLine("it is no JSON object")
        return cls.taken(told)

    @classmethod
    def taken(cls, told: Mapping[str, Json]) -> OfferItem:
        """Takes an item from JSON, checked and cleaned; raises ``BadLine`` with the reason."""
        if not isinstance(told.get("identifier"), str) or not is_identifier(told["identifier"]):
            raise BadLine("its identifier is missing or has the wrong shape")
        read: dict[str, Any] = {name: _READERS[kind](name, told[name]) for name, kind in _KINDS.items() if name in told}
        if not read.get("title"):
            raise BadLine("it has no title")
        return cls(**read)


def _text(name: str, value: Json) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise BadLine(f"its {name} is no text of at most {TEXT_LIMIT} characters")
    return clean(value)


def _texts(name: str, value: Json) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > LIST_LIMIT:
        raise BadLine(f"its {name} is no list of at most {LIST_LIMIT} texts")
    return tuple(text for one in value if (text := _text(name, one)))


def _year(name: str, value: Json) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10000):
        raise BadLine(f"its {name} is no year")
    return value


_READERS = {"str": _text, "tuple[str, ...]": _texts, "int | None": _year}
_NAMES = tuple(one.name for one in fields(OfferItem))
_KINDS = {one.name: str(one.type) for one in fields(OfferItem)}
