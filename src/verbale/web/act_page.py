"""A page for one act: what it is called, its form, and where it leads. A refusal shows on the form.

form = MoveForm(sent(request), initial={"begins": visit.begins})
asked = ActPage(_t("Move the visit"), back=reverse("visit", args=[visit.pk]), back_label=visit.title)
return confirmed(request, form, partial(visits.move, visit=visit, by=request.user, at=now()), asked)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from verbale.web.form import Form
from verbale.web.refusal import page, refused_on


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page says: the act, the thing to which one goes back, a sentence about it, what is said once done."""

    title: str
    back: str
    back_label: str
    lead: str = ""
    done: str = ""
    danger: bool = False


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, which may be nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def confirmed(
    request: HttpRequest, form: Form, act: Callable[..., Any], asked: ActPage,
    leads_to: Callable[[Any], str] | None = None,
) -> HttpResponse:  # fmt: skip
    """Does the act with the fields of its form and leads on: to what it made, else back to the thing."""
    if form.is_valid():
        with refused_on(form):
            made = act(**form.cleaned_data)
            if asked.done:
                messages.success(request, asked.done)
            return redirect(leads_to(made) if leads_to else asked.back)
    return page(request, "web/act_page.html", {"form": form, "asked": asked})
