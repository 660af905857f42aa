"""The people of a small office, its partner, and the moment, for the tests of the spine."""

import pytest

from tests.domain.spine import pouches
from tests.records.rows import make, person
from verbale.domain.spine import arrival, dispatch
from verbale.records import models as records
from verbale.records.person import Role


@pytest.fixture
def now(clock):
    return clock.now()


@pytest.fixture
def admin(db):
    return person(Role.ADMINISTRATOR, handle="aino", name="Aino Laine")


@pytest.fixture
def second_admin(db):
    return person(Role.ADMINISTRATOR, handle="matti", name="Matti Salo")


@pytest.fixture
def desk(db):
    return person(Role.DESK, handle="liisa", name="Liisa Koski")


@pytest.fixture
def approver(db):
    return person(Role.APPROVER, handle="juha", name="Juha Mäki")


@pytest.fixture
def us(db):
    return make(records.Party, code="OURS", is_us=True, names={"en": "Our Institute"}, language="en")


@pytest.fixture
def partner(db):
    return make(records.Party, code="FI-NHI", names={"en": "Their Institute"}, language="ru")


@pytest.fixture
def third(db):
    return make(records.Party, code="CZ-ACA")


@pytest.fixture
def thing(db):
    """Something that has approvals, documents and letters; the spine does not ask what."""
    return make(records.Order)


@pytest.fixture
def opened(partner, now):
    def act(one, asks=True):
        arrival.opened(
            partner=partner, pouch=pouches.opened(one), told="", asks=asks, sha256=one.hash, size=9,
            file_name="1.pouch", at=now,
        )  # fmt: skip

    return act


@pytest.fixture
def sent(partner, thing, now):
    """Seals so many pouches with a message each, and hands them to the carrier."""

    def act(number=1, at=now):
        made = []
        for _ in range(number):
            dispatch.queue(partner=partner, what="answer", body={}, thing=thing, at=at)
            made.append(pouches.sealed(partner, at))
            dispatch.carried(pouch=made[-1], at=at)
        return made

    return act
