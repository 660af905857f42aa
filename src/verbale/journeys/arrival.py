"""What arrives is routed to its noun: each message of an opened pouch does its act, or is refused by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction

from verbale.domain.cycle import fulfilment, holding, need, request
from verbale.domain.spine import arrival, channel, dispatch, document, journal, log, marking, party
from verbale.engines import paper
from verbale.engines.seal import OpenedFile, OpenedPouch
from verbale.journeys.departure import CHECKPOINT, COUNTERSIGNED, DELIVERY, MESSAGES, MOST_MESSAGES, VERSION
from verbale.kernel.canonical import Json, read_json
from verbale.kernel.errors import Faulty, NotFound, VerbaleError
from verbale.records import files
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch
from verbale.records.document import DocumentRole, FileState, StoredFile
from verbale.records.files import DiskFull
from verbale.records.party import Party
from verbale.records.request import Source

MESSAGES_LIMIT = 64 * 1024 * 1024
LABEL_LIMIT = 64 * 1024
MOST_ROWS = 5000
"""Rows of one list of a message, and files of one message: so much is done in one transaction."""


NOTE_LIMIT = 64 * 1024
_NOTES = (CHECKPOINT, COUNTERSIGNED)


class NoCheckpoint(Faulty):
    """Pouch {number} from {partner} carries no checkpoint of what it sent before. Its node does not keep to the
    protocol; ask the partner to mend it and to send the pouch again."""


class BadMessage(Faulty):
    """A message of the pouch cannot be acted on: {why}. It was kept and passed over; ask the partner."""


@dataclass(frozen=True, slots=True)
class Message:
    """One act that a partner told us, with its files already in our store."""

    partner: Party
    what: str
    body: Mapping[str, Any]
    files: Mapping[str, StoredFile]
    at: datetime

    def text(self, key: str, limit: int = 4000) -> str:
        """A text of the body; refuses another type, a NUL, or more than ``limit`` characters."""
        value = self.body.get(key, "")
        if not isinstance(value, str) or len(value) > limit or "\0" in value:
            raise BadMessage(why=f"“{key}” is no text of at most {limit} characters")
        return value

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        """A list of objects of the body."""
        value = self.body.get(key)
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise BadMessage(why=f"“{key}” is no list of objects")
        _few(value, key)
        return value


def _cut(row: Mapping[str, Any], key: str, limit: int) -> str:
    """The beginning of a text of a row; refuses another type."""
    if not isinstance(row[key], str):
        raise BadMessage(why=f"“{key}” is no text")
    return str(row[key][:limit])


def _few(listed: Any, key: str) -> Any:
    if not isinstance(listed, list | dict) or len(listed) > MOST_ROWS:
        raise BadMessage(why=f"“{key}” has not at most {MOST_ROWS} entries")
    return listed


def apply(*, pouch: OpenedPouch, partner: Party, sha256: str, size: int, file_name: str, at: datetime) -> ArrivedPouch:
    """Does all that a pouch tells, with its journal entries and the channel's counters, in one transaction (5.13).

    Files go into the store first. A message that cannot be acted on is refused by itself and named in the journal:
    the channel goes on. A checkpoint that is not of what we hold is raised, and nothing is done.
    """
    told, fault = _told(pouch)
    stored = {one.path: files.put_path(one.location) for one in pouch.files if one.path not in _NOTES}
    with transaction.atomic():
        stands = channel.locked(partner)
        _take_notes(pouch, stands)
        asks = bool(told) or fault is not None or (pouch.envelope.number == 1 and pouch.envelope.epoch > 1)
        arrived = arrival.opened(
            partner=partner, pouch=pouch, told=_kept(stored), asks=asks, sha256=sha256, size=size,
            file_name=file_name, at=at,
        )  # fmt: skip
        channel.heard(channel=stands, envelope=pouch.envelope, at=at)
        if asks:
            channel.owes(stands)
        for raw in told:
            _apply_one(raw, stored, partner, arrived, at)
        if fault is not None:
            _refuse(arrived, "?", fault, at)
    return arrived


def _take_notes(pouch: OpenedPouch, stands: Channel) -> None:
    """Checks the checkpoints of both logs that came with it, and keeps them (section 8)."""
    notes = {one.path: one for one in pouch.files if one.path in _NOTES}
    if CHECKPOINT not in notes or any(one.size > NOTE_LIMIT for one in notes.values()):
        raise NoCheckpoint(number=pouch.envelope.number, partner=stands.partner.code)
    read = {path: one.location.read_text("utf-8") for path, one in notes.items()}
    back = read.get(COUNTERSIGNED, "")
    log.check_checkpoint(channel=stands, envelope=pouch.envelope, note=read[CHECKPOINT])
    if back:
        log.check_countersigned(channel=stands, we=party.us(), envelope=pouch.envelope, note=back)
    log.took(channel=stands, envelope=pouch.envelope, checkpoint=read[CHECKPOINT], countersigned=back)


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


def _apply_one(
    raw: Any, stored: Mapping[str, tuple[str, int]], partner: Party, arrived: ArrivedPouch, at: datetime
) -> None:
    try:
        with transaction.atomic():
            message = _message(raw, stored, partner, at)
            _ROUTES[message.what](message)
    except DiskFull:
        raise
    except _FAULTS as fault:
        what = raw.get("what") if isinstance(raw, dict) else None
        _refuse(arrived, what if isinstance(what, str) else "?", fault, at)


_FAULTS = (
    VerbaleError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError,
    IntegrityError, DataError,
)  # fmt: skip
"""What a message can bring about that says something else than it should. A locked database is not among them."""


def _refuse(arrived: ArrivedPouch, what: str, fault: Exception, at: datetime) -> None:
    why = fault.sentence() if isinstance(fault, VerbaleError) else f"{type(fault).__name__}: {fault}"
    facts: dict[str, Json] = {"what": _shown(what[:40]), "why": _shown(why[:500])}
    journal.record(act="message.refused", thing=arrived, by=None, at=at, facts=facts)


def _shown(text: str) -> str:
    """A partner's text as every database keeps it."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _message(raw: Any, stored: Mapping[str, tuple[str, int]], partner: Party, at: datetime) -> Message:
    if not isinstance(raw, dict) or not isinstance(raw.get("body"), dict) or raw.get("what") not in _ROUTES:
        raise BadMessage(why="its kind is unknown")
    rows = {}
    for name in _few(raw.get("files", []), "files"):
        sha256, size = stored[f"files/{raw['id']}/{name}"]
        rows[name] = document.known(sha256, size, name=name, at=at)
    return Message(partner, raw["what"], raw["body"], rows, at)


def _catalogue(message: Message) -> None:
    (file,) = message.files.values()
    if document.is_pdf(file):
        # Lines that are items may hide in a PDF, and what is indexed is not examined.
        raise BadMessage(why="its catalogue is a PDF")
    holding.receive_catalogue(partner=message.partner, offer=message.text("offer", 26), file=file, at=message.at)
    file.state = FileState.SOUND
    file.save(update_fields=["state"])


def _order(message: Message) -> None:
    lines = [
        request.Wanted(
            citation=_cut(row, "citation", 1000),
            item=_cut(row, "item", 26),
            form=row["form"],
            copies=int(row["copies"]),
            partner_line=_cut(row, "line", 26),
        )
        for row in message.rows("lines")
    ]
    source = Source.CATALOGUE if all(line.item for line in lines) else Source.CITATION
    request.receive(
        partner=message.partner, source=source, route=message.text("route", 24), purpose=message.text("purpose", 300),
        lines=lines, by=None, at=message.at, partner_number=message.text("number", 60),
        partner_order=message.text("order", 26),
    )  # fmt: skip


def _acknowledged(message: Message) -> None:
    need.acknowledged(
        partner=message.partner, order=message.text("order", 26), number=message.text("number", 60),
        answer_due=date.fromisoformat(message.text("answer_due", 10)), at=message.at,
    )  # fmt: skip


def _answer(message: Message) -> None:
    answers = message.body["answers"]
    if not isinstance(_few(answers, "answers"), dict):
        raise BadMessage(why="its answers are no object")
    need.answered(partner=message.partner, answers={str(k): str(v) for k, v in answers.items()}, at=message.at)


def _asked_back(message: Message) -> None:
    need.questioned(
        partner=message.partner, identifier=message.text("line", 26), question=message.text("question"), at=message.at
    )


def _clarified(message: Message) -> None:
    request.clarified(line=_our_line(message), text=message.text("text"), by=None, at=message.at)


def _cancelled(message: Message) -> None:
    request.cancel(line=_our_line(message), by=None, at=message.at)


def _receipt(message: Message) -> None:
    line, named = _our_line(message), _few(message.body.get("documents"), "documents")
    if not isinstance(named, list) or set(map(str, named)) != dispatch.files_sent(line, DELIVERY):
        raise BadMessage(why="the receipt names other documents than were sent")
    fulfilment.delivered(line=line, at=message.at, told=message.text("by", 200))


def _returned(message: Message) -> None:
    fulfilment.returned(line=_our_line(message), at=message.at)


def _recalled(message: Message) -> None:
    need.recalled(
        partner=message.partner, identifier=message.text("line", 26), notice=message.text("notice"), at=message.at
    )


def _delivery(message: Message) -> None:
    line = need.line_of(message.partner, message.text("line", 26))
    mark = message.body["caveat"]
    text = " / ".join(str(text) for text in mark["texts"].values())
    for row in message.rows("documents"):
        file = message.files[row["file"]]
        if row["role"] == DocumentRole.LABEL:
            _check_label(file, str(mark["code"]))
        document.attach(
            thing=line, file=file, role=DocumentRole.RECEIVED, file_name=str(row["file"]),
            title=_cut(row, "title", 500), language=_cut(row, "language", 12),
            original_language=_cut(row, "original_language", 12),
            translators=[str(name)[:200] for name in row["translators"][:50]], caveat=str(mark["code"])[:80],
            by=None, at=message.at,
        )  # fmt: skip
        marking.receive(
            file=file, party=message.partner, caveat=str(mark["code"])[:80], text=text[:2000],
            bars_onward_release=bool(mark["bars_onward_release"]), at=message.at,
        )  # fmt: skip
    need.arrived(line=line, at=message.at)


def _check_label(file: StoredFile, caveat: str) -> None:
    if file.size > LABEL_LIMIT:
        raise BadMessage(why="its label is too large")
    label = paper.read_label(files.path_of(file.sha256).read_bytes())
    if label.classification != caveat:
        raise BadMessage(why=f"its label says “{label.classification}” and the message “{caveat}”")


def _our_line(message: Message) -> Any:
    identifier = message.text("line", 26)
    line = request.line_of(message.partner, identifier)
    if line is None:
        raise NotFound(what="order line", which=identifier)
    return line


_ROUTES: dict[str, Callable[[Message], None]] = {
    "catalogue": _catalogue,
    "order": _order,
    "order acknowledged": _acknowledged,
    "answer": _answer,
    "clarification asked": _asked_back,
    "clarification given": _clarified,
    "line cancelled": _cancelled,
    "delivery": _delivery,
    "receipt": _receipt,
    "recall": _recalled,
    "returned": _returned,
}
