"""An office at work, for the tests of what it does: people, partners with keys, a policy, a clock that moves on."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfgen import canvas

from tests.engines.seal.pouches import fresh_keys
from tests.once import once
from tests.rulebooks import in_force
from verbale.domain.cycle import decision, fulfilment, need, request
from verbale.domain.spine import authority, document, office, party, party_keys, policy
from verbale.engines import paper
from verbale.engines.inspection import inspector
from verbale.engines.inspection.pdf import examine
from verbale.engines.paper import child
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys.first_run import DEFAULT_CAVEATS
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home
from verbale.records.dispatch import Message
from verbale.records.document import Document, StoredFile
from verbale.records.journal import JournalPayload
from verbale.records.marking import Caveat
from verbale.records.need import NeedLine
from verbale.records.party import Party
from verbale.records.person import Person, RoleHeld
from verbale.records.policy import Policy
from verbale.records.request import Order, OrderLine

RULEBOOKS = Path(policy.__file__).parents[2] / "rulebooks"
PEOPLE = {
    "admin": ("Ada Lindt", ["administrator"]),
    "admin2": ("Beat Amsler", ["administrator"]),
    "desk": ("Chiara Rossi", ["desk"]),
    "desk2": ("Dario Keller", ["desk"]),
    "department": ("Eva Brunner", ["approver"]),
    "committee": ("Franz Egli", ["approver"]),
    "librarian": ("Lin Hai", ["librarian"]),
    "auditor": ("Gina Meier", ["auditor"]),
}
Founded = tuple[Party, Party, Party, dict[str, Person], Policy]
"""We, our partner, a third party, our people by handle, and the policy of supply."""
APPROVERS = {"department-in-charge": "department", "committee": "committee"}
ANSWER_DAYS = 30

OPEN = {"origin": "domestic", "publisher class": "listed press", "distribution": "open", "kind": "book"}
FOREIGN = {"origin": "third country", "distribution": "open", "kind": "book"}
INTERNAL = {"origin": "domestic", "publisher class": "department", "distribution": "internal", "kind": "report"}
CONFIDENTIAL = {"origin": "domestic", "publisher class": "department", "distribution": "confidential", "kind": "report"}


@dataclass
class Bureau:
    """The office; ``at()`` is one minute after the last act."""

    home: Home
    clock: SetClock
    us: Party
    partner: Party
    third: Party
    keys: dict[str, NodeKeys]
    people: dict[str, Person]
    policy: Policy
    made: int = field(default=0)

    def at(self, **by: float) -> datetime:
        return self.clock.forward(**(by or {"minutes": 1}))

    def who(self, handle: str) -> Person:
        return self.people[handle]

    def order(
        self, *facts: Mapping[str, Any], route: str = "department", partner: Party | None = None, by_pouch: bool = True,
        form: str = "photocopy", copies: int = 1,
    ) -> Order:  # fmt: skip
        """An order by citation, a line for each set of facts, which the desk has stated (none for no facts)."""
        self.made += 1
        wanted = [
            request.Wanted(
                citation=f"Item {number}", form=form, copies=copies, partner_line=f"line{self.made}-{number}",
            )
            for number in range(1, len(facts) + 1)
        ]  # fmt: skip
        order = request.receive(
            partner=partner or self.partner, source="citation", route=route, purpose="Research", lines=wanted,
            by=None if by_pouch else self.who("desk"), at=self.at(), partner_number=f"OUT-{self.made}",
            partner_order=f"order{self.made}" if by_pouch else "",
        )  # fmt: skip
        for line, known in zip(self.lines(order), facts, strict=True):
            if known:
                request.state_facts(line=line, facts=known, by=self.who("desk"), at=self.at())
        return order

    def lines(self, order: Order) -> list[OrderLine]:
        return list(order.lines.order_by("position"))

    def line(self, line: OrderLine) -> OrderLine:
        return OrderLine.objects.get(pk=line.pk)

    def states(self, order: Order) -> list[str]:
        return [line.state for line in self.lines(order)]

    def take_up(self, line: OrderLine) -> OrderLine:
        return request.take_up(line=line, by=self.who("desk"), at=self.at())

    def decide(self, line: OrderLine) -> OrderLine:
        decision.decide(line=self.line(line), by=self.who("desk"), at=self.at())
        return self.line(line)

    def approve(self, line: OrderLine, handle: str) -> OrderLine:
        decision.approve(line=line, remark="", by=self.who(handle), at=self.at(), second_factor=True)
        return self.line(line)

    def reject(self, line: OrderLine, handle: str) -> OrderLine:
        decision.reject(line=line, remark="", by=self.who(handle), at=self.at(), second_factor=True)
        return self.line(line)

    def attach(self, line: OrderLine, data: bytes | None = None, title: str = "A paper") -> Document:
        return fulfilment.attach(
            line=line, file=self.store(data or pdf()), file_name="paper.pdf", title=title, by=self.who("desk"),
            at=self.at(),
        )  # fmt: skip

    def store(self, data: bytes, name: str = "paper.pdf") -> StoredFile:
        return document.store(io.BytesIO(data), name=name, at=self.at())

    def prepare(self, line: OrderLine) -> list[Document]:
        return fulfilment.prepare(line=line, by=self.who("desk"), at=self.at())

    def release(self, line: OrderLine) -> None:
        fulfilment.release(line=line, by=self.who("desk"), at=self.at())

    def ready(self, facts: Mapping[str, Any] = OPEN, **told: Any) -> OrderLine:
        """A line of an order of its own, decided, with a marked paper."""
        (line,) = self.lines(self.order(facts, **told))
        self.decide(line)
        self.attach(line)
        self.prepare(line)
        return self.line(line)

    def shipped(self, **told: Any) -> OrderLine:
        """A line that left: as the carrier does it, without a pouch."""
        line = self.ready(**told)
        self.release(line)
        fulfilment.shipped(line=line, pouch=1, at=self.at())
        return self.line(line)

    def wanted(self, *citations: str, partner: Party | None = None) -> list[NeedLine]:
        """The lines of an order of ours that was sent."""
        by = self.who("librarian")
        wanted = need.open_order(
            partner=partner or self.partner, route="information institute", purpose="Research", by=by, at=self.at()
        )
        for citation in citations or ("Item",):
            need.add_line(need=wanted, by=by, at=self.at(), citation=citation)
        need.send(need=wanted, by=by, at=self.at())
        return list(wanted.lines.order_by("position"))

    def supersede(self, name: str, day: date) -> None:
        """Another rulebook comes into force."""
        in_force(self.policy, rulebook(name), name=name, day=day, by=self.who("admin"), at=self.at())


def open_bureau(home: Home, clock: SetClock, keys: Mapping[str, NodeKeys] | None = None) -> Bureau:
    """Makes an office in the tests' database; with fresh keys, but for those that are given."""
    at = clock.now()
    if keys:
        rows, all_keys = _found(at, keys)
    else:
        rows, all_keys = once(("bureau", at), lambda: _found(at, {}))
    us, partner, third, people, supply = rows
    return Bureau(home, clock, us, partner, third, dict(all_keys), people, supply)


def _found(at: datetime, keys: Mapping[str, NodeKeys]) -> tuple[Founded, Mapping[str, NodeKeys]]:
    people = {handle: _person(handle, name, roles) for handle, (name, roles) in PEOPLE.items()}
    admin, admin2 = people["admin"], people["admin2"]
    office.describe(
        by=admin, at=at, complete=True, names={"en": "Our Institute"}, languages=["en", "de"], time_zone="UTC",
        answer_days=ANSWER_DAYS, batch_from=5,
    )  # fmt: skip
    keys = {code: fresh_keys() for code in ("OURS", "THEIRS", "FURTHER")} | dict(keys)
    us, partner, third = (_party(code, keys[code], admin, at) for code in keys)
    Caveat.objects.bulk_create(
        Caveat(code=code, texts=dict(texts), bars_onward_release=bars)
        for code, (bars, texts) in DEFAULT_CAVEATS.items()
    )
    for code, handle in APPROVERS.items():
        defined = authority.define(code=code, titles={"en": code.capitalize()}, by=admin, at=at)
        held = authority.propose(
            person=people[handle], authority=defined, since=date(2026, 1, 1), until=None, by=admin, at=at
        )
        authority.confirm(held=held, by=admin2, at=at)
    supply = policy.define(code="supply", titles={"en": "Supply"}, by=admin, at=at)
    in_force(supply, rulebook("supply-1964.dmn"), name="supply-1964.dmn", day=date(1964, 2, 18), by=admin, at=at)
    for code in (partner, third):
        policy.use_for(
            policy=supply, partner=code, agreement_clause="Article 4", since=date(2026, 1, 1), by=admin, at=at
        )
    return (us, partner, third, people, supply), keys


def _person(handle: str, name: str, roles: Sequence[str]) -> Person:
    made = Person.objects.create(handle=handle, name=name, email=f"{handle}@example.org")
    RoleHeld.objects.bulk_create(RoleHeld(person=made, role=role) for role in roles)
    return made


def _party(code: str, keys: NodeKeys, admin: Person, at: datetime) -> Party:
    made = party.introduce(
        code=code, names={"en": f"{code.capitalize()} Institute"}, language="en", by=admin, at=at, is_us=code == "OURS"
    )
    added = party_keys.add(party=made, keys=keys.public, by=admin, at=at)
    party_keys.confirm(keys=added, fingerprint=keys.public.fingerprint, by=admin, at=at)
    return made


@cache
def rulebook(name: str) -> bytes:
    return (RULEBOOKS / name).read_bytes()


@cache
def pdf(text: str = "A paper", pages: int = 2) -> bytes:
    """A small paper; another text gives other bytes."""
    written = io.BytesIO()
    sheet = canvas.Canvas(written, invariant=True)
    for number in range(1, pages + 1):
        sheet.drawString(200, 400, f"{text}, page {number}")
        sheet.showPage()
    sheet.save()
    return written.getvalue()


def in_this_process(monkeypatch: Any) -> None:
    """Opens PDFs here rather than in a process each: the isolation has its own tests, and a process takes a second."""
    for name in ("inspect_pdf", "clean_pdf", "mark_pdf", "wrap_signed", "read_marks", "check_marks"):
        monkeypatch.setattr(paper.isolated, name, getattr(child, name))
    monkeypatch.setattr(inspector.isolated, "examine", examine)


def told(partner: Party) -> list[dict[str, Any]]:
    """What waits for a partner or went to it: each message's kind and body, in order."""
    messages = Message.objects.filter(partner=partner).order_by("queued_at", "id")
    return [{"what": one.what, "body": one.body} for one in messages]


def acts(thing: Any = None) -> list[str]:
    """What the journal says was done, to one thing or at all."""
    rows = JournalPayload.objects.order_by("entry")
    if thing is not None:
        rows = rows.filter(thing_kind=thing.kind, thing_id=thing.pk)
    return list(rows.values_list("act", flat=True))
