"""What one side does in the demo: each function is one step of one office, in that node's own process."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from verbale.domain.books.account import account as account_with
from verbale.domain.cycle import decision, fulfilment, holding, letter, need, request
from verbale.domain.spine import (
    authority,
    correspondence,
    document,
    instrument,
    journal,
    office,
    party,
    party_keys,
    person,
    policy,
)
from verbale.engines.seal import PublicKeys
from verbale.journeys.demo_papers import invented_paper
from verbale.journeys.demo_records import demo_lookups
from verbale.journeys.demo_texts import SCOPE
from verbale.journeys.demo_texts import approve_agreement as approve_agreement
from verbale.journeys.demo_texts import counter_agreement as counter_agreement
from verbale.journeys.demo_texts import propose_agreement as propose_agreement
from verbale.journeys.demo_texts import propose_programme as propose_programme
from verbale.journeys.demo_texts import state_of as state_of
from verbale.records.document import DocumentRole
from verbale.records.holding import Edition, LookupTable
from verbale.records.need import NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.request import LineState, Order, OrderLine
from verbale.records.text import Text

RULEBOOKS = Path(__file__).parents[1] / "rulebooks"


def who(handle: str) -> Person:
    """A person of this side by sign-in name."""
    return Person.objects.get(handle=handle)


def staff(*, people: Sequence[dict[str, Any]], invitation: str, password: str, at: datetime) -> None:
    """The first administrator accepts the invitation and invites the others; each sets a password."""
    admin = person.accept_invitation(secret=invitation, password=password, at=at)
    for one in people:
        _, secret = person.invite(
            handle=one["handle"], name=one["name"], email=one["email"], roles=one["roles"], by=admin, at=at,
            office_held=one["office"],
        )  # fmt: skip
        person.accept_invitation(secret=secret, password=one["password"], at=at)


def complete_office(*, address: str, answer_days: int, at: datetime) -> None:
    office.describe(by=who("admin"), at=at, complete=True, address=address, answer_days=answer_days)


def our_keys() -> str:
    """The line with our public keys, to be given to a partner."""
    return party_keys.confirmed(party.us()).line()


def introduce(*, code: str, names: dict[str, str], language: str, keys: str, folder: str, at: datetime) -> str:
    """Adds the partner and confirms the fingerprint that it told by telephone; returns the fingerprint."""
    admin = who("admin")
    partner = party.introduce(code=code, names=names, language=language, by=admin, at=at, carry_to=folder)
    added = party_keys.add(party=partner, keys=PublicKeys.read(keys), by=admin, at=at)
    party_keys.confirm(keys=added, fingerprint=PublicKeys.read(keys).fingerprint, by=admin, at=at)
    return added.fingerprint


def relations(*, partner: str, at: datetime) -> None:
    """Names the channels through which we supply and the contact unit set up after talks (S70, S71)."""
    admin, their = who("admin"), Party.objects.get(code=partner)
    for code, title, chinese, does in (
        ("trading company", "Book trading company", "图书贸易公司", "orders publications, also abroad"),
        ("information institute", "Information institute", "情报研究所", "copies open material"),
        ("book exchange", "Book exchange", "书刊交换", "exchanges named series, indexes and abstracts"),
        ("department", "Department in charge", "主管部门", "gives what two approvals allow"),
        ("bilateral cooperation", "Bilateral cooperation", "双边合作", "settles what only the next talks can"),
    ):
        party.name_channel(code=code, titles={"en": title, "zh": chinese}, does=does, by=admin, at=at)
    party.set_up_contact_unit(
        party=their, name="Literature desk", reach="by pouch, or through the embassy", since=at.date(), by=admin, at=at
    )


def grant_authorities(*, holders: dict[str, tuple[dict[str, str], str]], since: date, at: datetime) -> None:
    """Two administrators grant each authority: one proposes, the other confirms."""
    first, second = who("admin"), who("admin2")
    for code, (titles, holder) in holders.items():
        defined = authority.define(code=code, titles=titles, by=first, at=at)
        held = authority.propose(person=who(holder), authority=defined, since=since, until=None, by=first, at=at)
        authority.confirm(held=held, by=second, at=at)


def record_policy(*, partners: Sequence[str], clause: str, in_force_from: date, at: datetime) -> int:
    """Records the approved report on paper with its chain, its rulebook, and the partners it is used for."""
    admin = who("admin")
    paper = instrument.record(
        title="Report on supplying scientific and technical literature", by=who("desk"), at=at, grade="Internal",
        serials=["64-205", "63-1225"], seals=["Science committee", "Foreign liaison committee"],
        distribution=["Departments concerned", "Academy", "Book trading company", "Provincial committees"],
        order_to_implement="To be acted on as approved", dated="1964-02-18", archive_reference="3124-0124, 8–10",
        original_language="zh", translators=["J. Wang", "C. Kraus"],
    )  # fmt: skip
    for what, by_whom, on in (
        ("submitted", "Both committees", "1963-11-30"),
        ("revised", "Foreign office", "1964-01"),
        ("approved", "Vice premier", "1964-01-05"),
        ("forwarded", "Science committee", "1964-02-18"),
    ):
        instrument.add_step(instrument=paper, what=what, who=by_whom, on=on, by=who("desk"), at=at)
    defined = policy.define(
        code="supply", titles={"en": "Supply of literature", "zh": "科技资料提供办法"}, by=admin, at=at
    )
    book = RULEBOOKS / "supply-1964.dmn"
    version = policy.record_version(
        policy=defined, rulebook=book.read_bytes(), file_name=book.name, in_force_from=in_force_from, by=admin, at=at,
        instrument=paper,
    )  # fmt: skip
    for code in partners:
        their = Party.objects.get(code=code)
        agreed = Text.objects.filter(partner=their).exclude(in_force="").first()
        policy.use_for(
            policy=defined, partner=their, agreement_clause=clause, since=in_force_from, by=admin, at=at, text=agreed,
            article=SCOPE if agreed else "",
        )  # fmt: skip
    return version.number


def further_partner(*, code: str, names: dict[str, str], language: str, at: datetime) -> None:
    """A second partner, for whom the same policy is used unchanged (S72)."""
    party.introduce(code=code, names=names, language=language, by=who("admin"), at=at)


def fill_lookups(*, at: datetime) -> int:
    """Sets the lookup tables by which records get their origin and publisher class."""
    tables = demo_lookups()
    rows = [(LookupTable.COUNTRY_GROUP, key, value) for key, value in tables.country_groups.items()]
    rows += [(LookupTable.PUBLISHER_CLASS, key, value) for key, value in tables.publisher_classes]
    if not any(key == "*" and table == LookupTable.COUNTRY_GROUP for table, key, _ in rows):
        rows.append((LookupTable.COUNTRY_GROUP, "*", "third country"))
    for table, key, value in rows:
        holding.set_lookup(table=table, key=key, value=value, by=who("desk"), at=at)
    return len(rows)


def import_file(
    *, path: str, name: str, distribution: str, reason: str, at: datetime, progress: Callable[[int], None]
) -> dict[str, int]:
    with Path(path).open("rb") as stream:
        edition, summary = holding.import_edition(
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


def log_talks(*, partner: str, at: datetime) -> None:
    """The log: a request, an oral assurance about it, a talk on practice, instructions asked for and given."""
    by, their, day = who("desk"), Party.objects.get(code=partner), at.date().isoformat()
    asked = correspondence.log(
        what="request", on=day, said_by="Their librarian", subject="Literature on hydrology and optics", by=by, at=at,
        partner=their,
    )  # fmt: skip
    correspondence.log(
        what="oral assurance", on=day, said_by="Our director", said_to="Their director",
        subject="It can be resolved in a friendly manner", by=by, at=at, partner=their, answers=asked,
    )  # fmt: skip
    correspondence.log(
        what="talk", on=day, said_by="Our desk", said_to="Their embassy", by=by, at=at, partner=their,
        subject="Practice of supply and contact units",
    )  # fmt: skip
    question = correspondence.log(
        what="instruction asked", on=day, said_by="Our desk", said_to="The committee",
        subject="May standards be copied whole?", by=by, at=at,
    )  # fmt: skip
    correspondence.log(
        what="instruction given", on=day, said_by="The committee", said_to="Our desk",
        subject="Standards may be copied whole", by=by, at=at, answers=question,
    )  # fmt: skip


def standing(*, partner: str, handle: str, at: datetime) -> list[str]:
    """The account as one person of this side sees it."""
    seen = account_with(partner=Party.objects.get(code=partner), viewer=who(handle), today=at.date())
    return [f"{one.side}: {one.delivered:f} of {one.due:f} {one.unit} delivered" for one in seen.standings]


def verify() -> int:
    """How many entries of the journal verify."""
    return journal.verify().count
