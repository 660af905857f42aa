"""All directories of a chunk at once: which records are as they should be, and where their fields stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.ranges import gathered, octets_of
from verbale.engines.catalogue.bulk.scan import FIELD, RECORD, SUB, Flags, Ints, Octets, Scan

_LEADER, _ENTRY = 24, 12
_ZEROS, _SIXES, _HIGH = np.uint32(0x30303030), np.uint32(0x06060606), np.uint32(0xF0F0F0F0)
_PAIRS, _TAG = np.uint32(0x00FF00FF), np.uint32(0x00FFFFFF)
_CODES = np.array([chr(code).isascii() and chr(code).isalnum() for code in range(256)])
_ODD_CODES = ~_CODES
_NO_NUMBER = -1
_ESCAPE = 0x1B

Words = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of all records of a chunk that seem usual, record by record in the order of their directories.

    ``record`` is the frame; ``tag`` its number, -1 for one with letters. ``low`` and ``high`` are the places in
    ``Scan.at`` of the terminators before and at the end of the field, so that what is between are its subfields.
    """

    record: Ints
    tag: Ints
    low: Ints
    high: Ints


def fields_of(scan: Scan, frames: Frames) -> tuple[Fields, Flags]:
    """The fields of the usual records, and which frames these are.

    Usual is a record whose length, directory and terminators agree with each other, with its fields in the order of
    the directory and a letter or digit for each subfield, declared as UTF-8 unless it is ASCII. All others are for the
    plain road.
    """
    usual = frames.agrees & _undisturbed(scan, frames)
    ends = np.flatnonzero(scan.kinds == FIELD)
    until = np.searchsorted(ends, np.flatnonzero(scan.kinds == RECORD))
    count = np.diff(until, prepend=0)
    usual &= _fitting(scan, frames, ends, until - count, count)
    fields, sound = _walked(scan, frames, usual, ends, count)
    usual[fields.record[~sound]] = False
    return fields, usual


def parted(fields: Fields) -> Flags:
    """Which fields have subfields where there can be none."""
    found = np.zeros(len(fields.tag), bool)
    control = np.flatnonzero(fields.tag.view(np.uint64) < 10)
    found[control] = fields.high.take(control) - fields.low.take(control) != 1
    return found


def noisy(scan: Scan, fields: Fields) -> Flags:
    """Which fields hold control characters that separate nothing."""
    found = np.zeros(len(fields.tag), bool)
    mark = np.searchsorted(scan.at, scan.others)
    place = np.searchsorted(fields.high, mark)
    within = place < len(found)
    mark, place = mark[within], place[within]
    found[place[mark > fields.low[place]]] = True  # what stands before the field's beginning is between two records
    return found


def _undisturbed(scan: Scan, frames: Frames) -> Flags:
    """Without escape sequences, without odd subfield codes, in an encoding that is plain."""
    good = np.ones(len(frames.end), bool)
    _mark(good, frames, scan.at.take(np.flatnonzero(_ODD_CODES.take(scan.after) & (scan.kinds == SUB))))
    _mark(good, frames, scan.others[scan.octets[scan.others] == _ESCAPE])
    foreign = np.flatnonzero(frames.agrees & (frames.highest >= 0x80))
    start = frames.start[foreign]
    declared = scan.octets[start + 9] == ord("a")
    leader = (scan.octets[start[:, None] + np.arange(_LEADER)] < 0x80).all(axis=1)
    good[foreign] &= declared & leader & _decodable(scan, frames, foreign)
    return good


def _mark(good: Flags, frames: Frames, places: Ints) -> None:
    found = frames.holding(places)
    good[found[found < len(good)]] = False


def _decodable(scan: Scan, frames: Frames, foreign: Ints) -> Flags:
    """Which of these records are valid UTF-8."""
    if not len(foreign) or _is_utf8(scan, frames.start[foreign[:1]], frames.end[foreign[-1:]]):
        return np.ones(len(foreign), bool)
    singly = zip(frames.start[foreign][:, None], frames.end[foreign][:, None], strict=True)
    return np.array([_is_utf8(scan, start, end) for start, end in singly], bool)


def _is_utf8(scan: Scan, start: Ints, end: Ints) -> bool:
    """Whether one range is valid; no text is made of it."""
    bounds = np.concatenate([start, end]).astype(np.int32)
    whole = pa.Array.from_buffers(pa.binary(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(scan.data)])
    try:
        whole.cast(pa.string())
    except pa.ArrowInvalid:
        return False
    return True


def _fitting(scan: Scan, frames: Frames, ends: Ints, first: Ints, count: Ints) -> Flags:
    """Where the data begin at the first terminator, one terminator follows for each entry, and the last one ends it."""
    if not len(ends):
        return np.zeros(len(frames.end), bool)
    base = scan.numbers(frames.start + 12, 5)
    whole = (count > 1) & (base >= _LEADER + 1 + _ENTRY) & ((base - _LEADER - 1) == _ENTRY * (count - 1))
    opens = scan.at[ends[np.minimum(first, len(ends) - 1)]] + 1 - frames.start == base
    closes = scan.at[ends[np.maximum(first + count - 1, 0)]] + 1 == frames.end
    return np.asarray(whole & opens & closes, bool)


def _walked(scan: Scan, frames: Frames, usual: Flags, ends: Ints, count: Ints) -> tuple[Fields, Flags]:
    """The fields of these records, and which of them are as their entries say."""
    until = np.cumsum(count)
    records = np.flatnonzero(usual)
    size = count[records] - 1
    record = np.repeat(records, size)
    first = until[records] - count[records] - (np.cumsum(size) - size)
    place = np.repeat(first, size) + np.arange(len(record))
    low, high = ends.take(place), ends.take(place + 1)
    tag, length, start, sound = _read(_entries(scan.octets, frames.start[records] + _LEADER, size * _ENTRY))
    begin, end = scan.at.take(low) + 1, scan.at.take(high)
    data = frames.start[records] + _LEADER + 1 + size * _ENTRY
    sound &= (length == end + 1 - begin) & (start == begin - np.repeat(data, size))
    return Fields(record, tag, low, high), sound


def _entries(octets: Octets, start: Ints, size: Ints) -> Words:
    found, _ = octets_of(gathered(octets, start, start + size))
    return found.view("<u4").reshape(-1, 3)


def _read(entries: Words) -> tuple[Ints, Ints, Ints, Flags]:
    """Tag, length and start of directory entries of three words each, and which entries are sound.

    Four digits are read at once: a byte that is a digit is below ten once 0x30 is taken off it.
    """
    head, middle, tail = (entries[:, column] ^ _ZEROS for column in range(3))
    sound = _digits(middle) & _digits(tail) & ((head >> np.uint32(24)) <= 9)
    pairs = middle * np.uint32(10) + (middle >> np.uint32(8))
    length = (head >> np.uint32(24)) * np.uint32(1000) + (pairs & np.uint32(0xFF)) * np.uint32(10)
    length += (middle >> np.uint32(16)) & np.uint32(0xFF)
    pairs = (tail * np.uint32(10) + (tail >> np.uint32(8))) & _PAIRS
    start = (middle >> np.uint32(24)) * np.uint32(10_000) + (pairs & np.uint32(0xFF)) * np.uint32(100)
    start += pairs >> np.uint32(16)
    letters = head & _TAG
    named = ~_digits(letters)
    tag = (letters & np.uint32(0xFF)) * np.uint32(100) + ((letters >> np.uint32(8)) & np.uint32(0xFF)) * np.uint32(10)
    tag = (tag + (letters >> np.uint32(16))).astype(np.int64)
    tag[named] = _NO_NUMBER
    sound[named] &= _alphanumeric(entries[named, 0])
    return tag, length.astype(np.int64), start.astype(np.int64), sound


def _digits(words: Words) -> Flags:
    return np.asarray(((words + _SIXES) | words) & _HIGH == 0)


def _alphanumeric(words: Words) -> Flags:
    return np.asarray(_CODES[words.view(np.uint8).reshape(-1, 4)[:, :3]].all(axis=1) if len(words) else words > 0)
