"""A name left out of a list, and one country in the place of another."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare

LEFT_OUT = [
    ({"zh": "接收波兰、匈牙利和越南的实习生。", "ru": "Сторона принимает стажёров из Польши и Венгрии."}, "Vietnam"),
    ({"de": "Gäste aus Polen, Ungarn und Rumänien kamen.", "ko": "폴란드와 헝가리의 손님이 왔다."}, "Romania"),
    ({"ko": "몽골, 베트남, 쿠바의 학생", "en": "students from Mongolia and Cuba, each with a grant"}, "Vietnam"),
    ({"en": "Seeds came from Peru, Chile and Mexico.", "zh": "种子来自秘鲁和墨西哥。"}, "Chile"),
    ({"zh": "设备由波兰和捷克斯洛伐克供应。", "de": "Die Ausrüstung liefert Polen."}, "Czechoslovakia"),
    ({"de": "Es gibt Filialen in Kiel und Lübeck.", "en": "There are branches in Kiel."}, "Lübeck"),
    ({"ru": "Филиалы есть в Киеве, Минске и Риге.", "de": "Filialen gibt es in Kiew und Riga."}, "Minsk"),
]
SAME = [
    {"zh": "接收波兰、匈牙利和越南的实习生。", "ru": "Принимаются стажёры из Польши, Венгрии и Вьетнама."},
    {"zh": "接收波兰、匈牙利和越南的实习生。", "ru": "Принимаются стажёры из Польши, Венгрии и Индокитая."},
    {"zh": "接收波兰、匈牙利和越南的实习生。", "en": "Trainees come from Poland and Hungary and Indochina."},
]
EXCHANGED = [
    ({"ko": "칠레 국립연구위원회와 협의한다.", "en": "They consult the National Board of Peru."}, {"Chile", "Peru"}),
    ({"zh": "与墨西哥石油公司签约。", "de": "Vertrag mit der Ölgesellschaft von Venezuela"}, {"Mexico", "Venezuela"}),
]
KIN = [
    {"zh": "苏联科学院派出专家。", "en": "The academy sends experts from Russia."},
    {"zh": "捷克斯洛伐克科学院", "de": "die Akademie der Wissenschaften in Tschechien"},
]


@pytest.mark.parametrize(("texts", "says"), LEFT_OUT)
def test_a_name_left_out_of_a_list_is_told(texts: dict[str, str], says: str) -> None:
    assert [finding.says for finding in compare(texts)] == [says]


@pytest.mark.parametrize("texts", SAME)
def test_a_list_that_says_it_in_words_of_its_own_is_not(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize(("texts", "says"), EXCHANGED)
def test_one_country_for_another_is_told_within_a_body_too(texts: dict[str, str], says: set[str]) -> None:
    assert {finding.says for finding in compare(texts)} == says


@pytest.mark.parametrize("texts", KIN)
def test_a_state_and_the_one_before_it_are_not_exchanged_within_a_body(texts: dict[str, str]) -> None:
    assert compare(texts) == ()
