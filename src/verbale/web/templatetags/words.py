"""Filters that say a rulebook's own words in the reader's language."""

from __future__ import annotations

from django import template

from verbale.domain.spine.fact_words import OUTCOMES
from verbale.records.document import Document
from verbale.web.document import pages_of
from verbale.web.words import shown

register = template.Library()


@register.filter
def outcome(value: str) -> str:
    """What an outcome is called."""
    return str(OUTCOMES.get(value, value))


@register.filter
def fact(value: object, name: str) -> str:
    """The value of a fact: ``{{ sourcing.form|fact:"form" }}``."""
    return shown(value, name)


@register.filter
def pages(document: Document) -> int | None:
    """How many pages a document has."""
    return pages_of(document)
