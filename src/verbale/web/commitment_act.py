"""Acts on a commitment, each on a page of its own: state, dates, milestones, people, funds, and the partner's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import commitment as commitments
from verbale.domain.cycle import commitment_arrival, commitment_date, commitment_heard, commitment_proposed
from verbale.domain.cycle import fund as funds
from verbale.domain.cycle.commitment_content import Stage
from verbale.domain.spine import document
from verbale.kernel.errors import NotFound
from verbale.records.commitment import Commitment, CommitmentWord
from verbale.records.document import DocumentRole
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.commitment_act_form import (
    AcceptForm,
    AgreeForm,
    ChangeForm,
    DelayForm,
    FundForm,
    MoveForm,
    NameForm,
    OwnForm,
    ReachForm,
    RejectForm,
    SortForm,
    StepForm,
    TellForm,
)
from verbale.web.commitment_form import members_of
from verbale.web.commitment_openings import NAMES
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on

Doing = dict[str, Any]


def _change(form: Any, row: Commitment, doing: Doing) -> None:
    given = form.cleaned_data
    with transaction.atomic():
        paper = None
        if file := given["evidence"]:
            kept = document.examine(document.store(file, name=file.name, at=doing["at"]))
            paper = document.attach(
                thing=row, file=kept, role=DocumentRole.ORIGINAL, file_name=file.name,
                title=given["title"] or file.name, **doing,
            )  # fmt: skip
        commitments.change(commitment=row, state=given["state"], reason=given["reason"], evidence=paper, **doing)


def _move(form: Any, row: Commitment, doing: Doing) -> None:
    given = {name: form.cleaned_data[name] for name in ("due", "side", "reason", "apology")}
    commitment_date.move(commitment=row, milestone=form.step, **given, **doing)


def _reach(form: Any, row: Commitment, doing: Doing) -> None:  # noqa: ARG001 - the milestone knows its commitment
    commitment_date.reach(milestone=form.step, on=form.cleaned_data["on"], **doing)


def _step(form: Any, row: Commitment, doing: Doing) -> None:
    commitment_date.add_stage(commitment=row, stage=Stage(**form.cleaned_data), **doing)


def _delay(form: Any, row: Commitment, doing: Doing) -> None:
    given = {name: form.cleaned_data[name] for name in ("said_on", "source", "reason", "apology", "due")}
    stages = [Stage.read(line) for line in form.cleaned_data["promised"]]
    commitment_heard.hear(commitment=row, milestone=form.step, promised=stages, **given, **doing)


def _agree(form: Any, row: Commitment, doing: Doing) -> None:  # noqa: ARG001 - the funds know their commitment
    funds.agree(fund=form.cleaned_data["fund"], agreed_by=form.cleaned_data["agreed_by"], **doing)


@dataclass(frozen=True, slots=True)
class Act:
    """What an act asks for, what it does, and what is said at the top of its page."""

    form: type[Form]
    do: Callable[[Any, Commitment, Doing], object]
    lead: Any = ""
    danger: bool = False


ACTS: dict[str, Act] = {
    "reject": Act(
        RejectForm, lambda form, row, doing: commitment_proposed.reject(commitment=row, **form.cleaned_data, **doing),
        _("It is no commitment. It stays, dropped, so that it is not proposed again."), danger=True,
    ),
    "change": Act(ChangeForm, _change),
    "move": Act(MoveForm, _move, _("The date it had stays visible, with who moved it and why.")),
    "own": Act(
        OwnForm, lambda form, row, doing: commitment_date.move(commitment=row, own=True, **form.cleaned_data, **doing),
        _("What is due is counted by our own date. The partner does not see it."),
    ),
    "reach": Act(ReachForm, _reach),
    "step": Act(StepForm, _step),
    "name": Act(
        NameForm, lambda form, row, doing: commitments.name(commitment=row, members=form.members(), **doing),
        _("Who fulfils it, and who controls that. The partner does not see this."),
    ),
    "fund": Act(FundForm, lambda form, row, doing: funds.reserve(commitment=row, **form.cleaned_data, **doing)),
    "agree": Act(AgreeForm, _agree),
    "delay": Act(
        DelayForm, _delay, _("What the partner said in talks or in a letter of what it owes, as facts."),
    ),
    "accept": Act(
        AcceptForm,
        lambda form, row, doing: commitment_arrival.accept_word(commitment=row, **form.cleaned_data, **doing),
        _("Their date becomes the one agreed, as a move of their side with their reason and apology."),
    ),
    "tell": Act(
        TellForm, lambda form, row, doing: commitments.tell(commitment=row, **form.cleaned_data, **doing),
        _(
            "State and agreed date go to the partner in the next pouch. Our own date, who is in charge, funds and "
            "evidence stay here."
        ),
    ),
    "sort": Act(
        SortForm, lambda form, row, doing: commitments.sort_under(
            commitment=row, sector_complex=form.cleaned_data["complex"], **doing
        ),
    ),
}  # fmt: skip


@for_roles(Role.DESK)
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    """One act on a commitment: its form, and doing it."""
    row = one(Commitment, identifier, request.user, "partner", "agreed")
    if name not in ACTS:
        raise NotFound(what=_t("act"), which=name)
    found = ACTS[name]
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = found.form(row, request.user, *given, initial=_initial(request, row, name))
    if form.is_valid():
        with refused_on(form):
            found.do(form, row, {"by": request.user, "at": now()})
            messages.success(request, _t("Saved."))
            return redirect("commitment", row.pk)
    context = {"form": form, "row": row, "act": found, "name": name, "label": NAMES[name]}
    if name == "accept":
        context["word"] = seen(CommitmentWord, request.user).filter(commitment=row).first()
    return page(request, "web/commitment/act.html", context)


def _initial(request: HttpRequest, row: Commitment, name: str) -> dict[str, Any]:
    """What stands in the form at first: how it is now."""
    first: dict[str, Any] = {"milestone": request.GET.get("step", ""), "fund": request.GET.get("fund", "")}
    of_act: dict[str, dict[str, Any]] = {
        "own": {"due": row.own_due}, "move": {"due": "" if first["milestone"] else row.due},
        "reach": {"on": today()}, "delay": {"said_on": today()}, "name": members_of(row.parts.all()),
        "sort": {"complex": row.sector_complex_id},
    }  # fmt: skip
    first |= of_act.get(name, {})
    return {field: value for field, value in first.items() if value not in ("", None)}


urlpatterns = [path("commitments/<str:identifier>/act/<str:name>", act, name="commitment-act")]
