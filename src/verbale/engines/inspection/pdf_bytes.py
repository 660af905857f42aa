"""A PDF as a run of bytes: every one of them belongs to the header, to an object, or to the one table at the end.

What stands between objects, before the header or behind the end is seen by no reader, and an earlier revision is still
there for whoever looks. So the objects are read one after the other, as they lie in the file (ISO 32000-1, 7.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(rb"%PDF-[12]\.\d[\r\n]+(%[\x80-\xff]{4}[\r\n]+)?")
_OBJECT = re.compile(rb"[\0\t\n\f\r ]*\d+ \d+ obj\b")
_END_OBJECT = re.compile(rb"[\0\t\n\f\r ]*endobj\b[\0\t\n\f\r ]*")
_STREAM_END = re.compile(rb"[\r\n]{0,2}endstream\b")
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]+|<<|>>|[\[\]]|/[^\0\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\0\t\n\f\r ]*>|[^\0\t\n\f\r ()<>\[\]{}/%]+"
)
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)\b")
_TAIL = re.compile(
    rb"(xref[\r\n]+(?:\d+ \d+[\r\n ]+(?:\d{10} \d{5} [nf][\r\n ]{1,2})+)+)?(trailer\b.*?)?"
    rb"startxref[\r\n]+\d+[\r\n]+%%EOF[\r\n]{0,2}",
    re.DOTALL,
)


def surplus(data: bytes, revisions: int = 1) -> Iterator[str]:
    """What in the file belongs to no object; at most one thing, since after it nothing can be told.

    A paper that was signed has up to so many ``revisions``, of each of which the same holds.
    """
    header = _HEADER.match(data)
    if not header:
        yield "it does not begin as a PDF does"
        return
    at = header.end()
    for left in range(revisions - 1, -1, -1):
        while found := _OBJECT.match(data, at):
            end = _end_of_object(data, found.end())
            if end is None:
                yield f"bytes that are no object at {at}"
                return
            at = end
        # What is the last one lasts to the end; of one before it, the next object begins behind its end.
        tail = _TAIL.match(data, at) if left else _TAIL.fullmatch(data, at)
        if not tail:
            yield f"bytes that are no object at {at}, or an earlier revision"
            return
        if tail[2] and _end_of_value(data, tail.start(2) + len(b"trailer")) != tail.end(2):
            yield "bytes in its trailer"
            return
        at = tail.end()
        if at == len(data):
            return


def _end_of_object(data: bytes, at: int) -> int | None:
    end = _end_of_value(data, at)
    if data.startswith(b"stream", end):
        length = _LENGTH.search(data, at, end)
        begin = end + len(b"stream")
        begin += 2 if data.startswith(b"\r\n", begin) else 1
        closed = _STREAM_END.match(data, begin + int(length[1])) if length else None
        if closed is None:
            return None
        end = closed.end()
    closing = _END_OBJECT.match(data, end)
    return closing.end() if closing else None


def _end_of_value(data: bytes, at: int) -> int:
    """Where the tokens end that make up a value: before a keyword, a comment, or what is no token."""
    while at < len(data):
        if data.startswith(b"(", at):
            at = _end_of_string(data, at)
        elif (found := _TOKEN.match(data, at)) and found[0] not in _KEYWORDS:
            at = found.end()
        else:
            return at
    return at


_KEYWORDS = (b"endobj", b"stream", b"obj", b"startxref", b"xref", b"trailer", b"endstream")


def _end_of_string(data: bytes, at: int) -> int:
    depth = 0
    while at < len(data):
        sign = data[at]
        depth += (sign == 0x28) - (sign == 0x29)
        at += 2 if sign == 0x5C else 1
        if not depth:
            break
    return at
