"""Differences of minutes as pages say them: dates as a reader writes them, languages by their own names."""

from __future__ import annotations

import pytest
from django.utils import translation

from verbale.engines.parallel import Finding, FindingKind, Instead
from verbale.web.minutes_words import sentence


def differing(says: str, instead: str = "", kind: FindingKind = FindingKind.DATE) -> Finding:
    near = Instead(instead, "14 日", 0, 4) if instead else None
    return Finding(kind, "ru", "zh", says, "14 декабря", 0, 10, near)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (differing("../1957-12-14", "1957-12-15"),
         "The Русский text says the date “14 декабря” (by 14 December 1957); the 中文 text does not. "
         "It says “14 日” (15 December 1957)."),
        (differing("1957"), "The Русский text says the date “14 декабря” (1957); the 中文 text does not."),
        (differing("--12-14", "--12-15"),
         "The Русский text says the date “14 декабря”; the 中文 text does not. It says “14 日”."),
        (differing("14", kind=FindingKind.NUMBER),
         "The Русский text says the number “14 декабря” (14); the 中文 text does not."),
        (Finding(FindingKind.EMPTY, "ru", "zh"), "The Русский text is empty; the 中文 text is not."),
    ],
)  # fmt: skip
def test_a_difference_is_said_as_its_reader_writes(found, said):
    with translation.override("en"):
        assert sentence(found) == said


def test_a_date_is_said_in_the_language_of_the_reader():
    with translation.override("zh-hans"):
        assert "(1957年12月14日)" in sentence(differing("1957-12-14")).replace("（", "(").replace("）", ")")
