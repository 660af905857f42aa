"""One record in ISO 2709: leader, directory, fields. The directory is walked as bytes."""

from __future__ import annotations

import re

from verbale.engines.catalogue.encoding import Habit, Undecodable, declared, decoded
from verbale.engines.catalogue.record import FIELD_END, RECORD_END, Fault, Record
from verbale.engines.catalogue.scheme import scheme_of

LEADER = 24
ENTRY = 12
_ENTRIES = re.compile(rb"(?:[ -~]{3}[0-9]{9})+")
_ODD_CODE = re.compile(rb"\x1f[^0-9a-zA-Z]")

IN_ORDER = "the directory's lengths are wrong; the fields were taken in their order"
END_INSIDE = "a field terminator stands inside a field"


class Broken(ValueError):
    """The record's structure cannot be followed."""


def read_piece(offset: int, raw: bytes, remarks: tuple[str, ...] = (), habit: Habit | None = None) -> Record | Fault:
    """Reads the record in ``raw``, which ends with its terminator if it has one; ``habit`` is its file's."""
    try:
        tags, values, told = walk(raw)
        leader = raw[:LEADER].decode("latin-1") if raw[:LEADER].isascii() else spelled(raw)[:LEADER].decode()
        content = _by_tag(tags, values)
        scheme = scheme_of(content)
        said = declared(leader, _processing_data(content), scheme)
        texts, encoding, remark = decoded(values, said, scheme, habit or Habit())
    except (Broken, Undecodable) as fault:
        return Fault(offset, str(fault), raw, len(raw))
    if texts is not values:
        content = _by_tag(tags, texts)
    told = [*remarks, *told, *([remark] if remark else []), *oddities(content)]
    return Record(offset, raw, leader, content, tuple(told), scheme, encoding)


def _by_tag(tags: list[str], values: list[bytes]) -> dict[str, list[bytes]]:
    content: dict[str, list[bytes]] = {}
    for tag, value in zip(tags, values, strict=True):
        content.setdefault(tag, []).append(value)
    return content


def _processing_data(content: dict[str, list[bytes]]) -> str:
    """100 $a, which only in UNIMARC is in ASCII and coded."""
    return next((value.partition(b"\x1fa")[2].decode("latin-1") for value in content.get("100", ())), "")


def walk(raw: bytes) -> tuple[list[str], list[bytes], list[str]]:
    """Tags, the fields' bytes, remarks. Raises ``Broken`` with the reason."""
    if not raw[:LEADER].isascii():
        raw = spelled(raw)
    base = _base(raw)
    entries = raw[LEADER : base - 1]
    if not entries:
        raise Broken("it has no fields")
    if len(entries) % ENTRY or not _ENTRIES.fullmatch(entries):
        raise Broken("its directory is not made of entries of 12 characters, a tag and nine digits")
    tags = [entries[at : at + 3].decode() for at in range(0, len(entries), ENTRY)]
    values = [_value(raw, base, entries[at : at + ENTRY]) for at in range(0, len(entries), ENTRY)]
    sound = [value for value in values if value is not None]
    if len(sound) == len(values):
        if any(FIELD_END in value for value in sound):
            return tags, sound, [END_INSIDE]
        return tags, sound, []
    found = raw[base:].removesuffix(RECORD_END).removesuffix(FIELD_END).split(FIELD_END)
    if len(found) != len(tags):
        raise Broken(f"its directory names {len(tags)} fields, but {len(found)} stand there, elsewhere than it says")
    return tags, found, [IN_ORDER]


def spelled(raw: bytes) -> bytes:
    """The record with every letter in leader and directory that is not ASCII as one blank.

    Where somebody wrote such letters there, they counted characters.
    """
    head, end, rest = raw.partition(FIELD_END)
    return head.decode("utf-8", "replace").encode("ascii", "replace").replace(b"?", b" ") + end + rest


def _base(raw: bytes) -> int:
    if len(raw) <= LEADER:
        raise Broken("it is shorter than a leader")
    digits = raw[12:17]
    if not digits.isdigit():
        raise Broken("the address of its data in the leader is no number")
    base = int(digits)
    if not LEADER < base < len(raw):
        raise Broken(f"its leader says that the data begin at {base}, outside the record or inside the leader")
    if raw[base - 1 : base] != FIELD_END:
        raise Broken(f"its directory does not end at {base}, where the leader says that the data begin")
    return base


def _value(raw: bytes, base: int, entry: bytes) -> bytes | None:
    start = base + int(entry[7:12])
    end = start + int(entry[3:7])
    if end > len(raw):
        raise Broken(f"its directory points outside the record, with field {entry[:3].decode()}")
    value = raw[start : end - 1]
    return value if end > start and raw[end - 1 : end] == FIELD_END == raw[start - 1 : start] else None


def oddities(content: dict[str, list[bytes]]) -> list[str]:
    """Remarks on tags, indicators and subfield codes that MARC does not allow."""
    told = []
    coded = _ODD_CODE.search(b"".join(b"".join(values) for values in content.values()))
    for tag, values in content.items():
        if not tag.isalnum():
            told.append(f"“{tag}” is no tag")
        if tag < "010" and tag.isdigit():
            continue
        if [value for value in values if value[2:3] != b"\x1f"]:
            told.append(f"{tag}: wrong indicators")
        if coded and any(_ODD_CODE.search(value) for value in values):
            told.append(f"{tag}: wrong subfield code")
    return told
