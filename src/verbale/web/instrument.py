"""Instruments signed on paper: their particulars, the chain that approved them, their scans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import document
from verbale.domain.spine import instrument as instruments
from verbale.records.document import Document, DocumentRole
from verbale.records.instrument import Instrument, InstrumentStep, StepKind
from verbale.records.matching import with_all
from verbale.records.person import Role
from verbale.records.policy import PolicyVersion
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.DESK, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)
RECORDERS = (Role.DESK, Role.ADMINISTRATOR)


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(**{"required": False, "max_length": 4000, "widget": widget, **kwargs})

    def clean(self, value: Any) -> list[str]:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a line differs; how lines end does not count."""
        return _lines(str(initial or "")) != _lines(str(data or ""))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class InstrumentForm(Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    dated = ImpreciseField(label=_("Date"), required=False)
    grade = forms.CharField(label=_("Grade of secrecy"), max_length=80, required=False)
    serials = LinesField(label=_("Serial numbers"), help_text=_("One a line."))
    seals = LinesField(label=_("Seals of the issuing bodies"), help_text=_("One a line."))
    distribution = LinesField(label=_("Distribution list"), help_text=_("One receiver a line."))
    order_to_implement = forms.CharField(
        label=_("Order to implement"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    archive_reference = forms.CharField(
        label=_("Archive reference"), max_length=300, required=False,
        help_text=_("Archive, fonds, file and leaf, as the archive cites it."),
    )  # fmt: skip
    original_language = forms.CharField(
        label=_("Original language"), max_length=12, required=False, help_text=_("A code such as zh, ru, de.")
    )
    translators = LinesField(label=_("Translators"), help_text=_("One a line."))


class StepForm(Form):
    what = forms.ChoiceField(label=_("What happened"), choices=StepKind.choices)
    who = forms.CharField(label=_("By whom"), max_length=300)
    on = ImpreciseField(label=_("Date"), required=False)


class ScanForm(Form):
    scan = forms.FileField(label=_("Scan"), help_text=_("A PDF of the signed paper."), max_length=200)
    title = forms.CharField(label=_("Title of the scan"), max_length=500)


@for_roles(*READERS)
def list_instruments(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = seen(Instrument, request.user).select_related("recorded_by")
    found = found.filter(with_all(query, ("title", "archive_reference", "grade")))
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "query_here": query,
        "may_record": _may_record(request),
    }
    return page(request, "web/instrument/instruments.html", context)


def _may_record(request: HttpRequest) -> bool:
    return bool(request.user.roles & set(RECORDERS))  # type: ignore[union-attr]


@for_roles(*RECORDERS)
def record(request: HttpRequest) -> HttpResponse:
    form = InstrumentForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            recorded = instruments.record(**form.cleaned_data, by=request.user, at=now())
            return redirect("instrument", recorded.pk)
    return page(request, "web/instrument/record.html", {"form": form})


@for_roles(*READERS)
def instrument(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Instrument, identifier, request.user, "recorded_by")
    return page(request, "web/instrument/instrument.html", _shown(request, shown))


def _shown(request: HttpRequest, shown: Instrument) -> dict[str, Any]:
    versions = seen(PolicyVersion, request.user).filter(instrument=shown).select_related("policy")
    scans = seen(Document, request.user).of(shown.kind, shown.pk).select_related("file")  # type: ignore[attr-defined]
    return {
        "instrument": shown,
        "steps": seen(InstrumentStep, request.user).filter(instrument=shown).select_related("recorded_by"),
        "scans": scans,
        "versions": versions,
        "may_record": _may_record(request),
        "timeline": timeline(shown, request.user),
    }


@for_roles(*RECORDERS)
def add_step(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Instrument, identifier, request.user)
    form = StepForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            instruments.add_step(instrument=shown, **form.cleaned_data, by=request.user, at=now())
            return redirect("instrument", shown.pk)
    return page(request, "web/instrument/step.html", {"form": form, "instrument": shown})


@for_roles(*RECORDERS)
def attach_scan(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Instrument, identifier, request.user)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        with refused_on(form, "scan"):
            file = document.examine(document.store(given["scan"], name=given["scan"].name, at=now()))
            document.attach(
                thing=shown, file=file, role=DocumentRole.SCAN, file_name=given["scan"].name, title=given["title"],
                archive_reference=shown.archive_reference, original_language=shown.original_language,
                translators=shown.translators, by=request.user, at=now(),
            )  # fmt: skip
            messages.success(request, _t("The scan is attached."))
            return redirect("instrument", shown.pk)
    return page(request, "web/instrument/scan.html", {"form": form, "instrument": shown})


urlpatterns = [
    path("instruments", list_instruments, name="instruments"),
    path("instruments/record", record, name="instrument-record"),
    path("instruments/<str:identifier>", instrument, name="instrument"),
    path("instruments/<str:identifier>/step", add_step, name="instrument-step"),
    path("instruments/<str:identifier>/scan", attach_scan, name="instrument-scan"),
]
