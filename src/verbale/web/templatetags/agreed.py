"""Tags of the pages of agreed texts: their words, states, and the runs of a difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from verbale.web import minutes_words, text_words
from verbale.web.shell import own_name as name_of

register = template.Library()


@register.inclusion_tag("web/parts/state.html")
def text_state(value: str) -> dict[str, str]:
    """A state of a text as words and shape."""
    return {"tone": text_words.tone(value), "label": text_words.STATES.get(value, value)}


@register.inclusion_tag("web/parts/state.html")
def effect_state(value: str) -> dict[str, str]:
    """What an act did, as words and shape."""
    return {"tone": text_words.EFFECT_TONES.get(value, text_words.QUIET), "label": text_words.EFFECTS.get(value, value)}


@register.inclusion_tag("web/parts/state.html")
def finding_state(value: str, sound: bool) -> dict[str, str]:
    """What a check found, as words and shape."""
    return {"tone": "done" if sound else "stop", "label": text_words.FINDINGS.get(value, value)}


@register.filter
def word(value: str, of: str) -> str:
    """A word in the reader's language: ``{{ act.kind|word:"KINDS" }}``."""
    words: Mapping[str, str] = getattr(text_words, of)
    return str(words.get(value, value))


@register.filter
def within(words: Mapping[str, Any], language: str) -> Any:
    """What stands under a language, empty if nothing does."""
    return words.get(language, "")


@register.filter
def minutes_role(role: str) -> str:
    """What an article of minutes is."""
    return str(minutes_words.ROLES.get(role, role))


@register.filter
def own_name(language: str) -> str:
    """What a language calls itself."""
    return name_of(language)
