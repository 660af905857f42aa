"""Whatever number is written in words or digits, it is found with its value and at its place."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.engines.parallel.numerals import writers
from verbale.engines.parallel.numerals import Form, numerals

ROUND = st.builds(lambda a, b: a * 10**b, st.integers(1, 999), st.integers(0, 9))
NUMBERS = st.one_of(
    st.integers(0, 10**12 - 1),
    st.integers(0, 9999),
    st.builds(lambda a, b: a * 10**b, st.integers(1, 999), st.integers(0, 9)),
)
CASES = st.integers(0, 5)


def assert_found(before: str, words: str, after: str, language: str, value: int, form: Form = Form.CARDINAL) -> None:
    text = before + words + after
    found = [(text[n.start : n.end], n.value, n.form) for n in numerals(text, language)]
    assert found == [(words, Fraction(value), form)]


@given(NUMBERS, CASES, st.sampled_from("mfn"))
@example(40, 1, "m")
@example(10**6, 0, "m")
def test_russian(number: int, case: int, gender: str) -> None:
    words = writers.russian(number, case, gender)
    assert_found("", words, "", "ru", number)
    assert_found("Стороны согласовали не менее ", words, " проектов с учётом сроков.", "ru", number)


@given(st.integers(1, 2100), CASES, st.sampled_from("mfnp"))
def test_russian_ordinals(number: int, case: int, gender: str) -> None:
    words = writers.russian_ordinal(number, case, gender)
    assert_found("Решения ", words, " сессии и документы.", "ru", number, Form.ORDINAL)


@given(NUMBERS)
@example(1)
@example(10**6 + 1)
def test_german(number: int) -> None:
    words = writers.german(number)
    assert_found("", words, "", "de", number)
    assert_found("Man vereinbarte ", words, " Vorhaben der Kommission.", "de", number)


@given(st.integers(1, 2100), st.sampled_from(["e", "en", "er", "es", "em"]))
def test_german_ordinals(number: int, ending: str) -> None:
    words = writers.german_ordinal(number, ending)
    assert_found("nach der ", words, " Tagung der Kommission", "de", number, Form.ORDINAL)


@given(NUMBERS, st.booleans())
def test_english(number: int, british: bool) -> None:
    words = writers.english(number, british)
    assert_found("", words, "", "en", number)
    assert_found("It was agreed that ", words, " projects be continued.", "en", number)


@given(st.integers(1, 2100))
def test_english_ordinals(number: int) -> None:
    assert_found("after the ", writers.english_ordinal(number), " meeting of experts", "en", number, Form.ORDINAL)


@given(NUMBERS)
@example(105)
@example(10**8 + 3)
def test_chinese(number: int) -> None:
    words = writers.chinese(number)
    assert_found("", words, "", "zh", number)
    assert_found("会议商定了", words, "个项目。", "zh-Hans", number)


@given(st.integers(1, 10**12 - 1))
def test_chinese_ordinals(number: int) -> None:
    assert_found("委员会", "第" + writers.chinese(number), "次会议", "zh", number, Form.ORDINAL)


@given(st.integers(1000, 2999))
def test_chinese_years(number: int) -> None:
    words = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    assert_found("于", words, "年签订", "zh", number)


@given(NUMBERS.filter(bool))
def test_korean(number: int) -> None:
    if number >= 10 or number in (4, 7, 8):
        assert_found("모두 ", writers.korean(number), " 개월의 계획", "ko", number)


@given(st.integers(1, 99))
def test_korean_native(number: int) -> None:
    assert_found("양측은 과제 ", writers.korean_native(number), " 개를 승인하였다.", "ko", number)
    assert_found("위원 ", writers.korean_native(number), "명이 참석하였다.", "ko", number)


@given(st.integers(1, 9999))
def test_korean_ordinals(number: int) -> None:
    text = f"공동위원회 제{writers.korean(number)}차 회의"
    found = numerals(text, "ko")
    assert [(text[n.start : n.end], n.value, n.form) for n in found] == [
        ("제" + writers.korean(number), Fraction(number), Form.ORDINAL)
    ]


SEPARATORS = {"de": (".", ","), "ru": ("\u00a0", ","), "en": (",", "."), "zh": (",", "."), "ko": (",", ".")}


@given(st.integers(0, 10**12), st.integers(0, 999), st.sampled_from(sorted(SEPARATORS)))
def test_digits(number: int, thousandths: int, language: str) -> None:
    group, point = SEPARATORS[language]
    words = f"{number:,}".replace(",", group)
    before = {"de": "etwa ", "ru": "около ", "en": "about ", "zh": "约", "ko": "약 "}[language]
    text = f"{before}{words}{point}{thousandths:03}5 kg"
    found = [(text[n.start : n.end], n.value, n.in_digits) for n in numerals(text, language)]
    value = number + Fraction(thousandths, 1000) + Fraction(5, 10**4)
    assert found == [(f"{words}{point}{thousandths:03}5", value, True)]
    assert [n.value for n in numerals(f"{before}{words} kg", language)] == [number]


@pytest.mark.parametrize("language", ["zh", "ru", "de", "ko", "en", "fr", "zh-Hans", ""])
@given(text=st.text())
def test_any_text(language: str, text: str) -> None:
    found = numerals(text, language)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all(0 <= n.start < n.end <= len(text) for n in found)


_HAN = "一二两十百千万亿〇零点半第分之又几统進"
_HANGUL = "일이삼십백천만억조제분의반점첫두"
_WORDS = (
    "сто тысяча с половиной две пятых целых hundert und tausend ein hundred and thousand half third point XIV"
).split()
_SIGNS = ["5", "1.", ",", " ", "(", ")", "-", "\n", "½", "/", "％", "\u0301", "é", "İ", "\u1112", "\u1161", "\u11ab"]
PIECES = st.sampled_from([*_HAN, *_HANGUL, *_WORDS, *_SIGNS])


@pytest.mark.parametrize("language", ["zh", "ru", "de", "ko", "en"])
@given(text=st.lists(PIECES, max_size=30).map("".join))
def test_rubble(language: str, text: str) -> None:
    found = numerals(text, language)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


LONG = (
    "1|1,|1.|1 |1/2 |12 345 |1.234|1,234|一|十|百|万|一万|一百零|第|两三|一又|三分之|统|千|일|십|만|백 |제|3억 |두|"
    "сто |тысяча |миллион |два с половиной |пяти|две пятых |ein|hundert|hundertund|zwei |eine Million |tausend|"
    "million |hundred and |twenty-|two and a half |X|(|)|(1|1) |\u0301|a. 1. B|½|\n"
).split("|")


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("language", ["zh", "ru", "de", "ko", "en"])
def test_long_texts_end(piece: str, language: str) -> None:
    """Were the time quadratic, this would not end within the patience of a test run."""
    assert numerals(piece * (3 * 10**4 // len(piece)), language) is not None
