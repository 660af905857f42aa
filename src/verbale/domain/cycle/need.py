"""Our own orders to a partner: choosing from its catalogue, sending, what it answers, confirming receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from verbale.domain.cycle import holding
from verbale.domain.spine import dispatch, document, journal
from verbale.domain.spine.number import next_number
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.document import Document, DocumentRole, FileState
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.number import Direction
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.request import MOST_LINES, Form, Route

TRANSITIONS: dict[NeedState, frozenset[NeedState]] = {
    NeedState.DRAFT: frozenset({NeedState.SENT, NeedState.CANCELLED}),
    NeedState.SENT: frozenset(
        {NeedState.ACKNOWLEDGED, NeedState.QUESTIONED, NeedState.PROMISED, NeedState.UNAVAILABLE, NeedState.ARRIVED,
         NeedState.CANCELLED}
    ),
    NeedState.ACKNOWLEDGED: frozenset(
        {NeedState.QUESTIONED, NeedState.PROMISED, NeedState.UNAVAILABLE, NeedState.ARRIVED, NeedState.CANCELLED}
    ),
    NeedState.QUESTIONED: frozenset(
        {NeedState.ACKNOWLEDGED, NeedState.PROMISED, NeedState.UNAVAILABLE, NeedState.ARRIVED, NeedState.CANCELLED}
    ),
    NeedState.PROMISED: frozenset({NeedState.ARRIVED, NeedState.UNAVAILABLE, NeedState.CANCELLED}),
    NeedState.ARRIVED: frozenset({NeedState.RECEIPTED, NeedState.RECALLED}),
    NeedState.RECEIPTED: frozenset({NeedState.RECALLED, NeedState.RETURNED}),
    NeedState.RECALLED: frozenset({NeedState.RETURNED}),
    NeedState.RETURNED: frozenset(),
    NeedState.UNAVAILABLE: frozenset({NeedState.PROMISED, NeedState.ARRIVED}),
    NeedState.CANCELLED: frozenset({NeedState.ARRIVED}),
}  # fmt: skip


class NotPossible(Refused):
    """Line {position} is “{state}” and cannot become “{wanted}”."""


class AlreadySent(Refused):
    """This order was sent on {day}. Open a new one."""


class NothingWanted(Refused):
    """This order has no line. Add what you want first."""


class OrderFull(Refused):
    """This order has {limit} lines, which is as many as a partner takes in one. Open another order for the rest."""


class ItemWithdrawn(Refused):
    """Line {position} asks for an item that {partner} withdrew from its catalogue. Take the line off the order."""


class NoCitation(WrongUse):
    """A line needs an item of the catalogue, or a citation by which it can be found."""


@transaction.atomic
def open_order(*, partner: Party, route: str, purpose: str, by: Person, at: datetime) -> Need:
    """Begins an order of ours; ``route`` says whom we ask."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    need = Need.objects.create(partner=partner, route=Route(route), purpose=purpose, opened_by=by, opened_at=at)
    journal.record(act="need.opened", thing=need, by=by, at=at, facts={"partner": partner.code, "route": route})
    return need


@transaction.atomic
def add_line(
    *,
    need: Need,
    by: Person,
    at: datetime,
    item: str = "",
    citation: str = "",
    form: str = Form.PHOTOCOPY,
    copies: int = 1,
) -> NeedLine:
    """Adds a wanted item: by its identifier in the partner's catalogue, or by citation."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.sent_at is not None:
        raise AlreadySent(day=need.sent_at.date().isoformat())
    if need.lines.exclude(state=NeedState.CANCELLED).count() >= MOST_LINES:
        raise OrderFull(limit=MOST_LINES)
    if holding.withdrawn_by(need.partner, [item]):
        raise ItemWithdrawn(position=need.lines.count() + 1, partner=need.partner.code)
    if item and not citation:
        citation = holding.cite(holding.received_item(need.partner, item))
    if not citation.strip():
        raise NoCitation()
    return NeedLine.objects.create(
        need=need, position=need.lines.count() + 1, item=item, citation=citation.strip()[:1000], form=Form(form),
        copies=copies, state_since=at,
    )  # fmt: skip


@transaction.atomic
def send(*, need: Need, by: Person, at: datetime) -> Need:
    """Gives the order its yearly number and queues it for the next pouch."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.sent_at is not None:
        raise AlreadySent(day=need.sent_at.date().isoformat())
    lines = list(need.lines.exclude(state=NeedState.CANCELLED).order_by("position"))
    if not lines:
        raise NothingWanted()
    gone = withdrawn_lines(lines)
    if gone:
        raise ItemWithdrawn(position=gone[0].position, partner=need.partner.code)
    need.number = next_number(direction=Direction.OUT, partner=need.partner, at=at)
    need.sent_at = at
    need.save(update_fields=["number", "sent_at"])
    for line in lines:
        move(line, NeedState.SENT, at=at)
    dispatch.queue(partner=need.partner, what="order", thing=need, at=at, body=order_body(need, lines))
    journal.record(act="need.sent", thing=need, by=by, at=at, facts={"number": need.number, "lines": len(lines)})
    return need


def withdrawn_lines(lines: Sequence[NeedLine]) -> list[NeedLine]:
    """Of the lines of one order those in draft whose item the partner withdrew since it was chosen."""
    asked = [line for line in lines if line.item and line.state == NeedState.DRAFT]
    gone = holding.withdrawn_by(asked[0].need.partner, [line.item for line in asked]) if asked else set()
    return [line for line in asked if line.item in gone]


def order_body(need: Need, lines: list[NeedLine]) -> dict[str, object]:
    """The order as the partner reads it."""
    return {
        "order": need.pk,
        "number": need.number,
        "route": need.route,
        "purpose": need.purpose,
        "lines": [
            {"line": line.pk, "item": line.item, "citation": line.citation, "form": line.form, "copies": line.copies}
            for line in lines
        ],
    }


def move(line: NeedLine, state: NeedState, *, at: datetime, told: str = "") -> None:
    """Moves a line, if its lifecycle allows it."""
    if state not in TRANSITIONS[NeedState(line.state)]:
        raise NotPossible(position=line.position, state=line.state, wanted=state)
    line.state, line.state_since = state, at
    line.told = told or line.told
    line.save(update_fields=["state", "state_since", "told"])


def line_of(partner: Party, identifier: str) -> NeedLine:
    """A line of ours that a partner's message names; only if it was sent to that partner."""
    line = NeedLine.objects.select_related("need").filter(pk=identifier, need__partner=partner).first()
    if line is None:
        raise NotFound(what="order line", which=identifier)
    return line


@transaction.atomic
def acknowledged(*, partner: Party, order: str, number: str, answer_due: date, at: datetime) -> None:
    """The partner says that our order reached it and on which day it will answer."""
    need = Need.objects.filter(pk=order, partner=partner).first()
    if need is None:
        raise NotFound(what="order", which=order)
    need.partner_number, need.answer_due = number, answer_due
    need.save(update_fields=["partner_number", "answer_due"])
    for line in need.lines.filter(state=NeedState.SENT):
        move(line, NeedState.ACKNOWLEDGED, at=at)
    journal.record(act="need.acknowledged", thing=need, by=None, at=at, facts={"number": number})


@transaction.atomic
def answered(*, partner: Party, answers: Mapping[str, str], at: datetime) -> None:
    """The partner's answer, line by line: promised, or not available."""
    for identifier, answer in sorted(answers.items()):
        line = line_of(partner, identifier)
        state = NeedState.PROMISED if answer == "promised" else NeedState.UNAVAILABLE
        if state in TRANSITIONS[NeedState(line.state)]:
            move(line, state, at=at)
            journal.record(act="need.answered", thing=line, by=None, at=at, facts={"answer": answer})


@transaction.atomic
def questioned(*, partner: Party, identifier: str, question: str, at: datetime) -> None:
    """The partner asks back about a line."""
    line = line_of(partner, identifier)
    move(line, NeedState.QUESTIONED, at=at, told=question)
    journal.record(act="need.questioned", thing=line, by=None, at=at, facts={"question": question})


@transaction.atomic
def clarify(*, line: NeedLine, text: str, by: Person, at: datetime) -> None:
    """Answers the partner's question about a line."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    line = NeedLine.objects.select_for_update().select_related("need__partner").get(pk=line.pk)
    move(line, NeedState.ACKNOWLEDGED, at=at)
    body = {"line": line.pk, "text": text}
    dispatch.queue(partner=line.need.partner, what="clarification given", thing=line, at=at, body=body)
    journal.record(act="need.clarified", thing=line, by=by, at=at, facts={"text": text})


@transaction.atomic
def cancel(*, line: NeedLine, by: Person, at: datetime) -> None:
    """Takes a line back and tells the partner, if it was sent."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    line = NeedLine.objects.select_for_update().select_related("need__partner").get(pk=line.pk)
    sent = line.state != NeedState.DRAFT
    move(line, NeedState.CANCELLED, at=at)
    if sent:
        body = {"line": line.pk}
        dispatch.queue(partner=line.need.partner, what="line cancelled", thing=line, at=at, body=body)
    journal.record(act="need.cancelled", thing=line, by=by, at=at)


@transaction.atomic
def arrived(*, line: NeedLine, at: datetime) -> None:
    """What we wanted is here; call it with the documents attached."""
    move(line, NeedState.ARRIVED, at=at)
    journal.record(act="need.arrived", thing=line, by=None, at=at)


def received_documents(line: NeedLine) -> list[Document]:
    """The documents that came for a line."""
    return list(Document.objects.of(line.kind, line.pk).filter(role=DocumentRole.RECEIVED).select_related("file"))


def confirm_receipt(*, line: NeedLine, by: Person, at: datetime) -> None:
    """A person confirms that what came is whole; the partner is told, with the hashes.

    What came is examined first, since PDFs from outside are hostile; one that is refused cannot be confirmed.
    """
    check_role(by, Role.LIBRARIAN, Role.DESK)
    for came in received_documents(line):
        examined = document.examine(came.file)
        if examined.state == FileState.REFUSED:
            raise document.NotSound(name=came.file_name, why=" ".join(examined.told(gettext)))
    _confirm(line, by, at)


@transaction.atomic
def _confirm(line: NeedLine, by: Person, at: datetime) -> None:
    line = NeedLine.objects.select_for_update().select_related("need__partner").get(pk=line.pk)
    move(line, NeedState.RECEIPTED, at=at)
    hashes = sorted(came.file_id for came in received_documents(line))
    body = {"line": line.pk, "documents": hashes, "by": by.name}
    dispatch.queue(partner=line.need.partner, what="receipt", thing=line, at=at, body=body)
    journal.record(act="need.receipted", thing=line, by=by, at=at, facts={"documents": hashes})


@transaction.atomic
def recalled(*, partner: Party, identifier: str, notice: str, at: datetime) -> None:
    """The partner calls back what it sent."""
    line = line_of(partner, identifier)
    move(line, NeedState.RECALLED, at=at, told=notice)
    journal.record(act="need.recalled", thing=line, by=None, at=at, facts={"notice": notice})


@transaction.atomic
def give_back(*, line: NeedLine, by: Person, at: datetime) -> None:
    """Returns what was recalled or is no longer needed, and says so to the partner."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    line = NeedLine.objects.select_for_update().select_related("need__partner").get(pk=line.pk)
    move(line, NeedState.RETURNED, at=at)
    dispatch.queue(partner=line.need.partner, what="returned", thing=line, at=at, body={"line": line.pk})
    journal.record(act="need.returned", thing=line, by=by, at=at)
