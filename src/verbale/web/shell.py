"""What surrounds every page: the office, its time zone, the navigation, the languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from verbale.domain.spine.office import office
from verbale.records.person import Person
from verbale.web.navigation import navigation

LANGUAGE_NAMES = {
    "en": "English",
    "zh-hans": "简体中文",
    "zh": "中文",
    "ru": "Русский",
    "de": "Deutsch",
    "ko": "한국어",
}
"""What each language calls itself."""


def own_name(language: str) -> str:
    """What a language calls itself; its code, where we do not know it."""
    return LANGUAGE_NAMES.get(language.lower(), language)


class Shell:
    """Reads the office once for a request, makes its time zone count, and keeps what a person sees out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.office = office()  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(request.office.time_zone)):  # type: ignore[attr-defined]
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


def shell(request: HttpRequest) -> dict[str, Any]:
    """What base.html shows around a page."""
    person = request.user if isinstance(getattr(request, "user", None), Person) else None
    language = paper_language()
    ours = getattr(request, "office", None)
    return {
        "office_name": ours.name(language) if ours else "",
        "side": settings.NODE.side,
        "demo": settings.DEMO,
        "navigation": list(navigation(person.roles, request.path)) if person else [],
        "languages": [(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
    }


def paper_language() -> str:
    """The language of the page as names are kept under it: ``zh`` for ``zh-hans``."""
    return (translation.get_language() or "en").partition("-")[0]


def languages_of(request: HttpRequest) -> list[str]:
    """The languages in which our office keeps names and makes papers."""
    return list(request.office.languages) or ["en"]  # type: ignore[attr-defined]
