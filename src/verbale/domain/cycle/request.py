"""A partner's orders: receiving, clarifying, assigning, answering on one day in the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.spine import approval, dispatch, journal
from verbale.domain.spine.number import next_number
from verbale.domain.spine.office import day_of, office
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.number import Direction
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.request import MOST_LINES, Form, LineState, Order, OrderLine, Route, Source

TRANSITIONS: dict[LineState, frozenset[LineState]] = {
    LineState.RECEIVED: frozenset(
        {LineState.CLARIFICATION, LineState.DECIDING, LineState.CANCELLED, LineState.EXPIRED}
    ),
    LineState.CLARIFICATION: frozenset({LineState.RECEIVED, LineState.CANCELLED, LineState.EXPIRED}),
    LineState.DECIDING: frozenset(
        {LineState.CLARIFICATION, LineState.AWAITING_APPROVAL, LineState.SOURCING, LineState.UNAVAILABLE,
         LineState.CANCELLED, LineState.EXPIRED}
    ),
    LineState.AWAITING_APPROVAL: frozenset(
        {LineState.DECIDING, LineState.SOURCING, LineState.UNAVAILABLE, LineState.CANCELLED, LineState.EXPIRED}
    ),
    LineState.SOURCING: frozenset(
        {LineState.DECIDING, LineState.READY, LineState.UNAVAILABLE, LineState.CANCELLED, LineState.EXPIRED}
    ),
    LineState.READY: frozenset(
        {LineState.DECIDING, LineState.SOURCING, LineState.SHIPPED, LineState.CANCELLED}
    ),
    LineState.SHIPPED: frozenset({LineState.DELIVERED, LineState.RETURNED}),
    LineState.DELIVERED: frozenset({LineState.RETURNED}),
    LineState.RETURNED: frozenset(),
    LineState.CANCELLED: frozenset(),
    LineState.UNAVAILABLE: frozenset(),
    LineState.EXPIRED: frozenset(),
}  # fmt: skip

UNDECIDED = frozenset({LineState.RECEIVED, LineState.CLARIFICATION, LineState.DECIDING, LineState.AWAITING_APPROVAL})
"""What is in one of these on the day of the answer is answered like what cannot be had."""
STATABLE = UNDECIDED | {LineState.SOURCING, LineState.READY}
"""Until an item leaves, what is known of it is still stated; a release asks whether the decision still holds."""

IDENTIFIER_LIMIT = 26
NEUTRAL = "not available"
PROMISED = "promised"


class NotPossible(Refused):
    """Line {line} is “{state}” and cannot become “{wanted}”. Read it again; somebody may have acted."""


class NotStatable(Refused):
    """Line {line} is “{state}”. Facts are stated only until an item leaves, and not of a line that has ended."""


class NoLines(WrongUse):
    """An order needs at least one line."""


class TooManyLines(WrongUse):
    """An order has at most {limit} lines; this one has {lines}. Split it."""


class NoCitation(WrongUse):
    """Line {position} names neither an item of the catalogue nor a citation. Give one of them."""


class NotDeskOfficer(Refused):
    """{person} does not have the role of a desk officer, so orders cannot be assigned to them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as it came: an item of the catalogue or a citation; form and copies; the partner's own line."""

    citation: str = ""
    item: str = ""
    form: str = Form.PHOTOCOPY
    copies: int = 1
    partner_line: str = ""
    facts: Mapping[str, Json] | None = None

    def __post_init__(self) -> None:
        for identifier in (self.item, self.partner_line):
            if len(identifier) > IDENTIFIER_LIMIT or not identifier.isprintable():
                raise BadIdentifier(text=identifier[:40], limit=IDENTIFIER_LIMIT)
        if "\0" in self.citation:
            raise BadCitation()
        if self.form not in Form.values:
            raise UnknownForm(form=self.form, forms=", ".join(Form.values))
        if not 1 <= self.copies <= 1000:
            raise BadCopies(copies=self.copies)


class BadIdentifier(WrongUse):
    """“{text}” names no item and no line: such names are one word of at most {limit} characters."""


class BadCitation(WrongUse):
    """A citation holds a character that no text may hold (NUL). Write it anew."""


class UnknownForm(WrongUse):
    """There is no form “{form}”. The forms are: {forms}."""


class BadCopies(WrongUse):
    """{copies} copies cannot be asked for; ask for 1 to 1000."""


class UnknownRoute(WrongUse):
    """There is no route “{route}”. The routes are: {routes}."""


@transaction.atomic
def receive(
    *, partner: Party, source: str, route: str, purpose: str, lines: Sequence[Wanted], by: Person | None, at: datetime,
    partner_number: str = "", partner_order: str = "",
) -> Order:  # fmt: skip
    """Takes an order in, under the year's next number, and fixes the day on which it will be answered.

    ``by`` is the officer who entered it, None for one that came by pouch. The day of the answer depends on nothing
    but the day it came, so that no answer tells by its moment what became of a line.
    """
    if by is not None:
        check_role(by, Role.DESK)
    _check_lines(lines)
    if route not in Route.values:
        raise UnknownRoute(route=route, routes=", ".join(Route.values))
    order = Order.objects.create(
        partner=partner, number=next_number(direction=Direction.IN, partner=partner, at=at), source=Source(source),
        route=route, purpose=purpose, entered_by=by, received_at=at, answer_due=answer_day(at),
        partner_number=partner_number, partner_order=partner_order,
    )  # fmt: skip
    for position, wanted in enumerate(lines, start=1):
        _add_line(order, position, wanted, at)
    facts = {"number": order.number, "source": source, "route": route, "lines": len(lines)}
    journal.record(act="order.received", thing=order, by=by, at=at, facts=facts)
    if partner_order:
        body = {"order": partner_order, "number": order.number, "answer_due": order.answer_due.isoformat()}
        dispatch.queue(partner=partner, what="order acknowledged", thing=order, at=at, body=body)
    return order


def answer_day(received: datetime) -> date:
    """The day on which an order that came at that moment is answered, in the office's time zone."""
    return day_of(received) + timedelta(days=office().answer_days)


def _check_lines(lines: Sequence[Wanted]) -> None:
    if not lines:
        raise NoLines()
    if len(lines) > MOST_LINES:
        raise TooManyLines(limit=MOST_LINES, lines=len(lines))
    for position, wanted in enumerate(lines, start=1):
        if not (wanted.citation.strip() or wanted.item):
            raise NoCitation(position=position)


def _add_line(order: Order, position: int, wanted: Wanted, at: datetime) -> None:
    OrderLine.objects.create(
        order=order, position=position, partner_line=wanted.partner_line, item=wanted.item,
        citation=(wanted.citation.strip() or wanted.item)[:1000], form=wanted.form, copies=wanted.copies,
        facts=dict(wanted.facts or {}), state_since=at,
    )  # fmt: skip


def locked(line: OrderLine) -> OrderLine:
    """The line as it stands now, locked until the transaction ends."""
    OrderLine.objects.select_for_update().get(pk=line.pk)
    return OrderLine.objects.select_related("order__partner", "order__entered_by").get(pk=line.pk)


def move(line: OrderLine, state: LineState, *, at: datetime, note: str = "") -> None:
    """Moves a locked line, if its lifecycle allows it."""
    if state not in TRANSITIONS[LineState(line.state)]:
        raise NotPossible(line=str(line), state=line.state, wanted=state)
    line.state, line.state_since = state, at
    line.note = note or line.note
    line.save(update_fields=["state", "state_since", "note"])
    if state == LineState.UNAVAILABLE and line.order.answered_at is not None:
        _take_promise_back(line, at)


def _take_promise_back(line: OrderLine, at: datetime) -> None:
    """What the day of the answer promised and cannot be had after all is told in the same neutral word."""
    if line.order.partner_order:
        body = {"order": line.order.partner_order, "answers": {line.partner_line or line.pk: NEUTRAL}}
        dispatch.queue(partner=line.order.partner, what="answer", thing=line.order, at=at, body=body)


@transaction.atomic
def assign(*, order: Order, to: Person, by: Person, at: datetime) -> None:
    """Gives an order to a desk officer."""
    check_role(by, Role.DESK)
    if Role.DESK not in to.roles:
        raise NotDeskOfficer(person=to.name)
    order.assigned_to = to
    order.save(update_fields=["assigned_to"])
    journal.record(act="order.assigned", thing=order, by=by, at=at, facts={"to": to.pk})


@transaction.atomic
def take_up(*, line: OrderLine, by: Person, at: datetime) -> OrderLine:
    """A desk officer begins to decide on a line."""
    check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.DECIDING, at=at)
    journal.record(act="line.taken up", thing=line, by=by, at=at)
    return line


@transaction.atomic
def state_facts(*, line: OrderLine, facts: Mapping[str, Json], by: Person, at: datetime) -> None:
    """A desk officer states what is known of a cited item; the statement is theirs and is recorded."""
    check_role(by, Role.DESK)
    line = locked(line)
    if line.state not in STATABLE:
        raise NotStatable(line=str(line), state=line.state)
    line.facts = {**line.facts, **facts}
    line.save(update_fields=["facts"])
    journal.record(act="line.facts stated", thing=line, by=by, at=at, facts={"facts": dict(facts)})


@transaction.atomic
def ask_back(*, line: OrderLine, question: str, by: Person, at: datetime) -> None:
    """Asks the partner what it means."""
    check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.CLARIFICATION, at=at, note=question)
    if line.partner_line:
        body = {"line": line.partner_line, "question": question}
        dispatch.queue(partner=line.order.partner, what="clarification asked", thing=line, at=at, body=body)
    journal.record(act="line.clarification asked", thing=line, by=by, at=at, facts={"question": question})


@transaction.atomic
def clarified(*, line: OrderLine, text: str, by: Person | None, at: datetime) -> None:
    """What the partner meant: by pouch, or as a desk officer heard or read it."""
    if by is not None:
        check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.RECEIVED, at=at, note=text)
    journal.record(act="line.clarified", thing=line, by=by, at=at, facts={"text": text})


@transaction.atomic
def cancel(*, line: OrderLine, by: Person | None, at: datetime, reason: str = "") -> None:
    """The line is taken back, by the partner or at its wish; approvals asked for it are recalled."""
    if by is not None:
        check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.CANCELLED, at=at, note=reason)
    approval.recall(thing=line, by=by, at=at)
    release = dispatch.release_of(line)
    if release is not None:
        dispatch.recall(act=release, by=by, at=at)
    journal.record(act="line.cancelled", thing=line, by=by, at=at, facts={"reason": reason})


@transaction.atomic
def cannot_be_had(*, line: OrderLine, reason: str, by: Person, at: datetime) -> None:
    """The desk finds that a line cannot be had; the partner learns it on the day of the answer, in neutral words."""
    check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.UNAVAILABLE, at=at, note=reason)
    approval.recall(thing=line, by=by, at=at)
    journal.record(act="line.unavailable", thing=line, by=by, at=at, facts={"reason": reason})


def line_of(partner: Party, partner_line: str) -> OrderLine | None:
    """Our line for a partner's line."""
    return (
        OrderLine.objects.filter(order__partner=partner, partner_line=partner_line).select_related("order").first()
        if partner_line
        else None
    )


def to_answer(*, on: date) -> QuerySet[Order]:
    """The orders whose day of answer has come."""
    return Order.objects.filter(answered_at__isnull=True, answer_due__lte=on).order_by("answer_due", "number")


@transaction.atomic
def answer(*, order: Order, at: datetime) -> dict[str, str]:
    """Answers an order, every line at once: promised, or the one neutral word for whatever cannot be had.

    What nobody decided by then expires. The reasons stay inside.
    """
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.answered_at is not None:
        return {}
    answers: dict[str, str] = {}
    for line in order.lines.select_for_update().order_by("position"):
        if line.state in UNDECIDED:
            move(line, LineState.EXPIRED, at=at)
            approval.recall(thing=line, by=None, at=at)
            journal.record(act="line.expired", thing=line, by=None, at=at)
        if line.state != LineState.CANCELLED:
            answers[line.partner_line or line.pk] = answer_to(line)
    order.answered_at = at
    order.save(update_fields=["answered_at"])
    if order.partner_order:
        body = {"order": order.partner_order, "answers": answers}
        dispatch.queue(partner=order.partner, what="answer", thing=order, at=at, body=body)
    journal.record(act="order.answered", thing=order, by=None, at=at, facts={"answers": answers})
    return answers


def answer_to(line: OrderLine) -> str:
    """The one word a partner is told of a line."""
    neutral = line.state in UNDECIDED | {LineState.UNAVAILABLE, LineState.EXPIRED, LineState.CANCELLED}
    return NEUTRAL if neutral else PROMISED
