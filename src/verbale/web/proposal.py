"""What a report proposes, each beside its place in the source: confirmed as read, or dropped."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import commitment_proposed
from verbale.records.commitment import Commitment, CommitmentState
from verbale.records.person import Role
from verbale.records.report import Report
from verbale.web.access import for_roles, one
from verbale.web.commitment_subjects import subjects_of
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told
from verbale.web.report import conclusions, may_write
from verbale.web.text_shown import READERS


class DropForm(Form):
    reason = forms.CharField(label=_("Why it is no commitment"), max_length=2000, widget=forms.Textarea({"rows": 3}))


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with the words at its place, and who takes part in all of it and in its subjects."""

    row: Commitment
    source: str
    people: list[tuple[str, list[str]]]
    subjects: list[tuple[str, str, list[str]]]


@for_roles(*READERS)
def proposals(request: HttpRequest, identifier: str) -> HttpResponse:
    report = one(Report, identifier, request.user)
    rows = list(conclusions(report, request.user).prefetch_related("parts", "milestones"))
    context = {
        "report": report,
        "waiting": [shown(each, report) for each in rows if each.state == CommitmentState.PROPOSED],
        "settled": [each for each in rows if each.state != CommitmentState.PROPOSED],
        "may_write": may_write(request),
    }
    return page(request, "web/report/proposals.html", context)


def shown(row: Commitment, report: Report) -> Shown:
    people: dict[str, list[str]] = {}
    for part in row.parts.all():
        if not part.subject:
            people.setdefault(part.get_part_display(), []).append(part.who)
    source = report.text[row.start : row.end] if row.start is not None else ""
    return Shown(row, source, list(people.items()), subjects_of(row))


@for_roles(Role.DESK)
@require_POST
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    """Confirms a proposal as it was read."""
    proposal = one(Commitment, identifier, request.user, "report")
    with told(request):
        made = commitment_proposed.confirm(commitment=proposal, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("Conclusion %(number)s is a commitment now.") % {"number": made.number})
    return redirect(_back(proposal))


@for_roles(Role.DESK)
def drop(request: HttpRequest, identifier: str) -> HttpResponse:
    proposal = one(Commitment, identifier, request.user, "report")
    form = DropForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            commitment_proposed.reject(commitment=proposal, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(
                request,
                _t("Proposal %(number)s is dropped. It stays here, with the reason.") % {"number": proposal.number},
            )
            return redirect(_back(proposal))
    report = proposal.report
    source = report.text[proposal.start : proposal.end] if report is not None and proposal.start is not None else ""
    context = {"form": form, "proposal": proposal, "report": report, "source": source, "back": _back(proposal)}
    return page(request, "web/report/drop.html", context)


def _back(proposal: Commitment) -> str:
    return reverse("report-proposals", args=[proposal.report_id]) if proposal.report_id else reverse("reports")


urlpatterns = [
    path("reports/<str:identifier>/proposals", proposals, name="report-proposals"),
    path("proposals/<str:identifier>/confirm", confirm, name="proposal-confirm"),
    path("proposals/<str:identifier>/drop", drop, name="proposal-drop"),
]
