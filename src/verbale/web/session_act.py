"""What the desk does with sessions: plans, moves, cancels, tells; each on a page that says what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import session_parallel
from verbale.domain.cycle.session import LONGEST_PLACE, LONGEST_REASON, MOST_NUMBER, TRANSITIONS
from verbale.domain.cycle.session_parallel import LONGEST_TITLE
from verbale.domain.spine import party
from verbale.records.person import Role
from verbale.records.session import Session, SessionState
from verbale.records.text import Text
from verbale.web.access import for_roles, one
from verbale.web.form import Form
from verbale.web.imprecise import AS_KNOWN, ImpreciseField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.session_row import commissions
from verbale.web.session_shown import differs
from verbale.web.shell import paper_language


class DatesForm(Form):
    """First and last day of something, each as exact as it is known."""

    begins = ImpreciseField(label=_("Begins"), help_text=AS_KNOWN)
    ends = ImpreciseField(
        label=_("Ends"), required=False, help_text=_("Leave it empty if only the beginning is known.")
    )


class PlanForm(DatesForm):
    """A new session of a commission."""

    commission = forms.ChoiceField(label=_("Commission"))
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=1, max_value=MOST_NUMBER,
        help_text=_("Leave it empty for the number after the last."),
    )  # fmt: skip
    host = forms.ChoiceField(label=_("Host"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=LONGEST_PLACE)
    field_order = ("commission", "begins", "ends", "number", "host", "place")

    def __init__(self, known: list[Text], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = dict.fromkeys([party.us().code, *(each.partner.code for each in known)])
        named: Any = self.fields
        named["commission"].choices = [
            (each.pk, f"{each.title(paper_language())} ({each.partner.code})") for each in known
        ]
        named["host"].choices = [("", _t("as the statute says")), *((each, each) for each in sides)]


class MoveForm(DatesForm):
    """Other dates, another place or host, and why."""

    host = forms.ChoiceField(label=_("Host"), required=False)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=LONGEST_PLACE, help_text=_("Leave it empty to keep the place.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partner reads it once you tell them."),
    )  # fmt: skip

    field_order = ("begins", "ends", "place", "host", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        sides = kwargs["initial"].pop("sides")
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        named["host"].choices = [("", _t("as it is")), *((each, each) for each in sides)]


class ReasonForm(Form):
    """Why a session will not be."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partner reads it once you tell them."),
    )  # fmt: skip


class BesideForm(DatesForm):
    """What meets in parallel with a session."""

    title = forms.CharField(
        label=_("What meets"), max_length=LONGEST_TITLE,
        help_text=_("Such as: 3rd conference of the economic committee; working visit of the director."),
    )  # fmt: skip
    body = forms.CharField(label=_("Body"), required=False, max_length=LONGEST_TITLE)
    place = forms.CharField(label=_("Place"), required=False, max_length=LONGEST_PLACE)
    field_order = ("title", "body", "begins", "ends", "place")


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a session: its form, what it does, what the page and the button say, and when it is offered."""

    form: type[Form]
    does: Callable[..., object]
    label: str
    lead: str
    done: str
    offered: Callable[[Session], bool]
    tone: str = "quiet"


def _can_become(state: SessionState) -> Callable[[Session], bool]:
    return lambda session: state in TRANSITIONS[SessionState(session.state)]


def _planned(session: Session) -> bool:
    return session.state == SessionState.PLANNED


def _can_agree(session: Session) -> bool:
    """Whether the partner says something else, or what it alone has said so far."""
    return bool(differs(session)) or (hasattr(session, "word") and session.planned_by_id is None)


ACTS: dict[str, Act] = {
    "agree": Act(
        Form, sessions.agree, _("Agree with the partner's word"),
        _("Our plan takes over what the partner says. The dates that we had stay in the list of dates."),
        _("Taken over. Tell the partner that you agree."), _can_agree, "",
    ),
    "tell": Act(
        Form, sessions.tell, _("Tell the partner"),
        _("The partner gets our word about this session as it stands here, reason included, with the next pouch."),
        _("It goes to the partner with the next pouch."), lambda one: one.told_at is None, "",
    ),
    "move": Act(
        MoveForm, sessions.move, _("Move it"),
        _("Other dates, another place or host. The dates it has now stay in the list of dates, with your reason."),
        _("Moved. The partner does not know it until you tell them."), _planned,
    ),
    "held": Act(
        DatesForm, sessions.held, _("Record that it was held"),
        _("Give the days on which it was held. If they differ from the plan, the planned ones stay in the list."),
        _("Recorded."), _can_become(SessionState.HELD),
    ),
    "beside": Act(
        BesideForm, session_parallel.beside, _("Record what meets beside it"),
        _("Another body, a conference or a visit that meets in parallel. The partner does not see this."),
        _("Recorded."), lambda _one: True,
    ),
    "resume": Act(
        Form, sessions.resume, _("Plan it again"), _("A session that was cancelled is planned again, on its dates."),
        _("Planned again."), _can_become(SessionState.PLANNED),
    ),
    "cancel": Act(
        ReasonForm, sessions.cancel, _("Cancel it"),
        _("It stays in the plan as cancelled, with your reason. A year with too few sessions is shown as missed."),
        _("Cancelled. The partner does not know it until you tell them."), _can_become(SessionState.CANCELLED),
        "danger",
    ),
}  # fmt: skip


def openings(session: Session, viewer: Any) -> list[tuple[str, str, str]]:
    """The acts that are open to this person now: label, address, tone."""
    if Role.DESK not in viewer.roles:
        return []
    return [
        (act.label, reverse(f"session-{name}", args=[session.pk]), act.tone)
        for name, act in ACTS.items()
        if act.offered(session)
    ]


@for_roles(Role.DESK)
def plan(request: HttpRequest) -> HttpResponse:
    known = commissions(request.user)
    form = PlanForm(known, request.POST or None, initial={"commission": request.GET.get("commission", "")})
    if form.is_valid():
        given = form.cleaned_data
        with refused_on(form):
            commission = one(Text, given.pop("commission"), request.user, "partner")
            made = sessions.plan(commission=commission, **given, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("Planned. The partner does not know it until you tell them."))
            return redirect("session", made.pk)
    return page(request, "web/session/plan.html", {"form": form, "commissions": known})


@for_roles(Role.DESK)
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    session = one(Session, identifier, request.user, "commission__partner", "word")
    chosen = ACTS[name]
    form = chosen.form(request.POST if request.method == "POST" else None, initial=_initial(session, name))
    if request.method == "POST" and form.is_valid():
        with refused_on(form):
            chosen.does(session=session, **form.cleaned_data, by=request.user, at=now())
            messages.success(request, chosen.done)
            return redirect("session", session.pk)
    context = {"form": form, "session": session, "act": chosen, "name": name, "differs": differs(session)}
    return page(request, "web/session/act.html", context)


def _initial(session: Session, name: str) -> dict[str, Any]:
    if name == "beside":
        return {}
    dates: dict[str, Any] = {"begins": session.begins, "ends": session.ends}
    return dates | ({"sides": [party.us().code, session.commission.partner.code]} if name == "move" else {})


urlpatterns = [
    path("sessions/plan", plan, name="session-plan"),
    *(path(f"sessions/<str:identifier>/{name}", act, {"name": name}, name=f"session-{name}") for name in ACTS),
]
