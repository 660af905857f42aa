"""A stream in ISO 2709, cut into records.

A record is cut where its length says if a record terminator stands there and none before. Otherwise it is cut at the
next terminator, and what lies between is looked through for a sound record that ends there: so a wrong length, a lost
terminator or rubbish between two records costs only the record that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.engines.catalogue.directory import IN_ORDER, Broken, read_piece, walk
from verbale.engines.catalogue.encoding import Habit
from verbale.engines.catalogue.record import RECORD_END, RECORD_LIMIT, Fault, Record
from verbale.engines.catalogue.window import CHUNK, Window

_LONGEST = 99_999
_FILLER, _END_OF_FILE = b"\r\n\x00\x1a", b"\x1a"
_LINE_ENDS, _LINE_END = b"\r\n", 16
LONG_FILLING, KEPT_FILLING = 8 * 1024 * 1024, 1024
"""From how many bytes on line ends are told as filling, as everything else is; and how many of them are kept."""

_LEADER = re.compile(rb"(?=([0-9]{5})[ -~]{5}[ -~]{2}[0-9]{5}[ -~]{3}45)")

WRONG_LENGTH = "the length in the leader is wrong"
INSIDE = "a record terminator stands inside a field"
NO_END = "its record terminator is missing"


def read_iso2709(window: Window) -> Iterator[Record | Fault]:
    """The records and faults of a stream, in order, each with its offset."""
    habit = Habit()
    window.reach(CHUNK)
    habit.learn(window.data[:CHUNK], RECORD_END)
    while window.reach(1):
        yield from read_whole(window, habit)
        if filling := skip_filler(window):
            yield filling
        if window.data:
            yield from read_rest(window, habit)


def read_whole(window: Window, habit: Habit) -> Iterator[Record | Fault]:
    """The records whose length and terminator agree, up to the first that has none within the window."""
    data, at = window.data, 0
    try:
        while (digits := data[at : at + 5]).isdigit() and len(digits) == 5:
            size = int(digits)
            if size < 26 or data.find(RECORD_END, at, at + size) != at + size - 1:
                break
            piece = data[at : at + size]
            read = read_piece(window.offset + at, piece, (), habit)
            if isinstance(read, Record):
                yield read
            else:
                # A record that was cut off may say just the length that it has together with the next one.
                yield from _parts(window.offset + at, piece, habit)
            at += size
            filled = at
            while at < len(data) and data[at] in _FILLER:
                at += 1
            if at - filled > _LINE_END or data[filled:at].strip(_LINE_ENDS):
                at = filled
                break
    finally:
        window.drop(at)


def skip_filler(window: Window) -> Fault | None:
    """Drops the line ends that some programs put between records.

    Zeros among them, or very many line ends, are a fault of which the beginning is kept: a record may have stood there.
    One byte 0x1A at the end of the source is none: some systems end a file so.
    """
    offset, beginning, strange = window.offset, b"", b""
    while window.reach(1):
        kept = window.data.lstrip(_FILLER)
        beginning = beginning or window.data[:KEPT_FILLING]
        dropped = window.data[: len(window.data) - len(kept)]
        strange = (strange + dropped.translate(None, _LINE_ENDS))[:2]
        window.drop(len(window.data) - len(kept))
        if kept:
            break
    size = window.offset - offset
    told = size >= LONG_FILLING or (strange and not (strange == _END_OF_FILE and window.ended and not window.data))
    return filling_of(offset, beginning, size) if told else None


def filling_of(offset: int, beginning: bytes, size: int) -> Fault:
    """So many bytes of filling as a fault."""
    return Fault(offset, f"{size} bytes of filling stand there", beginning[: min(size, KEPT_FILLING)], size)


def read_rest(window: Window, habit: Habit) -> Iterator[Record | Fault]:
    """The next piece, when the window must be read further or length and terminator disagree."""
    size = _declared(window) or 0
    if size and window.reach(size) and window.data.find(RECORD_END, 0, size) == size - 1:
        return
    end = _next_end(window)
    if size > end > 0 and window.reach(size) and _sound(window.data[:size]):
        yield read_piece(window.offset, window.drop(size), (INSIDE,), habit)
    elif end:
        yield from _parts(window.offset, window.drop(end), habit)
    else:
        yield _too_large(window)


def _declared(window: Window) -> int | None:
    window.reach(5)
    digits = window.data[:5]
    return int(digits) if len(digits) == 5 and digits.isdigit() and int(digits) > 25 else None


def _next_end(window: Window) -> int:
    """How many bytes the next piece has, its terminator with it; 0 if there is none within the limit."""
    seen = 0
    while (at := window.data.find(RECORD_END, seen)) < 0:
        seen = len(window.data)
        if seen > RECORD_LIMIT:
            return 0
        if not window.reach(seen + 1):
            return seen
    return at + 1 if at < RECORD_LIMIT else 0


def _sound(raw: bytes) -> bool:
    try:
        return raw.endswith(RECORD_END) and IN_ORDER not in walk(raw)[2]
    except Broken:
        return False


def _parts(offset: int, piece: bytes, habit: Habit) -> Iterator[Record | Fault]:
    """Reads a piece up to a terminator; if a sound record begins within it, what stands before is read on its own."""
    for found in _LEADER.finditer(piece, max(1, len(piece) - _LONGEST)):
        at = found.start()
        if int(found[1]) == len(piece) - at and _sound(piece[at:]):
            yield _part(offset, piece[:at].rstrip(_LINE_ENDS), habit)
            yield read_piece(offset + at, piece[at:], (), habit)
            return
    yield _part(offset, piece, habit)


def _part(offset: int, piece: bytes, habit: Habit) -> Record | Fault:
    read = read_piece(offset, piece, (WRONG_LENGTH if piece.endswith(RECORD_END) else NO_END,), habit)
    if isinstance(read, Fault) and not piece.endswith(RECORD_END):
        return Fault(offset, f"it breaks off without a record terminator; {read.fault}", piece, len(piece))
    return read


def _too_large(window: Window) -> Fault:
    """Keeps the beginning of an endless piece and passes over the rest, up to the next terminator."""
    offset, raw = window.offset, window.data[:RECORD_LIMIT]
    while (at := window.data.find(RECORD_END)) < 0 and not window.ended:
        window.drop(len(window.data))
        window.reach(1)
    window.drop(at + 1 if at >= 0 else len(window.data))
    length = window.offset - offset
    return Fault(offset, f"it has {length} bytes, more than the {RECORD_LIMIT} that a record may have", raw, length)
