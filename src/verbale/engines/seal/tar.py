"""The tar around the bag: one spelling of every header, so that equal contents give equal bytes.

POSIX pax format: regular files only, mode 0644, no owner, no time. A name or size beyond what the old header holds
stands in a pax record before it. The end is padded with zeros to a whole number of 64 KiB, age's chunk: the sealed size
tells less, and a cut is told from a change.
"""

from __future__ import annotations

BLOCK = 512
GRAIN = 1 << 16
LARGEST_PAX = 4096
"""Bytes of the largest pax record that is looked at: room for the longest path."""

_OCTAL_LIMIT = 8**11
_NAME_LIMIT = 100
_PAX_NAME = b"././@PaxHeader"


def header(name: str, size: int) -> bytes:
    """The header of a regular file, with a pax record before it where one is needed."""
    encoded = name.encode()
    records = {}
    if len(encoded) > _NAME_LIMIT or not encoded.isascii():
        records["path"] = name
    if size >= _OCTAL_LIMIT:
        records["size"] = str(size)
    plain = _block(encoded[:_NAME_LIMIT], 0 if "size" in records else size, b"0")
    if not records:
        return plain
    pax = b"".join(_record(key, value) for key, value in records.items())
    return _block(_PAX_NAME, len(pax), b"x") + pax + padding(len(pax)) + plain


def padding(size: int) -> bytes:
    """The zeros after a file of this size."""
    return bytes(-size % BLOCK)


def ending(size: int) -> bytes:
    """The end of a tar that has this many bytes so far: two empty blocks, then zeros to a whole number of 64 KiB."""
    return bytes(2 * BLOCK + (-(size + 2 * BLOCK) % GRAIN))


def pax_size(block: bytes) -> int | None:
    """How long the pax record is that this header announces; None if it announces none."""
    if block[156:157] != b"x":
        return None
    return min(_octal(block[124:135]), LARGEST_PAX + 1)


def read_header(head: bytes) -> tuple[str, int] | None:
    """Name and size that a whole header (with its pax record) tells; None unless ``header`` writes it just so.

    So links, devices, folders, owners, times and every second spelling are refused by one comparison.
    """
    block = head[-BLOCK:]
    name, size = block[:_NAME_LIMIT].rstrip(b"\0"), _octal(block[124:135])
    try:
        for key, value in _records(head[:-BLOCK]):
            if key == b"path":
                name = value
            if key == b"size":
                size = int(value)
        told = (name.decode(), size)
        return told if header(*told) == head else None
    except ValueError:
        return None


def _records(pax: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    rest = pax[BLOCK : BLOCK + _octal(pax[124:135])]
    while rest:
        length = int(rest.partition(b" ")[0])
        if not 0 < length <= len(rest):
            raise ValueError("a pax record does not fit")
        key, _, value = rest[:length].partition(b" ")[2].removesuffix(b"\n").partition(b"=")
        found.append((key, value))
        rest = rest[length:]
    return found


def _record(key: str, value: str) -> bytes:
    body = f" {key}={value}\n".encode()
    length = len(body)
    while len(str(length)) + len(body) != length:
        length = len(str(length)) + len(body)
    return str(length).encode() + body


def _block(name: bytes, size: int, kind: bytes) -> bytes:
    fields = (
        name.ljust(100, b"\0"),
        b"0000644\0" + b"0000000\0" * 2,
        b"%011o\0" % size + b"%011o\0" % 0,
        b" " * 8 + kind,
        bytes(100) + b"ustar\x0000",
    )
    block = b"".join(fields).ljust(BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def _octal(field: bytes) -> int:
    try:
        return int(field, 8) if field.isdigit() else 0
    except ValueError:
        return 0
