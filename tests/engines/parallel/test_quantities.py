"""Quantities: a unit is read whatever stands behind it, and another unit of its dimension is another quantity."""

from __future__ import annotations

from itertools import permutations

import pytest

from verbale.engines.parallel import compare, facts

UNITS = {
    "nmi": {"zh": "海里", "ru": "морских миль", "de": "Seemeilen", "ko": "해리", "en": "nautical miles"},
    "mi": {"zh": "英里", "ru": "миль", "de": "Meilen", "ko": "마일", "en": "miles"},
    "km": {"zh": "km", "ru": "км", "de": "km", "ko": "km", "en": "km"},
    "mu": {"zh": "亩", "ru": "му", "de": "Mu", "ko": "무", "en": "mu"},
    "ha": {"zh": "公顷", "ru": "га", "de": "Hektar", "ko": "ha", "en": "hectares"},
    "kg": {"zh": "公斤", "ru": "кг", "de": "kg", "ko": "kg", "en": "kilograms"},
    "pood": {"zh": "普特", "ru": "пудов", "de": "Pud", "ko": "푸드", "en": "poods"},
    "t": {"zh": "吨", "ru": "тонн", "de": "Tonnen", "ko": "톤", "en": "tonnes"},
    "h": {"zh": "小时", "ru": "часов", "de": "Stunden", "ko": "시간", "en": "hours"},
    "d": {"zh": "天", "ru": "дней", "de": "Tage", "ko": "일", "en": "days"},
    "wk": {"zh": "周", "ru": "недель", "de": "Wochen", "ko": "주", "en": "weeks"},
    "mo": {"zh": "个月", "ru": "месяцев", "de": "Monate", "ko": "개월", "en": "months"},
}
DIMENSIONS = [["nmi", "mi", "km"], ["mu", "ha"], ["kg", "pood", "t"], ["h", "d", "wk", "mo"]]
SAID = {"zh": "约定为{}的。", "ru": "Всего {}.", "de": "Es waren {}.", "ko": "모두 {}로 정한다.", "en": "In all {}."}
TABLE = [
    ("ko", "1,800km이며", "1800 km"),
    ("ko", "무게가 40kg을 넘다", "40 kg"),
    ("ko", "30근은", "30 jin"),
    ("zh", "每件2.5t以上", "2.5 t"),
    ("de", "2000 Tonnen", "2000 t"),
    ("en", "1900 miles", "1900 mi"),
    ("ru", "120 пудов", "120 pood"),
    ("en", "in 1990", "1990"),
]


@pytest.mark.parametrize(("language", "text", "value"), TABLE)
def test_a_unit_is_read_whatever_stands_behind_it(language: str, text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, language)] == [value]


@pytest.mark.parametrize("one", SAID)
@pytest.mark.parametrize("other", SAID)
@pytest.mark.parametrize("number", [1, 2, 40, 1800])
def test_the_same_number_of_another_unit_is_told(one: str, other: str, number: int) -> None:
    if one == other:
        return
    for units in DIMENSIONS:
        for first, second in permutations(units, 2):
            assert compare(_texts(one, other, number, first, second)) != ()
        assert [compare(_texts(one, other, number, unit, unit)) for unit in units] == [()] * len(units)


def _texts(one: str, other: str, number: int, first: str, second: str) -> dict[str, str]:
    return {
        language: SAID[language].format(f"{number} {UNITS[unit][language]}")
        for language, unit in ((one, first), (other, second))
    }


def test_centners_of_either_weight_have_one_name() -> None:
    assert compare({"de": "30 Zentner Saatgut", "ru": "30 центнеров семян"}) == ()
    assert compare({"de": "30 Zentner Saatgut", "ru": "30 тонн семян"}) != ()
