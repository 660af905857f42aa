"""Policies: dated, superseded, used for partners, and read with care."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import verbale
from tests.domain.spine.told import last
from tests.records.rows import DAY, make, person
from tests.rulebooks import in_force
from verbale.domain.spine import policy as policies
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import NotFound
from verbale.records import models as records
from verbale.records.person import Role

pytestmark = pytest.mark.django_db

BOOKS = Path(verbale.__file__).parent / "rulebooks"
FIRST, AMENDED = ((BOOKS / f"{name}.dmn").read_bytes() for name in ("supply-1964", "supply-1964-amended"))
ABROAD = {"origin": "third country", "distribution": "open", "route": "trading company", "form": "original"}


@pytest.fixture
def policy(admin, now):
    return policies.define(code="supply", titles={"en": "Supply"}, by=admin, at=now)


@pytest.fixture
def version(admin, policy, now):
    """Brings a version of the policy into force, from a day."""

    def act(day=date(1964, 2, 18), policy=policy, rulebook=FIRST):
        return in_force(policy, rulebook, name="supply.dmn", day=day, by=admin, at=now)

    return act


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1964, 2, 17), None),
        (date(1964, 2, 18), 1),
        (date(1965, 12, 31), 1),
        (date(1966, 1, 1), 2),
        (date(1970, 1, 1), 3),
        (date(2099, 1, 1), 3),
    ],
)
def test_one_version_supersedes_another(version, policy, day, number):
    version()
    version(date(1966, 1, 1), rulebook=AMENDED)
    version(date(1970, 1, 1))
    if number is None:
        with pytest.raises(NotFound):
            policies.version_in_force(policy=policy, day=day)
    else:
        assert policies.version_in_force(policy=policy, day=day).number == number


def test_a_policy_says_whose_approval_it_needs(admin, desk, now):
    committee, director = (make(records.Authority, code=code) for code in ("committee", "director"))
    defined = policies.define(code="supply", titles={}, by=desk, at=now, authority=committee)
    assert (defined.authority, last()["facts"]) == (committee, {"code": "supply", "authority": "committee"})
    assert policies.define(code="supply", titles={"en": "Supply"}, by=desk, at=now).authority == committee
    with pytest.raises(NeedsRole):
        policies.define(code="supply", titles={}, by=desk, at=now, authority=director)
    assert policies.define(code="supply", titles={}, by=admin, at=now, authority=director).authority == director


def test_it_is_used_for_a_partner_and_unchanged_for_a_second(version, policy, partner, third, admin, now):
    made = version()
    uses = [
        policies.use_for(policy=policy, partner=one, agreement_clause=f" {clause} ", since=DAY, by=admin, at=now)
        for one, clause in ((partner, "Article 4"), (third, "Annex 2, 3"))
    ]
    assert [policies.in_use(partner=one, day=DAY) for one in (partner, third)] == [(use, made) for use in uses]
    assert [use.agreement_clause for use in uses] == ["Article 4", "Annex 2, 3"]
    verdicts = [policies.judge(made, ABROAD | {"partner": one.code}) for one in (partner, third)]
    assert verdicts[0] == verdicts[1]
    assert (verdicts[0].outcome, verdicts[0].channel) == ("supply", "trading company")


def test_another_policy_takes_its_place(version, policy, partner, admin, now):
    version()
    other = policies.define(code="today", titles={}, by=admin, at=now)
    version(date(2020, 1, 1), policy=other, rulebook=(BOOKS / "release-today.dmn").read_bytes())
    for one, since in ((policy, DAY), (other, DAY + timedelta(days=2))):
        policies.use_for(policy=one, partner=partner, agreement_clause="Article 4", since=since, by=admin, at=now)
    found = [policies.in_use(partner=partner, day=DAY + timedelta(days=days))[0].policy.code for days in range(4)]
    assert found == ["supply", "supply", "today", "today"]
    with pytest.raises(policies.NotLater):
        policies.use_for(
            policy=policy, partner=partner, agreement_clause="Article 4", since=DAY + timedelta(days=2), by=admin,
            at=now,
        )  # fmt: skip


def test_without_a_clause_no_policy_is_used(version, policy, partner, admin, now):
    version()
    with pytest.raises(policies.NoClause):
        policies.use_for(policy=policy, partner=partner, agreement_clause=" ", since=DAY, by=admin, at=now)


def test_where_nothing_is_in_force_nothing_is_decided(version, policy, partner, third, admin, now):
    version(DAY)
    early = DAY - timedelta(days=2)
    policies.use_for(policy=policy, partner=partner, agreement_clause="Article 4", since=early, by=admin, at=now)
    for one, day in ((partner, early), (partner, early - timedelta(days=1)), (third, DAY)):
        with pytest.raises(policies.NoPolicy) as caught:
            policies.in_use(partner=one, day=day)
        assert caught.value.facts == {"partner": one.code, "day": day.isoformat()}


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
def test_only_an_administrator_uses_a_policy_for_a_partner(version, policy, partner, now, role):
    version()
    with pytest.raises(NeedsRole):
        policies.use_for(policy=policy, partner=partner, agreement_clause="4", since=DAY, by=person(role), at=now)


def test_a_verdict_gives_its_reasons(version):
    made = version()
    verdict = policies.explain(made, ABROAD | {"something": "that no rule asks for"})
    assert len(verdict.fired) == 1
    assert list(verdict.fired[0].annotations) != []
    assert {missed.why == "" for missed in verdict.missed} == {False}


def test_nothing_known_is_not_supplied(version):
    assert policies.judge(version(), {}).outcome in ("refer", "refuse")


def test_the_standard_request_is_that_of_the_rulebook(version):
    assert policies.standard_request(version()) == {
        "partner": None, "form": "original", "route": "information institute", "batch": False, "purpose": "catalogue",
    }  # fmt: skip


def test_where_nothing_is_in_force_the_sentence_says_what_to_name(policy):
    with pytest.raises(policies.NotInForce, match="Name one of its versions or drafts, as supply/1 or supply/draft-1"):
        policies.version_in_force(policy=policy, day=date(1960, 1, 1))
