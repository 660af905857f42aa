"""Refusals become pages here and nowhere else: one sentence, one HTTP status.

    form = InviteForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):                      # the refusal joins the errors of the form
            person.invite(**form.cleaned_data, by=request.user, at=now())
            return redirect("people")
    return page(request, "web/person_invite.html", {"form": form})

    with told(request):                             # a button without a form: a banner on the next page
        person.deactivate(person=who, by=request.user, at=now())
    return redirect("person", who.pk)

A refusal that a view does not catch becomes a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from verbale.kernel.errors import VerbaleError
from verbale.web.rulebook_words import why
from verbale.web.words import in_a_sentence


def sentence(error: VerbaleError) -> str:
    """What the reader is told, in their language."""
    facts = {name: _told(name, value) for name, value in error.facts.items()}
    return gettext(error.template()).format(**facts)


def _told(name: str, value: object) -> object:
    """A fact of a refusal; the reason why a rulebook is refused is a sentence of its own."""
    return why(value) if name == "why" and isinstance(value, str) else in_a_sentence(name, value)


@contextmanager
def refused_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Adds a refusal to the errors of a form, or of one of its fields, and goes on after the block."""
    try:
        yield
    except VerbaleError as error:
        form.add_error(field, sentence(error))
        form.status = error.http_status  # type: ignore[attr-defined]


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Tells a refusal in a banner on the next page, and goes on after the block."""
    try:
        yield
    except VerbaleError as error:
        messages.error(request, sentence(error))


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page; where its form was refused, with the status that says so."""
    form = context.get("form")
    status = getattr(form, "status", 422) if form is not None and form.errors else 200
    return render(request, template, context, status=status)


def refusal_page(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """A page of its own for a refusal."""
    return render(request, "web/refusal.html", {"sentence": text, "status": status}, status=status)


class Refusals:
    """Turns an error of Verbale's family that no view caught into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, VerbaleError):
            return None
        return refusal_page(request, sentence(error), error.http_status)


def csrf_refusal(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """What is shown where a form did not come from our page, or came too late."""
    return refusal_page(request, too_old(), 403)


def too_old() -> str:
    """What is said of a form that was not made from what stands there now."""
    return gettext("This form is too old, or did not come from here. Go back, load the page again, and send it again.")
