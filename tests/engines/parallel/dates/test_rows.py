"""Months and days whose word is said once, behind the last of them."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare, facts

TABLE = [
    ("ko", "8~9월", ["--08/--09"]),
    ("ko", "8∼9월로 미룬다", ["--08/--09"]),
    ("ko", "2014년 6-7월에", ["2014-06/2014-07"]),
    ("ko", "5, 6월", ["--05", "--06"]),
    ("ko", "2010년 5월 5~6일", ["2010-05-05/2010-05-06"]),
    ("zh", "于六、七两月", ["--06", "--07"]),
    ("zh", "十一、十二两月", ["--11", "--12"]),
    ("zh", "五、六、七三个月", ["--05", "--06", "--07"]),
    ("zh", "1957年七、八月间", ["1957-07", "1957-08"]),
    ("zh", "一九五七年三四月", ["1957-03", "1957-04"]),
    ("zh", "1990年6—7月", ["1990-06/1990-07"]),
    ("zh", "5月10—16日", ["--05-10/--05-16"]),
    ("zh", "5月10、11两日", ["--05-10", "--05-11"]),
    ("zh", "1957年十二月", ["1957-12"]),
    ("zh", "历时两月", ["2 mo"]),
    ("zh", "四、五个月后再议", ["5 mo"]),
]
SAME = [
    {"zh": "六、七两月为观察期。", "en": "June and July shall be the observation period."},
    {"zh": "三、四月召开会议。", "ru": "3. Заседание состоится в апреле."},
    {"zh": "三、四月召开会议。", "de": "Die Sitzung findet im März und April statt."},
    {"ko": "2011년 3~4월에 파견한다.", "ru": "Направить в марте–апреле 2011 года."},
    {"ko": "2011년 3∼4월에 파견한다.", "zh": "于二〇一一年三、四月派出。"},
]


@pytest.mark.parametrize(("language", "text", "values"), TABLE)
def test_each_of_a_row_is_a_date(language: str, text: str, values: list[str]) -> None:
    assert [fact.value for fact in facts(text, language)] == values


@pytest.mark.parametrize("texts", SAME)
def test_a_row_is_the_same_in_every_manner(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


def test_another_month_in_a_row_is_told() -> None:
    texts = {"zh": "于六、七两月观察。", "ko": "7~8월에 관찰한다."}
    assert {finding.says for finding in compare(texts)} == {"--06", "--07/--08"}
