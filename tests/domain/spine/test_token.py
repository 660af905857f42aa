"""Tokens: shown once, good for a while, and ended by whoever holds them."""

from datetime import timedelta

import pytest

from tests.domain.spine.told import acts, last
from verbale.domain.spine import token as tokens
from verbale.domain.spine.person import NoSuchToken
from verbale.records.person import AccessToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(desk, now):
    return tokens.issue(person=desk, label="laptop", second_factor=True, at=now, days=7)


def test_a_token_stands_for_its_person(issued, desk, now):
    token, secret = issued
    found = tokens.token_of(secret, at=now)
    assert (found, found.person, found.second_factor) == (token, desk, True)
    assert (secret.startswith("vbl_"), len(secret), secret in token.secret_hash) == (True, 64, False)
    assert last() == {
        "act": "token.issued", "by": "Liisa Koski", "thing": ("accesstoken", token.pk), "basis": "",
        "facts": {"label": "laptop"},
    }  # fmt: skip


@pytest.mark.parametrize(("later", "usable"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_a_token_expires(issued, now, later, usable):
    if usable:
        assert tokens.token_of(issued[1], at=now + later) == issued[0]
    else:
        with pytest.raises(NoSuchToken):
            tokens.token_of(issued[1], at=now + later)


@pytest.mark.parametrize(("days", "ends_with"), [(30, "first"), (3, "second")])
def test_no_token_outlives_the_one_that_made_it(issued, desk, now, days, ends_with):
    first, _ = issued
    second, _ = tokens.issue(person=desk, label="script", second_factor=True, at=now, days=days, until=first.expires_at)
    expected = {"first": first.expires_at, "second": now + timedelta(days=3)}[ends_with]
    assert second.expires_at == expected


@pytest.mark.parametrize("secret", ["", "vbl_", "vbl_" + "0" * 60])
def test_another_secret_is_refused(issued, now, secret):
    with pytest.raises(NoSuchToken):
        tokens.token_of(secret, at=now)


@pytest.mark.parametrize("who", ["desk", "admin"])
def test_its_holder_or_an_administrator_ends_it(request, issued, now, who):
    token, secret = issued
    tokens.revoke(token=token, by=request.getfixturevalue(who), at=now)
    with pytest.raises(NoSuchToken):
        tokens.token_of(secret, at=now)


def test_nobody_else_ends_it(issued, approver, now):
    with pytest.raises(tokens.NotYourToken):
        tokens.revoke(token=issued[0], by=approver, at=now)
    assert tokens.token_of(issued[1], at=now)


def test_ending_it_again_changes_nothing(issued, desk, now):
    for later in (0, 1):
        tokens.revoke(token=issued[0], by=desk, at=now + timedelta(hours=later))
    assert AccessToken.objects.get().revoked_at == now
    assert acts() == ["token.issued", "token.revoked"]
