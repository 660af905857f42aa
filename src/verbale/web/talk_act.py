"""What is done with a talk: recorded, what was said added and corrected, that no promises were made (S77, S112)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import talk as talks
from verbale.domain.cycle.words import LONGEST_ENTRY
from verbale.records.delegation import Delegate
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.session import Session
from verbale.records.talk import Said, Talk, TalkEntry
from verbale.records.visit import Visit
from verbale.web.access import for_roles, one, seen
from verbale.web.act_page import ActPage, confirmed, sent
from verbale.web.choices import OURS, SIDES, THEIRS, session_choices, side_of, visit_choices
from verbale.web.form import Form, partner_choices
from verbale.web.imprecise import AS_KNOWN, ImpreciseField
from verbale.web.moment import now


class RecordForm(Form):
    """A talk with its day and place, at a session, on a visit, or by itself."""

    title = forms.CharField(label=_("Title"), max_length=300)
    on = ImpreciseField(label=_("Date"), help_text=AS_KNOWN)
    place = forms.CharField(label=_("Place"), required=False, max_length=300)

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=partner_choices(viewer))
        for name, label, choices in (
            ("session", _("At the session"), session_choices(viewer)),
            ("visit", _("On the visit"), visit_choices(viewer)),
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields(["partner", "title", "on", "place", "session", "visit"])


class WordsForm(Form):
    """The kind of what was said, and its words."""

    said = forms.ChoiceField(label=_("Kind"), choices=Said.choices)
    text = forms.CharField(
        label=_("What was said"), required=False, max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A greeting, and that no promises were made, may go without words."),
    )  # fmt: skip


class SpeakerForm(Form):
    side = forms.ChoiceField(label=_("Side of the speaker"), choices=SIDES, initial=OURS)
    speaker = forms.CharField(label=_("Speaker"), max_length=talks.LONGEST_SPEAKER)
    office = forms.CharField(label=_("Office held on that day"), required=False, max_length=300)


class SayForm(WordsForm, SpeakerForm):
    field_order = ["side", "speaker", "office", "said", "text"]


@for_roles(Role.DESK)
def record(request: HttpRequest) -> HttpResponse:
    form = RecordForm(request.user, sent(request), initial=request.GET.dict())
    asked = ActPage(_t("Record a talk"), reverse("talks"), _t("Talks"), _t("The partner is told of none of this."))
    return confirmed(request, form, partial(_record, request), asked, _address)


def _record(request: HttpRequest, *, partner: str, session: str, visit: str, **facts: Any) -> Talk:
    return talks.record(
        partner=one(Party, partner, request.user),
        session=one(Session, session, request.user, "commission") if session else None,
        visit=one(Visit, visit, request.user) if visit else None, **facts, **_acting(request),
    )  # fmt: skip


@for_roles(Role.DESK)
def say(request: HttpRequest, identifier: str) -> HttpResponse:
    talk = one(Talk, identifier, request.user, "partner")
    form = SayForm(sent(request), initial=_again(request, talk))
    asked = ActPage(_t("Add what was said"), _address(talk), talk.title, done=_t("Added."))
    return confirmed(request, form, partial(_say, request, talk), asked, _next)


def _again(request: HttpRequest, talk: Talk) -> dict[str, str]:
    """The kind that the address names, and the speaker: of an entry to go on after, or one of a delegation."""
    wanted = {"said": request.GET.get("said", Said.STATEMENT)}
    before = seen(TalkEntry, request.user).filter(talk=talk, place=_place(request)).first()
    if before is not None:
        return wanted | {"side": _whose(before.side, talk), "speaker": before.speaker, "office": before.office}
    named = seen(Delegate, request.user).filter(pk=request.GET.get("delegate", "")).select_related("delegation").first()
    if named is not None:
        return wanted | {"side": _whose(named.delegation.side, talk), "speaker": named.name, "office": named.office}
    return wanted


def _whose(side: str, talk: Talk) -> str:
    return THEIRS if side == talk.partner.code else OURS


def _place(request: HttpRequest) -> int:
    given = request.GET.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def _say(request: HttpRequest, talk: Talk, *, side: str, **facts: Any) -> TalkEntry:
    return talks.say(talk=talk, side=side_of(side, talk.partner), **facts, **_acting(request))


def _next(entry: TalkEntry) -> str:
    return f"{reverse('talk', args=[entry.talk_id])}#e{entry.place}"


@for_roles(Role.DESK)
def correct(request: HttpRequest, identifier: str) -> HttpResponse:
    entry = one(TalkEntry, identifier, request.user, "talk")
    form = WordsForm(sent(request), initial={"said": entry.said, "text": entry.text})
    lead = _t("Entry %(place)s, %(speaker)s. The speaker stays; the former words stay in what happened.")
    asked = ActPage(
        _t("Correct what was said"), _address(entry.talk), entry.talk.title,
        lead % {"place": entry.place, "speaker": entry.speaker},
    )  # fmt: skip
    return confirmed(request, form, partial(talks.correct, entry=entry, **_acting(request)), asked, _next)


def _address(talk: Talk) -> str:
    return reverse("talk", args=[talk.pk])


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


urlpatterns = [
    path("talks/record", record, name="talk-record"),
    path("talks/<str:identifier>/say", say, name="talk-say"),
    path("talk-entries/<str:identifier>/correct", correct, name="talk-correct"),
]
