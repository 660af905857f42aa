"""What one side of the demo does in the circle, from the catalogue to the account: each function is one step."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from verbale.domain.books.account import account as account_with
from verbale.domain.cycle import decision, fulfilment, holding, letter, need, request
from verbale.domain.cycle.edition import import_edition
from verbale.domain.cycle.lookup import set_lookup
from verbale.domain.spine import document, journal
from verbale.journeys.demo_node import who
from verbale.journeys.demo_papers import invented_paper
from verbale.journeys.demo_records import demo_lookups
from verbale.records.document import DocumentRole
from verbale.records.holding import Edition, LookupTable
from verbale.records.need import NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.request import LineState, Order, OrderLine


def fill_lookups(*, at: datetime) -> int:
    """Sets the lookup tables by which records get their origin and publisher class."""
    tables = demo_lookups()
    rows = [(LookupTable.COUNTRY_GROUP, key, value) for key, value in tables.country_groups.items()]
    rows += [(LookupTable.PUBLISHER_CLASS, key, value) for key, value in tables.publisher_classes]
    if not any(key == "*" and table == LookupTable.COUNTRY_GROUP for table, key, _ in rows):
        rows.append((LookupTable.COUNTRY_GROUP, "*", "third country"))
    for table, key, value in rows:
        set_lookup(table=table, key=key, value=value, by=who("desk"), at=at)
    return len(rows)


def import_file(
    *, path: str, name: str, distribution: str, reason: str, at: datetime, progress: Callable[[int], None]
) -> dict[str, int]:
    with Path(path).open("rb") as stream:
        edition, summary = import_edition(
            stream=stream, name=name, distribution=distribution, reason=reason, by=who("desk"), at=at,
            progress=progress,
        )  # fmt: skip
    return {"records": edition.records, "faulty": len(summary.faulty)}


def publish(*, partner: str, at: datetime, progress: Callable[[int], None]) -> dict[str, int]:
    offer = holding.publish_offer(
        partner=Party.objects.get(code=partner), editions=list(Edition.objects.order_by("imported_at")),
        by=who("desk"), at=at, progress=progress,
    )  # fmt: skip
    return {"offered": offer.offered, "reviewed": offer.reviewed}


def find(*, partner: str, text: str, limit: int) -> dict[str, Any]:
    """What the librarian finds in the partner's catalogue."""
    hits = holding.search_received(holding.newest_catalogue(Party.objects.get(code=partner)), text, limit=limit)
    rows = [
        {
            "identifier": item.identifier,
            "title": item.title,
            "form": next(iter(item.forms), ""),
            "channel": item.channel,
        }
        for item in hits.items
    ]
    return {"total": hits.total, "items": rows}


def order(
    *, partner: str, route: str, purpose: str, items: Sequence[tuple[str, str]], citations: Sequence[str], at: datetime
) -> str:
    """The librarian orders items of the catalogue (identifier, form) and others by citation; returns the number."""
    by = who("librarian")
    wanted = need.open_order(partner=Party.objects.get(code=partner), route=route, purpose=purpose, by=by, at=at)
    for identifier, form in items:
        need.add_line(need=wanted, by=by, at=at, item=identifier, form=form)
    for citation in citations:
        need.add_line(need=wanted, by=by, at=at, citation=citation)
    return str(need.send(need=wanted, by=by, at=at).number)


def state_known_facts(*, facts: dict[str, dict[str, Any]], at: datetime) -> int:
    """The desk states what is known of items that were cited; by a part of the citation."""
    known = 0
    for line in OrderLine.objects.filter(item="", facts={}):
        for part, told in facts.items():
            if part in line.citation:
                request.state_facts(line=line, facts=told, by=who("desk"), at=at)
                known += 1
    return known


def decide_all(*, at: datetime) -> list[dict[str, Any]]:
    """The desk takes up and decides whatever came in; tells each outcome with the rule that gave it."""
    told = []
    for line in OrderLine.objects.filter(state=LineState.RECEIVED).order_by("order__received_at", "order", "position"):
        request.take_up(line=line, by=who("desk"), at=at)
        made = decision.decide(line=line, by=who("desk"), at=at)
        told.append(
            {"line": str(line), "outcome": made.outcome, "basis": made.basis, "rules": made.rules,
             "approvals": made.approvals, "marking": made.marking}
        )  # fmt: skip
    return told


def approve_all(*, authority_code: str, handle: str, refuse: str, at: datetime) -> list[str]:
    """The holder of an authority acts on every open step, refusing what a word in the citation names."""
    told = []
    for line in OrderLine.objects.filter(state=LineState.AWAITING_APPROVAL).order_by("order", "position"):
        step = decision.open_step(line)
        if step.authority.code != authority_code:
            continue
        act = decision.reject if refuse and refuse in line.citation else decision.approve
        act(line=line, remark="", by=who(handle), at=at, second_factor=True)
        told.append(f"{line} {'refused' if act is decision.reject else 'granted'}")
    return told


def source_and_mark(*, at: datetime) -> list[str]:
    """The desk gets each item, attaches its paper, and marks it; tells the marked copies."""
    told, by = [], who("desk")
    for line in OrderLine.objects.filter(state=LineState.SOURCING).order_by("order", "position"):
        if decision.standing(line).facts.get("origin") == "third country":
            fulfilment.source(
                line=line, supplier="Book trading company", price="18.50", currency="CHF", form=line.form,
                copyright_basis="Copying licence of the collecting society", by=by, at=at, expected="",
            )  # fmt: skip
        data = invented_paper(title=line.citation[:80], day=at.date())
        file = document.store(io.BytesIO(data), name="paper.pdf", at=at)
        fulfilment.attach(
            line=line, file=file, file_name="paper.pdf", title=line.citation[:200], by=by, at=at, language="en",
            original_language="en",
        )  # fmt: skip
        made = fulfilment.prepare(line=line, by=by, at=at)
        marked = next(one for one in made if one.role == DocumentRole.MARKED)
        told.append(f"{line} “{marked.caveat}”, {marked.made_from.file.pages if marked.made_from else 0} pages")
    return told


def release_all(*, at: datetime) -> int:
    ready = list(OrderLine.objects.filter(state=LineState.READY).order_by("order", "position"))
    for line in ready:
        fulfilment.release(line=line, by=who("desk"), at=at)
    return len(ready)


def confirm_all(*, at: datetime) -> int:
    """The librarian confirms receipt of whatever arrived."""
    arrived = list(NeedLine.objects.filter(state=NeedState.ARRIVED).order_by("need", "position"))
    for line in arrived:
        need.confirm_receipt(line=line, by=who("librarian"), at=at)
    return len(arrived)


def answer_due(*, at: datetime) -> dict[str, int]:
    """Answers the orders whose day has come, and prints a letter for each."""
    answers: list[str] = []
    for due in request.to_answer(on=at.date()):
        answers += request.answer(order=due, at=at).values()
        letter.answer_letter(order=Order.objects.get(pk=due.pk), by=who("desk"), at=at)
    return {word: answers.count(word) for word in sorted(set(answers))}


def told_lines() -> dict[str, int]:
    """How many lines of our orders stand where."""
    states = list(NeedLine.objects.exclude(state=NeedState.DRAFT).values_list("state", flat=True))
    return {state: states.count(state) for state in sorted(set(states))}


def standing(*, partner: str, handle: str, at: datetime) -> list[str]:
    """The account as one person of this side sees it."""
    seen = account_with(partner=Party.objects.get(code=partner), viewer=who(handle), today=at.date())
    return [f"{one.side}: {one.delivered:f} of {one.due:f} {one.unit} delivered" for one in seen.standings]


def verify() -> int:
    """How many entries of the journal verify."""
    return journal.verify().count
