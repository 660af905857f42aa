"""Documents: hostile uploads, pictures of pages, and files that are handed out only once they are sound."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Encryption

from tests.engines.paper.documents import drawn, saved, with_everything
from tests.web.answer import status
from tests.web.desk import INTERNAL, OPEN, desk, pdf
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.request import Route

__all__ = ["desk", "pdf"]


@pytest.fixture
def line(desk):
    """A line whose item is being got."""
    line = desk.line()
    desk.act(line, "decide")
    return line


def upload(desk, line, data, name="report.pdf", by="ada", **told):
    sent = {"file": SimpleUploadedFile(name, data), "title": "Soils of the north", **told}
    return desk.act(line, "upload", by=by, **sent)


def test_a_document_is_examined_and_attached_with_its_particulars(desk, line, pdf):
    answer = upload(
        desk, line, pdf, name="../../etc/soils.pdf", language="en", archive_reference="Fonds 3, file 12",
        original_language="ru", translators="A. Ivanova\n\n B. Weber ",
    )  # fmt: skip
    assert answer.status_code == 302
    document = Document.objects.get()
    assert (document.file_name, document.archive_reference, document.original_language, document.translators) == (
        "soils.pdf", "Fonds 3, file 12", "ru", ["A. Ivanova", "B. Weber"],
    )  # fmt: skip
    assert (document.file.state, document.file.pages) == (FileState.SOUND, 2)
    assert "Fonds 3, file 12" in desk.client("otto").get(f"/documents/{document.pk}").content.decode()


def test_a_pdf_that_is_none_is_refused(desk, line):
    answer = upload(desk, line, b"<html><script>alert(1)</script></html>")
    (fault,) = answer.context["form"].non_field_errors()
    assert (answer.status_code, Document.objects.count()) == (409, 0)
    assert fault.startswith("“report.pdf” cannot be used:")
    assert StoredFile.objects.get().state == FileState.REFUSED


def test_an_encrypted_pdf_is_refused(desk, line, tmp_path):
    path = tmp_path / "secret.pdf"
    drawn().save(path, encryption=Encryption(owner="owner", user="user"))
    answer = upload(desk, line, path.read_bytes())
    assert (answer.status_code, Document.objects.count()) == (409, 0)
    assert "is encrypted" in answer.context["form"].non_field_errors()[0]


def test_a_pdf_with_scripts_is_taken_and_its_findings_are_told(desk, line, tmp_path):
    upload(desk, line, saved(with_everything(), tmp_path).read_bytes())
    document = Document.objects.get()
    told = desk.client("ada").get(f"/documents/{document.pk}").content.decode()
    assert "The document holds 4 script(s)." in told
    assert "a copy is made without scripts" in told


def test_a_file_is_too_large(desk, line, pdf, settings):
    settings.UPLOAD_LIMIT = 100
    answer = upload(desk, line, pdf)
    assert "is larger than 100 bytes" in answer.context["form"].non_field_errors()[0]
    assert not StoredFile.objects.exists()


def test_an_upload_without_a_file_names_the_field(desk, line):
    answer = desk.act(line, "upload", title="Soils")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_file_is_handed_out_as_an_attachment_only(desk, line, pdf):
    upload(desk, line, b"<script>alert(1)</script>", name="page.html")
    document = Document.objects.get()
    answer = desk.client("ada").get(f"/documents/{document.pk}/file")
    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="page.html"',
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_that_is_not_sound_is_neither_handed_out_nor_pictured(desk, line, pdf):
    upload(desk, line, pdf)
    document = Document.objects.get()
    StoredFile.objects.update(state=FileState.QUARANTINE)
    client = desk.client("ada")
    for address in ("file", "pages/1.png"):
        answer = client.get(f"/documents/{document.pk}/{address}")
        assert answer.status_code == 409
        assert answer.context["sentence"].startswith("“report.pdf” is “In quarantine”. Only a file that was examined")
    page = client.get(f"/documents/{document.pk}").content.decode()
    assert "Only what was examined and found usable is handed out." in page
    assert ".png" not in page


def test_bytes_that_are_gone_are_told(desk, line, pdf, home):
    upload(desk, line, pdf)
    document = Document.objects.get()
    (home.files / document.file_id[:2] / document.file_id).unlink()
    assert desk.client("ada").get(f"/documents/{document.pk}/file").status_code == 409


def test_each_page_has_its_picture(desk, line, pdf):
    upload(desk, line, pdf)
    document, client = Document.objects.get(), desk.client("ada")
    picture = client.get(f"/documents/{document.pk}/pages/2.png?width=900")
    assert (picture.status_code, picture["Content-Type"], picture.content[:8]) == (
        200, "image/png", b"\x89PNG\r\n\x1a\n",
    )  # fmt: skip
    assert picture["Cache-Control"] == "private, max-age=86400, immutable"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/documents/{document.pk}/pages/3.png").status_code == 404
    assert client.get(f"/documents/{document.pk}/pages/1.png?width=99999").status_code == 200
    shown = client.get(f"/documents/{document.pk}?page=2")
    assert (shown.context["number"], "Page 2 of 2" in shown.content.decode()) == (2, True)
    assert client.get(f"/documents/{document.pk}?page=77").context["number"] == 2
    assert client.get(f"/documents/{document.pk}?page=-x").context["number"] == 1


def test_a_document_is_there_only_for_who_may_see_its_line(desk, pdf):
    """An approver may see originals, but not those on lines that nobody asked them about."""
    asked, other = desk.line(INTERNAL, Route.DEPARTMENT), desk.line(OPEN)
    for line in (asked, other):
        desk.act(line, "decide")
    desk.act(asked, "word", by="ann", word="grant")
    desk.act(asked, "word", by="carl", word="grant")
    for line in (asked, other):
        upload(desk, line, pdf)
    theirs = Document.objects.get(thing_id=asked.pk)
    foreign = Document.objects.get(thing_id=other.pk)
    ann = desk.client("ann")
    for address in ("", "/file", "/pages/1.png"):
        assert status(ann.get(f"/documents/{theirs.pk}{address}")) == 200
        assert ann.get(f"/documents/{foreign.pk}{address}").status_code == 404
        assert desk.client("lena").get(f"/documents/{theirs.pk}{address}").status_code == 404
