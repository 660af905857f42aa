from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.engines.paper import documents
from tests.engines.paper.documents import A4, drawn, revised, saved
from verbale.engines.paper import (
    DamagedPdf,
    Encrypted,
    ExternalContent,
    HiddenLayers,
    NotClean,
    Signed,
    clean_pdf,
    inspect_pdf,
    preview,
)


def text_of(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[page].get_textpage().get_text_bounded()


def test_everything_unseen_is_taken_out(tmp_path: Path) -> None:
    source, target = saved(documents.with_everything(), tmp_path), tmp_path / "out.pdf"
    report = clean_pdf(source, target)
    assert report == inspect_pdf(target)
    assert (report.findings, report.pages) == ((), 2)
    with pikepdf.Pdf.open(target) as pdf:
        plain = tmp_path / "plain.pdf"
        pdf.save(plain, qdf=True, static_id=True)
    data = plain.read_bytes()
    for word in (b"Keller", b"JavaScript", b"not for you", b"draft 3", b"why so much", b"example.org", b"calc.exe"):
        assert word not in data


def test_links_within_the_document_stay(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    clean_pdf(saved(documents.with_everything(), tmp_path), target)
    with pikepdf.Pdf.open(target) as pdf:
        (link,) = pdf.pages[0].obj.Annots
        assert sorted(link.keys()) == ["/A", "/Border", "/Rect", "/Subtype", "/Type"]
        assert sorted(link.A.keys()) == ["/D", "/S"]


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    source = saved(documents.with_everything(), tmp_path)
    clean_pdf(source, tmp_path / "one.pdf")
    clean_pdf(source, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_cleaned_document_looks_the_same(tmp_path: Path) -> None:
    source = saved(drawn(A4), tmp_path)
    clean_pdf(source, tmp_path / "out.pdf")
    assert preview(tmp_path / "out.pdf", 1, 400) == preview(source, 1, 400)


def test_what_a_form_shows_becomes_part_of_the_page(tmp_path: Path) -> None:
    clean_pdf(saved(documents.with_form(), tmp_path), tmp_path / "out.pdf")
    assert "1250" in text_of(tmp_path / "out.pdf")
    with pikepdf.Pdf.open(tmp_path / "out.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_layers_that_show_become_part_of_the_page(tmp_path: Path) -> None:
    source = saved(documents.with_layers(off=False), tmp_path)
    clean_pdf(source, tmp_path / "out.pdf")
    assert preview(tmp_path / "out.pdf", 1, 400) == preview(source, 1, 400)
    assert b"Working notes" not in (tmp_path / "out.pdf").read_bytes()


def test_an_earlier_revision_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    drawn().save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert clean_pdf(revised(path), tmp_path / "out.pdf").findings == ()


def test_what_no_page_needs_stays_behind(tmp_path: Path) -> None:
    pdf = drawn()
    image = pdf.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Unused=image)
    clean_pdf(saved(pdf, tmp_path), tmp_path / "out.pdf")
    with pikepdf.Pdf.open(tmp_path / "out.pdf") as cleaned:
        assert not cleaned.pages[0].get_images()


@pytest.mark.parametrize(
    ("pdf", "error"),
    [
        (documents.with_signature, Signed),
        (lambda: documents.with_layers(off=True), HiddenLayers),
    ],
)
def test_what_cannot_be_cleaned_is_refused(tmp_path: Path, pdf, error) -> None:
    with pytest.raises(error):
        clean_pdf(saved(pdf(), tmp_path), tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_what_cleaning_leaves_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.Resources.Elsewhere = documents.script()
    with pytest.raises(NotClean) as refused:
        clean_pdf(saved(pdf, tmp_path), tmp_path / "out.pdf")
    assert refused.value.facts == {"name": "in.pdf", "what": "scripts (1)"}
    assert not (tmp_path / "out.pdf").exists()


def test_encrypted_damaged_and_external_are_refused(tmp_path: Path) -> None:
    path, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    drawn().save(path, encryption=pikepdf.Encryption(user="", owner="secret"))
    with pytest.raises(Encrypted):
        clean_pdf(path, out)
    whole = saved(drawn(A4, A4), tmp_path).read_bytes()
    path.write_bytes(whole[:-60])
    with pytest.raises(DamagedPdf):
        clean_pdf(path, out)
    pdf = drawn()
    pdf.pages[0].obj.Contents["/F"] = pikepdf.String("other.bin")
    with pytest.raises(ExternalContent):
        clean_pdf(saved(pdf, tmp_path), out)
