"""How pages show what papers and rulebooks say: values of facts, imprecise dates."""

from __future__ import annotations

from django import template

from verbale.web import imprecise as dates
from verbale.web import words

register = template.Library()


@register.filter
def shown(value: object) -> str:
    """A value that rulebooks know, in the reader's language."""
    return words.shown(value)


@register.filter
def reason(text: str) -> str:
    """A fault of a source or a remark on a record, in the reader's language."""
    return words.reason(text)


@register.filter
def imprecise(text: str) -> str:
    """A date as a paper gives it, in the reader's language."""
    return dates.told(text)
