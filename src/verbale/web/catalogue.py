"""A partner's catalogue as it reached us: searching it, looking at an item, choosing it for an order of ours."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import holding
from verbale.domain.cycle import need as needs
from verbale.engines.catalogue import Filters, OfferItem, choices, read_offer_item
from verbale.records.holding import ReceivedCatalogue
from verbale.records.need import Need
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.request import Form as Copy
from verbale.web import words
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.language import language_name
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

A_PAGE = 20
MOST_COPIES = 999
READERS = (Role.LIBRARIAN, Role.DESK, Role.AUDITOR)
BUYERS = (Role.LIBRARIAN, Role.DESK)


def drafts(viewer: Any, partner: Party) -> Any:
    """The viewer's own orders to a partner that were not sent yet, the newest first."""
    return seen(Need, viewer).filter(partner=partner, sent_at=None, opened_by=viewer)


class ChooseForm(Form):
    """In which form and how often an item is wanted, and on which of one's orders it goes."""

    def __init__(self, item: OfferItem, mine: Any, *args: Any) -> None:
        super().__init__(*args)
        offered = [choice for choice in Copy.choices if choice[0] in item.forms] or Copy.choices
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=offered)
        self.fields["copies"] = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)
        if len(mine) > 1:
            self.fields["need"] = forms.ModelChoiceField(
                label=_("Order"), queryset=mine, empty_label=None, initial=mine[0]
            )
            self.fields["need"].label_from_instance = draft_name  # type: ignore[attr-defined]


def draft_name(need: Need) -> str:
    """What a draft is called while it has no number."""
    return need.purpose or _t("Draft without a purpose")


@for_roles(*READERS)
def catalogues(request: HttpRequest) -> HttpResponse:
    newest: dict[str, ReceivedCatalogue] = {}
    for received in seen(ReceivedCatalogue, request.user).select_related("partner"):
        newest.setdefault(received.partner_id, received)
    return page(request, "web/need/catalogues.html", {"catalogues": list(newest.values())})


class CatalogueFilter(Form):
    """What of a catalogue is wanted. What cannot be understood is passed over."""

    q = forms.CharField(
        label=_("Title, creator, subject, publisher, ISBN, year"), required=False,
        widget=forms.TextInput({"type": "search", "size": 40}),
    )  # fmt: skip
    year_from = forms.IntegerField(label=_("Year from"), required=False, min_value=1, max_value=9999)
    year_to = forms.IntegerField(label=_("Year to"), required=False, min_value=1, max_value=9999)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Any, *, received: ReceivedCatalogue) -> None:
        # The search over everything, in the frame of the page, has a field of the same name.
        super().__init__(data, auto_id="%s-here")
        there, anything = choices(holding.index_of(received)), ("", _("Any"))
        kinds = sorted(((kind, words.shown(kind)) for kind in there.kinds), key=itemgetter(1))
        languages = sorted(((code, language_name(code)) for code in there.languages), key=itemgetter(1))
        self.fields["kind"].choices = [anything, *kinds]  # type: ignore[attr-defined]
        self.fields["language"].choices = [anything, *languages]  # type: ignore[attr-defined]

    def asked(self) -> tuple[str, Filters]:
        """The words, and the filters."""
        self.is_valid()
        given = {name: value or None for name, value in self.cleaned_data.items()}
        return given.pop("q", None) or "", Filters(**given)


class Found:
    """The items in which all words occur and that fit the filters, fetched page by page."""

    def __init__(self, received: ReceivedCatalogue, query: str, filters: Filters) -> None:
        self.received, self.query, self.filters = received, query, filters

    def __len__(self) -> int:
        return holding.search_received(self.received, self.query, limit=0, filters=self.filters).total

    def __getitem__(self, part: slice) -> tuple[OfferItem, ...]:
        limit = part.stop - part.start
        start, filters = part.start, self.filters
        return holding.search_received(self.received, self.query, limit=limit, offset=start, filters=filters).items


@for_roles(*READERS)
def catalogue(request: HttpRequest, identifier: str) -> HttpResponse:
    received = one(ReceivedCatalogue, identifier, request.user, "partner")
    filter_form = CatalogueFilter(request.GET, received=received)
    query, filters = filter_form.asked()
    newer = seen(ReceivedCatalogue, request.user).filter(partner=received.partner, received_at__gt=received.received_at)
    context = {
        "catalogue": received,
        "filter": filter_form,
        "query_here": query,
        "narrowed": filters != Filters(),
        "page": Paginator(Found(received, query, filters), A_PAGE).get_page(request.GET.get("page")),  # type: ignore[arg-type]
        "newer": newer.first(),
        "drafts": drafts(request.user, received.partner),
    }
    return page(request, "web/need/catalogue.html", context)


@for_roles(*READERS)
def item(request: HttpRequest, identifier: str, item: str) -> HttpResponse:
    received = one(ReceivedCatalogue, identifier, request.user, "partner")
    shown = read_offer_item(holding.index_of(received), item)
    mine = list(drafts(request.user, received.partner))
    form = ChooseForm(shown, drafts(request.user, received.partner), request.POST or None)
    if mine and form.is_valid():
        given = form.cleaned_data
        wanted = given.get("need") or mine[0]
        with refused_on(form):
            needs.add_line(
                need=wanted, item=item, form=given["form"], copies=given["copies"], by=request.user, at=now()
            )
            messages.success(request, _t("“%(title)s” is on your order.") % {"title": shown.title})
            return redirect("need", wanted.pk)
    context = {
        "catalogue": received,
        "item": shown,
        "form": form,
        "draft": mine[0] if mine else None,
        "may_order": bool(request.user.roles & set(BUYERS)),  # type: ignore[union-attr]
        "forms": [Copy(kept).label for kept in shown.forms if kept in Copy.values],
    }
    return page(request, "web/need/item.html", context)


urlpatterns = [
    path("catalogues", catalogues, name="catalogues"),
    path("catalogues/<str:identifier>", catalogue, name="catalogue"),
    path("catalogues/<str:identifier>/items/<str:item>", item, name="catalogue-item"),
]
