"""Which scheme a record was written in, told by the fields that only one of them has.

MARC 21 and KORMARC have the title in 245, UNIMARC and CNMARC in 200. CNMARC is UNIMARC that carries the Chinese Library
Classification (690), a Chinese source of the record (801 $a CN) or a Chinese holding (905). KORMARC is MARC 21 that
carries the Korean decimal classification (056) or numbers of the National Library of Korea (012, 052), a Korean
library's six digits as cataloguing source (040), or holdings with their numbers in 049 $l.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

MARC21, KORMARC, UNIMARC, CNMARC = "marc21", "kormarc", "unimarc", "cnmarc"
UNIMARC_KIN = frozenset({UNIMARC, CNMARC})

_PROCESSING_DATA = re.compile(rb"..\x1fa\s?[0-9 |#]{8}[a-z| #][0-9 |#?-]{4}", re.DOTALL)
_KOREAN = {
    "012": re.compile(rb"..\x1fa[A-Z]{3}[0-9]{9}", re.DOTALL),
    "040": re.compile(rb"..\x1fa[0-9]{6}\x1fc[0-9]{6}", re.DOTALL),
    "049": re.compile(rb"..(?:\x1f[^\x1f]*)*?\x1fl[A-Z]{2,3}[0-9]{6}", re.DOTALL),
    "056": re.compile(rb"..\x1fa[0-9]", re.DOTALL),
}
_CHINESE = {
    "690": re.compile(rb"..\x1fa[A-Z]", re.DOTALL),
    "801": re.compile(rb"..\x1fa(?:CN|cn)", re.DOTALL),
    "905": re.compile(rb"..(?:\x1f[^\x1f]*)*?\x1fd[A-Z]{1,2}[0-9]", re.DOTALL),
}


def scheme_of(content: Mapping[str, list[bytes]]) -> str:
    """One of the four schemes, by a record's fields as bytes of any encoding that contains ASCII."""
    if "245" in content and not ("200" in content and "100" in content and _coded(content)):
        return KORMARC if _told(content, _KOREAN) else MARC21
    if "200" not in content and not _coded(content):
        return MARC21
    return CNMARC if _told(content, _CHINESE) else UNIMARC


def _coded(content: Mapping[str, list[bytes]]) -> bool:
    """Whether 100 holds the general processing data of UNIMARC and no name."""
    return any(_PROCESSING_DATA.match(value) for value in content.get("100", ()))


def _told(content: Mapping[str, list[bytes]], signs: Mapping[str, re.Pattern[bytes]]) -> bool:
    return any(shape.match(value) for tag, shape in signs.items() if tag in content for value in content[tag])
