"""One line of our own order: where it stands, what came for it and how that is marked, and what we do about it."""

from __future__ import annotations

from collections.abc import Callable
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

from verbale.domain.cycle import letter
from verbale.domain.cycle import need as needs
from verbale.domain.spine import document
from verbale.kernel.errors import NotFound, Refused
from verbale.records.document import Document, DocumentRole, FileState
from verbale.records.marking import ReceivedMark
from verbale.records.need import NeedLine, NeedState
from verbale.web.access import for_roles, one, seen
from verbale.web.catalogue import BUYERS, READERS
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline


@dataclass(frozen=True, slots=True)
class Act:
    """What a librarian does to a line: its button, its domain call, the states in which it is possible, why not."""

    label: str
    do: Callable[..., object]
    states: frozenset[str]
    why_not: str
    done: str
    danger: bool = False


_CANCELLABLE = frozenset(state for state, then in needs.TRANSITIONS.items() if NeedState.CANCELLED in then)

ACTS: dict[str, Act] = {
    "clarify": Act(
        _("Send the answer"), needs.clarify, frozenset({NeedState.QUESTIONED}),
        _("The partner has not asked anything about this line."), _("Your answer leaves in the next pouch."),
    ),
    "receipt": Act(
        _("Confirm receipt"), needs.confirm_receipt, frozenset({NeedState.ARRIVED}),
        _("Nothing waits to be confirmed: it has not arrived, or was confirmed before."),
        _("Receipt is confirmed; the partner is told in the next pouch."),
    ),
    "letter": Act(
        _("Write the receipt"), letter.receipt,
        frozenset({NeedState.ARRIVED, NeedState.RECEIPTED, NeedState.RECALLED, NeedState.RETURNED}),
        _("Nothing came for this line, so there is no receipt to write."), _("The receipt is written; print it below."),
    ),
    "return": Act(
        _("Give it back"), needs.give_back, frozenset({NeedState.RECALLED, NeedState.RECEIPTED}),
        _("There is nothing with us to give back."), _("The partner is told that you gave it back."),
    ),
    "cancel": Act(
        _("Cancel this line"), needs.cancel,
        _CANCELLABLE,
        _("Only a line that has not arrived can be cancelled."), _("The line is cancelled."),
        danger=True,
    ),
}  # fmt: skip


class NotNow(Refused):
    """Line {position} is “{state}”. {why}"""


class AnswerForm(Form):
    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


def _received(request: HttpRequest, line: NeedLine) -> list[Document]:
    """What came for a line, as far as the reader may see it."""
    hanging = seen(Document, request.user).of(line.kind, line.pk).filter(role=DocumentRole.RECEIVED)  # type: ignore[attr-defined]
    return list(hanging.select_related("file"))


def _letters(request: HttpRequest, line: NeedLine) -> list[Document]:
    """The receipts we wrote for a line, as far as the reader may see them."""
    hanging = seen(Document, request.user).of(line.kind, line.pk).filter(role=DocumentRole.LETTER)  # type: ignore[attr-defined]
    return list(hanging.select_related("file", "made_from__file"))


def _page(request: HttpRequest, line: NeedLine, form: Form) -> HttpResponse:
    came = _received(request, line)
    marks = list(seen(ReceivedMark, request.user).filter(file__in=[one.file_id for one in came]))
    unexamined = any(one.file.state == FileState.QUARANTINE for one in came)
    context = {
        "line": line,
        "documents": came,
        "letters": _letters(request, line),
        "marks": {mark.caveat: mark for mark in marks}.values(),
        "unexamined": unexamined,
        "may_order": bool(request.user.roles & set(BUYERS)),  # type: ignore[union-attr]
        "acts": [_offered(name, act, line, unexamined) for name, act in ACTS.items() if name != "clarify"],
        "asked": line.state == NeedState.QUESTIONED,
        "form": form,
        "timeline": timeline(line, request.user),
    }
    return page(request, "web/need/line.html", context)


def _offered(name: str, act: Act, line: NeedLine, unexamined: bool) -> dict[str, Any]:
    reason = "" if line.state in act.states else act.why_not
    if not reason and name == "receipt" and unexamined:
        reason = _("Have the files examined first, then look at them.")
    return {"name": name, "act": act, "reason": reason}


@for_roles(*READERS)
def need_line(request: HttpRequest, identifier: str) -> HttpResponse:
    return _page(request, one(NeedLine, identifier, request.user, "need__partner"), AnswerForm())


@for_roles(*BUYERS)
@require_POST
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    line = one(NeedLine, identifier, request.user, "need__partner")
    done = ACTS.get(name)
    if done is None:
        raise NotFound(what=_t("act"), which=name)
    form = AnswerForm(request.POST) if name == "clarify" else Form(request.POST)
    if form.is_valid():
        with refused_on(form):
            if line.state not in done.states:
                raise NotNow(position=line.position, state=line.get_state_display(), why=done.why_not)
            done.do(line=line, **form.cleaned_data, by=request.user, at=now())
            messages.success(request, str(done.done))
            return redirect("need-line", line.pk)
    return _page(request, line, form)


@for_roles(*BUYERS)
@require_POST
def examine(request: HttpRequest, identifier: str) -> HttpResponse:
    line = one(NeedLine, identifier, request.user)
    for came in _received(request, line):
        document.examine(came.file)
    return redirect("need-line", line.pk)


urlpatterns = [
    path("needs/lines/<str:identifier>", need_line, name="need-line"),
    path("needs/lines/<str:identifier>/examine", examine, name="need-line-examine"),
    path("needs/lines/<str:identifier>/<str:name>", act, name="need-line-act"),
]
