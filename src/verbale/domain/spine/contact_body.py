"""Contact bodies for the time between sessions: each side chooses its own and tells the other (S14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from verbale.domain.spine import dispatch, journal, office, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, Refused
from verbale.records.party import ContactUnit, Party
from verbale.records.person import Person, Role

WHAT = "contact bodies"
MOST = 200
"""Bodies of one side."""
LONGEST = 2000


class NoBodies(Refused):
    """We have named no contact body of our own yet, so there is none to tell. Name one first."""


class NotABody(Faulty):
    """A contact body that {partner} told cannot be one: {why}."""


@transaction.atomic
def tell(*, partner: Party, by: Person, at: datetime) -> int:
    """Tells a partner all contact bodies that we chose and that have not ended; how many they are."""
    check_role(by, Role.ADMINISTRATOR, Role.DESK)
    us, today = party.us(), office.day_of(at)
    rows = [row for row in ContactUnit.objects.filter(party=us) if row.until is None or row.until >= today]
    if not rows:
        raise NoBodies()
    units: list[Json] = [
        {
            "name": row.name, "reach": row.reach, "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in rows
    ]  # fmt: skip
    dispatch.queue(partner=partner, what=WHAT, body={"units": units}, thing=us, at=at)
    facts: dict[str, Json] = {"partner": partner.code, "bodies": len(units)}
    journal.record(act="contact.told", thing=us, by=by, at=at, facts=facts)
    return len(units)


@transaction.atomic
def told(*, partner: Party, units: Sequence[Any], at: datetime) -> int:
    """Keeps what a partner chose: bodies that it told before and names no more end today."""
    read = [_read(partner, one) for one in units[: MOST + 1]]
    if len(read) > MOST:
        raise NotABody(partner=partner.code, why=f"there are more than {MOST}")
    for facts in read:
        name = facts.pop("name")
        ContactUnit.objects.update_or_create(party=partner, name=name, told=True, defaults=facts)
        facts["name"] = name
    gone = ContactUnit.objects.filter(party=partner, told=True, until__isnull=True)
    gone.exclude(name__in=[facts["name"] for facts in read]).update(until=office.day_of(at))
    journal.record(act="contact.bodies", thing=partner, by=None, at=at, facts={"bodies": len(read)})
    return len(read)


def _read(partner: Party, one: Any) -> dict[str, Any]:
    try:
        name, reach = one["name"], one["reach"]
        since = date.fromisoformat(one["since"])
        until = date.fromisoformat(one["until"]) if one["until"] is not None else None
    except (TypeError, KeyError, ValueError) as fault:
        raise NotABody(partner=partner.code, why="its name, reach or days are missing") from fault
    texts = isinstance(name, str) and isinstance(reach, str) and name.strip()
    if not texts or len(name) > 200 or len(reach) > LONGEST or "\0" in name + reach:
        raise NotABody(partner=partner.code, why="its name or reach is no text, or too long")
    if until is not None and until < since:
        raise NotABody(partner=partner.code, why="it ends before it begins")
    return {"name": name.strip(), "reach": reach, "since": since, "until": until}
