"""Which names are told, and which are not."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare
from verbale.engines.parallel.standing import Standing, standing

TOLD = [
    ({"de": "Die Gäste aus Rumänien reisten ab.", "en": "The guests from Bulgaria left."}, ["Romania", "Bulgaria"]),
    ({"zh": "苏方拒绝。", "ru": "Венгерская сторона отказалась."}, ["Soviet Union", "Hungary"]),
    ({"zh": "卸货港为大连。", "de": "Löschhafen ist Qingdao."}, ["Dalian", "Qingdao"]),
    ({"zh": "参观了哈尔滨锅炉厂。", "ru": "Посетили Шанхайский котельный завод."}, ["Harbin", "Shanghai"]),
    ({"de": "Man traf sich in Koblenz und Bonn.", "ko": "코블렌츠에서 만났다."}, ["Bonn"]),
    ({"zh": "霍夫曼博士到会。", "en": "Dr Patterson was present."}, ["霍夫曼", "Patterson"]),
    ({"zh": "适用DIN 8061。", "de": "Es gilt DIN 8062."}, ["DIN 8061", "DIN 8062"]),
]
UNTOLD = [
    {"zh": "授课语言为英语和俄语。", "ru": "Занятия ведутся на английском и русском языках."},
    {"zh": "梅兰芳京剧团", "ru": "труппа пекинской оперы Мэй Ланьфана"},
    {"zh": "英方提交清单。", "en": "The UK side handed over a list."},
    {"zh": "采用基尔诺斯式地震仪。", "ru": "Применяются сейсмографы Кирноса."},
    {"zh": "陕西历史博物馆借出文物。", "ko": "산시(陝西)역사박물관은 유물을 대여한다."},
    {"de": "Die Deutsche Bundespost und British Telecom", "en": "the Deutsche Bundespost and British Telecom"},
    {"ko": "세종과학기지에서 관측한다.", "en": "Observations are made at King Sejong Station."},
    {"ko": "영국 국립물리연구소 전문가들", "en": "experts from the National Physical Laboratory"},
    {"ru": "в общежитии МГУ", "de": "im Wohnheim der Lomonossow-Universität"},
    {"ru": "Комиссия посетит Польшу.", "en": "The Commission will visit the host country."},
    {"ru": "Мастерская открыта в Минске.", "zh": "当地开设了工场。"},
    {"ru": "дирижёр — А. Лазарев", "ko": "지휘자는 미정이다."},
]


@pytest.mark.parametrize(("texts", "says"), TOLD)
def test_a_name_in_whose_place_another_stands_is_told(texts: dict[str, str], says: list[str]) -> None:
    assert [finding.says for finding in compare(texts)] == says


@pytest.mark.parametrize("texts", UNTOLD)
def test_a_doubtful_name_is_not(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize(
    ("language", "text", "name", "stands"),
    [
        ("ru", "в городе Курске живут", "Курске", Standing.ALONE),
        ("ru", "Воронежский заповедник", "Воронежский", Standing.WITHIN),
        ("ru", "спектакль «Москва слезам не верит»", "Москва", Standing.WITHIN),
        ("de", "die Leipziger Messe", "Leipziger", Standing.WITHIN),
        ("en", "the King Sejong Station", "Sejong", Standing.WITHIN),
        ("zh", "在柏林会谈", "柏林", Standing.ALONE),
        ("zh", "北京大学", "北京", Standing.WITHIN),
        ("zh", "基尔诺斯式", "基尔", Standing.NOWHERE),
        ("ko", "서울에서 열린다", "서울", Standing.ALONE),
        ("ko", "세종과학기지", "세종", Standing.WITHIN),
    ],
)
def test_how_a_name_stands(language: str, text: str, name: str, stands: Standing) -> None:
    start = text.index(name)
    assert standing(text, start, start + len(name), language) is stands
