"""What is done to a report, each on a page of its own: deadline, issue, hand-over, submission, promise, file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import annex as annexes
from verbale.domain.cycle import remark as remarks
from verbale.domain.cycle import report as reports
from verbale.domain.spine import document
from verbale.kernel.errors import NotFound
from verbale.records.person import Person, Role
from verbale.records.report import Annex, Remark, Report
from verbale.web.access import for_roles, one
from verbale.web.form import DateField, Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.moment import now, today
from verbale.web.places import noun
from verbale.web.refusal import page, refused_on

Do = Callable[[Report, Mapping[str, Any], Person, datetime], object]


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a report: its button, its form, its call, a sentence for whoever does it, and what it begins with."""

    label: str
    form: type[Form]
    do: Do
    lead: str = ""
    begin: Callable[[Report], dict[str, Any]] = lambda report: {}


class DueForm(Form):
    due = DateField(
        label=_("Due on"), required=False,
        help_text=_("Leave it empty to count it anew from the end of the visit or session, as the statute says."),
    )  # fmt: skip


class IssueForm(Form):
    dated = ImpreciseField(label=_("Date of the report"))


class HolderForm(Form):
    holder = forms.CharField(label=_("Held by"), max_length=reports.LONGEST_AUTHOR)


class SubmitForm(Form):
    to = forms.CharField(label=_("Submitted to"), max_length=300, help_text=_("Who is to comment on it."))
    on = DateField(label=_("Submitted on"))


class PromiseForm(Form):
    title = forms.CharField(label=_("Title of the further report"), max_length=300)
    author = forms.CharField(label=_("Author"), max_length=reports.LONGEST_AUTHOR)
    holder = forms.CharField(label=_("Held by"), max_length=reports.LONGEST_AUTHOR)
    to = forms.CharField(label=_("Promised to"), max_length=300)
    due = DateField(label=_("Promised until"))


class RemarkForm(Form):
    by_whom = forms.CharField(label=_("By whom"), max_length=remarks.LONGEST_NAME, help_text=_("Name and office."))
    on = ImpreciseField(label=_("Date"), required=False)
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=1, max_value=remarks.MOST_REMARKS,
        help_text=_("The next number unless you give one."),
    )  # fmt: skip
    point = forms.CharField(label=_("To which point"), max_length=300, required=False)
    text = forms.CharField(label=_("Remark"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(Form):
    text = forms.CharField(label=_("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))


class AnnexForm(Form):
    number = forms.CharField(label=_("Number"), max_length=annexes.LONGEST_NUMBER)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Where it may be, who was asked for it.")
    )


class PaperForm(Form):
    file = forms.FileField(label=_("File"), max_length=200)


class NoteForm(Form):
    text = forms.CharField(label=_("Note"), max_length=300, required=False)


ACTS: dict[str, Act] = {
    "due": Act(
        _("Set the deadline"), DueForm,
        lambda report, given, by, at: reports.set_due(report=report, **given, by=by, at=at),
        begin=lambda report: {"due": report.due},
    ),
    "issue": Act(
        _("It was issued"), IssueForm,
        lambda report, given, by, at: reports.issue(report=report, **given, by=by, at=at),
        _("Give the date that the report bears. It counts as in time if it is not later than its deadline."),
    ),
    "hand-over": Act(
        _("Hand it over"), HolderForm,
        lambda report, given, by, at: reports.hand_over(report=report, **given, by=by, at=at),
        begin=lambda report: {"holder": report.holder},
    ),
    "submit": Act(
        _("Submit it upward"), SubmitForm,
        lambda report, given, by, at: reports.submit(report=report, **given, by=by, at=at),
        _("The remarks that come back are recorded here one by one."),
        lambda report: {"to": report.submitted_to, "on": today()},
    ),
    "promise": Act(
        _("A further report is promised"), PromiseForm,
        lambda report, given, by, at: reports.promise(report=report, **given, by=by, at=at),
        _("It is followed like any other: it stands among the reports that are awaited until it is issued."),
        lambda report: {"author": report.author, "holder": report.holder, "to": report.submitted_to},
    ),
    "remark": Act(
        _("Record a remark"), RemarkForm,
        lambda report, given, by, at: remarks.make(report=report, **given, by=by, at=at),
        _("One remark of a superior, to one point of the report."),
    ),
    "annex": Act(
        _("Name an annex"), AnnexForm,
        lambda report, given, by, at: annexes.name(report=report, **given, by=by, at=at),
        _("It counts as missing until its paper is held here."),
    ),
}  # fmt: skip


@for_roles(Role.DESK)
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    report = one(Report, identifier, request.user, "session__commission", "visit")
    if name not in ACTS:
        raise NotFound(what=noun("report"), which=name)
    wanted = ACTS[name]
    form = wanted.form(request.POST or None, initial=wanted.begin(report))
    if form.is_valid():
        with refused_on(form):
            wanted.do(report, form.cleaned_data, request.user, now())  # type: ignore[arg-type]
            return redirect("report", report.pk)
    return _shown(request, report, form, wanted.label, wanted.lead)


@for_roles(Role.DESK)
def answer(request: HttpRequest, identifier: str) -> HttpResponse:
    remark = one(Remark, identifier, request.user, "report")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            remarks.answer(remark=remark, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("report", remark.report_id)
    return _shown(request, remark.report, form, _("Answer the remark"), remark.text)


@for_roles(Role.DESK)
def hold(request: HttpRequest, identifier: str) -> HttpResponse:
    annex = one(Annex, identifier, request.user, "report", "document")
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["file"]
        with refused_on(form, "file"):
            stored = document.store(given, name=given.name, at=now())
            annexes.hold(annex=annex, file=stored, file_name=given.name, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("report", annex.report_id)
    lead = _("The file is looked into before it is kept; an encrypted or broken PDF is refused.")
    return _shown(request, annex.report, form, _("Attach the annex"), lead)


@for_roles(Role.DESK)
def note(request: HttpRequest, identifier: str) -> HttpResponse:
    annex = one(Annex, identifier, request.user, "report")
    form = NoteForm(request.POST or None, initial={"text": annex.note})
    if form.is_valid():
        with refused_on(form):
            annexes.note(annex=annex, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("report", annex.report_id)
    return _shown(request, annex.report, form, _("Note on the annex"), _("Where it may be, who was asked for it."))


def _shown(request: HttpRequest, report: Report, form: Form, label: str, lead: str) -> HttpResponse:
    return page(request, "web/report/act.html", {"report": report, "form": form, "label": label, "lead": lead})


urlpatterns = [
    path("reports/<str:identifier>/do/<str:name>", act, name="report-act"),
    path("remarks/<str:identifier>/answer", answer, name="remark-answer"),
    path("annexes/<str:identifier>/hold", hold, name="annex-hold"),
    path("annexes/<str:identifier>/note", note, name="annex-note"),
]
