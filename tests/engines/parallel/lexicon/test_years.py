"""Years: of plans, schools and budgets, ranges of them, and their beginning, middle and end."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "1958—1959学年 | 1958—1959学年度 | 1958/1959学年 | 1958/59学年",
            "ru": "в 1958/59 учебном году | в 1958-1959 учебном году | в 1958/1959 уч. году | на 1958–1959 гг.",
            "de": "im Studienjahr 1958/59 | im Schuljahr 1958/1959 | in den Jahren 1958/59",
            "ko": "1958~1959학년도 | 1958/59학년도 | 1958-1959학년도",
            "en": "in the academic year 1958/59 | in the 1958–1959 academic year | in the 1958–59 school year",
        },
        {
            "zh": "1959—1960学年",
            "ru": "в 1959/60 учебном году",
            "de": "im Studienjahr 1959/60",
            "ko": "1959~1960학년도",
            "en": "in the academic year 1959/60",
        },
    ),
    (
        {
            "zh": "1956年至1960年 | 1956—1960年 | 1956～1960年 | 一九五六年到一九六〇年 | 一九五六至一九六〇年",
            "ru": (
                "в 1956–1960 гг. | в 1956-1960 годах | с 1956 по 1960 год | в 1956—60 гг. | "
                "на период 1956–1960 годов | в период с 1956 до 1960 г."
            ),
            "de": (
                "in den Jahren 1956 bis 1960 | 1956–1960 | von 1956 bis 1960 | in den Jahren 1956/1960 | "
                "für die Jahre 1956–60"
            ),
            "ko": "1956년부터 1960년까지 | 1956~1960년 | 1956-1960년 | 1956년~1960년 | 1956∼60년",
            "en": (
                "from 1956 to 1960 | in 1956–1960 | 1956 to 1960 | 1956–60 | between 1956 and 1960 | "
                "for the years 1956 through 1960"
            ),
        },
        {
            "zh": "1956年至1961年",
            "ru": "в 1956–1961 гг.",
            "de": "in den Jahren 1956 bis 1961",
            "ko": "1956년부터 1961년까지",
            "en": "from 1956 to 1961",
        },
    ),
    (
        {
            "zh": "1958年财政年度 | 1958财政年度 | 1958年度",
            "ru": "1958 финансовый год | в 1958 хозяйственном году | в 1958 году",
            "de": "im Haushaltsjahr 1958 | im Rechnungsjahr 1958 | im Planjahr 1958",
            "ko": "1958회계년도에 | 1958회계연도에 | 1958년도에",
            "en": "in the fiscal year 1958 | in fiscal 1958 | in the 1958 budget year | in FY 1958",
        },
        {
            "zh": "1959财政年度",
            "ru": "1959 финансовый год",
            "de": "im Haushaltsjahr 1959",
            "ko": "1959회계년도에",
            "en": "in the fiscal year 1959",
        },
    ),
    (
        {
            "zh": "第三个五年计划（1966—1970年） | “三五”计划（1966—1970年） | 三五计划（1966—1970年）",
            "ru": (
                "третий пятилетний план (1966–1970 гг.) | третья пятилетка (1966–1970 гг.) | "
                "III пятилетний план (1966-1970 гг.)"
            ),
            "de": "der dritte Fünfjahrplan (1966–1970) | der 3. Fünfjahrplan (1966 bis 1970)",
            "ko": "제3차 5개년계획 (1966~1970년) | 제3차 5개년 계획(1966-1970년)",
            "en": "the third five-year plan (1966–1970) | the 3rd Five-Year Plan (1966 to 1970)",
        },
        {
            "zh": "第三个五年计划（1966—1971年）",
            "ru": "третий пятилетний план (1966–1971 гг.)",
            "de": "der dritte Fünfjahrplan (1966–1971)",
            "ko": "제3차 5개년계획 (1966~1971년)",
            "en": "the third five-year plan (1966–1971)",
        },
    ),
    (
        {
            "zh": "1971年年中 | 1971年中",
            "ru": "в середине 1971 года | к середине 1971 г.",
            "de": "Mitte 1971 | zur Jahresmitte 1971 | Mitte des Jahres 1971",
            "ko": "1971년 중반에 | 1971년 중엽에",
            "en": "in mid-1971 | in the middle of 1971 | by the middle of 1971",
        },
        {
            "zh": "1972年年中",
            "ru": "в середине 1972 года",
            "de": "Mitte 1972",
            "ko": "1972년 중반에",
            "en": "in mid-1972",
        },
    ),
    (
        {
            "zh": "1965年初 | 1965年年初",
            "ru": "в начале 1965 года | в начале 1965 г.",
            "de": "Anfang 1965 | zu Beginn des Jahres 1965 | Anfang des Jahres 1965 | zum Jahresbeginn 1965",
            "ko": "1965년 초에 | 1965년초에 | 1965년 년초에 | 1965년 연초에",
            "en": "in early 1965 | at the beginning of 1965 | at the start of 1965",
        },
        {
            "zh": "1966年初",
            "ru": "в начале 1966 года",
            "de": "Anfang 1966",
            "ko": "1966년 초에",
            "en": "in early 1966",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
