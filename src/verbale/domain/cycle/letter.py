"""Printed letters in two languages: the answer to an order, the cover note of a delivery, the receipt."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle.fulfilment import newest_copies
from verbale.domain.cycle.need import received_documents
from verbale.domain.cycle.request import NEUTRAL, answer_to
from verbale.domain.spine import correspondence, document, marking, party
from verbale.domain.spine.number import next_number
from verbale.domain.spine.office import day_of, office
from verbale.domain.spine.person import check_role
from verbale.engines import paper
from verbale.kernel.errors import Refused
from verbale.records.correspondence import What
from verbale.records.decision import Decision
from verbale.records.document import Document, DocumentRole, FileState
from verbale.records.need import NeedLine
from verbale.records.number import Direction
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Record
from verbale.records.request import LineState, Order, OrderLine


class NotAnswered(Refused):
    """The order {order} is answered on {day}, all lines on one day. Until then no letter may tell of any of them."""


class NothingShipped(Refused):
    """Line {line} has no marked copy yet, so there is nothing for a cover note to list."""


class NothingReceived(Refused):
    """Nothing came for this line, so there is no receipt to write."""


def answer_letter(*, order: Order, by: Person, at: datetime) -> Document:
    """The letter that answers an order, once its day has come. Whatever cannot be had stands in the same words."""
    check_role(by, Role.DESK)
    if order.answered_at is None:
        raise NotAnswered(order=order.number, day=order.answer_due.isoformat())
    lines = [
        paper.Line(
            number=str(line.position),
            text=line.citation,
            outcome=paper.Outcome.UNAVAILABLE if answer_to(line) == NEUTRAL else _outcome(line),
        )
        for line in order.lines.exclude(state=LineState.CANCELLED).order_by("position")
    ]
    return _write(
        paper.LetterKind.ANSWER, thing=order, partner=order.partner, lines=lines, by=by, at=at, order=order,
        your_number=order.partner_number, basis="",
    )  # fmt: skip


def _outcome(line: OrderLine) -> paper.Outcome:
    shipped = line.state in (LineState.SHIPPED, LineState.DELIVERED, LineState.RETURNED)
    return paper.Outcome.SUPPLIED if shipped else paper.Outcome.FOLLOWS


def cover_note(*, line: OrderLine, by: Person, at: datetime) -> Document:
    """The note that goes with a delivery: each document with its marking and pages."""
    check_role(by, Role.DESK)
    copies = [copy for copy in newest_copies(line) if copy.role == DocumentRole.MARKED]
    if not copies:
        raise NothingShipped(line=str(line))
    decision = Decision.objects.filter(line=line).order_by("-decided_at").first()
    lines = [
        paper.Line(
            number=str(number), text=copy.title, pages=_pages(copy), marking=marking.caveat_of(copy.caveat).texts
        )
        for number, copy in enumerate(copies, start=1)
    ]
    return _write(
        paper.LetterKind.COVER_NOTE, thing=line, partner=line.order.partner, lines=lines, by=by, at=at,
        order=line.order, your_number=line.order.partner_number, basis=decision.agreement_clause if decision else "",
    )  # fmt: skip


def _pages(copy: Document) -> int | None:
    return copy.made_from.file.pages if copy.made_from else copy.file.pages


def receipt(*, line: NeedLine, by: Person, at: datetime) -> Document:
    """The receipt for what a partner sent us."""
    check_role(by, Role.LIBRARIAN, Role.DESK)
    came = received_documents(line)
    if not came:
        raise NothingReceived()
    lines = [
        paper.Line(number=str(number), text=one.title, outcome=paper.Outcome.RECEIVED)
        for number, one in enumerate(came, start=1)
        if one.file.media_type == document.PDF
    ]
    return _write(
        paper.LetterKind.RECEIPT, thing=line, partner=line.need.partner, lines=lines, by=by, at=at, order=None,
        your_number=line.need.partner_number, basis="",
    )  # fmt: skip


def _write(
    kind: paper.LetterKind, *, thing: Record, partner: Party, lines: Sequence[paper.Line], by: Person, at: datetime,
    order: Order | None, your_number: str, basis: str,
) -> Document:  # fmt: skip
    with transaction.atomic():
        number = next_number(direction=Direction.OUT, partner=partner, at=at)
        facts = paper.Letter(
            sender=_house(party.us(), office().address), recipient=_house(partner, ""), number=number,
            day=day_of(at), lines=tuple(lines), signatory=by.name, post=by.office_held,
            your_number=your_number, basis=basis,
        )  # fmt: skip
        data = paper.letter(kind, facts, _languages(partner))
        file = document.store(io.BytesIO(data), name=f"{number}.pdf", at=at)
        file.state = FileState.SOUND
        file.save(update_fields=["state"])
        if Role.DESK in by.roles:
            correspondence.log(
                what=What.LETTER_OUT, on=facts.day.isoformat(), said_by=by.name, said_to=partner.code,
                subject=f"{kind.value} {number}", by=by, at=at, partner=partner, order=order, number=number,
            )  # fmt: skip
        return document.attach(
            thing=thing, file=file, role=DocumentRole.LETTER, file_name=f"{number}.pdf", title=f"{kind.value} {number}",
            by=by, at=at,
        )  # fmt: skip


def _house(of: Party, address: str) -> paper.Office:
    return paper.Office(name=of.names or of.code, address=address)


def _languages(partner: Party) -> tuple[str, ...]:
    ours = next(iter(office().languages), "en")
    return (ours, partner.language) if partner.language != ours else (ours,)
