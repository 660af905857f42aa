"""Percentages, per mille, folds, fractions and ratios."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "提高百分之十五 | 提高15% | 增长15％ | 提高百分之15 | 提高一成五",
            "ru": "увеличить на пятнадцать процентов | на 15 % | на 15% | на 15 проц. | на 15 процентов",
            "de": ("um fünfzehn Prozent | um 15 % | um 15% | um 15 v. H. | um 15 Prozent | um 15 vH | um 15 Proz."),
            "ko": (
                "15프로 증가 | 15% 증가 | 15퍼센트 증가 | 십오프로 증가 | 15프로쎈트 증가 | 100분의 15 증가 | 15％ 증가"
            ),
            "en": "by fifteen per cent | by 15 percent | by 15% | by 15 p.c. | by 15 pct | by 15 per cent.",
        },
        {
            "zh": "提高百分之十六",
            "ru": "на 16%",
            "de": "um 16 v. H.",
            "ko": "16프로 증가",
            "en": "by 16 per cent",
        },
    ),
    (
        {
            "zh": "千分之五 | 5‰ | 百分之零点五 | 0.5%",
            "ru": "пять промилле | 5‰ | 0,5% | полпроцента | 5 промилле | 0,5 процента",
            "de": "fünf Promille | 5 ‰ | 0,5 % | 5 v. T. | fünf vom Tausend | ein halbes Prozent",
            "ko": "천분의 5 | 5‰ | 0.5% | 5퍼밀 | 천분의 오 | 0.5프로",
            "en": (
                "five per mille | 5‰ | 0.5 per cent | 0.5% | five per thousand | half a per cent | half of one per cent"
            ),
        },
        {
            "zh": "千分之六",
            "ru": "6‰",
            "de": "6 ‰",
            "ko": "천분의 6",
            "en": "6‰",
        },
    ),
    (
        {
            "zh": "增加到三倍 | 提高到3倍",
            "ru": ("увеличить втрое | увеличить в 3 раза | увеличить в три раза | трёхкратное увеличение | утроить"),
            "de": "auf das Dreifache | um das 3fache | dreifach | verdreifachen | auf das 3-fache",
            "ko": "세배로 | 3배로 | 3배로 늘인다 | 세 배로",
            "en": "threefold | three times as much | to treble | to triple | by a factor of 3 | 3-fold",
        },
        {
            "zh": "增加到五倍",
            "ru": "увеличить в 5 раз | увеличить впятеро",
            "de": "auf das Fünffache",
            "ko": "5배로 | 다섯배로",
            "en": "fivefold",
        },
    ),
    (
        {
            "zh": "比例为1:3 | 一比三 | 1∶3",
            "ru": "в соотношении 1:3 | один к трём | 1 к 3 | в пропорции 1 : 3",
            "de": "im Verhältnis 1:3 | eins zu drei | 1 zu 3 | im Verhältnis von 1 : 3",
            "ko": "1:3의 비률로 | 1대 3 | 1 대 3의 비율",
            "en": "in the ratio 1:3 | one to three | 1 to 3 | at a ratio of 1 : 3",
        },
        {
            "zh": "比例为1:5",
            "ru": "в соотношении 1:5",
            "de": "im Verhältnis 1:5",
            "ko": "1:5의 비률로",
            "en": "in the ratio 1:5",
        },
    ),
    (
        {
            "zh": "百分之二点五 | 2.5% | 百分之二又二分之一",
            "ru": "два с половиной процента | 2,5% | 2,5 процента | две целых пять десятых процента | 2½ %",
            "de": "zweieinhalb Prozent | 2,5 % | 2½ % | zwei Komma fünf Prozent | 2 1/2 %",
            "ko": "2.5프로 | 2.5% | 2.5퍼센트",
            "en": "two and a half per cent | 2.5% | 2½ per cent | 2½% | two point five per cent",
        },
        {
            "zh": "百分之三点五",
            "ru": "3,5%",
            "de": "3,5 %",
            "ko": "3.5프로",
            "en": "3.5%",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
