import hashlib
from pathlib import Path

import pikepdf

from tests.engines.paper import documents
from tests.engines.paper.documents import A4, drawn, revised, saved
from verbale.engines.paper import Finding, Kind, PageSize, PdfReport, clean_pdf, inspect_pdf


def found(pdf: pikepdf.Pdf, folder: Path) -> tuple[Finding, ...]:
    return inspect_pdf(saved(pdf, folder)).findings


def test_a_plain_document(tmp_path: Path) -> None:
    path = saved(drawn(A4, A4, (842, 595)), tmp_path)
    data = path.read_bytes()
    assert inspect_pdf(path) == PdfReport(
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        pages=3,
        sizes=(PageSize(209.9, 297.0, 2), PageSize(297.0, 209.9, 1)),
        findings=(),
    )


def test_it_goes_on_after_the_first_finding(tmp_path: Path) -> None:
    assert found(documents.with_everything(), tmp_path) == (
        Finding(Kind.SCRIPTS, 4),
        Finding(Kind.ACTIONS, 4, "OpenAction, AA, Launch, URI"),
        Finding(Kind.ATTACHMENTS, 2, "secret.txt, EmbeddedFile"),
        Finding(Kind.METADATA, 3, "Author, XMP"),
        Finding(Kind.PRIVATE, 2, "PieceInfo, Thumb"),
        Finding(Kind.COMMENTS, 1),
    )


def test_a_signature(tmp_path: Path) -> None:
    report = inspect_pdf(saved(documents.with_signature(), tmp_path))
    assert report.findings == (Finding(Kind.SIGNED), Finding(Kind.FORM))
    assert report.signed
    assert report.findings[0].sentence() == (
        "The document carries 1 electronic signature(s); it may only be sent wrapped."
    )


def test_a_form_with_an_action(tmp_path: Path) -> None:
    assert found(documents.with_form(), tmp_path) == (
        Finding(Kind.ACTIONS, 2, "AA, SubmitForm"),
        Finding(Kind.FORM),
    )


def test_layers(tmp_path: Path) -> None:
    assert found(documents.with_layers(off=False), tmp_path) == (Finding(Kind.LAYERS),)
    assert found(documents.with_layers(off=True), tmp_path) == (
        Finding(Kind.HIDDEN_LAYERS, 1, "Working notes"),
        Finding(Kind.LAYERS),
    )


def test_an_earlier_revision(tmp_path: Path) -> None:
    pdf = drawn()
    path = tmp_path / "in.pdf"
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert Finding(Kind.REVISIONS, 1) in inspect_pdf(revised(path)).findings


def test_a_linearized_file_has_no_earlier_revision(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    drawn().save(path, linearize=True)
    assert inspect_pdf(path).findings == ()


def test_bytes_around_the_document(tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path)
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 an archive")
    assert inspect_pdf(path).count(Kind.SURROUNDINGS) == 15


def test_encrypted_without_a_password(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    drawn().save(path, encryption=pikepdf.Encryption(user="", owner="secret"))
    assert inspect_pdf(path).encrypted


def test_untidiness_is_mended_and_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    drawn().save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = revised(path).read_bytes()
    path.write_bytes(data.replace(b"/Size 7 /Root", b"/Size 9 /Root"))
    assert inspect_pdf(path).has(Kind.UNTIDY)
    assert clean_pdf(path, tmp_path / "out.pdf").findings == ()


def test_cropped_pages_are_told_and_do_not_block(tmp_path: Path) -> None:
    pdf = drawn(A4, A4)
    pdf.pages[1].obj.CropBox = pikepdf.Array([100, 100, 300, 300])
    report = inspect_pdf(saved(pdf, tmp_path))
    assert report.findings == (Finding(Kind.CROPPED, 1, "2"),)
    assert report.clean


def test_content_from_another_file(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.Contents["/F"] = pikepdf.String("other.bin")
    assert inspect_pdf(saved(pdf, tmp_path)).has(Kind.EXTERNAL)


def test_a_report_survives_json(tmp_path: Path) -> None:
    report = inspect_pdf(saved(documents.with_everything(), tmp_path))
    assert PdfReport.from_json(report.as_json()) == report
