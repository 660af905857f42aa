"""One version of a policy: its rulebook as tables that a person reads, and the file itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_paper
from verbale.engines.rules import DecisionTable, Hit, Model
from verbale.engines.rules.supplycheck import check_supply
from verbale.records.policy import PolicyUse, PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.web import words
from verbale.web.access import for_roles, one, seen
from verbale.web.moment import today
from verbale.web.policy import READERS, may_take_again
from verbale.web.policy_proof import difference_shown, properties_shown
from verbale.web.refusal import page
from verbale.web.rulebook_words import place, why
from verbale.web.shell import languages_of

HITS: dict[Hit, str] = {
    Hit.UNIQUE: _("Exactly one rule may apply."),
    Hit.ANY: _("Several rules may apply if they say the same."),
    Hit.FIRST: _("The first rule that applies decides."),
    Hit.PRIORITY: _("Of the rules that apply, the one with the highest output decides."),
    Hit.RULE_ORDER: _("All rules that apply, in the order of the table."),
    Hit.OUTPUT_ORDER: _("All rules that apply, the highest output first."),
    Hit.COLLECT: _("All rules that apply, in any order."),
    Hit.SUM: _("The sum over all rules that apply."),
    Hit.MIN: _("The smallest output of the rules that apply."),
    Hit.MAX: _("The largest output of the rules that apply."),
    Hit.COUNT: _("How many rules apply."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading: what it is called, and the values it may have."""

    label: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its number, and its cells from left to right, each with the heading of its column."""

    number: int
    asked: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision as a page shows it: a table, or one expression; its rules' addresses begin with ``anchor``."""

    name: str
    anchor: str
    hit: str = ""
    hit_meaning: str = ""
    inputs: tuple[Column, ...] = ()
    outputs: tuple[Column, ...] = ()
    annotations: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    text: str = ""


def tables(model: Model) -> list[Table]:
    """The decisions of a rulebook, the final one first."""
    final = {decision.id for decision in model.final}
    ordered = sorted(model.decisions, key=lambda decision: decision.id not in final)
    return [
        _table(each.name, anchors(model)[each.name], each.logic)
        if isinstance(each.logic, DecisionTable)
        else Table(each.name, anchors(model)[each.name], text=str(getattr(each.logic, "text", "")))
        for each in ordered
    ]


def anchors(model: Model) -> dict[str, str]:
    """By the name of a decision, what the addresses of its rules on a page begin with."""
    return {each.name: f"d{number}" for number, each in enumerate(model.decisions, 1)}


def _table(name: str, anchor: str, table: DecisionTable) -> Table:
    inputs = tuple(Column(_called(column.label), column.allowed_text) for column in table.inputs)
    outputs = tuple(Column(_called(column.name or column.label), column.allowed_text) for column in table.outputs)
    rows = tuple(
        Row(
            rule.number,
            tuple((column.label, cell.text) for column, cell in zip(inputs, rule.inputs, strict=True)),
            tuple((column.label, cell.text) for column, cell in zip(outputs, rule.outputs, strict=True)),
            tuple((named, rule.annotations.get(named, "")) for named in table.annotations),
        )
        for rule in table.rules
    )
    return Table(name, anchor, table.hit.value, HITS[table.hit], inputs, outputs, table.annotations, rows)


def _called(name: str) -> str:
    return words.fact_name(name)


_RELATED = ("policy", "instrument", "recorded_by", "draft__drafted_by", "draft__approved_by", "draft__authority")


@for_roles(*READERS)
def version(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyVersion, identifier, request.user, *_RELATED)
    model = policies.prepared(shown).model
    standard = policies.standard_request(shown)
    context = {
        "version": shown,
        "today": today(),
        "tables": tables(model),
        "properties": properties_shown(shown.draft, {}),
        "difference": difference_shown(shown.draft),
        "may_take_again": may_take_again(request.user),
        "standard": [
            (words.fact_name(name), words.shown(value, name)) for name, value in standard.items() if value is not None
        ],
        "findings": [f"{place(asdict(each))}: {why(each.why)}" for each in check_supply(model)],
        "uses": seen(PolicyUse, request.user).filter(policy=shown.policy).select_related("partner"),
    }
    return page(request, "web/policy/version.html", context)


@for_roles(*READERS)
def rulebook(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyVersion, identifier, request.user)
    headers = {"Content-Disposition": f'attachment; filename="{shown.rulebook_sha256[:12]}.dmn"'}
    return HttpResponse(bytes(shown.rulebook), content_type="application/xml", headers=headers)


@for_roles(*READERS)
def paper(request: HttpRequest, identifier: str) -> HttpResponse:
    return printed(request, one(PolicyVersion, identifier, request.user, *_RELATED), identifier)


def printed(request: HttpRequest, body: PolicyVersion | PolicyDraft, name: str) -> HttpResponse:
    """A version or a draft as PDF, in the languages that the address names, else in the first two of the office."""
    asked = [each for each in request.GET.get("languages", "").split(",") if each]
    data = policy_paper.draw(body, asked or languages_of(request)[:2])
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


urlpatterns = [
    path("policy-versions/<str:identifier>", version, name="policy-version"),
    path("policy-versions/<str:identifier>/rulebook", rulebook, name="policy-rulebook"),
    path("policy-versions/<str:identifier>/paper", paper, name="policy-paper"),
]
