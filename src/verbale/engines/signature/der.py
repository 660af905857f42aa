"""Whether bytes are spelled as DER demands: every value in the one shortest way (X.690, 10 and 11)."""

from __future__ import annotations

_DEEPEST = 32
_INTEGER = 0x02
_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F


def length_of(data: bytes) -> int | None:
    """How many bytes the first value takes; None if it is not spelled canonically, with all that is in it."""
    try:
        body, end = _value(data, 0, len(data))
        return end if _inside(data, 0, body, end, _DEEPEST) else None
    except (IndexError, ValueError):
        return None


def _value(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Where a value's content begins and ends; raises ValueError for a spelling that is not the shortest."""
    if data[at] & _LONG_TAG == _LONG_TAG or not data[at]:
        raise ValueError("a long tag, or the end of something without a length")
    first = data[at + 1]
    body = at + 2
    length = first
    if first >= 0x80:
        digits = data[body : body + (first & 0x7F)]
        body += len(digits)
        length = int.from_bytes(digits, "big")
        if length < 0x80 or digits[0] == 0 or len(digits) > 4:
            raise ValueError("a long length")
    if body + length > end:
        raise ValueError("it reaches beyond its end")
    return body, body + length


def _inside(data: bytes, at: int, body: int, end: int, depth: int) -> bool:
    if data[at] == _INTEGER:
        return body < end and not (
            end - body > 1 and data[body] in (0, 0xFF) and data[body] >> 7 == data[body + 1] >> 7
        )
    if not data[at] & _CONSTRUCTED:
        return True
    while body < end and depth:
        inner, following = _value(data, body, end)
        if not _inside(data, body, inner, following, depth - 1):
            return False
        body = following
    return depth > 0
