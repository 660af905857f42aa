"""Designations in letters and figures (DIN 8061, ГОСТ 310.4, PC/AT-2), whose figures are no numbers of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FAMILY = (
    r"DIN(?: EN)?(?: ISO)?|TGL|ISO(?:/IEC)?|IEC|EN ISO|EN|GB(?:/T|J)?|JB|HG|YB|KS(?: [A-Z])?|KPS|JIS(?: [A-Z])?|ASTM(?: [A-Z])?|"  # noqa: E501
    r"ANSI|BS|NF|API|ASME|IEEE|UIC|ITU-T|RFC|VDI|VDE|UNI|ÖNORM|PN|ČSN|ГОСТ(?: Р| ISO| ИСО)?|GOST(?: R)?|OST|ОСТ|СТ СЭВ|СЭВ|ТУ|СНиП|"  # noqa: E501
    r"ИСО|МЭК|ГБ|国标|部标|RGW|ST RGW|MARC|IBM|Robotron|robotron|EC|ЕС|ES"
)
_FAMILY_NUMBER = re.compile(rf"(?<![A-Za-zА-Яа-яЁё0-9])(?:{_FAMILY})(?:\s?№)?[ –—-]?\d+(?:[.:：/–—-]\d+)*(?!\d)")
_MIXED = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё0-9-])(?=[A-Za-zА-Яа-яЁё/]*[A-ZА-ЯЁ])[A-Za-zА-Яа-яЁё]{1,8}(?:[-/][A-Za-zА-Яа-яЁё]{1,4})?-?\d[\dA-Za-zА-Яа-яЁё]*(?:[-/.]\d+[A-Za-z]?)*(?![\d])"
)
_CASE_ENDING = re.compile(r"-(?:го|й|я|е|ю|м|х|ая|ый|ое|ого|st|nd|rd|th|er)$")
_MONEY = re.compile(
    r"(?:US|DM|M|EUR|USD|CHF|SFr|RMB|CNY|Rbl|VM|Nr|No|HK|R|km|H|Q|KRW|GBP|JPY|RUB|KPW|DEM)-?[\d.,]+$|.*-(?:го|й|я|е)$"
)
_LETTERS = dict(zip("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", (
    "A", "B", "V", "G", "D", "E", "E", "ZH", "Z", "I", "I", "K", "L", "M", "N", "O", "P", "R", "S", "T", "U", "F", "H", "C", "CH", "SH", "SCH",  # noqa: E501
    "", "Y", "", "E", "YU", "YA",
), strict=True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Designated:
    """``text[start:end]`` is a designation, the same in every script as ``value``."""

    start: int
    end: int
    value: str


def designations(text: str) -> list[Designated]:
    """The designations of a spelled text, in order, not overlapping."""
    found = sorted(_found(text), key=lambda one: (one.start, -one.end))
    kept: list[Designated] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _found(text: str) -> Iterator[Designated]:
    for match in _FAMILY_NUMBER.finditer(text):
        yield Designated(match.start(), match.end(), _key(match[0]))
    for match in _MIXED.finditer(text):
        if not _MONEY.fullmatch(match[0]) and not _CASE_ENDING.search(match[0]):
            yield Designated(match.start(), match.end(), _key(match[0]))


def _key(written: str) -> str:
    plain = re.sub(r"[–—]", "-", written.upper()).replace("：", ":")
    letters = "".join(_LETTERS.get(c, c) for c in plain.replace("国标", "GB").replace("ГБ", "GB"))
    return " ".join(re.sub(r"(?<=[A-Z])[\s-]?(?=\d)", " ", letters).replace("GB/T", "GB").split())
