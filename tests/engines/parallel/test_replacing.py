"""A place that no glossary lists in the place of one that it does, and countries exchanged beside a noun."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare

TOLD = [
    (
        {"de": "Das Seminar findet in Uppsala statt.", "ru": "Семинар состоится в Линчёпинге."},
        ["Uppsala", "Линчёпинге"],
    ),
    ({"ko": "삿포로에서 회의를 연다.", "en": "The meeting will be held in Muroran."}, ["삿포로", "Muroran"]),
    ({"ru": "Совещание пройдёт в Минске.", "en": "The meeting is in Baranavichy."}, ["Минске", "Baranavichy"]),
    ({"de": "Die Tagung ist in Graz.", "zh": "会议在克拉根福举行。"}, ["Graz", "克拉根福"]),
    ({"zh": "在布拉格会谈", "ru": "Беседа состоится в Карлштейне."}, ["布拉格", "Карлштейне"]),
]
UNTOLD = [
    {"zh": "讨论会在哥德堡举行。", "en": "The seminar is held in Goteburg."},
    {"de": "Das Seminar findet in Göteborg statt.", "ru": "Семинар состоится в Ётеборге."},
    {"de": "Die Tagung ist in Graz.", "en": "Dr Patterson convenes the conference there."},
    {"ru": "Совещание пройдёт в Минске.", "en": "The meeting is in the capital, not in Baranavichy."},
]
OF_A_COUNTRY = [
    ({"zh": "匈牙利专家于五月抵达。", "de": "Im Mai trafen polnische Fachleute ein."}, ["Hungary", "Poland"]),
    ({"zh": "朝方专家讲课。", "ru": "Лекции читают монгольские специалисты."}, ["Korea", "Mongolia"]),
    ({"ru": "Чешские станки", "en": "Bulgarian machine tools"}, ["Czech Republic", "Bulgaria"]),
    ({"de": "Rumänische Ärzte kamen.", "ko": "불가리아 의사들이 왔다."}, ["Romania", "Bulgaria"]),
    ({"ko": "쿠바 교원들", "zh": "越南教师"}, ["Cuba", "Vietnam"]),
]
OF_NO_COUNTRY = [
    {"ru": "Занятия на английском языке", "de": "Unterricht in deutscher Sprache"},
    {"ru": "советские станки", "de": "russische Werkzeugmaschinen"},
    {"zh": "荷兰奶牛", "ru": "голландские коровы"},
]
SOUNDING = [
    ({"zh": "参观了哈尔滨锅炉厂。", "ru": "Посетили Шанхайский котельный завод."}, ["Harbin", "Shanghai"]),
    (
        {"ko": "오슬로에서 출항하여 북극해에서 조사를 벌인다.", "en": "It sails from Bergen to the Arctic."},
        ["Oslo", "Bergen"],
    ),
]


@pytest.mark.parametrize(("texts", "written"), TOLD)
def test_a_place_nobody_listed_in_the_place_of_another_is_told(texts: dict[str, str], written: list[str]) -> None:
    assert [finding.as_written for finding in compare(texts)] == written


@pytest.mark.parametrize("texts", UNTOLD)
def test_what_may_be_the_same_place_is_not(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize(("texts", "says"), OF_A_COUNTRY)
def test_the_persons_and_things_of_two_countries_are_told(texts: dict[str, str], says: list[str]) -> None:
    assert [finding.says for finding in compare(texts)] == says


@pytest.mark.parametrize("texts", OF_NO_COUNTRY)
def test_a_tongue_and_one_state_by_two_names_are_not(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize(("texts", "says"), SOUNDING)
def test_a_rival_is_not_excused_because_words_happen_to_sound_so(texts: dict[str, str], says: list[str]) -> None:
    assert [finding.says for finding in compare(texts)] == says
