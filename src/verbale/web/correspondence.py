"""The log of requests, talks, oral assurances, instructions asked and given, and letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import correspondence
from verbale.records.correspondence import Correspondence, What
from verbale.records.matching import with_all
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.request import Order
from verbale.web.access import for_roles, one, seen
from verbale.web.export import paths, response
from verbale.web.form import Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.DESK, Role.AUDITOR, Role.APPROVER)


class LogForm(Form):
    """One thing said or written. An instruction given names the entry in which it was asked for."""

    what = forms.ChoiceField(label=_("What"), choices=What.choices)
    on = ImpreciseField(label=_("Date"))
    said_by = forms.CharField(label=_("Said or written by"), max_length=200, help_text=_("Name and office."))
    said_to = forms.CharField(label=_("To"), max_length=200, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(
        label=_("What was said"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    source = forms.CharField(
        label=_("Source and place in it"), max_length=300, required=False,
        help_text=_("The paper or the person from whom you know it, with page or leaf."),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = seen(Correspondence, viewer).filter(what__in=[What.INSTRUCTION_ASKED, What.REQUEST, What.LETTER_IN])
        for name, label, rows in (
            ("partner", _("Partner"), seen(Party, viewer).filter(is_us=False)),
            ("order", _("Order"), seen(Order, viewer)),
            ("answers", _("Answers"), asked),
        ):
            self.fields[name] = forms.ModelChoiceField(
                label=label, queryset=rows, required=False, empty_label=_("none")
            )
        self.fields["answers"].label_from_instance = lambda entry: f"{entry.get_what_display()}: {entry.subject}"  # type: ignore[attr-defined]
        self.fields["answers"].help_text = _("For an instruction given: the entry in which it was asked for.")


@for_roles(*READERS)
def entries(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    found = _filtered(seen(Correspondence, request.user), asked).select_related("partner", "answers")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    orders = _order_numbers(request, [entry.order_id for entry in shown])
    for entry in shown:
        entry.order_number = orders.get(entry.order_id or "", "")  # type: ignore[attr-defined]
    context = {
        "page": shown,
        "asked": asked,
        "kinds": What.choices,
        "partners": seen(Party, request.user).filter(is_us=False),
        "filtered": any(asked.values()),
        "may_log": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }
    return page(request, "web/correspondence/entries.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in ("what", "partner", "q")}


HEADING = (
    _("Date"), _("What"), _("Subject"), _("Said or written by"), _("To"), _("What was said"),
    _("Source and place in it"), _("Partner"), _("Number"), _("Order"), _("Recorded"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered log as a file; dates as they were given."""
    found = _filtered(seen(Correspondence, request.user), _asked(request)).select_related("partner")
    orders = _order_numbers(request, found.order_by().values("order"))
    rows = (
        (
            entry.on, entry.get_what_display(), entry.subject, entry.said_by, entry.said_to, entry.text, entry.source,
            entry.partner.code if entry.partner else "", entry.number, orders.get(entry.order_id or "", ""),
            entry.recorded_at,
        )
        for entry in found.iterator()
    )  # fmt: skip
    return response(form, "correspondence", HEADING, rows)


def _order_numbers(request: HttpRequest, orders: object) -> dict[str, str]:
    """By order, the number; of those orders only that this person may see."""
    return dict(seen(Order, request.user).filter(pk__in=orders).values_list("pk", "number"))


def _filtered(found: QuerySet[Correspondence], asked: dict[str, str]) -> QuerySet[Correspondence]:
    if asked["what"] in What.values:
        found = found.filter(what=asked["what"])
    if asked["partner"]:
        found = found.filter(partner__code=asked["partner"])
    return found.filter(with_all(asked["q"], ("subject", "text", "said_by")))


@for_roles(Role.DESK)
def log(request: HttpRequest) -> HttpResponse:
    started = {name: request.GET.get(name, "") for name in ("what", "partner", "order", "answers")}
    form = LogForm(request.user, request.POST or None, initial={name: one for name, one in started.items() if one})
    if form.is_valid():
        with refused_on(form):
            logged = correspondence.log(**form.cleaned_data, by=request.user, at=now())
            return redirect("correspondence-entry", logged.pk)
    return page(request, "web/correspondence/log.html", {"form": form})


@for_roles(*READERS)
def entry(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Correspondence, identifier, request.user, "partner", "recorded_by", "order")
    context = {
        "entry": shown,
        "order": seen(Order, request.user).filter(pk=shown.order_id).first(),
        "answers": seen(Correspondence, request.user).filter(pk=shown.answers_id).first(),
        "answered_by": seen(Correspondence, request.user).filter(answers=shown),
        "waits": shown.what == What.INSTRUCTION_ASKED,
        "may_log": Role.DESK in request.user.roles,  # type: ignore[union-attr]
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/correspondence/entry.html", context)


urlpatterns = [
    path("correspondence", entries, name="correspondence"),
    *paths("correspondence", export, "correspondence"),
    path("correspondence/log", log, name="correspondence-log"),
    path("correspondence/<str:identifier>", entry, name="correspondence-entry"),
]
