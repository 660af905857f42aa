"""What arrives is routed to its noun: each message of an opened pouch does its act, or is refused by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, transaction

from verbale.domain.cycle import minutes_signing
from verbale.domain.spine import arrival, channel, channel_log, document, journal, party, party_keys, returned, text
from verbale.engines.seal import OpenedFile, OpenedPouch, Verdict
from verbale.journeys import (
    channel_arriving,
    erasure_arriving,
    orders_arriving,
    sessions_arriving,
    texts_arriving,
)
from verbale.journeys.departure import CHECKPOINT, COUNTERSIGNED, MESSAGES, MOST_MESSAGES, VERSION
from verbale.journeys.message import BadMessage, Message, few
from verbale.kernel.canonical import Json, read_json
from verbale.kernel.errors import Faulty, VerbaleError
from verbale.kernel.identifier import LENGTH
from verbale.records import files
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch
from verbale.records.files import DiskFull
from verbale.records.party import Party

MESSAGES_LIMIT = 64 * 1024 * 1024
NOTE_LIMIT = 64 * 1024
_NOTES = (CHECKPOINT, COUNTERSIGNED)
_ROUTES: dict[str, Callable[[Message], None]] = {
    **channel_arriving.ROUTES,
    **erasure_arriving.ROUTES,
    **orders_arriving.ROUTES,
    **sessions_arriving.ROUTES,
    **texts_arriving.ROUTES,
}


class NoCheckpoint(Faulty):
    """Pouch {number} from {partner} carries no checkpoint of what it sent before. Its node does not keep to the
    protocol; ask the partner to mend it and to send the pouch again."""


class Overtaken(Exception):
    """What was judged is no longer so: the pouch is to be judged again."""


def apply(*, pouch: OpenedPouch, partner: Party, sha256: str, size: int, file_name: str, at: datetime) -> ArrivedPouch:
    """Does all that a pouch tells, with its journal entries and the channel's counters, in one transaction (5.13).

    Files go into the store first. A message that cannot be acted on is refused by itself and named in the journal:
    the channel goes on. A checkpoint that is not of what we hold is raised, and nothing is done.
    """
    told, fault = _told(pouch)
    # Before anything is stored: of a pouch that counts for nothing no file may stay.
    _notes(pouch, channel.of(partner))
    stored = {one.path: files.put_path(one.location) for one in pouch.files if one.path not in _NOTES}
    with transaction.atomic():
        stands = channel.locked(partner)
        _check_still_due(pouch, partner)
        back, checkpoint = _notes(pouch, stands)
        channel_log.took(channel=stands, envelope=pouch.envelope, checkpoint=checkpoint, countersigned=back, at=at)
        asks = bool(told) or fault is not None or (pouch.envelope.number == 1 and pouch.envelope.epoch > 1)
        arrived = arrival.opened(
            partner=partner, pouch=pouch, told=_kept(stored), asks=asks, sha256=sha256, size=size,
            file_name=file_name, at=at,
        )  # fmt: skip
        if pouch.envelope.number == 1 and pouch.envelope.epoch > 1:
            returned.give_back(partner=partner, envelope=pouch.envelope, at=at)
        channel.heard(channel=stands, envelope=pouch.envelope, at=at)
        if asks:
            channel.owes(stands)
        for raw in told:
            _apply_one(raw, stored, arrived, at)
        channel.seal_void_again(stands)
        text.settle(partner=partner, at=at)
        if fault is not None:
            _refuse(arrived, "?", fault, at)
    return arrived


def _check_still_due(pouch: OpenedPouch, partner: Party) -> None:
    """A large pouch takes long to open: meanwhile somebody may have revoked its key, or stopped the channel."""
    judged = channel.judge(partner=partner, we=party.us(), envelope=pouch.envelope, signer=pouch.signer)
    if judged.verdict is not Verdict.ACCEPT or pouch.signer not in party_keys.signing_lines(partner):
        raise Overtaken(f"pouch {pouch.envelope.number} from {partner.code} is judged again")


def _notes(pouch: OpenedPouch, stands: Channel) -> tuple[str, str]:
    """The countersigned checkpoint of ours, empty if none came, and theirs; refuses what is not true (section 8)."""
    notes = {one.path: one for one in pouch.files if one.path in _NOTES}
    if CHECKPOINT not in notes or any(one.size > NOTE_LIMIT for one in notes.values()):
        raise NoCheckpoint(number=pouch.envelope.number, partner=stands.partner.code)
    read = {path: one.location.read_text("utf-8", "replace") for path, one in notes.items()}
    back = read.get(COUNTERSIGNED, "")
    channel_log.check_checkpoint(channel=stands, envelope=pouch.envelope, note=read[CHECKPOINT])
    if back:
        channel_log.check_countersigned(channel=stands, we=party.us(), envelope=pouch.envelope, note=back)
    return back, read[CHECKPOINT]


def _kept(stored: Mapping[str, tuple[str, int]]) -> str:
    return stored[MESSAGES][0] if MESSAGES in stored else ""


def _told(pouch: OpenedPouch) -> tuple[list[Any], VerbaleError | None]:
    """The messages of a pouch; none, and the reason, if they cannot be read: the pouch counts, and is kept."""
    try:
        return _messages(pouch), None
    except VerbaleError as fault:
        return [], fault


def _messages(pouch: OpenedPouch) -> list[Any]:
    found: OpenedFile | None = next((one for one in pouch.files if one.path == MESSAGES), None)
    if found is None or found.size > MESSAGES_LIMIT:
        raise BadMessage(why=f"the pouch has no {MESSAGES}, or one that is too large")
    read = read_json(found.location.read_bytes(), MESSAGES)
    if not isinstance(read, dict) or read.get("version") != VERSION or not isinstance(read.get("messages"), list):
        raise BadMessage(why=f"{MESSAGES} is not of version {VERSION}")
    if len(read["messages"]) > MOST_MESSAGES:
        raise BadMessage(why=f"{MESSAGES} has more than {MOST_MESSAGES} messages")
    return list(read["messages"])


def _apply_one(raw: Any, stored: Mapping[str, tuple[str, int]], arrived: ArrivedPouch, at: datetime) -> None:
    try:
        with transaction.atomic():
            message = _message(raw, stored, arrived, at)
            if not arrival.told_before(partner=message.partner, arrived=arrived, message=raw["id"]):
                _ROUTES[message.what](message)
    except _TOLD_WRONGLY as fault:
        _refuse_one(raw, fault, arrived, at)
    except _OURS:
        raise
    except Exception as fault:
        # Whatever a partner's words bring about, its pouch and all others go on.
        _refuse_one(raw, fault, arrived, at)


_TOLD_WRONGLY = (DataError, IntegrityError)
"""What a database says of rows that a message told; of all else that it says, the message is not the cause."""
_OURS = (DiskFull, OSError, DatabaseError, MemoryError)
"""What our own machine does not let us do: the pouch is tried again."""


def _refuse_one(raw: Any, fault: Exception, arrived: ArrivedPouch, at: datetime) -> None:
    what = raw.get("what") if isinstance(raw, dict) else None
    why = _refuse(arrived, what if isinstance(what, str) else "?", fault, at)
    if what == minutes_signing.WHAT:
        sessions_arriving.answer_refused(raw, why, arrived, at)


def _refuse(arrived: ArrivedPouch, what: str, fault: Exception, at: datetime) -> str:
    why = fault.sentence() if isinstance(fault, VerbaleError) else f"{type(fault).__name__}: {fault}"
    facts: dict[str, Json] = {"what": _shown(what[:40]), "why": _shown(why[:500])}
    journal.record(act="message.refused", thing=arrived, by=None, at=at, facts=facts)
    return _shown(why)


def _shown(text: str) -> str:
    """A partner's text as every database keeps it."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _message(raw: Any, stored: Mapping[str, tuple[str, int]], arrived: ArrivedPouch, at: datetime) -> Message:
    if not isinstance(raw, dict) or not isinstance(raw.get("body"), dict) or raw.get("what") not in _ROUTES:
        raise BadMessage(why="its kind is unknown")
    if not isinstance(raw.get("id"), str) or not 0 < len(raw["id"]) <= LENGTH:
        raise BadMessage(why=f"it has no identifier of at most {LENGTH} signs")
    rows = {}
    for name in few(raw.get("files", []), "files"):
        sha256, size = stored[f"files/{raw['id']}/{name}"]
        rows[name] = document.known(sha256, size, name=name, at=at)
    assert arrived.partner is not None
    return Message(arrived.partner, raw["what"], raw["body"], rows, arrived, at)
