"""How pages show commitments: how they stand in time, which side they bind, what became of them."""

from __future__ import annotations

from typing import Any

from django import template

from verbale.domain.books.control_row import Source
from verbale.records.commitment import Bound, CommitmentState, PartIn
from verbale.web.commitment_shown import TIMINGS, report_place, text_place
from verbale.web.tone import tone

register = template.Library()


@register.inclusion_tag("web/parts/state.html")
def timing(value: str) -> dict[str, Any]:
    """How a commitment or a milestone stands in time, as words and shape."""
    return {"tone": tone(value), "label": TIMINGS.get(value, value)}


@register.inclusion_tag("web/parts/state.html")
def promise(value: str) -> dict[str, Any]:
    """The state of a commitment, as words and shape."""
    return {"tone": tone(value), "label": CommitmentState(value).label}


@register.filter
def bound(value: str) -> str:
    """Which side a commitment binds."""
    return str(Bound(value).label)


@register.filter
def part(value: str) -> str:
    """What somebody has to do with a commitment."""
    return str(PartIn(value).label)


@register.filter
def where(source: Source) -> str:
    """The address of the sentence a commitment comes from; empty if it has none."""
    if source.kind == "text":
        return text_place(source.id, source.revision, source.article)
    return report_place(source.id, source.start, source.end) if source.kind == "report" else ""
