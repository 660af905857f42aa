"""A bibliographic record as read, and the fault that stands for one that could not be.

What makes a record a **fault** (not usable; kept raw and listed): it is cut off or has no directory that can be
followed (the base address or a directory entry is no number or points outside the record, or the fields do not
begin and end where the directory says and cannot be matched in their order); its bytes are not in the encoding
that it declares; it is larger than the limit; it is no bibliographic record; it has no title.

What is only a **remark** (the record is used): a wrong length in the leader, a terminator that is missing or stands
inside a field, directory lengths that are wrong while the fields stand in order, UTF-8 not declared as such, letters
that MARC-8 does not know, wrong indicators, tags or subfield codes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

FIELD_END, RECORD_END, SUBFIELD = b"\x1e", b"\x1d", "\x1f"
RECORD_LIMIT = 4 * 1024 * 1024
"""Bytes that one record may have. ISO 2709 can say 99,999; exports exceed that."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of the source that is no usable record.

    ``offset`` and ``length`` count bytes of the source; ``raw`` is the piece itself, at most its first
    ``RECORD_LIMIT`` bytes.
    """

    offset: int
    fault: str
    raw: bytes
    length: int


@dataclass(frozen=True, slots=True)
class Field:
    """A data field: two indicators and its subfields in order.

    Where the record has not just two indicators before the first subfield, ``told`` is false and what is missing is
    blank: then a blank says nothing.
    """

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]
    told: bool = True

    @classmethod
    def read(cls, tag: str, text: str) -> Field:
        """Reads indicators and subfields from a field's text in ISO 2709 form."""
        head, *parts = text.split(SUBFIELD)
        pairs = tuple([(part[:1], part[1:]) for part in parts if part])
        if not text.isascii():
            pairs = tuple([(_code(code), value) for code, value in pairs])
        return cls(tag, head[:2].ljust(2), pairs, len(head) == 2)

    def all(self, codes: str) -> list[str]:
        """The values of these subfields, cleaned, in their order, empty ones left out."""
        return [text for code, value in self.subfields if code in codes and (text := clean(value))]

    def first(self, codes: str) -> str | None:
        """The first value among these subfields."""
        for code, value in self.subfields:
            if code in codes and (text := clean(value)):
                return text
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it stood, its bytes as they stood, its leader, and its fields in UTF-8 by tag.

    ``scheme`` is marc21, kormarc, unimarc or cnmarc; ``encoding`` is what its bytes were found to be in.
    """

    offset: int
    raw: bytes = field(repr=False)
    leader: str
    content: Mapping[str, list[bytes]] = field(repr=False)
    remarks: tuple[str, ...] = ()
    scheme: str = "marc21"
    encoding: str = "utf-8"
    _read: dict[str, list[Field]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def agency(self) -> str:
        """Who gave the record its control number (003), if it says."""
        return clean(self.control("003"))

    @property
    def status(self) -> str:
        """Whether the record is new, corrected or withdrawn (leader/05: n, c, d), if it says."""
        return self.leader[5:6].strip()

    def control(self, tag: str) -> str:
        """The first control field with this tag, or the empty text."""
        values = self.content.get(tag)
        return values[0].decode() if values else ""

    def fields(self, *tags: str) -> Iterator[Field]:
        """The data fields with these tags, tag after tag."""
        return iter([one for tag in tags if tag in self.content for one in self._of(tag)])

    def _of(self, tag: str) -> list[Field]:
        """The fields with one tag, read once."""
        if tag not in self._read:
            self._read[tag] = [Field.read(tag, value.decode()) for value in self.content[tag]]
        return self._read[tag]


def clean(text: str) -> str:
    """Composed (NFC), without control and direction characters, blanks joined."""
    if not text.isprintable():
        text = text.translate(_SEEN)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


class _Seen(dict[int, str]):
    """By letter what is seen of it, filled as letters are met."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        self[number] = letter if unicodedata.category(letter) not in _UNSEEN else " " * letter.isspace()
        return self[number]


_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEEN = _Seen()


def _code(letter: str) -> str:
    return letter if letter.isascii() else unicodedata.normalize("NFKD", letter)[0]
