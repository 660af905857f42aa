"""MARC-8 as UTF-8. The tables and their walk are pymarc's; escape sequences hold to the end of a subfield."""

from __future__ import annotations

import re

from pymarc.marc8 import MARC8ToUnicode

from verbale.engines.catalogue.record import SUBFIELD

_ESCAPE = b"\x1b"
_SEPARATOR = SUBFIELD.encode()


class Lossy(ValueError):
    """Characters are not defined, and would be lost."""


ANSEL = {
    0xE0: "\u0309", 0xE1: "\u0300", 0xE2: "\u0301", 0xE3: "\u0302", 0xE4: "\u0303", 0xE5: "\u0304", 0xE6: "\u0306",
    0xE7: "\u0307", 0xE8: "\u0308", 0xE9: "\u030c", 0xEA: "\u030a", 0xEB: "\ufe20", 0xEC: "\ufe21", 0xED: "\u0315",
    0xEE: "\u030b", 0xEF: "\u0310", 0xF0: "\u0327", 0xF1: "\u0328", 0xF2: "\u0323", 0xF3: "\u0324", 0xF4: "\u0325",
    0xF5: "\u0333", 0xF6: "\u0332", 0xF7: "\u0326", 0xF8: "\u031c", 0xF9: "\u032e", 0xFA: "\ufe22", 0xFB: "\ufe23",
    0xFE: "\u0313",
}  # fmt: skip
"""The marks of the extended Latin set, by their bytes."""


_SET = frozenset((
    0x88, 0x89, 0x98, 0x9C, *range(0xA1, 0xAF), *range(0xB0, 0xBB), 0xBC, 0xBD, *range(0xC0, 0xC9), *ANSEL,
))  # fmt: skip
"""The bytes beyond ASCII that the extended Latin set defines, with the signs around what is not sorted."""

_LOST = re.compile(
    b"[%b]|[%b]+(?=[\x1e\x1f]|$)" % (re.escape(bytes({*range(0x80, 0x100)} - _SET)), re.escape(bytes(ANSEL)))
)

_NOT_SORTED = ((b"\x88", b"\x89"), (b"\x98", b"\x9c"))


def loses(whole: bytes) -> bool:
    """Whether fields without escape sequences would lose letters if they were MARC-8.

    They do where a byte is not defined, or a mark has no letter to stand on: then they are in another encoding.
    """
    unpaired = any(whole.count(first) != whole.count(last) for first, last in _NOT_SORTED)
    return unpaired or _LOST.search(whole) is not None


def from_marc8(values: list[bytes]) -> list[bytes]:
    """The fields as UTF-8.

    Raises ``Lossy`` where a character is not defined, and ``IndexError``, ``TypeError``, ``KeyError`` or ``ValueError``
    where an escape sequence breaks off.
    """
    texts = [_SEPARATOR.join(_part(part) for part in value.split(_SEPARATOR)) for value in values]
    if any(text.count(b" ") > value.count(b" ") for text, value in zip(texts, values, strict=True)):
        raise Lossy
    return texts


def _part(part: bytes) -> bytes:
    if part.isascii() and _ESCAPE not in part:
        return part
    text: str = MARC8ToUnicode(quiet=True).translate(part)  # type: ignore[no-untyped-call]
    return text.encode()
