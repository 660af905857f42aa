"""Reports on sessions and visits: those awaited first, one of them with all that hangs on it, recording one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import annex as annexes
from verbale.domain.cycle import report as reports
from verbale.domain.cycle import sentence as sentences
from verbale.domain.cycle.report import Standing
from verbale.records.commitment import Commitment, CommitmentState
from verbale.records.matching import with_all
from verbale.records.person import Role
from verbale.records.report import MarkedSentence, Remark, Report, Waiting
from verbale.records.session import Session
from verbale.records.visit import Visit
from verbale.web.access import for_roles, one, seen
from verbale.web.export import Cell, paths, response
from verbale.web.form import DateField as DayField
from verbale.web.form import Form
from verbale.web.imprecise import ImpreciseField
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.shell import paper_language
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25
STANDINGS = {
    Standing.OVERDUE: _("Overdue"),
    Standing.AWAITED: _("Awaited"),
    Standing.UNDATED: _("Without a deadline"),
    Standing.ISSUED: _("Issued"),
    Standing.ISSUED_LATE: _("Issued late"),
}
FILTERS = (Standing.OVERDUE, Standing.AWAITED, Standing.UNDATED, Standing.ISSUED)
ON = ("session__commission", "visit")


class ReportForm(Form):
    """What is known of a report, whether it is still due or was issued."""

    title = forms.CharField(label=_("Title"), max_length=300)
    author = forms.CharField(label=_("Author"), max_length=reports.LONGEST_AUTHOR)
    holder = forms.CharField(label=_("Held by"), max_length=reports.LONGEST_AUTHOR)

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_occasion(self, viewer)
        self.fields["due"] = DayField(
            label=_("Due on"), required=False,
            help_text=_("Without a day: as the statute says, counted from the end of the visit or session."),
        )  # fmt: skip
        self.fields["dated"] = ImpreciseField(label=_("Date of the report"), required=False)
        self.fields["dated"].help_text = _("Only if it was issued already. A day, a month or a year: 1987-05-18.")


def add_occasion(form: forms.Form, viewer: Any) -> None:
    """Adds the session and the visit that something may be about."""
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=seen(Session, viewer).select_related("commission"), required=False,
        empty_label=_("none"),
    )  # fmt: skip
    session.label_from_instance = session_name  # type: ignore[method-assign, assignment]
    form.fields["session"] = session
    form.fields["visit"] = forms.ModelChoiceField(
        label=_("Visit"), queryset=seen(Visit, viewer), required=False, empty_label=_("none")
    )


def session_name(session: Session) -> str:
    """A session as a list names it."""
    return f"{session.commission.title(paper_language())}, {session.number}"


@for_roles(*READERS)
def list_reports(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    shown = Paginator(_filtered(request, asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [(report, *standing_of(report)) for report in shown],
        "asked": asked,
        "standings": [(value.value, STANDINGS[value]) for value in FILTERS],
        "may_write": may_write(request),
    }
    return page(request, "web/report/reports.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in ("standing", "q")}


def _filtered(request: HttpRequest, asked: dict[str, str]) -> QuerySet[Report]:
    """Those that are awaited first, the longest due before the others; then those issued, the newest first."""
    meant = {
        Standing.OVERDUE: Q(dated="", due__lt=today()), Standing.AWAITED: Q(dated="", due__gte=today()),
        Standing.UNDATED: Q(dated="", due=None), Standing.ISSUED: ~Q(dated=""),
    }  # fmt: skip
    wanted = asked["standing"]
    rows = seen(Report, request.user).select_related(*ON).filter(with_all(asked["q"], ("title", "author", "holder")))
    rows = rows.filter(meant[Standing(wanted)]) if wanted in FILTERS else rows
    issued = Case(When(dated="", then=Value(0)), default=Value(1))
    awaited = Case(When(dated="", then=F("due")), output_field=DateField())
    return rows.order_by(issued, awaited.asc(nulls_last=True), "-dated", "-recorded_at", "pk")


def standing_of(report: Report) -> tuple[str, Any]:
    """How a report stands today: as a state, and in words."""
    stands = reports.standing(report, today())
    return stands.value, STANDINGS[stands]


def may_write(request: HttpRequest) -> bool:
    """Whether the reader may record and change reports."""
    return Role.DESK in request.user.roles  # type: ignore[union-attr]


HEADING = (
    _("Title"), _("Author"), _("Held by"), _("Due on"), _("Date of the report"), _("State"), _("Submitted to"),
    _("Submitted on"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file; dates as they were given."""
    return response(form, "reports", HEADING, map(_cells, _filtered(request, _asked(request)).iterator()))


def _cells(report: Report) -> tuple[Cell, ...]:
    return (
        report.title, report.author, report.holder, report.due, report.dated, str(standing_of(report)[1]),
        report.submitted_to, report.submitted_on,
    )  # fmt: skip


@for_roles(Role.DESK)
def record(request: HttpRequest) -> HttpResponse:
    started = {name: request.GET.get(name, "") for name in ("session", "visit")}
    form = ReportForm(request.user, request.POST or None, initial=started)
    if form.is_valid():
        with refused_on(form):
            made = reports.record(**form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("report", made.pk)
    return page(request, "web/report/record.html", {"form": form})


@for_roles(*READERS)
def report(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Report, identifier, request.user, *ON, "follows", "document__file", "recorded_by")
    concluded = list(conclusions(shown, request.user))
    marked = seen(MarkedSentence, request.user).filter(report=shown)
    stands, label = standing_of(shown)
    context = {
        "report": shown,
        "stands": stands,
        "standing": label,
        "days_over": _days_over(shown, today()),
        "concluded": [each for each in concluded if each.state != CommitmentState.PROPOSED],
        "proposals": sum(each.state == CommitmentState.PROPOSED for each in concluded),
        "marked": marked.count(),
        "not_taken_up": sentences.not_taken_up(shown),
        "remarks": list(seen(Remark, request.user).filter(report=shown)),
        "annexes": annexes.of(shown),
        "further": [(each, *standing_of(each)) for each in seen(Report, request.user).filter(follows=shown)],
        "waiting": seen(Waiting, request.user).filter(report=shown),
        "today": today(),
        "may_write": may_write(request),
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/report/report.html", context)


def conclusions(report: Report, viewer: Any) -> QuerySet[Commitment]:
    """What was read from a report as a commitment, in the order of its text."""
    return seen(Commitment, viewer).filter(report=report).order_by("start", "number")


def _days_over(report: Report, day: date) -> int:
    return (day - report.due).days if report.due and not report.dated and report.due < day else 0


urlpatterns = [
    path("reports", list_reports, name="reports"),
    *paths("reports", export, "reports"),
    path("reports/record", record, name="report-record"),
    path("reports/<str:identifier>", report, name="report"),
]
