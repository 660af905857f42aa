"""What earlier minutes left open comes onto the next agenda by itself, without our own dates."""

import pytest

from tests.domain.cycle.sitting import sitting
from tests.records.rows import make
from verbale.domain.cycle import commitment_carried, minutes_form
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.agenda import Carried
from verbale.records import models as records


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def minutes_of(room, session, *states):
    text = make(records.Text, partner=room.bureau.partner, text_kind="minutes")
    make(records.Minutes, text=text, session=session)
    for number, state in enumerate(states, start=1):
        make(
            records.Commitment, partner=room.bureau.partner, agreed=text, article="1",
            number=f"{session.number}.{number}", text=f"Send {number}", state=state, due="1988", own_due="1987",
        )  # fmt: skip


def test_what_still_stands_is_carried_the_last_session_first(room):
    second = sessions.plan(commission=room.commission, begins="2027-10", **room.desk())
    third = sessions.plan(commission=room.commission, begins="2028-05", **room.desk())
    minutes_of(room, room.session, "open", "done", "dropped")
    minutes_of(room, second, "proposed", "under way")
    minutes_of(room, third, "open")
    assert commitment_carried.of(third) == (
        Carried("2.2", "Send 2", "under way", "1988"), Carried("1.1", "Send 1", "open", "1988"),
    )  # fmt: skip
    assert commitment_carried.of(room.session) == ()


def test_the_minutes_begin_with_it(room):
    second = sessions.plan(commission=room.commission, begins="2027-10", **room.desk())
    minutes_of(room, room.session, "open")
    begun = minutes_form.outline(second, ("en",), commitment_carried.of(second))
    assert begun.articles[1].text == {"en": "1. Open commitments of earlier sessions\n– 1.1 Send 1"}
    assert "1987" not in begun.as_plain()
