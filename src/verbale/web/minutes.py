"""Minutes: their list, where one stands and what it waits for, its differences, and accepting one with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_check
from verbale.domain.cycle.minutes import STATES, MinutesState
from verbale.domain.cycle.minutes_heading import NoSessionArticle, heading_of
from verbale.domain.cycle.minutes_standing import Standing, standings
from verbale.domain.spine.text_history import history_of
from verbale.domain.spine.text_record import revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.records.minutes import GovernmentApproval, Minutes, SignedPaper
from verbale.records.person import Role
from verbale.records.session import Session, SessionState
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, seen
from verbale.web.form import Form, partner_choices
from verbale.web.minutes_shown import checked, count_open, kept_of, minutes_text
from verbale.web.minutes_words import state_of, waits, way
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.text_openings import openings
from verbale.web.text_shown import READERS, about, of_hash, of_proposal
from verbale.web.timeline import timeline

A_PAGE = 25
TO_WRITE = 12
"""Sessions without minutes that the list offers."""
ANY = ("", _("Any"))


class MinutesFilter(Form):
    """What of the list is wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ANY, *((one.value, _(STATES[one])) for one in MinutesState)]
    )

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [ANY, *partner_choices(viewer)]  # type: ignore[attr-defined]

    def wanted(self, viewer: Any) -> list[Standing]:
        """The minutes asked for, those that moved last first."""
        self.is_valid()
        partner, state = (self.cleaned_data.get(name) for name in ("partner", "state"))
        rows = seen(Text, viewer).filter(text_kind=TextKind.MINUTES).select_related("partner")
        rows = rows.filter(partner=partner) if partner else rows
        return [one for one in standings(rows) if not state or one.state == state]


class ReasonForm(Form):
    """Why a difference between the languages is accepted."""

    reason = forms.CharField(
        label=_("Why it is accepted"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It counts for this revision alone."),
    )  # fmt: skip


@for_roles(*READERS)
def list_minutes(request: HttpRequest) -> HttpResponse:
    asked = MinutesFilter(request.GET, viewer=request.user)
    found = Paginator(asked.wanted(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"standing": one, "state": state_of(one.state), "waits": waits(one.waits)} for one in found]
    context: dict[str, Any] = {"page": found, "rows": rows, "filter": asked}
    if Role.DESK in request.user.roles:  # type: ignore[union-attr]
        context["to_write"] = _to_write(request)
    return render(request, "web/minutes/list.html", context)


def _to_write(request: HttpRequest) -> list[Session]:
    """The sessions that have no minutes yet, the newest first."""
    rows = seen(Session, request.user).filter(minutes=None).exclude(state=SessionState.CANCELLED)
    return list(rows.select_related("commission__partner", "minutes_draft__kept_by")[:TO_WRITE])


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    text = minutes_text(identifier, request.user)
    if text.pk != identifier:
        return redirect("minutes-one", text.pk)
    standing, kept = standing_of(text, utc_day(now())), minutes_of.read(text, now())
    (stands,) = standings([text])
    agreed = revision_of(text, text.in_force) if text.in_force else None
    proposals = [of_proposal(text, standing, each.revision, each) for each in reversed(standing.standing_proposals)]
    revisions = [each["shown"].revision for each in proposals] + ([agreed] if agreed else [])
    context = {
        **about(text, standing), "minutes": kept, "stands": stands, "state": state_of(stands.state),
        "way": way(stands.state), "waits": waits(stands.waits), "heading": _heading(revisions),
        "proposals": [{**each, **_checked(each["shown"].revision, kept)} for each in proposals],
        "agreed": {"revision": agreed, **_checked(agreed, kept)} if agreed else None,
        "openings": openings(text, standing, request), "history": history_of(text, standing)[::-1],
        **_papers(request, kept_of(text, request.user)),
    }  # fmt: skip
    return render(request, "web/minutes/one.html", context)


def _heading(revisions: list[agreement.Revision]) -> Any:
    """Of which session the newest of these says it is; nothing where it does not say."""
    try:
        return heading_of(revisions[0]) if revisions else None
    except NoSessionArticle:
        return None


def _checked(revision: agreement.Revision, kept: Minutes | None) -> dict[str, Any]:
    articles = checked(revision, kept)
    return {"articles": articles, "open": sum(one.open for one in articles)}


def _papers(request: HttpRequest, kept: Minutes | None) -> dict[str, Any]:
    """The papers that are held, the approvals of governments, and what was done here."""
    if kept is None:
        return {"papers": [], "approvals": [], "timeline": []}
    papers = seen(SignedPaper, request.user).filter(minutes=kept).select_related("file")
    approvals = seen(GovernmentApproval, request.user).filter(minutes=kept).select_related("instrument").order_by("on")
    return {"papers": papers, "approvals": approvals, "timeline": timeline(kept, request.user)}


@for_roles(*READERS)
def check(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    """A revision with its differences; whoever may accepts one with a reason."""
    text = minutes_text(identifier, request.user)
    revision, form, key = revision_of(text, hashed), ReasonForm(), request.POST.get("key", "")
    if request.method == "POST":
        form = ReasonForm(request.POST, auto_id=f"{key[:12]}-%s")
        if form.is_valid():
            with refused_on(form):
                minutes_check.accept(
                    minutes=minutes_of.of(text, now()), revision=hashed, key=key, by=request.user, at=now(),  # type: ignore[arg-type]
                    **form.cleaned_data,
                )  # fmt: skip
                messages.success(request, _t("Accepted, for this revision alone."))
                return redirect(reverse("minutes-check", args=[text.pk, hashed]))
    kept = kept_of(text, request.user)
    found = minutes_check.check(revision, kept)
    fields = {one.key: ReasonForm(auto_id=f"{one.key[:12]}-%s")["reason"] for one in found}
    if key:
        fields[key] = form["reason"]
    standing = standing_of(text, utc_day(now()))
    may = bool({Role.DESK, Role.APPROVER} & request.user.roles)  # type: ignore[union-attr]
    context = {
        **about(text, standing), **of_hash(text, standing, hashed), "form": form, "accepting": may,
        "articles": checked(revision, kept, fields), "open": count_open(found), "all": len(found),
    }  # fmt: skip
    return page(request, "web/minutes/check.html", context)


urlpatterns = [
    path("minutes", list_minutes, name="minutes"),
    path("minutes/<str:identifier>", show, name="minutes-one"),
    path("minutes/<str:identifier>/check/<str:hashed>", check, name="minutes-check"),
]
