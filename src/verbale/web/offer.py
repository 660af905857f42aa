"""Partners' catalogues as we publish them; what was reviewed and withheld is for our eyes only."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import leaving, offer_review
from verbale.journeys import work
from verbale.records.dispatch import Message
from verbale.records.holding import Edition, Offer
from verbale.records.job import Job, JobState
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline

A_PAGE = 25
OUTCOMES = {
    "supply": _("May be supplied: in the partner's catalogue"),
    "refer": _("To be referred: left out"),
    "refuse": _("Refused: left out"),
    "undecided": _("Not decided by the rulebook: left out"),
    "restricted by its record": _("Restricted by a note in its record: left out"),
    "distribution unknown": _("Distribution unknown: left out"),
}


class PublishForm(Form):
    """A partner, and the editions to review for it."""

    def __init__(self, viewer: object, *args: object) -> None:
        super().__init__(*args)
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner"), queryset=seen(Party, viewer).filter(is_us=False), empty_label=_("Choose …")
        )
        self.fields["editions"] = forms.ModelMultipleChoiceField(
            label=_("Editions"), queryset=seen(Edition, viewer).filter(followers=None),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one edition.")},
        )  # fmt: skip
        self.fields["confirmed"] = forms.IntegerField(required=False, widget=forms.HiddenInput())
        self.fields["editions"].label_from_instance = lambda edition: f"{edition.name} ({edition.records})"  # type: ignore[attr-defined]


@for_roles(Role.DESK, Role.AUDITOR)
def offers(request: HttpRequest) -> HttpResponse:
    listed = Paginator(seen(Offer, request.user).select_related("partner", "version__policy", "published_by"), A_PAGE)
    running = seen(Job, request.user).filter(what=work.PUBLISH, state__in=[JobState.WAITING, JobState.RUNNING])
    context = {
        "page": listed.get_page(request.GET.get("page")),
        "running": running,
        "editions": seen(Edition, request.user).exists(),
    }
    return page(request, "web/holding/offers.html", context)


@for_roles(Role.DESK)
def publish(request: HttpRequest) -> HttpResponse:
    form = PublishForm(request.user, request.POST or None)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            gone = leaving.would_leave(given["partner"], given["editions"])
            if gone and given["confirmed"] != gone:
                data = request.POST.copy()
                data["confirmed"] = str(gone)
                return page(
                    request, "web/holding/publish.html", {"form": PublishForm(request.user, data), "gone": gone}
                )
            job = work.ask_offer(partner=given["partner"], editions=list(given["editions"]), by=request.user, at=now())
            return redirect("job", job.pk)
    return page(request, "web/holding/publish.html", {"form": form})


@for_roles(Role.DESK, Role.AUDITOR)
def offer(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Offer, identifier, request.user, "partner", "version__policy", "published_by", "file")
    outcomes = [(OUTCOMES.get(name, name), number) for name, number in sorted(shown.by_outcome.items())]
    message = seen(Message, request.user).filter(thing_kind="offer", thing_id=shown.pk).select_related("pouch").first()
    context = {
        "offer": shown,
        "outcomes": outcomes,
        "has_review": offer_review.is_kept(shown),
        "editions": seen(Edition, request.user).filter(offers=shown),
        "message": message,
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/holding/offer.html", context)


urlpatterns = [
    path("offers", offers, name="offers"),
    path("offers/publish", publish, name="offer-publish"),
    path("offers/<str:identifier>", offer, name="offer"),
]
