"""Lists as files: the rows that the page would show, narrowed as it is, and nothing that a spreadsheet would run."""

import io

import openpyxl
import pytest

from tests.web.answer import table
from tests.web.test_dispatch import queued, refused, sealed
from verbale.domain.cycle import need as needs
from verbale.domain.spine.correspondence import log
from verbale.records.journal import JournalPayload

LISTS = {
    "orders": {"desk", "auditor", "approver"},
    "needs": {"desk", "auditor", "librarian"},
    "correspondence": {"desk", "auditor", "approver"},
    "journal": {"auditor"},
    "pouches": {"desk", "auditor", "administrator"},
    "arrivals": {"desk", "auditor", "administrator"},
    "releases": {"desk", "auditor"},
    "talks": {"desk", "auditor", "approver", "administrator"},
    "visits": {"desk", "auditor", "approver", "administrator"},
}


@pytest.mark.parametrize("name", LISTS)
def test_the_files_of_a_list_are_for_its_readers(shelf, name):
    for role in ("desk", "auditor", "approver", "librarian", "administrator"):
        wanted = 200 if role in LISTS[name] else 403
        for form in ("csv", "xlsx"):
            answer = shelf.client(role).get(f"/{name}/export.{form}")
            assert answer.status_code == wanted
            if wanted == 200:
                assert answer["Content-Disposition"] == f'attachment; filename="{name}.{form}"'


@pytest.fixture
def need(shelf):
    """A draft of two lines; somebody typed a formula into one."""
    opened = needs.open_order(
        partner=shelf.partner, route="department", purpose="=1+1", by=shelf.office.desk, at=shelf.clock.now()
    )
    for citation in ("River ice", "@SUM(A1)"):
        needs.add_line(need=opened, citation=citation, by=shelf.office.desk, at=shelf.clock.now())
    return opened


def test_our_orders_are_written_a_row_a_line(shelf, need):
    desk = shelf.client("desk")
    needs.cancel(line=need.lines.get(position=1), by=shelf.office.desk, at=shelf.clock.now())
    rows = table(desk.get("/needs/export.csv"))
    assert [[*row[:6], *row[7:10]] for row in rows] == [
        ["Number", "Partner", "Their number", "Purpose", "Line", "Citation", "Form", "Copies", "State"],
        ["", "FI-NHI", "", "'=1+1", "1", "River ice", "Photocopy", "1", "Cancelled"],
        ["", "FI-NHI", "", "'=1+1", "2", "'@SUM(A1)", "Photocopy", "1", "Draft"],
    ]
    assert [row[5] for row in table(desk.get("/needs/export.csv?state=draft"))[1:]] == ["'@SUM(A1)"]
    assert len(table(desk.get("/needs/export.csv?state=nonsense"))) == 3
    page = desk.get("/needs?state=draft&page=1").content.decode()
    assert 'href="/needs/export.csv?state=draft"' in page
    assert 'href="/needs/export.xlsx?state=draft"' in page


def test_numbers_and_moments_stay_what_they_are_in_a_workbook(shelf, need):
    book = openpyxl.load_workbook(io.BytesIO(shelf.client("desk").get("/needs/export.xlsx").content))
    cells = [(row[4].value, row[5].value, row[10].is_date) for row in book.active.iter_rows(min_row=2)]
    assert cells == [(1, "River ice", True), (2, "'@SUM(A1)", True)]


def test_the_log_is_written_as_it_is_narrowed(shelf):
    for number, what in enumerate(("talk", "instruction asked"), start=1):
        log(
            what=what, on="1987-10", said_by="Their secretary", subject=f"+{number}", text="=cmd()",
            by=shelf.office.desk, at=shelf.clock.now(), partner=shelf.partner,
        )  # fmt: skip
    desk, approver = shelf.client("desk"), shelf.client("approver")
    assert [row[:8] for row in table(desk.get("/correspondence/export.csv?what=talk"))[1:]] == [
        ["1987-10", "Talk", "'+1", "Their secretary", "", "'=cmd()", "", "FI-NHI"]
    ]
    assert len(table(desk.get("/correspondence/export.csv?q=secretary&partner=FI-NHI"))) == 3
    assert [row[2] for row in table(approver.get("/correspondence/export.csv"))[1:]] == ["'+2"]


def test_the_journal_is_written_as_it_is_narrowed(shelf):
    auditor = shelf.client("auditor")
    rows = table(auditor.get("/journal/export.csv"))
    assert len(rows) == 1 + JournalPayload.objects.count()
    assert [row[0] for row in rows[1:]] == sorted((row[0] for row in rows[1:]), key=int, reverse=True)
    invited = table(auditor.get("/journal/export.csv?act=person.invited"))
    assert {(row[3], row[4]) for row in invited[1:]} == {("Invited", "Person")}
    assert len(invited) == 6


def test_what_left_and_what_arrived_is_written(shelf):
    queued(shelf, 2)
    sealed(shelf)
    refused(shelf)
    auditor = shelf.client("auditor")
    ((_epoch, number, partner, inside, state, *_, size, digest, _hash),) = table(auditor.get("/pouches/export.csv"))[1:]
    assert (number, partner, inside, state, size, digest) == (
        "1", "FI-NHI", "Order of ours", "Sealed", "4711", f"{1:064x}",
    )  # fmt: skip
    ((name, sender, _epoch, _number, state, _clause, _at, why, *_),) = table(auditor.get("/arrivals/export.csv"))[1:]
    assert (name, sender, state) == ("odd-0.pouch", "FI-NHI", "Refused")
    assert why == "The signature is not that of FI-NHI."
    assert 'href="/arrivals/export.csv' in auditor.get("/arrivals").content.decode()


def test_the_faults_of_an_edition_are_written(shelf):
    shelf.lookups()
    edition = shelf.edition("Snow and Ice")
    desk = shelf.client("desk")
    (fault,) = desk.get(f"/editions/{edition.pk}").context["faults"]
    rows = table(desk.get(f"/editions/{edition.pk}/export.csv"))
    assert rows == [["Byte in the source", "Length in bytes", "Why"], [str(fault.offset), "31", fault.fault]]
    assert f'href="/editions/{edition.pk}/export.xlsx' in desk.get(f"/editions/{edition.pk}").content.decode()
    assert shelf.client("librarian").get(f"/editions/{edition.pk}/export.csv").status_code == 403
