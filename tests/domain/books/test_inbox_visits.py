"""What the inbox says of visits and delegations: what came of them, and which delegation the partner holds."""

from datetime import date

import pytest

from tests.domain.cycle.sitting import sitting
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import assignment, delegation, visit, wish
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.delegation import Named
from verbale.domain.spine import instrument


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def tasks(room, handle="desk"):
    found = inbox(person=room.bureau.who(handle), at=room.at())
    return [(task.what, task.about, task.thing_kind, task.thing_id, task.due, task.count) for task in found]


def planned(room, **more):
    given = {"title": "Working visit", "side": "OURS", "begins": "2026-10", "ends": "2026-10-20"} | more
    return visit.plan(partner=room.bureau.partner, **given, **room.desk())


def test_a_visit_whose_days_are_over_waits_for_a_word(room):
    one = planned(room)
    planned(room, begins="2027-10", ends="")
    assert tasks(room) == [("Say whether a visit was made", "Working visit", "visit", one.pk, date(2026, 10, 20), 1)]
    assert tasks(room, "librarian") == []
    visit.cancel(visit=one, reason="Illness", **room.desk())
    assert tasks(room) == []


def test_assignments_and_wishes_wait_once_the_visit_was_made(room):
    one = planned(room, begins="2027", ends="")
    paper = instrument.record(title="Directive", dated="2026", **room.desk())
    visit.direct(visit=one, directive=paper, **room.desk())
    rows = [assignment.assign(visit=one, text=text, **room.desk()) for text in ("First", "Second")]
    wished = wish.add(visit=one, side="OURS", text="See it", **room.desk())
    assert tasks(room) == []
    visit.made(visit=one, begins="2026-10-19", ends="2026-10-20", **room.desk())
    assert tasks(room) == [
        ("Check the assignments of a visit", "Working visit", "visit", one.pk, None, 2),
        ("Say whether wishes were met", "Working visit", "visit", one.pk, None, 1),
    ]
    for row in rows:
        assignment.check(assignment=row, fulfilled="yes", shown_by="Seen", **room.desk())
    wish.meet(wish=wished, met="no", **room.desk())
    assert tasks(room) == []


def test_a_delegation_changed_since_it_was_told_waits_until_it_is_told_anew(room):
    def named(*people):
        until = date(2028, 5, 31)
        return delegation.name(to=room.session, delegates=people, keep_until=until, **room.desk())

    head, member = Named("Anna Weber", "Director", "head"), Named("Bernd Kurz", "Head of section")
    named(head)
    assert tasks(room) == []
    delegation.tell(delegation=named(head, member), **room.desk())
    assert tasks(room) == []
    row = named(head, Named("Cora Lang", "Head of section"))
    assert tasks(room) == [
        ("Tell the partner the delegation anew", "Hydrology commission 1", "delegation", row.pk, None, 1)
    ]
    delegation.tell(delegation=row, **room.desk())
    assert tasks(room) == []
    named(head, member)
    sessions.cancel(session=room.session, reason="Flood", **room.desk())
    assert tasks(room) == []
