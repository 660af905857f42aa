"""Asking a partner to erase what it holds, and answering when a partner asks us.

The clauses cited are those of docs/PROTOCOL.md, section 14. What a partner holds can only be asked for: its signed
answer says what it did, and nothing here can look whether it is so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from verbale.domain.spine import dispatch, journal, party, party_keys
from verbale.domain.spine.office import day_of, office
from verbale.domain.spine.person import check_role
from verbale.engines.seal import verify_bytes
from verbale.kernel.canonical import Json, canonical, digest_of
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.kernel.identifier import new_identifier
from verbale.records.dispatch import ArrivedPouch, Message, MessageFile, MessageState
from verbale.records.erasure import Answer, AskedFile, Erasure, ErasureAsked, Side
from verbale.records.party import Party
from verbale.records.person import Person, Role

ASKED, ANSWERED = "erasure asked", "erasure answered"
NAMESPACE = "verbale-erasure"
MOST = 1000
"""Files of one request."""
RULE_LIMIT, TEXT_LIMIT = 300, 4000
_HASH = re.compile(r"[0-9a-f]{64}")

Sign = Callable[[bytes, str], tuple[str, str]]
"""Given bytes and a namespace: the armoured signature, and the fingerprint of the keys that made it."""


class BadRequest(WrongUse):
    """This cannot be asked of a partner: {why}."""


class BadStatement(Faulty):
    """A request of {partner} to erase, or its answer, cannot be believed: {why}."""


class AlreadyAnswered(Refused):
    """This request was answered on {day}. An answer is given once."""


@transaction.atomic
def ask(
    *, partner: Party, hashes: Collection[str], rule: str, reason: str, by: Person, at: datetime,
    due_on: date | None = None, erasure: Erasure | None = None,
) -> ErasureAsked:  # fmt: skip
    """Asks a partner to erase files, and queues the request; the carrier signs it when it is sealed (14.1).

    A partner without a node is asked by letter; here stands only that it was.
    """
    check_role(by, Role.ADMINISTRATOR, Role.DESK)
    today = day_of(at)
    due_on = due_on or today + timedelta(days=office().answer_days)
    _check_request(partner, hashes, rule, reason, due_on, today)
    identifier, named = new_identifier(), sorted(set(hashes))
    body: dict[str, Json] = {
        "asked": identifier, "files": named, "rule": rule.strip(), "reason": reason.strip(),
        "due": due_on.isoformat(), "signature": "",
    }  # fmt: skip
    asked = ErasureAsked.objects.create(
        partner=partner, side=Side.OURS, asked=identifier, rule=rule.strip(), reason=reason.strip(), due_on=due_on,
        erasure=erasure, body=body, by=by, at=at,
    )  # fmt: skip
    AskedFile.objects.bulk_create(AskedFile(asked=asked, sha256=one) for one in named)
    if not partner.by_letter:
        asked.message = dispatch.queue(partner=partner, what=ASKED, body=body, thing=asked, at=at)
        asked.save(update_fields=["message"])
    facts: dict[str, Json] = {"partner": partner.code, "documents": named, "until": due_on.isoformat()}
    journal.record(act="erasure.asked", thing=asked, by=by, at=at, basis=asked.rule, facts=facts)
    return asked


def _check_request(partner: Party, hashes: Collection[str], rule: str, reason: str, due_on: date, today: date) -> None:
    if partner.is_us:
        raise BadRequest(why="we are not our own partner")
    if not rule.strip() or len(rule) > RULE_LIMIT or not reason.strip() or len(reason) > TEXT_LIMIT:
        raise BadRequest(why=f"it needs a rule of at most {RULE_LIMIT} signs and a reason of at most {TEXT_LIMIT}")
    if not hashes or len(set(hashes)) > MOST:
        raise BadRequest(why=f"it names no file, or more than {MOST}")
    if due_on < today:
        raise BadRequest(why=f"{due_on.isoformat()} is over")
    sealed = MessageFile.objects.filter(message__partner=partner, message__state=MessageState.SEALED)
    sent = set(sealed.values_list("file_id", flat=True))
    for one in hashes:
        if not _HASH.fullmatch(one):
            raise BadRequest(why=f"“{one[:70]}” is no SHA-256")
        # Asking for a file that never went there would tell the partner that we hold it.
        if one not in sent:
            raise BadRequest(why=f"{one} never went to {partner.code}")


def statement(*, what: str, sender: str, recipient: str, body: Mapping[str, Json]) -> bytes:
    """The bytes that are signed for ``verbale-erasure``: the body with who says it to whom, without the signature."""
    told = {key: value for key, value in body.items() if key != "signature"}
    return canonical({"version": 1, "what": what, "sender": sender, "recipient": recipient, "body": told})


def sign_waiting(messages: Sequence[Message], sign: Sign, *, revoked: frozenset[str] = frozenset()) -> None:
    """Puts the node's signature into the requests and answers among messages that wait and have none yet.

    What was signed with ``revoked`` keys and did not leave is signed anew. Call it in the transaction that drafts their
    pouch; only the carrier has keys.
    """
    us = party.us().code
    for message in messages:
        if message.what not in (ASKED, ANSWERED) or message.state != MessageState.QUEUED:
            continue
        asked = ErasureAsked.objects.get(pk=message.thing_id)
        before = asked.signer if message.what == ASKED else asked.answer_signer
        if message.body.get("signature") and before not in revoked:
            continue
        data = statement(what=message.what, sender=us, recipient=message.partner.code, body=message.body)
        armoured, fingerprint = sign(data, NAMESPACE)
        message.body = {**message.body, "signature": armoured}
        message.save(update_fields=["body"])
        _keep_signature(asked, message, armoured, fingerprint)


def _keep_signature(asked: ErasureAsked, message: Message, armoured: str, fingerprint: str) -> None:
    if message.what == ASKED:
        asked.signature, asked.signer, asked.body = armoured, fingerprint, message.body
    else:
        asked.answer_signature, asked.answer_signer, asked.answer_body = armoured, fingerprint, message.body
    asked.save()


@transaction.atomic
def take_request(*, partner: Party, body: Mapping[str, Any], arrived: ArrivedPouch, at: datetime) -> ErasureAsked:
    """Takes in a partner's signed request; nothing is erased by it: our desk decides, file by file."""
    signer = _signer(partner, ASKED, body)
    identifier, named = _text(partner, body, "asked", 26), body.get("files")
    rule, reason = _text(partner, body, "rule", RULE_LIMIT), _text(partner, body, "reason", TEXT_LIMIT)
    if not isinstance(named, list) or not 0 < len(named) <= MOST or len(set(map(str, named))) != len(named):
        raise BadStatement(partner=partner.code, why=f"it does not name from 1 to {MOST} files, each once")
    if not all(isinstance(one, str) and _HASH.fullmatch(one) for one in named):
        raise BadStatement(partner=partner.code, why="it names what is no SHA-256")
    if ErasureAsked.objects.filter(partner=partner, side=Side.THEIRS, asked=identifier).exists():
        raise BadStatement(partner=partner.code, why="it was asked before under this identifier")
    asked = ErasureAsked.objects.create(
        partner=partner, side=Side.THEIRS, asked=identifier, rule=rule, reason=reason, due_on=_day(partner, body),
        body=dict(body), signature=body["signature"], signer=signer, arrived=arrived, at=at,
    )  # fmt: skip
    AskedFile.objects.bulk_create(AskedFile(asked=asked, sha256=one) for one in sorted(named))
    facts: dict[str, Json] = {"partner": partner.code, "documents": sorted(named), "why": reason}
    journal.record(act="erasure.asked of us", thing=asked, by=None, at=at, basis=rule, facts=facts)
    return asked


@transaction.atomic
def take_answer(*, partner: Party, body: Mapping[str, Any], at: datetime) -> ErasureAsked:
    """Takes in a partner's signed answer to our request: for each file what it did, and why."""
    signer = _signer(partner, ANSWERED, body)
    asked = _ours(partner, _text(partner, body, "asked", 26))
    if body.get("request") != digest_of(asked.body):
        raise BadStatement(partner=partner.code, why="it answers another request than the one we signed")
    rows = body.get("files")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or len(rows) > MOST:
        raise BadStatement(partner=partner.code, why="its answers are no list")
    answers = {}
    for row in rows:
        word, why = row.get("answer"), row.get("why")
        if word not in Answer.values or not isinstance(why, str) or len(why) > TEXT_LIMIT or "\0" in why:
            raise BadStatement(partner=partner.code, why="one of its answers is none of erased, kept, unknown")
        answers[str(row.get("sha256"))] = (str(word), why)
    if len(answers) != len(rows) or set(answers) != named_files(asked):
        raise BadStatement(partner=partner.code, why="it answers about other files than were asked about")
    asked.answer_body, asked.answer_signature, asked.answer_signer = dict(body), body["signature"], signer
    keep_answers(asked, answers, None, at)
    return asked


def _signer(partner: Party, what: str, body: Mapping[str, Any]) -> str:
    """The signing line under which the statement stands; only keys that count now are believed."""
    signature = body.get("signature")
    if not isinstance(signature, str):
        raise BadStatement(partner=partner.code, why="it is not signed")
    data = statement(what=what, sender=partner.code, recipient=party.us().code, body=body)
    signer = verify_bytes(data, signature.encode("utf-8", "replace"), NAMESPACE)
    if signer not in party_keys.signing_lines(partner):
        raise BadStatement(partner=partner.code, why="none of its keys signed it")
    return signer


def _text(partner: Party, body: Mapping[str, Any], key: str, limit: int) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > limit or "\0" in value:
        raise BadStatement(partner=partner.code, why=f"“{key}” is no text of 1 to {limit} signs")
    return value


def _day(partner: Party, body: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(_text(partner, body, "due", 10))
    except ValueError as fault:
        raise BadStatement(partner=partner.code, why="“due” is no day") from fault


def _ours(partner: Party, identifier: str) -> ErasureAsked:
    rows = ErasureAsked.objects.select_for_update().filter(partner=partner, side=Side.OURS, asked=identifier)
    asked = rows.first()
    if asked is None:
        raise NotFound(what="request to erase", which=identifier)
    check_unanswered(asked)
    return asked


def named_files(asked: ErasureAsked) -> set[str]:
    """The hashes that a request names."""
    return set(asked.files.values_list("sha256", flat=True))


def check_unanswered(asked: ErasureAsked) -> None:
    """Refuses a request that was answered."""
    if asked.answered_at is not None:
        raise AlreadyAnswered(day=day_of(asked.answered_at).isoformat())


def keep_answers(asked: ErasureAsked, answers: Mapping[str, tuple[str, str]], by: Person | None, at: datetime) -> None:
    """Writes down what a side says of each file; call it in the transaction of the answer."""
    for row in asked.files.all():
        row.answer, row.why = answers[row.sha256]
        row.save(update_fields=["answer", "why"])
    asked.answered_by, asked.answered_at = by, at
    asked.save()
    facts: dict[str, Json] = {
        "partner": asked.partner.code, "answers": {one: word for one, (word, _) in sorted(answers.items())},
    }  # fmt: skip
    journal.record(act="erasure.answered", thing=asked, by=by, at=at, facts=facts)
