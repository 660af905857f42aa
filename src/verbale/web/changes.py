"""What an edition changed in the one it follows, record by record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import descent
from verbale.engines.catalogue import Change, read_changes
from verbale.kernel.errors import NotFound
from verbale.records.holding import Edition
from verbale.records.person import Role
from verbale.web import words
from verbale.web.access import for_roles, one
from verbale.web.form import Form
from verbale.web.holding import NAMES
from verbale.web.refusal import page

A_PAGE = 50
CALLED: dict[str, Any] = {
    "withdrawn": pgettext_lazy("change of a record", "Withdrawn"),
    "changed": pgettext_lazy("change of a record", "Changed"),
    "added": pgettext_lazy("change of a record", "Added"),
}


class ChangesFilter(Form):
    kind = forms.ChoiceField(label=_("Change"), required=False, choices=[("", _("Any")), *CALLED.items()])


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as the page shows it: a withdrawn record is read in the edition before."""

    called: str
    title: str
    edition: str
    number: int
    columns: list[str]


class ChangeList:
    """The changes of one kind, or all, fetched page by page."""

    def __init__(self, edition: Edition, kind: str) -> None:
        self.edition, self.kind = edition, kind

    def __len__(self) -> int:
        counts = {"added": self.edition.added, "changed": self.edition.changed, "withdrawn": self.edition.withdrawn}
        return counts[self.kind] if self.kind else sum(counts.values())

    def __getitem__(self, part: slice) -> list[ChangeRow]:
        limit = part.stop - part.start
        found = read_changes(descent.opened(self.edition), self.kind or None, limit=limit, offset=part.start)
        return [self._row(change) for change in found]

    def _row(self, change: Change) -> ChangeRow:
        gone = change.new is None
        return ChangeRow(
            str(CALLED[change.change]),
            change.title,
            str(self.edition.follows_id) if gone else self.edition.pk,
            (change.old if change.new is None else change.new) or 0,
            [_column(name) for name in change.columns],
        )


def _column(name: str) -> str:
    if name == "raw":
        return str(_("other fields"))
    return str(NAMES.get(name) or words.fact_name(name.replace("_", " ")))


@for_roles(Role.DESK, Role.AUDITOR)
def changes(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Edition, identifier, request.user, "follows")
    if shown.follows is None:
        raise NotFound(what="edition before", which=shown.name)
    narrowed = ChangesFilter(request.GET)
    kind = narrowed.cleaned_data["kind"] if narrowed.is_valid() else ""
    listed: Any = Paginator(ChangeList(shown, kind), A_PAGE)  # type: ignore[arg-type]
    context = {"edition": shown, "filter": narrowed, "page": listed.get_page(request.GET.get("page"))}
    return page(request, "web/holding/changes.html", context)


urlpatterns = [path("editions/<str:identifier>/changes", changes, name="edition-changes")]
