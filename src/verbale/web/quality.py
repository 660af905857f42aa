"""How complete our records are: each fact that rules may ask for, the worst gaps first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _t

from verbale.domain.cycle import quality as qualities
from verbale.domain.cycle.quality import Measured
from verbale.domain.spine.office import day_of
from verbale.engines.catalogue import FACTS, FactShare, GroupQuality
from verbale.records.holding import Edition
from verbale.records.person import Role
from verbale.web import words
from verbale.web.access import for_roles, one, seen
from verbale.web.export import Cell, paths, response
from verbale.web.moment import now
from verbale.web.refusal import page

READERS = (Role.DESK, Role.AUDITOR)
SCHEMES = {"marc21": "MARC 21", "unimarc": "UNIMARC", "cnmarc": "CNMARC", "kormarc": "KORMARC"}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: its name, how many records have it, who asks for it, the first records that lack it."""

    name: str
    share: FactShare
    asked_by: str
    lacking: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The records of one scheme, decade or source: their number, and the share of each fact that is asked for."""

    name: str
    address: str
    records: int
    beside: list[tuple[str, FactShare]]
    """The name of each fact with its share."""


def fact_rows(found: Measured) -> list[FactRow]:
    """The facts as the page shows them."""
    return [
        FactRow(fact_name(each.fact), each.share, ", ".join(found.asked_by.get(each.fact, ())), each.lacking)
        for each in found.facts
    ]


def fact_name(fact: str) -> str:
    """What a fact is called."""
    return words.fact_name(fact.replace("_", " "))


def group_rows(groups: Sequence[GroupQuality], facts: Sequence[str], named: Any) -> list[GroupRow]:
    """Groups of records with the shares of some facts."""
    return [
        GroupRow(named(group.name), "", group.records, [(fact_name(fact), group.shares[fact]) for fact in facts])
        for group in groups
    ]


def _scheme(name: Any) -> str:
    return SCHEMES.get(name) or _t("no MARC")


def _decade(name: Any) -> str:
    return _t("no year") if name is None else f"{name}–{name + 9}"


@for_roles(*READERS)
def quality(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Edition, identifier, request.user)
    found = qualities.measure(shown, day=day_of(now()))
    columns = _columns(found)
    context = {
        "edition": shown,
        "records": found.quality.records,
        "facts": fact_rows(found),
        "columns": [fact_name(fact) for fact in columns],
        "schemes": group_rows(found.quality.schemes, columns, _scheme),
        "decades": group_rows(found.quality.decades, columns, _decade),
        "asked": bool(found.asked_by),
    }
    return page(request, "web/holding/quality.html", context)


def _columns(found: Measured) -> list[str]:
    """The facts that stand beside one another: those that are asked for, or all where nobody asks."""
    return [fact for fact in FACTS if fact in found.asked_by] or list(FACTS)


@for_roles(*READERS)
def sources(request: HttpRequest) -> HttpResponse:
    """The newest edition of each source beside the others."""
    newest = seen(Edition, request.user).filter(followers=None)
    found = [qualities.measure(edition, day=day_of(now())) for edition in newest]
    columns = _columns(found[0]) if found else []
    context = {"rows": [_source(each, columns) for each in found], "columns": list(map(fact_name, columns))}
    return page(request, "web/holding/quality_sources.html", context)


def _source(found: Measured, columns: Sequence[str]) -> GroupRow:
    shares = {each.fact: each.share for each in found.quality.facts}
    beside = [(fact_name(fact), shares[fact]) for fact in columns]
    return GroupRow(found.edition.name, found.edition.pk, found.quality.records, beside)


@for_roles(*READERS)
def export(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """The facts of an edition as a file."""
    found = qualities.measure(one(Edition, identifier, request.user), day=day_of(now()))
    heading = (_t("Fact"), _t("Records that have it"), _t("Records"), _t("Asked for by"))
    rows: list[list[Cell]] = [[row.name, row.share.have, row.share.of, row.asked_by] for row in fact_rows(found)]
    return response(form, "quality", heading, rows)


urlpatterns = [
    path("editions/quality", sources, name="quality"),
    *paths("editions/<str:identifier>/quality", export, "edition-quality"),
    path("editions/<str:identifier>/quality", quality, name="edition-quality"),
]
