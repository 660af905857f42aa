"""What alone is no finding, and what is one though it stands alone."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare

SAME = [
    {"zh": "GB/T 1591—2018适用。", "ru": "Применяется GB/T 1591-2018."},
    {"zh": "比上年减少近一半。", "ru": "Это почти вдвое меньше, чем годом раньше."},
    {"zh": "门捷列夫研究所完成比对。", "ru": "Институт им. Д. И. Менделеева завершил сличение."},
    {"zh": "开行中欧班列。", "de": "Es verkehren China-Europa-Güterzüge."},
    {"zh": "种植玉米。", "de": "Anbau des Mais."},
    {"zh": "自2012年秋季学期起互派学生。", "ko": "2012년 가을학기부터 학생을 파견한다."},
    {"ru": "За полгода он прошёл 41 тыс. км.", "de": "In dem halben Jahr legte sie 41 000 km zurück."},
    {"ru": "Корабль «Союз-19» по московскому времени.", "en": "Soyuz 19 by Moscow time."},
    {"zh": "代表团在德累斯顿逗留两周。", "de": "Die Delegation hielt sich 14 Tage in Dresden auf."},
    {"en": "IEC 60034-1:2010 applies.", "zh": "适用IEC 60034-1：2010。"},
    {"zh": "“八五”计划期间将扩建监测站。", "en": "Stations will be built in the Eighth Five-Year Plan."},
    {"de": "Ein halbes Dutzend Doktoranden arbeitet dort.", "en": "Half a dozen doctoral students work there."},
    {
        "zh": "第3条的资料一式三份，用中、俄、英三种文字。",
        "ru": "Материалы статьи 3 — в трёх экземплярах на китайском, русском и английском.",
    },
    {"en": "May the sides exchange seeds?", "ru": "Можно ли обменяться семенами?"},
    {"zh": "中科院派人。", "ru": "АН КНР направит специалиста."},
    {"ru": "Самолёт вылетает в 8.05.", "de": "Das Flugzeug startet um 8.05 Uhr."},
    {"ru": "в начале каждого полугодия", "en": "at the beginning of each half-year"},
    {"zh": "五一前交货。", "ru": "Поставка — до 1 мая."},
    {"zh": "交通四通八达，品种五花八门。", "en": "Roads lead everywhere, and varieties are many."},
    {"de": "Das Essen wird in der Halle ausgegeben.", "zh": "在大厅用餐。"},
    {"ko": "세월이 흘렀다.", "en": "Time has passed."},
    {"zh": "中村教授作报告。", "en": "Professor Nakamura gave a talk."},
]
OTHER = [
    {"zh": "GB/T 1591—2018适用。", "ru": "Применяется GB/T 1519-2018."},
    {"de": "Frau Dr. Annelie Sommerfeld leitet sie.", "en": "Dr Annelie Winterfeld is in charge."},
    {"zh": "派出十二人。", "ru": "Будут направлены специалисты."},
    {"zh": "自2012年秋季学期起互派学生。", "ko": "2013년 가을학기부터 학생을 파견한다."},
    {"zh": "“八五”计划期间将扩建监测站。", "en": "Stations will be built in the Ninth Five-Year Plan."},
    {"ru": "Стороны обменялись семенами в мае.", "en": "The sides exchanged seeds."},
    {"en": "The sides exchanged seeds in May.", "ru": "Стороны обменялись семенами."},
    {"ru": "Занятия проходят в Минске.", "en": "Classes are held."},
]


@pytest.mark.parametrize("texts", SAME)
def test_a_doubtful_reading_is_no_finding(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize("texts", OTHER)
def test_a_certain_one_is(texts: dict[str, str]) -> None:
    assert compare(texts) != ()


MASKED = [
    {"zh": "双方各派一人，为期两个月。", "de": "Beide Seiten entsenden je eine Person für drei Monate."},
    {
        "ru": "Составлено в трёх экземплярах; обе стороны согласны.",
        "de": "In zwei Exemplaren; beide Seiten stimmen zu.",
    },
    {"zh": "应提前两周告知。", "ru": "Уведомить за три недели."},
    {"zh": "自5月12日（星期二）起历时两周。", "en": "It lasted for two months from Tuesday, 12 May."},
    {"de": "in der ersten Maihälfte", "ko": "5월 하순에"},
    {"de": "in sieben gleichen Stufen", "ko": "다섯 단계에 걸쳐"},
    {"zh": "一式两份，两种文本具有同等效力。", "en": "in three copies, both texts being equally valid"},
    {"ru": "на два учебных года", "ko": "세 학년 동안"},
    {"ru": "в начале 1987 года", "en": "at the end of 1987"},
    {"ru": "с начала 1990-х", "en": "since the late 1990s"},
]


@pytest.mark.parametrize("texts", MASKED)
def test_what_is_said_by_the_way_masks_nothing(texts: dict[str, str]) -> None:
    assert compare(texts) != ()


def test_the_first_years_are_no_year() -> None:
    assert compare({"de": "in den beiden ersten Jahren", "en": "in the first two years"}) == ()
