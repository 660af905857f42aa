"""What is put back is what was made, to the last column; and only into an empty database."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tests.once import _tables, once
from verbale.domain.spine import office, party, person
from verbale.records.person import Person, Role

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make():
    first, _ = person.invite(handle="first", name="Ada", email="", roles=[Role.ADMINISTRATOR], by=None, at=AT)
    office.describe(by=first, at=AT, names={"en": "Office", "zh": "办公室"}, languages=["en"], time_zone="UTC")
    party.introduce(code="OURS", names={"en": "Ours"}, language="en", by=None, at=AT, is_us=True)
    return first, object()


def test_the_second_gets_the_rows_of_the_first():
    with undone():
        first, shared = once("two of one", make)
        rows = _tables()
    with undone():
        again, as_well = once("two of one", make)
        assert _tables() == rows
        assert (again, again is first, as_well is shared) == (first, False, True)
        assert Person.objects.get().roles == {Role.ADMINISTRATOR}
        # What comes after it is numbered on, and the journal goes on where it stood.
        party.introduce(code="THEIRS", names={"en": "Theirs"}, language="en", by=again, at=AT)


def test_beside_other_rows_it_is_made_anew():
    with undone():
        once("beside others", make)
    office.describe(by=None, at=AT, names={"en": "Office"}, languages=["en"], time_zone="UTC")
    first, _ = once("beside others", make)
    assert Person.objects.get() == first
