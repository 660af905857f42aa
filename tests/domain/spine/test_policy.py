"""Policies: dated, superseded, used for partners, and read with care."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import verbale
from tests.domain.spine.told import acts, last
from tests.records.rows import DAY, make, person
from verbale.domain.spine import policy as policies
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.canonical import digest
from verbale.kernel.errors import NotFound, VerbaleError
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
    """Records a version of the policy, from a day."""

    def act(day=date(1964, 2, 18), **facts):
        given = {"policy": policy, "rulebook": FIRST, "file_name": "supply.dmn", "by": admin, "at": now}
        return policies.record_version(**(given | facts), in_force_from=day)

    return act


def test_a_version_is_kept_as_it_was_read(version, policy, now):
    made = version()
    facts = {"number": 1, "rulebook": digest(FIRST), "from": "1964-02-18"}
    assert last() == {
        "act": "policy.version", "by": "Aino Laine", "thing": ("policyversion", made.pk), "basis": "", "facts": facts,
    }  # fmt: skip
    kept = records.PolicyVersion.objects.get()
    assert (bytes(kept.rulebook), kept.number, kept.in_force_from, kept.in_force_until) == (
        FIRST, 1, date(1964, 2, 18), None,
    )  # fmt: skip


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


@pytest.mark.parametrize("day", [date(1964, 2, 18), date(1964, 2, 17)])
def test_a_version_begins_after_the_one_before(version, day):
    version()
    with pytest.raises(policies.NotLater) as caught:
        version(day)
    assert caught.value.facts == {"policy": "supply", "day": "1964-02-18"}
    assert list(records.PolicyVersion.objects.values_list("number", "in_force_until")) == [(1, None)]


def test_a_version_names_the_instrument_that_ordered_it(version):
    instrument = make(records.Instrument)
    assert list(instrument.policy_versions.all()) == []
    made = version(instrument=instrument)
    assert list(instrument.policy_versions.all()) == [made]


TABLE = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="made" namespace="urn:made"/>'
BAD = {
    "no XML": (b"supply everything", "NotDmn"),
    "empty": (b"", "NotDmn"),
    "an entity": (b'<!DOCTYPE d [<!ENTITY x "y">]>' + TABLE, "NotDmn"),
    "no decision": (TABLE, "NotASupplyRulebook"),
    "a cell that is no FEEL": (FIRST.replace(b'<text>"third country"</text>', b"<text>= = third</text>"), "BadCell"),
    "an unknown input": (FIRST.replace(b'name="origin"', b'name="weather"'), "NotASupplyRulebook"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_rulebook_is_not_recorded_and_is_named(version, policy, name):
    rulebook, error = BAD[name]
    with pytest.raises(VerbaleError) as caught:
        version(rulebook=rulebook)
    assert (type(caught.value).__name__, "“supply.dmn”" in str(caught.value)) == (error, True)
    assert (records.PolicyVersion.objects.count(), acts()) == (0, ["policy.defined"])


def test_every_fault_of_a_rulebook_is_a_sentence(version):
    with pytest.raises(policies.NotASupplyRulebook) as caught:
        version(rulebook=TABLE)
    assert caught.value.facts["findings"] == (
        "model: it names no standard request; model: it must end in one decision, not in: none"
    )
    assert str(caught.value).endswith("not in: none. See docs/rulebook.md.")


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
def test_only_an_administrator_brings_a_policy_into_force(version, policy, partner, now, role):
    somebody = person(role)
    with pytest.raises(NeedsRole):
        version(by=somebody)
    with pytest.raises(NeedsRole):
        policies.use_for(policy=policy, partner=partner, agreement_clause="4", since=DAY, by=somebody, at=now)


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
