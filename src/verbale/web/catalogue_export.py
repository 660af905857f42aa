"""Hits in a partner's catalogue as files, and searches of it that a person keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.views.decorators.http import require_POST

from verbale.domain.cycle import holding, need_lines, saved_search
from verbale.engines.catalogue import EXPORT_FORMS, MOST_EXPORTED, OfferItem, every_hit, read_offer_item
from verbale.kernel.errors import NotFound
from verbale.records.holding import ReceivedCatalogue
from verbale.records.saved_search import SavedSearch
from verbale.web.access import for_roles, one, seen
from verbale.web.catalogue import READERS
from verbale.web.catalogue_search import SearchForm
from verbale.web.moment import now
from verbale.web.refusal import told


@for_roles(*READERS)
def export(request: HttpRequest, identifier: str, form: str) -> HttpResponseBase:
    """The chosen items (POST) or all hits of a query (GET), in one of the forms of ``EXPORT_FORMS``."""
    received = one(ReceivedCatalogue, identifier, request.user, "partner")
    if form not in EXPORT_FORMS:
        raise NotFound(what=_t("form"), which=form)
    index = holding.index_of(received)
    if request.method == "POST":
        chosen = list(dict.fromkeys(request.POST.getlist("item")))[:MOST_EXPORTED]
        if not chosen:
            raise need_lines.NothingChosen()
        return _file(form, received, [read_offer_item(index, item) for item in chosen])
    query, filters, order = SearchForm(request.GET).asked()
    return _file(form, received, every_hit(index, query, filters=filters, order=order, most=MOST_EXPORTED))


def _file(form: str, received: ReceivedCatalogue, items: Iterable[OfferItem]) -> HttpResponseBase:
    written = EXPORT_FORMS[form]
    name = f"catalogue-{received.partner.code}.{written.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(written.write(items), content_type=written.media_type, headers=headers)


@for_roles(*READERS)
@require_POST
def save(request: HttpRequest, identifier: str) -> HttpResponse:
    received = one(ReceivedCatalogue, identifier, request.user, "partner")
    query, filters, order = SearchForm(request.POST).asked()
    with told(request):
        saved_search.save(
            partner=received.partner, name=request.POST.get("name", ""), query=query, filters=asdict(filters),
            order=order, by=request.user, at=now(),
        )  # fmt: skip
        messages.success(request, _t("The search is kept."))
    asked = {"q": query, "order": order, **{key: value for key, value in asdict(filters).items() if value}}
    return redirect(f"{reverse('catalogue', args=[received.pk])}?{urlencode(asked)}")


@for_roles(*READERS)
def saved(request: HttpRequest, identifier: str) -> HttpResponse:
    """Leads to the hits of a kept search in the newest catalogue of its partner."""
    kept = one(SavedSearch, identifier, request.user)
    newest = seen(ReceivedCatalogue, request.user).filter(partner=kept.partner_id).first()
    if newest is None:
        return redirect("catalogues")
    asked = {"q": kept.query, "order": kept.order, **kept.filters}
    return redirect(f"{reverse('catalogue', args=[newest.pk])}?{urlencode(asked)}")


@for_roles(*READERS)
@require_POST
def forget(request: HttpRequest, identifier: str) -> HttpResponse:
    kept = one(SavedSearch, identifier, request.user, "partner")
    saved_search.forget(name=kept.name, partner=kept.partner, by=request.user)
    messages.success(request, _t("The search is forgotten."))
    newest = seen(ReceivedCatalogue, request.user).filter(partner=kept.partner).first()
    return redirect("catalogue", newest.pk) if newest else redirect("catalogues")


urlpatterns = [
    path("catalogues/searches/<str:identifier>", saved, name="saved-search"),
    path("catalogues/searches/<str:identifier>/forget", forget, name="saved-search-forget"),
    path("catalogues/<str:identifier>/searches", save, name="saved-search-save"),
    path("catalogues/<str:identifier>/export.<str:form>", export, name="catalogue-export"),
]
