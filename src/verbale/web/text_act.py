"""Acts on a text, each confirmed on a page of its own that shows the exact hash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import minutes_check
from verbale.domain.cycle.minutes_check import Checked
from verbale.domain.spine import party
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import revision_of, standing_of, utc_day
from verbale.records.person import Authority, Role
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import DateField, Form
from verbale.web.minutes_shown import checked, kept_of
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import paper_language
from verbale.web.text_shown import about, of_hash

GOES = _("This was done, and goes to the partner in the next pouch.")
STAYS = _("Saved.")
"""Of what is ours alone: the partner is not told."""


class NoteForm(Form):
    """A word that goes to the partner with the act, signed."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The partner reads it; it is signed with the act."),
    )  # fmt: skip


class ReasonsForm(NoteForm):
    """With it, a reason for each difference between the languages of minutes that is open (COMMISSION.md, 6.2)."""

    def __init__(self, found: Sequence[Checked], *args: Any) -> None:
        super().__init__(*args)
        self.keys: dict[str, str] = {}
        for number, each in enumerate(found, start=1):
            if each.accepted is not None:
                continue
            self.keys[name := f"reason_{each.key}"] = each.key
            self.fields[name] = forms.CharField(
                label=_t("Why difference %(number)s is accepted") % {"number": number}, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("It counts for this revision alone."),
            )  # fmt: skip

    def fields_by_key(self) -> dict[str, Any]:
        """The field for each open difference, by its key."""
        return {key: self[name] for name, key in self.keys.items()}

    def plain(self) -> list[Any]:
        """The other fields."""
        return [field for field in self if field.name not in self.keys]

    def reasons(self) -> dict[str, str]:
        """What was given, by the key of the difference."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class NoticeForm(NoteForm):
    last_day = DateField(label=_("Last day in force"), help_text=_("The whole of this day, in UTC."))
    field_order = ["last_day", "note"]


class AwaitForm(Form):
    respond_by = DateField(label=_("Answer awaited by"))


class AuthorityForm(Form):
    code = forms.ChoiceField(label=_("Authority that approves this text for our side"))

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = seen(Authority, viewer)
        self.fields["code"].choices = [(each.code, each.title(paper_language())) for each in found]  # type: ignore[attr-defined]


@for_roles(Role.APPROVER)
def approve(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    text = _read(request, identifier)
    standing = standing_of(text, utc_day(now()))
    told = {**of_hash(text, standing, hashed), "exact": hashed}
    form: Form = NoteForm(request.POST or None)
    if text.text_kind == TextKind.MINUTES:
        kept, revision = kept_of(text, request.user), revision_of(text, hashed)
        form = ReasonsForm(minutes_check.check(revision, kept), request.POST or None)
        told["articles"] = checked(revision, kept, form.fields_by_key())
        told["differ"] = any(each.found for each in told["articles"])
    act = partial(_approve, text, hashed, form, _signing(request))
    return _confirmed(request, text, form, act, "approve", told)


def _approve(text: Text, hashed: str, form: Form, signing: dict[str, Any], *, note: str, **_reasons: str) -> None:
    reasons = form.reasons() if isinstance(form, ReasonsForm) else {}
    minutes_check.approve(text_=text, revision=hashed, note=note, reasons=reasons, **signing)


@for_roles(Role.APPROVER)
def take_back(request: HttpRequest, identifier: str) -> HttpResponse:
    text = _read(request, identifier)
    approval = standing_of(text, utc_day(now())).approval_of(party.us().code)
    act = partial(texts.take_back, text=text, **_signing(request))
    told = {"exact": approval.revision if approval else ""}
    return _confirmed(request, text, NoteForm(request.POST or None), act, "take-back", told)


@for_roles(Role.APPROVER)
def notice(request: HttpRequest, identifier: str) -> HttpResponse:
    text = _read(request, identifier)
    act = partial(texts.give_notice, text=text, **_signing(request))
    return _confirmed(request, text, NoticeForm(request.POST or None), act, "notice", {"exact": text.in_force})


@for_roles(Role.DESK)
def withdraw(request: HttpRequest, identifier: str) -> HttpResponse:
    text = _read(request, identifier)
    own = standing_of(text, utc_day(now())).proposal_of(party.us().code)
    act = partial(texts.withdraw, text=text, **_acting(request))
    told = {"exact": own.revision if own else ""}
    return _confirmed(request, text, NoteForm(request.POST or None), act, "withdraw", told)


@for_roles(Role.DESK)
def await_answer(request: HttpRequest, identifier: str) -> HttpResponse:
    text = _read(request, identifier)
    act = partial(texts.await_answer, text=text, **_acting(request))
    form = AwaitForm(request.POST or None, initial={"respond_by": text.respond_by})
    return _confirmed(request, text, form, act, "await", done=STAYS)


@for_roles(Role.ADMINISTRATOR)
def authority(request: HttpRequest, identifier: str) -> HttpResponse:
    text = _read(request, identifier)
    act = partial(texts.set_authority, text=text, **_acting(request))
    form = AuthorityForm(request.user, request.POST or None, initial={"code": text.authority})
    return _confirmed(request, text, form, act, "authority", done=STAYS)


def _read(request: HttpRequest, identifier: str) -> Text:
    return one(Text, identifier, request.user, "partner")


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


def _signing(request: HttpRequest) -> dict[str, Any]:
    return {**_acting(request), "second_factor": passed_second_factor(request)}


def _confirmed(
    request: HttpRequest, text: Text, form: Form, act: Callable[..., object], what: str,
    told: Mapping[str, Any] = MappingProxyType({}), done: Any = GOES,
) -> HttpResponse:  # fmt: skip
    """The page on which an act is confirmed; the act takes the fields of the form, and leads back to the text."""
    if form.is_valid():
        with refused_on(form):
            act(**form.cleaned_data)
            messages.success(request, str(done))
            return redirect("minutes-one" if text.text_kind == TextKind.MINUTES else "text", text.pk)
    standing = standing_of(text, utc_day(now()))
    return page(request, "web/text/act.html", {**about(text, standing), "form": form, "what": what, **told})


urlpatterns = [
    path("texts/<str:identifier>/approve/<str:hashed>", approve, name="text-approve"),
    path("texts/<str:identifier>/take-back", take_back, name="text-take-back"),
    path("texts/<str:identifier>/notice", notice, name="text-notice"),
    path("texts/<str:identifier>/withdraw", withdraw, name="text-withdraw"),
    path("texts/<str:identifier>/await", await_answer, name="text-await"),
    path("texts/<str:identifier>/authority", authority, name="text-authority"),
]
