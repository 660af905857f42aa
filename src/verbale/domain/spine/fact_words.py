"""What the facts and values of the supply interface are called: on pages by gettext, on papers in more languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.kernel.canonical import read_json
from verbale.records.request import Form, Route

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTCOMES: dict[str, StrOrPromise] = {
    "supply": pgettext_lazy("outcome", "Supply"),
    "refer": pgettext_lazy("outcome", "Refer"),
    "refuse": pgettext_lazy("outcome", "Refuse"),
}

FACTS: dict[str, StrOrPromise] = {
    "origin": _("Origin"),
    "publisher class": _("Class of publisher"),
    "distribution": _("Distribution"),
    "kind": _("Kind"),
    "field": pgettext_lazy("fact", "Field"),
    "series": _("Series"),
    "country": _("Country"),
    "language": _("Language"),
    "year": _("Year"),
    "restricted": _("Restriction note"),
    "bound by": _("Bound by received marks"),
    "dual use": _("Dual use"),
    "personal data": _("Personal data"),
    "partner": _("Partner"),
    "form": _("Form"),
    "route": _("Whom they asked"),
    "batch": _("Batch"),
    "purpose": _("Purpose"),
    "outcome": _("Outcome"),
    "channel": _("Channel"),
    "approvals": _("Approvals"),
    "marking": _("Marking"),
    "basis": _("Basis"),
}
"""The inputs and outputs of the supply interface."""

VALUES: dict[str, StrOrPromise] = {
    "domestic": _("domestic"),
    "third country": _("third country"),
    "partner": _("the partner's own"),
    "listed press": _("listed press"),
    "university": _("university"),
    "information institute": _("information institute"),
    "provincial or municipal": _("provincial or municipal"),
    "department": _("department"),
    "other": _("other"),
    "open": pgettext_lazy("distribution", "open"),
    "internal": pgettext_lazy("distribution", "internal"),
    "confidential": pgettext_lazy("distribution", "confidential"),
    "book": _("book"),
    "journal": _("journal"),
    "conference paper": _("conference paper"),
    "standard": pgettext_lazy("kind", "standard"),
    "index": pgettext_lazy("kind", "index"),
    "abstract": pgettext_lazy("kind", "abstract"),
    "handbook": _("handbook"),
    "directory": pgettext_lazy("kind", "directory"),
    "textbook": _("textbook"),
    "report": pgettext_lazy("kind", "report"),
    "thesis": _("thesis"),
    "dataset": _("dataset"),
    "software": _("software"),
    "natural sciences": _("natural sciences"),
    "engineering": _("engineering"),
    "medicine": _("medicine"),
    "agriculture": _("agriculture"),
    "social sciences": _("social sciences"),
    "none": pgettext_lazy("fact", "none"),
    "listed": _("listed"),
    "pseudonymised": _("pseudonymised"),
    "identifiable": _("identifiable"),
}
"""The values that the supply interface allows for an item."""

OWN_VALUES: dict[str, Mapping[str, StrOrPromise]] = {
    "form": dict(Form.choices),
    "route": dict(Route.choices),
    "outcome": OUTCOMES,
}
"""The values of the facts that are not the item's; “department” is a route there, and a publisher elsewhere."""

AS_WRITTEN = frozenset(
    {"partner", "purpose", "bound by", "series", "country", "language", "channel", "marking", "basis"}
)
"""Facts whose values are names or codes, never words of ours."""

PAGES = {"en": "en", "zh": "zh-hans"}
"""By a paper's language, the language of pages in which the words are known to gettext."""


def fact_in(language: str, fact: str) -> str | None:
    """What a fact is called in a language; None where we do not know."""
    return _in(language, fact, FACTS.get(fact))


def value_in(language: str, value: str, fact: str) -> str | None:
    """What a value of a fact is called in a language; None where it is a name or a code, or we do not know."""
    if fact in AS_WRITTEN:
        return None
    own = OWN_VALUES.get(fact, VALUES)
    return _in(language, value, own.get(value))


def _in(language: str, word: str, label: StrOrPromise | None) -> str | None:
    if label is None:
        return None
    if language in PAGES:
        with translation.override(PAGES[language]):
            return str(label)
    return _further().get(language, {}).get(word)


@cache
def _further() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = read_json(Path(__file__).with_suffix(".json").read_bytes(), "words of facts")
    return read
