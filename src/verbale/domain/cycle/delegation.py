"""Delegations: head and members with the office each held on that day; their names are kept until a day (S76).

COMMISSION.md, 5.1. One for a session is told to the partner, and the partner's comes so; one for a visit is ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.cycle import statute, words
from verbale.domain.cycle.session import MOST_NUMBER
from verbale.domain.cycle.session_known import make_known
from verbale.domain.spine import dispatch, journal, office, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.kernel.identifier import is_identifier
from verbale.records.delegation import Delegate, Delegation, Part
from verbale.records.dispatch import Message, MessageState, PouchState
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.text import TextKind
from verbale.records.visit import Visit

WHAT = "delegation"
LONGEST_NAME, LONGEST_OFFICE = 200, 300
MOST_DELEGATES = 200
LONGEST_KEPT = relativedelta(years=30)
"""How long names may be kept at most: names of people have an end date."""


class BadDelegation(WrongUse):
    """A delegation cannot be so: {why}."""


class NotTold(Refused):
    """A delegation for a visit is not told by this node: the partner knows sessions by their number, and no visits."""


class NotOurs(Refused):
    """This is the delegation of {side}. Only that side can tell it."""


class TooFew(Refused):
    """The statute asks for {least} delegates of each side at least, and {named} is named. Name more before telling."""


class Theirs(Refused):
    """{side} told this delegation itself, so it is not named here. Ask {side} to tell it anew."""


class Forgotten(Refused):
    """The names of this delegation were kept until {day} and are gone. Name it anew."""


class NotADelegation(Faulty):
    """What {partner} told as its delegation cannot be taken: {why}."""


@dataclass(frozen=True, slots=True)
class Named:
    """One person of a delegation: name, the office held on that day, and the part."""

    name: str
    office: str
    part: str = Part.MEMBER

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", words.line(self.name, what="name", longest=LONGEST_NAME))
        held = words.line(self.office, what="office", longest=LONGEST_OFFICE)
        object.__setattr__(self, "office", held)
        if not isinstance(self.part, str) or self.part not in Part.values:
            raise BadDelegation(why=f"“{str(self.part)[:20]}” is no part; there are {', '.join(Part.values)}")

    @classmethod
    def of(cls, person: Person, part: str = Part.MEMBER) -> Self:
        """A person of this office with the office held now; a later change of office leaves it as it is."""
        return cls(person.name, person.office_held, part)

    def as_json(self) -> dict[str, Json]:
        """As it is told."""
        return {"name": self.name, "office": self.office, "part": str(self.part)}


@transaction.atomic
def name(
    *, to: Session | Visit, delegates: Sequence[Named], keep_until: date, by: Person, at: datetime, side: str = "",
) -> Delegation:  # fmt: skip
    """Names the delegation of a side, ours unless ``side`` says so, to a session or on a visit.

    Naming it again replaces it; where it was told, it counts as changed since, until it is told again. What the
    partner told of its own is not replaced by hand.
    """
    check_role(by, Role.DESK)
    us, them = party.us().code, _partner(to).code
    wanted = side or us
    if wanted not in (us, them):
        raise BadDelegation(why="it is of neither side")
    _check(delegates)
    _check_kept(keep_until, at)
    if wanted != us:
        _check_not_told(to, wanted)
    return _keep(to, wanted, delegates, keep_until, by, at)


@transaction.atomic
def tell(*, delegation: Delegation, by: Person, at: datetime) -> Delegation:
    """Tells the partner our delegation to a session, as it stands; the session first, if it does not know it."""
    check_role(by, Role.DESK)
    locked = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if locked.side != party.us().code:
        raise NotOurs(side=locked.side)
    if locked.session is None:
        raise NotTold()
    rows = list(locked.delegates.all())
    if not rows or locked.delete_after < office.day_of(at):
        raise Forgotten(day=locked.delete_after.isoformat())
    _check_enough(locked.session, rows)
    make_known(session=locked.session, by=by, at=at)
    _take_back(locked)
    body = body_of(locked)
    dispatch.queue(partner=locked.session.commission.partner, what=WHAT, body=body, thing=locked, at=at)
    locked.told_at = at
    locked.save(update_fields=["told_at"])
    _record("delegation.told", locked, len(rows), by, at)
    return locked


def body_of(delegation: Delegation) -> dict[str, Json]:
    """What the partner is told of our delegation to a session."""
    session = delegation.session
    if session is None:
        raise NotTold()
    return {
        "commission": session.commission_id, "session": session.number,
        "delegates": [Named(one.name, one.office, one.part).as_json() for one in delegation.delegates.all()],
        "keep_until": delegation.delete_after.isoformat(),
    }  # fmt: skip


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> Delegation:
    """Keeps the partner's delegation to a session, in the place of what it told before."""
    session, delegates, keep_until = _read(partner, body, at)
    row = _keep(session, partner.code, delegates, keep_until, None, at)
    row.told_at = at
    row.save(update_fields=["told_at"])
    return row


@transaction.atomic
def forget(*, on: date, at: datetime) -> list[Delegation]:
    """Removes the names of every delegation that were kept until a day before ``on``; returns which still had any.

    A message that waits is taken back; one that left loses the names once the partner has acknowledged its pouch,
    since until then it may have to be sent again as it was. Call it every day.
    """
    forgotten = []
    for row in Delegation.objects.select_for_update(of=("self",)).filter(delete_after__lt=on):
        _clear(row)
        count, _ = row.delegates.all().delete()
        if count:
            _record("delegation.forgotten", row, count, None, at)
            forgotten.append(row)
    return forgotten


def _take_back(row: Delegation) -> None:
    """Takes back what still waits to be told, and the names in it."""
    for message in _messages(row).filter(state=MessageState.QUEUED):
        message.state, message.body = MessageState.RECALLED, message.body | {"delegates": []}
        message.save(update_fields=["state", "body"])


def _clear(row: Delegation) -> None:
    """Takes the names out of every message that cannot have to be sent again."""
    _take_back(row)
    for message in _messages(row).filter(pouch__state__in=_OVER):
        if message.body.get("delegates"):
            message.body = message.body | {"delegates": []}
            message.save(update_fields=["body"])


def _messages(row: Delegation) -> QuerySet[Message]:
    told = Message.objects.select_for_update(of=("self",))
    return told.filter(what=WHAT, thing_kind=row.kind, thing_id=row.pk)


_OVER = (PouchState.ACKNOWLEDGED, PouchState.VOID)
"""A pouch in these states is not sent again."""


def changed_since_told(row: Delegation) -> bool:
    """Whether the partner holds an older delegation of ours than the one that stands here."""
    return row.told_at is not None and row.told_at < row.recorded_at


def of(thing: Session | Visit, side: str) -> Delegation | None:
    """The delegation of a side to a session or on a visit."""
    return Delegation.objects.filter(**_to(thing), side=side).first()


def _to(thing: Session | Visit) -> dict[str, Any]:
    return {"session": thing} if isinstance(thing, Session) else {"visit": thing}


def _partner(thing: Session | Visit) -> Party:
    return thing.commission.partner if isinstance(thing, Session) else thing.partner


def _check(delegates: Sequence[Named]) -> None:
    if not 1 <= len(delegates) <= MOST_DELEGATES:
        raise BadDelegation(why=f"it has not 1 to {MOST_DELEGATES} people")
    heads = sum(one.part == Part.HEAD for one in delegates)
    if heads != 1:
        raise BadDelegation(why=f"it has {heads} heads, and one leads it")


def _check_not_told(to: Session | Visit, side: str) -> None:
    kept = of(to, side)
    if kept is not None and kept.recorded_by_id is None and kept.delegates.exists():
        raise Theirs(side=side)


def _check_kept(keep_until: date, at: datetime) -> None:
    today = office.day_of(at)
    if not today <= keep_until <= today + LONGEST_KEPT:
        raise BadDelegation(why="the day until which its names are kept is over, or more than 30 years away")


def _check_enough(session: Session, rows: Sequence[Delegate]) -> None:
    """Head and members are delegates; those who advise or interpret are not."""
    try:
        least = statute.in_force(session.commission).terms.delegates
    except NotFound:
        return
    named = sum(one.part in (Part.HEAD, Part.MEMBER) for one in rows)
    if named < least:
        raise TooFew(least=least, named=named)


def _keep(
    to: Session | Visit, side: str, delegates: Sequence[Named], keep_until: date, by: Person | None, at: datetime
) -> Delegation:
    facts = {"recorded_by": by, "recorded_at": at, "delete_after": keep_until}
    row, _ = Delegation.objects.select_for_update(of=("self",)).update_or_create(**_to(to), side=side, defaults=facts)
    row.delegates.all().delete()
    Delegate.objects.bulk_create(
        Delegate(delegation=row, place=place, name=one.name, office=one.office, part=one.part)
        for place, one in enumerate(delegates, 1)
    )
    _record("delegation.named" if by else "delegation.partner told", row, len(delegates), by, at)
    return row


def _record(act: str, row: Delegation, count: int, by: Person | None, at: datetime) -> None:
    """Names stay out of the journal, from which nothing is taken away."""
    facts: dict[str, Json] = {"side": row.side, "people": count, "until": row.delete_after.isoformat()}
    journal.record(act=act, thing=row, by=by, at=at, facts=facts)


_FIELDS = {"commission", "session", "delegates", "keep_until"}


def _read(partner: Party, body: Mapping[str, Any], at: datetime) -> tuple[Session, list[Named], date]:
    """What a message tells, and of which session; refuses what cannot be."""

    def refuse(why: str) -> NotADelegation:
        return NotADelegation(partner=partner.code, why=why)

    if set(body) != _FIELDS or type(body["session"]) is not int:
        raise refuse("it has other fields than a delegation has")
    if not all(isinstance(body[name], str) for name in ("commission", "keep_until")):
        raise refuse("one of its fields is no text")
    session = _session_named(partner, body["commission"], body["session"])
    if session is None:
        raise refuse("it names no session that we know")
    rows = body["delegates"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) and set(row) == _DELEGATE for row in rows):
        raise refuse("its delegates are no list of name, office and part")
    try:
        delegates, keep_until = [Named(**row) for row in rows[: MOST_DELEGATES + 1]], _day(body["keep_until"])
        _check(delegates)
        _check_kept(keep_until, at)
    except WrongUse as fault:
        raise refuse(fault.sentence()) from fault
    return session, delegates, keep_until


def _session_named(partner: Party, commission: str, number: int) -> Session | None:
    if not is_identifier(commission) or not 1 <= number <= MOST_NUMBER:
        return None
    founded = {"commission__partner": partner, "commission__text_kind": TextKind.COMMISSION}
    return Session.objects.select_related("commission").filter(commission=commission, number=number, **founded).first()


_DELEGATE = {"name", "office", "part"}


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise BadDelegation(why=f"“{text[:20]}” is no day; write 2027-05-31")
    return found
