"""A drafted rulebook on its way into force: what was found, what its cases say, what it moves, who approves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy_approval
from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.fact_words import OUTCOMES
from verbale.domain.spine.person import check_role
from verbale.engines.rules.reader import read_leniently
from verbale.journeys import work
from verbale.kernel.errors import NotFound, VerbaleError
from verbale.records.holding import Edition
from verbale.records.instrument import Instrument
from verbale.records.person import Authority, AuthorityHeld, Role
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import DateField, Form
from verbale.web.moment import now, today
from verbale.web.offer import OUTCOMES as LEFT_OUT
from verbale.web.policy import READERS, may_take_again
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.rulebook import anchors, printed, tables
from verbale.web.shell import paper_language
from verbale.web.timeline import timeline

AT_ONCE = 5_000
"""Records that are reviewed while the page waits; of more, the worker does it."""
MOST_CASES = 200
"""Cases that a page shows, of those that failed and of those that passed."""
DRAFTERS = (Role.DESK, Role.ADMINISTRATOR)
Done = Callable[[PolicyDraft], Any]


def _small(field: forms.FileField) -> forms.FileField:
    def check(given: Any) -> None:
        if given.size > drafts.MOST:
            raise forms.ValidationError(_t("A rulebook has at most 2 MB; this file is no rulebook."))

    field.validators.append(check)
    return field


class FilesForm(Form):
    """A rulebook with its table of cases, and what is to be said about it."""

    rulebook = forms.FileField(label=_("Rulebook"), help_text=_("A DMN file, version 1.1 to 1.5."), max_length=200)
    cases = forms.FileField(
        label=_("Table of cases"), required=False, max_length=200,
        help_text=_("CSV or Markdown: facts, and what comes of them. What supersedes a version needs one."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), required=False, max_length=drafts.LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What changes, and why; for those who approve."),
    )  # fmt: skip

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        for name in ("rulebook", "cases"):
            _small(self.fields[name])  # type: ignore[arg-type]

    def given(self) -> dict[str, Any]:
        """What was given, with bytes for files; a file that was not given is left out."""
        told: dict[str, Any] = {"note": self.cleaned_data["note"]}
        for field, named in (("rulebook", "file_name"), ("cases", "cases_name")):
            file = self.cleaned_data[field]
            if file:
                told |= {field: file.read(), named: file.name}
        return told


class DraftForm(FilesForm):
    def __init__(self, viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["instrument"] = forms.ModelChoiceField(
            label=_("Instrument"), queryset=seen(Instrument, viewer), required=False, empty_label=_("none recorded"),
            help_text=_("The signed paper that it was written from."),
        )  # fmt: skip


class ChangeForm(FilesForm):
    def __init__(self, draft: PolicyDraft, _request: HttpRequest, *args: Any) -> None:
        super().__init__(*args, initial={"note": draft.note})
        self.fields["rulebook"].required = False


class ReasonForm(Form):
    reason = forms.CharField(label=_("Reason"), max_length=drafts.LONGEST, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, _draft: PolicyDraft, _request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)


class ApproveForm(ReasonForm):
    """An authority of the reader's, and why."""

    def __init__(self, draft: PolicyDraft, request: HttpRequest, *args: Any) -> None:
        super().__init__(draft, request, *args)
        person: Any = request.user
        found = policy_approval.authorities_of(draft=draft, person=person, day=today())
        choices = [(each.code, each.title(paper_language())) for each in found]
        self.fields["authority"] = forms.ChoiceField(label=_("As the authority"), choices=choices)
        self.order_fields(["authority", "reason"])


class ForceForm(Form):
    since = DateField(label=_("In force from"))

    def __init__(self, _draft: PolicyDraft, _request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with a draft: its title, its form, who may do it, and from which states."""

    title: str
    form: Callable[..., Form] | None
    roles: tuple[str, ...]
    states: frozenset[DraftState]
    quiet: bool = False


_OPEN = frozenset({DraftState.DRAFT, DraftState.CHECKED, DraftState.APPROVED})
ACTS: dict[str, Act] = {
    "check": Act(_("Check it"), None, DRAFTERS, frozenset({DraftState.DRAFT, DraftState.CHECKED})),
    "approve": Act(_("Approve it"), ApproveForm, (Role.APPROVER,), frozenset({DraftState.CHECKED})),
    "into-force": Act(_("Put it into force"), ForceForm, (Role.ADMINISTRATOR,), frozenset({DraftState.APPROVED})),
    "send-back": Act(_("Send it back"), ReasonForm, (*DRAFTERS, Role.APPROVER), _OPEN - {DraftState.DRAFT}, quiet=True),
    "change": Act(_("Change it"), ChangeForm, DRAFTERS, _OPEN, quiet=True),
    "withdraw": Act(_("Withdraw it"), ReasonForm, DRAFTERS, _OPEN, quiet=True),
}


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
            address = _DO[name](shown, form, request)
            return redirect(*address)
    return _page(request, shown, {name: form})


def _check(shown: PolicyDraft, _form: Form, request: HttpRequest) -> tuple[str, str]:
    if rulebook.records_to_review() > AT_ONCE:
        return "job", work.ask_check(draft=shown, by=request.user, at=now()).pk  # type: ignore[arg-type]
    made = rulebook.check(draft=shown, by=request.user, at=now())  # type: ignore[arg-type]
    if made.state != DraftState.CHECKED:
        messages.warning(request, _t("It is not checked: something is wrong with it, which stands below."))
    return "policy-draft", shown.pk


def _approve(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    authority = seen(Authority, request.user).get(code=form.cleaned_data["authority"])
    policy_approval.approve(
        draft=shown, authority=authority, reason=form.cleaned_data["reason"], by=request.user, at=now(),  # type: ignore[arg-type]
        second_factor=passed_second_factor(request),
    )  # fmt: skip
    return "policy-draft", shown.pk


def _into_force(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    made = policy_approval.into_force(draft=shown, since=form.cleaned_data["since"], by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-version", made.pk


def _change(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    assert isinstance(form, FilesForm)
    drafts.change(draft=shown, **form.given(), by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-draft", shown.pk


def _send_back(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    drafts.send_back(draft=shown, reason=form.cleaned_data["reason"], by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-draft", shown.pk


def _withdraw(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    drafts.withdraw(draft=shown, reason=form.cleaned_data["reason"], by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-draft", shown.pk


_DO: Mapping[str, Callable[[PolicyDraft, Form, HttpRequest], tuple[str, str]]] = {
    "check": _check, "approve": _approve, "into-force": _into_force, "send-back": _send_back, "change": _change,
    "withdraw": _withdraw,
}  # fmt: skip


def _page(request: HttpRequest, shown: PolicyDraft, refused: Mapping[str, Form]) -> HttpResponse:
    model = read_leniently(bytes(shown.rulebook), name=shown.file_name).model
    offered = [_offered(name, shown, request, refused.get(name)) for name in ACTS]
    names = anchors(model)
    cases = shown.cases.get("cases", [])
    failed, passed = [each for each in cases if not each["passed"]], [each for each in cases if each["passed"]]
    context = {
        "failed": failed[:MOST_CASES],
        "passed": passed[:MOST_CASES],
        "few": MOST_CASES if max(len(failed), len(passed)) > MOST_CASES else 0,
        "draft": shown,
        "findings": [{**each, "anchor": names.get(each["decision"], "")} for each in shown.findings],
        "form": next(iter(refused.values()), None),
        "unfired": [{**each, "anchor": names.get(each["decision"], "")} for each in shown.cases.get("unfired", [])],
        "supersedes": _last(shown.policy, request) if shown.state in _OPEN else None,
        "version": seen(PolicyVersion, request.user).filter(draft=shown).first(),
        "tables": tables(model),
        "may_take_again": may_take_again(request.user),
        "moves": [_move(each) for each in shown.review.get("moves", [])],
        "newer": _newer(shown, request),
        "next": [each for each in offered if each is not None and not each.quiet],
        "others": [each for each in offered if each is not None and each.quiet],
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/policy_draft/policy_draft.html", context)


def _newer(shown: PolicyDraft, request: HttpRequest) -> int:
    """How many editions came since the draft was looked at: what it moves in them, nobody has seen."""
    if shown.state not in _OPEN or shown.looked_at is None:
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
    if form is not None:
        form.auto_id = _ids(name)
    return Offered(name, chosen.title, form, why_not, chosen.quiet)


def _why_not(name: str, shown: PolicyDraft, request: HttpRequest) -> str:
    """The sentence why this reader cannot do an act; empty if they can."""
    person: Any = request.user
    if name == "approve" and Role.APPROVER not in person.roles:
        return _awaited(shown, person)
    try:
        check_role(person, *ACTS[name].roles)
        if name == "change":
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


def _move(told: Mapping[str, Any]) -> dict[str, Any]:
    """A move as a page tells it: outcomes in the reader's words."""
    before, after = (str({**LEFT_OUT, **OUTCOMES}.get(told[name], told[name])) for name in ("before", "after"))
    moved = told["before"] != told["after"]
    return {**told, "before_word": before, "after_word": after, "moved": moved}


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
