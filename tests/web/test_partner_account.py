"""The account with a partner, in both directions."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from tests.web.shelf import text_of
from verbale.domain.cycle import need as needs
from verbale.records.request import LineState, Order, OrderLine


def promised(shelf, number=1, arrived=0):
    """Lines of ours that the partner promised, some of which arrived."""
    need = needs.open_order(
        partner=shelf.partner, route="department", purpose="", by=shelf.office.librarian, at=shelf.clock.now()
    )
    for each in range(number):
        needs.add_line(need=need, citation=f"=Title {each}", by=shelf.office.librarian, at=shelf.clock.now())
    needs.send(need=need, by=shelf.office.librarian, at=shelf.clock.now())
    needs.acknowledged(
        partner=shelf.partner, order=need.pk, number="N-1", answer_due=shelf.clock.now().date(), at=shelf.clock.now()
    )
    lines = list(need.lines.order_by("position"))
    needs.answered(partner=shelf.partner, answers={line.pk: "promised" for line in lines}, at=shelf.clock.now())
    for line in lines[:arrived]:
        line.refresh_from_db()
        needs.arrived(line=line, at=shelf.clock.now())


def owed(shelf, state=LineState.SOURCING, number=1):
    """Lines of theirs that we owe."""
    order = Order.objects.create(
        partner=shelf.partner, number=f"2026/{state}", source="letter", route="department",
        received_at=shelf.clock.now(), answer_due=shelf.clock.now().date(),
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order, position=each, citation=f"Book {each}", form="original", state=state,
            state_since=shelf.clock.now(),
        )
        for each in range(1, number + 1)
    )  # fmt: skip


def test_readers(shelf):
    roles = ("desk", "auditor", "librarian", "approver", "administrator")
    for address in ("/accounts", "/accounts/FI-NHI"):
        assert [shelf.client(role).get(address).status_code for role in roles] == [200, 200, 403, 403, 403]
    desk = shelf.client("desk")
    assert [desk.get(f"/accounts/{code}").status_code for code in ("NOBODY", "OURS")] == [404, 404]


def test_nothing_owed(shelf):
    desk = shelf.client("desk")
    assert "Neither side owes anything yet" in text_of(desk.get("/accounts"))
    assert "Neither side owes anything yet" in text_of(desk.get("/accounts/FI-NHI"))


def test_both_sides_stand_with_ours_first(shelf):
    promised(shelf, 3, arrived=2)
    owed(shelf)
    owed(shelf, LineState.DELIVERED)
    shelf.clock.moment += timedelta(days=2)
    lines = shelf.client("desk").get("/accounts/FI-NHI").context["lines"]
    told = [
        (line.side, line.ours, *map(int, (line.standing.due, line.standing.delivered, line.standing.open,
                                          line.standing.overdue)), line.percent)
        for line in lines
    ]  # fmt: skip
    assert told == [("OURS", True, 2, 1, 1, 1, 50), ("FI-NHI", False, 3, 2, 1, 1, 66)]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 4),
        ({"side": "OURS"}, 1),
        ({"side": "FI-NHI"}, 3),
        ({"state": "open"}, 2),
        ({"state": "overdue"}, 2),
        ({"state": "delivered"}, 2),
        ({"side": "FI-NHI", "state": "open"}, 1),
        ({"side": "NOBODY"}, 0),
    ],
)
def test_rows_by_side_and_condition(shelf, asked, number):
    promised(shelf, 3, arrived=2)
    owed(shelf)
    shelf.clock.moment += timedelta(days=2)
    assert shelf.client("desk").get("/accounts/FI-NHI", asked).context["total"] == number


def test_the_files_hold_the_chosen_rows_and_no_formula(shelf):
    promised(shelf, 2, arrived=1)
    owed(shelf)
    desk = shelf.client("desk")
    answer = desk.get("/accounts/FI-NHI", {"as": "csv", "side": "FI-NHI"})
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert (len(rows), answer.headers["Content-Disposition"]) == (3, 'attachment; filename="account-FI-NHI.csv"')
    assert "'=Title 0" in rows[1]
    sheet = openpyxl.load_workbook(BytesIO(desk.get("/accounts/FI-NHI", {"as": "xlsx"}).content)).active
    assert [cell.value for cell in sheet[1]] == ["Side", "Reference", "What", "State", "Since", "Due", "Delivered"]
    assert sheet.max_row == 4
    assert desk.get("/accounts/FI-NHI", {"as": "exe"}).headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries(shelf, number, django_assert_num_queries):
    promised(shelf, number)
    owed(shelf, number=number)
    desk = shelf.client("desk")
    with django_assert_num_queries(9):
        desk.get("/accounts/FI-NHI")
