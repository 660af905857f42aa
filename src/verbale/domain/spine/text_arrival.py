"""Acts on texts that come from outside: the partner's, by pouch or by letter, and ours that the partner returns.

The clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import channel, journal, office, party, party_keys, text
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import acts_of, keep_revision, refresh
from verbale.engines import agreement
from verbale.engines.agreement import Kind, Receipt
from verbale.engines.seal import PublicKeys, verify_bytes
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, Refused
from verbale.kernel.identifier import new_identifier
from verbale.records.dispatch import ArrivedPouch
from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.text import Text, TextAct

NAMESPACE = "verbale-text"
WAITS = "text.waits"
"""The act by which the journal tells that an act of a partner waits for a text that we forgot in a restore."""


class NotSigned(Faulty):
    """An act on the text “{text}” came from {partner} without a signature of its node that holds. It was not counted;
    ask the partner."""


class NoContent(Faulty):
    """A proposal on the text “{text}” came from {partner} without the revision it proposes, or with another one."""


class OtherPartner(Refused):
    """The text “{text}” is not one with {partner}."""


class HasANode(Refused):
    """{partner} runs a node, so its acts come in pouches, signed. A letter is recorded as correspondence."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a message tells it: the act, its signature, and for a proposal the revision."""

    act: agreement.Act
    signature: str
    revision: agreement.Revision | None

    @classmethod
    def read(cls, body: Json) -> Told:
        """Reads the body of a message."""
        act, content = agreement.Act.of_json(body.get("act")), body.get("content")
        revision = agreement.Revision.of_json(content) if content is not None else None
        return cls(act, str(body.get("signature", "")), revision)


@transaction.atomic
def received(*, partner: Party, told: Told, arrived: ArrivedPouch, at: datetime) -> TextAct | None:
    """Keeps an act of the partner and works out what stands; None if it was known."""
    signer = _signer(told, partner, party_keys.trusted(partner))
    return _keep(partner, told, side=partner.code, signer=signer, at=at, arrived=arrived)


@transaction.atomic
def returned(*, partner: Party, told: Told, at: datetime) -> TextAct | None:
    """Takes an act of ours back that we had forgotten when we were restored (7.4); None if we knew it."""
    we = party.us()
    signer = _signer(told, we, party_keys.ever_trusted(we))
    return _keep(partner, told, side=we.code, signer=signer, at=at, taken_back_at=at)


@transaction.atomic
def waits(*, partner: Party, told: Told, arrived: ArrivedPouch, at: datetime) -> bool:
    """Whether an act of the partner is about a text that we forgot when we were restored; the journal then tells of it.

    Its pouch comes, as it was sealed, before the one in which the partner returns what we had proposed (7.4, 7.5).
    """
    known = Text.objects.filter(pk=told.act.text).exists()
    if known or told.revision is not None or not channel.of(partner).catching_up:
        return False
    _signer(told, partner, party_keys.trusted(partner))
    facts: dict[str, Json] = {"act": told.act.hash, "text": told.act.text}
    journal.record(act=WAITS, thing=arrived, by=None, at=at, facts=facts)
    return True


def waiting(partner: Party) -> list[tuple[ArrivedPouch, str]]:
    """The acts of the partner that waited for a text which is known by now: the pouch, and the act's hash."""
    found = []
    for identifier, facts in journal.each_of(WAITS):
        arrived = ArrivedPouch.objects.filter(pk=identifier, partner=partner).first()
        due = Text.objects.filter(pk=facts["text"]).exists() and not TextAct.objects.filter(hash=facts["act"]).exists()
        if arrived is not None and due:
            found.append((arrived, str(facts["act"])))
    return found


@transaction.atomic
def by_letter(
    *, partner: Party, kind: Kind, said_by: agreement.Signatory, letter: Document, by: Person, at: datetime,
    about: Text | None = None, revision: agreement.Revision | None = None, approves: str | None = None,
    last_day: date | None = None, note: str = "", opens: str = "",
) -> TextAct:  # fmt: skip
    """Records what a partner without a node did by letter: an act of its side, with the scan, without a signature
    (13.2). We are the depositary of such a text. Without ``about`` a text begins, whose identifier ``opens`` may give.
    """
    check_role(by, Role.DESK)
    if not partner.by_letter:
        raise HasANode(partner=partner.code)
    act = _letter_act(partner, kind, said_by, at, about, revision, approves, last_day, note, opens)
    told = Told(act, "", revision)
    row = _keep(partner, told, side=partner.code, signer="", at=at, letter=letter, by=by)
    if row is None:
        raise OtherPartner(text=act.text, partner=partner.code)
    text.settle(partner=partner, at=at)
    return row


def _letter_act(
    partner: Party, kind: Kind, said_by: agreement.Signatory, at: datetime, about: Text | None,
    revision: agreement.Revision | None, approves: str | None, last_day: date | None, note: str, opens: str,
) -> agreement.Act:  # fmt: skip
    hashed = revision.hash if revision else approves
    if about is None:
        if revision is None:
            raise NoContent(text="new", partner=partner.code)
        return agreement.draft_first(
            text=opens or new_identifier(), side=partner.code, revision=revision.hash, by=said_by, at=at, note=note,
            depositary=party.us().code,
        )  # fmt: skip
    return agreement.draft(
        kind, acts_of(about), partner.code, by=said_by, at=at, revision=hashed, last_day=last_day, note=note
    )


def _signer(told: Told, whose: Party, keys: Iterable[PublicKeys]) -> str:
    """The fingerprint of the keys that signed the act, if the side may be believed to have signed it (1.3)."""
    try:
        line = verify_bytes(told.act.as_bytes(), told.signature.encode("ascii", "replace"), NAMESPACE)
    except Refused as fault:
        raise NotSigned(text=told.act.text, partner=whose.code) from fault
    for one in keys:
        if one.signing == line:
            return one.fingerprint
    raise NotSigned(text=told.act.text, partner=whose.code)


def _keep(
    partner: Party, told: Told, *, side: str, signer: str, at: datetime, arrived: ArrivedPouch | None = None,
    letter: Document | None = None, by: Person | None = None, taken_back_at: datetime | None = None,
) -> TextAct | None:  # fmt: skip
    act = told.act
    about = _text(partner, told, at)
    if not letter:
        known = acts_of(about)
        receipt = agreement.check_received(act, known, side=side, sides=(party.us().code, partner.code))
        if receipt is Receipt.SEEN:
            return None
    _check_content(partner, told)
    if told.revision is not None:
        keep_revision(about, told.revision, at)
    row = TextAct.objects.create(
        text=about, side=act.side, number=act.number, act=act.kind.value, hash=act.hash, body=act.as_json(),
        signature=told.signature, signer=signer, by=by, done_at=act.at, arrived=arrived, letter=letter,
        taken_back_at=taken_back_at,
    )  # fmt: skip
    refresh(about, at)
    facts: dict[str, Json] = {"act": act.hash, "side": side, "number": act.number, "revision": act.revision}
    journal.record(act=f"text.{act.kind.value}", thing=about, by=by, at=at, facts=facts)
    if act.kind is Kind.PROPOSE and side == partner.code and about.change:
        about.respond_by = office.day_of(at) + text.ANSWER_WITHIN
        about.save(update_fields=["respond_by"])
    return row


def _text(partner: Party, told: Told, at: datetime) -> Text:
    """The text of an act, made by the first act of it that comes."""
    found = Text.objects.select_for_update().filter(pk=told.act.text).first()
    if found is not None:
        if found.partner_id != partner.pk:
            raise OtherPartner(text=told.act.text, partner=partner.code)
        return found
    _check_content(partner, told)
    if told.revision is None:
        raise NoContent(text=told.act.text, partner=partner.code)
    return Text.objects.create(
        id=told.act.text, partner=partner, text_kind=told.revision.kind, depositary=told.act.depositary,
        titles=dict(told.revision.title), state="", opened_at=at, moved_at=at,
    )  # fmt: skip


def _check_content(partner: Party, told: Told) -> None:
    proposes = told.act.kind is Kind.PROPOSE
    if proposes != (told.revision is not None) or (told.revision and told.revision.hash != told.act.revision):
        raise NoContent(text=told.act.text, partner=partner.code)
