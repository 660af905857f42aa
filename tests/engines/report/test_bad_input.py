"""What is no report, is made like an attack, or is just odd."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest

from verbale.engines.report import (
    HostileReport,
    Limits,
    ReportLocked,
    ReportTooBig,
    UnreadableReport,
    read_report,
)
from verbale.kernel.confinement import NoLimit
from verbale.kernel.errors import VerbaleError


def package(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def plain_docx() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\0\0", b"{\\rtf1 x}", b"PK\x03\x04broken",
     b"%PDF-1.7\nbroken",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", package({"a.txt": b"x"}), package({"[Content_Types].xml": b"<x/>"}),
     plain_docx()[:900]],
)  # fmt: skip
def test_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read_report(content, name="x")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        read_report(tmp_path / "none.txt", name="none.txt")


def test_a_file_too_big_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 2000)
    with pytest.raises(ReportTooBig):
        read_report(tmp_path / "big.txt", name="big.txt", limits=Limits(bytes=1000))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = package({"[Content_Types].xml": b"<x/>", "word/document.xml": b" " * 20_000_000})
    with pytest.raises(ReportTooBig):
        read_report(bomb, name="bomb.docx", limits=Limits(unpacked=1_000_000))


def test_many_parts() -> None:
    with pytest.raises(ReportTooBig):
        read_report(package({f"{at}.xml": b"" for at in range(30)}), name="x.docx", limits=Limits(parts=20))


@pytest.mark.parametrize(
    "declared", [b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', b'<?xml version="1.0"?><!DOCTYPE x><x/>']
)
def test_a_document_type_is_refused(declared: bytes) -> None:
    with pytest.raises(HostileReport):
        read_report(package({"[Content_Types].xml": b"<x/>", "word/document.xml": declared}), name="x.docx")


def test_an_encrypted_pdf() -> None:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ReportLocked):
        read_report(made.getvalue(), name="x.pdf")


def test_a_pdf_of_pictures() -> None:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    with pytest.raises(UnreadableReport):
        read_report(made.getvalue(), name="x.pdf")


def test_limits_are_numbers() -> None:
    with pytest.raises(NoLimit):
        Limits(pages=0)


@pytest.mark.parametrize(
    "text",
    ["Conclusions\n", "Conclusions\n\nNothing was concluded.", "In charge: Nobody\nDate: May 1988",
     "1. In charge:\nDate:",
     "- In charge: X\n- Date: 1988", "(((((\n1)))))", "Conclusions\n- In charge: X"],
)  # fmt: skip
def test_odd_texts_propose_nothing_that_has_words(text: str) -> None:
    assert [one.text for one in read_report(text.encode(), name="x").commitments if one.text] == []


def test_labels_without_values() -> None:
    text = "Conclusions\n1. The dyke is raised.\nIn charge:\nParticipation:\n\nDate:\n\n2. The lock is mended.\n"
    text += "In charge: Board"
    first, second = read_report(text.encode(), name="x").commitments
    assert (first.in_charge, first.participation, first.dates) == ((), (), ())
    assert (second.text, second.in_charge) == ("The lock is mended.", ("Board",))


def test_languages_mixed() -> None:
    text = "Выводы\n1. Повысить дамбу.\nIn charge: Dyke Board\n期限：1988年5月\n"
    text += "2. Schleuse reparieren.\nОтветственный: Управление\nTermin: sofort"
    found = read_report(text.encode(), name="x").commitments
    assert [(one.in_charge, [step.edtf for step in one.dates]) for one in found] == [
        (("Dyke Board",), ["1988-05"]),
        (("Управление",), ["immediately"]),
    ]


def test_many_numbered_paragraphs() -> None:
    body = "".join(f"{at}. A paragraph that says something.\n" for at in range(1, 20_001))
    assert read_report(body.encode(), name="x").commitments == ()


def test_ten_megabytes_of_one_conclusion() -> None:
    body = "Conclusions\n1. " + "Some words go on and on. " * 400_000 + "\n\nIn charge: Board\n"
    assert [one.in_charge for one in read_report(body.encode(), name="x").commitments] == [("Board",)]


@pytest.mark.parametrize(
    "tail",
    [" " * 200_000, "\t" * 200_000, "(" * 200_000, ". " * 100_000, "......" * 50_000, "[bookmark:" * 30_000,
     "1987 " * 50_000,
     "Institute of X, " * 20_000, "；" * 100_000],
)  # fmt: skip
def test_long_lines_are_read_in_linear_time(tail: str) -> None:
    text = f"Conclusions\n1. The dyke is raised.\n- area {tail}x\nIn charge: {tail}x\nDate: {tail}x\n"
    try:
        assert len(read_report(text.encode(), name="x").commitments) <= 2
    except VerbaleError:
        pytest.fail("it is a text like any other")
