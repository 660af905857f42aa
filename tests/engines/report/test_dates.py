"""Dates of reports, in five languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.report import find_date, read_date
from verbale.kernel.imprecise import ImpreciseDate

ANCHOR = date(1987, 5, 18)

READ = {
    "June 1987": "1987-06",
    "15 November 1987": "1987-11-15",
    "November 15, 1987": "1987-11-15",
    "15/11/1987": "1987-11-15",
    "by the end of 1987": "../1987-12-31",
    "not later than 30 June 1988": "../1988-06-30",
    "October 1987 at the latest": "../1987-10",
    "before October 1987": "../1987-09-30",
    "from 1988 onwards": "1988/..",
    "10 to 16 May 1987": "1987-05-10/1987-05-16",
    "between June and October 1987": "1987-06/1987-10",
    "first half of 1988": "1988-01/1988-06",
    "Q3 1988": "1988-07/1988-09",
    "mid-June 1987": "1987-06-11/1987-06-20",
    "winter 1987/88": "1987-12/1988-02",
    "1988": "1988",
    "Ende Oktober 1987": "../1987-10-31",
    "bis 15.11.1987": "../1987-11-15",
    "1. Oktober 1987": "1987-10-01",
    "II. Quartal 1988": "1988-04/1988-06",
    "1. Halbjahr 1988": "1988-01/1988-06",
    "ab 1988": "1988/..",
    "Frühjahr 1988": "1988-03/1988-05",
    "Juni/Juli 1988": "1988-06/1988-07",
    "15.XI.1987": "1987-11-15",
    "октябрь 1987 г.": "1987-10",
    "до конца 1987 года": "../1987-12-31",
    "не позднее 15 ноября 1987 года": "../1987-11-15",
    "III квартал 1988 г.": "1988-07/1988-09",
    "2-й квартал 1988 г.": "1988-04/1988-06",
    "во II полугодии 1988 г.": "1988-07/1988-12",
    "с июня по октябрь 1987 г.": "1987-06/1987-10",
    "в течение 1988 года": "1988",
    "с 1988 года": "1988/..",
    "一九八七年十月": "1987-10",
    "1987年10月15日前": "../1987-10-15",
    "一九八七年底前": "../1987-12-31",
    "1987年6月至10月": "1987-06/1987-10",
    "1988年上半年": "1988-01/1988-06",
    "1987年第三季度": "1987-07/1987-09",
    "1987年10月上旬": "1987-10-01/1987-10-10",
    "1988年起": "1988/..",
    "1987년 10월": "1987-10",
    "1987년 10월 15일까지": "../1987-10-15",
    "1988년 말까지": "../1988-12-31",
    "1988년 3/4분기": "1988-07/1988-09",
    "1987년 6월부터 10월까지": "1987-06/1987-10",
    "1988년 하반기": "1988-07/1988-12",
}


@pytest.mark.parametrize(("written", "edtf"), READ.items())
def test_reads(written: str, edtf: str) -> None:
    assert read_date(written) == edtf


@pytest.mark.parametrize("written", ["immediately", "sofort", "ab sofort", "немедленно", "立即", "즉시"])
def test_at_once_is_anchored_to_the_day_of_the_report(written: str) -> None:
    assert (read_date(written, ANCHOR), read_date(written)) == ("immediately:1987-05-18", "immediately")


@pytest.mark.parametrize(
    "written",
    ["mid-June", "15. November", "до 1 мая", "10月底", "10월까지", "winter 1987", "5/11/1987", "31.2.1987", "none",
     "nach Vereinbarung", "ежегодно", "15.11.87", "within two months", ""],
)  # fmt: skip
def test_no_date_is_guessed(written: str) -> None:
    assert read_date(written) is None


def test_two_figures_are_the_century_of_the_report() -> None:
    assert (read_date("15.11.87", ANCHOR), read_date("Oktober 87", ANCHOR)) == ("1987-11-15", "1987-10")


def test_a_date_is_found_with_its_prepositions() -> None:
    line = "Directives for the delegations by the end of June 1987"
    found = find_date(line)
    assert found is not None
    assert (line[found.start : found.end], found.edtf) == ("by the end of June 1987", "../1987-06-30")


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_in_each_language(day: date) -> None:
    russian = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()[day.month - 1]
    forms = [
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day} {russian} {day.year} г.",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}년 {day.month}월 {day.day}일",
    ]
    assert [read_date(form) for form in forms] == [day.isoformat()] * 5


@given(st.text(max_size=60))
def test_any_text_is_a_date_that_can_be_kept_or_none(text: str) -> None:
    edtf = read_date(text, ANCHOR)
    if edtf and not edtf.endswith("/.."):
        assert ImpreciseDate.read(edtf).edtf == edtf
