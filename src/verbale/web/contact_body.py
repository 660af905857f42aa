"""Contact bodies for the time between sessions: ours, which partners are told, and theirs, as they told us (S14)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from verbale.domain.spine import contact_body, party
from verbale.records.party import ContactUnit, Party
from verbale.records.person import Role
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.form import DateField, Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on, told


class BodyForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    reach = forms.CharField(
        label=_("How to reach it"), required=False, max_length=contact_body.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Partners are told this."),
    )  # fmt: skip
    since = DateField(label=_("From"))
    until = DateField(label=_("Until"), required=False)


@for_everybody
def list_bodies(request: HttpRequest) -> HttpResponse:
    rows = seen(ContactUnit, request.user).select_related("party").order_by("-party__is_us", "party__code", "name")
    context = {
        "rows": rows,
        "today": today(),
        "partners": seen(Party, request.user).filter(is_us=False),
        "may_name": bool({Role.ADMINISTRATOR, Role.DESK} & request.user.roles),  # type: ignore[union-attr]
    }
    return render(request, "web/contact_body/list.html", context)


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def name(request: HttpRequest) -> HttpResponse:
    form = BodyForm(request.POST or None, initial={"since": today()})
    if form.is_valid():
        with refused_on(form):
            party.set_up_contact_unit(party=party.us(), by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("contact-bodies")
    return page(request, "web/contact_body/name.html", {"form": form})


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def tell(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    if request.method == "POST":
        with told(request):
            count = contact_body.tell(partner=partner, by=request.user, at=now())  # type: ignore[arg-type]
            sentence = ngettext(
                "%(partner)s is told of %(count)s contact body in the next pouch.",
                "%(partner)s is told of %(count)s contact bodies in the next pouch.",
                count,
            )
            messages.success(request, sentence % {"partner": partner.code, "count": count})
        return redirect("contact-bodies")
    return render(request, "web/contact_body/tell.html", {"partner": partner})


urlpatterns = [
    path("contact-bodies", list_bodies, name="contact-bodies"),
    path("contact-bodies/name", name, name="contact-body-name"),
    path("contact-bodies/tell/<str:identifier>", tell, name="contact-bodies-tell"),
]
