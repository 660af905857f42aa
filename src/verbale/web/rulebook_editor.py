"""The editor of a drafted rulebook: its tables in the browser, findings beside the cells, saved as a change of it.

The browser's editor opens DMN 1.3 and writes whole files; of what it writes, only tables and expressions are taken
(`verbale.engines.rules.dmn.graft`). Where it was not built, or without JavaScript, the same page shows the tables,
takes facts to try, and leads to the upload.
"""

from __future__ import annotations

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.policy_draft import superseded
from verbale.domain.spine.policy_property import carried
from verbale.engines.rules import DecisionTable, Model
from verbale.engines.rules.dmn.graft import for_editor, grafted, loses
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.model import LiteralExpression
from verbale.kernel.deadline import Deadline
from verbale.kernel.errors import Refused, VerbaleError
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.web.access import for_roles, one, seen
from verbale.web.editor_words import editor_words
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.policy import READERS
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.rulebook import tables
from verbale.web.rulebook_findings import SECONDS, look
from verbale.web.rulebook_try import facts_form

BUNDLE = "built/editor.js"
"""Among the static files, what `make setup` builds of the editor where npm is there."""
TOOLS = (
    ("undo", _("Undo"), ""),
    ("redo", _("Redo"), ""),
    ("addRuleAbove", _("Add rule above"), "rule"),
    ("addRuleBelow", _("Add rule below"), "rule"),
    ("ruleUp", _("Move rule up"), "rule"),
    ("ruleDown", _("Move rule down"), "rule"),
    ("removeRule", _("Remove rule"), "rule"),
)
"""What buttons do, by the editor's name for it, and with what of the chosen cell."""
COLUMN_TOOLS = (
    ("addColumnLeft", _("Add column left"), "column"),
    ("addColumnRight", _("Add column right"), "column"),
    ("columnLeft", _("Move column left"), "column"),
    ("columnRight", _("Move column right"), "column"),
    ("removeColumn", _("Remove column"), "column"),
)
OPEN = (DraftState.DRAFT, DraftState.CHECKED, DraftState.APPROVED)


class SavedMeanwhile(Refused):
    """This draft was saved from somewhere else since this page was loaded. What you edited was not saved; open the
    draft in another window, and edit there what is still to be changed."""


class EditForm(Form):
    """What the editor wrote, and the digest of the rulebook that it was given."""

    edited = forms.CharField(widget=forms.HiddenInput, strip=False)
    was = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=drafts.LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What changes, and why; for those who approve."),
    )  # fmt: skip


@for_roles(*READERS)
@csp_update({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]
def edit(request: HttpRequest, identifier: str) -> HttpResponse:
    """The page; sent back to itself, it saves."""
    shown = one(PolicyDraft, identifier, request.user, "policy", "drafted_by")
    form = EditForm(request.POST if request.method == "POST" else None, initial={"note": shown.note})
    if form.is_valid():
        with refused_on(form):
            _save(shown, form.cleaned_data, request)
            messages.success(request, _t("Saved. It is a draft, and has to be checked before it is approved."))
            return redirect("policy-draft-edit", shown.pk)
    return page(request, "web/rulebook_editor/editor.html", {**_context(shown, request), "form": form})


def _save(shown: PolicyDraft, given: dict[str, Any], request: HttpRequest) -> None:
    drafts.check_may_change(draft=shown, by=request.user)  # type: ignore[arg-type]
    if given["was"] != shown.rulebook_sha256:
        raise SavedMeanwhile()
    rulebook = grafted(bytes(shown.rulebook), _small(given["edited"].encode(), shown), name=shown.file_name)
    with transaction.atomic():
        # Putting it back takes a while, in which another window may have saved.
        if given["was"] != drafts.locked(shown, DraftState.DRAFT, again=True).rulebook_sha256:
            raise SavedMeanwhile()
        drafts.change(
            draft=shown, rulebook=rulebook, file_name=shown.file_name, note=given["note"], by=request.user, at=now(),  # type: ignore[arg-type]
        )  # fmt: skip


def _small(edited: bytes, shown: PolicyDraft) -> bytes:
    if len(edited) > drafts.MOST:
        raise drafts.TooLong(name=shown.file_name, size=len(edited), most=drafts.MOST)
    return edited


def _context(shown: PolicyDraft, request: HttpRequest) -> dict[str, Any]:
    data = bytes(shown.rulebook)
    model = read_leniently(data, name=shown.file_name).model
    why_not = _why_not(shown, request)
    built = finders.find(BUNDLE) is not None
    editable = built and not why_not
    return {
        "draft": shown,
        "tables": tables(model),
        "kept": _kept(model),
        "why_not": why_not,
        "built": built,
        "editable": editable,
        "xml": request.POST.get("edited") or for_editor(data, name=shown.file_name).decode(),
        "unsaved": bool(request.POST.get("edited")),
        "words": editor_words(),
        "tools": TOOLS,
        "column_tools": COLUMN_TOOLS,
        "try": facts_form(model),
        **_looked(shown, data, patient=not editable),
        "supersedes": seen(PolicyVersion, request.user)
        .filter(policy=shown.policy, in_force_until__isnull=True)
        .first(),
    }


def _kept(model: Model) -> list[str]:
    """The names of what the editor does not show: decisions with other logic, and knowledge models."""
    boxed = [each.name for each in model.decisions if not isinstance(each.logic, DecisionTable | LiteralExpression)]
    return [*boxed, *(each.name for each in model.knowledge)]


def _why_not(shown: PolicyDraft, request: HttpRequest) -> str:
    """The sentence why this reader cannot edit the draft; empty if they can."""
    if shown.state not in OPEN:
        return _t("This draft is at its end and does not change any more.")
    try:
        drafts.check_may_change(draft=shown, by=request.user)  # type: ignore[arg-type]
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


def _looked(shown: PolicyDraft, data: bytes, *, patient: bool) -> dict[str, Any]:
    """What was found in a rulebook in the place of the draft's; or the sentence why nothing can be."""
    bound = carried(shown, superseded(shown)) if shown.state in OPEN else ()
    try:
        cases = (bytes(shown.cases_table), shown.cases_name)
        return {"looked": look(data, shown.file_name, *cases, bound, patient=patient, until=Deadline.after(SECONDS))}
    except VerbaleError as fault:
        return {"refused": sentence(fault)}


@for_roles(*READERS)
@require_POST
def look_at(request: HttpRequest, identifier: str) -> HttpResponse:
    """Looks at what the editor wrote and keeps nothing of it. The answer is the part of the page with the findings.

    Of many rules it has what is found at once, unless the ``whole`` is asked for. Of an ``untouched`` file it says
    whether the editor loses anything.
    """
    shown = one(PolicyDraft, identifier, request.user)
    context: dict[str, Any] = {"draft": shown}
    original = bytes(shown.rulebook)
    try:
        edited = _small(request.body, shown)
        if "untouched" in request.GET:
            context["loses"] = loses(original, edited, name=shown.file_name)
        put_back = grafted(original, edited, name=shown.file_name)
        context |= _looked(shown, put_back, patient="whole" in request.GET)
    except VerbaleError as fault:
        context["refused"] = sentence(fault)
    return render(request, "web/rulebook_editor/findings.html", context)


urlpatterns = [
    path("policy-drafts/<str:identifier>/edit", edit, name="policy-draft-edit"),
    path("policy-drafts/<str:identifier>/look", look_at, name="policy-draft-look"),
]
