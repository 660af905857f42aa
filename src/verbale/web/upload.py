"""How much a request may bring: refused by the length that it names, before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _t

from verbale.records.files import TooLarge
from verbale.records.person import Person
from verbale.web.refusal import refusal_page, sentence

STRANGERS = 64 * 1024
"""Bytes of the largest form that is taken from somebody who is not signed in."""
AROUND_A_FILE = 1024 * 1024
"""Bytes of what stands around an uploaded file: the other fields, and the lines between."""


class Sizes:
    """Keeps strangers from filling the disk: Django reads a form, with its files, before anybody asks who sent it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:
            # Our pages send UTF-8; a form that names another encoding may name one that fails, or yields no text.
            request.encoding = "utf-8"
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.UPLOAD_LIMIT + AROUND_A_FILE if isinstance(request.user, Person) else STRANGERS
        if not length.isdecimal() or len(length) > 18 or int(length) > limit:
            return refusal_page(request, sentence(TooLarge(name=_t("File"), limit=limit)), 413)
        return self.get_response(request)
