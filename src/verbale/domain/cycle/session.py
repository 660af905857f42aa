"""Sessions of a commission: planned, moved, held or cancelled by us, and the partner's word about each (S2, S81).

The two words stand side by side (COMMISSION.md, 1.2): what the partner tells never changes what we planned. Both sides
know a session by its commission and its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import statute
from verbale.domain.spine import dispatch, journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session, SessionMove, SessionState, SessionWord
from verbale.records.text import Text, TextKind

WHAT = "session"
LONGEST_PLACE, LONGEST_REASON = 200, 4_000
MOST_NUMBER = 999

TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset(),
    SessionState.CANCELLED: frozenset({SessionState.PLANNED}),
}


class NotFounded(Refused):
    """“{title}” is no commission in force, so no session of it can be planned. Both sides found it first."""


class NumberTaken(Refused):
    """Session {number} of this commission is planned already, for {begins}. Move that one, or take another number."""


class NotPlanned(Refused):
    """Session {number} is “{state}” and cannot become “{wanted}”."""


class NotMoved(Refused):
    """Session {number} is “{state}”, and only one that is planned can be moved."""


class NoReason(WrongUse):
    """Whoever moves or cancels a session says why. Give the reason."""


class BadSession(WrongUse):
    """A session cannot be planned so: {why}."""


class NobodyHosts(WrongUse):
    """The statute does not say who hosts session {number}. Name the host: {sides}."""


class NotASession(Faulty):
    """What {partner} told of a session cannot be taken: {why}."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one side says of a session: number, host, place, first and last day, state and reason."""

    number: int
    host: str
    begins: str
    ends: str = ""
    place: str = ""
    state: str = SessionState.PLANNED
    reason: str = ""

    def __post_init__(self) -> None:
        begins, ends = ImpreciseDate.read(self.begins), ImpreciseDate.read(self.ends)
        object.__setattr__(self, "begins", begins.edtf)
        object.__setattr__(self, "ends", ends.edtf)
        if not 1 <= self.number <= MOST_NUMBER:
            raise BadSession(why=f"its number is not 1 to {MOST_NUMBER}")
        if begins.earliest is None or begins.latest is None:
            raise BadSession(why="it has no date on which it begins; a year will do")
        if ends.latest is not None and ends.latest < begins.earliest:
            raise BadSession(why="it ends before it begins")
        for name, longest in (("place", LONGEST_PLACE), ("reason", LONGEST_REASON)):
            if len(getattr(self, name)) > longest or "\0" in getattr(self, name):
                raise BadSession(why=f"its {name} is no text of at most {longest} characters")
        if self.state not in SessionState.values:
            raise BadSession(why=f"it cannot be “{self.state[:20]}”")


@transaction.atomic
def plan(
    *, commission: Text, begins: str, by: Person, at: datetime, number: int | None = None, host: str = "",
    ends: str = "", place: str = "",
) -> Session:  # fmt: skip
    """Plans a session: the number after the last, and the host whom the statute names, unless they are given."""
    check_role(by, Role.DESK)
    if commission.text_kind != TextKind.COMMISSION or not commission.in_force:
        raise NotFounded(title=commission.title())
    taken = {one.number: one for one in Session.objects.select_for_update().filter(commission=commission)}
    counted = number if number is not None else max(taken, default=0) + 1
    if counted in taken:
        raise NumberTaken(number=counted, begins=taken[counted].begins)
    rules = _rules(commission)
    sides = [party.us().code, commission.partner.code]
    hosting = host or (rules.host_of(counted, sides) if rules else "")
    if hosting not in sides:
        raise NobodyHosts(number=counted, sides=" / ".join(sides))
    said = Plan(counted, hosting, begins, ends, place.strip())
    session = Session.objects.create(
        commission=commission, statute=rules.text if rules else None, planned_by=by, planned_at=at, **asdict(said)
    )
    _record("session.planned", session, by, at)
    return session


@transaction.atomic
def move(
    *, session: Session, begins: str, reason: str, by: Person, at: datetime, ends: str = "", place: str = "",
    host: str = "",
) -> Session:  # fmt: skip
    """Gives a session another date, place or host; the former date stays, with the reason (3.4)."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    if locked.state != SessionState.PLANNED:
        raise NotMoved(number=locked.number, state=locked.get_state_display())
    if not reason.strip():
        raise NoReason()
    sides = [party.us().code, locked.commission.partner.code]
    if host and host not in sides:
        raise NobodyHosts(number=locked.number, sides=" / ".join(sides))
    said = Plan(
        locked.number, host or locked.host, begins, ends, place.strip() or locked.place, reason=reason.strip()
    )  # fmt: skip
    if (locked.begins, locked.ends) != (said.begins, said.ends):
        SessionMove.objects.create(
            session=locked, begins=locked.begins, ends=locked.ends, side=sides[0], reason=said.reason, by=by, at=at
        )
    return _say(locked, said, "session.moved", by, at)


@transaction.atomic
def cancel(*, session: Session, reason: str, by: Person, at: datetime) -> Session:
    """Says that a planned session will not be; it stays in the plan with the reason."""
    if not reason.strip():
        raise NoReason()
    return _become(session, SessionState.CANCELLED, reason.strip(), by, at)


@transaction.atomic
def resume(*, session: Session, by: Person, at: datetime) -> Session:
    """Plans a session again that was cancelled."""
    return _become(session, SessionState.PLANNED, "", by, at)


@transaction.atomic
def held(*, session: Session, begins: str, ends: str, by: Person, at: datetime) -> Session:
    """Says that a session took place, from its first to its last day."""
    check_role(by, Role.DESK)
    locked = _locked(session, SessionState.HELD)
    said = Plan(locked.number, locked.host, begins, ends, locked.place, SessionState.HELD)
    if (locked.begins, locked.ends) != (said.begins, said.ends):
        SessionMove.objects.create(
            session=locked, begins=locked.begins, ends=locked.ends, side=party.us().code, by=by, at=at
        )
    return _say(locked, said, "session.held", by, at)


@transaction.atomic
def tell(*, session: Session, by: Person, at: datetime) -> Session:
    """Tells the partner our word about a session, as it stands."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    body: dict[str, Json] = {"commission": locked.commission_id, **_plain(locked)}
    dispatch.queue(partner=locked.commission.partner, what=WHAT, body=body, thing=locked, at=at)
    locked.told_at = at
    locked.save(update_fields=["told_at"])
    _record("session.told", locked, by, at)
    return locked


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> SessionWord:
    """Keeps the partner's word about a session; one that only it has planned yet comes to stand in our plan too."""
    said, commission = _read(partner, body)
    session = Session.objects.select_for_update().filter(commission=commission, number=said.number).first()
    if session is None:
        rules = _rules(commission)
        session = Session.objects.create(
            commission=commission, statute=rules.text if rules else None, planned_at=at, **asdict(said)
        )
    _keep_former(session, said, at)
    word, _ = SessionWord.objects.update_or_create(session=session, defaults={**asdict(said), "told_at": at})
    if session.planned_by is None and session.told_at is None:
        # Nobody here has a word of our own yet: the plan shows theirs.
        Session.objects.filter(pk=session.pk).update(**asdict(said))
    facts: dict[str, Json] = {"number": said.number, "begins": said.begins, "state": said.state}
    journal.record(act="session.partner told", thing=session, by=None, at=at, facts=facts)
    return word


def _keep_former(session: Session, said: Plan, at: datetime) -> None:
    """Keeps the dates that the partner's word had before, if it has others now (3.4)."""
    former = SessionWord.objects.filter(session=session).first()
    if former is not None and (former.begins, former.ends) != (said.begins, said.ends):
        SessionMove.objects.create(
            session=session, begins=former.begins, ends=former.ends, side=session.commission.partner.code,
            reason=said.reason, at=at,
        )  # fmt: skip


@transaction.atomic
def agree(*, session: Session, by: Person, at: datetime) -> Session:
    """Takes the partner's word about a session as our own: its dates, place and state."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    word = SessionWord.objects.filter(session=locked).first()
    if word is None:
        raise NotFound(what="word of the partner", which=str(locked.number))
    theirs = plan_of(word)
    if theirs.state != locked.state:
        _locked(session, SessionState(theirs.state))
    if (locked.begins, locked.ends) != (theirs.begins, theirs.ends) and locked.planned_by is not None:
        SessionMove.objects.create(
            session=locked, begins=locked.begins, ends=locked.ends, side=locked.commission.partner.code,
            reason=theirs.reason, by=by, at=at,
        )  # fmt: skip
    locked.planned_by = locked.planned_by or by
    return _say(locked, theirs, "session.agreed", by, at)


def plan_of(one: Session | SessionWord) -> Plan:
    """What a side says of a session, in one value, so that the two words can be compared."""
    return Plan(one.number, one.host, one.begins, one.ends, one.place, one.state, one.reason)


def differences(session: Session) -> Iterator[tuple[str, str, str]]:
    """Where our word and the partner's differ: what, ours, theirs. Reasons may differ.

    The partner's word is read with the session where ``word`` was selected along.
    """
    word: SessionWord | None = getattr(session, "word", None)
    if word is None:
        return
    ours, theirs = asdict(plan_of(session)), asdict(plan_of(word))
    for name in ("number", "host", "begins", "ends", "place", "state"):
        if ours[name] != theirs[name]:
            yield name, str(ours[name]), str(theirs[name])


def _rules(commission: Text) -> statute.Statute | None:
    try:
        return statute.in_force(commission)
    except NotFound:
        return None


def _locked(session: Session, wanted: SessionState) -> Session:
    locked = Session.objects.select_for_update().get(pk=session.pk)
    state = SessionState(locked.state)
    if wanted not in TRANSITIONS[state]:
        raise NotPlanned(number=locked.number, state=locked.get_state_display(), wanted=wanted.label)
    return locked


def _become(session: Session, wanted: SessionState, reason: str, by: Person, at: datetime) -> Session:
    check_role(by, Role.DESK)
    locked = _locked(session, wanted)
    said = Plan(locked.number, locked.host, locked.begins, locked.ends, locked.place, wanted, reason)
    return _say(locked, said, f"session.{wanted.value}", by, at)


def _say(session: Session, said: Plan, act: str, by: Person, at: datetime) -> Session:
    for name, value in asdict(said).items():
        setattr(session, name, value)
    session.told_at = None
    session.save()
    _record(act, session, by, at)
    return session


def _plain(session: Session) -> dict[str, Json]:
    return {name: str(value) if name != "number" else value for name, value in asdict(plan_of(session)).items()}


def _record(act: str, session: Session, by: Person, at: datetime) -> None:
    facts: dict[str, Json] = {"number": session.number, "begins": session.begins, "host": session.host}
    journal.record(act=act, thing=session, by=by, at=at, facts=facts)


_FIELDS = {"commission", "number", "host", "begins", "ends", "place", "state", "reason"}


def _read(partner: Party, body: Mapping[str, Any]) -> tuple[Plan, Text]:
    """The word that a message tells, and of which commission; refuses what cannot be."""

    def refuse(why: str) -> NotASession:
        return NotASession(partner=partner.code, why=why)

    if set(body) != _FIELDS or type(body["number"]) is not int:
        raise refuse("it has other fields than a session has")
    if not all(isinstance(body[name], str) for name in _FIELDS - {"number"}):
        raise refuse("one of its fields is no text")
    founded = Text.objects.filter(partner=partner, text_kind=TextKind.COMMISSION).exclude(in_force="")
    commission = founded.filter(pk=body["commission"]).first()
    if commission is None:
        raise refuse("it names no commission that both sides founded")
    if body["host"] not in (party.us().code, partner.code):
        raise refuse("its host is neither side")
    try:
        said = Plan(**{name: body[name] for name in _FIELDS - {"commission"}})
    except WrongUse as fault:
        raise refuse(fault.sentence()) from fault
    return said, commission
