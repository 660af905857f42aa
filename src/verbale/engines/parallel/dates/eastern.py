"""Dates as Chinese and Korean write them, among them rows whose word is said once: 8~9월, 六、七两月."""

from __future__ import annotations

import re

from verbale.engines.parallel.dates.words import KOREAN_DAYS

_N = r"<[cos]+\d{1,2}>"
_YEAR = r"1[4-9]\d\d|20\d\d|21\d\d"
_TILL = r"[—–~·、,和与或至到및과와-]"
#: The two of them, behind a row: 六、七两月. Where the row counts on, 一二月, the last figure is one of the row.
_COUNT = r"(?:(?<!<c1>)(?<!<cs1>)<[cs]+2>|(?<!<c2>)(?<!<cs2>)<[cs]+3>(?=个))个?"


def _row(word: str) -> str:
    """What stands behind a figure whose word comes only behind the last of a row."""
    return rf"(?=(?:\s*{_TILL}\s*{_N}){{1,4}}{word})"


_ZH_MONTH = rf"(?:\s*月份?|{_COUNT}月份?|" + _row(rf"(?:{_COUNT}|\s*)月") + rf"|(?={_N}月))"
_ZH_DAY = rf"(?:\s*[日号]|{_COUNT}[日天]|" + _row(rf"(?:{_COUNT}[日天]|\s*[日号])") + ")"
_KO_MONTH = r"(?:\s*월(?!간)|" + _row(r"\s*월(?!간)") + ")"
_KO_DAY = r"(?:\s*일(?!간)|" + _row(r"\s*일(?!간)") + r"|\s*날(?![마씨]))"
_NATIVE = "|".join(sorted(KOREAN_DAYS, key=len, reverse=True))


def _ko_day(place: str) -> str:
    return rf"<[cos]+(?P<d{place}>\d{{1,2}})>{_KO_DAY}|\s*(?P<w{place or 1}>{_NATIVE})"


EASTERN = {
    "zh": re.compile(
        rf"(?:<[cos]+(?P<y>{_YEAR}|\d\d)>(?P<n>\s*年度?)|<[cos]+(?P<y2>{_YEAR})>(?=\s*[至到—–~-]\s*<[cos]+\d{{2,4}}>\s*年))"
        rf"(?:\s*<[cos]+(?P<m>\d{{1,2}})>{_ZH_MONTH}(?:\s*<[cos]+(?P<d>\d{{1,2}})>{_ZH_DAY})?)?"
        rf"|<[cos]+(?P<m2>\d{{1,2}})>{_ZH_MONTH}(?:\s*<[cos]+(?P<d2>\d{{1,2}})>{_ZH_DAY})?"
        rf"|<[cos]+(?P<d3>\d{{1,2}})>(?:\s*[日号](?!内|间|游|后|以内|之内|元|楼|线|机|车|文)|{_COUNT}日)"
    ),
    "ko": re.compile(
        rf"(?:<[cos]+(?P<y>{_YEAR}|\d\d)>(?P<n>\s*년(?!간|생|대)(?:도)?)|<[cos]+(?P<y2>{_YEAR})>(?=\s*[—–~-]\s*<[cos]+\d{{4}}>\s*년))"
        rf"(?:\s*<[cos]+(?P<m>\d{{1,2}})>{_KO_MONTH}(?:\s*(?:{_ko_day('')}))?)?"
        rf"|<[cos]+(?P<m2>\d{{1,2}})>{_KO_MONTH}(?:\s*(?:{_ko_day('2')}))?"
        r"|<[cos]+(?P<d3>\d{1,2})>\s*일(?!간|째|\s*(?:이내|안에|동안|후|뒤|정))"
    ),
}
"""The shapes of a date: its year, month and day in groups named by their first letters, native Korean days in ``w``."""
