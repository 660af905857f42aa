"""The second factor: set up with a code, asked for from then on, and replaced by an administrator when it is lost."""

import pytest
from django_otp.oath import totp

from tests.domain.spine.told import acts
from verbale.domain.spine import second_factor, token
from verbale.domain.spine.person import NeedsRole, NoSuchToken

pytestmark = pytest.mark.django_db


def code_of(device, drift=0):
    """What the authenticator shows now."""
    return f"{totp(device.bin_key, drift=drift):06d}"


def wrong(device):
    shown = {code_of(device, drift) for drift in range(-3, 4)}
    return next(code for code in map(str, range(100_000, 200_000)) if code not in shown)


@pytest.fixture
def set_up(approver, now):
    return second_factor.confirm(person=approver, code=code_of(second_factor.begin(approver)), at=now)


def test_it_counts_once_the_right_code_was_shown(approver, now):
    device = second_factor.begin(approver)
    assert (second_factor.begin(approver), second_factor.is_set_up(approver)) == (device, False)
    shown = code_of(device)
    second_factor.confirm(person=approver, code=f"{shown[:3]} {shown[3:]}", at=now)
    assert (second_factor.is_set_up(approver), acts()) == (True, ["second factor.set"])


def test_a_wrong_code_sets_nothing_up(approver, now):
    device = second_factor.begin(approver)
    with pytest.raises(second_factor.WrongCode):
        second_factor.confirm(person=approver, code=wrong(device), at=now)
    assert (second_factor.is_set_up(approver), acts()) == (False, [])


def test_nobody_has_two(approver, set_up):
    with pytest.raises(second_factor.HasSecondFactor):
        second_factor.begin(approver)


def test_a_code_counts_once(approver, set_up):
    shown = code_of(set_up, drift=1)
    assert second_factor.check(person=approver, code=shown) == set_up
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(person=approver, code=shown)


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６"])
def test_what_is_no_code_is_wrong(approver, set_up, code):
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(person=approver, code=code)


def test_recovery_codes_are_good_once_each(approver, set_up, now):
    codes = second_factor.recovery_codes(person=approver, at=now)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    for code in codes[:2]:
        assert second_factor.check(person=approver, code=code)
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(person=approver, code=codes[0])


def test_fresh_recovery_codes_end_those_before(approver, set_up, now):
    before = second_factor.recovery_codes(person=approver, at=now)
    second_factor.recovery_codes(person=approver, at=now)
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(person=approver, code=before[0])


def test_one_that_is_lost_is_taken_away(approver, set_up, admin, now):
    second_factor.recovery_codes(person=approver, at=now)
    second_factor.take_away(person=approver, by=admin, at=now)
    assert not second_factor.is_set_up(approver)
    assert second_factor.begin(approver) != set_up


def test_its_tokens_are_taken_away_with_it(approver, set_up, admin, now):
    _, strong = token.issue(person=approver, label="terminal", second_factor=True, at=now)
    _, weak = token.issue(person=approver, label="script", second_factor=False, at=now)
    second_factor.take_away(person=approver, by=admin, at=now)
    with pytest.raises(NoSuchToken):
        token.token_of(strong, at=now)
    assert token.token_of(weak, at=now).person == approver


def test_only_an_administrator_takes_it_away(approver, set_up, desk, now):
    with pytest.raises(NeedsRole):
        second_factor.take_away(person=approver, by=desk, at=now)
    assert second_factor.is_set_up(approver)


def test_where_there_is_none_there_is_nothing_to_do(approver, admin, now):
    for act in (
        lambda: second_factor.recovery_codes(person=approver, at=now),
        lambda: second_factor.take_away(person=approver, by=admin, at=now),
    ):
        with pytest.raises(second_factor.NoSecondFactor) as caught:
            act()
        assert caught.value.facts == {"person": "Juha Mäki"}
