"""Times of day and spans of them, as papers of seven decades write them."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": (
                "上午九时三十分开会 | 上午9时30分开会 | 上午9:30开会 | 上午九点半开会 | 9点30分开会 | "
                "九点三十分开会 | 早上九点半开会"
            ),
            "ru": (
                "начало в 9 час. 30 мин. | начало в 9 ч 30 мин | начало в 9 ч. 30 м. | начало в 9.30 | "
                "начало в 9:30 | начало в 9 часов 30 минут | начало в 09.30 час. | "
                "начало в половине десятого утра | начало в девять тридцать утра | "
                "начало в 9 час 30 мин утра | начало в 9:30 ч."
            ),
            "de": (
                "Beginn um 9 Uhr 30 | Beginn um 9.30 Uhr | Beginn um 9:30 Uhr | Beginn um halb zehn | "
                "Beginn um neun Uhr dreißig | Beginn 09.30 Uhr | Beginn um 9 Uhr 30 Minuten | "
                "Beginn um 9.30 h | Beginn um 9h30"
            ),
            "ko": (
                "9시 30분에 시작 | 오전 9시 30분에 시작 | 오전 9시반에 시작 | 9:30에 시작 | "
                "상오 9시 30분에 시작 | 오전 아홉시 삼십분에 시작 | 아침 9시 반에 시작 | 아홉 시 반에 시작"
            ),
            "en": (
                "begins at 9:30 a.m. | begins at 9.30 am | begins at half past nine | begins at 0930 hrs | "
                "begins at 0930 hours | begins at 09:30 | begins at nine thirty | begins at 9:30 AM | "
                "begins at 9.30 o'clock | begins at 0930h"
            ),
        },
        {
            "zh": "上午九时四十分开会",
            "ru": "начало в 9 час. 40 мин.",
            "de": "Beginn um 9 Uhr 40",
            "ko": "9시 40분에 시작",
            "en": "begins at 0940 hrs",
        },
    ),
    (
        {
            "zh": (
                "下午二时三刻抵达 | 14时45分抵达 | 十四时四十五分抵达 | 下午2点45分抵达 | 14:45抵达 | "
                "下午差一刻三点抵达"
            ),
            "ru": (
                "прибытие в 14 час. 45 мин. | прибытие в 14.45 | прибытие в 2 часа 45 минут дня | "
                "прибытие без четверти три дня | прибытие в 14 ч. 45 мин. | прибытие в 14 ч 45 | "
                "прибытие без пятнадцати три дня"
            ),
            "de": (
                "Ankunft 14 Uhr 45 | Ankunft um 14.45 Uhr | Ankunft um Viertel vor drei nachmittags | "
                "Ankunft um drei viertel drei nachmittags | Ankunft um dreiviertel drei nachmittags | "
                "Ankunft um 2.45 Uhr nachmittags"
            ),
            "ko": (
                "14시 45분 도착 | 오후 2시 45분 도착 | 하오 2시 45분 도착 | 오후 두시 사십오분 도착 | "
                "오후 3시 15분 전 도착"
            ),
            "en": (
                "arrival at 2:45 p.m. | arrival at 1445 hrs | "
                "arrival at a quarter to three in the afternoon | arrival at 14:45 | arrival at 14.45 hrs | "
                "arrival at 2.45 P.M. | arrival at 1445 hours | arrival at 2:45 pm"
            ),
        },
        {
            "zh": "下午二时一刻抵达",
            "ru": "прибытие в 14 час. 15 мин.",
            "de": "Ankunft 14 Uhr 15",
            "ko": "14시 15분 도착",
            "en": "arrival at 1415 hrs",
        },
    ),
    (
        {
            "zh": "上午八时至十二时 | 8时至12时 | 上午8:00—12:00 | 8:00至12:00 | 上午八点到十二点",
            "ru": (
                "с 8 до 12 часов | с 8 час. до 12 час. | с 8.00 до 12.00 | с 8:00 до 12:00 | "
                "с восьми до двенадцати часов | с 8 ч. до 12 ч. | с 8.00 до 12.00 час."
            ),
            "de": (
                "von 8 bis 12 Uhr | von 8.00 bis 12.00 Uhr | 8–12 Uhr | von 8 Uhr bis 12 Uhr | "
                "zwischen 8 und 12 Uhr | 8.00–12.00 Uhr"
            ),
            "ko": "8시부터 12시까지 | 오전 8시~12시 | 08:00~12:00 | 8시에서 12시까지 | 상오 8시부터 12시까지",
            "en": (
                "from 8 to 12 o'clock | from 8 a.m. to 12 noon | 8:00–12:00 | from 0800 to 1200 hrs | "
                "from 8.00 a.m. to 12.00 noon | between 8 a.m. and noon"
            ),
        },
        {
            "zh": "上午八时至十一时",
            "ru": "с 8 до 11 часов",
            "de": "von 8 bis 11 Uhr",
            "ko": "8시부터 11시까지",
            "en": "from 8 to 11 o'clock",
        },
    ),
    (
        {
            "zh": "晚上七时 | 19时 | 晚七点钟 | 晚上7点整 | 19:00 | 十九时正",
            "ru": ("в 19 час. | в 7 часов вечера | в 19.00 | в 19 ч. | в 19 часов | в семь часов вечера | в 19-00"),
            "de": "um 19 Uhr | um 7 Uhr abends | um 19.00 Uhr | abends um sieben Uhr | um 19 h | 19:00 Uhr",
            "ko": "저녁 7시 | 19시 | 오후 7시 정각 | 오후 일곱시 | 19:00 | 저녁 일곱 시",
            "en": (
                "at 7 p.m. | at 1900 hrs | at seven o'clock in the evening | at 19:00 | at 1900 hours | "
                "at 7 o'clock p.m."
            ),
        },
        {
            "zh": "晚上八时",
            "ru": "в 20 час.",
            "de": "um 20 Uhr",
            "ko": "저녁 8시",
            "en": "at 8 p.m.",
        },
    ),
    (
        {
            "zh": "中午十二时 | 正午 | 12时 | 中午12点 | 12:00",
            "ru": "в полдень | в 12 часов дня | в 12 час. | в 12.00",
            "de": "um 12 Uhr mittags | um 12.00 Uhr | um zwölf Uhr | am Mittag um 12 Uhr",
            "ko": "정오 | 낮 12시 | 12시 | 오후 12시",
            "en": "at noon | at 12 noon | at twelve o'clock | at 1200 hrs | at 12:00 p.m.",
        },
        {
            "zh": "下午二时",
            "ru": "в 14 час.",
            "de": "um 14 Uhr",
            "ko": "오후 2시",
            "en": "at 2 p.m.",
        },
    ),
    (
        {
            "zh": "上午十时正 | 十时整 | 上午10点",
            "ru": "ровно в 10 часов утра | в 10 час. утра | в 10 ч. 00 мин. | в 10.00",
            "de": "pünktlich um 10 Uhr | um 10 Uhr vormittags | um zehn Uhr | 10.00 Uhr",
            "ko": "오전 10시 정각에 | 상오 열시에 | 10시에 | 10시 00분에",
            "en": "at 10 o'clock sharp | at 10 a.m. | at 1000 hours | at ten in the morning",
        },
        {
            "zh": "上午十一时正",
            "ru": "в 11 час. утра",
            "de": "um 11 Uhr vormittags",
            "ko": "오전 11시에",
            "en": "at 11 a.m.",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
