"""Remarks on the records of an edition that are used all the same: their kinds, and the list, page by page."""

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
CALLED: dict[str, Any] = {kind: _(called) for kind, called in catalogue.KINDS_OF_REMARK.items()}


class RemarksFilter(Form):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *CALLED.items()])


class RemarkList:
    """The remarks of one kind, or all, fetched page by page."""

    def __init__(self, edition: catalogue.Edition, kind: str) -> None:
        self.edition, self.kind = edition, kind
        self.counts = catalogue.count_remarks(edition)

    def __len__(self) -> int:
        return sum(count.remarks for kind, count in self.counts.items() if self.kind in ("", kind))

    def __getitem__(self, part: slice) -> list[catalogue.Remark]:
        limit = part.stop - part.start
        return catalogue.read_remarks(self.edition, self.kind or None, limit=limit, offset=part.start)


def kinds(edition: catalogue.Edition) -> list[tuple[str, Any, int]]:
    """Each kind that occurs, what it is called, and how many records have it."""
    return [(kind, CALLED[kind], count.records) for kind, count in catalogue.count_remarks(edition).items()]


@for_roles(Role.DESK, Role.AUDITOR)
def remarks(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Edition, identifier, request.user)
    narrowed = RemarksFilter(request.GET)
    kind = narrowed.cleaned_data["kind"] if narrowed.is_valid() else ""
    found: Any = RemarkList(descent.opened(shown), kind)
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return page(request, "web/holding/remarks.html", {"edition": shown, "filter": narrowed, "page": listed})


urlpatterns = [path("editions/<str:identifier>/remarks", remarks, name="edition-remarks")]
