"""Records of an edition that may be of one work, group by group with the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import descent
from verbale.engines import catalogue
from verbale.records.holding import Edition
from verbale.records.person import Role
from verbale.web.access import for_roles, one
from verbale.web.form import Form
from verbale.web.refusal import page

A_PAGE = 25
CALLED: dict[str, Any] = {
    "isbn": _("the same ISBN"),
    "issn and year": _("the same ISSN and year"),
    "number": _("the same number of an agency"),
    "work": _("the same title, name and year"),
}


class DuplicatesFilter(Form):
    reason = forms.ChoiceField(label=_("What they share"), required=False, choices=[("", _("Any")), *CALLED.items()])


class GroupList:
    """The groups with one reason, or all, fetched page by page."""

    def __init__(self, edition: catalogue.Edition, reason: str) -> None:
        self.edition, self.reason = edition, reason
        self.counts = catalogue.count_duplicates(edition)

    def __len__(self) -> int:
        return self.counts.get(self.reason, 0) if self.reason else sum(self.counts.values())

    def __getitem__(self, part: slice) -> list[tuple[Any, catalogue.DuplicateGroup]]:
        limit = part.stop - part.start
        found = catalogue.read_duplicates(self.edition, self.reason or None, limit=limit, offset=part.start)
        return [(CALLED[group.reason], group) for group in found]


@for_roles(Role.DESK, Role.AUDITOR)
def duplicates(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Edition, identifier, request.user)
    narrowed = DuplicatesFilter(request.GET)
    reason = narrowed.cleaned_data["reason"] if narrowed.is_valid() else ""
    groups: Any = GroupList(descent.opened(shown), reason)
    listed = Paginator(groups, A_PAGE).get_page(request.GET.get("page"))
    return page(request, "web/holding/duplicates.html", {"edition": shown, "filter": narrowed, "page": listed})


urlpatterns = [path("editions/<str:identifier>/duplicates", duplicates, name="edition-duplicates")]
