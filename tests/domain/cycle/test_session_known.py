"""A session that the partner does not know is told before what names it, and only then."""

import pytest

from tests.domain.cycle.bureau import told
from tests.domain.cycle.sitting import sitting
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.session_known import is_known, make_known
from verbale.records.dispatch import Message


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def whats(room):
    return [one["what"] for one in told(room.bureau.partner)]


def test_it_is_told_once(room):
    assert not is_known(room.session)
    make_known(session=room.session, **room.desk())
    make_known(session=room.session, **room.desk())
    assert (is_known(room.session), whats(room)) == (True, ["session"])


def test_a_word_that_was_taken_back_makes_nothing_known(room):
    sessions.tell(session=room.session, **room.desk())
    Message.objects.update(state="recalled")
    assert not is_known(room.session)


def test_one_that_moved_since_is_known(room):
    sessions.tell(session=room.session, **room.desk())
    sessions.move(session=room.session, begins="2027-06-01", reason="Rooms", **room.desk())
    make_known(session=room.session, **room.desk())
    assert whats(room) == ["session"]


def test_one_of_which_the_partner_told_is_known(room):
    body = {
        "commission": room.commission.pk, "number": 1, "host": "OURS", "begins": "2027", "ends": "", "place": "",
        "state": "planned", "reason": "",
    }  # fmt: skip
    sessions.told(partner=room.bureau.partner, body=body, at=room.at())
    make_known(session=room.session, **room.desk())
    assert whats(room) == []
