"""Commitments: their list, and the page of one with all that is known of it and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.commitment import STANDING, told_at
from verbale.domain.cycle.commitment_arrival import words_of
from verbale.domain.cycle.commitment_date import pressing, timing
from verbale.domain.cycle.commitment_delay import delays_of
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import (
    Bound,
    Commitment,
    CommitmentChange,
    CommitmentMove,
    CommitmentPart,
    CommitmentState,
    CommitmentWord,
    Fund,
    Milestone,
)
from verbale.records.document import Document
from verbale.records.matching import with_all
from verbale.web.access import for_roles, one, seen
from verbale.web.commitment_openings import openings
from verbale.web.commitment_shown import READERS, may_act, sentence_of
from verbale.web.export import Cell, paths, response
from verbale.web.form import Form, partner_choices
from verbale.web.imprecise import told
from verbale.web.moment import today
from verbale.web.refusal import page
from verbale.web.shell import paper_language
from verbale.web.timeline import timeline

A_PAGE = 25
ANY = ("", _("Any"))
RELATED = ("partner", "agreed", "report", "sector_complex__programme", "recorded_by")


class CommitmentFilter(Form):
    """What of the list is wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *CommitmentState.choices])
    bound = forms.ChoiceField(label=_("Side"), required=False, choices=[ANY, *Bound.choices])
    q = forms.CharField(label=_("With the words"), required=False, max_length=200)

    def __init__(self, data: Any, viewer: Any) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.fields["partner"].choices = [ANY, *partner_choices(viewer)]  # type: ignore[attr-defined]

    def wanted(self, rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
        """The rows asked for."""
        self.is_valid()
        for name in ("partner", "state", "bound"):
            if value := self.cleaned_data.get(name):
                rows = rows.filter(**{name: value})
        words = str(self.cleaned_data.get("q", "")).replace("\0", "")
        if words:
            in_parts = (
                seen(CommitmentPart, self.viewer).filter(with_all(words, ("who", "subject"))).values("commitment")
            )
            rows = rows.filter(with_all(words, ("text", "number")) | Q(pk__in=in_parts))
        return rows.select_related("partner", "agreed", "report").order_by("-recorded_at", "number")


@for_roles(*READERS)
def list_commitments(request: HttpRequest) -> HttpResponse:
    asked = CommitmentFilter(request.GET, request.user)
    rows = asked.wanted(seen(Commitment, request.user)).prefetch_related("parts")
    context = {
        "filter": asked, "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_act": may_act(request.user),
    }  # fmt: skip
    return page(request, "web/commitment/list.html", context)


HEADING = (
    _("Number"), _("Partner"), _("Binds"), _("State"), _("In words"), _("In charge and others"), _("Due"),
    _("Due, as written"), _("Our own date"), _("Source"), _("Recorded"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file, narrowed as the page is."""
    asked = CommitmentFilter(request.GET, request.user)
    rows = asked.wanted(seen(Commitment, request.user)).prefetch_related("parts")
    return response(form, "commitments", HEADING, _cells(rows))


def _cells(rows: QuerySet[Commitment]) -> Iterator[list[Cell]]:
    for row in rows:
        parts = "; ".join(f"{one.get_part_display()}: {one.who}" for one in row.parts.all())
        source = row.agreed.title(paper_language()) if row.agreed else row.report.title if row.report else ""
        yield [
            row.number, row.partner.code, row.get_bound_display(), row.get_state_display(), row.text, parts,
            told(row.due), row.due_as_written, told(row.own_due), " ".join(filter(None, (source, row.article))),
            row.recorded_at,
        ]  # fmt: skip


@for_roles(*READERS)
def commitment(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Commitment, identifier, request.user, *RELATED)
    return page(request, "web/commitment/commitment.html", about(request, row))


def about(request: HttpRequest, row: Commitment) -> dict[str, Any]:
    """All that the page of a commitment shows."""
    viewer, day = request.user, today()

    def of(kind: Any, *related: str) -> Any:
        return seen(kind, viewer).filter(commitment=row).select_related(*related)

    steps = list(of(Milestone))
    word = of(CommitmentWord).first()
    return {
        "row": row, "parts": of(CommitmentPart), "word": word, "words": words_of(row), "day": day,
        "steps": [(step, _stands(step, row, day)) for step in steps],
        "moves": of(CommitmentMove, "milestone", "by"), "changes": of(CommitmentChange, "by", "evidence"),
        "funds": of(Fund, "recorded_by"), "delays": delays_of([row], on=day) if row.bound != Bound.OURS else [],
        "papers": seen(Document, viewer).of(row.kind, row.pk).select_related("file"),  # type: ignore[attr-defined]
        "told_at": told_at(row) if row.agreed else None, "stands": pressing(row, day),
        "sentence": sentence_of(row), "openings": openings(row, viewer, steps, word),
        "may_act": may_act(viewer), "standing": row.state in STANDING, "timeline": timeline(row, viewer),
    }  # fmt: skip


def _stands(step: Milestone, row: Commitment, day: date) -> str:
    standing = row.state in STANDING and step.done_on is None
    return timing(ImpreciseDate.read(step.due), standing=standing, on=day).value


urlpatterns = [
    path("commitments", list_commitments, name="commitments"),
    *paths("commitments", export, "commitments"),
    path("commitments/<str:identifier>", commitment, name="commitment"),
]
