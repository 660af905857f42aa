"""Days and their ranges, and what stands until a day or from it."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": (
                "至1964年3月15日止 | 1964年3月15日前 | 不迟于1964年3月15日 | 1964年3月15日以前 | "
                "最迟1964年3月15日 | 截至1964年3月15日 | 一九六四年三月十五日之前 | 于1964年3月15日前 | "
                "至迟于1964年3月15日"
            ),
            "ru": (
                "до 15 марта 1964 г. | не позднее 15 марта 1964 г. | к 15 марта 1964 года | "
                "по 15 марта 1964 г. | до 15.03.1964 | до 15/III-1964 г. | не позже 15-го марта 1964 года | "
                "до 15.III.1964 г. | к 15.3.64 г."
            ),
            "de": (
                "bis zum 15. März 1964 | spätestens am 15. März 1964 | bis 15.3.1964 | bis zum 15. 3. 1964 | "
                "bis spätestens 15. März 1964 | nicht später als am 15. März 1964 | bis 15.03.64 | "
                "vor dem 15. März 1964 | bis zum 15. 3. 64"
            ),
            "ko": (
                "1964년 3월 15일까지 | 1964년 3월 15일 전으로 | 늦어도 1964년 3월 15일까지 | 1964.3.15까지 | "
                "1964. 3. 15.까지 | 1964년 3월 15일 이전에 | 1964년 3월 15일전까지"
            ),
            "en": (
                "by 15 March 1964 | not later than March 15, 1964 | no later than 15 March 1964 | "
                "until 15 March 1964 | on or before 15 March 1964 | by the 15th of March 1964 | "
                "by 15th March, 1964 | before 15 March 1964 | by March 15th, 1964 | by 15 Mar. 1964"
            ),
        },
        {
            "zh": "至1964年3月25日止",
            "ru": "до 25 марта 1964 г.",
            "de": "bis zum 25. März 1964",
            "ko": "1964년 3월 25일까지",
            "en": "by 25 March 1964",
        },
    ),
    (
        {
            "zh": "自1957年12月1日起 | 从一九五七年十二月一日起 | 1957年12月1日起",
            "ru": (
                "с 1 декабря 1957 г. | начиная с 1 декабря 1957 года | с 1.XII.1957 г. | с 1.12.57 г. | "
                "с первого декабря 1957 года | с 1-го декабря 1957 г. | с 1/XII 1957 г."
            ),
            "de": (
                "ab 1. Dezember 1957 | vom 1. Dezember 1957 an | ab 1.12.1957 | "
                "mit Wirkung vom 1. Dezember 1957 | seit dem 1. Dezember 1957 | ab dem 1. Dez. 1957 | "
                "ab 1. XII. 1957"
            ),
            "ko": "1957년 12월 1일부터 | 1957년 12월 1일자로 | 1957.12.1부터",
            "en": (
                "from 1 December 1957 | as of December 1, 1957 | from 1 Dec 1957 | "
                "starting 1 December 1957 | effective December 1st, 1957 | since 1 December 1957"
            ),
        },
        {
            "zh": "自1957年11月1日起",
            "ru": "с 1 ноября 1957 г.",
            "de": "ab 1. November 1957",
            "ko": "1957년 11월 1일부터",
            "en": "from 1 November 1957",
        },
    ),
    (
        {
            "zh": (
                "1961年4月3日至9日 | 1961年4月3日—9日 | 1961年4月3—9日 | 1961年4月3日到4月9日 | "
                "1961.4.3—4.9 | 从1961年4月3日起至4月9日止"
            ),
            "ru": (
                "с 3 по 9 апреля 1961 г. | 3–9 апреля 1961 г. | с 3 апреля по 9 апреля 1961 г. | "
                "3—9 апреля 1961 года | 3.–9.4.1961 | с 3 до 9 апреля 1961 года | 3-9/IV-1961 г."
            ),
            "de": (
                "vom 3. bis 9. April 1961 | 3.–9. April 1961 | 3. bis 9. April 1961 | "
                "vom 3. April bis zum 9. April 1961 | vom 3. bis zum 9. April 1961 | 3.-9.4.1961 | "
                "vom 3.4. bis 9.4.1961 | in der Zeit vom 3. bis 9. April 1961"
            ),
            "ko": (
                "1961년 4월 3일부터 9일까지 | 1961년 4월 3~9일 | 1961년 4월 3일~9일 | "
                "1961년 4월 3일에서 4월 9일까지 | 1961.4.3~4.9 | 1961. 4. 3.~9."
            ),
            "en": (
                "from 3 to 9 April 1961 | April 3–9, 1961 | 3–9 April 1961 | from April 3 to April 9, 1961 | "
                "between 3 and 9 April 1961 | from April 3 through 9, 1961 | "
                "from the 3rd to the 9th of April 1961"
            ),
        },
        {
            "zh": "1961年4月3日至8日",
            "ru": "с 3 по 8 апреля 1961 г.",
            "de": "vom 3. bis 8. April 1961",
            "ko": "1961년 4월 3일부터 8일까지",
            "en": "from 3 to 8 April 1961",
        },
    ),
    (
        {
            "zh": "1966年底前 | 1966年年底以前 | 1966年末以前 | 到1966年底 | 1966年12月31日前",
            "ru": "до конца 1966 года | к концу 1966 г. | до 31 декабря 1966 г.",
            "de": (
                "bis Ende 1966 | bis Jahresende 1966 | bis zum Ende des Jahres 1966 | "
                "bis zum 31. Dezember 1966 | bis Ende des Jahres 1966"
            ),
            "ko": "1966년 말까지 | 1966년말까지 | 1966년 연말까지 | 1966년 12월 31일까지",
            "en": (
                "by the end of 1966 | by year-end 1966 | by the end of the year 1966 | "
                "until 31 December 1966 | before the end of 1966"
            ),
        },
        {
            "zh": "1967年底前",
            "ru": "до конца 1967 года",
            "de": "bis Ende 1967",
            "ko": "1967년 말까지",
            "en": "by the end of 1967",
        },
    ),
    (
        {
            "zh": "1958年7月14日星期一 | 1958年7月14日（星期一） | 1958年7月14日(周一) | 1958年7月14日礼拜一",
            "ru": (
                "в понедельник, 14 июля 1958 г. | 14 июля 1958 г. (понедельник) | 14/VII-58 г. | 14.VII.58 | "
                "«14» июля 1958 г."
            ),
            "de": (
                "am Montag, dem 14. Juli 1958 | Montag, den 14. Juli 1958 | am 14. 7. 1958 | den 14.7.58 | "
                "am 14. VII. 1958"
            ),
            "ko": "1958년 7월 14일(월) | 1958년 7월 14일 월요일 | 1958. 7. 14.(월) | 1958년 7월 14일(월요일)",
            "en": (
                "on Monday, 14 July 1958 | Monday, July 14, 1958 | the 14th day of July, 1958 | "
                "14 July 1958 (Monday) | the fourteenth of July 1958 | Mon., 14 Jul 1958"
            ),
        },
        {
            "zh": "1958年7月15日星期二",
            "ru": "15/VII-58 г.",
            "de": "am 15. 7. 1958",
            "ko": "1958년 7월 15일(화)",
            "en": "the 15th day of July, 1958",
        },
    ),
    (
        {
            "zh": "10月5日 | 十月五日 | 10月5号",
            "ru": "5 октября | 5-го октября | 5/X | 5.10. | 5 окт.",
            "de": "am 5. Oktober | am 5.10. | am 5. Okt. | am fünften Oktober",
            "ko": "10월 5일에 | 10월 초닷새에 | 시월 5일에 | 10월 5일자",
            "en": "on 5 October | on October 5 | on October 5th | on Oct. 5 | on the fifth of October",
        },
        {
            "zh": "10月6日",
            "ru": "6 октября",
            "de": "am 6. Oktober",
            "ko": "10월 6일에",
            "en": "on 6 October",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
