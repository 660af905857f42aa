"""The merged agenda of a session: joining and parting its items, and taking it over into the minutes (S3, S13)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import agenda as agendas
from verbale.domain.cycle import commitment_carried, minutes_agenda
from verbale.domain.cycle.agenda import Agenda, Carried, Entry, Joined
from verbale.domain.cycle.statute import OTHER
from verbale.domain.spine import party
from verbale.records.commitment import CommitmentState
from verbale.records.memorandum import Memorandum
from verbale.records.person import Role
from verbale.records.record import in_language
from verbale.records.session import Session
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.memorandum_form import mandate_of
from verbale.web.memorandum_shown import duty_words, said
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told
from verbale.web.shell import languages_of, paper_language
from verbale.web.text_shown import READERS

JOINED: dict[str, str] = {
    Joined.BY_PERSON: _("joined here"),
    Joined.BY_NAME: _("one by what a memorandum says"),
}


class JoinForm(Form):
    """One item of ours and one of theirs, neither of which is joined yet."""

    ours = forms.ChoiceField(label=_("Our item"))
    theirs = forms.ChoiceField(label=_("Their item"))

    def __init__(self, found: Agenda, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        for side in ("ours", "theirs"):
            items = [(each, getattr(each, side)) for each in found.entries if each.joined is Joined.NOT]
            named[side].choices = [(item.id, f"{each.place}. {_title(each)}") for each, item in items if item]


def _title(entry: Entry) -> str:
    words = entry.title(paper_language())
    return words if len(words) <= 80 else words[:79] + "…"


def _session(request: HttpRequest, identifier: str) -> Session:
    return one(Session, identifier, request.user, "commission__partner")


def _agenda(session: Session) -> Agenda:
    return agendas.of(session, commitment_carried.of(session))


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    return _page(request, _session(request, identifier), None)


def _page(request: HttpRequest, session: Session, form: JoinForm | None) -> HttpResponse:
    found = _agenda(session)
    may = Role.DESK in request.user.roles  # type: ignore[union-attr]
    form = form or JoinForm(found)
    mandate = mandate_of(session)
    duties = {each.number: each.title(paper_language()) for each in mandate.duties} if mandate else {}
    versions = seen(Memorandum, request.user).filter(session=session, told_at__isnull=False)
    last = {row.side: row for row in versions.order_by("version")}
    sides = (party.us().code, session.commission.partner.code)
    context = {
        "session": session, "entries": [_shown(each, duties) for each in found.entries],
        "made_from": [(side, last.get(side), telling) for side, telling in zip(sides, found.versions, strict=True)],
        "form": form, "may_act": may, "may_join": may and all(form.fields[side].choices for side in form.fields),  # type: ignore[attr-defined]
        "may_take": may and bool(found.entries),
    }  # fmt: skip
    return page(request, "web/agenda/agenda.html", context)


def _shown(entry: Entry, duties: dict[str, str]) -> dict[str, Any]:
    """An entry as the page shows it: each side's words in all languages, and the duty in words."""
    return {
        "entry": entry, "ours": said(entry.ours.title) if entry.ours else [],
        "theirs": said(entry.theirs.title) if entry.theirs else [],
        "duty": entry.duty.title(paper_language()) if entry.duty else duty_words(entry.number, duties),
        "number": entry.number, "other": OTHER in [item.duty for item in (entry.ours, entry.theirs) if item],
        "how": JOINED.get(entry.joined, ""), "may_part": entry.joined is Joined.BY_PERSON,
        "carried": [(each, _words(each), CommitmentState(each.state).label) for each in entry.carried],
    }  # fmt: skip


def _words(carried: Carried) -> str:
    return in_language(dict(carried.said), paper_language()) or carried.words


@for_roles(Role.DESK)
@require_POST
def join(request: HttpRequest, identifier: str) -> HttpResponse:
    session = _session(request, identifier)
    form = JoinForm(_agenda(session), request.POST)
    if form.is_valid():
        with refused_on(form):
            agendas.join(session=session, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("Joined. The partner does not see this."))
            return redirect("agenda", session.pk)
    return _page(request, session, form)


@for_roles(Role.DESK)
@require_POST
def part(request: HttpRequest, identifier: str) -> HttpResponse:
    session = _session(request, identifier)
    with told(request):
        agendas.part(session=session, ours=request.POST.get("ours", ""), by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("Parted."))
    return redirect("agenda", session.pk)


@for_roles(Role.DESK)
@require_POST
def article(request: HttpRequest, identifier: str) -> HttpResponse:
    """Makes it the agenda article of the minutes' draft."""
    session = _session(request, identifier)
    mandate = mandate_of(session)
    languages = mandate.languages if mandate else languages_of(request)
    with told(request):
        minutes_agenda.take_over(
            session=session, languages=languages, carried=commitment_carried.of(session), by=request.user, at=now(),  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _t("It is now the agenda article in the draft of the minutes."))
    return redirect("agenda", session.pk)


urlpatterns = [
    path("sessions/<str:identifier>/agenda", show, name="agenda"),
    path("sessions/<str:identifier>/agenda/join", join, name="agenda-join"),
    path("sessions/<str:identifier>/agenda/part", part, name="agenda-part"),
    path("sessions/<str:identifier>/agenda/article", article, name="agenda-article"),
]
