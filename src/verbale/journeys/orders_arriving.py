"""What a partner's pouch tells of orders, answers and deliveries is done by the noun it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from verbale.domain.cycle import fulfilment, holding, need, request
from verbale.domain.spine import dispatch, document, marking
from verbale.engines import paper
from verbale.journeys.departure import DELIVERY
from verbale.journeys.message import BadMessage, Message, cut, few
from verbale.kernel.errors import NotFound
from verbale.records import files
from verbale.records.document import DocumentRole, FileState, StoredFile
from verbale.records.request import Source

LABEL_LIMIT = 64 * 1024


def _catalogue(message: Message) -> None:
    (file,) = message.files.values()
    if document.is_pdf(file):
        # Lines that are items may hide in a PDF, and what is indexed is not examined.
        raise BadMessage(why="its catalogue is a PDF")
    holding.receive_catalogue(partner=message.partner, offer=message.text("offer", 26), file=file, at=message.at)
    file.state = FileState.SOUND
    file.save(update_fields=["state"])


def _withdrawal(message: Message) -> None:
    items = few(message.body.get("items"), "items")
    if not isinstance(items, list) or not items or not all(isinstance(item, str) for item in items):
        raise BadMessage(why="its items are no list of identifiers")
    holding.receive_withdrawal(partner=message.partner, offer=message.text("offer", 26), items=items, at=message.at)


def _order(message: Message) -> None:
    lines = [
        request.Wanted(
            citation=cut(row, "citation", 1000),
            item=cut(row, "item", 26),
            form=row["form"],
            copies=int(row["copies"]),
            partner_line=cut(row, "line", 26),
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
    if not isinstance(few(answers, "answers"), dict):
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
    line, named = _our_line(message), few(message.body.get("documents"), "documents")
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
            title=cut(row, "title", 500), language=cut(row, "language", 12),
            original_language=cut(row, "original_language", 12),
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


ROUTES: dict[str, Callable[[Message], None]] = {
    "catalogue": _catalogue,
    "catalogue withdrawal": _withdrawal,
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
