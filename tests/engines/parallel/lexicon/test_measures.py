"""Measures of the East, and what is counted with a word of its own."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "三百六十坪 | 360坪",
            "ru": "360 пхён | 360 пхёнов",
            "de": "360 Pyeong | 360 Pyong",
            "ko": "360평 | 삼백육십평 | 360평의 밭 | 3백60평",
            "en": "360 pyeong | 360 pyong",
        },
        {
            "zh": "三百七十坪",
            "ru": "370 пхён",
            "de": "370 Pyeong",
            "ko": "370평",
            "en": "370 pyeong",
        },
    ),
    (
        {
            "zh": "四十里 | 40华里 | 40里路",
            "ru": "40 ли | сорок ли",
            "de": "40 Li | vierzig Li",
            "ko": "40리 | 사십리 | 마흔리",
            "en": "40 li | forty li",
        },
        {
            "zh": "五十里",
            "ru": "50 ли",
            "de": "50 Li",
            "ko": "50리",
            "en": "50 li",
        },
    ),
    (
        {
            "zh": "二十石大米 | 20石大米",
            "ru": "20 соков риса | 20 сок риса",
            "de": "20 Sok Reis | 20 Seok Reis",
            "ko": "벼 20섬 | 벼 스무섬 | 20석의 벼 | 벼 이십석",
            "en": "20 sok of rice | 20 seok of rice | twenty sok of rice",
        },
        {
            "zh": "三十石大米",
            "ru": "30 соков риса",
            "de": "30 Sok Reis",
            "ko": "벼 30섬",
            "en": "30 sok of rice",
        },
    ),
    (
        {
            "zh": "六百袋水泥 | 600袋水泥 | 600包水泥",
            "ru": "600 мешков цемента | шестьсот мешков цемента",
            "de": "600 Sack Zement | sechshundert Säcke Zement",
            "ko": "세멘트 600가마니 | 세멘트 육백가마니 | 600포대의 세멘트 | 세멘트 600가마",
            "en": "600 bags of cement | six hundred sacks of cement",
        },
        {
            "zh": "700袋水泥",
            "ru": "700 мешков цемента",
            "de": "700 Sack Zement",
            "ko": "세멘트 700가마니",
            "en": "700 bags of cement",
        },
    ),
    (
        {
            "zh": "三十斤 | 30斤",
            "ru": "30 цзиней | тридцать цзиней | 30 кын",
            "de": "30 Jin | dreißig Jin | 30 Kun",
            "ko": "30근 | 서른근 | 삼십근",
            "en": "30 jin | thirty jin | 30 catties | 30 kun",
        },
        {
            "zh": "四十斤",
            "ru": "40 цзиней",
            "de": "40 Jin",
            "ko": "40근",
            "en": "40 jin",
        },
    ),
    (
        {
            "zh": "八贯人参 | 8贯人参",
            "ru": "8 кванов женьшеня",
            "de": "8 Kwan Ginseng",
            "ko": "인삼 8관 | 인삼 여덟관",
            "en": "8 kwan of ginseng | eight kwan of ginseng",
        },
        {
            "zh": "九贯人参",
            "ru": "9 кванов женьшеня",
            "de": "9 Kwan Ginseng",
            "ko": "인삼 9관",
            "en": "9 kwan of ginseng",
        },
    ),
    (
        {
            "zh": "十八个人月 | 18人月 | 18个人月",
            "ru": "18 человеко-месяцев | восемнадцать человеко-месяцев | 18 чел.-мес. | 18 чел/мес",
            "de": "18 Mann-Monate | 18 Mannmonate | 18 Personenmonate | achtzehn Mannmonate | 18 Personalmonate",
            "ko": "18인월 | 18명월 | 18인개월 | 18 인/월",
            "en": "18 man-months | 18 person-months | eighteen man-months | 18 man/months",
        },
        {
            "zh": "19个人月",
            "ru": "19 человеко-месяцев",
            "de": "19 Mann-Monate",
            "ko": "19인월",
            "en": "19 man-months",
        },
    ),
    (
        {
            "zh": "二百五十册 | 250本 | 250部 | 二百五十本",
            "ru": "250 экз. | 250 экземпляров | двести пятьдесят экземпляров | 250 книг | 250 томов",
            "de": "250 Exemplare | 250 Expl. | 250 Stück | 250 Ex. | zweihundertfünfzig Bände",
            "ko": "250부 | 250권 | 이백오십부 | 2백50권 | 250책",
            "en": "250 copies | 250 volumes | two hundred and fifty copies",
        },
        {
            "zh": "二百六十册",
            "ru": "260 экз.",
            "de": "260 Exemplare",
            "ko": "260부",
            "en": "260 copies",
        },
    ),
    (
        {
            "zh": "十五期杂志 | 15期杂志",
            "ru": "15 номеров журнала | пятнадцать номеров журнала | 15 №№ журнала | 15 выпусков журнала",
            "de": "15 Hefte der Zeitschrift | fünfzehn Nummern der Zeitschrift | 15 Ausgaben der Zeitschrift",
            "ko": "잡지 15호 | 잡지 15권 | 잡지 열다섯호 | 잡지 15부",
            "en": "15 issues of the journal | fifteen numbers of the journal",
        },
        {
            "zh": "十六期杂志",
            "ru": "16 номеров журнала",
            "de": "16 Hefte der Zeitschrift",
            "ko": "잡지 16호",
            "en": "16 issues of the journal",
        },
    ),
    (
        {
            "zh": "五十套设备 | 50套设备 | 50台套设备",
            "ru": "50 комплектов оборудования | пятьдесят комплектов оборудования | 50 компл. оборудования",
            "de": "50 Sätze Ausrüstungen | fünfzig Sätze Ausrüstungen | 50 Satz Ausrüstungen",
            "ko": "설비 50조 | 설비 50세트 | 설비 쉰조 | 50벌의 설비 | 설비 오십대",
            "en": "50 sets of equipment | fifty sets of equipment",
        },
        {
            "zh": "六十套设备",
            "ru": "60 комплектов оборудования",
            "de": "60 Sätze Ausrüstungen",
            "ko": "설비 60조",
            "en": "60 sets of equipment",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
