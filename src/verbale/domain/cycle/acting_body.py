"""Bodies that act in a programme: institutes, enterprises, cities and provinces with capacities of their own (S105)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import ActingBody, BodyKind

LONGEST_CAPACITIES = 4_000
DEEPEST = 20
"""Bodies above one another; a city above its institutes is two."""


class BadBody(WrongUse):
    """This body cannot be recorded: {why}."""


class BodyKnown(Refused):
    """{side} has a body “{name}” already."""


@transaction.atomic
def name_body(
    *, side: Party, name: str, what: str, by: Person, at: datetime, under: ActingBody | None = None,
    capacities: str = "",
) -> ActingBody:  # fmt: skip
    """Names a body of a side, with the city or ministry that directs it and what it can do by itself."""
    check_role(by, Role.DESK)
    named = words.line(name, what="the name of a body")
    if ActingBody.objects.filter(side=side, name=named).exists():
        raise BodyKnown(side=side.code, name=named)
    _check(side, what, under)
    body = ActingBody.objects.create(
        side=side, name=named, what=what, under=under, capacities=_capacities(capacities), recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"side": side.code, "name": named, "what": what}
    journal.record(act="body.named", thing=body, by=by, at=at, facts=facts)
    return body


@transaction.atomic
def describe(
    *, body: ActingBody, what: str, under: ActingBody | None, capacities: str, by: Person, at: datetime
) -> ActingBody:
    """Says anew what a body is, who directs it, and what it can do by itself."""
    check_role(by, Role.DESK)
    locked = ActingBody.objects.select_for_update(of=("self",)).select_related("side").get(pk=body.pk)
    _check(locked.side, what, under)
    above: ActingBody | None = under
    for _ in range(DEEPEST):
        if above is None:
            break
        if above.pk == locked.pk:
            raise BadBody(why=f"“{locked.name}” would direct itself")
        above = above.under
    before: dict[str, Json] = {"what": locked.what, "capacities": locked.capacities}
    locked.what, locked.under, locked.capacities = what, under, _capacities(capacities)
    locked.save(update_fields=["what", "under", "capacities"])
    journal.record(act="body.described", thing=locked, by=by, at=at, facts={"before": before, "what": what})
    return locked


def known_or_named(*, side: Party, name: str, by: Person, at: datetime) -> ActingBody:
    """The body of a side with this name; named now, as an institute, if it is new."""
    found = ActingBody.objects.filter(side=side, name=words.line(name, what="the name of a body")).first()
    return found or name_body(side=side, name=name, what=BodyKind.INSTITUTE, by=by, at=at)


def _check(side: Party, what: str, under: ActingBody | None) -> None:
    if what not in BodyKind.values:
        raise BadBody(why=f"“{what[:20]}” is none of {', '.join(BodyKind.values)}")
    if under is not None and under.side_id != side.pk:
        raise BadBody(why=f"“{under.name}”, which would direct it, is of the other side")


def _capacities(text: str) -> str:
    return words.entry(text, what="the capacities", longest=LONGEST_CAPACITIES, needed=False)
