"""Instruments: recorded as signed on paper, with the chain that approved them and their scans."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import sound_pdf, text_of
from verbale.domain.spine import instrument as instruments
from verbale.records.document import Document
from verbale.records.instrument import Instrument, InstrumentStep

WHOLE = {
    "title": "Report on the supply of scientific literature",
    "dated": "1964-11",
    "grade": "internal",
    "serials": "No. 17\n\nNo. 18\n",
    "seals": "Committee\nDepartment in charge",
    "distribution": "Institute A\nInstitute B",
    "order_to_implement": "To be carried out from November.",
    "archive_reference": "State Archive, fonds 4, file 2, leaf 9",
    "original_language": "zh",
    "translators": "A. Weber",
}


def recorded(shelf, title="Agreement"):
    return instruments.record(title=title, by=shelf.office.desk, at=shelf.clock.forward(minutes=1))


def test_readers_and_writers(shelf):
    instrument = recorded(shelf)
    reading = ["/instruments", f"/instruments/{instrument.pk}"]
    writing = ["/instruments/record", f"/instruments/{instrument.pk}/step", f"/instruments/{instrument.pk}/scan"]
    expected = {"desk": (200, 200), "administrator": (200, 200), "auditor": (200, 403), "approver": (200, 403),
                "librarian": (403, 403)}  # fmt: skip
    for role, (read, write) in expected.items():
        client = shelf.client(role)
        assert [client.get(address).status_code for address in reading] == [read] * 2
        assert [client.get(address).status_code for address in writing] == [write] * 3
    assert shelf.client("desk").get("/instruments/x").status_code == 404


def test_one_is_recorded_with_all_its_particulars(shelf):
    answer = shelf.client("desk").post("/instruments/record", WHOLE)
    kept = Instrument.objects.get()
    assert answer.headers["Location"] == f"/instruments/{kept.pk}"
    assert (kept.serials, kept.seals, kept.distribution, kept.translators) == (
        ["No. 17", "No. 18"], ["Committee", "Department in charge"], ["Institute A", "Institute B"], ["A. Weber"],
    )  # fmt: skip
    page = text_of(shelf.client("auditor").get(f"/instruments/{kept.pk}"))
    for shown in ("November 1964", "No. 17, No. 18", "State Archive, fonds 4", "To be carried out", "A. Weber"):
        assert shown in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"dated": "last spring"}, "dated"),
        ({"dated": "1987-10/1987-06"}, "dated"),
        ({"dated": "1964-13"}, "dated"),
    ],
)
def test_bad_input_is_named(shelf, given, field):
    answer = shelf.client("desk").post("/instruments/record", {**WHOLE, **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Instrument.objects.exists()


class TestChain:
    def test_steps_stand_in_their_order_with_their_dates(self, shelf):
        instrument = recorded(shelf)
        desk = shelf.client("desk")
        for what, who, on in [
            ("submitted", "the department", "1964-09"), ("revised", "the chairman", "1964-10/1964-11"),
            ("approved", "the council", "1964-11-03"), ("forwarded", "the office", "../1964-12-31"),
        ]:  # fmt: skip
            desk.post(f"/instruments/{instrument.pk}/step", {"what": what, "who": who, "on": on})
        page = desk.get(f"/instruments/{instrument.pk}")
        assert [step.what for step in page.context["steps"]] == ["submitted", "revised", "approved", "forwarded"]
        for shown in ("September 1964", "October 1964 to November 1964", "3 November 1964", "by 31 December 1964"):
            assert shown in text_of(page)

    @pytest.mark.parametrize(
        ("given", "field"), [({"who": ""}, "who"), ({"what": "lost"}, "what"), ({"on": "?"}, "on")]
    )
    def test_bad_input_is_named(self, shelf, given, field):
        instrument = recorded(shelf)
        data = {"what": "approved", "who": "the council", "on": "1964", **given}
        answer = shelf.client("desk").post(f"/instruments/{instrument.pk}/step", data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert not InstrumentStep.objects.exists()


class TestScan:
    def test_it_is_examined_and_attached_with_the_archive_s_particulars(self, shelf):
        instrument = instruments.record(
            title="Agreement", archive_reference="fonds 4", original_language="ru", translators=["A. Weber"],
            by=shelf.office.desk, at=shelf.clock.now(),
        )  # fmt: skip
        desk = shelf.client("desk")
        desk.post(
            f"/instruments/{instrument.pk}/scan",
            {"scan": SimpleUploadedFile("scan.pdf", sound_pdf()), "title": "The signed paper"},
        )
        scan = Document.objects.get()
        assert (scan.role, scan.archive_reference, scan.original_language, scan.translators, scan.file.pages) == (
            "scan", "fonds 4", "ru", ["A. Weber"], 2,
        )  # fmt: skip
        assert f"/documents/{scan.pk}" in text_of(desk.get(f"/instruments/{instrument.pk}"))

    @pytest.mark.parametrize("data", [b"no PDF at all", b""], ids=["no PDF", "empty"])
    def test_what_is_no_pdf_is_refused(self, shelf, data):
        instrument = recorded(shelf)
        answer = shelf.client("desk").post(
            f"/instruments/{instrument.pk}/scan", {"scan": SimpleUploadedFile("scan.pdf", data), "title": "Paper"}
        )
        assert answer.status_code in (409, 422)
        assert list(answer.context["form"].errors) == ["scan"]
        assert not Document.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list(shelf, number, django_assert_num_queries):
    for each in range(number):
        recorded(shelf, f"Agreement {each}")
    desk = shelf.client("desk")
    with django_assert_num_queries(6):
        page = desk.get("/instruments")
    assert [one.title for one in page.context["page"]] == [f"Agreement {each}" for each in reversed(range(number))]


def test_an_empty_list_and_a_search(shelf):
    desk = shelf.client("desk")
    assert "None yet." in text_of(desk.get("/instruments"))
    recorded(shelf, "Agreement on soils")
    assert len(desk.get("/instruments", {"q": "SOILS"}).context["page"].object_list) == 1
    assert "No instrument has these words" in text_of(desk.get("/instruments", {"q": "rivers"}))
