"""Partners' catalogues as they reached us: their list, looking at an item, choosing it for an order of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import holding
from verbale.domain.cycle import need as needs
from verbale.engines.catalogue import OfferItem, read_offer_item
from verbale.records.holding import ReceivedCatalogue
from verbale.records.need import Need
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.request import Form as Copy
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

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
    path("catalogues/<str:identifier>/items/<str:item>", item, name="catalogue-item"),
]
