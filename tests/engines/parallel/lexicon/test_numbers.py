"""Numbers in words and figures, halves and myriads, dozens, and what counts nothing."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "五十万册 | 50万册 | 500000册 | 500,000册",
            "ru": (
                "полмиллиона экземпляров | 500 тыс. экз. | пятьсот тысяч экземпляров | 500 000 экземпляров | "
                "0,5 млн экземпляров | до полумиллиона экземпляров"
            ),
            "de": (
                "eine halbe Million Exemplare | 500 000 Exemplare | 500.000 Exemplare | "
                "fünfhunderttausend Exemplare | 0,5 Mio. Exemplare"
            ),
            "ko": "50만부 | 50만 부 | 오십만부 | 500,000부 | 500 000부",
            "en": (
                "half a million copies | 500,000 copies | five hundred thousand copies | "
                "0.5 million copies | 500 thousand copies"
            ),
        },
        {
            "zh": "六十万册",
            "ru": "600 тыс. экз.",
            "de": "600 000 Exemplare",
            "ko": "60만부",
            "en": "600,000 copies",
        },
    ),
    (
        {
            "zh": "一百五十万件 | 150万件 | 1500000件",
            "ru": (
                "полтора миллиона штук | 1,5 млн. штук | полутора миллионов штук | 1 500 000 штук | "
                "около полутора миллиона штук | полутора миллионами штук"
            ),
            "de": (
                "anderthalb Millionen Stück | eineinhalb Millionen Stück | 1,5 Mio. Stück | "
                "1,5 Mill. Stück | 1 500 000 Stück"
            ),
            "ko": "150만개 | 백오십만개 | 1백50만개 | 150만 개",
            "en": (
                "one and a half million pieces | 1.5 million pieces | a million and a half pieces | "
                "1,500,000 pieces | 1½ million pieces"
            ),
        },
        {
            "zh": "二百五十万件",
            "ru": "два с половиной миллиона штук",
            "de": "zweieinhalb Millionen Stück",
            "ko": "250만개",
            "en": "two and a half million pieces",
        },
    ),
    (
        {
            "zh": "五百人 | 500人 | 五百名",
            "ru": "полтысячи человек | пятьсот человек | 500 чел. | пятистам человек | полутысячи человек",
            "de": "fünfhundert Personen | 500 Personen | ein halbes Tausend Personen",
            "ko": "500명 | 오백명 | 5백명",
            "en": "five hundred persons | 500 persons | half a thousand persons",
        },
        {
            "zh": "四百人",
            "ru": "четыреста человек",
            "de": "vierhundert Personen",
            "ko": "4백명",
            "en": "four hundred persons",
        },
    ),
    (
        {
            "zh": "五十人 | 50人",
            "ru": "полсотни человек | пятьдесят человек | 50 человек | полусотни человек",
            "de": "fünfzig Personen | 50 Personen | ein halbes Hundert Personen",
            "ko": "50명 | 오십명 | 쉰명 | 쉰 명",
            "en": "fifty persons | 50 persons | half a hundred persons",
        },
        {
            "zh": "六十人",
            "ru": "шестьдесят человек",
            "de": "sechzig Personen",
            "ko": "예순명",
            "en": "sixty persons",
        },
    ),
    (
        {
            "zh": "五亿株 | 5亿株 | 500000000株",
            "ru": "полмиллиарда саженцев | полумиллиарда саженцев | 500 млн. саженцев | полумиллиард саженцев",
            "de": "eine halbe Milliarde Setzlinge | 500 Mio. Setzlinge | 500 Millionen Setzlinge",
            "ko": "5억 그루 | 오억그루 | 5억그루",
            "en": "half a billion seedlings | 500 million seedlings | five hundred million seedlings",
        },
        {
            "zh": "六亿株",
            "ru": "600 млн. саженцев",
            "de": "600 Millionen Setzlinge",
            "ko": "6억 그루",
            "en": "600 million seedlings",
        },
    ),
    (
        {
            "zh": "一亿二千三百万株 | 1.23亿株 | 1亿2300万株 | 12300万株",
            "ru": "сто двадцать три миллиона саженцев | 123 млн саженцев | 123 миллиона саженцев",
            "de": "hundertdreiundzwanzig Millionen Setzlinge | 123 Mill. Setzlinge | 123 Mio Setzlinge",
            "ko": "1억 2천3백만 그루 | 1억 2,300만 그루 | 일억 이천삼백만 그루 | 1억2300만그루",
            "en": "123 million seedlings | one hundred and twenty-three million seedlings | 123 mn seedlings",
        },
        {
            "zh": "1.32亿株",
            "ru": "132 млн саженцев",
            "de": "132 Mill. Setzlinge",
            "ko": "1억 3천2백만 그루",
            "en": "132 million seedlings",
        },
    ),
    (
        {
            "zh": "两万四千六百五十八只 | 24658只 | 二万四千六百五十八只 | 2万4658只 | 24,658只",
            "ru": (
                "двадцать четыре тысячи шестьсот пятьдесят восемь голов | 24658 голов | 24 658 голов | "
                "двадцати четырёх тысяч шестисот пятидесяти восьми голов | 24.658 голов"
            ),
            "de": ("vierundzwanzigtausendsechshundertachtundfünfzig Tiere | 24 658 Tiere | 24.658 Tiere | 24658 Tiere"),
            "ko": "2만 4천6백58마리 | 24,658마리 | 이만사천육백오십팔마리 | 2만4658마리",
            "en": "twenty-four thousand six hundred and fifty-eight head | 24,658 head | 24 658 head",
        },
        {
            "zh": "24685只",
            "ru": "24685 голов",
            "de": "24 685 Tiere",
            "ko": "24,685마리",
            "en": "24,685 head",
        },
    ),
    (
        {
            "zh": "三打 | 36支 | 三十六支",
            "ru": "три дюжины | 36 штук | тридцать шесть штук",
            "de": "drei Dutzend | 36 Stück | sechsunddreißig Stück",
            "ko": "세 다스 | 3다스 | 36개 | 서른여섯개",
            "en": "three dozen | 36 pieces | thirty-six pieces",
        },
        {
            "zh": "四打",
            "ru": "четыре дюжины",
            "de": "vier Dutzend",
            "ko": "네 다스",
            "en": "four dozen",
        },
    ),
    (
        {
            "zh": "约四十名专家 | 四十名左右专家 | 大约40名专家 | 近40名专家 | 40余名专家 | 四十多名专家",
            "ru": (
                "около сорока специалистов | примерно 40 специалистов | свыше сорока специалистов | "
                "порядка 40 специалистов | приблизительно сорок специалистов | ок. 40 специалистов"
            ),
            "de": (
                "etwa vierzig Fachleute | rund 40 Fachleute | ca. 40 Fachleute | "
                "ungefähr vierzig Fachleute | an die vierzig Fachleute"
            ),
            "ko": (
                "약 40명의 전문가 | 40여명의 전문가 | 사십명가량의 전문가 | 마흔명 정도의 전문가 | "
                "근 40명의 전문가 | 40명 내외의 전문가"
            ),
            "en": (
                "about forty experts | approximately 40 experts | some 40 experts | over forty experts | "
                "nearly 40 experts"
            ),
        },
        {
            "zh": "约三十名专家",
            "ru": "около тридцати специалистов",
            "de": "etwa dreißig Fachleute",
            "ko": "약 30명의 전문가",
            "en": "about thirty experts",
        },
    ),
    (
        {
            "zh": "几名专家 | 若干名专家 | 数名专家",
            "ru": "несколько специалистов | ряд специалистов",
            "de": "mehrere Fachleute | einige Fachleute",
            "ko": "몇명의 전문가 | 여러명의 전문가 | 수명의 전문가",
            "en": "several experts | some experts | a number of experts",
        },
        {
            "zh": "七名专家",
            "ru": "7 специалистов",
            "de": "7 Fachleute",
            "ko": "7명의 전문가",
            "en": "seven experts",
        },
    ),
    (
        {
            "zh": "双方代表团 | 两个代表团 | 两国代表团",
            "ru": "обе делегации | обеих делегаций | делегации обеих сторон",
            "de": "beide Delegationen | die Delegationen beider Seiten",
            "ko": "쌍방 대표단 | 량측 대표단 | 양측 대표단",
            "en": "both delegations | the delegations of both sides",
        },
        {
            "zh": "六个代表团",
            "ru": "шесть делегаций",
            "de": "6 Delegationen",
            "ko": "6개 대표단",
            "en": "6 delegations",
        },
    ),
    (
        {
            "zh": "二十一名学生 | 21名学生 | 廿一名学生",
            "ru": "двадцать один студент | 21 студент | двадцати одного студента | двадцатью одним студентом",
            "de": "einundzwanzig Studenten | 21 Studenten",
            "ko": "21명의 학생 | 스물한명의 학생 | 이십일명의 학생 | 학생 21명",
            "en": "twenty-one students | 21 students",
        },
        {
            "zh": "二十二名学生",
            "ru": "двадцать два студента",
            "de": "zweiundzwanzig Studenten",
            "ko": "스물두명의 학생",
            "en": "twenty-two students",
        },
    ),
    (
        {
            "zh": "一百一十二台 | 112台 | 一百十二台",
            "ru": "сто двенадцать машин | 112 машин | ста двенадцати машин | сто двенадцатью машинами",
            "de": ("hundertzwölf Maschinen | 112 Maschinen | einhundertzwölf Maschinen | einhundertundzwölf Maschinen"),
            "ko": "112대 | 백열두대 | 백십이대 | 백열두 대",
            "en": (
                "one hundred and twelve machines | 112 machines | a hundred and twelve machines | "
                "one hundred twelve machines"
            ),
        },
        {
            "zh": "一百二十台",
            "ru": "сто двадцать машин",
            "de": "hundertzwanzig Maschinen",
            "ko": "백스무대",
            "en": "one hundred and twenty machines",
        },
    ),
    (
        {
            "zh": "三万五千卷 | 3.5万卷 | 35000卷 | 3万5千卷",
            "ru": (
                "тридцать пять тысяч томов | 35 тыс. томов | 35 тысяч томов | 35.000 томов | тридцати пяти тысяч томов"
            ),
            "de": "fünfunddreißigtausend Bände | 35 000 Bände | 35 Tsd. Bände | 35 tausend Bände",
            "ko": "3만 5천 권 | 3만5천권 | 삼만오천권 | 35,000권",
            "en": "thirty-five thousand volumes | 35,000 volumes | 35 thousand volumes",
        },
        {
            "zh": "五万三千卷",
            "ru": "53 тыс. томов",
            "de": "53 000 Bände",
            "ko": "5만 3천 권",
            "en": "53,000 volumes",
        },
    ),
    (
        {
            "zh": "三分之二成员 | 2/3成员",
            "ru": "две трети членов | 2/3 членов | двух третей членов",
            "de": "zwei Drittel der Mitglieder | 2/3 der Mitglieder | ⅔ der Mitglieder",
            "ko": "성원의 3분의 2 | 성원의 2/3 | 삼분의 이",
            "en": "two thirds of the members | two-thirds of the members | 2/3 of the members",
        },
        {
            "zh": "四分之三成员",
            "ru": "три четверти членов",
            "de": "drei Viertel der Mitglieder",
            "ko": "성원의 4분의 3",
            "en": "three quarters of the members",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
