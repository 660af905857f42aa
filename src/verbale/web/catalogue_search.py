"""Searching a partner's catalogue: the hits, what narrows them, and many of them at once onto an order of ours."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from verbale.domain.cycle import holding, need_lines
from verbale.engines.catalogue import (
    EXPORT_FORMS,
    MOST_EXPORTED,
    ORDERS,
    Filters,
    Hits,
    OfferItem,
    every_hit,
    read_query,
    suggestions,
)
from verbale.records.holding import ReceivedCatalogue
from verbale.records.need import Need
from verbale.records.request import MOST_LINES, Route
from verbale.records.request import Form as Copy
from verbale.records.saved_search import SavedSearch
from verbale.web.access import for_roles, one, seen
from verbale.web.catalogue import BUYERS, MOST_COPIES, READERS, draft_name, drafts
from verbale.web.catalogue_facets import chips, narrowings
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

A_PAGE = 20
ORDER_NAMES = {
    "relevance": _("Best match first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": pgettext_lazy("order", "By title"),
    "creator": pgettext_lazy("order", "By creator"),
}
EXPORT_NAMES = {"marc": "MARC 21", "ris": "RIS", "bibtex": "BibTeX", "csv": "CSV"}


class SearchForm(Form):
    """What of a catalogue is wanted. What cannot be understood is passed over."""

    q = forms.CharField(
        label=_("Title, creator, subject, publisher, ISBN, year"), required=False,
        widget=forms.TextInput({"type": "search", "size": 40, "maxlength": 1000}),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=pgettext_lazy("of hits", "Order"), required=False, choices=list(ORDER_NAMES.items())
    )
    year_from = forms.IntegerField(label=_("Year from"), required=False, min_value=1, max_value=9999)
    year_to = forms.IntegerField(label=_("Year to"), required=False, min_value=1, max_value=9999)
    kind = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    language = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    subject = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        # The search over everything, in the frame of the page, has a field of the same name.
        super().__init__(data, auto_id="%s-here")

    def asked(self) -> tuple[str, Filters, str]:
        """The query, the filters, and the order."""
        self.is_valid()
        given = {name: value or None for name, value in self.cleaned_data.items()}
        query, order = given.pop("q", None) or "", given.pop("order", None) or ORDERS[0]
        return query, Filters(**given), order


class ChosenForm(Form):
    """What is done with the chosen items: onto which order, in which form, how often."""

    form = forms.ChoiceField(label=_("Form"), choices=Copy.choices, initial=Copy.PHOTOCOPY)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)

    def __init__(self, mine: Any, *args: Any) -> None:
        super().__init__(*args)
        if mine:
            self.fields["need"] = forms.ModelChoiceField(
                label=_("Order"), queryset=mine, required=False, initial=mine[0], empty_label=_("A new order")
            )
            self.fields["need"].label_from_instance = draft_name  # type: ignore[attr-defined]
        self.fields["route"] = forms.ChoiceField(
            label=_("For a new order: whom we ask there") if mine else _("Whom we ask there"),
            choices=[("", _("Choose …")), *Route.choices], required=not mine,
        )  # fmt: skip
        self.fields["purpose"] = forms.CharField(
            label=_("For a new order: purpose") if mine else _("Purpose"), max_length=300, required=False,
            help_text=_("The partner reads this."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("need") and not given.get("route") and "route" not in self.errors:
            self.add_error("route", _t("Say whom we ask there, or choose one of your orders."))
        return given


class Found:
    """The hits of a query; the page that is shown was fetched with its counts, another one is fetched when asked."""

    def __init__(self, received: ReceivedCatalogue, form: SearchForm, number: str) -> None:
        self.received, (self.query, self.filters, self.order) = received, form.asked()
        self.start = (max(int(number), 1) - 1) * A_PAGE if number.isdecimal() and len(number) < 8 else 0
        self.hits = self._fetched(self.start, facets=True)

    def _fetched(self, start: int, *, facets: bool = False) -> Hits:
        return holding.search_received(
            self.received, self.query, limit=A_PAGE, offset=start, filters=self.filters, order=self.order,
            facets=facets,
        )  # fmt: skip

    def __len__(self) -> int:
        return self.hits.total

    def __getitem__(self, part: slice) -> tuple[OfferItem, ...]:
        return self.hits.items if part.start == self.start else self._fetched(part.start).items

    @property
    def reading(self) -> str:
        """How the query was read, if that differs from how it was typed."""
        read = str(read_query(self.query))
        return read if read.split() != self.query.split() else ""

    def suggestions(self) -> tuple[str, ...]:
        """What the reader may have meant, if nothing was found."""
        found_none = self.query and not self.hits.total
        return suggestions(holding.index_of(self.received), self.query, self.filters) if found_none else ()


@for_roles(*READERS)
def catalogue(request: HttpRequest, identifier: str) -> HttpResponse:
    received = one(ReceivedCatalogue, identifier, request.user, "partner")
    mine = drafts(request.user, received.partner)
    form = ChosenForm(mine, request.POST or None)
    if request.method == "POST" and request.user.roles & set(BUYERS) and form.is_valid():  # type: ignore[union-attr]
        with refused_on(form):
            chosen = _chosen(request, received)
            order, added = _ordered(request, received, form, chosen)
            left = len(set(chosen)) - added
            told = ngettext("%(n)s item is on your order.", "%(n)s items are on your order.", added) % {"n": added}
            messages.success(request, f"{told} {_t('The others were on it already.')}" if left else told)
            return redirect("need", order.pk)
    return page(request, "web/need/catalogue.html", _context(request, received, form))


def _chosen(request: HttpRequest, received: ReceivedCatalogue) -> list[str]:
    """The items that were marked, or all hits; one hit more than an order takes, so that too many are refused."""
    if "every" not in request.POST:
        return request.POST.getlist("item")
    query, filters, order = SearchForm(request.GET).asked()
    hits = every_hit(holding.index_of(received), query, filters=filters, order=order, most=MOST_LINES + 1)
    return [item.identifier for item in hits]


def _ordered(
    request: HttpRequest, received: ReceivedCatalogue, form: ChosenForm, chosen: list[str]
) -> tuple[Need, int]:
    """Puts the chosen items on an order, a new one if none is named; how many were added."""
    given = form.cleaned_data
    wanted = {"items": chosen, "form": given["form"], "copies": given["copies"]}
    if order := given.get("need"):
        return order, len(need_lines.add(order=order, **wanted, by=request.user, at=now()))
    order, added = need_lines.begin(
        partner=received.partner, route=given["route"], purpose=given["purpose"], **wanted, by=request.user, at=now()
    )
    return order, len(added)


def _context(request: HttpRequest, received: ReceivedCatalogue, form: ChosenForm) -> dict[str, Any]:
    search = SearchForm(request.GET)
    found = Found(received, search, request.GET.get("page", ""))
    shown: Page[OfferItem] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    newer = seen(ReceivedCatalogue, request.user).filter(partner=received.partner, received_at__gt=received.received_at)
    all_chosen = request.GET.get("choose") == "all"
    return {
        "catalogue": received,
        "filter": search,
        "found": found,
        "page": shown,
        "chips": chips(request.GET, found.filters),
        "narrowings": narrowings(request.GET, found.filters, found.hits.facets),
        "newer": newer.first(),
        "drafts": drafts(request.user, received.partner),
        "form": form,
        "may_order": bool(request.user.roles & set(BUYERS)),  # type: ignore[union-attr]
        "chosen": {item.identifier for item in shown} if all_chosen else set(request.POST.getlist("item")),
        "exports": EXPORT_NAMES.items(),
        "most_exported": MOST_EXPORTED,
        "all_go": A_PAGE < len(found) <= MOST_LINES,
        "saved": seen(SavedSearch, request.user).filter(partner=received.partner),
        "asked": {**asdict(found.filters), "q": found.query, "order": found.order},
    }


@for_roles(*READERS)
def help_page(request: HttpRequest) -> HttpResponse:
    return page(request, "web/need/catalogue_help.html", {})


urlpatterns = [
    path("catalogues/help", help_page, name="catalogue-help"),
    path("catalogues/<str:identifier>", catalogue, name="catalogue"),
]
assert EXPORT_NAMES.keys() == EXPORT_FORMS.keys()
