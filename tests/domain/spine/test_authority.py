"""Authorities: two people grant them, to a third, from a day to a day."""

from datetime import date, timedelta

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import DAY, make, person
from verbale.domain.spine import authority as authorities
from verbale.domain.spine import person as people
from verbale.records import models as records
from verbale.records.person import Role

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
WEEK = DAY + timedelta(days=7)


@pytest.fixture
def department(admin, now):
    return authorities.define(code="department-in-charge", titles={"en": "Department in charge"}, by=admin, at=now)


@pytest.fixture
def propose(admin, approver, department, now):
    def act(**facts):
        given = {"person": approver, "authority": department, "since": DAY, "until": WEEK, "by": admin, "at": now}
        return authorities.propose(**(given | facts))

    return act


@pytest.fixture
def hold(propose, second_admin, now):
    """Proposes and confirms."""

    def act(**facts):
        held = propose(**facts)
        authorities.confirm(held=held, by=second_admin, at=now)
        return records.AuthorityHeld.objects.get(pk=held.pk)

    return act


def holds(person, authority, day):
    return authorities.holding(person, authority, day) is not None


def test_two_people_grant_it(propose, approver, department, second_admin, now):
    held = propose()
    assert not holds(approver, department, DAY)
    authorities.confirm(held=held, by=second_admin, at=now)
    assert holds(approver, department, DAY)
    assert acts() == ["authority.defined", "authority.proposed", "authority.confirmed"]
    assert last()["by"] == "Matti Salo"


def test_the_proposer_does_not_confirm(propose, admin, approver, department, now):
    held = propose()
    with pytest.raises(authorities.SecondPersonNeeded) as caught:
        authorities.confirm(held=held, by=admin, at=now)
    assert caught.value.facts == {"person": "Aino Laine"}
    assert not holds(approver, department, DAY)


def test_nobody_confirms_twice(hold, admin, now):
    held = hold()
    with pytest.raises(authorities.AlreadyConfirmed) as caught:
        authorities.confirm(held=held, by=admin, at=now)
    assert caught.value.facts == {"person": "Matti Salo"}


def test_nobody_takes_part_in_granting_to_themselves(propose, now):
    both = person(Role.ADMINISTRATOR, Role.APPROVER)
    with pytest.raises(authorities.NotForOneself):
        propose(person=both, by=both)
    held = propose(person=both)
    with pytest.raises(authorities.NotForOneself):
        authorities.confirm(held=held, by=both, at=now)


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
def test_only_administrators_grant(propose, department, now, role):
    held, somebody = propose(), person(role)
    for act in (
        lambda: propose(by=somebody),
        lambda: authorities.confirm(held=held, by=somebody, at=now),
        lambda: authorities.end(held=held, on=DAY, by=somebody, at=now),
        lambda: authorities.define(code="x", titles={}, by=somebody, at=now),
    ):
        with pytest.raises(people.NeedsRole):
            act()


def test_only_an_approver_is_given_one(propose, desk):
    with pytest.raises(authorities.NoApprover) as caught:
        propose(person=desk)
    assert caught.value.facts == {"person": "Liisa Koski"}


def test_it_does_not_end_before_it_begins(propose):
    with pytest.raises(authorities.EndsBeforeStart) as caught:
        propose(until=YESTERDAY)
    assert caught.value.facts == {"until": "2026-11-20", "since": "2026-11-21"}


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        (DAY, WEEK, DAY, True),
        (DAY, WEEK, WEEK, True),
        (DAY, WEEK, WEEK + timedelta(days=1), False),
        (DAY, WEEK, YESTERDAY, False),
        (DAY, DAY, DAY, True),
        (DAY, None, date(2099, 1, 1), True),
        (TOMORROW, None, DAY, False),
    ],
)
def test_it_counts_from_its_first_day_to_its_last(hold, approver, department, since, until, day, held):
    hold(since=since, until=until)
    assert holds(approver, department, day) is held


def test_one_authority_is_no_other(hold, approver):
    hold()
    assert not holds(approver, make(records.Authority), DAY)


def test_who_does_not_hold_it_reads_who_does(hold, department, desk):
    hold()
    hold(person=person(Role.APPROVER, name="Eero Virta"))
    with pytest.raises(authorities.NotHolder) as caught:
        authorities.check_holds(desk, department, DAY)
    assert caught.value.facts == {
        "person": "Liisa Koski", "authority": "department-in-charge", "day": "2026-11-21",
        "holders": "Eero Virta, Juha Mäki",
    }  # fmt: skip


def test_nobody_holds_it(department, desk):
    with pytest.raises(authorities.NotHolder) as caught:
        authorities.check_holds(desk, department, DAY)
    assert caught.value.facts["holders"] == "—"


def test_it_goes_with_its_holder(hold, admin, approver, department, now):
    hold()
    people.deactivate(person=approver, by=admin, at=now)
    assert not holds(approver, department, DAY)


def test_it_is_ended_sooner(hold, admin, approver, department, now):
    held = hold()
    authorities.end(held=held, on=DAY, by=admin, at=now)
    assert [holds(approver, department, day) for day in (DAY, TOMORROW)] == [True, False]
    assert last()["facts"] == {"until": "2026-11-21"}


def test_one_that_has_no_end_is_given_one(hold, admin, approver, department, now):
    authorities.end(held=hold(until=None), on=TOMORROW, by=admin, at=now)
    assert [holds(approver, department, day) for day in (TOMORROW, WEEK)] == [True, False]


def test_one_person_does_not_prolong_it(hold, admin, now):
    with pytest.raises(authorities.NotProlonged) as caught:
        authorities.end(held=hold(), on=WEEK + timedelta(days=1), by=admin, at=now)
    assert caught.value.facts == {"until": "2026-11-28"}


def test_it_is_not_ended_before_it_begins(hold, admin, now):
    with pytest.raises(authorities.EndsBeforeStart):
        authorities.end(held=hold(), on=YESTERDAY, by=admin, at=now)


def test_a_deputy_may_while_the_holder_does(hold, admin, department, now):
    held, deputy = hold(), person(Role.APPROVER)
    hold(person=deputy, deputy_for=held, until=None)
    assert [holds(deputy, department, day) for day in (DAY, WEEK, WEEK + timedelta(days=1))] == [True, True, False]
    authorities.end(held=held, on=DAY, by=admin, at=now)
    assert [holds(deputy, department, day) for day in (DAY, TOMORROW)] == [True, False]


def test_a_deputy_goes_with_the_one_they_stand_for(hold, admin, approver, department, now):
    deputy = person(Role.APPROVER)
    hold(person=deputy, deputy_for=hold())
    people.deactivate(person=approver, by=admin, at=now)
    assert not holds(deputy, department, DAY)


def test_a_deputy_of_nothing_is_refused(hold, approver):
    held, other = hold(), make(records.Authority)
    deputy = hold(person=person(Role.APPROVER), deputy_for=held)
    for facts in (
        {"person": approver, "deputy_for": held},
        {"person": person(Role.APPROVER), "deputy_for": held, "authority": other},
        {"person": person(Role.APPROVER), "deputy_for": deputy},
    ):
        with pytest.raises(authorities.NoDeputyOf):
            hold(**facts)


def test_naming_an_authority_again_changes_its_titles(department, admin, now):
    again = authorities.define(code=department.code, titles={"en": "Central department"}, by=admin, at=now)
    assert (again.pk, again.title("en")) == (department.pk, "Central department")
