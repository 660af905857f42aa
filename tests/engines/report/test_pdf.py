"""PDF: the same report in text and in pages says the same; heads, feet and hyphens are the typesetter's."""

from __future__ import annotations

import io
import json

import pytest
import typst
from reportlab.pdfgen.canvas import Canvas

from tests.engines.report.test_reading import SAMPLES, read, told
from verbale.engines.report import Limits, ReadReport, ReportTooBig, open_report, read_report

HEAD = """#set page(width: 148mm, height: 150mm, margin: 18mm, header: [Internal report],
  footer: context align(center)[Page #counter(page).display()])
#set text(font: ("DejaVu Serif", "Noto Serif CJK SC"), size: 11pt, lang: "LANG", hyphenate: true)
#set par(justify: true)
"""


def pages(name: str, language: str) -> bytes:
    """A sample set in small pages."""
    lines = (SAMPLES / name).read_text(encoding="utf-8").replace("\t", "    ").split("\n")
    body = "\n".join(
        f"#block(spacing: 6pt)[#{json.dumps(line, ensure_ascii=False)}]" if line.strip() else "#v(8pt)"
        for line in lines
    )
    return typst.compile((HEAD.replace("LANG", language) + body).encode())


def unspaced(report: ReadReport) -> str:
    return json.dumps(told(report), ensure_ascii=False).replace(" ", "")


@pytest.mark.parametrize(
    ("name", "language"),
    [("de_inline.txt", "de"), ("ru_labels.txt", "ru"), ("zh_labels.txt", "zh"), ("ko_labels.txt", "ko")],
)
def test_pages_say_what_the_text_says(name: str, language: str) -> None:
    report = read_report(pages(name, language), name="x.pdf")
    assert unspaced(report) == unspaced(read(name))
    assert "Internal report" not in report.text
    assert len(report.pages) > 1


def test_a_word_cut_at_the_end_of_its_line_is_whole() -> None:
    made = io.BytesIO()
    canvas = Canvas(made)
    for at, line in enumerate(
        ["Schlussfolgerungen", "1. Die Zusammen-", "arbeit wird geprüft.", "Verantwortlich: Amt"]
    ):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    report = read_report(made.getvalue(), name="x.pdf")
    assert [(one.text, one.in_charge) for one in report.commitments] == [("Die Zusammenarbeit wird geprüft.", ("Amt",))]


def test_too_many_pages() -> None:
    made = io.BytesIO()
    canvas = Canvas(made)
    for _ in range(3):
        canvas.drawString(72, 700, "words")
        canvas.showPage()
    canvas.save()
    assert len(open_report(made.getvalue(), name="x.pdf").pages) == 3
    with pytest.raises(ReportTooBig):
        open_report(made.getvalue(), name="x.pdf", limits=Limits(pages=2))
