"""Our office: the first run, step by step, and the same steps later, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.spine import office
from verbale.domain.spine.party import us
from verbale.kernel.errors import NotFound
from verbale.records.office import Office
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Role
from verbale.web.access import for_roles, seen
from verbale.web.form import Form, add_texts, texts
from verbale.web.moment import now
from verbale.web.party import keys_state
from verbale.web.refusal import page, refused_on
from verbale.web.shell import LANGUAGE_NAMES, languages_of


class LanguagesForm(Form):
    languages = forms.MultipleChoiceField(
        label=_("Languages of papers"),
        help_text=_("Letters and names are kept in these languages."),
        choices=[(code, LANGUAGE_NAMES[code]) for code in office.PAPER_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )


class NamesForm(Form):
    address = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_("As it stands on letters."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "names", _t("Name of our office"), languages)
        self.order_fields([*(name for name in self.fields if name != "address"), "address"])


class ZoneForm(Form):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Days begin and deadlines end in this zone."),
        choices=[
            (zone, zone.replace("_", " ")) for zone in sorted(office.time_zones()) if "/" in zone or zone == "UTC"
        ],
    )


class MailForm(Form):
    mail_from = forms.EmailField(label=_("Sender of mail"), required=False)
    mail_host = forms.CharField(
        label=_("Mail server"),
        required=False,
        max_length=200,
        help_text=_("Empty: mail is kept in a folder of this node."),
    )
    mail_port = forms.IntegerField(label=_("Mail port"), min_value=1, max_value=65535)


class DaysForm(Form):
    answer_days = forms.IntegerField(
        label=_("Days until an order is answered"),
        min_value=1,
        max_value=365,
        help_text=_("Whatever cannot be had is answered on this day, all in the same words."),
    )
    batch_from = forms.IntegerField(
        label=_("Copies that make a batch"),
        min_value=2,
        max_value=30000,
        help_text=_("An order for this many copies or more of internal items counts as a batch."),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the first run: its address, its title, its form."""

    key: str
    title: str
    form: type[Form]


STEPS = (
    Step("languages", _("Languages"), LanguagesForm),
    Step("names", _("Office"), NamesForm),
    Step("time-zone", _("Time zone"), ZoneForm),
    Step("mail", _("Mail"), MailForm),
    Step("deadlines", _("Deadlines"), DaysForm),
)
LAST = ("partner-and-keys", _("Partner and keys"))


@for_roles(Role.ADMINISTRATOR)
def show(request: HttpRequest) -> HttpResponse:
    ours: Office = request.office  # type: ignore[attr-defined]
    if ours.completed_at is None:
        return redirect("office-step", STEPS[0].key)
    languages = [LANGUAGE_NAMES[code] for code in ours.languages]
    facts = {"ours": ours, "languages_kept": languages, "our_keys": _our_keys(request), "side": us()}
    return render(request, "web/office.html", facts)


@for_roles(Role.ADMINISTRATOR)
def step(request: HttpRequest, key: str) -> HttpResponse:
    found = [number for number, one in enumerate(STEPS) if one.key == key]
    if not found:
        raise NotFound(what=_t("step"), which=key)
    number, ours = found[0], request.office  # type: ignore[attr-defined]
    form = _form(STEPS[number], request)
    if form.is_valid():
        with refused_on(form):
            office.describe(by=request.user, at=now(), **_settings(form))  # type: ignore[arg-type]
            if ours.completed_at:
                messages.success(request, _t("Saved."))
                return redirect("office")
            after = STEPS[number + 1].key if number + 1 < len(STEPS) else LAST[0]
            return redirect("office-step", after)
    facts = {"form": form, "step": STEPS[number], "steps": _progress(key), "first_run": ours.completed_at is None}
    return page(request, "web/office_step.html", facts)


def _form(one: Step, request: HttpRequest) -> Form:
    ours: Office = request.office  # type: ignore[attr-defined]
    if one.form is NamesForm:
        initial = {f"names_{language}": name for language, name in ours.names.items()} | {"address": ours.address}
        return NamesForm(request.POST or None, initial=initial, languages=languages_of(request))
    initial = {name: getattr(ours, name) for name in one.form.base_fields}
    return one.form(request.POST or None, initial=initial)


def _settings(form: Form) -> dict[str, Any]:
    if isinstance(form, NamesForm):
        return {"names": texts(form, "names"), "address": form.cleaned_data["address"]}
    return dict(form.cleaned_data)


def _progress(key: str) -> list[tuple[str, str, str]]:
    """Every step with its address and whether it lies behind (``reached``), is open (``current``) or ahead."""
    keys = [one.key for one in STEPS] + [LAST[0]]
    here = keys.index(key)
    states = ["reached" if number < here else "current" if number == here else "" for number in range(len(keys))]
    return list(zip(keys, [one.title for one in STEPS] + [LAST[1]], states, strict=True))


@for_roles(Role.ADMINISTRATOR)
def last_step(request: HttpRequest) -> HttpResponse:
    partners = seen(Party, request.user).filter(is_us=False).prefetch_related("keys")
    facts = {
        "steps": _progress(LAST[0]),
        "side": us(),
        "our_keys": _our_keys(request),
        "partners": [(partner, keys_state(list(partner.keys.all()))) for partner in partners],
        "first_run": request.office.completed_at is None,  # type: ignore[attr-defined]
        "named": bool(request.office.names),  # type: ignore[attr-defined]
    }
    return render(request, "web/office_last_step.html", facts)


def _our_keys(request: HttpRequest) -> PartyKeys | None:
    return seen(PartyKeys, request.user).filter(party__is_us=True, revoked_at=None).last()


@for_roles(Role.ADMINISTRATOR)
@require_POST
def complete(request: HttpRequest) -> HttpResponse:
    office.describe(by=request.user, at=now(), complete=True)  # type: ignore[arg-type]
    messages.success(request, _t("The office is set up."))
    return redirect("inbox")


urlpatterns = [
    path("office", show, name="office"),
    path("office/partner-and-keys", last_step, name="office-last-step"),
    path("office/complete", complete, name="office-complete"),
    path("office/<str:key>", step, name="office-step"),
]
