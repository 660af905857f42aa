"""Decisions: what was decided on a line and why, why no other rule, and the same again as of another day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle.request import TRANSITIONS
from verbale.domain.cycle.what_it_takes import READERS as TAKES_READERS
from verbale.domain.spine.fact_words import OUTCOMES
from verbale.engines.rules import Record, Verdict, to_json
from verbale.records.decision import Decision, Outcome
from verbale.records.marking import Caveat
from verbale.records.party import SupplyChannel
from verbale.records.person import Authority, Person, Role
from verbale.records.request import LineState, OrderLine
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.form import DateField, Form
from verbale.web.line_act import Act
from verbale.web.moment import today
from verbale.web.refusal import page, refused_on
from verbale.web.rulebook_words import basis
from verbale.web.shell import paper_language
from verbale.web.words import answered, fact_name, shown

ROWS = 50


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that did not decide: the first cell that failed, what it met and what it asks for."""

    rule: int
    column: str
    met: str
    cell: str


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the rulebook: the rules that fired with their notes by column, and why not the others."""

    name: str
    fired: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
    missed: tuple[Why, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as a page tells it, with the names that codes stand for."""

    decision: Decision
    outcome: str
    basis: str
    channel: str
    form: str
    marking: str
    approvals: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def told(decision: Decision, viewer: Any) -> Told:
    """A decision with its reasons, taken again from the recorded facts and version."""
    language = paper_language()
    channel = seen(SupplyChannel, viewer).filter(code=decision.channel).first() if decision.channel else None
    caveat = seen(Caveat, viewer).filter(code=decision.marking).first() if decision.marking else None
    titles = {one.code: one.title(language) for one in seen(Authority, viewer).filter(code__in=decision.approvals)}
    return Told(
        decision=decision,
        outcome=str(OUTCOMES[decision.outcome]),
        basis=basis(decision.basis),
        channel=channel.title(language) if channel else decision.channel,
        form=shown(decision.form, "form") if decision.form else "",
        marking=caveat.text(language) if caveat else decision.marking,
        approvals=tuple(titles.get(code, code) for code in decision.approvals),
        facts=tuple((fact_name(name), shown(value, name)) for name, value in sorted(decision.facts.items())),
        parts=tuple(_parts(decisions.explain(decision))),
    )


def _parts(verdict: Verdict) -> Iterator[Part]:
    for record in (verdict, *verdict.required):
        fired = tuple((rule.rule, tuple(note for note in rule.annotations.items() if note[1])) for rule in record.fired)
        yield Part(record.decision, fired, tuple(_missed(record)), record.faults)


def _missed(record: Record) -> Iterator[Why]:
    for rule in record.missed:
        yield Why(rule.rule, fact_name(rule.column), shown(to_json(rule.met), rule.column), rule.cell)


def of_line(line: OrderLine, viewer: Any) -> QuerySet[Decision]:
    """The decisions on a line, the one that stands first."""
    found = seen(Decision, viewer).filter(line=line).select_related("version__policy", "decided_by")
    return found.order_by("-decided_at")


class RetakeForm(Form):
    as_of = DateField(label=_("As of"), help_text=_("The policy as it was in force on this day, on the same facts."))


@for_everybody
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """One decision; with a day, also what the policy of that day says."""
    related = ("line__order__partner", "version__policy", "decided_by")
    decision = one(Decision, identifier, request.user, *related)
    form = RetakeForm(request.GET if "as_of" in request.GET else None, initial={"as_of": today()})
    again = None
    if form.is_valid():
        with refused_on(form, "as_of"):
            again = decisions.retake(decision=decision, day=form.cleaned_data["as_of"])
    context = {"told": told(decision, request.user), "line": decision.line, "form": form, "again": again}
    context["may_ask"] = decision.outcome != Outcome.SUPPLY and not request.user.roles.isdisjoint(TAKES_READERS)  # type: ignore[union-attr]
    return page(request, "web/line/decision.html", context | {"differences": _differences(again)})


def _differences(again: decisions.Retaken | None) -> list[tuple[str, str, str]]:
    found = again.differences if again else {}
    return [(fact_name(name), answered(before, name), answered(after, name)) for name, (before, after) in found.items()]


@for_roles(Role.DESK, Role.AUDITOR)
def referrals(request: HttpRequest) -> HttpResponse:
    """The lines that are kept for the next talks, since the decision that stands refers them (S69)."""
    later = seen(Decision, request.user).filter(line=OuterRef("line"), decided_at__gt=OuterRef("decided_at"))
    standing = seen(Decision, request.user).filter(~Exists(later), outcome=Outcome.REFER)
    rows = standing.select_related("line__order__partner", "decided_by").order_by("line__order__partner", "decided_at")
    shown_page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "web/line/referrals.html", {"page": shown_page})


def _decide(line: OrderLine, data: Mapping[str, Any], by: Person, at: datetime) -> Decision:  # noqa: ARG001
    return decisions.decide(line=line, by=by, at=at)


DECIDABLE = frozenset({LineState.DECIDING, *(now for now in LineState if LineState.DECIDING in TRANSITIONS[now])})

ACTS = (
    Act(
        "decide",
        _("Decide"),
        _decide,
        DECIDABLE,
        hint=_("The rulebook in force decides on the facts above."),
    ),
)

urlpatterns = [
    path("decisions/<str:identifier>", show, name="decision"),
    path("referrals", referrals, name="referrals"),
]
