"""The journal for auditors: list, filter, one entry, verifying the chain."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import journal
from verbale.records.journal import JournalPayload
from verbale.records.matching import with_all
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.acts import ACTS
from verbale.web.export import Cell, paths, response
from verbale.web.form import DateField, Form
from verbale.web.places import NOUNS, noun, place
from verbale.web.refusal import told
from verbale.web.timeline import event

PAGE = 50


class FilterForm(Form):
    act = forms.ChoiceField(label=_("Act"), required=False)
    thing = forms.ChoiceField(label=_("Thing"), required=False)
    identifier = forms.CharField(label=_("Identifier"), required=False, max_length=64)
    who = forms.CharField(label=_("Who"), required=False, max_length=200)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        everything = [("", _t("All"))]
        named = sorted(((act, str(name)) for act, name in ACTS.items()), key=lambda pair: pair[1])
        kinds = sorted(((kind, str(name)) for kind, name in NOUNS.items()), key=lambda pair: pair[1])
        self.fields["act"].choices = everything + named  # type: ignore[attr-defined]
        self.fields["thing"].choices = everything + kinds  # type: ignore[attr-defined]

    def narrowed(self, entries: QuerySet[JournalPayload]) -> QuerySet[JournalPayload]:
        """The entries that the filter lets through; a field at fault lets everything through."""
        wanted = self.cleaned_data if self.is_valid() or self.is_bound else {}
        by_field = {
            "act": "act", "thing": "thing_kind", "identifier": "thing_id", "since": "at__date__gte",
            "until": "at__date__lte",
        }  # fmt: skip
        narrowed = entries.filter(**{lookup: wanted[field] for field, lookup in by_field.items() if wanted.get(field)})
        return narrowed.filter(with_all(wanted.get("who") or "", ["by_name"]))


@for_roles(Role.AUDITOR)
def entries(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    found = form.narrowed(seen(JournalPayload, request.user).order_by("-entry"))
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(payload, event(payload), place(payload.thing_kind, payload.thing_id)) for payload in shown]
    return render(request, "web/journal.html", {"filter": form, "page": shown, "rows": rows})


HEADING = (
    _("Number"), _("When"), _("Who"), _("Act"), _("Thing"), _("Identifier"), _("Basis"), _("Facts"),
)  # fmt: skip


@for_roles(Role.AUDITOR)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered journal as a file, as a person reads it. What proves it is the export of its heads."""
    found = FilterForm(request.GET).narrowed(seen(JournalPayload, request.user).order_by("-entry"))
    return response(form, "journal", HEADING, map(_cells, found.iterator()))


def _cells(payload: JournalPayload) -> tuple[Cell, ...]:
    read = event(payload)
    facts = "; ".join(f"{name}: {value}" for name, value in read.facts)
    return (payload.pk, read.at, read.by, read.act, noun(payload.thing_kind), payload.thing_id, read.basis, facts)


@for_roles(Role.AUDITOR)
def show(request: HttpRequest, number: int) -> HttpResponse:
    payload = one(JournalPayload, str(number), request.user, "entry")
    thing_place = place(payload.thing_kind, payload.thing_id)
    facts = {"payload": payload, "entry": payload.entry, "event": event(payload), "place": thing_place}
    return render(request, "web/journal_entry.html", facts)


@for_roles(Role.AUDITOR)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    with told(request):
        found = journal.verify()
        text = ngettext(
            "%(count)d entry was verified, and it holds. Last hash: %(head)s",
            "%(count)d entries were verified, and all of them hold. Last hash: %(head)s",
            found.count,
        )
        messages.success(request, text % {"count": found.count, "head": found.head[:16]})
    return redirect("journal")


urlpatterns = [
    path("journal", entries, name="journal"),
    *paths("journal", export, "journal"),
    path("journal/verify", verify, name="journal-verify"),
    path("journal/<int:number>", show, name="journal-entry"),
]
