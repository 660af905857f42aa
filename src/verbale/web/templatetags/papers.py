"""What became of signed papers, for every page about minutes."""

from __future__ import annotations

from typing import Any

from django import template

from verbale.domain.cycle import minutes_answer
from verbale.domain.spine import party
from verbale.records.minutes import Minutes

register = template.Library()


@register.inclusion_tag("web/minutes_sign/refusals.html")
def paper_refusals(minutes: Minutes | None) -> dict[str, Any]:
    """Why a side refused the paper of the other, as long as that stands; nothing where no minutes are kept yet."""
    return {"refusals": minutes_answer.refusals(minutes) if minutes else [], "us": party.us().code}
