"""DOCX: computed numbers, bold labels, tables, insertions and deletions."""

from __future__ import annotations

import copy
import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.engines.report.test_reading import told
from verbale.engines.report import open_report, read_report


def head() -> Any:
    document = docx.Document()
    document.add_heading("Bericht über die Reise nach Hanoi", 0)
    document.add_paragraph("Rostock, 7. Mai 2026")
    document.add_heading("1. Gespräche", 1)
    document.add_paragraph("Der Minister empfing die Delegation. Es wurde nichts zugesagt.")
    return document


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def labelled(document: Any, label: str, *values: str) -> None:
    document.add_paragraph().add_run(f"{label}:").bold = True
    for value in values:
        document.add_paragraph(value)


def fresh_list(document: Any, paragraph: Any, begin: int) -> Any:
    """Another list of the same pattern that begins anew, as the word processor makes it."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    old = style.find(".//" + qn("w:numId")).get(qn("w:val"))
    pattern = numbering.num_having_numId(int(old)).abstractNumId.val
    made = numbering.add_num(pattern)
    made.add_lvlOverride(ilvl=0).add_startOverride(begin)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = made.numId
    properties.get_or_add_ilvl().val = 0
    return made.numId


def test_a_numbered_list_that_is_interrupted_goes_on() -> None:
    document = head()
    document.add_heading("2. Schlussfolgerungen", 1)
    document.add_paragraph("Ein gemeinsames Seelabor ist einzurichten.", style="List Number")
    labelled(document, "Verantwortlich", "Institut für Meereskunde", "Hafenamt Rostock")
    labelled(document, "Termin", "Oktober 2026")
    document.add_paragraph("Vorschläge zu folgenden Themen sind auszuarbeiten:", style="List Number")
    document.add_paragraph("Algenzucht (Prof. M. Brandt)", style="List Bullet")
    labelled(document, "Beteiligung", "Universität Rostock", "Fischereiamt")
    document.add_paragraph("Wellenkraft (Dr. Ilse Hahn)", style="List Bullet")
    document.add_paragraph("Beteiligung: Werft Nord; TU Hamburg")
    document.add_paragraph("Die Koordinierung durch das Hafenamt ist zu sichern und jährlich zu prüfen.")
    labelled(document, "Termine", "Entwürfe: Juni 2026", "Verträge: bis 15.11.2026")
    document.add_paragraph("Der Austausch von Studenten ist zu prüfen.", style="List Number")
    document.add_paragraph("Verantwortlich:\tAkademisches Auslandsamt")
    document.add_paragraph("Termin:\tsofort")
    document.add_paragraph("Dr. Ilse Hahn")
    document.add_paragraph("Leiterin der Delegation")
    report = read_report(saved(document), name="x.docx")
    assert told(report) == [
        ("1", ("Institut für Meereskunde", "Hafenamt Rostock"), (), (), (("", "Oktober 2026", "2026-10"),)),
        (
            "2",
            (),
            (),
            (
                ("Algenzucht", "Prof. M. Brandt", ("Universität Rostock", "Fischereiamt")),
                ("Wellenkraft", "Dr. Ilse Hahn", ("Werft Nord", "TU Hamburg")),
            ),
            (("Entwürfe", "Juni 2026", "2026-06"), ("Verträge", "bis 15.11.2026", "../2026-11-15")),
        ),
        ("3", ("Akademisches Auslandsamt",), (), (), (("", "sofort", "immediately:2026-05-07"),)),
    ]
    assert report.commitments[1].text.endswith("jährlich zu prüfen.")
    assert all(report.text[one.source.start :].startswith(f"{one.number}. ") for one in report.commitments)


def test_a_list_begins_anew() -> None:
    document = head()
    for words in ("Erster Punkt der Aussprache.", "Zweiter Punkt der Aussprache."):
        document.add_paragraph(words, style="List Number")
    document.add_heading("Schlussfolgerungen", 1)
    paragraph = document.add_paragraph("Das Labor ist zu bauen.", style="List Number")
    listed = fresh_list(document, paragraph, 1)
    labelled(document, "Verantwortlich", "Hafenamt")
    second = document.add_paragraph("Das Boot ist zu kaufen.", style="List Number")
    properties = second._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = listed
    labelled(document, "Verantwortlich", "Werft")
    found = read_report(saved(document), name="x.docx").commitments
    assert [(one.number, one.in_charge) for one in found] == [("1", ("Hafenamt",)), ("2", ("Werft",))]


def test_a_table_of_tasks() -> None:
    document = head()
    table = document.add_table(rows=1, cols=5)
    rows = (
        ("Nr.", "Maßnahme", "Verantwortlich", "Beteiligt", "Termin"),
        ("1", "Seelabor einrichten", "Institut für Meereskunde\nHafenamt", "", "Oktober 2026"),
        ("2", "Studenten austauschen", "Auslandsamt", "Universität", "sofort"),
        ("", "", "Senat", "", "Bericht: 2027"),
    )
    for at, row in enumerate(rows):
        cells = table.rows[0].cells if at == 0 else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            first, *others = words.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    assert told(read_report(saved(document), name="x.docx")) == [
        ("1", ("Institut für Meereskunde", "Hafenamt"), (), (), (("", "Oktober 2026", "2026-10"),)),
        (
            "2",
            ("Auslandsamt", "Senat"),
            ("Universität",),
            (),
            (("", "sofort", "immediately:2026-05-07"), ("Bericht", "2027", "2027")),
        ),
    ]


def test_a_small_table_of_labels_below_each_conclusion() -> None:
    document = head()
    document.add_heading("Schlussfolgerungen", 1)
    for words, who, when in (("1. Seelabor bauen.", "Hafenamt", "Juni 2026"), ("2. Boote kaufen.", "Werft", "2027")):
        document.add_paragraph(words)
        table = document.add_table(rows=2, cols=2)
        for row, pair in zip(table.rows, (("Verantwortlich", who), ("Termin", when)), strict=True):
            row.cells[0].text, row.cells[1].text = pair
    assert told(read_report(saved(document), name="x.docx")) == [
        ("1", ("Hafenamt",), (), (), (("", "Juni 2026", "2026-06"),)),
        ("2", ("Werft",), (), (), (("", "2027", "2027"),)),
    ]


def test_insertions_and_content_controls_are_text_and_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Begin ")
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    run = copy.deepcopy(paragraph.runs[0]._r)
    run.text = "inserted "
    inserted.append(run)
    gone = copy.deepcopy(paragraph.runs[0]._r)
    gone.text = "deleted "
    deleted.append(gone)
    paragraph._p.append(inserted)
    paragraph._p.append(deleted)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    other = document.add_paragraph("In a control")
    other._p.addprevious(control)
    content.append(other._p)
    control.append(content)
    assert open_report(saved(document), name="x.docx").text == "Begin inserted \nIn a control\n"
