"""The merged agenda: every item once, by duty, what is open first; two items joined and parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import DUTIES, content, found, grant, identity, item, sitting
from verbale.domain.cycle import agenda, memorandum
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.agenda import Carried, Joined, Pair, merge
from verbale.domain.cycle.memorandum_content import Item
from verbale.domain.spine.person import NeedsRole
from verbale.engines import agreement
from verbale.records.memorandum import JoinedItem

RANKS = {"1": 0, "2": 1, "other": 2}
OPEN = [
    Carried("1", "Send the lists", "open", "1987-10", {"en": "Send the lists", "zh": "寄送目录"}),
    Carried("2", "Name the experts", "under way", ""),
]


@pytest.fixture
def room(bureau):
    grant(bureau, "memoranda", "department")
    return sitting(bureau)


def we_tell(room, *items):
    row = memorandum.draft(session=room.session, content=content(*items), **room.desk())
    memorandum.approve(memorandum=row, by=room.bureau.who("department"), at=room.at(), second_factor=True)
    memorandum.tell(memorandum=row, **room.desk())


def they_tell(room, *items, version=1):
    said = content(*items)
    body = {"commission": room.session.commission_id, "session": room.session.number, "version": version}
    told = body | {"title": dict(said.titles)} | said.as_json()
    return memorandum.told(partner=room.bureau.partner, body=told, at=room.at())


def listed(room, carried=()):
    """Place, duty, our item, their item and how they were joined, of each entry."""
    return [
        (one.place, one.number, one.ours and one.ours.id, one.theirs and one.theirs.id, str(one.joined))
        for one in agenda.of(room.session, carried).entries
    ]


def theirs(number, duty="1", **more):
    return item(number, duty, side="b", **more)


def a(number):
    return identity(number)


def b(number):
    return identity(number, "b")


def test_nobody_told_anything(room):
    assert agenda.of(room.session) == agenda.Agenda(room.session, (), (None, None))


def test_items_stand_by_duty_then_by_the_first_side_s_order(room):
    we_tell(room, item(1, "2"), item(2, "other"), item(3, "1"), item(4, "2"))
    they_tell(room, theirs(1, "10"), theirs(2, "2"), theirs(3, "1"))
    assert listed(room) == [
        (1, "1", a(3), None, ""),
        (2, "1", None, b(3), ""),
        (3, "2", a(1), None, ""),
        (4, "2", a(4), None, ""),
        (5, "2", None, b(2), ""),
        (6, "10", a(2), None, ""),
        (7, "10", None, b(1), ""),
    ]
    found = agenda.of(room.session)
    assert (found.versions, found.entries[-1].duty) == ((1, 1), DUTIES[2])


def test_the_side_that_hosts_first_comes_first(bureau):
    grant(bureau, "memoranda", "department")
    room = sitting(bureau, first_host="THEIRS")
    we_tell(room, item(1))
    they_tell(room, theirs(1))
    assert listed(room) == [(1, "1", None, b(1), ""), (2, "1", a(1), None, "")]


def test_what_is_open_comes_first_as_one_entry(room):
    we_tell(room, item(1))
    first, second = agenda.of(room.session, OPEN).entries
    assert first == agenda.Entry(1, carried=(OPEN[0], OPEN[1]))
    assert (second.place, first.title()) == (2, "")


def test_an_item_that_names_ours_is_one_with_it(room):
    we_tell(room, item(1, "2"), item(2, "1"))
    they_tell(room, theirs(1, "1", same_as=a(1)), theirs(2, "2"))
    assert listed(room) == [
        (1, "1", a(2), None, ""),
        (2, "2", a(1), b(1), "by name"),
        (3, "2", None, b(2), ""),
    ]


def test_the_last_told_version_counts(room):
    they_tell(room, theirs(1), theirs(2))
    they_tell(room, theirs(2, "2"), version=2)
    assert listed(room) == [(1, "2", None, b(2), "")]
    assert agenda.of(room.session).versions == (None, 2)


def test_a_person_joins_and_parts(room):
    we_tell(room, item(1, "other"), item(2))
    they_tell(room, theirs(1, "2"), theirs(2))
    agenda.join(session=room.session, ours=a(1), theirs=b(1), **room.desk())
    assert listed(room)[-1] == (3, "2", a(1), b(1), "by a person")
    for ours, other in ((a(1), b(2)), (a(2), b(1)), (a(1), b(1))):
        with pytest.raises(agenda.AlreadyJoined):
            agenda.join(session=room.session, ours=ours, theirs=other, **room.desk())
    agenda.part(session=room.session, ours=a(1), **room.desk())
    with pytest.raises(agenda.NotJoined):
        agenda.part(session=room.session, ours=a(1), **room.desk())
    assert {one[-1] for one in listed(room)} == {""}
    assert acts(room.session) == ["session.planned", "session.told", "agenda.joined", "agenda.parted"]


def test_what_a_memorandum_names_a_person_cannot_part(room):
    we_tell(room, item(1))
    they_tell(room, theirs(1, same_as=a(1)))
    with pytest.raises(agenda.NamedAsOne) as refusal:
        agenda.part(session=room.session, ours=a(1), **room.desk())
    assert refusal.value.facts == {"side": "THEIRS"}


def test_our_own_naming_stands_too(room):
    they_tell(room, theirs(1))
    we_tell(room, item(1, same_as=b(1)))
    with pytest.raises(agenda.NamedAsOne) as refusal:
        agenda.part(session=room.session, ours=a(1), **room.desk())
    assert refusal.value.facts == {"side": "OURS"}


def test_a_joining_whose_item_is_gone_stands_in_nobody_s_way(room):
    we_tell(room, item(1), item(2))
    they_tell(room, theirs(1), theirs(2))
    agenda.join(session=room.session, ours=a(1), theirs=b(1), **room.desk())
    they_tell(room, theirs(2), version=2)
    agenda.join(session=room.session, ours=a(1), theirs=b(2), **room.desk())
    assert list(JoinedItem.objects.values_list("ours", "theirs")) == [(a(1), b(2))]


def test_only_what_was_told_can_be_joined(room):
    we_tell(room, item(1))
    they_tell(room, theirs(1))
    for ours, other, side in ((a(9), b(1), "OURS"), (a(1), b(9), "THEIRS"), (b(1), a(1), "OURS")):
        with pytest.raises(agenda.NotOnAgenda) as refusal:
            agenda.join(session=room.session, ours=ours, theirs=other, **room.desk())
        assert refusal.value.facts["side"] == side


def test_only_the_desk_joins(room):
    by = {"by": room.bureau.who("auditor"), "at": room.at()}
    with pytest.raises(NeedsRole):
        agenda.join(session=room.session, ours=a(1), theirs=b(1), **by)
    with pytest.raises(NeedsRole):
        agenda.part(session=room.session, ours=a(1), **by)


def test_without_a_statute_all_are_other_issues(bureau):
    grant(bureau, "memoranda", "department")
    room = sitting(bureau)
    room.session = sessions.plan(commission=found(bureau), begins="2027", host="OURS", **room.desk())
    we_tell(room, item(1, "other"))
    (entry,) = agenda.of(room.session).entries
    assert (entry.number, entry.duty) == ("other", None)


def test_it_can_be_made_an_article(room):
    we_tell(room, item(1))
    they_tell(room, agenda.Item({"zh": "计划", "ru": "План"}, "2", id=b(1)))
    found = agenda.of(room.session, OPEN[:1])
    made = agenda.article(
        found, identifier="2", headings={"en": "Agenda", "zh": "议程"}, commitments={"en": "Open", "zh": "未完成"}
    )
    text = {
        "en": "1. Open\n– 1 Send the lists\n2. Item 1\n3. План",
        "zh": "1. 未完成\n– 1 寄送目录\n2. 议题1\n3. 计划",
    }
    assert made == agreement.Article("2", {"en": "Agenda", "zh": "议程"}, text, roles=("agenda",))


def test_an_empty_one_cannot(room):
    with pytest.raises(agenda.NoAgenda):
        agenda.article(agenda.of(room.session), identifier="2", headings={"en": "A"}, commitments={"en": "O"})


@st.composite
def sides(draw):
    """Items of both sides, some of which name one of the other side, or one that is gone, and joinings of a person."""

    def items(side, other):
        named = draw(st.lists(st.integers(0, 4), max_size=5, unique=True))
        return [
            item(
                number,
                draw(st.sampled_from(sorted(RANKS))),
                side=side,
                same_as=draw(st.sampled_from(["", identity(draw(st.integers(0, 6)), other)])),
            )
            for number in named
        ]

    number = st.integers(0, 6)
    joined = draw(st.lists(st.tuples(number.map(a), number.map(b)), max_size=3))
    return items("a", "b"), items("b", "a"), joined


@given(sides())
def test_every_item_stands_once_in_the_order_of_its_duty(given_sides):
    first, second, joined = given_sides
    pairs = merge(first, second, joined, RANKS.__getitem__)
    assert sorted(pair.first.id for pair in pairs if pair.first) == sorted(one.id for one in first)
    assert sorted(pair.second.id for pair in pairs if pair.second) == sorted(one.id for one in second)
    ranks = [RANKS[agenda.duty_number(pair)] for pair in pairs]
    assert ranks == sorted(ranks)
    alone = {duty: [p.first.id for p in pairs if p.first and agenda.duty_number(p) == duty] for duty in RANKS}
    order = [one.id for one in first]
    assert all(sorted(ids, key=order.index) == ids for ids in alone.values())
    assert all((pair.joined is Joined.NOT) == (pair.first is None or pair.second is None) for pair in pairs)


@given(sides())
def test_what_a_person_joined_comes_before_what_is_named(given_sides):
    first, second, joined = given_sides
    pairs = {(p.first.id, p.second.id): p.joined for p in merge(first, second, joined[:1], lambda _: 0) if all(p[:2])}
    both = {one.id for one in first} | {one.id for one in second}
    assert all(pairs[pair] is Joined.BY_PERSON for pair in joined[:1] if set(pair) <= both)


def test_one_and_three_items():
    rank = RANKS.__getitem__
    assert merge([item(1)], [], [], rank) == (Pair(item(1), None),)
    assert merge([item(1)], [theirs(1), theirs(2)], [(a(1), b(2))], rank) == (
        Pair(item(1), theirs(2), Joined.BY_PERSON), Pair(None, theirs(1)),
    )  # fmt: skip


def test_a_commitment_that_an_item_asks_for_stands_there_alone(room):
    asked = Item({"en": "Minutes of session 1, 1: Send the lists", "zh": "第1次会议纪要，1: 寄送目录"}, "1", id=a(1))
    we_tell(room, asked)
    found = agenda.of(room.session, OPEN)
    assert [entry.carried for entry in found.entries] == [(OPEN[1],), ()]
    they_tell(room, Item({"en": "2: Name the experts"}, "2", id=b(1)))
    assert [entry.carried for entry in agenda.of(room.session, OPEN).entries] == [(), ()]
