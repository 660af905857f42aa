"""A rulebook's whole way into force, for tests that need a policy and are not about its way."""

from __future__ import annotations

from datetime import date, datetime

from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy_approval, policy_draft, policy_property
from verbale.records.instrument import Instrument
from verbale.records.person import Authority, AuthorityHeld, Person, Role, RoleHeld
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import PolicyDraft

CASES = "distribution,→ outcome\n,refuse\n".encode()
"""A table of cases that every rulebook passes which refuses what nobody knows."""


def in_force(
    policy: Policy, data: bytes, *, name: str, day: date, by: Person, at: datetime,
    instrument: Instrument | None = None, cases: bytes | None = None,
) -> PolicyVersion:  # fmt: skip
    """The version that ``by``, an administrator, drafted and another person approved, from a day."""
    if cases is None:
        cases = CASES if policy.versions.exists() else b""
    drafted = policy_draft.draft(
        policy=policy, rulebook=data, file_name=name, by=by, at=at, instrument=instrument, cases=cases,
        cases_name="cases.csv",
    )  # fmt: skip
    checked = check(drafted, by=by, at=at)
    assert checked.state == "checked", (checked.findings, checked.properties)
    approver, authority = director(by, at)
    policy_approval.approve(
        draft=checked, authority=authority, reason="As decided", by=approver, at=at, second_factor=True
    )
    return policy_approval.into_force(draft=checked, since=day, by=by, at=at)


def check(draft: PolicyDraft, *, by: Person, at: datetime) -> PolicyDraft:
    """A draft that was checked, after those properties of the version before that it has not were dropped."""
    checked = rulebook.check(draft=draft, by=by, at=at)
    gone = dict.fromkeys(each["name"] for each in checked.properties if each["of"] and each["holds"] is not True)
    for name in gone:
        policy_property.drop(draft=checked, name=name, reason="Another policy", by=by, at=at)
    return rulebook.check(draft=draft, by=by, at=at) if gone else checked


def director(by: Person, at: datetime) -> tuple[Person, Authority]:
    """Somebody who holds the authority “director”, as two administrators granted it."""
    authority, _ = Authority.objects.get_or_create(code="director", defaults={"titles": {"en": "Director"}})
    held = AuthorityHeld.objects.filter(authority=authority).first()
    if held is None:
        approver, second = (
            Person.objects.create(handle=handle, name=name) for handle, name in (("dora", "Dora"), ("sven", "Sven"))
        )
        RoleHeld.objects.create(person=approver, role=Role.APPROVER)
        held = AuthorityHeld.objects.create(
            person=approver, authority=authority, since=date(1964, 1, 1), proposed_by=by, proposed_at=at,
            confirmed_by=second, confirmed_at=at,
        )  # fmt: skip
    return held.person, authority
