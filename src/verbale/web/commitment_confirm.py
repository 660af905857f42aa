"""Confirming a commitment that was proposed: what was read stands beside its source and is corrected by a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import commitment_proposed
from verbale.domain.cycle.commitment_content import Member, Stage
from verbale.records.commitment import Commitment
from verbale.records.person import Role
from verbale.web.access import for_roles, one
from verbale.web.commitment_form import PARTS, ContentForm, members_of
from verbale.web.commitment_shown import sentence_of
from verbale.web.commitment_subjects import BETWEEN, lines_of, members_of_line
from verbale.web.instrument import LinesField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

_SUBJECT_PARTS = 3
FROM_REPORT = "report"
"""What ``?from=`` says where a person came from the list of what a report proposes, and goes back to it."""


class SubjectsField(LinesField):
    """Subjects, one a line: what each is called, who leads it, who takes part."""

    def clean(self, value: Any) -> list[tuple[str, ...]]:  # type: ignore[override]
        return [self._parts(line) for line in super().clean(value)]

    def _parts(self, line: str) -> tuple[str, ...]:
        given = [part.strip() for part in line.split(BETWEEN)]
        if len(given) > _SUBJECT_PARTS:
            raise forms.ValidationError(
                _t("“%(line)s” has more than %(parts)d parts.") % {"line": line[:100], "parts": _SUBJECT_PARTS}
            )
        return tuple(given + [""] * (_SUBJECT_PARTS - len(given)))


class ConfirmForm(ContentForm):
    """A proposal with all that was read; a subject with who leads it and takes part in it is one line."""

    def __init__(self, row: Commitment, viewer: Any, *args: Any) -> None:
        super().__init__(viewer, row.partner, *args, initial=_read(row))
        self.fields["subjects"] = SubjectsField(
            label=_("Subjects"), max_length=40_000,
            help_text=_("One a line: subject | leading expert | participants with semicolons between them."),
        )  # fmt: skip
        names = list(PARTS)
        self.order_fields([*self.order[: self.order.index(names[-1]) + 1], "subjects"])

    def members(self) -> list[Member]:
        return [*super().members(), *(one for line in self.cleaned_data["subjects"] for one in members_of_line(*line))]

    def corrected(self) -> dict[str, Any]:
        """What differs from the proposal: what a person left as it was stays word for word."""
        changed = set(self.changed_data)
        if self.cleaned_data["text"].replace("\r\n", "\n") == self.initial["text"].strip():
            changed.discard("text")
        groups = {"members": {*PARTS, "subjects"}, "stages": {"stages"}, "sector_complex": {"complex"}}
        return {name: value for name, value in self.given().items() if groups.get(name, {name}) & changed}


def _read(row: Commitment) -> dict[str, Any]:
    names = ("number", "text", "bound", "due", "due_as_written", "own_due")
    subjects, others = lines_of(row)
    stages = [str(Stage(one.what, one.due, one.due_as_written)) for one in row.milestones.all()]
    return {name: getattr(row, name) for name in names} | members_of(others) | {
        "subjects": subjects, "stages": "\n".join(stages), "complex": row.sector_complex_id,
    }  # fmt: skip


@for_roles(Role.DESK)
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    """A proposal, with what a person corrects in it; leads back to where the person came from."""
    row = one(Commitment, identifier, request.user, "partner", "agreed", "report", "sector_complex")
    form = ConfirmForm(row, request.user, request.POST or None)
    back, called = _back(request, row)
    if form.is_valid():
        with refused_on(form):
            made = commitment_proposed.confirm(commitment=row, by=request.user, at=now(), **form.corrected())  # type: ignore[arg-type]
            messages.success(request, _t("Conclusion %(number)s is a commitment now.") % {"number": made.number})
            return redirect(back)
    context = {"form": form, "row": row, "sentence": sentence_of(row), "back": back, "called": called}
    return page(request, "web/commitment/confirm.html", context)


def _back(request: HttpRequest, row: Commitment) -> tuple[str, str]:
    if row.report_id and request.GET.get("from") == FROM_REPORT:
        return reverse("report-proposals", args=[row.report_id]), _t("What the report proposes")
    return reverse("commitment", args=[row.pk]), f"{row.partner.code} {row.number}"


urlpatterns = [path("commitments/<str:identifier>/confirm", confirm, name="commitment-confirm")]
