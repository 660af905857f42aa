import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.paper.prose import Items, Paragraph, prose


@pytest.mark.parametrize(
    "items",
    [
        (("1.", "seed"), ("2.", "soil"), ("3.", "water")),
        (("1)", "seed"), ("2)", "soil")),
        (("(1)", "seed"), ("(2)", "soil")),
        (("a)", "seed"), ("b)", "soil")),
        (("(a)", "seed"), ("(b)", "soil")),
        (("а)", "семена"), ("б)", "почва")),
        (("가.", "종자"), ("나.", "토양")),
        (("–", "seed"), ("–", "soil")),
        (("—", "семена"), ("—", "почва")),
        (("•", "seed"), ("•", "soil")),
    ],
)
def test_lines_marked_alike_are_a_list(items) -> None:
    text = "\n".join(f"{mark} {body}" for mark, body in items)
    assert prose(f"Before:\n{text}\nafter") == [Paragraph("Before:"), Items(items), Paragraph("after")]


@pytest.mark.parametrize(
    "marks", ["一、 二、 三、", "（一） （二） （三）", "1、 2、 3、", "① ② ③", "（1） （2） （3）"]
)
def test_chinese_marks_need_no_blank(marks: str) -> None:
    pairs = tuple((mark, "种子") for mark in marks.split())
    assert prose("\n".join(mark + body for mark, body in pairs)) == [Items(pairs)]


def test_chinese_marks_count_to_ninety_nine() -> None:
    digits = " 一二三四五六七八九"
    written = [f"{digits[n // 10] if n >= 20 else ''}{'十' if n >= 10 else ''}{digits[n % 10]}" for n in range(1, 100)]
    marks = [mark.replace(" ", "") + "、" for mark in written]
    assert prose("\n".join(mark + "水" for mark in marks)) == [Items(tuple((mark, "水") for mark in marks))]


@pytest.mark.parametrize(
    "text",
    [
        "21. November 2026 in Bern\n22. November 2026 in Wien",
        "1. only one",
        "2) begins\n3) with two",
        "1) one\n3) three",
        "- one\n– other",
        "三十三项任务\n三十四项任务",
        "(see annex)\n(see table)",
        "= No heading\n+ no list",
    ],
)
def test_other_lines_are_paragraphs(text: str) -> None:
    assert prose(text) == [Paragraph(line) for line in text.split("\n")]


def test_a_second_list_begins_at_one_again() -> None:
    assert prose("1) a b\n2) c d\n1) e f\n2) g h") == [
        Items((("1)", "a b"), ("2)", "c d"))),
        Items((("1)", "e f"), ("2)", "g h"))),
    ]


def test_blank_lines_and_other_line_ends_separate() -> None:
    assert prose("one\n\n  two\u2028three\u2029") == [Paragraph("one"), Paragraph("two"), Paragraph("three")]
    assert prose(" \n ") == []


@given(st.text(alphabet="1234ab-–一二三、（）()). \n\u2028①②가나", max_size=60))
def test_nothing_is_dropped(text: str) -> None:
    kept = "".join(
        "".join(mark + body for mark, body in one.items) if isinstance(one, Items) else one.text for one in prose(text)
    )
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
