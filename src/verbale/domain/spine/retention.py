"""How long things are kept: retention rules, and what is due under which of them.

Nothing is erased here, and nothing is due without a rule: what no rule names is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from verbale.domain.spine import journal
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.correspondence import Correspondence
from verbale.records.document import Document, DocumentRole
from verbale.records.erasure import Erased, Event, RetentionRule, Sort
from verbale.records.holding import ReceivedCatalogue
from verbale.records.need import NeedLine, NeedState
from verbale.records.person import Authority, Person, Role
from verbale.records.request import LineState, OrderLine

DOCUMENTS = frozenset(DocumentRole.values)
FITTING: Mapping[str, frozenset[str]] = {
    **{role: frozenset(Event.values) - {Event.SUPERSEDED} for role in DocumentRole.values},
    Sort.CATALOGUE: frozenset({Event.SUPERSEDED}),
    Sort.CORRESPONDENCE: frozenset({Event.ADDED}),
}
"""From which events the days of each sort can be counted."""
LONGEST = 200 * 366
"""Days of the longest time that a rule may name."""
_LINES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    Event.DELIVERED: (frozenset({LineState.DELIVERED}), frozenset({NeedState.RECEIPTED})),
    Event.RETURNED: (frozenset({LineState.RETURNED}), frozenset({NeedState.RETURNED})),
    Event.CLOSED: (
        frozenset(
            {
                LineState.DELIVERED, LineState.RETURNED, LineState.CANCELLED, LineState.UNAVAILABLE, LineState.EXPIRED
            }
        ),
        frozenset({NeedState.RECEIPTED, NeedState.RETURNED, NeedState.CANCELLED, NeedState.UNAVAILABLE}),
    ),
}  # fmt: skip
"""The states of the lines, theirs and ours, that are an event."""


class BadRule(WrongUse):
    """This retention rule cannot be made: {why}."""


class RuleTaken(Refused):
    """There is a retention rule “{code}” already. A rule is never altered: end it, and make another with a new code."""


class EndsBeforeStart(WrongUse):
    """A rule cannot end on {until}, before it begins on {since}."""


class AlreadyEnded(Refused):
    """The rule “{code}” ends on {until} already. Nobody can prolong it: make another."""


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that a rule says is to be erased: since when it counts, from which day on it is due, and why."""

    rule: RetentionRule
    thing_kind: str
    thing_id: str
    title: str
    since: datetime
    due_on: date
    reason: str


@transaction.atomic
def make(
    *, code: str, titles: Mapping[str, str], sorts: Collection[str], event: str, days: int, basis: str,
    in_force_from: date, by: Person, at: datetime, in_force_until: date | None = None,
    thing_kinds: Collection[str] = (), authority: Authority | None = None,
) -> RetentionRule:  # fmt: skip
    """Makes a rule. ``authority`` is whose holder confirms an erasure under it; else another administrator does."""
    check_role(by, Role.ADMINISTRATOR)
    _check(code, titles, sorts, event, days, basis)
    if in_force_until is not None and in_force_until < in_force_from:
        raise EndsBeforeStart(until=in_force_until.isoformat(), since=in_force_from.isoformat())
    if RetentionRule.objects.filter(code=code).exists():
        raise RuleTaken(code=code)
    rule = RetentionRule.objects.create(
        code=code, titles=dict(titles), sorts=sorted(set(sorts)), thing_kinds=sorted(set(thing_kinds)), event=event,
        days=days, basis=basis.strip(), authority=authority, in_force_from=in_force_from,
        in_force_until=in_force_until, made_by=by, made_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {
        "code": code, "sorts": rule.sorts, "counted from": event, "days": days, "from": in_force_from.isoformat(),
        "authority": authority.code if authority else "",
    }  # fmt: skip
    journal.record(act="retention.made", thing=rule, by=by, at=at, basis=rule.basis, facts=facts)
    return rule


def _check(code: str, titles: Mapping[str, str], sorts: Collection[str], event: str, days: int, basis: str) -> None:
    if not code.strip() or len(code) > 60 or not code.isprintable():
        raise BadRule(why="it needs a code of at most 60 characters")
    if not any(title.strip() for title in titles.values()):
        raise BadRule(why="it needs a title")
    if not sorts:
        raise BadRule(why="it names nothing that it is for")
    for sort in sorts:
        if sort not in FITTING:
            raise BadRule(why=f"there is no sort “{sort}”; there are {', '.join(sorted(FITTING))}")
        if event not in FITTING[sort]:
            raise BadRule(
                why=f"“{sort}” cannot be counted from “{event}”, only from {', '.join(sorted(FITTING[sort]))}"
            )
    if type(days) is not int or not 0 <= days <= LONGEST:
        raise BadRule(why=f"its days are no number from 0 to {LONGEST}")
    if not basis.strip() or len(basis) > 300:
        raise BadRule(why="it needs a basis of at most 300 characters: the law or the decision that it rests on")


@transaction.atomic
def end(*, rule: RetentionRule, on: date, by: Person, at: datetime) -> None:
    """Lets a rule end on a day, which is its last; sooner than it said, never later."""
    check_role(by, Role.ADMINISTRATOR)
    kept = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if on < kept.in_force_from:
        raise EndsBeforeStart(until=on.isoformat(), since=kept.in_force_from.isoformat())
    if kept.in_force_until is not None and on > kept.in_force_until:
        raise AlreadyEnded(code=kept.code, until=kept.in_force_until.isoformat())
    kept.in_force_until = on
    kept.save(update_fields=["in_force_until"])
    journal.record(act="retention.ended", thing=kept, by=by, at=at, facts={"until": on.isoformat()})


def in_force(day: date) -> list[RetentionRule]:
    """The rules of a day, by code."""
    rules = RetentionRule.objects.filter(in_force_from__lte=day).select_related("authority")
    return list(rules.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=day)).order_by("code"))


def due(at: datetime) -> list[Due]:
    """All that is due under the rules in force, the longest due first; a thing under two rules stands there twice."""
    today = day_of(at)
    found = [one for rule in in_force(today) for one in _under(rule, today)]
    return sorted(found, key=lambda one: (one.due_on, one.rule.code, one.title, one.thing_id))


def _under(rule: RetentionRule, today: date) -> Iterator[Due]:
    for kind, identifier, title, since in _candidates(rule):
        due_on = day_of(since) + timedelta(days=rule.days)
        if due_on <= today:
            yield Due(rule, kind, identifier, title, since, due_on, _reason(rule, since, due_on))


def _reason(rule: RetentionRule, since: datetime, due_on: date) -> str:
    label = str(Event(rule.event).label).lower()
    return f"{rule.code}: {rule.days} days after {label}, {day_of(since).isoformat()}; due on {due_on.isoformat()}"


def _candidates(rule: RetentionRule) -> Iterator[tuple[str, str, str, datetime]]:
    """(kind, identifier, title, moment of the event) of all that the rule is about and that is not erased yet."""
    roles = DOCUMENTS & set(rule.sorts)
    if roles:
        yield from _documents(rule, roles)
    if Sort.CATALOGUE in rule.sorts:
        yield from _superseded()
    if Sort.CORRESPONDENCE in rule.sorts:
        gone = Erased.objects.filter(thing_kind="correspondence", erased_at__isnull=False).values("thing_id")
        for entry in Correspondence.objects.exclude(pk__in=gone):
            yield entry.kind, entry.pk, entry.subject, entry.recorded_at


def _documents(rule: RetentionRule, roles: Collection[str]) -> Iterator[tuple[str, str, str, datetime]]:
    documents = Document.objects.filter(role__in=roles, erased_at__isnull=True)
    if rule.thing_kinds:
        documents = documents.filter(thing_kind__in=rule.thing_kinds)
    moment = _MOMENTS.get(rule.event) or _of_line(rule.event, set(documents.values_list("thing_id", flat=True)))
    for document in documents:
        since = moment(document)
        if since is not None:
            yield document.kind, document.pk, document.title, since


_MOMENTS: Mapping[str, Callable[[Document], datetime | None]] = {
    Event.ADDED: lambda document: document.added_at,
    Event.WITHDRAWN: lambda document: document.withdrawn_at,
}


def _of_line(event: str, things: Iterable[str]) -> Callable[[Document], datetime | None]:
    """Since when the line on which a document hangs is in one of the event's states."""
    theirs, ours = _LINES[event]
    since = {
        (kind, pk): moment
        for kind, rows in (
            ("orderline", OrderLine.objects.filter(pk__in=things, state__in=theirs)),
            ("needline", NeedLine.objects.filter(pk__in=things, state__in=ours)),
        )
        for pk, moment in rows.values_list("pk", "state_since")
    }
    return lambda document: since.get((document.thing_kind, document.thing_id))


def _superseded() -> Iterator[tuple[str, str, str, datetime]]:
    """Catalogues after which the partner sent a newer one, since that came; the newest is always kept."""
    newer: dict[str, datetime] = {}
    rows = ReceivedCatalogue.objects.select_related("partner").order_by(F("partner"), "-received_at")
    for received in rows:
        since = newer.get(received.partner_id)
        newer[received.partner_id] = received.received_at
        if since is not None:
            yield received.kind, received.pk, f"{received.partner.code} {received.offer}", since
