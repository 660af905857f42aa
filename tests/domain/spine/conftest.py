"""The people of a small office, its partner, and the moment, for the tests of the spine."""

import pytest

from tests.records.rows import make, person
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
