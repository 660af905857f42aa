"""What waits: decisions deferred, with what they wait for, and questions kept until they are answered (S51, S93)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import waiting as waits
from verbale.records.matching import with_all
from verbale.records.person import Role
from verbale.records.report import MarkedSentence, Report, Waiting, WaitingKind
from verbale.web.access import for_roles, one, seen
from verbale.web.export import Cell, paths, response
from verbale.web.form import DateField, Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.report import add_occasion, may_write
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25
SHOWN = {"": _("what waits"), "due": _("to be looked at again by today"), "answered": _("what was answered")}


class AskForm(Form):
    """A question that is kept until it is answered."""

    text = forms.CharField(label=_("The question"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    waits_for = forms.CharField(
        label=_("What it waits for"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    review_on = DateField(label=_("Looked at again on"), required=False)

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"] = forms.ModelChoiceField(
            label=_("Report"), queryset=seen(Report, viewer), required=False, empty_label=_("none")
        )
        add_occasion(self, viewer)
        del self.fields["visit"]


class DeferForm(AskForm):
    """A decision that was deferred; it must say what it waits for."""

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        self.fields["text"].label = _("The decision that was deferred")
        self.fields["waits_for"].required = True
        self.fields["waits_for"].help_text = _("A paper, an answer, somebody's return.")


class PutOffForm(Form):
    review_on = DateField(label=_("Looked at again on"), required=False)
    waits_for = forms.CharField(
        label=_("What it waits for now"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it as it is if it still waits for the same."),
    )  # fmt: skip


class AnswerForm(Form):
    text = forms.CharField(label=_("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))


@for_roles(*READERS)
def list_waiting(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    context = {
        "page": Paginator(_filtered(request, asked), A_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "kinds": WaitingKind.choices,
        "shown": SHOWN.items(),
        "today": today(),
        "may_write": may_write(request),
    }
    return page(request, "web/waiting/list.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in ("what", "shown", "q")}


def _filtered(request: HttpRequest, asked: dict[str, str]) -> QuerySet[Waiting]:
    """What is looked at again soonest first, then the oldest; of what was answered, the latest first."""
    rows = seen(Waiting, request.user).select_related("report", "session__commission")
    rows = rows.filter(with_all(asked["q"], ("text", "waits_for", "answer")))
    rows = rows.filter(what=asked["what"]) if asked["what"] in WaitingKind.values else rows
    if asked["shown"] == "answered":
        return rows.exclude(answered_at=None).order_by("-answered_at", "pk")
    rows = rows.filter(review_on__lte=today()) if asked["shown"] == "due" else rows
    return rows.filter(answered_at=None).order_by(F("review_on").asc(nulls_last=True), "recorded_at", "pk")


HEADING = (
    _("Kind"), _("In words"), _("What it waits for"), _("Looked at again on"), _("Report"), _("Recorded"), _("Answer"),
    _("Answered"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file."""
    return response(form, "waiting", HEADING, map(_cells, _filtered(request, _asked(request)).iterator()))


def _cells(row: Waiting) -> tuple[Cell, ...]:
    return (
        row.get_what_display(), row.text, row.waits_for, row.review_on, row.report.title if row.report else "",
        row.recorded_at, row.answer, row.answered_at,
    )  # fmt: skip


@for_roles(*READERS)
def waiting(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Waiting, identifier, request.user, "report", "session__commission", "recorded_by")
    context = {
        "waiting": shown, "today": today(), "may_write": may_write(request), "timeline": timeline(shown, request.user),
    }  # fmt: skip
    return page(request, "web/waiting/waiting.html", context)


@for_roles(Role.DESK)
def defer(request: HttpRequest) -> HttpResponse:
    form = DeferForm(request.user, request.POST or None, initial=_started(request))
    if form.is_valid():
        with refused_on(form):
            made = waits.defer(**form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("waiting-one", made.pk)
    return page(request, "web/waiting/new.html", {"form": form, "label": _("A decision was deferred")})


@for_roles(Role.DESK)
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.user, request.POST or None, initial=_started(request))
    if form.is_valid():
        with refused_on(form):
            made = waits.ask(**form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("waiting-one", made.pk)
    return page(request, "web/waiting/new.html", {"form": form, "label": _("Keep a question")})


def _started(request: HttpRequest) -> dict[str, str]:
    """What the page begins with: a report or session, or a sentence that was marked in a report."""
    started = {name: request.GET.get(name, "") for name in ("report", "session")}
    marked = seen(MarkedSentence, request.user).filter(pk=request.GET.get("sentence", "")).first()
    return started | ({"text": marked.text, "report": marked.report_id} if marked else {})


@for_roles(Role.DESK)
def put_off(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Waiting, identifier, request.user)
    form = PutOffForm(request.POST or None, initial={"review_on": shown.review_on, "waits_for": shown.waits_for})
    if form.is_valid():
        with refused_on(form):
            waits.put_off(waiting=shown, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("waiting-one", shown.pk)
    return page(request, "web/waiting/act.html", {"form": form, "waiting": shown, "label": _("Put it off")})


@for_roles(Role.DESK)
def answer(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Waiting, identifier, request.user)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            waits.answer(waiting=shown, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("waiting-one", shown.pk)
    label = _("Say what was decided") if shown.what == WaitingKind.DECISION else _("Answer it")
    return page(request, "web/waiting/act.html", {"form": form, "waiting": shown, "label": label})


urlpatterns = [
    path("waiting", list_waiting, name="waiting"),
    *paths("waiting", export, "waiting"),
    path("waiting/defer", defer, name="waiting-defer"),
    path("waiting/ask", ask, name="waiting-ask"),
    path("waiting/<str:identifier>", waiting, name="waiting-one"),
    path("waiting/<str:identifier>/put-off", put_off, name="waiting-put-off"),
    path("waiting/<str:identifier>/answer", answer, name="waiting-answer"),
]
