"""Entering an order that came by letter or citation, or from a spreadsheet that a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import request as requests
from verbale.domain.cycle import spreadsheet
from verbale.domain.cycle.request import Wanted
from verbale.kernel.errors import NotFound
from verbale.kernel.identifier import new_identifier
from verbale.records import request as records
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.web.access import for_roles, one
from verbale.web.form import Form, partner_choices
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

FIRST_ROWS, MORE_ROWS, MOST_ROWS = 5, 5, 200
SHEETS = "order-sheets"
KEPT_SHEETS = 3
SHOWN_LINES = 200


class HeadForm(Form):
    """Who orders, through whom, and what for."""

    partner = forms.ChoiceField(label=_("Partner"))
    partner_number = forms.CharField(label=_("Their number"), max_length=60, required=False)
    route = forms.ChoiceField(
        label=_("Whom they asked"), choices=records.Route.choices,
        help_text=_("It decides between exchange and approvals, so take it from their paper."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("Purpose"), max_length=300, required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partner_choices(viewer)  # type: ignore[attr-defined]


class LetterForm(HeadForm):
    """An order that an officer enters line by line."""

    source = forms.ChoiceField(
        label=_("How it came"),
        choices=[(each.value, each.label) for each in (records.Source.LETTER, records.Source.CITATION)],
    )

    field_order = ["partner", "source", "partner_number", "route", "purpose"]


class SheetForm(HeadForm):
    """An order in a spreadsheet."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV in UTF-8, or XLSX. Columns: citation or item; form, copies, line if you have them."),
    )  # fmt: skip


class RowForm(Form):
    """One wanted item, cited or named from our catalogue; a row with neither is passed over."""

    citation = forms.CharField(
        label=_("Citation"), max_length=1000, required=False, widget=forms.TextInput({"size": 60})
    )
    item = forms.CharField(label=_("Item of our catalogue"), max_length=26, required=False)
    form = forms.ChoiceField(label=_("Form"), choices=records.Form.choices, initial=records.Form.PHOTOCOPY)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=1000, initial=1)

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(citation=told["citation"], item=told["item"], form=told["form"], copies=told["copies"])

    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("citation") or self.cleaned_data.get("item"))


RowSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


@for_roles(Role.DESK)
def new(request: HttpRequest) -> HttpResponseBase:
    """The form for an order by letter or citation; "add rows" sends it back with more rows, and needs no script."""
    more = "more" in request.POST
    form = LetterForm(None if more else request.POST or None, viewer=request.user, initial=request.POST.dict())
    rows = _rows(request, more)
    if request.method == "POST" and not more and form.is_valid() and rows.is_valid():
        wanted = [row.wanted() for row in rows if row.is_filled()]
        with refused_on(form):
            order = _receive(request, form.cleaned_data, form.cleaned_data["source"], wanted)
            return redirect("order", order.pk)
    context = {"form": form, "rows": rows, "full": len(rows.forms) >= MOST_ROWS}
    if any(rows.errors) and form.is_valid():
        form.add_error(None, _t("Some lines cannot be taken; each says why."))
    return page(request, "web/order/new.html", context)


def _rows(request: HttpRequest, more: bool) -> Any:
    if request.method != "POST":
        return RowSet(initial=[{}] * FIRST_ROWS)
    if not more:
        return RowSet(request.POST)
    before = RowSet(request.POST)
    kept = [{name: row[name].value() for name in row.fields} for row in before.forms]
    return RowSet(initial=(kept + [{}] * MORE_ROWS)[:MOST_ROWS])


def _receive(request: HttpRequest, head: dict[str, Any], source: str, lines: Sequence[Wanted]) -> records.Order:
    return requests.receive(
        partner=one(Party, head["partner"], request.user), source=source, route=head["route"],
        purpose=head["purpose"], lines=lines, partner_number=head["partner_number"],
        by=request.user, at=now(),  # type: ignore[arg-type]
    )  # fmt: skip


@for_roles(Role.DESK)
def sheet(request: HttpRequest) -> HttpResponseBase:
    """Reads a spreadsheet and keeps what it holds in the session until a person has confirmed it."""
    form = SheetForm(request.POST or None, request.FILES or None, viewer=request.user)
    if form.is_valid():
        with refused_on(form, "file"):
            sent = form.cleaned_data.pop("file")
            read = spreadsheet.read_sheet(sent.read(spreadsheet.SIZE_LIMIT + 1), name=sent.name)
            key = new_identifier()
            kept = list(request.session.get(SHEETS, {}).items())[1 - KEPT_SHEETS :]
            told = {"head": form.cleaned_data, "name": sent.name, **asdict(read)}
            request.session[SHEETS] = {**dict(kept), key: told}
            return redirect("order-sheet-confirm", key)
    return page(request, "web/order/sheet.html", {"form": form})


@for_roles(Role.DESK)
def confirm(request: HttpRequest, key: str) -> HttpResponseBase:
    """Shows the lines that can be taken and every row that cannot; enters the order once a person says so."""
    told = request.session.get(SHEETS, {}).get(key)
    if told is None:
        raise NotFound(what=_t("spreadsheet that waits to be confirmed"), which=key)
    form = Form(request.POST or None)
    if request.method == "POST":
        with refused_on(form):
            lines = [Wanted(**line) for line in told["lines"]]
            order = _receive(request, told["head"], records.Source.SPREADSHEET, lines)
            request.session[SHEETS] = {k: v for k, v in request.session[SHEETS].items() if k != key}
            return redirect("order", order.pk)
    context = {
        "form": form,
        "sheet": told,
        "partner": one(Party, told["head"]["partner"], request.user),
        "route": records.Route(told["head"]["route"]).label,
        "shown": [(line, records.Form(line["form"]).label) for line in told["lines"][:SHOWN_LINES]],
        "more": max(len(told["lines"]) - SHOWN_LINES, 0),
    }
    return page(request, "web/order/confirm.html", context)


urlpatterns = [
    path("orders/new", new, name="order-new"),
    path("orders/spreadsheet", sheet, name="order-sheet"),
    path("orders/spreadsheet/<str:key>", confirm, name="order-sheet-confirm"),
]
