"""Filters that say a rulebook's own words in the reader's language."""

from __future__ import annotations

from django import template

from verbale.web.words import OUTCOMES, shown

register = template.Library()


@register.filter
def outcome(value: str) -> str:
    """What an outcome is called."""
    return str(OUTCOMES.get(value, value))


@register.filter
def fact(value: object) -> str:
    """A fact's value."""
    return shown(value)
