"""What may stand in a field of a message: the closed kinds of values of which the schema is made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from verbale.engines.inspection.finding import Finding, Kind
from verbale.kernel.canonical import Json
from verbale.kernel.identifier import ALPHABET

HASH = r"[0-9a-f]{64}"
DAY = r"\d{4}-\d\d-\d\d"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
SIDE = r"[A-Za-z0-9._-]{1,64}"
LANGUAGE = r"([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?"
NAME = r"[^/\\\x00-\x1f\x7f]{1,120}"

_IDENTIFIER = re.compile(rf"(?<![0-9A-Za-z])[0-7][{ALPHABET}]{{25}}(?![0-9A-Za-z])", re.IGNORECASE)
_LARGEST = 2**53 - 1
_MOST_FACTS = 100


class Field(Protocol):
    """Finds what is wrong with a value; ``where`` names its place, ``known`` what the partner may see."""

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most ``limit`` characters, wholly like ``pattern`` if there is one.

    ``theirs``: it is what the partner itself once said, so that no identifier in it is news to it. ``encoded``: its
    pattern lets nothing but base64 in, where what looks like an identifier is chance (one signature in some hundreds).
    """

    limit: int
    pattern: str = ""
    theirs: bool = False
    encoded: bool = False

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if not isinstance(value, str) or len(value) > self.limit:
            yield _wrong(where, f"it is no text of at most {self.limit} characters")
        elif self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            yield _wrong(where, "its text has another form")
        elif any(_is_control(sign) for sign in value):
            yield _wrong(where, "its text has signs that nobody sees")
        elif not (self.theirs or self.encoded):
            yield from foreign(value, where, known)


@dataclass(frozen=True, slots=True)
class Known:
    """An identifier, or another reference of at most 26 signs, that the partner knows; ``or_none``: it may be empty."""

    or_none: bool = False

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if self.or_none and value == "":
            return
        if not isinstance(value, str) or value not in known:
            yield Finding(Kind.IDENTIFIER, where, str(value)[:40])


@dataclass(frozen=True, slots=True)
class Word:
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, value: Json, where: str, _known: Collection[str], /) -> Iterator[Finding]:
        if not isinstance(value, str) or value not in self.words:
            yield _wrong(where, f"it is none of {', '.join(self.words)}")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    low: int = 1
    high: int = _LARGEST

    def check(self, value: Json, where: str, _known: Collection[str], /) -> Iterator[Finding]:
        if type(value) is not int or not self.low <= value <= self.high:
            yield _wrong(where, f"it is no whole number from {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def check(self, value: Json, where: str, _known: Collection[str], /) -> Iterator[Finding]:
        if type(value) is not bool:
            yield _wrong(where, "it is neither true nor false")


@dataclass(frozen=True, slots=True)
class Perhaps:
    """The same, or null."""

    field: Field

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if value is not None:
            yield from self.field.check(value, where, known)


@dataclass(frozen=True, slots=True)
class Fact:
    """What an article tells a machine: null, a flag, a whole number, a text, or a list of at most 100 of these."""

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        listed = value if isinstance(value, list) else [value]
        if len(listed) > _MOST_FACTS:
            yield _wrong(where, f"it is no list of at most {_MOST_FACTS}")
            return
        for one in listed:
            if isinstance(one, str):
                yield from Text(1000).check(one, where, known)
            elif one is not None and type(one) not in (bool, int):
                yield _wrong(where, "it is no text, whole number, yes or no")


@dataclass(frozen=True, slots=True)
class Many:
    """A list of at most ``most``; with ``sorted`` each once, in ascending order, so that the order tells nothing."""

    field: Field
    most: int = 5000
    sorted: bool = False

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if not isinstance(value, list) or len(value) > self.most:
            yield _wrong(where, f"it is no list of at most {self.most}")
            return
        for at, one in enumerate(value):
            yield from self.field.check(one, f"{where}/{at}", known)
        if self.sorted and value != sorted(set(map(str, value))):
            yield _wrong(where, "its entries are not each once and in ascending order")


@dataclass(frozen=True, slots=True)
class Each:
    """An object that gives one kind of value for each of at most ``most`` keys of one kind."""

    key: Field
    field: Field
    most: int = 5000

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if not isinstance(value, dict) or len(value) > self.most:
            yield _wrong(where, f"it is no object of at most {self.most} keys")
            return
        for key, one in value.items():
            yield from self.key.check(key, f"{where}/{key}", known)
            yield from self.field.check(one, f"{where}/{key}", known)


@dataclass(frozen=True, slots=True)
class Object:
    """An object with just these fields; those of ``optional`` may be missing."""

    fields: Mapping[str, Field]
    optional: frozenset[str] = frozenset()

    def check(self, value: Json, where: str, known: Collection[str], /) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield _wrong(where, "it is no object")
            return
        for key in value.keys() - self.fields.keys():
            yield _wrong(f"{where}/{key}", "there is no such field")
        for key, field in self.fields.items():
            if key in value:
                yield from field.check(value[key], f"{where}/{key}", known)
            elif key not in self.optional:
                yield _wrong(f"{where}/{key}", "it is missing")


def foreign(text: str, where: str, known: Collection[str]) -> Iterator[Finding]:
    """The identifiers within a text that the partner does not know."""
    for found in _IDENTIFIER.finditer(text):
        if found[0] not in known:
            yield Finding(Kind.IDENTIFIER, where, found[0])


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Co", "Cs") and sign not in "\n\r\t"


def _wrong(where: str, why: str) -> Finding:
    return Finding(Kind.FIELD, where, why)
