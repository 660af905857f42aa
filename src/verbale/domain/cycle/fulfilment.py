"""Fulfilling a line: getting the item, marking it, releasing it, and what the partner says it received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle.request import locked, move
from verbale.domain.spine import approval, authority, dispatch, journal, marked_copy, marking
from verbale.domain.spine import document as documents
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.kernel.errors import NotAllowed, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.kernel.quantity import Quantity
from verbale.records.approval import ApprovalStep, StepState
from verbale.records.decision import Decision, Outcome
from verbale.records.dispatch import Message, MessageState, Release
from verbale.records.document import Document, DocumentRole, StoredFile
from verbale.records.fulfilment import Sourcing
from verbale.records.person import Person, Role
from verbale.records.request import Form, LineState, OrderLine

LEAVING: tuple[DocumentRole, ...] = (DocumentRole.MARKED, DocumentRole.COVER, DocumentRole.LABEL)
"""What leaves of a line, in this order."""


DEAREST = Decimal(10) ** 12


class NotBeingSourced(Refused):
    """Line {line} is “{state}”; this can be done only while it is “sourcing”."""


class NoCopyrightBasis(Refused):
    """An item got from a third country needs its basis in copyright. Name it, for example a licence or an exception."""


class NoSupplier(Refused):
    """Name the supplier from whom the item is got."""


class NoPrice(WrongUse):
    """“{price}” cannot be kept as a price. Give an amount below a million million, with at most two decimals."""


class SourceFirst(Refused):
    """Line {line} is of a third country. Record its supplier, price, form and basis in copyright first."""


class NoDocument(Refused):
    """Line {line} has no document yet. Attach what is to be supplied first."""


class NotAnOriginal(Refused):
    """“{title}” is no original of line {line}. Only what was attached to this line to be supplied can be withdrawn."""


class NoReason(WrongUse):
    """Give the reason why “{title}” is withdrawn, for example that it belongs to another line."""


class NotApproved(Refused):
    """Line {line} lacks approvals that its rule demands. Nothing leaves without them."""


class NoSupplyDecision(Refused):
    """Line {line} has no decision to supply. Nothing leaves without a rule that allows it."""


class NotReady(Refused):
    """Line {line} is “{state}”; only a line that is “ready” can be released."""


class NotShipped(Refused):
    """Line {line} is “{state}”, so there is nothing with the partner to call back."""


class AlreadyNotified(Refused):
    """The partner was told before that line {line} is called back. Ask it by letter or talk what became of it."""


class NothingGranted(NotAllowed):
    """{person} holds no authority that granted line {line}, so there is nothing for them to take back."""


@transaction.atomic
def source(
    *, line: OrderLine, supplier: str, price: str, currency: str, form: str, copyright_basis: str, by: Person,
    at: datetime, expected: str = "",
) -> Sourcing:  # fmt: skip
    """Records from whom an item is got and at which price as quoted; the currency is kept, never converted (S61)."""
    check_role(by, Role.DESK)
    line = _being_sourced(line)
    if not supplier.strip():
        raise NoSupplier()
    if not copyright_basis.strip():
        raise NoCopyrightBasis()
    quoted = _price(price, currency)
    sourcing, _ = Sourcing.objects.update_or_create(
        line=line,
        defaults={
            "supplier": supplier.strip(), "price": quoted.amount if quoted else None,
            "currency": quoted.unit if quoted else "", "form": Form(form), "copyright_basis": copyright_basis.strip(),
            "expected": str(ImpreciseDate.read(expected)), "recorded_by": by, "recorded_at": at,
        },
    )  # fmt: skip
    facts = {"supplier": supplier, "price": str(quoted) if quoted else "", "copyright basis": copyright_basis}
    journal.record(act="line.sourced", thing=line, by=by, at=at, facts=facts)
    return sourcing


def _price(price: str, currency: str) -> Quantity | None:
    if not price.strip():
        return None
    quoted = Quantity.of(price, currency)
    if not 0 <= quoted.amount < DEAREST or quoted.amount != quoted.amount.quantize(Decimal("0.01")):
        raise NoPrice(price=price)
    return quoted


def attach(
    *, line: OrderLine, file: StoredFile, file_name: str, title: str, by: Person, at: datetime, language: str = "",
    archive_reference: str = "", original_language: str = "", translators: Sequence[str] = (),
) -> Document:  # fmt: skip
    """Attaches what is to be supplied, after looking into it; a file that is refused is not taken."""
    check_role(by, Role.DESK)
    _being_sourced(line, lock=False)
    examined = documents.examine(file)
    with transaction.atomic():
        line = _being_sourced(line)
        return documents.attach(
            thing=line, file=examined, role=DocumentRole.ORIGINAL, file_name=file_name, title=title, by=by, at=at,
            language=language, archive_reference=archive_reference, original_language=original_language,
            translators=translators,
        )  # fmt: skip


@transaction.atomic
def withdraw(*, line: OrderLine, document: Document, by: Person, at: datetime, reason: str) -> None:
    """Takes back what was attached wrongly, so that it is neither marked nor leaves; it is kept, with the reason."""
    check_role(by, Role.DESK)
    line = _being_sourced(line)
    if (document.thing_kind, document.thing_id, document.role) != (line.kind, line.pk, DocumentRole.ORIGINAL):
        raise NotAnOriginal(title=document.title, line=str(line))
    if not reason.strip():
        raise NoReason(title=document.title)
    documents.withdraw(document=document, thing=line, by=by, at=at, reason=reason.strip())


def prepare(*, line: OrderLine, by: Person, at: datetime) -> list[Document]:
    """Marks every original of a line as its rule demands, with cover sheet and label; the line is then ready.

    Marking takes time and is done before the transaction; what was made counts only if nothing changed meanwhile.
    """
    check_role(by, Role.DESK)
    line = _being_sourced(line, lock=False)
    decision = check_may_supply(line)
    originals = documents.of(line, DocumentRole.ORIGINAL)
    if not originals:
        raise NoDocument(line=str(line))
    _check_not_bound(originals, line)
    decisions.check_still_so(decision=decision, line=line, at=at)
    if decision.facts.get("origin") == "third country" and not Sourcing.objects.filter(line=line).exists():
        raise SourceFirst(line=str(line))
    caveat = marking.caveat_of(decision.marking)
    copies = [
        marked_copy.make(original=original, caveat=caveat, to=line.order.partner, reference=str(line),
                         basis=decision.agreement_clause, position=position, of=len(originals), at=at)
        for position, original in enumerate(originals, start=1)
    ]  # fmt: skip
    return _ready(line, decision, originals, copies, by, at)


def _check_not_bound(originals: Sequence[Document], line: OrderLine) -> None:
    """Refuses here already what could not be released, so that the line can still be decided anew."""
    for original, mark in marking.binding(originals):
        if mark.bars_onward_release and mark.party_id != line.order.partner_id:
            raise marking.BoundByMark(
                title=original.title, partner=line.order.partner.code, giver=mark.party.code,
                text=mark.text or mark.caveat,
            )  # fmt: skip


@transaction.atomic
def _ready(
    line: OrderLine, decision: Decision, originals: Sequence[Document], copies: Sequence[marked_copy.Made],
    by: Person, at: datetime,
) -> list[Document]:  # fmt: skip
    line = _being_sourced(line)
    if decisions.standing(line).pk != decision.pk or documents.of(line, DocumentRole.ORIGINAL) != originals:
        raise NotBeingSourced(line=str(line), state=line.state)
    made = [document for copy in copies for document in marked_copy.keep(copy, thing=line, by=by, at=at)]
    move(line, LineState.READY, at=at)
    facts = {"marking": decision.marking, "documents": [document.file_id for document in made]}
    journal.record(act="line.ready", thing=line, by=by, at=at, basis=decision.basis, facts=facts)
    return made


def check_may_supply(line: OrderLine) -> Decision:
    """The standing decision, if it says supply and every approval it demands was granted; refuses otherwise."""
    decision = decisions.standing(line)
    if decision.outcome != Outcome.SUPPLY:
        raise NoSupplyDecision(line=str(line))
    granted = [step.authority.code for step in approval.steps_of(line) if step.state == "granted"]
    if granted != decision.approvals:
        raise NotApproved(line=str(line))
    return decision


@transaction.atomic
def release(*, line: OrderLine, by: Person, at: datetime) -> Release:
    """Lets a ready line's marked documents leave in the next pouch; the carrier seals it."""
    check_role(by, Role.DESK)
    line = locked(line)
    if line.state != LineState.READY or dispatch.release_of(line) is not None:
        raise NotReady(line=str(line), state=line.state)
    decision = check_may_supply(line)
    decisions.check_still_so(decision=decision, line=line, at=at)
    leaving, caveat = newest_copies(line), marking.caveat_of(decision.marking)
    body, files = marked_copy.delivery(line=line.partner_line or line.pk, documents=leaving, caveat=caveat)
    return dispatch.release(
        partner=line.order.partner, thing=line, documents=leaving, basis=decision.basis, caveat=caveat.code,
        what="delivery", body=body, files=files, by=by, at=at,
    )  # fmt: skip


def newest_copies(line: OrderLine) -> list[Document]:
    """The marked copies of a line, then their cover sheets and labels: those made last."""
    made = documents.of(line, *LEAVING)
    last = max((one.added_at for one in made), default=None)
    newest = [one for one in made if one.added_at == last]
    return sorted(newest, key=lambda one: (LEAVING.index(DocumentRole(one.role)), one.title, one.pk))


@transaction.atomic
def recall(*, line: OrderLine, by: Person, at: datetime, notice: str = "") -> str:
    """Calls a line back: unseen while no pouch is sealed, by a notice to the partner afterwards.

    What is ready and was not released is called back unseen too, for example to attach another file.

    Returns "recalled" or "notice sent".
    """
    check_role(by, Role.DESK)
    line = locked(line)
    act = dispatch.release_of(line)
    if act is not None and act.message.state == MessageState.QUEUED:
        dispatch.recall(act=act, by=by, at=at)
    if line.state == LineState.READY:
        move(line, LineState.SOURCING, at=at, note=notice)
        journal.record(act="line.called back", thing=line, by=by, at=at, facts={"notice": notice})
        return "recalled"
    return _notify(line, notice, by, at)


@transaction.atomic
def recall_approval(*, line: OrderLine, remark: str, by: Person, at: datetime, second_factor: bool) -> str:
    """An authority takes back what it granted: the line is to be decided again, or, if it left, called back by notice.

    The notice has no words: the remark stays inside. Returns "recalled" or "notice sent".
    """
    check_second_factor(second_factor)
    line = locked(line)
    step = granted_by(line, by, at)
    if line.state in (LineState.SHIPPED, LineState.DELIVERED):
        return _notify(line, "", by, at, remark=remark)
    act = dispatch.release_of(line)
    if act is not None:
        dispatch.recall(act=act, by=by, at=at)
    move(line, LineState.DECIDING, at=at, note=remark)
    approval.recall(thing=line, by=by, at=at)
    facts = {"authority": step.authority.code, "remark": remark}
    journal.record(act="line.approval taken back", thing=line, by=by, at=at, facts=facts)
    return "recalled"


def granted_by(line: OrderLine, by: Person, at: datetime) -> ApprovalStep:
    """The first granted step whose authority the person holds on that day; refuses a person who holds none."""
    granted = [step for step in approval.steps_of(line) if step.state == StepState.GRANTED]
    for step in granted:
        if authority.holding(by, step.authority, day_of(at)) is not None:
            return step
    raise NothingGranted(line=str(line), person=by.name)


def _notify(line: OrderLine, notice: str, by: Person, at: datetime, *, remark: str = "") -> str:
    if line.state not in (LineState.SHIPPED, LineState.DELIVERED):
        raise NotShipped(line=str(line), state=line.state)
    if Message.objects.filter(what="recall", thing_kind=line.kind, thing_id=line.pk).exists():
        raise AlreadyNotified(line=str(line))
    body = {"line": line.partner_line or line.pk, "notice": notice}
    dispatch.queue(partner=line.order.partner, what="recall", thing=line, at=at, body=body)
    journal.record(act="line.recall notice", thing=line, by=by, at=at, facts={"notice": notice, "remark": remark})
    return "notice sent"


def shipped(*, line: OrderLine, pouch: int, at: datetime) -> None:
    """The carrier sealed the line into a pouch; call it in the sealing's transaction."""
    line = locked(line)
    move(line, LineState.SHIPPED, at=at)
    journal.record(act="line.shipped", thing=line, by=None, at=at, facts={"pouch": pouch})


@transaction.atomic
def delivered(*, line: OrderLine, at: datetime, by: Person | None = None, told: str = "") -> None:
    """The partner confirms receipt, by pouch or by a letter that an officer records."""
    if by is not None:
        check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.DELIVERED, at=at)
    journal.record(act="line.delivered", thing=line, by=by, at=at, facts={"told": told})


@transaction.atomic
def returned(*, line: OrderLine, at: datetime, by: Person | None = None) -> None:
    """The partner gave the item back."""
    if by is not None:
        check_role(by, Role.DESK)
    line = locked(line)
    move(line, LineState.RETURNED, at=at)
    journal.record(act="line.returned", thing=line, by=by, at=at)


def price_of(sourcing: Sourcing) -> Quantity | None:
    """The price as quoted."""
    return Quantity(Decimal(sourcing.price), sourcing.currency) if sourcing.price is not None else None


def _being_sourced(line: OrderLine, *, lock: bool = True) -> OrderLine:
    line = locked(line) if lock else OrderLine.objects.select_related("order__partner").get(pk=line.pk)
    if line.state != LineState.SOURCING:
        raise NotBeingSourced(line=str(line), state=line.state)
    return line
