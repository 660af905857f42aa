"""Long-term programmes: the agreement they stand under, their conditions, sectors and complexes (S79, S80)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import programme as programmes
from verbale.domain.cycle.programme_content import Term
from verbale.domain.spine.text_record import revision_of
from verbale.engines.agreement import Article
from verbale.records.commitment import CommitmentState
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.programme import Programme
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.form import texts
from verbale.web.moment import now
from verbale.web.programme_form import ConditionsForm, ProgrammeForm, SupplementForm
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector as the page shows it: its name and how far each of its complexes is."""

    name: str
    complexes: list[programmes.Progress]


@for_roles(*READERS)
def list_programmes(request: HttpRequest) -> HttpResponse:
    rows = seen(Programme, request.user).select_related("partner", "agreement", "agreement_text")
    found = rows.annotate(many=Count("complexes")).order_by("-recorded_at", "pk")
    context = {"page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "may_record": _may_record(request)}
    return page(request, "web/programme/list.html", context)


@for_roles(*READERS)
def programme(request: HttpRequest, identifier: str) -> HttpResponse:
    row = _read(request, identifier)
    sectors: dict[str, Sector] = {}
    for each in programmes.progress(programme=row, viewer=request.user):  # type: ignore[arg-type]
        sectors.setdefault(each.complex.sector, Sector(each.complex.sector, [])).complexes.append(each)
    many = sum(len(each.complexes) for each in sectors.values())
    context = {
        "programme": row, "sectors": list(sectors.values()), "many": many, "articles": _articles(row),
        "held": [(each.label, [one["text"] for one in row.conditions if one["what"] == each.value]) for each in TERMS],
        "states": CommitmentState.choices, "may_record": _may_record(request), "timeline": timeline(row, request.user),
    }  # fmt: skip
    return page(request, "web/programme/programme.html", context)


@for_roles(Role.DESK)
def record(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            made = programmes.record(
                partner=one(Party, given["partner"], request.user), titles=texts(form, "titles"),
                text=_chosen(Text, given["text"], request), agreement=_chosen(Instrument, given["agreement"], request),
                agreement_text=_chosen(Text, given["agreement_text"], request), signatories=given["signatories"],
                years=given["years"], begins=given["begins"], ends=given["ends"],
                supplement_by=given["supplement_by"], own_supplement_by=given["own_supplement_by"], by=request.user,
                at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            return redirect("programme", made.pk)
    return page(request, "web/programme/record.html", {"form": form})


@for_roles(Role.DESK)
def date_supplement(request: HttpRequest, identifier: str) -> HttpResponse:
    row = _read(request, identifier)
    kept = {"agreed": row.supplement_by, "own": row.own_supplement_by}
    form = SupplementForm(request.POST or None, initial=kept)
    if form.is_valid():
        with refused_on(form):
            programmes.date_supplement(programme=row, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("programme", row.pk)
    return page(request, "web/programme/supplement.html", {"form": form, "programme": row})


@for_roles(Role.DESK)
def conditions(request: HttpRequest, identifier: str) -> HttpResponse:
    row = _read(request, identifier)
    kept = {what.value: "\n".join(one["text"] for one in row.conditions if one["what"] == what) for what in Term}
    form = ConditionsForm(request.POST or None, initial=kept)
    if form.is_valid():
        with refused_on(form):
            programmes.hold_conditions(programme=row, conditions=form.held(), by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("programme", row.pk)
    return page(request, "web/programme/conditions.html", {"form": form, "programme": row})


@dataclass(frozen=True, slots=True)
class TermName:
    """A kind of condition and its heading."""

    value: str
    label: str


TERMS = (TermName(Term.TRANSFER, _("Principles of transfer")), TermName(Term.GENERAL, _("General conditions")))


def _articles(row: Programme) -> list[tuple[str, list[Article]]]:
    """The articles of the programme's text in force that hold principles and conditions, by what they are."""
    if row.text is None or not row.text.in_force:
        return []
    revision = revision_of(row.text, row.text.in_force)
    return [(each.label, list(revision.with_role(each.value))) for each in TERMS]


def _read(request: HttpRequest, identifier: str) -> Programme:
    return one(Programme, identifier, request.user, "partner", "text", "agreement", "agreement_text", "recorded_by")


def _chosen(kind: Any, identifier: str, request: HttpRequest) -> Any:
    return one(kind, identifier, request.user) if identifier else None


def _may_record(request: HttpRequest) -> bool:
    return Role.DESK in request.user.roles  # type: ignore[union-attr]


urlpatterns = [
    path("programmes", list_programmes, name="programmes"),
    path("programmes/record", record, name="programme-record"),
    path("programmes/<str:identifier>", programme, name="programme"),
    path("programmes/<str:identifier>/supplement", date_supplement, name="programme-supplement"),
    path("programmes/<str:identifier>/conditions", conditions, name="programme-conditions"),
]
