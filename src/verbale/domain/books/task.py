"""One thing to do, as the inbox and the digest tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, for which thing, since when it waits, by when, whose it is (name and identifier);
    ``count`` of lines; ``reminds`` if a rule of reminders brings it, so that it is mailed on the rule's days only."""

    what: str
    about: str
    thing_kind: str
    thing_id: str
    since: datetime
    due: date | None = None
    assigned_to: str = ""
    assigned_id: str = ""
    count: int = 1
    reminds: bool = False

    def age(self, today: date, zone: tzinfo) -> int:
        """Whole days it has waited, as days are counted in a time zone."""
        return max((today - self.since.astimezone(zone).date()).days, 0)

    def overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today
