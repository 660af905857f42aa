"""Which form a source has, told by its beginning."""

from __future__ import annotations

import re

from verbale.engines.catalogue.record import FIELD_END, RECORD_END

FORMS = ("marc", "marcxml", "csv", "jsonl", "ris", "dc")
"""MARC in ISO 2709, MARCXML, tables, JSON lines, RIS, Dublin Core in XML."""

MARC_FORMS = ("marc", "marcxml")
MAPPED_FORMS = ("csv", "jsonl")
"""Those that need a mapping."""

BOM = b"\xef\xbb\xbf"
LOOK = 128 * 1024
"""How many bytes from a source's beginning are looked at."""

_LEADER = re.compile(rb"[0-9]{5}[ -~]{5}[ -~]{2}[0-9]{5}")
_RIS = re.compile(rb"\s*TY  ?- ?[A-Z]{2,8}\s*[\r\n]")
_DC = re.compile(rb"purl\.org/dc/|openarchives\.org/OAI/2\.0/oai_dc|<dc:|<oai_dc:dc")
_MARC_TAGS = re.compile(rb"<(?:[\w.-]+:)?(?:leader|datafield|controlfield)[\s>]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def form_of(head: bytes) -> str | None:
    """One of ``FORMS``; None if the beginning is that of none of them."""
    plain = head.replace(b"\x00", b"") if head.startswith(_UTF16) else head
    text = plain.lstrip(b"\xff\xfe \t\r\n")
    if text.startswith(b"<"):
        return "dc" if _DC.search(text) and not _MARC_TAGS.search(text) else "marcxml"
    if _LEADER.match(head.lstrip(b"\r\n")) or (FIELD_END in head and RECORD_END in head):
        return "marc"
    if _RIS.match(text):
        return "ris"
    if text.startswith(b"{"):
        return "jsonl"
    first = text.partition(b"\n")[0]
    return "csv" if any(sign in first for sign in (b",", b";", b"\t", b"|")) and b"\x00" not in first else None
