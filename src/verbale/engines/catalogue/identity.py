"""What names the same record of a source from edition to edition, and what is likely the same work (section 3)."""

from __future__ import annotations

import hashlib
import re

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.lookups import folded

FIRST_WORDS = 6
DIGEST = 16
_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def identity_of(described: Bibliographic, *, agency: str = "", raw: bytes = b"") -> str:
    """What names a record within its source: equal in two editions for what is the same record.

    Its control number with the agency that gave it (003); else its first ISBN or ISSN with year and volume; else its
    work key and the digest of its bytes, so that such a record is another one as soon as anything in it changes.
    """
    if described.control_number:
        return f"id:{agency}:{described.control_number}"
    year, volume = str(described.year or ""), _volume(described.title)
    for kind, numbers in (("isbn", described.isbn), ("issn", described.issn)):
        if numbers:
            return ":".join((kind, numbers[0], year, volume))
    return f"work:{work_key_of(described)}:{hashlib.sha256(raw).hexdigest()[:DIGEST]}"


def work_key_of(described: Bibliographic) -> str:
    """Equal for what is likely one work: first words of the title, first creator's family name, year, volume."""
    words = _words(described.title)[:FIRST_WORDS]
    year = str(described.year or "")
    return "/".join((" ".join(words), _family(described.creators), year, _volume(described.title)))


def _family(creators: tuple[str, ...]) -> str:
    """What stands before the comma, else the last word of a name."""
    if not creators:
        return ""
    family, comma, _ = creators[0].partition(",")
    words = _words(family)
    return " ".join(words if comma else words[-1:])


def _volume(title: str) -> str:
    """The figures in a title: parts and volumes differ by them."""
    return ".".join(_DIGITS.findall(folded(title)))


def _words(text: str) -> list[str]:
    return _NO_WORD.sub(" ", folded(text)).split()
