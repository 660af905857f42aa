"""Letters are written from the page of what they are about, and read there again."""

from __future__ import annotations

from tests.web.test_need import arrived, sent
from verbale.records.document import Document


def test_a_librarian_writes_the_receipt_and_reads_it(shelf):
    line, librarian = arrived(shelf), shelf.client("librarian")
    assert librarian.post(f"/needs/lines/{line.pk}/letter").status_code == 302
    letter = Document.objects.get(role="letter")
    page = librarian.get(f"/needs/lines/{line.pk}")
    assert page.context["letters"] == [letter]
    assert f"/documents/{letter.pk}/file" in page.content.decode()
    assert librarian.get(f"/documents/{letter.pk}/file").getvalue()[:5] == b"%PDF-"


def test_without_an_arrival_there_is_no_receipt(shelf):
    line, librarian = sent(shelf), shelf.client("librarian")
    answer = librarian.post(f"/needs/lines/{line.pk}/letter")
    assert (answer.status_code, Document.objects.filter(role="letter").count()) == (409, 0)
    sentence = "Line 1 is “Sent”. Nothing came for this line, so there is no receipt to write."
    assert answer.context["form"].non_field_errors() == [sentence]
