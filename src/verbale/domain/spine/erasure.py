"""The act of erasing: one person proposes it under a rule or an order, another confirms it, and nothing brings it back.

What the database holds goes in the transaction of the confirmation. Files go after it (``verbale.journeys.erasing``):
what must not lie on the disk again is written down here first, so that a killed process leaves nothing unfinished.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.spine import journal, retention
from verbale.domain.spine.authority import check_holds
from verbale.domain.spine.erasure_rows import erase
from verbale.domain.spine.erasure_scope import Scope, scope
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotAllowed, Refused, WrongUse
from verbale.records.document import Document
from verbale.records.erasure import Erased, Erasure, ErasureAsked, ErasureState, RetentionRule
from verbale.records.person import Person, Role

MOST = 1000
"""Things of one erasure."""


class NoGround(WrongUse):
    """Nothing is erased without a ground: name the rule, or the order of the authority, and give the reason."""


class NothingToErase(WrongUse):
    """An erasure names at least one thing, each once, and at most {most}."""


class NotDue(Refused):
    """{thing} is not due under the rule “{rule}” on {day}. What no rule in force makes due, only an order erases."""


class Hindered(Refused):
    """{thing} cannot be erased now: {why}"""


class SecondPersonNeeded(NotAllowed):
    """Two people erase. {person} proposed this; somebody else must confirm it."""


class NotProposed(Refused):
    """This erasure is {state}, so it can neither be confirmed nor withdrawn."""


@transaction.atomic
def propose(
    *, things: Sequence[tuple[str, str]], reason: str, by: Person, at: datetime, rule: RetentionRule | None = None,
    order: str = "", asked: ErasureAsked | None = None,
) -> Erasure:  # fmt: skip
    """The first of two people's acts: names what is to be erased, (kind, identifier) each, and on which ground.

    Under a rule each thing must be due; otherwise ``order`` names the authority's order, or the partner's request.
    """
    check_role(by, Role.ADMINISTRATOR)
    if not reason.strip() or (rule is None) == (not order.strip()):
        raise NoGround()
    if not things or len(set(things)) != len(things) or len(things) > MOST:
        raise NothingToErase(most=MOST)
    reasons = _due_reasons(rule, things, at) if rule else dict.fromkeys(things, "")
    found = {thing: _free(*thing) for thing in things}
    erasure = Erasure.objects.create(
        rule=rule, order=order.strip()[:300], asked=asked, reason=reason.strip(), proposed_by=by, proposed_at=at
    )
    Erased.objects.bulk_create(
        Erased(
            erasure=erasure, thing_kind=kind, thing_id=pk, why=reasons[kind, pk], sha256=_hash_of(found[kind, pk]),
            kept=found[kind, pk].kept,
        )
        for kind, pk in things
    )  # fmt: skip
    facts: dict[str, Json] = {"things": [f"{kind} {pk}" for kind, pk in things]}
    journal.record(act="erasure.proposed", thing=erasure, by=by, at=at, basis=_ground(erasure), facts=facts)
    return erasure


def _due_reasons(rule: RetentionRule, things: Sequence[tuple[str, str]], at: datetime) -> dict[tuple[str, str], str]:
    due = {(one.thing_kind, one.thing_id): one.reason for one in retention.due(at) if one.rule.pk == rule.pk}
    for kind, pk in things:
        if (kind, pk) not in due:
            raise NotDue(thing=f"{kind} {pk}", rule=rule.code, day=day_of(at).isoformat())
    return due


def _free(kind: str, identifier: str) -> Scope:
    found = scope(kind, identifier)
    if found.hindrances:
        raise Hindered(thing=f"{kind} {identifier}", why=" ".join(found.hindrances))
    return found


def _hash_of(found: Scope) -> str:
    thing: Any = found.thing
    of_file = {"document": "file_id", "storedfile": "pk", "receivedcatalogue": "file_id", "edition": "digest"}
    return str(getattr(thing, of_file[found.kind])) if found.kind in of_file else ""


def _ground(erasure: Erasure) -> str:
    return f"{erasure.rule.code}: {erasure.rule.basis}" if erasure.rule else erasure.order


@transaction.atomic
def withdraw(*, erasure: Erasure, by: Person, at: datetime) -> None:
    """Takes a proposal back: nothing is erased."""
    check_role(by, Role.ADMINISTRATOR)
    kept = _proposed(erasure)
    kept.state = ErasureState.WITHDRAWN
    kept.save(update_fields=["state"])
    journal.record(act="erasure.withdrawn", thing=kept, by=by, at=at)


def _proposed(erasure: Erasure) -> Erasure:
    kept = Erasure.objects.select_for_update(of=("self",)).select_related("rule__authority").get(pk=erasure.pk)
    if kept.state != ErasureState.PROPOSED:
        raise NotProposed(state=kept.state)
    return kept


def check_may_confirm(*, erasure: Erasure, by: Person, at: datetime, second_factor: bool) -> None:
    """Refuses whoever may not be the second person: the proposer, and who lacks the role or the rule's authority."""
    authority = erasure.rule.authority if erasure.rule else None
    if authority is None:
        check_role(by, Role.ADMINISTRATOR)
    if erasure.proposed_by_id == by.pk:
        raise SecondPersonNeeded(person=by.name)
    if authority is not None:
        check_role(by, Role.APPROVER)
        check_holds(by, authority, day_of(at))
        check_second_factor(second_factor)


@transaction.atomic
def confirm(*, erasure: Erasure, by: Person, at: datetime, second_factor: bool = False) -> Erasure:
    """The second person's act: all that the database holds of it is erased. What stands in the way refuses all of it.

    Under a rule whose authority confirms, the person must hold that, with a second factor.
    """
    kept = _proposed(erasure)
    check_may_confirm(erasure=kept, by=by, at=at, second_factor=second_factor)
    rows = list(kept.things.all())
    if kept.rule is not None:
        _due_reasons(kept.rule, [(row.thing_kind, row.thing_id) for row in rows], at)
    kept.state, kept.confirmed_by, kept.confirmed_at = ErasureState.DONE, by, at
    kept.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    journal.record(act="erasure.confirmed", thing=kept, by=by, at=at, basis=_ground(kept))
    for row in rows:
        if _went_along(row, at):
            row.erased_at = at
            row.save(update_fields=["erased_at"])
        else:
            erase(row, _free(row.thing_kind, row.thing_id), basis=_ground(kept), by=by, at=at)
    return kept


def _went_along(row: Erased, at: datetime) -> bool:
    """Whether it was erased a moment ago with what it was made from."""
    return row.thing_kind == "document" and Document.objects.filter(pk=row.thing_id, erased_at=at).exists()


@transaction.atomic
def again(*, things: Sequence[tuple[str, str]], order: str, reason: str, at: datetime) -> Erasure:
    """Erases once more what a backup brought back; the node does it, since two people did it before.

    A pouch that is not acknowledged in the restored state is erased all the same: it was acknowledged then.
    """
    erasure = Erasure.objects.create(
        order=order, reason=reason, again=True, state=ErasureState.DONE, proposed_at=at, confirmed_at=at
    )
    journal.record(act="erasure.again", thing=erasure, by=None, at=at, basis=order, facts={"things": len(things)})
    for kind, pk in things:
        found = scope(kind, pk)
        if found.documents and isinstance(found.thing, Document) and found.thing.erased_at is not None:
            continue  # It went with what it was made from.
        row = Erased.objects.create(erasure=erasure, thing_kind=kind, thing_id=pk, sha256=_hash_of(found))
        erase(row, found, basis=order, by=None, at=at)
    return erasure
