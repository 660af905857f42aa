"""What is shown: aligned by what a terminal shows, and never steering it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.cli.options import facts, texts
from verbale.cli.output import as_json, laid_out, printable
from verbale.kernel.errors import WrongUse


def test_a_table_is_aligned_also_in_chinese():
    rows = [{"title": "激光", "year": 1963}, {"title": "Laser light", "year": None}]
    assert laid_out(rows) == ["title        year", "激光         1963", "Laser light"]


def test_columns_are_chosen_and_long_cells_shortened():
    assert laid_out([{"a": "x" * 100, "b": 1}], ("a",)) == ["a", "x" * 71 + "…"]


def test_a_card_leaves_out_what_is_empty():
    card = {"first_name": "Ada", "none": None, "list": [], "yes": True, "inner": {"at": date(2026, 11, 21)}}
    assert laid_out(card) == ["first name: Ada", "yes: yes", "inner:", "  at: 2026-11-21"]


def test_few_columns_make_a_table_in_a_card_and_many_make_cards():
    assert laid_out({"rows": [{"a": 1}, {"a": 2}]}) == ["rows:", "  a", "  1", "  2"]
    wide = {f"c{number}": number for number in range(9)}
    assert laid_out({"rows": [wide]})[:2] == ["rows:", "  c0: 0"]


@given(st.text())
def test_nothing_shown_steers_the_terminal(text):
    shown = printable(text)
    assert all(sign.isprintable() or sign == " " or not sign.isascii() for sign in shown)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_moments_days_and_exact_numbers_in_json():
    data = {"at": datetime(2026, 11, 21, 9, tzinfo=UTC), "on": date(2026, 11, 21), "sum": Decimal("1.50"), "zh": "激光"}
    told = '{\n  "at": "2026-11-21T09:00:00.000000Z",\n  "on": "2026-11-21",\n  "sum": "1.50",\n  "zh": "激光"\n}'
    assert as_json(data) == told


def test_texts_by_language():
    assert texts(["Institute", "zh=研究所", "zh-hans=x=y"]) == {"en": "Institute", "zh": "研究所", "zh-hans": "x=y"}


@pytest.mark.parametrize("given", ["zh=", "", "12=x", "=x", "é=x", "en =x"])
def test_no_text_in_a_language(given):
    with pytest.raises(WrongUse):
        texts([given])


def test_facts_are_json_where_they_read_as_json():
    stated = facts(["year=1963", "restricted=false", "origin=third country", "note=a=b", "series=null", 'kind="book"'])
    assert stated == {
        "year": 1963, "restricted": False, "origin": "third country", "note": "a=b", "series": None, "kind": "book",
    }  # fmt: skip
    with pytest.raises(WrongUse):
        facts(["year"])
