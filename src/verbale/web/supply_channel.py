"""Supply channels: the bodies through which we supply, such as a trading company or an institute that exchanges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.spine import party
from verbale.records.party import SupplyChannel
from verbale.records.person import Role
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.form import Form, add_texts, texts
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import languages_of


class ChannelForm(Form):
    code = forms.CharField(label=_("Code"), max_length=80, help_text=_("As rulebooks write it."))
    does = forms.CharField(label=_("What it does"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "titles", pgettext("name", "Title"), languages)
        titles = [name for name in self.fields if name.startswith("titles_")]
        self.order_fields(["code", *titles, "does"])


@for_everybody
def channels(request: HttpRequest) -> HttpResponse:
    may_change = bool({Role.ADMINISTRATOR, Role.DESK} & request.user.roles)  # type: ignore[union-attr]
    facts = {"channels": seen(SupplyChannel, request.user), "may_change": may_change}
    return render(request, "web/supply_channels.html", facts)


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def name(request: HttpRequest) -> HttpResponse:
    form = ChannelForm(request.POST or None, languages=languages_of(request))
    return _save(request, form, "")


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def change(request: HttpRequest, identifier: str) -> HttpResponse:
    channel = one(SupplyChannel, identifier, request.user)
    known = {f"titles_{language}": title for language, title in channel.titles.items()}
    initial = {"code": channel.code, "does": channel.does, **known}
    form = ChannelForm(request.POST or None, languages=languages_of(request), initial=initial)
    form.fields["code"].disabled = True
    return _save(request, form, channel.code)


def _save(request: HttpRequest, form: ChannelForm, code: str) -> HttpResponse:
    if form.is_valid():
        with refused_on(form):
            party.name_channel(
                code=form.cleaned_data["code"], titles=texts(form, "titles"), does=form.cleaned_data["does"],
                by=request.user, at=now(),  # type: ignore[arg-type]
            )  # fmt: skip
            return redirect("supply-channels")
    return page(request, "web/supply_channel.html", {"form": form, "code": code})


urlpatterns = [
    path("channels", channels, name="supply-channels"),
    path("channels/add", name, name="supply-channel-add"),
    path("channels/<str:identifier>", change, name="supply-channel"),
]
