"""The account with a partner, in both directions: what each side owes, delivered, and still owes (S28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.books.account import Account, Row, account
from verbale.engines.ledger import Standing
from verbale.kernel.errors import NotFound
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.export import Cell, csv_response, xlsx_response
from verbale.web.moment import today
from verbale.web.places import place
from verbale.web.refusal import page

READERS = (Role.DESK, Role.AUDITOR)
SHOWN = 200
"""Rows that a page shows; a file holds them all."""

FILTERS = {"open": _("open"), "overdue": _("overdue"), "delivered": _("delivered")}


@dataclass(frozen=True, slots=True)
class Line:
    """One side's sums as a page shows them; fulfilment in percent, None where nothing was due."""

    side: str
    ours: bool
    standing: Standing
    percent: int | None


def lines(book: Account) -> list[Line]:
    """Both sides' sums; a side of which nothing was ever due has none."""
    return [
        Line(one.side, one.side == book.us, one, _percent(one))
        for one in sorted(book.standings, key=lambda one: one.side != book.us)
    ]


def _percent(standing: Standing) -> int | None:
    ratio = standing.fulfilment
    # Rounded down: a side that still owes something never reads 100 %.
    return None if ratio is None else int(ratio * 100)


def chosen(book: Account, side: str, state: str, day: date) -> list[Row]:
    """The rows of one side or both, in one condition or any."""
    return [row for row in book.rows if side in ("", row.side) and _is(row, state, day)]


def _is(row: Row, state: str, day: date) -> bool:
    late = not row.delivered and row.due is not None and row.due < day
    return {"open": not row.delivered, "overdue": late, "delivered": row.delivered}.get(state, True)


@for_roles(*READERS)
def accounts(request: HttpRequest) -> HttpResponse:
    partners = seen(Party, request.user).filter(is_us=False)
    books = [(partner, lines(_account(request, partner))) for partner in partners]
    return page(request, "web/account/accounts.html", {"books": books})


def _account(request: HttpRequest, partner: Party) -> Account:
    return account(partner=partner, viewer=request.user, today=today())  # type: ignore[arg-type]


@for_roles(*READERS)
def partner_account(request: HttpRequest, code: str) -> HttpResponse:
    partner = _partner(request, code)
    book = _account(request, partner)
    side, state = request.GET.get("side", ""), request.GET.get("state", "")
    rows = chosen(book, side, state, today())
    if request.GET.get("as") in _FILES:
        return _FILES[request.GET["as"]](f"account-{partner.code}", _heading(), _cells(rows))
    context = {
        "partner": partner,
        "sides": (book.us, book.partner),
        "lines": lines(book),
        "rows": [(row, place(row.thing_kind, row.thing_id)) for row in rows[:SHOWN]],
        "total": len(rows),
        "shown": SHOWN,
        "side": side,
        "state": state,
        "filters": FILTERS.items(),
        "today": today(),
    }
    return page(request, "web/account/account.html", context)


def _partner(request: HttpRequest, code: str) -> Party:
    found = seen(Party, request.user).filter(is_us=False, code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(what=_t("partner"), which=code)
    return one(Party, found, request.user)


def _heading() -> list[str]:
    return [_t("Side"), _t("Reference"), _t("What"), _t("State"), _t("Since"), _t("Due"), _t("Delivered")]


def _cells(rows: list[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        delivered = _t("yes") if row.delivered else _t("no")
        yield [row.side, row.reference, row.what, str(row.state_label), row.since, row.due, delivered]


_FILES = {"csv": csv_response, "xlsx": xlsx_response}

urlpatterns = [
    path("accounts", accounts, name="partner-accounts"),
    path("accounts/<str:code>", partner_account, name="partner-account"),
]
