"""Visits: coming, moved, made, cancelled; which leaders come next."""

from datetime import date

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import sitting
from verbale.domain.cycle import assignment, visit
from verbale.domain.cycle.visit import BadVisit
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine import instrument
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records.journal import JournalPayload
from verbale.records.visit import Visit, VisitState


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def planned(room, **more):
    given = {"title": "Working visit", "side": "OURS", "begins": "2027-05-10", "ends": "2027-05-16"} | more
    return visit.plan(partner=room.bureau.partner, **given, **room.desk())


def directive(room, title="Directive of 21 April"):
    return instrument.record(title=title, dated="2027-04-21", **room.desk())


def made(room, one):
    return visit.made(visit=one, begins="2027-05-10", ends="2027-05-16", **room.desk())


def test_a_visit_is_planned_moved_and_made(room):
    one = planned(room, session=room.session, leader="The minister", place="Bern")
    visit.move(visit=one, begins="2027-05-11", ends="2027-05", reason="Flights", **room.desk())
    assert Visit.objects.get().reason == "Flights"
    kept = made(room, one)
    assert (kept.state, kept.begins, kept.ends, kept.session, kept.leader) == (
        "made", "2027-05-10", "2027-05-16", room.session, "The minister",
    )  # fmt: skip
    assert acts(one) == ["visit.planned", "visit.moved", "visit.made"]
    with pytest.raises(visit.NotComing):
        visit.move(visit=one, begins="2027", reason="x", **room.desk())


def test_why_it_is_cancelled_stays_with_it_until_it_is_planned_again(room):
    one = planned(room)
    assert visit.cancel(visit=one, reason=" Ill ", **room.desk()).reason == "Ill"
    assert visit.resume(visit=one, **room.desk()).reason == ""


@pytest.mark.parametrize("before", VisitState)
@pytest.mark.parametrize("after", VisitState)
def test_a_visit_becomes_only_what_its_table_says(room, before, after):
    one = planned(room)
    Visit.objects.update(state=before)
    act = {
        VisitState.MADE: lambda: made(room, one),
        VisitState.CANCELLED: lambda: visit.cancel(visit=one, reason="Ill", **room.desk()),
        VisitState.COMING: lambda: visit.resume(visit=one, **room.desk()),
    }[after]
    if after in visit.TRANSITIONS[before]:
        assert act().state == after
        return
    with pytest.raises(visit.NotPossible):
        act()
    assert Visit.objects.get().state == before


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"side": "FURTHER"}, BadVisit),
        ({"begins": ""}, BadVisit),
        ({"begins": "2027-05-17"}, BadVisit),
        ({"begins": "soon"}, NoDate),
        ({"title": " "}, BadWords),
        ({"title": "a" * 301}, BadWords),
        ({"leader": "a\0"}, BadWords),
    ],
)
def test_what_cannot_be_is_refused(room, more, fault):
    with pytest.raises(fault):
        planned(room, **more)
    assert Visit.objects.count() == 0


def test_a_session_of_another_partner_is_none_of_its(room):
    with pytest.raises(BadVisit):
        visit.plan(
            partner=room.bureau.third, title="x", side="OURS", begins="2027", session=room.session, **room.desk()
        )


@pytest.mark.parametrize("act", [visit.move, visit.cancel])
def test_moving_and_cancelling_need_a_reason(room, act):
    more = {"begins": "2027"} if act is visit.move else {}
    with pytest.raises(visit.NoReason):
        act(visit=planned(room), reason=" ", **more, **room.desk())


def test_coming_visits_of_leaders_stand_in_their_order(room):
    leader = planned(
        room, title="Prime minister", leader="The prime minister", begins="2027-06", ends="", side="THEIRS"
    )
    first = planned(room, title="Experts")
    sometime = planned(room, title="President", leader="The president", begins="../2027-05-31", ends="")
    made(room, planned(room, title="Over"))
    assert visit.coming() == [first, sometime, leader]
    assert visit.coming(room.bureau.partner, led=True) == [sometime, leader]
    assert visit.coming(room.bureau.third) == []
    assert visit.coming(among=Visit.objects.filter(pk=first.pk)) == [first]


@pytest.mark.parametrize(("ends", "last"), [("2027-05-16", 16), ("", 10), ("2027-05", 31)])
def test_a_coming_visit_passes(room, ends, last):
    one = planned(room, ends=ends)
    assert [visit.passed(one, date(2027, 5, last)), visit.passed(one, date(2027, 6, 1))] == [False, True]
    visit.cancel(visit=one, reason="Ill", **room.desk())
    assert not visit.passed(Visit.objects.get(), date(2027, 6, 1))


def test_its_particulars_change_and_the_former_stay_in_the_journal(room):
    one = planned(room, place="Bern")
    kept = visit.describe(
        visit=one, title="Visit of state", leader="The president", place="", session=room.session, **room.desk()
    )
    assert (kept.title, kept.leader, kept.place, kept.session) == ("Visit of state", "The president", "", room.session)
    facts = JournalPayload.objects.get(act="visit.described").facts
    assert facts == {"before": {"title": "Working visit", "leader": "", "place": "Bern"}}
    with pytest.raises(BadWords):
        visit.describe(visit=one, title=" ", leader="", place="", **room.desk())


def test_a_session_with_another_partner_is_not_beside_it(room):
    other = visit.plan(partner=room.bureau.third, title="x", side="OURS", begins="2027", **room.desk())
    with pytest.raises(BadVisit):
        visit.describe(visit=other, title="x", leader="", place="", session=room.session, **room.desk())


def test_a_directive_stays_once_there_are_assignments(room):
    one, first, second = planned(room), directive(room), directive(room, "Another")
    visit.direct(visit=one, directive=first, **room.desk())
    visit.direct(visit=one, directive=second, **room.desk())
    assignment.assign(visit=one, text="See the library", **room.desk())
    with pytest.raises(visit.HasAssignments):
        visit.direct(visit=one, directive=first, **room.desk())
    assert visit.direct(visit=one, directive=second, **room.desk()).directive == second


def test_only_the_desk_records(room):
    one, by = planned(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    paper = directive(room)
    for act in (
        lambda: visit.plan(partner=room.bureau.partner, title="x", side="OURS", begins="2027", **by),
        lambda: visit.describe(visit=one, title="x", leader="", place="", **by),
        lambda: visit.move(visit=one, begins="2027", reason="x", **by),
        lambda: visit.made(visit=one, begins="2027", ends="", **by),
        lambda: visit.cancel(visit=one, reason="x", **by),
        lambda: visit.resume(visit=one, **by),
        lambda: visit.direct(visit=one, directive=paper, **by),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert list(Visit.objects.visible_to(room.bureau.who("auditor"))) == [one]
    assert list(Visit.objects.visible_to(room.bureau.who("librarian"))) == []
