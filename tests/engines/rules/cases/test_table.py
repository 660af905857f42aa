"""How tables of cases are written: CSV and Markdown as people and spreadsheets write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.cases.csvtext import read_csv
from verbale.engines.rules.cases.markdown import is_markdown, read_markdown
from verbale.engines.rules.cases.table import MAX_BYTES, BadCases, Cell, Table, decoded, marked, named_decision


def cells(*rows):
    """Rows of (line, texts) as rows of cells."""
    return tuple(tuple(Cell(text, line, at) for at, text in enumerate(texts, 1)) for line, texts in rows)


HEADINGS, ROW = ("case", "x", "→ answer"), ("a", "1", "2")


@pytest.mark.parametrize(
    ("text", "heading_line", "row_line", "title"),
    [
        ("case,x,→ answer\na,1,2\n", 1, 2, ""),
        ("case;x;→ answer\r\na;1;2\r\n", 1, 2, ""),
        ("case\tx\t→ answer\ra\t1\t2", 1, 2, ""),
        ('"case";"x";"→ answer"\n"a";"1";"2"\n', 1, 2, ""),
        ("Prices, as agreed\n\n# a remark\ncase,x,→ answer\n# another\n,,\na,1,2\n", 4, 7, "Prices as agreed"),
        ("sep=;\nPrices;;\ncase;x;→ answer\na;1;2\n", 3, 4, "Prices"),
        ('"Prices\nof 1964",,\ncase , x,→ answer\n a, 1 ,2\n', 3, 4, "Prices\nof 1964"),
    ],
)
def test_csv_as_spreadsheets_write_it(text, heading_line, row_line, title):
    headings, row = cells((heading_line, HEADINGS), (row_line, ROW))
    assert read_csv(text, "c.csv") == (Table(title, None, headings, (row,)),)


def test_a_row_over_several_lines_is_named_by_its_first():
    text = 'case,x,=> answer\n"a\nb",1,2\nc,1,2\n'
    (table,) = read_csv(text, "c.csv")
    assert [row[0] for row in table.rows] == [Cell("a\nb", 2, 1), Cell("c", 4, 1)]


def test_another_row_with_a_mark_begins_another_table():
    text = "# decision: price\nx,→ price\n1,2\n# Decision: days\nx,→ days\n3,4\n\nx,y,→ days\n5,6,7\n"
    tables = read_csv(text, "c.csv")
    assert [(each.decision, each.headings[-1].text, len(each.rows)) for each in tables] == [
        (Cell("price", 1, 1), "→ price", 1),
        (Cell("days", 4, 1), "→ days", 1),
        (Cell("days", 4, 1), "→ days", 1),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('case,x,→ answer\na,"1,2\n', "line 2: a quotation mark is opened here or below and never closed"),
        ('case;x;→ answer\na;"1";"2"x\n', "line 2: ';' expected after '\"'"),
        ("case,→ answer\n" + "," * 600 + "\n", "line 2: a table may have 500 columns"),
        ("case,→ answer\na," + "x" * 30_000, "line 2: a cell may have 20000 characters"),
        ("case,→ answer\na," + "x" * 200_000, "line 2: a cell may have 20000 characters"),
    ],
)
def test_broken_csv(text, why):
    with pytest.raises(BadCases) as caught:
        read_csv(text, "c.csv")
    assert caught.value.facts["why"] == why


def test_text_without_a_mark_has_no_table():
    assert read_csv("case,x,answer\na,1,2\n", "c.csv") == ()
    assert read_csv("", "c.csv") == ()
    assert read_markdown("| x | answer |\n|---|---|\n| 1 | 2 |\n", "c.md") == ()


MARKDOWN = """# Prices
Text with a | in it.

| case | x | → answer |
|------|:-:|---------:|
| a    | 1 | 2        |

## Days of *grace*
Decision: days

case | x | => answer
--- | --- | ---
a | `1` | 2
|  |  |  |
a | 1 | "b \\| c"
End.

| not | a case |
|-----|--------|
| 1   | 2      |

```
| x | → answer |
|---|----------|
```
<!-- | x | → answer |
|---|----------| -->
~~~
| x | → answer |
|---|----------|
"""


def test_the_tables_of_a_markdown_text():
    first, second = read_markdown(MARKDOWN, "c.md")
    headings, row = cells((4, HEADINGS), (6, ROW))
    assert first == Table("Prices", None, headings, (row,))
    headings, *rows = cells((11, ("case", "x", "=> answer")), (13, ROW), (15, ("a", "1", '"b | c"')))
    assert second == Table("Days of *grace*", Cell("days", 9, 0), headings, tuple(rows))


def test_what_is_markdown():
    assert is_markdown(MARKDOWN)
    assert not is_markdown("a,b\n---,---\n")
    assert not is_markdown("a|b\n1|2\n")


def test_a_table_in_markdown_may_not_be_endless():
    wide = "|" + " a |" * 600
    with pytest.raises(BadCases, match="line 1: a table may have 500 columns"):
        read_markdown(f"{wide}\n|{'-|' * 600}\n", "c.md")


@pytest.mark.parametrize("text", ["<!--" * 200_000, "|" * 400_000, " " * 400_000 + "|", "#" * 400_000, "|-" * 200_000])
def test_nothing_takes_long(text):
    assert read_markdown(text, "c.md") == ()


def test_utf_8_with_and_without_a_mark():
    assert decoded(b"\xef\xbb\xbfx", "c.csv") == decoded(b"x", "c.csv") == "x"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b\nü,é".encode("latin-1"), "line 2: byte 1 of this line is not UTF-8; save the file as UTF-8"),
        ("a,b".encode("utf-16"), "line 1: byte 1 of this line is not UTF-8; save the file as UTF-8"),
        (b"ab\ncd\xffe", "line 2: byte 3 of this line is not UTF-8; save the file as UTF-8"),
        (b" " * (MAX_BYTES + 1), "it has more than 2097152 bytes"),
    ],
)
def test_what_is_not_utf_8_or_too_large(data, why):
    with pytest.raises(BadCases) as caught:
        decoded(data, "c.csv")
    assert caught.value.facts["why"] == why


def test_marks_and_named_decisions():
    assert [marked(each) for each in ("→ a", "=>a", "->", "⇒ a b", "a → b", "")] == ["a", "a", "", "a b", None, None]
    lines = ["Decision: price", "# decision:price of a copy", "**Decision:** price", "decision", "my decision: x", ""]
    assert [named_decision(each) for each in lines] == ["price", "price of a copy", "price", "", "", ""]


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_any_text_gives_tables_or_one_error(rows, delimiter):
    text = "\n".join(delimiter.join(row) for row in [["x", "→ y"], ["---", "---"], *rows])
    tables = []
    for reads in (read_csv, read_markdown):
        with suppress(BadCases):
            tables += reads(text, "c")
    assert all(any(marked(cell.text) is not None for cell in table.headings) for table in tables)
