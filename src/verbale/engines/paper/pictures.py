"""What a camera or a program wrote into a JPEG picture besides the picture: place, time, device, author.

Source: ISO/IEC 10918-1, annex B (segments); Exif and XMP stand in APP1, IPTC in APP13, free text in COM.
"""

from __future__ import annotations

from typing import Any

import pikepdf

KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""APP0 (JFIF), APP2 (colour profile) and APP14 (how colours are coded) decide how the picture looks."""

_START, _SCAN, _COMMENT = 0xD8, 0xDA, 0xFE


def strip_pictures(image: Any) -> None:
    """Takes metadata out of an image stream that is a JPEG; leaves any other image alone."""
    if image.get("/Filter") == pikepdf.Name.DCTDecode:
        data = image.read_raw_bytes()
        bare = bare_jpeg(data)
        if bare != data:
            image.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=image.get("/DecodeParms"))


def bare_jpeg(data: bytes) -> bytes:
    """The JPEG without the segments that do not decide how it looks; damaged input comes back as far as it goes."""
    if data[:2] != bytes((0xFF, _START)):
        return data
    parts, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if not _is_metadata(marker):
            parts.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*parts, data[at:]])


def _is_metadata(marker: int) -> bool:
    return marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in KEPT)
