"""Reading a report in: upload it, see what its conclusions propose beside their places; the office's labels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from verbale.domain.cycle import report as reports
from verbale.domain.cycle import report_labels
from verbale.domain.spine import document
from verbale.engines.report import BUILT_IN, KINDS, Kind
from verbale.journeys import report_import
from verbale.records.commitment import Bound
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.report import Report
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.instrument import LinesField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.report import add_occasion
from verbale.web.text_shown import READERS

KIND_NAMES: dict[Kind, str] = {
    Kind.IN_CHARGE: _("In charge"),
    Kind.PARTICIPATION: _("Participation"),
    Kind.DATE: _("Date"),
    Kind.LEAD: _("Leading expert"),
    Kind.COORDINATION: _("Coordination"),
    Kind.CONTROL: _("Control"),
    Kind.OTHER: _("Something else, which ends a list of people"),
    Kind.NUMBER: _("Number, as the heading of a column"),
    Kind.TASK: _("Task, as the heading of a column"),
    Kind.CONCLUSIONS: _("Heading above the conclusions"),
    Kind.TASKS: _("Heading above a list of tasks"),
}


class FileForm(Form):
    """The file of a report, and whom its conclusions bind."""

    def __init__(self, viewer: Any, *args: Any, partner: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label=_("File"), max_length=200, help_text=_("DOCX, PDF with its text in it, or plain text.")
        )
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner with whom it was concluded"), queryset=seen(Party, viewer).filter(is_us=False),
            required=False, initial=partner, empty_label=_("as its session or visit says"),
        )  # fmt: skip
        self.fields["bound"] = forms.ChoiceField(
            label=_("Its conclusions bind"), choices=Bound.choices, initial=Bound.OURS,
            help_text=_("You can say it of each conclusion when you confirm it."),
        )  # fmt: skip


class ImportForm(FileForm):
    """A report that exists already: what is recorded of it, and its file."""

    title = forms.CharField(label=_("Title"), max_length=300)
    author = forms.CharField(label=_("Author"), max_length=reports.LONGEST_AUTHOR)
    holder = forms.CharField(label=_("Held by"), max_length=reports.LONGEST_AUTHOR)

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        add_occasion(self, viewer)
        self.fields["dated"] = ImpreciseField(
            label=_("Date of the report"), required=False,
            help_text=_("Without it, the day that stands on the paper. A day, a month or a year: 1987-05-18."),
        )  # fmt: skip
        self.order_fields(["file", "title", "author", "holder", "dated", "session", "visit", "partner", "bound"])


@for_roles(Role.DESK)
def bring_in(request: HttpRequest) -> HttpResponse:
    started = {name: request.GET.get(name, "") for name in ("session", "visit")}
    form = ImportForm(request.user, request.POST or None, request.FILES or None, initial=started)
    if form.is_valid():
        given = form.cleaned_data
        about = {name: given[name] for name in ("title", "author", "holder", "dated", "session", "visit")}
        with refused_on(form):
            return _told(request, report_import.bring_in(report=about, **_stored(request, given)))
    return page(request, "web/report/import.html", {"form": form})


@for_roles(Role.DESK)
def read(request: HttpRequest, identifier: str) -> HttpResponse:
    report = one(Report, identifier, request.user, "session__commission__partner", "visit__partner", "document")
    whose = report_import.partner_of(report)
    form = FileForm(request.user, request.POST or None, request.FILES or None, partner=whose)
    if form.is_valid():
        with refused_on(form):
            return _told(request, report_import.take_in(report=report, **_stored(request, form.cleaned_data)))
    return page(request, "web/report/import.html", {"form": form, "report": report})


def _stored(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    """The file kept in quarantine, and with it all that reading it is told."""
    file = given["file"]
    return {
        "file": document.store(file, name=file.name, at=now()), "file_name": file.name, "partner": given["partner"],
        "bound": given["bound"], "labels": report_labels.labels(), "by": request.user, "at": now(),
    }  # fmt: skip


def _told(request: HttpRequest, done: report_import.Imported) -> HttpResponse:
    """To the proposals, or, where there are none, to the text to be read and marked."""
    if not done.found:
        messages.warning(
            request,
            _t("No numbered conclusion was found. Running text proposes nothing: mark its sentences by hand below."),
        )
        return redirect("report-text", done.report.pk)
    told = {"found": done.found, "new": len(done.proposed)}
    messages.success(
        request,
        ngettext(
            "%(found)d conclusion was found, %(new)d is proposed anew.",
            "%(found)d conclusions were found, %(new)d are proposed anew.",
            done.found,
        )
        % told,
    )
    return redirect("report-proposals", done.report.pk)


class LabelsForm(Form):
    """The office's own words by what they announce, one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = report_labels.own()
        for kind in KINDS:
            self.fields[field_of(kind)] = LinesField(
                label=KIND_NAMES[kind], initial="\n".join(own.get(kind.value, [])), max_length=20_000
            )


def field_of(kind: Kind) -> str:
    return kind.name.lower()


@for_roles(*READERS)
def labels(request: HttpRequest) -> HttpResponse:
    own = report_labels.own()
    rows = [(KIND_NAMES[kind], own.get(kind.value, []), BUILT_IN.words[kind]) for kind in KINDS]
    may_set = bool(request.user.roles & {Role.DESK, Role.ADMINISTRATOR})  # type: ignore[union-attr]
    return page(request, "web/report/labels.html", {"rows": rows, "may_set": may_set})


@for_roles(Role.DESK, Role.ADMINISTRATOR)
def set_labels(request: HttpRequest) -> HttpResponse:
    form = LabelsForm(request.POST or None)
    if form.is_valid():
        own = {kind.value: form.cleaned_data[field_of(kind)] for kind in KINDS}
        with refused_on(form):
            report_labels.keep(own=own, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The labels count from the next report on that is read in."))
            return redirect("report-labels")
    return page(request, "web/report/labels_set.html", {"form": form})


urlpatterns = [
    path("reports/import", bring_in, name="report-import"),
    path("reports/labels", labels, name="report-labels"),
    path("reports/labels/set", set_labels, name="report-labels-set"),
    path("reports/<str:identifier>/read", read, name="report-read"),
]
