"""Ordinals of sessions, articles, plans, editions and points."""

from __future__ import annotations

import pytest

from tests.engines.parallel.lexicon.rows import Row, told, untold

ROWS: list[Row] = [
    (
        {
            "zh": "第十二次会议 | 第12次会议 | 第十二届会议 | 十二次会议",
            "ru": (
                "двенадцатое заседание | 12-е заседание | XII заседание | двенадцатого заседания | "
                "12-ое заседание | XII-е заседание"
            ),
            "de": "zwölfte Tagung | 12. Tagung | XII. Tagung | der zwölften Sitzung | die zwölfte Sitzung",
            "ko": "제12차 회의 | 제십이차 회의 | 12차 회의 | 열두번째 회의 | 제12회 회의 | 제 12 차 회의",
            "en": (
                "twelfth session | 12th session | Session XII | the XIIth session | Session 12 | the Twelfth Session"
            ),
        },
        {
            "zh": "第十一次会议",
            "ru": "одиннадцатое заседание",
            "de": "elfte Tagung",
            "ko": "제11차 회의",
            "en": "eleventh session",
        },
    ),
    (
        {
            "zh": "第七条规定 | 按第7条规定 | 第七款规定",
            "ru": "статья 7 | ст. 7 | по статье седьмой | седьмая статья | пункт 7 | п. 7",
            "de": "Artikel 7 | Art. 7 | § 7 | Artikel sieben | Punkt 7 | Ziffer 7 | Abs. 7",
            "ko": "제7조에 | 제칠조에 | 7조에 | 제7항에",
            "en": "Article 7 | Art. 7 | the seventh article | Article VII | Article Seven | point 7 | para. 7",
        },
        {
            "zh": "第八条规定",
            "ru": "статья 8",
            "de": "Artikel 8",
            "ko": "제8조에",
            "en": "Article 8",
        },
    ),
    (
        {
            "zh": "第二个五年计划期间 | 第二个五年计划 | “二五”计划 | “二五”期间 | 第2个五年计划",
            "ru": (
                "вторая пятилетка | второй пятилетний план | во втором пятилетнем плане | "
                "2-й пятилетний план | II пятилетка | во второй пятилетке"
            ),
            "de": (
                "zweiter Fünfjahrplan | der 2. Fünfjahrplan | im zweiten Fünfjahrplan | "
                "der zweite Fünfjahresplan | II. Fünfjahrplan | im Zeitraum des zweiten Fünfjahrplans"
            ),
            "ko": "제2차 5개년계획 | 제2차 5개년 계획 | 제2차 오개년계획 | 2차 5개년계획",
            "en": (
                "the Second Five-Year Plan | the second five-year plan | the 2nd Five-Year Plan | "
                "the second 5-year plan"
            ),
        },
        {
            "zh": "第四个五年计划",
            "ru": "четвёртый пятилетний план | IV пятилетка",
            "de": "der 4. Fünfjahrplan",
            "ko": "제4차 5개년계획",
            "en": "the fourth five-year plan",
        },
    ),
    (
        {
            "zh": "第三版 | 第3版",
            "ru": "третье издание | 3-е издание | 3-е изд. | издание третье | изд. 3-е",
            "de": "dritte Auflage | 3. Auflage | 3. Aufl. | die dritte Ausgabe",
            "ko": "제3판 | 제삼판 | 3판 | 세번째 판",
            "en": "third edition | 3rd edition | 3rd ed.",
        },
        {
            "zh": "第四版",
            "ru": "четвёртое издание",
            "de": "vierte Auflage",
            "ko": "제4판",
            "en": "fourth edition",
        },
    ),
    (
        {
            "zh": "第二十三届年会 | 第23届年会",
            "ru": (
                "двадцать третья ежегодная конференция | 23-я ежегодная конференция | "
                "XXIII ежегодная конференция | двадцать третьей ежегодной конференции"
            ),
            "de": "dreiundzwanzigste Jahrestagung | 23. Jahrestagung | XXIII. Jahrestagung",
            "ko": "제23차 년차대회 | 제23회 연차대회 | 스물세번째 연차대회 | 제이십삼차 년차대회",
            "en": "twenty-third annual conference | 23rd annual conference | XXIII annual conference",
        },
        {
            "zh": "第二十四届年会",
            "ru": "24-я ежегодная конференция",
            "de": "24. Jahrestagung",
            "ko": "제24차 년차대회",
            "en": "24th annual conference",
        },
    ),
    (
        {
            "zh": "第五卷第二期 | 第5卷第2期",
            "ru": "том 5, выпуск 2 | т. 5, вып. 2 | том V, № 2 | т. 5, № 2",
            "de": "Band 5, Heft 2 | Bd. 5, H. 2 | Band V, Heft 2 | Bd. 5, Nr. 2",
            "ko": "제5권 제2호 | 5권 2호 | 제5권 2호",
            "en": "volume 5, issue 2 | vol. 5, no. 2 | Vol. V, No. 2 | volume five, number two",
        },
        {
            "zh": "第六卷第二期",
            "ru": "том 6, выпуск 2",
            "de": "Band 6, Heft 2",
            "ko": "제6권 제2호",
            "en": "volume 6, issue 2",
        },
    ),
    (
        {
            "zh": "附件三 | 附件3 | 附件Ⅲ",
            "ru": "приложение 3 | приложение № 3 | приложение III",
            "de": "Anlage 3 | Anlage III | Anhang 3 | Anlage Nr. 3",
            "ko": "부록 3 | 부록 제3호 | 별첨 3 | 첨부 3",
            "en": "Annex 3 | Annex III | Appendix 3 | Annex No. 3",
        },
        {
            "zh": "附件四",
            "ru": "приложение 4",
            "de": "Anlage 4",
            "ko": "부록 4",
            "en": "Annex 4",
        },
    ),
]


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_equal_renderings_are_equal(same: dict[str, str], changed: dict[str, str]) -> None:
    assert told(same) == []


@pytest.mark.parametrize(("same", "changed"), ROWS)
def test_a_changed_rendering_is_told(same: dict[str, str], changed: dict[str, str]) -> None:
    assert untold(same, changed) == []
