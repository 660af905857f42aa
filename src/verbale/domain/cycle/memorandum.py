"""Each side's memorandum for a session: written in versions, approved by an authority, told; and the partner's (S15).

COMMISSION.md, 4.1 and 4.2. Items keep their identity through all versions, so that a later one changes an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import memorandum_paper, statute
from verbale.domain.cycle.memorandum_content import Content, Item
from verbale.domain.cycle.memorandum_version import (
    all_items,
    content_of,
    last_told,
    newest,
    our_draft,
    ours,
    telling,
    told_items,
)
from verbale.domain.cycle.session_known import make_known
from verbale.domain.cycle.statute import OTHER
from verbale.domain.spine import authority, dispatch, journal, office, party
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.kernel.identifier import is_identifier
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.memorandum import Memorandum, MemorandumState
from verbale.records.party import Party
from verbale.records.person import Authority, Person, Role
from verbale.records.session import Session, SessionState
from verbale.records.text import Text, TextKind

WHAT = "memorandum"
AUTHORITY = "memoranda"
"""The code of the authority whose holders approve our memoranda."""
MOST_VERSIONS = 999

TRANSITIONS: dict[MemorandumState, frozenset[MemorandumState]] = {
    MemorandumState.DRAFT: frozenset({MemorandumState.APPROVED}),
    MemorandumState.APPROVED: frozenset({MemorandumState.TOLD}),
    MemorandumState.TOLD: frozenset(),
}


class DraftOpen(Refused):
    """Version {version} of this memorandum is still a draft. Change that one, or have it approved first."""


class NotWritten(Refused):
    """We have no memorandum for session {number} yet, so there is none to begin a further version from."""


class Incomplete(Refused):
    """Version {version} lacks its {lacking}. A memorandum holds agenda and schedule before it is approved."""


class NoMemorandumAuthority(Refused):
    """Memoranda are approved here by the holders of the authority “{authority}”, which nobody has defined. An
    administrator defines it and grants it."""


class NotApproved(Refused):
    """Version {version} is “{state}” and cannot be told. It is told once, after it was approved."""


class Overtaken(Refused):
    """Version {version} was overtaken: version {later} was told already."""


class Began(Refused):
    """Session {number} began on {day}, or was held. A memorandum is told before a session begins."""


class NoMandate(WrongUse):
    """No statute is in force for this commission, so there is no duty {duty}. Put the item under “other”."""


class NoSuchItem(WrongUse):
    """The other side told no item {item} for this session, so ours cannot be one with it."""


class NotOwnItem(WrongUse):
    """The identity {item} belongs to an item of the other side. Say that an item is one with it instead."""


class NotAMemorandum(Faulty):
    """What {partner} told as a memorandum cannot be taken: {why}."""


@transaction.atomic
def draft(*, session: Session, content: Content, by: Person, at: datetime) -> Memorandum:
    """Writes the next version of our memorandum for a session; one that is still a draft is changed instead."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    last = newest(locked, party.us().code)
    if last is not None and last.state == MemorandumState.DRAFT:
        raise DraftOpen(version=last.version)
    _check_items(locked, content, locked.commission.partner.code)
    row = Memorandum.objects.create(
        session=locked, side=party.us().code, version=last.version + 1 if last else 1, titles=dict(content.titles),
        written_by=by, written_at=at, **content.as_json(),
    )  # fmt: skip
    if last is not None:
        memorandum_paper.carry(last, row)
    _record("memorandum.drafted", row, by, at)
    return row


@transaction.atomic
def change(*, memorandum: Memorandum, content: Content, by: Person, at: datetime) -> Memorandum:
    """Writes a draft anew; the papers of supplements that it keeps stay with them."""
    check_role(by, Role.DESK)
    locked = our_draft(memorandum)
    _check_items(locked.session, content, locked.session.commission.partner.code)
    before = Memorandum.objects.get(pk=locked.pk)
    locked.titles = dict(content.titles)
    for name, value in content.as_json().items():
        setattr(locked, name, value)
    locked.written_by, locked.written_at = by, at
    locked.save()
    memorandum_paper.carry(before, locked)
    _record("memorandum.changed", locked, by, at)
    return locked


@transaction.atomic
def further(*, session: Session, by: Person, at: datetime) -> Memorandum:
    """Begins a further version from our last one: the same items, under their identities, and the same papers."""
    last = newest(session, party.us().code)
    if last is None:
        raise NotWritten(number=session.number)
    return draft(session=session, content=content_of(last), by=by, at=at)


@transaction.atomic
def approve(*, memorandum: Memorandum, by: Person, at: datetime, second_factor: bool) -> Memorandum:
    """Approves a draft as a holder of the authority; one without agenda or schedule is refused (S15)."""
    check_role(by, Role.APPROVER)
    check_second_factor(second_factor)
    approving = Authority.objects.filter(code=AUTHORITY).first()
    if approving is None:
        raise NoMemorandumAuthority(authority=AUTHORITY)
    authority.check_holds(by, approving, office.day_of(at))
    locked = our_draft(memorandum)
    if lacking := [name for name in ("agenda", "schedule") if not getattr(locked, name)]:
        raise Incomplete(version=locked.version, lacking=" and ".join(lacking))
    _check_items(locked.session, content_of(locked), locked.session.commission.partner.code)
    locked.state, locked.approved_by, locked.approved_at = MemorandumState.APPROVED, by, at
    locked.save(update_fields=["state", "approved_by", "approved_at"])
    _record("memorandum.approved", locked, by, at)
    return locked


@transaction.atomic
def tell(*, memorandum: Memorandum, by: Person, at: datetime) -> Memorandum:
    """Tells the partner an approved version, before the session begins; the session first, if it does not know it."""
    check_role(by, Role.DESK)
    locked = ours(memorandum)
    if MemorandumState.TOLD not in TRANSITIONS[MemorandumState(locked.state)]:
        raise NotApproved(version=locked.version, state=locked.get_state_display())
    session = locked.session
    if began(session, at):
        raise Began(number=session.number, day=session.begins)
    later = last_told(session, locked.side)
    if later is not None and later.version > locked.version:
        raise Overtaken(version=locked.version, later=later.version)
    locked.state, locked.told_at = MemorandumState.TOLD, at
    locked.save(update_fields=["state", "told_at"])
    make_known(session=session, by=by, at=at)
    dispatch.queue(partner=session.commission.partner, what=WHAT, body=body_of(locked), thing=locked, at=at)
    _record("memorandum.told", locked, by, at)
    return locked


def body_of(memorandum: Memorandum) -> dict[str, Json]:
    """What the partner is told of a memorandum; its version is the count of our tellings (4.2)."""
    return {
        "commission": memorandum.session.commission_id, "session": memorandum.session.number,
        "version": telling(memorandum), "title": memorandum.titles, "agenda": memorandum.agenda,
        "schedule": memorandum.schedule, "supplements": memorandum.supplements,
    }  # fmt: skip


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> Memorandum:
    """Keeps a version of the partner's memorandum. Its first one is kept however late it comes, a further one only
    until the session begins; the last version once more, as it was, changes nothing."""
    session, version, content = _read(partner, body)
    last = newest(session, partner.code)
    if last is not None:
        if last.version == version and content_of(last) == content:
            return last
        if version <= last.version:
            raise NotAMemorandum(partner=partner.code, why=f"version {last.version} of it came before")
        if began(session, at):
            raise NotAMemorandum(partner=partner.code, why=f"session {session.number} has begun")
    row = Memorandum.objects.create(
        session=session, side=partner.code, version=version, titles=dict(content.titles), state=MemorandumState.TOLD,
        written_at=at, told_at=at, **content.as_json(),
    )  # fmt: skip
    _record("memorandum.partner told", row, None, at)
    return row


def began(session: Session, at: datetime) -> bool:
    """Whether a session began: it was held, or the last day on which it may begin has come (a day) or passed."""
    return has_begun(session, office.day_of(at))


def has_begun(session: Session, today: date) -> bool:
    """The same on a day."""
    begins = ImpreciseDate.read(session.begins)
    if session.state == SessionState.HELD or begins.latest is None:
        return session.state == SessionState.HELD
    return today >= begins.latest if begins.precision is Precision.DAY else today > begins.latest


def _check_items(session: Session, content: Content, other: str) -> None:
    """Each item falls under a duty of the mandate or is another issue; it is one only with what the other side told."""
    for item in content.agenda:
        _check_duty(session.commission, item)
    if taken := {item.id for item in content.agenda} & all_items(session, other):
        raise NotOwnItem(item=min(taken))
    named = {item.same_as for item in content.agenda if item.same_as}
    if foreign := named - told_items(session, other):
        raise NoSuchItem(item=min(foreign))


def _check_duty(commission: Text, item: Item) -> None:
    try:
        mandate = statute.in_force(commission)
    except NotFound:
        if item.duty != OTHER:
            raise NoMandate(duty=item.duty) from None
    else:
        mandate.duty(item.duty)


def _record(act: str, row: Memorandum, by: Person | None, at: datetime) -> None:
    facts: dict[str, Json] = {"session": row.session_id, "version": row.version, "items": len(row.agenda)}
    journal.record(act=act, thing=row, by=by, at=at, facts=facts)


_FIELDS = {"commission", "session", "version", "title", "agenda", "schedule", "supplements"}


def _read(partner: Party, body: Mapping[str, Any]) -> tuple[Session, int, Content]:
    """What a message tells, and of which session; refuses what cannot be."""

    def refuse(why: str) -> NotAMemorandum:
        return NotAMemorandum(partner=partner.code, why=why)

    if set(body) != _FIELDS or not isinstance(body["commission"], str):
        raise refuse("it has other fields than a memorandum has")
    if not all(type(body[name]) is int and 1 <= body[name] <= MOST_VERSIONS for name in ("session", "version")):
        raise refuse("its session or its version is no number")
    session = _session_named(partner, body["commission"], body["session"])
    if session is None:
        raise refuse("it names no session that we know")
    try:
        content = Content.of_json(body["title"], body)
        _check_items(session, content, party.us().code)
    except WrongUse as fault:
        raise refuse(fault.sentence()) from fault
    return session, body["version"], content


def _session_named(partner: Party, commission: str, number: int) -> Session | None:
    if not is_identifier(commission):
        return None
    found = Session.objects.select_for_update(of=("self",)).select_related("commission__partner")
    founded = {"commission__partner": partner, "commission__text_kind": TextKind.COMMISSION}
    return found.filter(commission=commission, number=number, **founded).first()
