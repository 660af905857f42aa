"""Moments that are kept as text, such as those of signatures."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def moment(text: str) -> datetime | None:
    """A kept moment in the office's time; None for none."""
    try:
        return timezone.localtime(datetime.fromisoformat(text))
    except (TypeError, ValueError):
        return None
