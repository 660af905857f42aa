"""Dates among words that only look like parts of them."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare, facts

TABLE = [
    ("en", "one until 30 June, the other until 5 July", ["1", "../--06-30", "../--07-05"]),
    ("en", "shipped on March 27, the second later", ["--03-27", "2."]),
    ("en", "on 5, 6 and 7 May", ["--05-05", "--05-06", "--05-07"]),
    ("en", "from the first to the tenth of May", ["--05-01/--05-10"]),
    ("de", "in der ersten Aprildekade 1983", ["1983-04 early"]),
    ("de", "in der zweiten Maihälfte 1983", ["1983-05 H2"]),
    ("de", "Ende Mai 1983", ["1983-05 late"]),
    ("de", "spätestens zum Jahresende 1983", ["../1983-12-31"]),
    ("de", "zur Jahresmitte 1983", ["1983 mid"]),
    ("en", "by year-end 1983", ["../1983-12-31"]),
    ("ko", "1983년 연말까지", ["../1983-12-31"]),
    ("de", "die zweite März- und die zweite Maiwoche", ["2.", "--03", "2."]),
    ("de", "am 2. März und am 5. Mai", ["--03-02", "--05-05"]),
]
SAME = [
    {"ru": "до осеннего сева 1958 года", "zh": "在一九五八年秋播以前"},
    {"ko": "2004년 춘계 학술대회", "en": "the conference of spring 2004"},
    {"ru": "к концу 1983 года", "de": "zum Jahresende 1983"},
    {"de": "bis Jahresende 1983", "zh": "1983年底前"},
    {"de": "jede zweite April- und Juliwoche", "en": "every second week of April and July"},
    {"zh": "五月和九月会议", "de": "die Mai- und Septembertagung"},
    {"de": "im Wintersemester 1992", "ru": "зимой 1992 года"},
]


@pytest.mark.parametrize(("language", "text", "values"), TABLE)
def test_a_day_does_not_take_in_what_counts_otherwise(language: str, text: str, values: list[str]) -> None:
    assert [fact.value for fact in facts(text, language)] == values


@pytest.mark.parametrize("texts", SAME)
def test_a_season_is_told_by_an_adjective_too(texts: dict[str, str]) -> None:
    assert compare(texts) == ()
