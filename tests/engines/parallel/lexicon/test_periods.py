"""Months and parts of them, halves and quarters, seasons, decades and centuries."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "一九六二年上半年 | 1962年上半年 | 1962年上半年度 | 1962年度上半年 | 1962年前半年",
            "ru": (
                "в первом полугодии 1962 года | в первой половине 1962 года | в I полугодии 1962 г. | "
                "в 1-м полугодии 1962 г. | за первое полугодие 1962 г. | "
                "в течение первого полугодия 1962 года | 1-е полугодие 1962 года"
            ),
            "de": (
                "im ersten Halbjahr 1962 | in der ersten Hälfte des Jahres 1962 | im 1. Halbjahr 1962 | "
                "im I. Halbjahr 1962 | in der ersten Jahreshälfte 1962"
            ),
            "ko": (
                "1962년 상반년에 | 1962년 상반년중에 | 1962년 상반기에 | 1962년도 상반년 | 1962년 전반기에 | "
                "1962년 전반년에 | 1962년도 상반기 중"
            ),
            "en": "in the first half of 1962 | in the first half-year of 1962 | in the 1st half of 1962",
        },
        {
            "zh": "1962年下半年",
            "ru": "во втором полугодии 1962 года",
            "de": "im zweiten Halbjahr 1962",
            "ko": "1962년 하반년에 | 1962년 하반년중 | 1962년 하반기 | 1962년 후반기 | 1962년 후반년",
            "en": "in the second half of 1962",
        },
    ),
    (
        {
            "zh": "1975年第三季度 | 一九七五年第三季度 | 1975年三季度 | 1975年第3季",
            "ru": (
                "в третьем квартале 1975 года | в III квартале 1975 г. | в 3-м квартале 1975 г. | в III кв. 1975 г."
            ),
            "de": (
                "im dritten Quartal 1975 | im III. Quartal 1975 | im 3. Quartal 1975 | "
                "im dritten Vierteljahr 1975 | im III. Quartal des Jahres 1975"
            ),
            "ko": "1975년 3분기에 | 1975년 3/4분기 | 1975년 제3분기에 | 1975년 3.4분기",
            "en": "in the third quarter of 1975 | in the 3rd quarter of 1975 | in Q3 1975",
        },
        {
            "zh": "1975年第四季度",
            "ru": "в IV квартале 1975 г.",
            "de": "im IV. Quartal 1975",
            "ko": "1975년 4분기에",
            "en": "in the fourth quarter of 1975",
        },
    ),
    (
        {
            "zh": "1958年5月上旬 | 一九五八年五月上旬",
            "ru": (
                "в первой декаде мая 1958 года | в 1-й декаде мая 1958 г. | в начале мая 1958 г. | "
                "в I декаде мая 1958 г."
            ),
            "de": (
                "im ersten Drittel des Mai 1958 | im ersten Maidrittel 1958 | in der ersten Maidekade 1958 | "
                "Anfang Mai 1958 | in der ersten Dekade des Monats Mai 1958 | "
                "in den ersten zehn Tagen des Mai 1958"
            ),
            "ko": "1958년 5월 초순 | 1958년 5월 상순 | 1958년 5월 초 | 1958년 5월초에",
            "en": (
                "in the first ten days of May 1958 | in early May 1958 | at the beginning of May 1958 | "
                "in the first third of May 1958"
            ),
        },
        {
            "zh": "1958年5月下旬",
            "ru": "в третьей декаде мая 1958 года",
            "de": "im letzten Maidrittel 1958",
            "ko": "1958년 5월 하순",
            "en": "in the last ten days of May 1958",
        },
    ),
    (
        {
            "zh": "1958年5月中旬",
            "ru": "в середине мая 1958 г. | во второй декаде мая 1958 г. | в середине месяца мая 1958 года",
            "de": "Mitte Mai 1958 | im zweiten Maidrittel 1958 | in der zweiten Dekade des Monats Mai 1958",
            "ko": "1958년 5월 중순 | 1958년 5월 중순경",
            "en": "in mid-May 1958 | in the middle of May 1958 | in the second ten days of May 1958",
        },
        {
            "zh": "1958年5月上旬",
            "ru": "в начале мая 1958 г.",
            "de": "Anfang Mai 1958",
            "ko": "1958년 5월 초순",
            "en": "in early May 1958",
        },
    ),
    (
        {
            "zh": "二十世纪六十年代 | 20世纪60年代 | 六十年代 | 1960年代 | 上世纪60年代",
            "ru": (
                "в шестидесятых годах | в 60-х годах | в 60-е годы | в 1960-х гг. | в 60-х гг. XX века | "
                "в 60-ые годы | в шестидесятые годы"
            ),
            "de": (
                "in den sechziger Jahren | in den 60er Jahren | in den 1960er Jahren | "
                "in den Sechzigerjahren | in den 60er-Jahren | in den sechziger Jahren des 20. Jahrhunderts"
            ),
            "ko": "1960년대에 | 60년대에 | 20세기 60년대에 | 육십년대에",
            "en": "in the 1960s | in the sixties | in the 1960's | in the '60s",
        },
        {
            "zh": "七十年代",
            "ru": "в 70-х годах",
            "de": "in den siebziger Jahren",
            "ko": "70년대에",
            "en": "in the seventies",
        },
    ),
    (
        {
            "zh": "1959年春季 | 1959年春 | 1959年春天",
            "ru": "весной 1959 года | весною 1959 г.",
            "de": "im Frühjahr 1959 | im Frühling 1959",
            "ko": "1959년 봄에 | 1959년 춘기에",
            "en": "in spring 1959 | in the spring of 1959",
        },
        {
            "zh": "1960年春季",
            "ru": "весной 1960 года",
            "de": "im Frühjahr 1960",
            "ko": "1960년 봄에",
            "en": "in spring 1960",
        },
    ),
    (
        {
            "zh": "六月和十月 | 6月和10月",
            "ru": "в июне и октябре | в июне и в октябре",
            "de": "im Juni und Oktober | im Juni und im Oktober",
            "ko": "6월과 10월에 | 유월과 시월에",
            "en": "in June and October | in June and in October",
        },
        {
            "zh": "六月和十一月",
            "ru": "в июне и ноябре",
            "de": "im Juni und November",
            "ko": "6월과 11월에",
            "en": "in June and November",
        },
    ),
    (
        {
            "zh": "1963年第一季度末 | 1963年一季度末",
            "ru": "в конце I квартала 1963 г. | в конце первого квартала 1963 года",
            "de": "Ende des I. Quartals 1963 | Ende des ersten Quartals 1963",
            "ko": "1963년 1분기 말 | 1963년 1.4분기 말",
            "en": "at the end of the first quarter of 1963 | at the end of Q1 1963",
        },
        {
            "zh": "1963年第二季度末",
            "ru": "в конце II квартала 1963 г.",
            "de": "Ende des II. Quartals 1963",
            "ko": "1963년 2분기 말",
            "en": "at the end of Q2 1963",
        },
    ),
    (
        {
            "zh": "十九世纪下半叶 | 19世纪后半期 | 十九世纪后半叶",
            "ru": "во второй половине XIX века | во второй половине 19-го столетия | во второй половине XIX в.",
            "de": (
                "in der zweiten Hälfte des 19. Jahrhunderts | in der 2. Hälfte des XIX. Jahrhunderts | "
                "in der zweiten Hälfte des 19. Jh."
            ),
            "ko": "19세기 후반에 | 19세기 후반기에 | 십구세기 후반에",
            "en": (
                "in the second half of the 19th century | in the second half of the nineteenth century | "
                "in the latter half of the 19th century"
            ),
        },
        {
            "zh": "二十世纪下半叶",
            "ru": "во второй половине XX века",
            "de": "in der zweiten Hälfte des 20. Jahrhunderts",
            "ko": "20세기 후반에",
            "en": "in the second half of the 20th century",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
