"""Reports that were written without a look at the code: five languages, other numbers, labels in the middle of lines.

Each stands beside what a reader takes from it; running text beside an empty list.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
import typst
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from verbale.engines.report import ReadReport, read_report

STRANGERS = Path(__file__).parent / "samples" / "strangers"
NAMES = sorted(path.stem for path in STRANGERS.glob("*.txt"))
TWO_COLUMNS = """#set page(paper: "a5", columns: 2, margin: 14mm, header: [Cooperation Office #h(1fr) Internal],
  footer: context align(center)[– #counter(page).display() –])
#set text(font: "DejaVu Serif", size: 8.5pt, lang: "en", hyphenate: true)
#set par(justify: true)
*Report on the Study Visit*

Submitted on 21 August 2024

The delegation visited nine institutes.#footnote[A list is in Annex 2.] #lorem(150)

*Conclusions and Recommendations*

2.1. The observations of the two national levelling networks are to be adjusted in one common computation, for which
the coordinates of sixteen stations near the frontier must be exchanged.#footnote[Stations 4 to 19.]

_Responsible:_ Federal Geodetic Office; Institute of Astronomical Geodesy

_Date:_ by the end of March 2025

2.2. Instruments for absolute gravimetry are to be compared. #lorem(70)

_Responsible:_ Professor R. Haas, Institute of Astronomical Geodesy

_Dates:_ Programme of comparisons: October 2024; Measurements: May–June 2025
"""
EASTERN = """#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh")
2025年7月1日

结论

（一）引进粮食仓储设备。

负责单位：国家粮食和物资储备局、海关总署

完成期限：2025年12月31日前
"""


def told(report: ReadReport) -> list[dict[str, object]]:
    return [{key: value for key, value in one.as_json().items() if key != "source"} for one in report.commitments]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_takes_from_it(name: str) -> None:
    report = read_report(STRANGERS / f"{name}.txt", name=name)
    assert told(report) == json.loads((STRANGERS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_places_are_of_the_file_as_it_is(name: str) -> None:
    text = (STRANGERS / f"{name}.txt").read_text(encoding="utf-8")
    report = read_report(STRANGERS / f"{name}.txt", name=name)
    assert report.text == text
    places = [(one.source.start, one.source.end) for one in report.commitments]
    assert places == sorted(places)
    for one in report.commitments:
        words = text[one.source.start : one.source.end]
        assert one.number in words[:20]
        assert all(who.split()[0] in words for who in (*one.in_charge, *one.participation))


@pytest.mark.parametrize("name", ["zh_water", "ru_turbines", "de_ceramics"])
def test_paragraphs_of_a_docx_say_what_the_text_says(name: str) -> None:
    paper = docx.Document()
    for line in (STRANGERS / f"{name}.txt").read_text(encoding="utf-8").split("\n"):
        paper.add_paragraph(line)
    made = io.BytesIO()
    paper.save(made)
    expected = json.loads((STRANGERS / f"{name}.json").read_text(encoding="utf-8"))
    assert told(read_report(made.getvalue(), name="x.docx")) == expected


def test_pages_with_a_number_set_before_their_words() -> None:
    """Lists go on over the end of a page, and what is set first on a page is its foot."""
    made = io.BytesIO()
    lines = (STRANGERS / "de_ceramics.txt").read_text(encoding="utf-8").split("\n")
    style = ParagraphStyle("words", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=4)
    words = [Paragraph(line, style) if line.strip() else Spacer(1, 10) for line in lines]
    SimpleDocTemplate(made, pagesize=A5).build(words, onFirstPage=foot, onLaterPages=foot)
    report = read_report(made.getvalue(), name="x.pdf")
    expected = json.loads((STRANGERS / "de_ceramics.json").read_text(encoding="utf-8"))
    assert len(report.pages) > 1
    assert told(report) == expected


def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.drawCentredString(200, 20, str(page.page))


def test_columns_footnotes_and_pages_are_the_typesetters() -> None:
    first, second = read_report(typst.compile(TWO_COLUMNS.encode()), name="x.pdf").commitments
    assert first.text == (
        "The observations of the two national levelling networks are to be adjusted in one common computation, for "
        "which the coordinates of sixteen stations near the frontier must be exchanged."
    )
    assert first.in_charge == ("Federal Geodetic Office", "Institute of Astronomical Geodesy")
    assert [(step.what, step.as_written, step.edtf) for step in second.dates] == [
        ("Programme of comparisons", "October 2024", "2024-10"),
        ("Measurements", "May–June 2025", "2025-05/2025-06"),
    ]


def test_spaces_that_a_typesetter_puts_around_figures_are_not_chinese() -> None:
    (only,) = read_report(typst.compile(EASTERN.encode()), name="x.pdf").commitments
    assert only.in_charge == ("国家粮食和物资储备局", "海关总署")
    assert [(step.as_written, step.edtf) for step in only.dates] == [("2025年12月31日前", "../2025-12-31")]


def test_a_small_table_below_each_numbered_paragraph_of_a_docx() -> None:
    paper = docx.Document()
    paper.add_heading("Решения", 2)
    for words, rows in (
        ("Подготовить соглашение.", [("Ответственный", "Минпром"), ("Участие", "НИИ приборов, БелГИМ")]),
        ("Обеспечить обмен.", [("Ответственный", "–"), ("Срок", "с 1 сентября 2025 г.")]),
    ):
        paper.add_paragraph(words, style="List Number")
        table = paper.add_table(len(rows), 2)
        for row, pair in enumerate(rows):
            for column, cell in enumerate(pair):
                table.cell(row, column).text = cell
    made = io.BytesIO()
    paper.save(made)
    report = read_report(made.getvalue(), name="x.docx")
    assert [(one.number, one.in_charge, one.participation) for one in report.commitments] == [
        ("1", ("Минпром",), ("НИИ приборов", "БелГИМ")),
        ("2", (), ()),
    ]
    assert [step.edtf for step in report.commitments[1].dates] == ["2025-09-01/.."]
