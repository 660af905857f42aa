"""What can be done with a drafted rulebook on its page: each act with its form, who may do it, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy_approval, policy_property
from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.policy_check import is_cut_short
from verbale.domain.spine.policy_checking import StaleReview
from verbale.journeys import work
from verbale.kernel.deadline import Deadline
from verbale.records.instrument import Instrument
from verbale.records.person import Authority, Role
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.web.access import passed_second_factor, seen
from verbale.web.form import DateField, Form
from verbale.web.moment import now, today
from verbale.web.refusal import too_old
from verbale.web.shell import paper_language

AT_ONCE = 5_000
"""Records that are reviewed while the page waits; of more, the worker does it."""
LARGE = 256 * 1024
"""Bytes of a rulebook that is proved while the page waits; a larger one is proved by the worker."""
SECONDS = 20.0
"""For a whole check while the page waits; what takes longer is checked by the worker, which has no such end."""
DRAFTERS = (Role.DESK, Role.ADMINISTRATOR)


def small(field: forms.FileField) -> forms.FileField:
    """A field for a file of the size of a rulebook."""

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
            small(self.fields[name])  # type: ignore[arg-type]

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


def reading(draft: PolicyDraft) -> str:
    """How a draft stands that somebody reads: another one once it was changed or checked again."""
    return f"{draft.looked_at and draft.looked_at.isoformat()} {draft.rulebook_sha256}"


class ApproveForm(ReasonForm):
    """An authority of the reader's, and why; it tells how the draft stood that was read."""

    def __init__(self, draft: PolicyDraft, request: HttpRequest, *args: Any) -> None:
        super().__init__(draft, request, *args)
        person: Any = request.user
        found = policy_approval.authorities_of(draft=draft, person=person, day=today())
        choices = [(each.code, each.title(paper_language())) for each in found]
        self.fields["authority"] = forms.ChoiceField(label=_("As the authority"), choices=choices)
        self.fields["read"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=reading(draft))
        self.order_fields(["authority", "reason"])
        self._now = reading(draft)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("read") != self._now:
            self.status = 409
            self.add_error(None, too_old())
        return given


class DropForm(ReasonForm):
    """A property of the version before that shall bind no longer, and why."""

    def __init__(self, draft: PolicyDraft, request: HttpRequest, *args: Any) -> None:
        super().__init__(draft, request, *args)
        found = policy_property.carried(draft, drafts.superseded(draft))
        choices = [(name, name) for name in dict.fromkeys(each.name for each in found)]
        self.fields["property"] = forms.ChoiceField(label=_("Property"), choices=choices)
        self.order_fields(["property", "reason"])


class KeepForm(Form):
    """A dropped property that shall bind again."""

    def __init__(self, draft: PolicyDraft, _request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)
        choices = [(name, name) for name in dict.fromkeys(each["name"] for each in draft.dropped)]
        self.fields["property"] = forms.ChoiceField(label=_("Property"), choices=choices)


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


OPEN = frozenset({DraftState.DRAFT, DraftState.CHECKED, DraftState.APPROVED})
ACTS: dict[str, Act] = {
    "check": Act(_("Check it"), None, DRAFTERS, frozenset({DraftState.DRAFT, DraftState.CHECKED})),
    "approve": Act(_("Approve it"), ApproveForm, (Role.APPROVER,), frozenset({DraftState.CHECKED})),
    "into-force": Act(_("Put it into force"), ForceForm, (Role.ADMINISTRATOR,), frozenset({DraftState.APPROVED})),
    "send-back": Act(_("Send it back"), ReasonForm, (*DRAFTERS, Role.APPROVER), OPEN - {DraftState.DRAFT}, quiet=True),
    "change": Act(_("Change it"), ChangeForm, DRAFTERS, OPEN, quiet=True),
    "drop-property": Act(_("Drop a property of the version before"), DropForm, DRAFTERS, OPEN, quiet=True),
    "keep-property": Act(_("Keep a dropped property again"), KeepForm, DRAFTERS, OPEN, quiet=True),
    "withdraw": Act(_("Withdraw it"), ReasonForm, DRAFTERS, OPEN, quiet=True),
}


def _check(shown: PolicyDraft, _form: Form, request: HttpRequest) -> tuple[str, str]:
    if rulebook.records_to_review() > AT_ONCE or len(shown.rulebook) > LARGE:
        return "job", work.ask_check(draft=shown, by=request.user, at=now()).pk  # type: ignore[arg-type]
    made = rulebook.check(draft=shown, by=request.user, at=now(), until=Deadline.after(SECONDS))  # type: ignore[arg-type]
    if is_cut_short(made.findings):
        told = _t("This check takes longer than a page may wait, so it begins again here and takes its time.")
        messages.info(request, told)
        return "job", work.ask_check(draft=made, by=request.user, at=now()).pk  # type: ignore[arg-type]
    if made.state != DraftState.CHECKED:
        messages.warning(request, _t("It is not checked: something is wrong with it, which stands below."))
    return "policy-draft", shown.pk


def _approve(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    authority = seen(Authority, request.user).get(code=form.cleaned_data["authority"])
    with transaction.atomic():
        if form.cleaned_data["read"] != reading(drafts.locked(shown, DraftState.APPROVED)):
            raise StaleReview()
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


def _drop(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    told = form.cleaned_data
    policy_property.drop(draft=shown, name=told["property"], reason=told["reason"], by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-draft", shown.pk


def _keep(shown: PolicyDraft, form: Form, request: HttpRequest) -> tuple[str, str]:
    policy_property.keep(draft=shown, name=form.cleaned_data["property"], by=request.user, at=now())  # type: ignore[arg-type]
    return "policy-draft", shown.pk


DO: Mapping[str, Callable[[PolicyDraft, Form, HttpRequest], tuple[str, str]]] = {
    "check": _check, "approve": _approve, "into-force": _into_force, "send-back": _send_back, "change": _change,
    "withdraw": _withdraw, "drop-property": _drop, "keep-property": _keep,
}  # fmt: skip
