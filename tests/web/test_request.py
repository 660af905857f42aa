"""Orders: the list and its files, one order, entering, assigning, and all lines at once."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.desk import ABROAD, INTERNAL, OPEN, SECRET, desk
from verbale.domain.cycle import request
from verbale.domain.cycle.request import Wanted
from verbale.records.request import LineState, Order, OrderLine, Route, Source

__all__ = ["desk"]

HEAD = {"partner": "", "source": "letter", "partner_number": "B 12", "route": "department", "purpose": "soils"}


def lines_of(order):
    return list(order.lines.order_by("position"))


def formset(*citations, more=False):
    data = {"form-TOTAL_FORMS": len(citations), "form-INITIAL_FORMS": 0}
    for number, citation in enumerate(citations):
        data |= {f"form-{number}-citation": citation, f"form-{number}-form": "photocopy", f"form-{number}-copies": 2}
    return data | ({"more": "1"} if more else {})


@pytest.mark.parametrize(
    ("handle", "status"), [("ada", 200), ("otto", 200), ("ann", 200), ("lena", 403), ("root", 403)]
)
def test_the_list_is_for_those_who_work_with_orders(desk, handle, status):
    desk.order()
    assert desk.client(handle).get("/orders").status_code == status


@pytest.mark.parametrize(
    ("handle", "status"), [("ada", 200), ("otto", 200), ("ann", 404), ("lena", 404), ("root", 404)]
)
def test_an_order_is_not_there_for_others(desk, handle, status):
    order = desk.order()
    assert desk.client(handle).get(f"/orders/{order.pk}").status_code == status


def test_a_stranger_is_led_to_the_sign_in(desk, client):
    assert client.get("/orders").status_code == 302


def test_an_approver_sees_only_their_lines(desk):
    order = desk.order(INTERNAL, OPEN, route=Route.DEPARTMENT)
    client = desk.client("ada")
    client.post(f"/orders/{order.pk}/take-up")
    client.post(f"/orders/{order.pk}/decide")
    asked, other = lines_of(order)
    ann = desk.client("ann")
    assert [line.pk for line in ann.get(f"/orders/{order.pk}").context["lines"]] == [asked.pk]
    assert ann.get(f"/orders/{order.pk}").context["answers"] == []
    assert [ann.get(f"/lines/{line.pk}").status_code for line in (asked, other)] == [200, 404]
    assert [row.states for row in ann.get("/orders").context["rows"]] == [
        [("waiting for approval", "Waiting for approval", 1)]
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(desk, django_assert_num_queries, count):
    for _ in range(count):
        desk.order(OPEN, ABROAD)
    client = desk.client("ada")
    client.get("/orders")
    with django_assert_num_queries(10):
        client.get("/orders")


def test_the_list_filters_and_sorts(desk):
    first, second = desk.order(), desk.order(ABROAD, ABROAD)
    client = desk.client("ada")
    client.post(f"/orders/{first.pk}/take-up")
    client.post(f"/orders/{second.pk}/assign", {"to": desk.people["ben"].pk})

    def found(**asked):
        return [row.order.pk for row in client.get("/orders", asked).context["rows"]]

    assert found() == [second.pk, first.pk]
    assert found(sort="received") == [first.pk, second.pk]
    assert found(sort="-number") == [second.pk, first.pk]
    assert found(sort="nonsense", page="x", state="nonsense") == [second.pk, first.pk]
    assert found(state="deciding") == [first.pk]
    assert found(assigned="me") == []
    assert found(assigned="nobody") == [first.pk]
    assert found(assigned=desk.people["ben"].pk) == [second.pk]
    assert found(q=f"soil {second.number}") == [second.pk]
    assert found(q="physics") == []
    assert found(due="overdue") == []
    desk.clock.forward(days=40)
    assert found(due="overdue") == [second.pk, first.pk]
    assert client.get("/orders").context["late"] == 2
    request.answer(order=first, at=desk.clock.now())
    assert (found(due="answered"), found(due="open")) == ([first.pk], [second.pk])


def test_the_files_of_the_list_hold_its_lines_and_no_formula(desk):
    request.receive(
        partner=desk.partner, source=Source.LETTER, route=Route.DEPARTMENT, purpose="", at=desk.clock.now(),
        by=desk.people["ada"], partner_number="@SUM(A1)",
        lines=[Wanted(citation='=HYPERLINK("https://example.org")'), Wanted(citation="Plain\x0b, 1987")],
    )  # fmt: skip
    client = desk.client("ada")
    written = client.get("/orders/export.csv?state=received")
    assert written["Content-Disposition"] == 'attachment; filename="orders.csv"'
    rows = list(csv.reader(io.StringIO(written.content.decode("utf-8-sig"), newline="")))
    assert [row[:5] for row in rows] == [
        ["Order", "Partner", "Their number", "Line", "Citation"],
        ["FI-NHI-2026-IN-1", "FI-NHI", "'@SUM(A1)", "1", '\'=HYPERLINK("https://example.org")'],
        ["FI-NHI-2026-IN-1", "FI-NHI", "'@SUM(A1)", "2", "Plain\x0b, 1987"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/orders/export.xlsx").content))
    cells = [[(cell.value, cell.data_type) for cell in row[2:5]] for row in book.active.iter_rows(min_row=2)]
    assert cells == [
        [("'@SUM(A1)", "s"), (1, "n"), ('\'=HYPERLINK("https://example.org")', "s")],
        [("'@SUM(A1)", "s"), (2, "n"), ("Plain, 1987", "s")],
    ]
    assert len(client.get("/orders/export.csv?state=ready").content.splitlines()) == 1


def test_the_files_hold_only_what_the_reader_may_see(desk):
    desk.order()
    assert len(desk.client("ann").get("/orders/export.csv").content.splitlines()) == 1
    assert desk.client("lena").get("/orders/export.csv").status_code == 403


def test_an_order_is_entered_line_by_line(desk):
    client = desk.client("ada")
    head = HEAD | {"partner": desk.partner.pk}
    answer = client.post("/orders/new", head | formset("Bogs of the north, 1986", "", "Peat, 1985"))
    order = Order.objects.get()
    assert answer["Location"] == f"/orders/{order.pk}"
    assert (order.source, order.route, order.partner_number, order.entered_by.handle) == (
        "letter", "department", "B 12", "ada",
    )  # fmt: skip
    assert [(line.citation, line.copies) for line in lines_of(order)] == [
        ("Bogs of the north, 1986", 2),
        ("Peat, 1985", 2),
    ]


def test_an_item_of_our_catalogue_is_named_by_its_identifier(desk):
    head = HEAD | {"partner": desk.partner.pk}
    desk.client("ada").post("/orders/new", head | formset("") | {"form-0-item": "a" * 26})
    assert OrderLine.objects.values_list("citation", "item").get() == ("a" * 26, "a" * 26)


def test_rows_are_added_without_a_script(desk):
    answer = desk.client("ada").post("/orders/new", HEAD | formset("Peat, 1985", more=True))
    rows = answer.context["rows"]
    assert len(rows.forms) == 6
    assert (rows[0]["citation"].value(), rows[0]["copies"].value(), rows[5]["copies"].value()) == ("Peat, 1985", "2", 1)
    assert answer.context["form"]["purpose"].value() == "soils"
    assert not Order.objects.exists()


def test_an_order_without_lines_or_with_a_bad_one_is_refused(desk):
    client = desk.client("ada")
    head = HEAD | {"partner": desk.partner.pk}
    empty = client.post("/orders/new", head | formset("", ""))
    assert (empty.status_code, empty.context["form"].non_field_errors()) == (400, ["An order needs at least one line."])
    bad = client.post("/orders/new", head | formset("Peat") | {"form-0-copies": "0"})
    assert (bad.status_code, bad.context["rows"].errors) == (
        422, [{"copies": ["Ensure this value is greater than or equal to 1."]}],
    )  # fmt: skip
    assert not Order.objects.exists()
    assert desk.client("otto").post("/orders/new", head | formset("Peat")).status_code == 403


def sheet(desk, text, handle="ada", name="wanted.csv"):
    client = desk.client(handle)
    told = {"partner": desk.partner.pk, "route": "information institute", "purpose": "", "partner_number": "S 1"}
    answer = client.post("/orders/spreadsheet", told | {"file": SimpleUploadedFile(name, text)})
    return client, answer


def test_a_spreadsheet_is_confirmed_by_a_person(desk):
    text = "citation;form;copies\nPeat, 1985;photocopy;2\n;photocopy;1\nBogs;papyrus;1\nMoss;;x\nFens;original;\n"
    client, answer = sheet(desk, text.encode())
    assert not Order.objects.exists()
    shown = client.get(answer["Location"])
    assert [row["row"] for row in shown.context["sheet"]["broken"]] == [3, 4, 5]
    for told in ("Row 3", "it names neither", "Row 4", "papyrus", "Row 5", "is no number of copies"):
        assert told in shown.content.decode()
    entered = client.post(answer["Location"])
    order = Order.objects.get()
    assert entered["Location"] == f"/orders/{order.pk}"
    assert order.source == "spreadsheet"
    assert [(line.citation, line.form, line.copies) for line in lines_of(order)] == [
        ("Peat, 1985", "photocopy", 2),
        ("Fens", "original", 1),
    ]
    assert client.post(answer["Location"]).status_code == 404


def test_a_file_that_is_no_spreadsheet_is_refused(desk):
    _, answer = sheet(desk, b"PK\x03\x04 nothing", name="wanted.xlsx")
    assert answer.status_code == 422
    assert "cannot be read as a spreadsheet" in answer.context["form"].errors["file"][0]
    _, answer = sheet(desk, b"title,year\nPeat,1985\n")
    assert "has no column" in answer.context["form"].errors["file"][0]


def test_nobody_confirms_the_sheet_of_another(desk):
    _, answer = sheet(desk, b"citation\nPeat\n")
    assert desk.client("ben").get(answer["Location"]).status_code == 404


def test_an_order_is_assigned_to_a_desk_officer_only(desk):
    order, client = desk.order(), desk.client("ada")
    client.post(f"/orders/{order.pk}/assign", {"to": desk.people["ben"].pk})
    assert Order.objects.get().assigned_to == desk.people["ben"]
    answer = client.post(f"/orders/{order.pk}/assign", {"to": desk.people["lena"].pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["to"])
    assert desk.client("otto").post(f"/orders/{order.pk}/assign", {"to": desk.people["ben"].pk}).status_code == 403


def test_all_lines_are_taken_up_and_decided_and_a_refusal_does_not_stop_the_rest(desk):
    order, client = desk.order(OPEN, {**OPEN, "year": "never"}, SECRET), desk.client("ada")
    client.post(f"/orders/{order.pk}/take-up")
    assert {line.state for line in lines_of(order)} == {LineState.DECIDING}
    answer = client.post(f"/orders/{order.pk}/decide", follow=True)
    assert [line.state for line in lines_of(order)] == ["sourcing", "deciding", "unavailable"]
    refusal, done = [str(message) for message in answer.context["messages"]]
    assert "year" in refusal
    assert done == "2 lines were decided."


def test_deciding_without_a_policy_is_refused(desk):
    order, client = desk.order(), desk.client("ada")
    client.post(f"/orders/{order.pk}/take-up")
    desk.partner.policy_uses.all().delete()
    answer = client.post(f"/orders/{order.pk}/decide", follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "No policy is used for FI-NHI on 2026-11-21, so nothing can be decided for it. Record which policy is used."
    ]


def test_the_desk_reads_what_the_partner_will_be_told(desk):
    order, client = desk.order(OPEN, SECRET, OPEN), desk.client("ada")
    for line in lines_of(order)[:2]:
        desk.act(line, "decide")
    answer = client.get(f"/orders/{order.pk}")
    assert [(told.promised, told.undecided) for told in answer.context["answers"]] == [
        (True, False), (False, False), (False, True),
    ]  # fmt: skip
    assert "The reasons stay inside" in answer.content.decode()


def test_the_answer_is_written_only_after_its_day(desk):
    order, client = desk.order(), desk.client("ada")
    answer = client.post(f"/orders/{order.pk}/answer", follow=True)
    assert [str(told).split(".")[0] for told in answer.context["messages"]] == [
        f"The order {order.number} is answered on 2026-12-21, all lines on one day"
    ]
    assert "is answered on" in client.get(f"/orders/{order.pk}").context["letter_reason"]
    request.answer(order=order, at=desk.tick(40 * 86400))
    client.post(f"/orders/{order.pk}/answer")
    shown = client.get(f"/orders/{order.pk}").context
    assert [document.role for document in shown["documents"]] == ["letter"]
    assert shown["correspondence"].count() == 1
    assert OrderLine.objects.get().state == LineState.EXPIRED
