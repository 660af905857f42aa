"""What is done with a version of our memorandum: it is approved, told, and papers are attached to its supplements."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import memorandum as memoranda
from verbale.domain.cycle import memorandum_paper
from verbale.domain.cycle.memorandum_version import content_of, telling
from verbale.domain.spine import document
from verbale.records.memorandum import Memorandum
from verbale.records.person import Role
from verbale.web.access import for_roles, one, passed_second_factor
from verbale.web.form import Form
from verbale.web.memorandum import rows_of
from verbale.web.memorandum_form import mandate_of
from verbale.web.memorandum_shown import Version, items_in_words, papers_of, shown
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on


class PaperForm(Form):
    """The paper of one supplement."""

    paper = forms.FileField(label=_("Paper"), help_text=_("A PDF; the one before is replaced."), max_length=200)


def _row(request: HttpRequest, identifier: str) -> Memorandum:
    return one(Memorandum, identifier, request.user, "session__commission__partner")


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


@for_roles(Role.APPROVER)
def approve(request: HttpRequest, identifier: str) -> HttpResponse:
    row = _row(request, identifier)
    act = partial(memoranda.approve, memorandum=row, **_acting(request), second_factor=passed_second_factor(request))
    return _confirmed(request, row, act, "approve", _t("Approved. The desk tells the partner."))


@for_roles(Role.DESK)
def tell(request: HttpRequest, identifier: str) -> HttpResponse:
    row = _row(request, identifier)
    act = partial(memoranda.tell, memorandum=row, **_acting(request))
    return _confirmed(request, row, act, "tell", _t("It goes to the partner with the next pouch."))


def _confirmed(request: HttpRequest, row: Memorandum, act: Any, name: str, done: str) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refused_on(form):
            act()
            messages.success(request, done)
            return redirect("memorandum", row.pk)
    others = items_in_words([content_of(one) for one in rows_of(row.session, request.user) if one.side != row.side])
    told = shown(Version(row, None), mandate_of(row.session), others, papers_of(row, request.user))
    context = {
        "form": form, "session": row.session, "row": row, "name": name, "shown": told, "telling": telling(row),
    }  # fmt: skip
    return page(request, "web/memorandum/act.html", context)


@for_roles(Role.DESK)
def paper(request: HttpRequest, identifier: str, place: int) -> HttpResponse:
    row = _row(request, identifier)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["paper"]
        with refused_on(form, "paper"):
            file = document.store(given, name=given.name, at=now())
            memorandum_paper.hold(
                memorandum=row, place=place, file=file, file_name=given.name, by=request.user, at=now()  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("The paper is attached. It goes to the partner only once it is released."))
            return redirect("memorandum", row.pk)
    context = {"form": form, "session": row.session, "row": row, "place": place}
    return page(request, "web/memorandum/paper.html", context)


urlpatterns = [
    path("memoranda/<str:identifier>/approve", approve, name="memorandum-approve"),
    path("memoranda/<str:identifier>/tell", tell, name="memorandum-tell"),
    path("memoranda/<str:identifier>/papers/<int:place>", paper, name="memorandum-paper"),
]
