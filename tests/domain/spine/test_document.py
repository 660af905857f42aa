"""Documents: kept under their hash, in quarantine until somebody looked into them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.spine import pdfs
from tests.domain.spine.told import acts, last
from tests.records.rows import make
from verbale.domain.spine import document as documents
from verbale.kernel.canonical import digest
from verbale.records import files
from verbale.records import models as records
from verbale.records.document import DocumentRole

pytestmark = pytest.mark.django_db


def store(data, now, name="acta.pdf", **facts):
    return documents.store(io.BytesIO(data), name=name, at=now, **facts)


def examined(data, now, name="acta.pdf"):
    file = documents.examine(store(data, now, name))
    file.refresh_from_db()
    return file


def test_what_is_stored_waits_in_quarantine(home, now):
    file = store(b"%PDF", now)
    assert (file.sha256, file.size, file.media_type, file.state, file.stored_at) == (
        digest(b"%PDF"), 4, "application/pdf", "quarantine", now,
    )  # fmt: skip
    assert files.is_intact(file.sha256)


def test_the_same_bytes_are_one_file(home, now):
    assert store(b"a", now, "a.csv") == store(b"a", now, "b.csv")
    assert records.StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("acta.pdf", "application/pdf"),
        ("ACTA.PDF", "application/pdf"),
        ("list.csv", "text/csv"),
        ("label.xml", "application/xml"),
        ("catalogue.jsonl", "application/x-ndjson"),
        ("acta.pdf.exe", "application/octet-stream"),
        ("pdf", "application/pdf"),
        ("", "application/octet-stream"),
    ],
)
def test_a_name_claims_a_kind(name, media_type):
    assert documents.guess(name) == media_type


def test_a_sound_pdf_is_let_out_of_quarantine(home, now):
    file = examined(pdfs.sound(3), now)
    assert (file.state, file.pages, file.signed, file.findings) == ("sound", 3, False, [])


def test_a_signature_is_noticed(home, now):
    file = examined(pdfs.signed(), now)
    assert (file.state, file.signed, len(file.findings)) == ("sound", True, 2)


def test_scripts_are_told(home, now):
    """They are taken out of the marked copy; the original stays as it came."""
    file = examined(pdfs.with_script(), now)
    assert (file.state, file.told()[0]) == ("sound", "The document holds 1 script(s).")


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"\0" * 1000, pdfs.sound()[:100]])
def test_what_is_no_pdf_is_refused(home, now, data):
    file = examined(data, now)
    assert (file.state, file.pages, len(file.findings)) == ("refused", None, 1)


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_refused(home, now, password):
    file = examined(pdfs.encrypted(password), now)
    assert (file.state, "password" in file.told()[0] or "encrypted" in file.told()[0]) == ("refused", True)


def test_what_nothing_here_opens_is_taken_as_it_is(home, now):
    file = examined(b"a;b", now, "list.csv")
    assert (file.state, file.pages, file.findings) == ("sound", None, [])


def test_a_file_is_examined_once(home, now):
    file = examined(b"hello", now)
    files.path_of(file.sha256).unlink()
    assert documents.examine(file).state == "refused"


@pytest.mark.parametrize("name", ["acta", "acta.csv", "acta.xml"])
def test_a_pdf_without_its_ending_is_examined_as_one(home, now, name):
    file = examined(pdfs.sound(), now, name)
    assert (file.media_type, file.state, file.pages) == ("application/pdf", "sound", 1)


def test_what_came_without_a_kind_is_examined_when_it_comes_as_a_pdf(home, now):
    store(b"hello", now, "acta")
    file = store(b"hello", now, "acta.pdf")
    assert (file.media_type, file.state) == ("application/pdf", "quarantine")
    assert documents.examine(file).state == "refused"


@pytest.mark.parametrize(("data", "name"), [(b"a;b", "list.csv"), (b"<label/>", "label.xml"), (b"a", "acta")])
def test_what_was_examined_stays_so_whatever_it_is_called_afterwards(home, now, data, name):
    before = examined(data, now, name)
    store(data, now, "acta.pdf")
    after = records.StoredFile.objects.get()
    assert (after.state, after.media_type) == (before.state, before.media_type) == ("sound", documents.guess(name))


def test_a_refused_file_does_not_come_back_by_another_name(home, now):
    examined(b"hello", now)
    assert store(b"hello", now, "hello.csv").state == "refused"


PARTICULARS = {
    "title": "Acta 1", "language": "en", "archive_reference": "Fund 12", "original_language": "ru",
    "translators": ["E. Virta"],
}  # fmt: skip


def test_a_document_hangs_on_its_thing_with_its_particulars(thing, desk, now):
    file = make(records.StoredFile, state="sound")
    made = documents.attach(
        thing=thing, file=file, role="original", file_name="../etc/acta.pdf", by=desk, at=now, **PARTICULARS
    )
    kept = records.Document.objects.values(*PARTICULARS, "thing_kind", "thing_id", "role", "file_name").get(pk=made.pk)
    hung = {"thing_kind": "order", "thing_id": thing.pk, "role": "original", "file_name": "acta.pdf"}
    assert kept == PARTICULARS | hung
    assert last() == {
        "act": "document.attached", "by": "Liisa Koski", "thing": ("order", thing.pk), "basis": "",
        "facts": {"role": "original", "sha256": file.sha256},
    }  # fmt: skip


def test_a_refused_file_is_not_taken(thing, desk, now):
    file = make(
        records.StoredFile,
        state="refused",
        findings=[{"says": "It is {what}.", "facts": {"what": one}} for one in ("no PDF", "empty")],
    )
    with pytest.raises(documents.NotSound) as caught:
        documents.attach(thing=thing, file=file, role="original", file_name="a.pdf", title="A", by=desk, at=now)
    assert caught.value.facts == {"name": "a.pdf", "why": "It is no PDF. It is empty."}
    assert acts() == []


def test_the_documents_of_a_thing_come_in_their_order(thing, clock):
    def hang(role, on=thing):
        file, at = make(records.StoredFile), clock.forward(minutes=1)
        return documents.attach(thing=on, file=file, role=role, file_name="a", title=role, by=None, at=at)

    made = [hang(role) for role in ("original", "marked", "cover")]
    hang("original", on=make(records.Order))
    assert documents.of(thing) == made
    assert documents.of(thing, DocumentRole.COVER, DocumentRole.MARKED) == made[1:]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("acta.pdf", "acta.pdf"),
        ("Отчёт 报告.pdf", "Отчёт 报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\acta.pdf", "acta.pdf"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ("a\nb\0c.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 10 + "." * 120, "file"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert documents.safe_name(name) == safe


@given(st.text(st.characters() | st.sampled_from("./\\ ~\0"), max_size=300))
def test_a_safe_name_stays_in_its_folder(name):
    safe = documents.safe_name(name)
    assert 1 <= len(safe) <= 120
    assert safe.isprintable()
    assert safe[0] not in ". "
    assert not set(safe) & {"/", "\\"}
    assert documents.safe_name(safe) == safe
