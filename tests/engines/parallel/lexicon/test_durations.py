"""Lengths of time."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "为期半年 | 为期六个月 | 期限6个月",
            "ru": "на полгода | сроком на шесть месяцев | сроком 6 мес. | на полгода | в течение полугода",
            "de": "für ein halbes Jahr | auf sechs Monate | für 6 Monate | halbjährig",
            "ko": "반년간 | 6개월간 | 여섯달동안 | 육개월 | 반년동안 | 6달간",
            "en": "for half a year | for six months | for 6 months | for a half-year",
        },
        {
            "zh": "为期九个月",
            "ru": "сроком на девять месяцев",
            "de": "auf neun Monate",
            "ko": "9개월간",
            "en": "for nine months",
        },
    ),
    (
        {
            "zh": "一年半 | 十八个月 | 18个月 | 一年零六个月",
            "ru": (
                "полтора года | на 1,5 года | 18 месяцев | восемнадцать месяцев | в течение полутора лет | "
                "1 год и 6 месяцев | полуторагодичный срок | полуторагодовой срок"
            ),
            "de": (
                "anderthalb Jahre | eineinhalb Jahre | 1 1/2 Jahre | 1½ Jahre | 18 Monate | 1,5 Jahre | "
                "achtzehn Monate | ein und ein halbes Jahr"
            ),
            "ko": "1년 반 | 1년반 | 일년 반 | 18개월 | 1년 6개월 | 열여덟달",
            "en": (
                "one and a half years | a year and a half | 18 months | eighteen months | 1½ years | "
                "one year and six months | 1.5 years"
            ),
        },
        {
            "zh": "两年半",
            "ru": "два с половиной года",
            "de": "zweieinhalb Jahre",
            "ko": "2년 반",
            "en": "two and a half years",
        },
    ),
    (
        {
            "zh": "两周 | 两个星期 | 14天 | 十四天 | 二周 | 2周",
            "ru": (
                "две недели | двухнедельный срок | 14 дней | 2 недели | 2-недельный срок | "
                "четырнадцать дней | в двухнедельный срок"
            ),
            "de": "zwei Wochen | 14 Tage | vierzehn Tage | 2 Wochen | zweiwöchig | vierzehntägig",
            "ko": "2주일 | 두주일 | 2주 | 14일간 | 두 주 | 이주일",
            "en": "two weeks | a fortnight | 14 days | fourteen days | 2 weeks | a two-week period",
        },
        {
            "zh": "三周",
            "ru": "три недели",
            "de": "drei Wochen",
            "ko": "3주일",
            "en": "three weeks",
        },
    ),
    (
        {
            "zh": "三天 | 三日内 | 3天 | 三昼夜",
            "ru": "трое суток | три дня | трёхдневный | 3 дня | 3 суток | трех дней | 3-дневный | 72 часа",
            "de": "drei Tage | 3 Tage | dreitägig | 3tägig | 3-tägig",
            "ko": "사흘 | 3일간 | 삼일간 | 사흘동안",
            "en": "three days | 3 days | three-day | 72 hours",
        },
        {
            "zh": "四天",
            "ru": "четверо суток | четыре дня",
            "de": "vier Tage",
            "ko": "나흘 | 4일간",
            "en": "four days",
        },
    ),
    (
        {
            "zh": "十天 | 10天 | 十日内",
            "ru": ("десять дней | 10 суток | десятидневный | 10-дневный срок | десять суток | в десятидневный срок"),
            "de": "zehn Tage | 10 Tage | zehntägig",
            "ko": "열흘 | 10일간 | 열흘동안",
            "en": "ten days | 10 days | ten-day",
        },
        {
            "zh": "十二天",
            "ru": "двенадцать дней",
            "de": "zwölf Tage",
            "ko": "열이틀 | 12일간",
            "en": "twelve days",
        },
    ),
    (
        {
            "zh": "十五天 | 15天 | 半个月",
            "ru": "пятнадцать дней | 15 дней | полмесяца | 15 суток",
            "de": "fünfzehn Tage | 15 Tage | ein halber Monat",
            "ko": "보름 | 15일간 | 보름간 | 보름동안",
            "en": "fifteen days | 15 days | half a month",
        },
        {
            "zh": "二十五天",
            "ru": "двадцать пять дней",
            "de": "25 Tage",
            "ko": "25일간",
            "en": "25 days",
        },
    ),
    (
        {
            "zh": "两昼夜 | 两天 | 48小时",
            "ru": "двое суток | 2 суток | два дня | двух дней | двухдневный | 48 часов",
            "de": "zwei Tage | 2 Tage | 48 Stunden | zweitägig",
            "ko": "이틀 | 2일간 | 이틀간 | 48시간",
            "en": "two days | 48 hours | two-day",
        },
        {
            "zh": "五昼夜",
            "ru": "пять суток",
            "de": "fünf Tage",
            "ko": "닷새 | 5일간",
            "en": "five days",
        },
    ),
    (
        {
            "zh": "三个月 | 3个月",
            "ru": "три месяца | 3 месяца | трёхмесячный срок | 3-месячный | в трехмесячный срок",
            "de": "drei Monate | 3 Monate | ein Vierteljahr | dreimonatig | vierteljährig",
            "ko": "석달 | 3개월 | 세달 | 삼개월",
            "en": "three months | 3 months | a three-month period",
        },
        {
            "zh": "五个月",
            "ru": "пять месяцев",
            "de": "fünf Monate",
            "ko": "다섯달 | 5개월",
            "en": "five months",
        },
    ),
    (
        {
            "zh": "五年 | 5年 | 为期五年",
            "ru": "пять лет | 5 лет | пятилетний срок | сроком на 5 лет | пяти лет",
            "de": "fünf Jahre | 5 Jahre | fünfjährig | auf die Dauer von fünf Jahren",
            "ko": "5년간 | 5년 | 오년간 | 다섯해 | 5개년",
            "en": "five years | 5 years | a five-year term | five-year period",
        },
        {
            "zh": "十年",
            "ru": "десять лет",
            "de": "zehn Jahre",
            "ko": "10년간",
            "en": "ten years",
        },
    ),
    (
        {
            "zh": "两个半小时 | 2.5小时 | 二小时三十分钟 | 两个半钟头 | 150分钟",
            "ru": "два с половиной часа | 2,5 часа | 2 ч. 30 мин. | 2 часа 30 минут | 150 минут",
            "de": (
                "zweieinhalb Stunden | 2,5 Stunden | 2½ Stunden | 2 Std. 30 Min. | "
                "zwei Stunden dreißig Minuten | 150 Minuten"
            ),
            "ko": "2시간 반 | 2시간 30분 | 두시간 반 | 두 시간 삼십분 | 150분",
            "en": (
                "two and a half hours | 2.5 hours | 2½ hours | 2 hrs 30 min | 150 minutes | "
                "two hours and thirty minutes"
            ),
        },
        {
            "zh": "三个半小时",
            "ru": "три с половиной часа",
            "de": "dreieinhalb Stunden",
            "ko": "3시간 반",
            "en": "three and a half hours",
        },
    ),
    (
        {
            "zh": "签字后三十天内 | 签字后30日内 | 签署之日起30天内",
            "ru": (
                "в течение 30 дней после подписания | в тридцатидневный срок со дня подписания | "
                "в 30-дневный срок после подписания | в течение тридцати дней со дня подписания"
            ),
            "de": (
                "innerhalb von 30 Tagen nach Unterzeichnung | binnen dreißig Tagen nach Unterzeichnung | "
                "30 Tage nach der Unterzeichnung"
            ),
            "ko": "서명후 30일이내에 | 서명한 날부터 30일 안에 | 서명후 30일내에",
            "en": (
                "within 30 days of signature | within thirty days after signing | "
                "not later than 30 days after signature"
            ),
        },
        {
            "zh": "签字后四十天内",
            "ru": "в течение 40 дней после подписания",
            "de": "innerhalb von 40 Tagen nach Unterzeichnung",
            "ko": "서명후 40일이내에",
            "en": "within 40 days of signature",
        },
    ),
    (
        {
            "zh": "四个月半 | 四个半月",
            "ru": "четыре с половиной месяца | 4,5 месяца | 4½ месяца",
            "de": "viereinhalb Monate | 4 1/2 Monate | 4,5 Monate",
            "ko": "4개월 반 | 4달반 | 넉달반 | 넉 달 반",
            "en": "four and a half months | 4½ months | 4.5 months",
        },
        {
            "zh": "五个半月",
            "ru": "пять с половиной месяцев",
            "de": "fünfeinhalb Monate",
            "ko": "5개월 반",
            "en": "five and a half months",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
