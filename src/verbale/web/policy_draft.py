"""A drafted rulebook on its way into force: what was found, what its cases say, what it moves, who approves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.views.decorators.http import require_POST

from verbale.domain.spine import policy_approval
from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.fact_words import OUTCOMES
from verbale.domain.spine.person import check_role
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.supply import SUPPLY
from verbale.kernel.errors import NotFound, VerbaleError
from verbale.records.holding import Edition
from verbale.records.person import AuthorityHeld, Role
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.web import rulebook_words
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.offer import OUTCOMES as LEFT_OUT
from verbale.web.policy import READERS, may_take_again
from verbale.web.policy_draft_act import ACTS, DO, DRAFTERS, OPEN, DraftForm
from verbale.web.policy_proof import difference_shown, properties_shown
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.rulebook import anchors, printed, tables
from verbale.web.timeline import timeline
from verbale.web.words import fact_name
from verbale.web.words import shown as value_shown

MOST_CASES = 200
"""Cases that a page shows, of those that failed and of those that passed."""
_NEXT = {DraftState.DRAFT: "check", DraftState.CHECKED: "approve", DraftState.APPROVED: "into-force"}
"""The step that leads on from a state; to whom cannot do it, the page says why."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act as one reader is offered it: its form, or the sentence why they cannot do it now."""

    name: str
    title: str
    form: Form | None
    why_not: str
    quiet: bool


@for_roles(*DRAFTERS)
def draft(request: HttpRequest, identifier: str) -> HttpResponse:
    """Drafts the next version of a policy."""
    shown = one(Policy, identifier, request.user)
    form = DraftForm(request.user, request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_on(form):
            told = form.given() | {"instrument": form.cleaned_data["instrument"]}
            made = drafts.draft(policy=shown, **told, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("policy-draft", made.pk)
    context = {"form": form, "policy": shown, "supersedes": _last(shown, request)}
    return page(request, "web/policy_draft/draft.html", context)


def _last(policy: Policy, request: HttpRequest) -> PolicyVersion | None:
    return seen(PolicyVersion, request.user).filter(policy=policy, in_force_until__isnull=True).first()


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    return _page(request, _one(request, identifier), {})


def _one(request: HttpRequest, identifier: str) -> PolicyDraft:
    related = ("policy__authority", "drafted_by", "approved_by", "authority", "instrument")
    return one(PolicyDraft, identifier, request.user, *related)


@for_roles(*READERS)
@require_POST
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    """Does what a draft's page offers; what is refused stands on that page, beside what was typed."""
    shown = _one(request, identifier)
    chosen = ACTS.get(name)
    if chosen is None:
        raise NotFound(what=_t("act"), which=name)
    check_role(request.user, *chosen.roles)  # type: ignore[arg-type]
    form = chosen.form(shown, request, request.POST, request.FILES) if chosen.form else Form(request.POST)
    form.auto_id = _ids(name)
    if form.is_valid():
        with refused_on(form):
            address = DO[name](shown, form, request)
            return redirect(*address)
    return _page(request, shown, {name: form})


def _page(request: HttpRequest, shown: PolicyDraft, refused: Mapping[str, Form]) -> HttpResponse:
    model = read_leniently(bytes(shown.rulebook), name=shown.file_name).model
    offered = [_offered(name, shown, request, refused.get(name)) for name in ACTS]
    names = anchors(model)
    cases = [_case(each) for each in shown.cases.get("cases", [])]
    failed, passed = [each for each in cases if not each["passed"]], [each for each in cases if each["passed"]]
    context = {
        "failed": failed[:MOST_CASES],
        "passed": passed[:MOST_CASES],
        "few": MOST_CASES if max(len(failed), len(passed)) > MOST_CASES else 0,
        "draft": shown,
        "findings": [_finding(each, names) for each in sorted(shown.findings, key=lambda each: not each["error"])],
        "form": next(iter(refused.values()), None),
        "unfired": [{**each, "anchor": names.get(each["decision"], "")} for each in shown.cases.get("unfired", [])],
        "supersedes": _last(shown.policy, request) if shown.state in OPEN else None,
        "version": seen(PolicyVersion, request.user).filter(draft=shown).first(),
        "tables": tables(model),
        "properties": properties_shown(shown, names),
        "difference": difference_shown(shown),
        "may_take_again": may_take_again(request.user),
        "moves": [_move(each) for each in shown.review.get("moves", [])],
        "terms": [_terms(each) for each in shown.review.get("terms", [])],
        "newer": _newer(shown, request),
        "next": [each for each in offered if each is not None and not each.quiet],
        "others": [each for each in offered if each is not None and each.quiet],
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/policy_draft/policy_draft.html", context)


def _newer(shown: PolicyDraft, request: HttpRequest) -> int:
    """How many editions came since the draft was looked at: what it moves in them, nobody has seen."""
    if shown.state not in OPEN or shown.looked_at is None:
        return 0
    return seen(Edition, request.user).filter(imported_at__gt=shown.looked_at).count()


def _ids(name: str) -> str:
    """Several forms stand on one page, so that the identifiers of their fields begin with their act."""
    return f"{name}-%s"


def _offered(name: str, shown: PolicyDraft, request: HttpRequest, refused: Form | None) -> Offered | None:
    chosen = ACTS[name]
    if DraftState(shown.state) not in chosen.states and refused is None:
        return None
    why_not = "" if refused else _why_not(name, shown, request)
    if why_not and _NEXT.get(DraftState(shown.state)) != name:
        return None
    form = refused or (chosen.form(shown, request) if chosen.form and not why_not else None)
    if form is not None and _nothing_to_choose(form):
        return None
    if form is not None:
        form.auto_id = _ids(name)
    return Offered(name, chosen.title, form, why_not, chosen.quiet)


def _nothing_to_choose(form: Form) -> bool:
    """Whether a form asks which property, and there is none."""
    field = form.fields.get("property")
    return isinstance(field, ChoiceField) and not field.choices


def _why_not(name: str, shown: PolicyDraft, request: HttpRequest) -> str:
    """The sentence why this reader cannot do an act; empty if they can."""
    person: Any = request.user
    if name == "approve" and Role.APPROVER not in person.roles:
        return _awaited(shown, person)
    try:
        check_role(person, *ACTS[name].roles)
        if name in ("change", "drop-property", "keep-property"):
            drafts.check_may_change(draft=shown, by=person)
        if name == "approve":
            factor = passed_second_factor(request)
            policy_approval.check_could_approve(draft=shown, by=person, at=now(), second_factor=factor)
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


def _awaited(shown: PolicyDraft, viewer: Any) -> str:
    """Whose word is waited for, for those who are no approvers."""
    held = seen(AuthorityHeld, viewer).in_force(today()).exclude(person=shown.drafted_by)  # type: ignore[attr-defined]
    if shown.policy.authority is not None:
        held = held.filter(authority=shown.policy.authority)
    names = ", ".join(held.order_by("person__name").values_list("person__name", flat=True).distinct())
    return _t("It waits for somebody who holds an authority and did not draft it: %(names)s") % {"names": names or "—"}


def _case(told: Mapping[str, Any]) -> dict[str, Any]:
    """A case in the reader's words."""
    differences = [{**each, "what": fact_name(each["what"])} for each in told["differences"]]
    return {**told, "differences": differences}


def _finding(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A finding in the reader's words, with where its rule stands on the page."""
    said = {"place": rulebook_words.place(told), "why": rulebook_words.why(told["why"])}
    return {**told, **said, "anchor": names.get(told["decision"], "")}


def _move(told: Mapping[str, Any]) -> dict[str, Any]:
    """A move as a page tells it: outcomes in the reader's words."""
    before, after = (str({**LEFT_OUT, **OUTCOMES}.get(told[name], told[name])) for name in ("before", "after"))
    moved = told["before"] != told["after"]
    return {**told, "before_word": before, "after_word": after, "moved": moved}


def _terms(told: Mapping[str, Any]) -> dict[str, Any]:
    """Records that keep their outcome, with what of its terms changes."""
    was, now = told["before"], told["after"]
    names = {"channel": "channel", "forms": "form", "approvals": "approvals", "marking": "marking"}
    changes = [
        (fact_name(fact), value_shown(was.get(name) or [], fact), value_shown(now.get(name) or [], fact))
        for name, fact in names.items()
        if was.get(name) != now.get(name)
    ]
    outcome = told.get("outcome", SUPPLY)
    kept = {"outcome": outcome, "word": str(OUTCOMES[outcome]), "changes": changes}
    return {**kept, "records": told["records"], "samples": told["samples"]}


@for_roles(*READERS)
def rulebook_file(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyDraft, identifier, request.user)
    return _file(bytes(shown.rulebook), f"{shown.rulebook_sha256[:12]}.dmn", "application/xml")


@for_roles(*READERS)
def cases_file(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyDraft, identifier, request.user)
    ending = "md" if shown.cases_name.lower().endswith(".md") else "csv"
    return _file(bytes(shown.cases_table), f"{shown.cases_sha256[:12]}.{ending}", "text/plain; charset=utf-8")


@for_roles(*READERS)
def paper(request: HttpRequest, identifier: str) -> HttpResponse:
    return printed(request, _one(request, identifier), identifier)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)


urlpatterns = [
    path("policies/<str:identifier>/draft", draft, name="policy-draft-new"),
    path("policy-drafts/<str:identifier>", show, name="policy-draft"),
    path("policy-drafts/<str:identifier>/rulebook", rulebook_file, name="policy-draft-rulebook"),
    path("policy-drafts/<str:identifier>/cases", cases_file, name="policy-draft-cases"),
    path("policy-drafts/<str:identifier>/paper", paper, name="policy-draft-paper"),
    path("policy-drafts/<str:identifier>/<str:name>", act, name="policy-draft-act"),
]
