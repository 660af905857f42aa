"""A release desk for the tests of its pages, made by the office's own verbs: people, a partner, a policy, orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.engines.paper.documents import drawn
from tests.once import once
from tests.rulebooks import in_force
from tests.shared import ROOT
from verbale.domain.cycle import request
from verbale.domain.cycle.request import Wanted
from verbale.domain.spine import authority, marking, office, party, person, policy
from verbale.journeys.first_run import DEFAULT_CAVEATS
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.request import Order, OrderLine, Route, Source
from verbale.web import moment

RULEBOOK = ROOT / "src" / "verbale" / "rulebooks" / "supply-1964.dmn"
OPEN = {"origin": "domestic", "distribution": "open", "kind": "journal"}
"""Supplied as a copy by the information institute, without approvals."""
INTERNAL = {"origin": "domestic", "publisher class": "department", "distribution": "internal", "kind": "report"}
"""Asked of a department: two approvals."""
ABROAD = {"origin": "third country", "distribution": "open", "kind": "journal"}
"""Got from a third country."""
SECRET = {"origin": "domestic", "distribution": "confidential", "kind": "report"}
"""Referred to the talks."""


@dataclass
class Desk:
    """The office: its people by sign-in name, its partner, its clock."""

    clock: SetClock
    partner: Party
    people: dict[str, Person] = field(default_factory=dict)

    def tick(self, seconds: int = 60) -> Any:
        """The moment, after some time has passed."""
        return self.clock.forward(seconds=seconds)

    def client(self, handle: str) -> Client:
        """A browser in which somebody has signed in."""
        client = Client()
        client.force_login(self.people[handle])
        return client

    def order(self, *wanted: dict[str, Any], route: str = Route.INFORMATION_INSTITUTE, by: str = "ada") -> Order:
        """An order with a line for each set of facts, entered by a desk officer."""
        lines = [
            Wanted(citation=f"Soil Science {number}. Spring Press, 1987", facts=facts)
            for number, facts in enumerate(wanted or [OPEN], start=1)
        ]
        return request.receive(
            partner=self.partner, source=Source.LETTER, route=route, purpose="for a survey of soils", lines=lines,
            by=self.people[by], at=self.tick(), partner_number="K-7",
        )  # fmt: skip

    def line(self, facts: dict[str, Any] | None = None, route: str = Route.INFORMATION_INSTITUTE) -> OrderLine:
        """The one line of a fresh order."""
        return OrderLine.objects.get(order=self.order(facts or OPEN, route=route))

    def act(self, line: OrderLine, name: str, by: str = "ada", client: Client | None = None, **data: Any) -> Any:
        """Reads the line's page, then does an act on it as its form would; gives the answer."""
        client = client or self.client(by)
        read = client.get(f"/lines/{line.pk}").context["read"]
        self.tick()
        return client.post(f"/lines/{line.pk}/{name}", {"read": read, **data})


def invite(handle: str, roles: list[str], by: Person | None, at: Any) -> Person:
    made, _ = person.invite(handle=handle, name=handle.title(), email="", roles=roles, by=by, at=at)
    return made


@pytest.fixture
def desk(db: None, home: Home, clock: SetClock, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An office with two desk officers, two approvers, a partner, and the policy of 1964."""
    monkeypatch.setattr(moment, "CLOCK", clock)
    settings.DEMO = True
    at = clock.now()
    (theirs, people), _ = once(("release office", at), lambda: (_founded(at), None))
    return Desk(clock, theirs, people)


def _founded(at: datetime) -> tuple[Party, dict[str, Person]]:
    people = {"root": invite("root", [Role.ADMINISTRATOR], None, at)}
    for handle, roles in {
        "vera": [Role.ADMINISTRATOR], "ada": [Role.DESK], "ben": [Role.DESK], "ann": [Role.APPROVER],
        "carl": [Role.APPROVER], "lena": [Role.LIBRARIAN], "otto": [Role.AUDITOR],
    }.items():  # fmt: skip
        people[handle] = invite(handle, roles, people["root"], at)
    root, vera = people["root"], people["vera"]
    office.describe(by=root, at=at, names={"en": "Release office"}, languages=["en"], complete=True)
    party.introduce(code="OURS", names={"en": "Our academy"}, language="en", by=None, at=at, is_us=True)
    theirs = party.introduce(code="FI-NHI", names={"en": "Northern institute"}, language="en", by=root, at=at)
    for code, (bars, texts) in DEFAULT_CAVEATS.items():
        marking.define(code=code, texts=texts, bars_onward_release=bars, by=root, at=at)
    for handle, code in (("ann", "department-in-charge"), ("carl", "committee")):
        named = authority.define(code=code, titles={"en": code.replace("-", " ").capitalize()}, by=root, at=at)
        held = authority.propose(
            person=people[handle], authority=named, since=date(2026, 1, 1), until=None, by=root, at=at
        )
        authority.confirm(held=held, by=vera, at=at)
    rules = policy.define(code="supply", titles={"en": "Supply policy"}, by=root, at=at)
    in_force(rules, RULEBOOK.read_bytes(), name=RULEBOOK.name, day=date(2026, 1, 1), by=root, at=at)
    policy.use_for(policy=rules, partner=theirs, agreement_clause="Article 4", since=date(2026, 1, 1), by=root, at=at)
    return theirs, people


@pytest.fixture
def pdf(tmp_path: Any) -> bytes:
    """A sound PDF of two pages."""
    path = tmp_path / "sound.pdf"
    drawn((595, 842), (842, 595)).save(path)
    return path.read_bytes()
