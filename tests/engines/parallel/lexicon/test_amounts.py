"""Amounts of money that are reckoned and not paid out: clearing, transfer, valuta; and small ones."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "一千二百万卢布 | 1200万卢布 | 12,000,000卢布",
            "ru": (
                "двенадцать миллионов рублей | 12 млн. руб. | 12 млн рублей | 12 000 000 руб. | "
                "12 миллионов рублей | 12.000.000 рублей | 12 000 тыс. руб. | 12 млн. р."
            ),
            "de": (
                "zwölf Millionen Rubel | 12 Mio. Rubel | 12 Mill. Rubel | 12 000 000 Rbl. | 12 Mio Rubel | "
                "12.000.000 Rubel | 12 Mio Rbl."
            ),
            "ko": "1천2백만루블 | 1,200만 루블 | 천이백만 루블 | 12,000,000루블 | 1200만루브리",
            "en": (
                "twelve million roubles | 12 million rubles | 12 mln roubles | 12,000,000 roubles | "
                "12m roubles | Rbl 12 million"
            ),
        },
        {
            "zh": "一千三百万卢布",
            "ru": "13 млн. руб.",
            "de": "13 Mio. Rubel",
            "ko": "1천3백만루블",
            "en": "13 million roubles",
        },
    ),
    (
        {
            "zh": "五十万转账卢布 | 50万转账卢布",
            "ru": (
                "500 тыс. переводных рублей | 500 тысяч переводных рублей | полмиллиона переводных рублей | "
                "500 тыс. пер. руб."
            ),
            "de": ("500 000 transferable Rubel | 500 000 TRbl. | 500 000 Transferrubel | 500 Tsd. transferable Rubel"),
            "ko": "50만 이체루블 | 50만 대체루블 | 500,000 이체 루블",
            "en": (
                "500,000 transferable roubles | 500 thousand transferable rubles | half a million transferable roubles"
            ),
        },
        {
            "zh": "六十万转账卢布",
            "ru": "600 тыс. переводных рублей",
            "de": "600 000 transferable Rubel",
            "ko": "60만 이체루블",
            "en": "600,000 transferable roubles",
        },
    ),
    (
        {
            "zh": "八万清算美元 | 8万记账美元 | 80000清算美元",
            "ru": "80 тыс. клиринговых долларов | 80 000 клиринговых долл.",
            "de": "80 000 Verrechnungsdollar | 80 000 Clearing-Dollar | 80 000 Clearingdollar",
            "ko": "8만 청산딸라 | 8만 청산 달러 | 80,000 청산달러",
            "en": "80,000 clearing dollars | 80 thousand clearing dollars",
        },
        {
            "zh": "九万清算美元",
            "ru": "90 тыс. клиринговых долларов",
            "de": "90 000 Verrechnungsdollar",
            "ko": "9만 청산딸라",
            "en": "90,000 clearing dollars",
        },
    ),
    (
        {
            "zh": "二十万元外汇人民币 | 20万元外汇人民币 | 外汇人民币20万元 | 20万外汇人民币",
            "ru": "200 тыс. инвалютных юаней | 200 тыс. валютных юаней | 200 000 инвалютных юаней",
            "de": "200 000 Valuta-Yuan | 200 000 Yuan in Valuta | 200 000 Valutayuan",
            "ko": "외화 인민폐 20만원",
            "en": ("200,000 foreign exchange yuan | 200,000 yuan in foreign exchange | 200,000 foreign-exchange yuan"),
        },
        {
            "zh": "三十万元外汇人民币",
            "ru": "300 тыс. инвалютных юаней",
            "de": "300 000 Valuta-Yuan",
            "ko": "외화 인민폐 30만원",
            "en": "300,000 foreign exchange yuan",
        },
    ),
    (
        {
            "zh": "四百万外汇马克 | 400万外汇马克",
            "ru": "4 млн. валютных марок | четыре миллиона валютных марок | 4 млн инвалютных марок",
            "de": "4 Mio Valutamark | 4 Mio. VM | vier Millionen Valutamark | 4 Mill. Valuta-Mark | 4 Mio VM",
            "ko": "4백만 발루타마르크 | 400만 외화마르크",
            "en": "4 million valuta marks | four million foreign exchange marks",
        },
        {
            "zh": "五百万外汇马克",
            "ru": "5 млн. валютных марок",
            "de": "5 Mio Valutamark",
            "ko": "5백만 발루타마르크",
            "en": "5 million valuta marks",
        },
    ),
    (
        {
            "zh": "九百万日元 | 900万日圆",
            "ru": "9 млн иен | 9 млн. японских иен | девять миллионов йен",
            "de": "9 Mio. Yen | neun Millionen japanische Yen | 9 Mio Yen",
            "ko": "9백만엔 | 900만 엔 | 900만 일본엔",
            "en": "9 million yen | nine million yen | JPY 9 million",
        },
        {
            "zh": "八百万日元",
            "ru": "8 млн иен",
            "de": "8 Mio. Yen",
            "ko": "8백만엔",
            "en": "8 million yen",
        },
    ),
    (
        {
            "zh": "两元四角 | 2.40元 | 2元4角 | 两块四",
            "ru": "2 юаня 40 фэней | 2,40 юаня | 2,4 юаня",
            "de": "2,40 Yuan | 2 Yuan 40 Fen",
            "ko": "값 2원 40전 인민폐 | 값 2.4 위안 | 값 2.40위안",
            "en": "2.40 yuan | 2 yuan 40 fen | RMB 2.40",
        },
        {
            "zh": "三元四角",
            "ru": "3,40 юаня",
            "de": "3,40 Yuan",
            "ko": "값 3.4 위안",
            "en": "3.40 yuan",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
