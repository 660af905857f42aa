"""One administrator alone never uses what two granted: who is let in anew has their authorities confirmed anew."""

from datetime import timedelta

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import DAY, person
from verbale.domain.spine import authority as authorities
from verbale.domain.spine import invitation, second_factor
from verbale.domain.spine import person as people
from verbale.records.person import AuthorityHeld, Role

pytestmark = pytest.mark.django_db

YESTERDAY = DAY - timedelta(days=1)
PASSWORD, OTHER = "three blue herons", "four grey geese stand"  # noqa: S105


@pytest.fixture
def department(admin, now):
    return authorities.define(code="department-in-charge", titles={}, by=admin, at=now)


@pytest.fixture
def hold(admin, second_admin, approver, department, now):
    """Gives the approver the authority by two people: proposed by the second administrator, confirmed by the first."""

    def act(until=None):
        held = authorities.propose(
            person=approver, authority=department, since=YESTERDAY, until=until, by=second_admin, at=now
        )
        authorities.confirm(held=held, by=admin, at=now)
        return AuthorityHeld.objects.get(pk=held.pk)

    return act


@pytest.fixture
def held(hold):
    return hold()


@pytest.fixture
def factor(approver):
    device = second_factor.begin(approver)
    device.confirmed = True
    device.save()


def standing(held):
    found = AuthorityHeld.objects.get(pk=held.pk)
    return found.proposed_by, found.proposed_at, found.confirmed_by, found.confirmed_at


def invite_again(approver, by, at):
    return invitation.again(person=approver, by=by, at=at)[1]


def take_away(approver, by, at):
    return second_factor.take_away(person=approver, by=by, at=at)


@pytest.mark.parametrize("act", [invite_again, take_away])
def test_authorities_wait_again_for_a_second_administrator(act, held, factor, approver, department, admin, now):
    later = now + timedelta(minutes=1)
    assert act(approver, admin, later) == [held]
    assert standing(held) == (admin, later, None, None)
    assert authorities.holding(approver, department, DAY) is None
    assert last() == {
        "act": "authority.put back", "by": "Aino Laine", "thing": ("authorityheld", held.pk), "basis": "",
        "facts": {"person": approver.pk, "authority": "department-in-charge"},
    }  # fmt: skip
    with pytest.raises(authorities.SecondPersonNeeded):
        authorities.confirm(held=held, by=admin, at=later)


def test_the_second_administrator_s_word_makes_them_count_again(
    held, factor, approver, department, admin, second_admin, now
):
    take_away(approver, admin, now)
    authorities.confirm(held=held, by=second_admin, at=now)
    assert authorities.holding(approver, department, DAY) == held


@pytest.mark.parametrize("act", [invite_again, take_away])
@pytest.mark.parametrize("many", [1, 3])
def test_all_that_have_not_ended_are_put_back_and_no_other(act, hold, factor, approver, admin, second_admin, now, many):
    ended, last_day = hold(until=YESTERDAY), [hold(until=DAY) for _ in range(many)]
    proposed = authorities.propose(
        person=approver, authority=ended.authority, since=DAY, until=None, by=second_admin, at=now
    )
    other = person(Role.APPROVER)
    elsewhere = authorities.propose(
        person=other, authority=ended.authority, since=DAY, until=None, by=second_admin, at=now
    )
    authorities.confirm(held=elsewhere, by=admin, at=now)
    before = [standing(one) for one in (ended, proposed, elsewhere)]
    assert {one.pk for one in act(approver, admin, now)} == {one.pk for one in last_day}
    assert [standing(one) for one in (ended, proposed, elsewhere)] == before
    assert acts().count("authority.put back") == many


def test_a_first_invitation_puts_nothing_back(admin, now):
    invited, _ = people.invite(handle="new", name="New", email="", roles=["approver"], by=admin, at=now)
    assert invite_again(invited, admin, now) == []
    assert acts() == ["person.invited", "person.invited again"]


def test_nobody_confirms_while_the_link_is_not_used(held, approver, admin, second_admin, now):
    people.set_password(approver, PASSWORD)
    secret, _ = invitation.again(person=approver, by=admin, at=now)
    with pytest.raises(authorities.LinkUnused) as refusal:
        authorities.confirm(held=held, by=second_admin, at=now)
    assert refusal.value.facts == {"person": "Juha Mäki"}
    people.accept_invitation(secret=secret, password=OTHER, at=now)
    authorities.confirm(held=held, by=second_admin, at=now)
    assert standing(held)[2] == second_admin


def test_a_link_that_expired_bars_no_confirming(held, approver, admin, second_admin, now):
    people.set_password(approver, PASSWORD)
    invitation.again(person=approver, by=admin, at=now)
    authorities.confirm(held=held, by=second_admin, at=now + timedelta(days=people.INVITATION_DAYS))
    assert standing(held)[2] == second_admin
