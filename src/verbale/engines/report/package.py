"""A DOCX looked over before it is opened: how much it unpacks to, and whether its XML declares a document type."""

from __future__ import annotations

import io
import zipfile
import zlib

from verbale.engines.report.errors import HostileReport, ReportLocked, ReportTooBig, UnreadableReport
from verbale.engines.report.limits import Limits

_MOST_TIMES = 2_000
_CHUNK = 1024**2
_HEAD = 64 * 1024


def check_package(content: bytes, *, name: str, limits: Limits) -> None:
    """Refuses a package that is no DOCX, is locked, or is made to exhaust who reads it.

    Sizes are counted while unpacking, since what a package says of itself need not be true.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package, name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as fault:
        raise UnreadableReport(name=name, why="it is damaged, or no DOCX") from fault


def _check(package: zipfile.ZipFile, name: str, limits: Limits) -> None:
    parts = package.infolist()
    if len(parts) > limits.parts:
        raise ReportTooBig(name=name, limit=f"{limits.parts} parts")
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names:
        raise UnreadableReport(name=name, why="it is a ZIP file, but no DOCX")
    if len(set(names)) != len(names):
        raise HostileReport(name=name, why="it has two parts of one name")
    if any(part.flag_bits & 1 for part in parts):
        raise ReportLocked(name=name)
    left = limits.unpacked
    for part in parts:
        left = _checked(package, part, left, name, limits)


def _checked(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str, limits: Limits) -> int:
    size, head = 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    with package.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            size += len(chunk)
            if size > left or size > _MOST_TIMES * max(part.compress_size, 1) + _CHUNK:
                raise ReportTooBig(name=name, limit=f"{limits.unpacked} bytes unpacked")
            head = head or chunk[:_HEAD]
            if is_xml and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise HostileReport(name=name, why=f"its part {part.filename} declares a document type")
    if (
        is_xml
        and head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
        and "<!DOCTYPE".encode("utf-16-le")[1:-1] in head
    ):
        raise HostileReport(name=name, why=f"its part {part.filename} declares a document type")
    return left - size
