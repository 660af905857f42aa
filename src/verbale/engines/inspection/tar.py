"""The tar inside a pouch, read strictly (POSIX pax, clause 2.2): one spelling of every header, zeros wherever nothing
stands, and an end at a whole number of 64 KiB.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass

BLOCK, GRAIN = 512, 64 * 1024
MOST_MEMBERS = 110_000
"""Members that are looked at: those of the largest pouch (clause 11.1) and its tag files."""

_LAYOUT = struct.Struct("100s8s8s8s12s12s8s1s100s8s32s32s8s8s155s12s")
_FIELDS = (
    "name", "mode", "owner", "group", "size", "time", "checksum", "type", "link", "version", "owner's name",
    "group's name", "device", "device", "prefix", "rest",
)  # fmt: skip
_PAX_LIMIT = 4096
_SHORT_NAME, _SMALL = 100, 8**11
_PIECE = 1024 * 1024

Tell = Callable[[str, str, str], None]
"""Hears what is wrong: "tar" or "member", where, what."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the tar: its name, its size in bytes, and where its content begins."""

    name: str
    size: int
    offset: int


def spelled(name: str, size: int) -> bytes:
    """The one header of a regular file, with a pax record before it if the name or the size needs one."""
    raw = name.encode()
    records = b""
    if len(raw) > _SHORT_NAME or not raw.isascii():
        records += _record("path", name)
    if size >= _SMALL:
        records += _record("size", str(size))
    own = _block(raw[:_SHORT_NAME], 0 if size >= _SMALL else size, b"0")
    if not records:
        return own
    return _block(b"././@PaxHeader", len(records), b"x") + records + bytes(-len(records) % BLOCK) + own


def read_members(descriptor: int, tell: Tell) -> list[Member]:
    """The files of the tar behind an open file, in their order; whatever is not as it must be is told."""
    length = os.fstat(descriptor).st_size
    members: list[Member] = []
    at = 0
    while at < length and (head := os.pread(descriptor, BLOCK, at)) != bytes(BLOCK):
        member = _member(descriptor, at, head)
        if member is None or member.offset + member.size > length or len(members) >= MOST_MEMBERS:
            tell("tar", f"byte {at}", "there stands no header of a file")
            return members
        _check_header(descriptor, at, member, tell)
        members.append(member)
        at = _check_padding(descriptor, member, tell)
    _check_end(descriptor, at, length, tell)
    return members


def end_after(at: int) -> int:
    """The length of a tar whose last file ends at this byte: two empty blocks, then up to a whole number of 64 KiB."""
    return -(-(at + 2 * BLOCK) // GRAIN) * GRAIN


def _member(descriptor: int, at: int, head: bytes) -> Member | None:
    try:
        name, size, kind = head[:100].rstrip(b"\0"), _octal(head[124:136]), head[156:157]
        told: dict[str, str] = {}
        if kind == b"x" and size <= _PAX_LIMIT:
            told = _records(os.pread(descriptor, size, at + BLOCK))
            at += BLOCK - (-size // BLOCK * BLOCK)
            head = os.pread(descriptor, BLOCK, at)
            name, size = head[:100].rstrip(b"\0"), _octal(head[124:136])
        member = Member(told.get("path") or name.decode(), int(told.get("size", size)), at + BLOCK)
        return member if member.size >= 0 else None
    except (ValueError, struct.error):
        return None


def _check_header(descriptor: int, at: int, member: Member, tell: Tell) -> None:
    found, wanted = os.pread(descriptor, member.offset - at, at), spelled(member.name, member.size)
    if found == wanted:
        return
    if len(found) != len(wanted):
        tell("member", member.name, "pax records")
        return
    pairs = zip(_FIELDS, _LAYOUT.unpack(found[-BLOCK:]), _LAYOUT.unpack(wanted[-BLOCK:]), strict=True)
    differing = [name for name, one, other in pairs if one != other and name != "checksum"]
    tell("member", member.name, ", ".join(differing) or "its spelling")


def _check_padding(descriptor: int, member: Member, tell: Tell) -> int:
    end = member.offset + member.size
    if any(os.pread(descriptor, -end % BLOCK, end)):
        tell("tar", f"the end of {member.name}", "its padding is not empty")
    return end + -end % BLOCK


def _check_end(descriptor: int, at: int, length: int, tell: Tell) -> None:
    if length != end_after(at):
        tell("tar", "its end", f"it has {length} bytes and needs {end_after(at)}")
    while piece := os.pread(descriptor, _PIECE, at):
        if piece.count(0) != len(piece):
            tell("tar", "its end", "after the last file there is more than zeros")
            return
        at += len(piece)


def _block(name: bytes, size: int, kind: bytes) -> bytes:
    number = b"0000000\0"
    fields = [
        name, b"0000644\0", number, number, b"%011o\0" % size, b"%011o\0" % 0, b" " * 8, kind, b"", b"ustar\x0000",
        b"", b"", b"", b"", b"", b"",
    ]  # fmt: skip
    fields[6] = b"%06o\0 " % sum(_LAYOUT.pack(*fields))
    return _LAYOUT.pack(*fields)


def _record(key: str, value: str) -> bytes:
    body = f"{key}={value}\n".encode()
    digits = 1
    while len(str(digits + 1 + len(body))) != digits:
        digits += 1
    return f"{digits + 1 + len(body)} ".encode() + body


def _records(data: bytes) -> dict[str, str]:
    told = {}
    while data:
        count = int(data.partition(b" ")[0])
        if not 0 < count <= len(data):
            raise ValueError("a record does not fit")
        key, _, value = data[:count].partition(b" ")[2].rstrip(b"\n").decode().partition("=")
        told[key] = value
        data = data[count:]
    return told


def _octal(field: bytes) -> int:
    return int(field.rstrip(b"\0 ").decode("ascii") or "0", 8)
