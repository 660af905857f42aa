"""The second factor: set up by a first code, asked for from then on, replaced when it was lost."""

import time

import pytest
from django_otp.oath import TOTP

from verbale.domain.spine import person, second_factor
from verbale.domain.spine.person import NeedsRole
from verbale.records.journal import JournalPayload

pytestmark = pytest.mark.django_db


def code_now(device) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


@pytest.fixture
def two(clock):
    """An administrator and an approver."""
    admin, _ = person.invite(handle="a", name="Ada", email="", roles=["administrator"], by=None, at=clock.now())
    approver, _ = person.invite(handle="b", name="Bo", email="", roles=["approver"], by=admin, at=clock.now())
    return admin, approver


def test_it_counts_once_it_is_confirmed(two, clock):
    _, approver = two
    device = second_factor.begin(approver)
    assert second_factor.begin(approver).pk == device.pk
    assert not second_factor.is_set_up(approver)
    second_factor.confirm(person=approver, code=code_now(device), at=clock.now())
    assert second_factor.is_set_up(approver)
    assert JournalPayload.objects.latest("entry").act == "second factor.set"
    with pytest.raises(second_factor.HasSecondFactor):
        second_factor.begin(approver)


def test_a_wrong_first_code_confirms_nothing(two, clock):
    _, approver = two
    second_factor.begin(approver)
    with pytest.raises(second_factor.WrongCode):
        second_factor.confirm(person=approver, code="12345x", at=clock.now())
    assert not second_factor.is_set_up(approver)


def test_recovery_codes_count_once_and_fresh_ones_replace_them(two, clock, random):
    _, approver = two
    second_factor.confirm(person=approver, code=code_now(second_factor.begin(approver)), at=clock.now())
    first = second_factor.recovery_codes(person=approver, at=clock.now(), random=random)
    second_factor.check(person=approver, code=first[0])
    fresh = second_factor.recovery_codes(person=approver, at=clock.now(), random=random)
    assert (len(set(first)), set(first) & set(fresh)) == (second_factor.RECOVERY_CODES, set())
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(person=approver, code=first[1])


def test_there_are_no_recovery_codes_without_a_second_factor(two, clock):
    with pytest.raises(second_factor.NoSecondFactor):
        second_factor.recovery_codes(person=two[1], at=clock.now())


def test_an_administrator_takes_a_lost_one_away(two, clock):
    admin, approver = two
    second_factor.confirm(person=approver, code=code_now(second_factor.begin(approver)), at=clock.now())
    with pytest.raises(NeedsRole):
        second_factor.take_away(person=approver, by=approver, at=clock.now())
    second_factor.take_away(person=approver, by=admin, at=clock.now())
    assert not second_factor.is_set_up(approver)
    with pytest.raises(second_factor.NoSecondFactor):
        second_factor.take_away(person=approver, by=admin, at=clock.now())
