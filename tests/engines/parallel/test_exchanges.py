"""One name in the place of another in a list."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare
from verbale.engines.parallel.sounds.korean import foreign
from verbale.engines.parallel.sounds.mandarin import contradicts, in_pinyin

EXCHANGED = [
    (
        {"zh": "参观了武汉、长沙和南昌的工厂和学校。", "ko": "우한, 정저우, 난창의 공장과 학교를 참관하였다."},
        {"长沙", "정저우"},
    ),
    ({"de": "Gäste aus Krefeld, Dortmund und Hagen", "ko": "크레펠트, 도르트문트, 졸링겐의 손님"}, {"Hagen", "졸링겐"}),
    (
        {"ru": "Были в Гродно, Лиде и Пинске.", "de": "Man war in Grodno, Lida und Molodetschno."},
        {"Пинске", "Molodetschno"},
    ),
    ({"zh": "德阳和雅安的企业", "en": "firms from Deyang and Luzhou"}, {"雅安", "Luzhou"}),
    (
        {"en": "The ports are Odesa, Izmail and Skadovsk.", "ru": "Это порты Одесса, Измаил и Херсон."},
        {"Skadovsk", "Херсон"},
    ),
]
SAME = [
    {"ru": "В Льеже, Генте и Брюгге прошли семинары.", "de": "In Lüttich, Gent und Brügge fanden Seminare statt."},
    {"de": "Partner sind Genf, Basel und Luzern.", "en": "The partners are Geneva, Basle and Lucerne."},
    {"zh": "仙台、长崎和函馆的大学", "en": "the universities of Sendai, Nagasaki and Hakodate"},
    {"zh": "开城、江东和浦项的样品", "en": "samples from Kaesong, Kangdong and Pohang"},
    {"zh": "王建国、李明和张强进修。", "de": "Es lernen Wang Jianguo, Li Ming und Zhang Qiang."},
    {"ru": "на Камчатке, Сахалине и Курильских островах", "en": "in Kamchatka, Sakhalin and the Kuril Islands"},
    {"de": "Siemens, Bosch und Zulieferer stellen aus.", "en": "Siemens, Bosch and suppliers will exhibit."},
    {"zh": "耶拿、魏玛和埃尔福特的大学", "de": "die Universitäten Jena, Weimar und Erfurt"},
    {"ru": "Ким Чхоль Су, Пак Сон Нам и Ли Ён Хи", "ko": "김철수, 박성남, 리영희"},
]


@pytest.mark.parametrize(("texts", "written"), EXCHANGED)
def test_the_one_pair_of_a_list_that_does_not_agree_is_told(texts: dict[str, str], written: set[str]) -> None:
    assert {finding.as_written for finding in compare(texts)} == written


@pytest.mark.parametrize("texts", SAME)
def test_a_list_written_otherwise_is_not(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


def test_a_name_in_pinyin_is_held_against_characters_by_their_syllables() -> None:
    assert [in_pinyin(word) for word in ("Mianzhu", "Xi'an", "Sendai", "Hagen")] == [True, True, False, False]
    assert [contradicts("绵竹", word) for word in ("Mianyang", "Mianzhu")] == [True, False]
    assert not contradicts("长治", "Zhangzhi")


def test_some_korean_syllables_write_no_chinese_character() -> None:
    assert [foreign(word) for word in ("보훔", "하얼빈의", "심양")] == [True, False, False]


@pytest.mark.parametrize("zh", ["、，", "和", "江、和", "一、二和", "、大连", "和平和"])
@pytest.mark.parametrize("other", [{"ko": "와 , 및 , 가와 나"}, {"de": "Ulm, Kiel und Ulm"}, {"ru": "Я и Ты, Он и Мы"}])
def test_a_list_of_nothing_is_no_list(zh: str, other: dict[str, str]) -> None:
    assert isinstance(compare({"zh": zh, **other}), tuple)
