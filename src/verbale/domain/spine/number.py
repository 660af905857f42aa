"""Yearly numbers of papers in and out. The series is a partner's, so the number tells it nothing of others."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from verbale.records.number import Direction, YearlyNumber
from verbale.records.office import Office
from verbale.records.party import Party


def next_number(*, direction: Direction, partner: Party | None, at: datetime) -> str:
    """The next number of the year, such as ``FI-2026-IN-3``; call it in the transaction that uses it."""
    office = Office.objects.filter(pk=1).first()
    year = at.astimezone(ZoneInfo(office.time_zone if office else "UTC")).year
    series = partner.code if partner else ""
    YearlyNumber.objects.get_or_create(series=series, year=year, direction=direction)
    row = YearlyNumber.objects.select_for_update().get(series=series, year=year, direction=direction)
    row.last += 1
    row.save(update_fields=["last"])
    return "-".join(part for part in (series, str(year), direction.upper(), str(row.last)) if part)
