"""Texts on which both sides agree: proposing, approving, taking back, giving notice (docs/PROTOCOL.md, section 12).

Each verb is one act of our side: a link of our chain on that text, queued for the partner in the same transaction, and
signed by the node when its pouch is sealed. What stands after it, `engines.agreement` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from verbale.domain.spine import authority, channel, dispatch, journal, office, party
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.domain.spine.text_record import acts_of, keep_revision, refresh, revision_of, utc_day
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused
from verbale.kernel.identifier import new_identifier
from verbale.records.dispatch import Message, MessageState
from verbale.records.party import Party
from verbale.records.person import Authority, Person, Role
from verbale.records.record import in_language
from verbale.records.text import Text, TextAct

WHAT = "text act"
Sign = Callable[[bytes], tuple[str, str]]
"""Signs bytes for ``verbale-text``: the signature, and the fingerprint of the keys that made it."""
ANSWER_WITHIN = timedelta(days=30)
"""How long an answer to a proposal is waited for where nothing else was said (S19)."""
PROPOSES = "desk"
"""By what right a proposal is made: the desk writes, an authority approves."""


class CatchingUp(Refused):
    """This node was restored, and {partner} has not confirmed that yet. Until it has, and has returned what we did
    before, no act on a text can be done: it might have been done already."""


class NoTextAuthority(Refused):
    """Texts are approved here by the holders of the authority “{authority}”, which nobody has defined. An
    administrator defines it and grants it."""


class NotAwaited(Refused):
    """No answer is awaited on this text, so there is no date to set."""


@transaction.atomic
def open_text(
    *, partner: Party, revision: agreement.Revision, by: Person, at: datetime, note: str = "",
    respond_by: date | None = None, identifier: str | None = None,
) -> Text:  # fmt: skip
    """Proposes the first revision of a new text: its identity is ours to choose, and we are its depositary (12.1)."""
    check_role(by, Role.DESK)
    _check_caught_up(partner)
    text = Text.objects.create(
        id=identifier or new_identifier(), partner=partner, text_kind=revision.kind, depositary=party.us().code,
        titles=dict(revision.title), state="", opened_at=at, moved_at=at,
    )  # fmt: skip
    act = agreement.draft_first(
        text=text.pk, side=party.us().code, revision=revision.hash, by=_desk(by), at=at, note=note
    )
    keep_revision(text, revision, at)
    _do(text, act, by, at)
    return await_answer(text=text, respond_by=respond_by or office.day_of(at) + ANSWER_WITHIN, by=by, at=at)


@transaction.atomic
def propose(
    *, text: Text, revision: agreement.Revision, by: Person, at: datetime, answers: str | None = None, note: str = "",
    respond_by: date | None = None,
) -> TextAct:  # fmt: skip
    """Proposes a revision: a change of the text in force, a counter-proposal, or a correction of our own proposal."""
    check_role(by, Role.DESK)
    locked = _open_for_us(text)
    act = _draft(locked, Kind.PROPOSE, _desk(by), at, revision=revision.hash, answers=answers, note=note)
    keep_revision(locked, revision, at)
    row = _do(locked, act, by, at)
    await_answer(text=locked, respond_by=respond_by or office.day_of(at) + ANSWER_WITHIN, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, text: Text, by: Person, at: datetime, note: str = "") -> TextAct:
    """Withdraws our standing proposal."""
    check_role(by, Role.DESK)
    locked = _open_for_us(text)
    return _do(locked, _draft(locked, Kind.WITHDRAW, _desk(by), at, note=note), by, at)


@transaction.atomic
def approve(*, text: Text, revision: str, by: Person, at: datetime, second_factor: bool, note: str = "") -> TextAct:
    """Approves, for our side, the revision with exactly this hash."""
    locked = _open_for_us(text)
    who = signatory(locked, by, at, second_factor)
    return _do(locked, _draft(locked, Kind.APPROVE, who, at, revision=revision, note=note), by, at)


@transaction.atomic
def take_back(*, text: Text, by: Person, at: datetime, second_factor: bool, note: str = "") -> TextAct:
    """Takes our side's approval back; void if the depositary has concluded meanwhile (12.6)."""
    locked = _open_for_us(text)
    return _do(locked, _draft(locked, Kind.TAKE_BACK, signatory(locked, by, at, second_factor), at, note=note), by, at)


@transaction.atomic
def give_notice(
    *, text: Text, last_day: date, by: Person, at: datetime, second_factor: bool, note: str = ""
) -> TextAct:
    """Gives notice of the end of the text in force, with its last day (12.8)."""
    locked = _open_for_us(text)
    who = signatory(locked, by, at, second_factor)
    return _do(locked, _draft(locked, Kind.GIVE_NOTICE, who, at, last_day=last_day, note=note), by, at)


@transaction.atomic
def await_answer(*, text: Text, respond_by: date, by: Person, at: datetime) -> Text:
    """Sets until when an answer to the proposal that stands is awaited: theirs to ours, or ours to theirs (S19)."""
    check_role(by, Role.DESK)
    locked = Text.objects.select_for_update().get(pk=text.pk)
    if not locked.change:
        raise NotAwaited()
    locked.respond_by = respond_by
    locked.save(update_fields=["respond_by"])
    facts: dict[str, Json] = {"by": respond_by.isoformat()}
    journal.record(act="text.answer awaited", thing=locked, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def set_authority(*, text: Text, code: str, by: Person, at: datetime) -> None:
    """Says whose holders approve a text for our side."""
    check_role(by, Role.ADMINISTRATOR)
    if not Authority.objects.filter(code=code).exists():
        raise NoTextAuthority(authority=code)
    text.authority = code
    text.save(update_fields=["authority"])
    journal.record(act="text.authority", thing=text, by=by, at=at, facts={"authority": code})


def settle(*, partner: Party, at: datetime) -> None:
    """Concludes, where we are the depositary, what both sides have approved (12.5); call it in a transaction.

    Not while we catch up after a restore: it might have been concluded already, otherwise.
    """
    if channel.of(partner).catching_up:
        return
    for text in Text.objects.select_for_update().filter(partner=partner, depositary=party.us().code):
        conclude_if_due(text, at)


def conclude_if_due(text: Text, at: datetime) -> TextAct | None:
    """The depositary's act, if both approvals are known and none was before it."""
    acts, ours = acts_of(text), party.us().code
    if not acts or agreement.conclusion_due(_standing(acts, at), ours) is None:
        return None
    return _do(text, agreement.draft(Kind.CONCLUDE, acts, ours, by=None, at=at), None, at)


def sign_waiting(messages: Iterable[Message], sign: Sign, *, revoked: frozenset[str] = frozenset()) -> None:
    """Signs the acts among messages that wait, in the transaction that drafts their pouch.

    ``sign`` takes bytes and gives the signature and the fingerprint of its keys. What was signed with ``revoked`` keys
    and did not leave is signed anew.
    """
    for message in messages:
        if message.what != WHAT or message.state != MessageState.QUEUED:
            continue
        row = TextAct.objects.get(message=message)
        if row.signature and row.signer not in revoked:
            continue
        row.signature, row.signer = sign(agreement.Act.of_json(row.body).as_bytes())
        row.save(update_fields=["signature", "signer"])
        message.body = {**message.body, "signature": row.signature}
        message.save(update_fields=["body"])


def _open_for_us(text: Text) -> Text:
    locked = Text.objects.select_for_update().select_related("partner").get(pk=text.pk)
    _check_caught_up(locked.partner)
    return locked


def _check_caught_up(partner: Party) -> None:
    if channel.of(partner).catching_up:
        raise CatchingUp(partner=partner.code)


def _draft(
    text: Text, kind: Kind, who: agreement.Signatory, at: datetime, *, revision: str | None = None,
    answers: str | None = None, last_day: date | None = None, note: str = "",
) -> agreement.Act:  # fmt: skip
    return agreement.draft(
        kind, acts_of(text), party.us().code, by=who, at=at, revision=revision, answers=answers, last_day=last_day,
        note=note,
    )  # fmt: skip


def _do(text: Text, act: agreement.Act, by: Person | None, at: datetime) -> TextAct:
    """Keeps an act of ours, queues it, and concludes if that is now due."""
    content = revision_of(text, act.revision).as_json() if act.kind is Kind.PROPOSE else None
    row = TextAct(
        text=text, side=act.side, number=act.number, act=act.kind.value, hash=act.hash, body=act.as_json(), by=by,
        done_at=at,
    )  # fmt: skip
    body: dict[str, Json] = {"act": act.as_json(), "signature": "", "content": content}
    row.message = dispatch.queue(partner=text.partner, what=WHAT, body=body, thing=text, at=at)
    row.save(force_insert=True)
    refresh(text, at)
    facts: dict[str, Json] = {"act": act.hash, "revision": act.revision, "number": act.number}
    journal.record(act=f"text.{act.kind.value}", thing=text, by=by, at=at, facts=facts)
    if act.kind is not Kind.CONCLUDE and act.depositary == act.side:
        conclude_if_due(text, at)
    return row


def _standing(acts: Iterable[agreement.Act], at: datetime) -> agreement.Standing:
    return agreement.fold(acts, utc_day(at))


def _office() -> str:
    return in_language(office.office().names, "en") or party.us().code


def _desk(person: Person) -> agreement.Signatory:
    return agreement.Signatory(person.name, PROPOSES, _office())


def signatory(text: Text, person: Person, at: datetime, second_factor: bool) -> agreement.Signatory:
    """The person as one who holds the authority that approves this text, on that day, with a second factor."""
    check_role(person, Role.APPROVER)
    check_second_factor(second_factor)
    approving = Authority.objects.filter(code=text.authority).first()
    if approving is None:
        raise NoTextAuthority(authority=text.authority)
    authority.check_holds(person, approving, office.day_of(at))
    return agreement.Signatory(person.name, approving.code, _office())


def find(partner: Party, identifier: str) -> Text:
    """The text with this identity; refuses one that is not shared with this partner."""
    text = Text.objects.filter(pk=identifier, partner=partner).first()
    if text is None:
        raise NotFound(what="text", which=identifier)
    return text
