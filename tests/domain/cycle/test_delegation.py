"""Delegations: head and members with their offices; told, heard, and forgotten when their day is over."""

import copy
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.cycle.bureau import acts, told
from tests.domain.cycle.sitting import sitting, told_of
from tests.records.rows import make
from verbale.domain.cycle import delegation, visit
from verbale.domain.cycle.delegation import BadDelegation, Named, NotADelegation
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records import models as records
from verbale.records.delegation import Delegate, Delegation
from verbale.records.dispatch import Message
from verbale.records.journal import JournalPayload

UNTIL = date(2028, 5, 31)
OURS = (
    Named("Anna Weber", "Director of the Hydrology Office", "head"),
    Named("Bernd Kurz", "Head of section"),
    Named("Cora Lang", "Interpreter of the ministry", "interpreter"),
)
THEIRS = {
    "delegates": [
        {"name": "李海", "office": "水文局局长", "part": "head"},
        {"name": "王明", "office": "处长", "part": "member"},
    ],
    "keep_until": "2028-05-31",
}


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def named(room, to=None, delegates=OURS, keep_until=UNTIL, **more):
    return delegation.name(to=to or room.session, delegates=delegates, keep_until=keep_until, **more, **room.desk())


def hears(room, **more):
    body = {"commission": room.commission.pk, "session": 1} | copy.deepcopy(THEIRS) | more
    return delegation.told(partner=room.bureau.partner, body=body, at=room.at())


def people(row):
    return [(one.place, one.name, one.office, one.part) for one in row.delegates.all()]


def test_a_delegation_is_named_and_told(room):
    row = delegation.tell(delegation=named(room), **room.desk())
    assert len(told_of(room.bureau.partner, "session")) == 1
    assert told_of(room.bureau.partner, "delegation") == [
        {
            "commission": room.commission.pk,
            "session": 1,
            "delegates": [
                {"name": "Anna Weber", "office": "Director of the Hydrology Office", "part": "head"},
                {"name": "Bernd Kurz", "office": "Head of section", "part": "member"},
                {"name": "Cora Lang", "office": "Interpreter of the ministry", "part": "interpreter"},
            ],
            "keep_until": "2028-05-31",
        }
    ]
    assert (row.side, row.delete_after, delegation.of(room.session, "OURS")) == ("OURS", UNTIL, row)
    assert acts(row) == ["delegation.named", "delegation.told"]


def test_naming_it_again_replaces_it_and_what_was_told_counts_as_changed_since(room):
    first = delegation.tell(delegation=named(room), **room.desk())
    second = named(room, delegates=OURS[:2])
    assert (second.pk, second.told_at, delegation.changed_since_told(second), people(second)) == (
        first.pk, first.told_at, True,
        [(1, "Anna Weber", "Director of the Hydrology Office", "head"), (2, "Bernd Kurz", "Head of section", "member")],
    )  # fmt: skip


def test_telling_it_anew_ends_the_difference(room):
    first = named(room)
    assert not delegation.changed_since_told(first)
    again = delegation.tell(delegation=delegation.tell(delegation=first, **room.desk()), **room.desk())
    assert not delegation.changed_since_told(again)


def test_what_the_partner_told_is_not_replaced_by_hand(room):
    hears(room)
    with pytest.raises(delegation.Theirs):
        named(room, side=room.bureau.partner.code)
    assert people(delegation.of(room.session, room.bureau.partner.code))[0][1] == "李海"


def test_a_word_that_waits_gives_way_to_the_next(room):
    first = delegation.tell(delegation=named(room), **room.desk())
    delegation.tell(delegation=named(room, delegates=OURS[:2]), **room.desk())
    rows = Message.objects.filter(what="delegation").order_by("queued_at")
    assert [(row.state, len(row.body["delegates"])) for row in rows] == [("recalled", 0), ("queued", 2)]
    assert delegation.of(room.session, "OURS") == first


def test_a_later_change_of_office_leaves_it_as_it_is(room):
    desk = room.bureau.who("desk")
    desk.office_held = "Secretary"
    row = named(room, delegates=(Named.of(desk, "head"),))
    desk.office_held = "Director"
    desk.save()
    assert people(Delegation.objects.get(pk=row.pk)) == [(1, "Chiara Rossi", "Secretary", "head")]


def test_the_statute_says_how_many_are_sent(room):
    row = named(room, delegates=(OURS[0], OURS[2]))
    with pytest.raises(delegation.TooFew) as refusal:
        delegation.tell(delegation=row, **room.desk())
    assert refusal.value.facts == {"least": 2, "named": 1}
    assert told(room.bureau.partner) == []


def test_one_for_a_visit_is_not_told(room):
    trip = visit.plan(partner=room.bureau.partner, title="Visit", side="THEIRS", begins="2027", **room.desk())
    ours, theirs = named(room, trip), named(room, trip, side="THEIRS")
    with pytest.raises(delegation.NotTold):
        delegation.tell(delegation=ours, **room.desk())
    with pytest.raises(delegation.NotOurs):
        delegation.tell(delegation=theirs, **room.desk())
    assert (delegation.of(trip, "OURS"), delegation.of(trip, "THEIRS")) == (ours, theirs)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"side": "FURTHER"}, "it is of neither side"),
        ({"delegates": ()}, "it has not 1 to 200 people"),
        ({"delegates": (OURS[0], *[OURS[1]] * 200)}, "it has not 1 to 200 people"),
        ({"delegates": OURS[1:]}, "it has 0 heads, and one leads it"),
        ({"delegates": (OURS[0], OURS[0])}, "it has 2 heads, and one leads it"),
        ({"keep_until": date(2026, 11, 20)}, "the day until which its names are kept is over"),
        ({"keep_until": date(2056, 11, 22)}, "more than 30 years away"),
    ],
)
def test_what_cannot_be_is_refused(room, more, why):
    with pytest.raises(BadDelegation) as refusal:
        named(room, **more)
    assert why in refusal.value.facts["why"]
    assert Delegation.objects.count() == 0


@pytest.mark.parametrize(
    "bad", [("", "x"), ("x", ""), ("x\n", "y\nz"), ("a" * 201, "x"), ("x", "x", "chief"), ("x", 7)]
)
def test_a_person_without_name_office_or_part_is_refused(bad):
    with pytest.raises((BadDelegation, BadWords)):
        Named(*bad)


def test_the_partner_s_delegation_is_kept_and_replaced(room):
    row = hears(room)
    assert people(row) == [(1, "李海", "水文局局长", "head"), (2, "王明", "处长", "member")]
    again = hears(room, delegates=THEIRS["delegates"][:1])
    assert (again.pk, people(again), again.told_at is not None) == (row.pk, [(1, "李海", "水文局局长", "head")], True)
    assert acts(row) == ["delegation.partner told"] * 2


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"session": 2}, "it names no session that we know"),
        ({"commission": "\0"}, "it names no session that we know"),
        ({"session": 10**30}, "it names no session that we know"),
        ({"session": True}, "it has other fields than a delegation has"),
        ({"grade": "secret"}, "it has other fields than a delegation has"),
        ({"commission": 7}, "one of its fields is no text"),
        ({"keep_until": None}, "one of its fields is no text"),
        ({"keep_until": "2028-02-30"}, "“2028-02-30” is no day"),
        ({"keep_until": "20280531"}, "“20280531” is no day"),
        ({"keep_until": "2026-11-01"}, "the day until which its names are kept is over"),
        ({"keep_until": "9999-12-31"}, "more than 30 years away"),
        ({"delegates": {}}, "its delegates are no list"),
        ({"delegates": ["Li Hai"]}, "its delegates are no list"),
        ({"delegates": [{"name": "Li Hai"}]}, "its delegates are no list"),
        ({"delegates": [THEIRS["delegates"][1]]}, "it has 0 heads"),
        ({"delegates": [THEIRS["delegates"][0]] * 201}, "it has not 1 to 200 people"),
        ({"delegates": [THEIRS["delegates"][0] | {"name": "a\0"}]}, "U+0000"),
        ({"delegates": [THEIRS["delegates"][0] | {"part": []}]}, "is no part"),
        ({"delegates": [THEIRS["delegates"][0] | {"office": 3}]}, "it is no text"),
    ],
)
def test_a_message_that_cannot_be_taken(room, more, why):
    with pytest.raises(NotADelegation) as refusal:
        hears(room, **more)
    assert why in refusal.value.facts["why"]
    assert Delegation.objects.count() == 0


def test_no_partner_speaks_of_another_partner_s_session(room):
    body = {"commission": room.commission.pk, "session": 1} | THEIRS
    with pytest.raises(NotADelegation):
        delegation.told(partner=room.bureau.third, body=body, at=room.at())


def test_names_are_forgotten_after_their_day(room):
    row, later = named(room, keep_until=date(2027, 6, 1)), hears(room)
    delegation.tell(delegation=row, **room.desk())
    for on, forgotten in ((date(2027, 6, 1), []), (date(2027, 6, 2), [row]), (date(2027, 6, 3), [])):
        assert delegation.forget(on=on, at=room.at()) == forgotten
    assert set(Delegate.objects.values_list("delegation", flat=True)) == {later.pk}
    message = Message.objects.get(what="delegation")
    assert (message.state, message.body["delegates"]) == ("recalled", [])
    assert acts(row) == ["delegation.named", "delegation.told", "delegation.forgotten"]
    with pytest.raises(delegation.Forgotten):
        delegation.tell(delegation=row, **room.desk())


@pytest.mark.parametrize(("state", "left"), [("sealed", 3), ("carried", 3), ("acknowledged", 0), ("void", 0)])
def test_a_message_that_may_be_sent_again_keeps_its_names(room, state, left):
    row = delegation.tell(delegation=named(room, keep_until=date(2027, 6, 1)), **room.desk())
    pouch = make(records.Pouch, partner=room.bureau.partner, state=state)
    Message.objects.update(state="sealed", pouch=pouch)
    assert delegation.forget(on=date(2027, 6, 2), at=room.at()) == [row]
    assert len(Message.objects.get(what="delegation").body["delegates"]) == left
    records.Pouch.objects.update(state="acknowledged")
    assert delegation.forget(on=date(2027, 6, 3), at=room.at()) == []
    assert Message.objects.get(what="delegation").body["delegates"] == []


def test_no_name_stands_in_the_journal(room):
    named(room)
    hears(room)
    said = str(list(JournalPayload.objects.values_list("facts", flat=True)))
    assert not any(name in said for name in ("Anna", "Bernd", "李海"))


def test_names_over_their_day_are_not_told(room):
    row = named(room, keep_until=date(2027, 1, 1))
    room.at(seconds=(datetime(2027, 1, 2, tzinfo=UTC) - room.bureau.clock.now()) / timedelta(seconds=1))
    with pytest.raises(delegation.Forgotten):
        delegation.tell(delegation=row, **room.desk())


def test_only_the_desk_names_and_tells(room):
    row, by = named(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    with pytest.raises(NeedsRole):
        delegation.name(to=room.session, delegates=OURS, keep_until=UNTIL, **by)
    with pytest.raises(NeedsRole):
        delegation.tell(delegation=row, **by)
    assert list(Delegation.objects.visible_to(room.bureau.who("auditor"))) == [row]
