"""What one text says: tables by language, and laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.engines.parallel import facts
from verbale.engines.parallel.units import LANGUAGES

DAY = [
    ("zh", "一九五七年十二月十四日"),
    ("zh", "1957-12-14"),
    ("ru", "14 декабря 1957 г."),
    ("ru", "14.12.1957"),
    ("de", "14. Dezember 1957"),
    ("de", "14.12.1957"),
    ("ko", "1957년 12월 14일"),
    ("en", "December 14, 1957"),
    ("en", "14 December 1957"),
]
TABLE = [
    ("zh", "5月10日至16日", "--05-10/--05-16"),
    ("ru", "с 10 по 16 мая 1987 г.", "1987-05-10/1987-05-16"),
    ("de", "vom 10. bis 16. Mai 1987", "1987-05-10/1987-05-16"),
    ("en", "from 28 September to 2 October 2015", "2015-09-28/2015-10-02"),
    ("ko", "2021~2025년", "2021/2025"),
    ("ru", "до конца октября 1987 года", "../1987-10-31"),
    ("en", "by the end of October 1987", "../1987-10-31"),
    ("zh", "1987年10月", "1987-10"),
    ("en", "in October", "--10"),
    ("zh", "80年代", "198X"),
    ("de", "in den achtziger Jahren", "198X"),
    ("en", "the eighties", "198X"),
    ("zh", "1958年上半年", "1958-01/1958-06"),
    ("ru", "II квартал 1959 г.", "1959-04/1959-06"),
    ("ko", "1962년 1/4분기", "1962-01/1962-03"),
    ("de", "um halb neun Uhr morgens", "T08:30"),
    ("zh", "百分之三十", "30%"),
    ("en", "9.5 percentage points", "9.5%p"),
    ("ko", "제7차", "7."),
    ("de", "1,25 Mio. DM", "1250000 DEM"),
    ("zh", "人民币三十五万元", "350000 CNY"),
    ("zh", "两元四角", "2.4 CNY"),
    ("ru", "полгода", "6 mo"),
    ("de", "anderthalb Jahre", "18 mo"),
    ("zh", "半年", "6 mo"),
    ("ko", "사흘", "3 d"),
    ("de", "fünfjährig", "5 a"),
    ("zh", "十二万平方公里", "120000 km²"),
    ("ko", "헥타르당 6.4톤", "6.4 t/ha"),
    ("ru", "ГОСТ 310.4", "GOST 310.4"),
    ("ru", "в Венгрии", "Hungary"),
    ("de", "aus Ungarn", "Hungary"),
    ("ru", "в половине десятого утра", "T09:30"),
    ("ru", "без четверти десять вечера", "T21:45"),
    ("de", "um Viertel vor neun Uhr morgens", "T08:45"),
    ("en", "at ten minutes past nine in the morning", "T09:10"),
    ("zh", "晚上八点三刻", "T20:45"),
    ("ko", "오후 3시 10분 전", "T14:50"),
    ("zh", "一刻钟", "15 min"),
    ("en", "a quarter of an hour", "15 min"),
    ("zh", "一米二", "1.2 m"),
    ("ru", "1 м 40 см", "140 cm"),
    ("de", "ein Jahr und sechs Monate", "18 mo"),
    ("ru", "полвека", "50 a"),
    ("de", "anderthalb Jahrzehnte", "15 a"),
    ("ko", "반세기", "50 a"),
    ("zh", "九成五", "95%"),
    ("ko", "9할 5푼", "95%"),
    ("de", "17,5 vom Hundert", "17.5%"),
    ("en", "three per mille", "0.3%"),
    ("ko", "2월 스무날", "--02-20"),
    ("ru", "30.IV.1958", "1958-04-30"),
    ("ru", "в 1960-61 гг.", "1960/1961"),
    ("ru", "к 1 янв. 1960 г.", "../1960-01-01"),
    ("zh", "八六年", "1986"),
    ("de", "in der ersten Maihälfte", "--05 H1"),
    ("zh", "五月上半月", "--05 H1"),
    ("ru", "во второй половине октября 1987 г.", "1987-10 H2"),
    ("zh", "最晚在二〇〇八年二月底", "../2008-02-29"),
    ("ru", "12 р. 50 к.", "12.5 RUB"),
    ("en", "900 Canadian dollars", "900 CAD"),
    ("en", "$1.2m", "1200000 USD"),
    ("ru", "полтора десятка", "15"),
    ("ru", "полтораста", "150"),
    ("ru", "двадцатая часть", "0.05"),
    ("de", "zweier Normen", "2"),
    ("de", "zweieinhalbtausend Blatt", "2500"),
    ("ko", "십분의 일만", "0.1"),
    ("ru", "из сеульской фирмы", "Seoul"),
]


@pytest.mark.parametrize(("language", "text"), DAY)
def test_a_day_is_the_same_in_every_manner(language: str, text: str) -> None:
    assert [(fact.kind, fact.value) for fact in facts(text, language)] == [("date", "1957-12-14")]


@pytest.mark.parametrize(("language", "text", "value"), TABLE)
def test_a_text_says_one_fact(language: str, text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, language)] == [value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "两国代表"),
        ("zh", "第三国"),
        ("zh", "一方面"),
        ("ru", "обе стороны"),
        ("ko", "양국"),
        ("de", "beide Seiten"),
    ],
)
def test_what_is_no_count_is_no_firm_fact(language: str, text: str) -> None:
    assert [fact for fact in facts(text, language) if not fact.soft] == []


@given(st.text(max_size=60), st.sampled_from([*LANGUAGES, "fr"]))
@settings(deadline=None, max_examples=300)
def test_no_text_is_refused_and_every_fact_lies_in_it(text: str, language: str) -> None:
    for fact in facts(text, language):
        assert text[fact.start : fact.end] == fact.as_written


@given(
    st.lists(st.sampled_from(list("0123456789.,:/- 年月日%十百<>г.мая第Maiвк원년bis的")), max_size=40),
    st.sampled_from(LANGUAGES),
)
@settings(deadline=None, max_examples=300)
def test_no_row_of_figures_is_refused(characters: list[str], language: str) -> None:
    facts("".join(characters), language)
