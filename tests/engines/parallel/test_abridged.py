"""Sides, pairs and routes told by one character each."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare

SAME = [
    {"zh": "新方承担往返旅费。", "en": "New Zealand will pay for travel both ways."},
    {"zh": "澳方每年接收六人。", "de": "Australien nimmt jährlich sechs Personen auf."},
    {"zh": "加方提供种公牛精液。", "ru": "Канада поставляет семя племенных быков."},
    {"zh": "印方派专家来工厂。", "en": "India will send experts to the works."},
    {"zh": "日方答复将于5月提出。", "ko": "일본은 5월에 답변을 제출한다."},
    {"zh": "匈方同意，捷方保留意见。", "ru": "Венгрия согласилась, Чехословакия оговорила своё мнение."},
    {"zh": "中越双方交换水稻品种。", "de": "China und Vietnam tauschen Reissorten aus."},
    {"ko": "한측과 러측은 자료를 교환한다.", "ru": "Южная Корея и Россия обмениваются материалами."},
    {"ko": "한·헝가리 연구원을 세운다.", "en": "An institute of South Korea and Hungary is set up."},
    {"ko": "북러 국경 조사", "ru": "обследование границы КНДР и России"},
    {"zh": "京广线电气化", "de": "Elektrifizierung der Strecke Peking–Guangzhou"},
    {"zh": "沪宁铁路", "ru": "железная дорога Шанхай — Нанкин"},
    {"zh": "成渝公路长三百四十公里。", "en": "The Chengdu–Chongqing highway is 340 km long."},
    {"ko": "경부선 개량", "en": "improvement of the Seoul–Busan line"},
    {"ru": "Поезд Москва — Минск опоздал.", "zh": "莫明列车晚点。"},
]
OTHER = [
    {"zh": "澳方每年接收六人。", "de": "Die österreichische Seite nimmt jährlich sechs Personen auf."},
    {"zh": "越方提供水稻品种。", "ru": "Монгольская сторона предоставляет сорта риса."},
    {"zh": "波方同意。", "de": "Die ungarische Seite ist einverstanden."},
]


@pytest.mark.parametrize("texts", SAME)
def test_one_character_names_its_country_or_place(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize("texts", OTHER)
def test_another_side_is_told(texts: dict[str, str]) -> None:
    assert compare(texts) != ()


def test_a_way_of_doing_it_is_no_side() -> None:
    texts = {"zh": "采用新方法和新方案。", "en": "New Zealand will apply them."}
    assert [finding.says for finding in compare(texts)] == ["New Zealand"]
