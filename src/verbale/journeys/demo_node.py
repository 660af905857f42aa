"""What one side of the demo does before it supplies anything: each function is one step, in that node's own process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from verbale.domain.cycle import rulebook
from verbale.domain.spine import (
    authority,
    correspondence,
    instrument,
    office,
    party,
    party_keys,
    person,
    policy,
    policy_approval,
    policy_draft,
)
from verbale.engines.seal import PublicKeys
from verbale.journeys.demo_cast import SCOPE
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Authority, Person
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.text import Text, TextKind

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
    """Records the approved report on paper with its chain, brings its rulebook into force, and uses it for partners."""
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
    version = bring_into_force(defined, book, since=in_force_from, paper=paper, at=at)
    for code in partners:
        their = Party.objects.get(code=code)
        agreed = Text.objects.filter(partner=their, text_kind=TextKind.AGREEMENT).exclude(in_force="").first()
        policy.use_for(
            policy=defined, partner=their, agreement_clause=clause, since=in_force_from, by=admin, at=at, text=agreed,
            article=SCOPE if agreed else "",
        )  # fmt: skip
    return version.number


def bring_into_force(
    defined: Policy, book: Path, *, since: date, paper: Instrument | None, at: datetime
) -> PolicyVersion:
    """A rulebook's way: the desk drafts and checks it, the committee approves it, an administrator sets the day."""
    cases = book.with_suffix(".cases.md")
    desk, committee = who("desk"), Authority.objects.get(code="committee")
    draft = policy_draft.draft(
        policy=defined, rulebook=book.read_bytes(), file_name=book.name, by=desk, at=at, instrument=paper,
        cases=cases.read_bytes(), cases_name=cases.name, note="As the report on paper says it",
    )  # fmt: skip
    rulebook.check(draft=draft, by=desk, at=at)
    policy_approval.approve(
        draft=draft, authority=committee, reason="It says what the approved report says", by=who("committee"), at=at,
        second_factor=True,
    )  # fmt: skip
    return policy_approval.into_force(draft=draft, since=since, by=who("admin"), at=at)


def further_partner(*, code: str, names: dict[str, str], language: str, at: datetime) -> None:
    """A second partner, for whom the same policy is used unchanged (S72)."""
    party.introduce(code=code, names=names, language=language, by=who("admin"), at=at)


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
