"""What people do in the end-to-end test: each function is one step, run in the process of its own node.

A person is named by the sign-in name, a line by its position in the one order there is.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2

from verbale.domain.books.account import account
from verbale.domain.cycle import decision, fulfilment, holding, letter, need, request
from verbale.domain.cycle.edition import import_edition
from verbale.domain.spine import document, journal
from verbale.journeys.demo_cycle import fill_lookups
from verbale.journeys.demo_node import (
    complete_office,
    grant_authorities,
    introduce,
    our_keys,
    record_policy,
    staff,
    who,
)
from verbale.journeys.demo_papers import invented_paper
from verbale.records import files
from verbale.records.document import DocumentRole
from verbale.records.holding import Edition
from verbale.records.need import Need, NeedLine
from verbale.records.party import Party
from verbale.records.request import Order, OrderLine

__all__ = ["complete_office", "fill_lookups", "grant_authorities", "introduce", "our_keys", "record_policy", "staff"]


def import_catalogue(*, path: str, at: datetime) -> tuple[int, int]:
    with Path(path).open("rb") as stream:
        edition, summary = import_edition(
            stream=stream, name="open.mrc", distribution="open", reason="Public catalogue", by=who("desk"), at=at
        )
    return edition.records, len(summary.faulty)


def publish(*, partner: str, at: datetime) -> tuple[int, int]:
    offer = holding.publish_offer(
        partner=Party.objects.get(code=partner), editions=list(Edition.objects.all()), by=who("desk"), at=at
    )
    return offer.reviewed, offer.offered


def search(*, partner: str, text: str) -> list[dict[str, str]]:
    hits = holding.search_received(holding.newest_catalogue(Party.objects.get(code=partner)), text, limit=3)
    return [{"item": item.identifier, "title": item.title} for item in hits.items]


def order(*, partner: str, item: str, citations: Sequence[str], at: datetime) -> str | None:
    by = who("librarian")
    wanted = need.open_order(
        partner=Party.objects.get(code=partner), route="department", purpose="Comparison of stations", by=by, at=at
    )
    need.add_line(need=wanted, by=by, at=at, item=item)
    for citation in citations:
        need.add_line(need=wanted, by=by, at=at, citation=citation)
    return need.send(need=wanted, by=by, at=at).number


def received() -> tuple[str, str, date]:
    """The order as it reached us: our number, theirs, the day it will be answered."""
    order = Order.objects.get()
    return order.number, order.partner_number, order.answer_due


def decide(*, facts: dict[int, dict[str, Any]], at: datetime) -> list[tuple[str, list[str], str]]:
    decided = []
    for line in OrderLine.objects.order_by("position"):
        request.take_up(line=line, by=who("desk"), at=at)
        request.state_facts(line=line, facts=facts.get(line.position, {}), by=who("desk"), at=at)
        made = decision.decide(line=line, by=who("desk"), at=at)
        decided.append((made.outcome, made.approvals, made.basis))
    return decided


def approve(*, position: int, handle: str, at: datetime) -> str:
    line = OrderLine.objects.get(position=position)
    return decision.approve(line=line, remark="As agreed", by=who(handle), at=at, second_factor=True)


def source(*, position: int, at: datetime) -> str:
    sourcing = fulfilment.source(
        line=OrderLine.objects.get(position=position), supplier="Book trading company", price="18.50", currency="CHF",
        form="photocopy", copyright_basis="Licence of the collecting society", by=who("desk"), at=at,
    )  # fmt: skip
    return str(fulfilment.price_of(sourcing))


def attach(*, position: int, at: datetime) -> int | None:
    line = OrderLine.objects.get(position=position)
    paper = io.BytesIO(invented_paper(title=line.citation[:80], day=at.date()))
    file = document.store(paper, name="paper.pdf", at=at)
    kept = fulfilment.attach(
        line=line, file=file, file_name="paper.pdf", title=line.citation[:200], by=who("desk"), at=at
    )
    return kept.file.pages


def mark(*, position: int, at: datetime) -> list[tuple[str, str]]:
    made = fulfilment.prepare(line=OrderLine.objects.get(position=position), by=who("desk"), at=at)
    return [(one.role, one.caveat) for one in made]


def release(*, position: int, at: datetime) -> str:
    act = fulfilment.release(line=OrderLine.objects.get(position=position), by=who("desk"), at=at)
    return act.message.state


def came(*, position: int) -> list[tuple[str, list[str]]]:
    """What came for a line of our order: each PDF's file name, and the text of its pages."""
    documents = need.received_documents(NeedLine.objects.get(position=position))
    return sorted((one.file_name, _texts(one.file_id)) for one in documents if one.file.media_type == document.PDF)


def _texts(sha256: str) -> list[str]:
    with pypdfium2.PdfDocument(files.path_of(sha256)) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def confirm(*, position: int, at: datetime) -> None:
    need.confirm_receipt(line=NeedLine.objects.get(position=position), by=who("librarian"), at=at)


def standing(*, partner: str, handle: str, at: datetime) -> list[tuple[str, str, str]]:
    """The account as one person sees it: side, due, delivered."""
    seen = account(partner=Party.objects.get(code=partner), viewer=who(handle), today=at.date())
    return [(one.side, f"{one.due:f} {one.unit}", f"{one.delivered:f} {one.unit}") for one in seen.standings]


def answer(*, at: datetime) -> list[str]:
    """Answers what is due, and writes the letter; the words in the order of the lines."""
    told: list[str] = []
    for due in request.to_answer(on=at.date()):
        words = request.answer(order=due, at=at)
        told += [words[line.partner_line] for line in due.lines.order_by("position")]
        letter.answer_letter(order=Order.objects.get(pk=due.pk), by=who("desk"), at=at)
    return told


def letters() -> int:
    from verbale.records.document import Document

    return Document.objects.filter(role=DocumentRole.LETTER).count()


def lines() -> list[str]:
    """Where the lines of the order stand on our side."""
    return list(OrderLine.objects.order_by("position").values_list("state", flat=True))


def need_lines() -> list[str]:
    """Where the lines of our own order stand."""
    return list(NeedLine.objects.order_by("position").values_list("state", flat=True))


def number_of_partner() -> tuple[str | None, str]:
    mine = Need.objects.get()
    return mine.number, mine.partner_number


def verify() -> int:
    return journal.verify().count
