"""Times of day with the parts of the day beside them, alone and as stretches."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare, facts

TABLE = [
    ("zh", "至下午一时", ["T13:00"]),
    ("zh", "下午一点开会", ["T13:00"]),
    ("zh", "晚八点", ["T20:00"]),
    ("zh", "晚上十二点", ["T00:00"]),
    ("zh", "中午十二时", ["T12:00"]),
    ("zh", "午后三时", ["T15:00"]),
    ("zh", "上午9—11时", ["T09:00", "T11:00?"]),
    ("zh", "自上午八时至下午四时半", ["T08:00", "T16:30"]),
    ("ko", "하오 3시", ["T15:00"]),
    ("ko", "낮 12시", ["T12:00"]),
    ("ko", "밤 11시", ["T23:00"]),
    ("ko", "오후 2~4시", ["T14:00", "T04:00?"]),
    ("ru", "до часу дня", ["T13:00"]),
    ("ru", "в час ночи", ["T01:00"]),
    ("ru", "в 11 часов ночи", ["T23:00"]),
    ("ru", "с двух до четырёх часов дня", ["T14:00", "T16:00"]),
    ("ru", "с девяти утра до пяти вечера", ["T09:00", "T17:00"]),
    ("ru", "в 9:15 утра", ["T09:15"]),
    ("de", "um ein Uhr mittags", ["T13:00"]),
    ("de", "von 8 bis 12 Uhr", ["T08:00?", "T12:00?"]),
    ("de", "abends um acht", ["T20:00"]),
    ("en", "from two to four in the afternoon", ["T14:00", "T16:00"]),
    ("en", "11–1 p.m.", ["T11:00", "T13:00"]),
    ("en", "at 1530 hours", ["T15:30"]),
    ("en", "eleven at night", ["T23:00"]),
]
SAME = [
    {"zh": "星期六开放至下午一时。", "ru": "В субботу открыто до 13:00."},
    {"zh": "每日上午八时半至下午四时。", "de": "Täglich von 8.30 bis 16 Uhr."},
    {"ko": "오후 1시부터 3시까지", "en": "from 1 to 3 p.m."},
    {"ru": "с двух до пяти дня", "en": "from two to five in the afternoon"},
    {"zh": "晚十二点", "en": "midnight"},
    {"de": "um 24 Uhr", "zh": "零时"},
    {"zh": "请早一点通知。", "de": "Bitte benachrichtigen Sie uns früher."},
    {"zh": "同意第一、二两点，第三点再议。", "ru": "Мы согласны с первым и вторым; о третьем поговорим."},
    {"zh": "会议于三点结束。", "de": "Die Sitzung endete um drei Uhr."},
    {"zh": "一时难以解决。", "en": "This cannot be settled for the time being."},
]
OTHER = [
    {"zh": "星期六开放至下午一时。", "ru": "В субботу открыто до 14:00."},
    {"ko": "오후 1시부터 3시까지", "en": "from 1 to 4 p.m."},
    {"de": "um acht Uhr abends", "ru": "в восемь часов утра"},
]


@pytest.mark.parametrize(("language", "text", "values"), TABLE)
def test_a_time_is_read_with_its_part_of_the_day(language: str, text: str, values: list[str]) -> None:
    assert [fact.value for fact in facts(text, language)] == values


@pytest.mark.parametrize("texts", SAME)
def test_the_same_hour_is_no_finding(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize("texts", OTHER)
def test_another_hour_is_one(texts: dict[str, str]) -> None:
    assert compare(texts) != ()
