"""From a record's bytes to UTF-8: what the leader declares, checked against the bytes.

Leader position 09 (MARC 21): ``a`` is UTF-8, blank is MARC-8. Records that are UTF-8 without saying so are common and
are read as such: MARC-8 text that happens to be valid UTF-8 does not occur, since its diacritics stand before a letter.
"""

from __future__ import annotations

from pymarc.marc8 import MARC8ToUnicode

from verbale.engines.catalogue.record import SUBFIELD

UNDECLARED = "UTF-8 without saying so"
UNKNOWN_LETTERS = "MARC-8 with characters that it does not define"
_ESCAPE = b"\x1b"
_SEPARATOR = SUBFIELD.encode()


class Undecodable(ValueError):
    """The bytes are not in the encoding they should be in."""


def decoded(values: list[bytes], declared: str) -> tuple[list[bytes], str | None]:
    """The fields' bytes as UTF-8, and a remark if they were not what the leader declares.

    Raises ``Undecodable`` with the reason.
    """
    whole = b"\x1e".join(values)
    if whole.isascii() and _ESCAPE not in whole:
        return values, None
    if declared == "a" or _ESCAPE not in whole:
        try:
            whole.decode()
            return values, None if declared == "a" else UNDECLARED
        except UnicodeDecodeError as fault:
            if declared == "a":
                raise Undecodable(f"it declares UTF-8, but byte 0x{whole[fault.start]:02X} is none") from fault
    if declared != " ":
        raise Undecodable(f"it declares the encoding “{declared}”, which MARC 21 does not know, and is not UTF-8")
    return _from_marc8(values)


def _from_marc8(values: list[bytes]) -> tuple[list[bytes], str | None]:
    try:
        texts = [_SEPARATOR.join(_translated(part) for part in value.split(_SEPARATOR)) for value in values]
    except (IndexError, TypeError, KeyError, ValueError) as fault:
        raise Undecodable("it declares MARC-8, but its escape sequences break off") from fault
    lost = any(text.count(b" ") > value.count(b" ") for text, value in zip(texts, values, strict=True))
    return texts, UNKNOWN_LETTERS if lost else None


def _translated(part: bytes) -> bytes:
    if part.isascii() and _ESCAPE not in part:
        return part
    text: str = MARC8ToUnicode(quiet=True).translate(part)  # type: ignore[no-untyped-call]
    return text.encode()
