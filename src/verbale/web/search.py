"""Search over everything the reader may see."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from verbale.domain.books.search import LIMIT, search
from verbale.web.access import for_everybody
from verbale.web.places import noun, place


@for_everybody
def show(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    found = search(text=query, viewer=request.user)  # type: ignore[arg-type]
    groups = [
        (noun(kind), [(one, place(one.thing_kind, one.thing_id)) for one in same])
        for kind, same in groupby(found, key=lambda one: one.thing_kind)
    ]
    return render(request, "web/search.html", {"query": query, "groups": groups, "limit": LIMIT})


urlpatterns = [path("search", show, name="search")]
