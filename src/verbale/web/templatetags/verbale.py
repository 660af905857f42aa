"""The few tags that pages need beyond Django's own."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext

from verbale.records.document import StoredFile
from verbale.records.record import in_language
from verbale.web import places
from verbale.web.shell import paper_language
from verbale.web.tone import tone

register = template.Library()


@register.inclusion_tag("web/parts/state.html")
def state(value: str, label: str) -> dict[str, str]:
    """A state as text and shape: ``{% state line.state line.get_state_display %}``."""
    return {"tone": tone(value), "label": label}


@register.simple_tag
def place(kind: str, identifier: str) -> str:
    """The address of a thing's page; empty where its kind has none."""
    return places.place(kind, identifier)


@register.filter
def noun(kind: str) -> str:
    """What a kind of thing is called."""
    return places.noun(kind)


@register.filter
def found(file: StoredFile) -> list[str]:
    """What the examination of a file found, in the reader's language."""
    return file.told(gettext)


@register.simple_tag(takes_context=True)
def texts(context: Context, by_language: dict[str, Any]) -> str:
    """The text for the page's language, of texts kept by language; else in the first of the office's that has one."""
    office = getattr(context.get("request"), "office", None)
    return in_language(by_language, paper_language(), office.languages if office else ())


@register.filter
def unlocalized(number: object) -> str:
    """A number as machines read it, for attributes."""
    return "" if number is None else str(number)
