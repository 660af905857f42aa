"""Memoranda: written in versions, approved by an authority, told before the session; and what the partner tells."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.bureau import acts, pdf, told
from tests.domain.cycle.sitting import content, found, grant, identity, item, sitting, told_of
from verbale.domain.cycle import memorandum, memorandum_paper
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.memorandum import NotAMemorandum
from verbale.domain.cycle.memorandum_content import BadMemorandum, Content, Item, Row, Supplement
from verbale.domain.cycle.memorandum_version import NotDraft, NotOurs, content_of, telling, tellings
from verbale.domain.cycle.statute import NoDuty, NoOtherIssues
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.kernel.imprecise import NoDate
from verbale.records.memorandum import Memorandum, SupplementPaper

THEIRS = {
    "version": 1,
    "title": {"en": "Their memorandum", "ru": "Меморандум"},
    "agenda": [
        {"id": identity(1, "b"), "title": {"ru": "Книги"}, "duty": "1", "want": {}, "same_as": ""},
        {"id": identity(2, "b"), "title": {"ru": "Разное"}, "duty": "other", "want": {"ru": "План"}, "same_as": ""},
    ],
    "schedule": [{"on": "2027-05-10", "at": "", "what": {"ru": "Открытие"}}],
    "supplements": [{"title": {"ru": "Список"}, "language": "ru", "pages": 12}],
}


@pytest.fixture
def room(bureau):
    grant(bureau, "memoranda", "department")
    return sitting(bureau)


def drafted(room, *items, **more):
    return memorandum.draft(session=room.session, content=content(*items, **more), **room.desk())


def approve(room, row, **more):
    given = {"by": room.bureau.who("department"), "at": room.at(), "second_factor": True} | more
    return memorandum.approve(memorandum=row, **given)


def tell(room, row):
    return memorandum.tell(memorandum=row, **room.desk())


def body(room, **more):
    named = {"commission": room.commission.pk, "session": room.session.number}
    return copy.deepcopy(THEIRS) | named | more


def hears(room, **more):
    return memorandum.told(partner=room.bureau.partner, body=body(room, **more), at=room.at())


def test_a_memorandum_is_written_approved_and_told(room):
    row = drafted(room, item(1), item(2, "other", want={"en": "A list", "zh": "清单"}))
    approve(room, row)
    kept = tell(room, row)
    assert len(told_of(room.bureau.partner, "session")) == 1
    assert told_of(room.bureau.partner, "memorandum") == [
        {
            "commission": room.commission.pk,
            "session": 1,
            "version": 1,
            "title": {"en": "Memorandum", "zh": "备忘录"},
            "agenda": [
                {
                    "id": identity(1), "title": {"en": "Item 1", "zh": "议题1"}, "duty": "1", "want": {},
                    "same_as": "",
                },
                {
                    "id": identity(2), "title": {"en": "Item 2", "zh": "议题2"}, "duty": "other",
                    "want": {"en": "A list", "zh": "清单"}, "same_as": "",
                },
            ],
            "schedule": [{"on": "2027-05-10", "at": "10:00", "what": {"en": "Opening", "zh": "开幕"}}],
            "supplements": [{"title": {"en": "List of journals"}, "language": "en", "pages": 4}],
        }
    ]  # fmt: skip
    assert (kept.state, kept.side, kept.version) == ("told", "OURS", 1)
    assert acts(row) == ["memorandum.drafted", "memorandum.approved", "memorandum.told"]


def test_what_we_tell_the_partner_can_hear(room):
    row = drafted(room)
    said = memorandum.body_of(row) | {"agenda": [one | {"id": identity(9, "b")} for one in row.agenda]}
    heard = memorandum.told(partner=room.bureau.partner, body=said, at=room.at())
    assert (heard.titles, heard.schedule, heard.supplements) == (row.titles, row.schedule, row.supplements)


def test_a_further_version_keeps_the_identities_and_only_the_last_is_told(room):
    first = approve(room, drafted(room, item(1), item(2)))
    second = memorandum.further(session=room.session, **room.desk())
    assert (second.version, content_of(second)) == (2, content_of(first))
    with pytest.raises(memorandum.DraftOpen):
        memorandum.further(session=room.session, **room.desk())
    memorandum.change(memorandum=second, content=content(item(2), item(3)), **room.desk())
    tell(room, approve(room, second))
    with pytest.raises(memorandum.Overtaken) as refusal:
        tell(room, first)
    assert refusal.value.facts == {"version": 1, "later": 2}
    assert [one["version"] for one in told_of(room.bureau.partner, "memorandum")] == [1]
    with pytest.raises(NotDraft):
        memorandum.change(memorandum=second, content=content(), **room.desk())
    with pytest.raises(memorandum.NotApproved):
        tell(room, second)


def test_each_telling_is_counted_whatever_was_written_between(room):
    approve(room, drafted(room))
    for _ in range(2):
        tell(room, approve(room, memorandum.further(session=room.session, **room.desk())))
    third = memorandum.further(session=room.session, **room.desk())
    rows = list(Memorandum.objects.order_by("version"))
    assert [row.version for row in rows] == [1, 2, 3, 4]
    assert [one["version"] for one in told_of(room.bureau.partner, "memorandum")] == [1, 2]
    assert tellings(rows) == {rows[1].pk: 1, rows[2].pk: 2}
    assert ([telling(row) for row in rows[1:3]], telling(third)) == ([1, 2], 3)
    assert [memorandum.body_of(row)["version"] for row in rows[1:3]] == [1, 2]
    assert telling(hears(room, version=4)) == 4


def test_there_is_no_further_version_of_nothing(room):
    with pytest.raises(memorandum.NotWritten):
        memorandum.further(session=room.session, **room.desk())


@pytest.mark.parametrize(
    ("without", "lacking"), [(("agenda",), "agenda"), (("schedule",), "schedule"), (("agenda", "schedule"), None)]
)
def test_one_without_agenda_or_schedule_is_not_approved(room, without, lacking):
    given = {"titles": {"en": "M"}, "agenda": (item(1),), "schedule": (Row("2027-05", {"en": "Talks"}),)}
    said = Content(**(given | dict.fromkeys(without, ())))
    row = memorandum.draft(session=room.session, content=said, **room.desk())
    with pytest.raises(memorandum.Incomplete) as refusal:
        approve(room, row)
    assert refusal.value.facts == {"version": 1, "lacking": lacking or "agenda and schedule"}


def test_only_the_desk_writes_and_only_holders_approve(room):
    row = drafted(room)
    auditor = {"by": room.bureau.who("auditor"), "at": room.at()}
    for act in (
        lambda: memorandum.draft(session=room.session, content=content(), **auditor),
        lambda: memorandum.change(memorandum=row, content=content(), **auditor),
        lambda: memorandum.further(session=room.session, **auditor),
        lambda: memorandum.tell(memorandum=row, **auditor),
        lambda: approve(room, row, by=room.bureau.who("desk")),
        lambda: memorandum_paper.hold(memorandum=row, place=1, file=None, file_name="a", **auditor),
    ):
        with pytest.raises(NeedsRole):
            act()
    with pytest.raises(NotHolder):
        approve(room, row, by=room.bureau.who("committee"))
    with pytest.raises(NeedsSecondFactor):
        approve(room, row, second_factor=False)
    with pytest.raises(memorandum.NotApproved):
        tell(room, row)
    assert told(room.bureau.partner) == []


def test_without_the_authority_nobody_approves(bureau):
    room = sitting(bureau)
    with pytest.raises(memorandum.NoMemorandumAuthority):
        approve(room, drafted(room))


def test_nothing_is_told_once_the_session_began(room):
    row = approve(room, drafted(room))
    days = datetime(2027, 5, 9, 23, 59, tzinfo=UTC) - room.bureau.clock.now()
    assert not memorandum.began(room.session, room.at(seconds=days.total_seconds()))
    assert memorandum.began(room.session, room.at(minutes=1))
    with pytest.raises(memorandum.Began) as refusal:
        tell(room, row)
    assert refusal.value.facts == {"number": 1, "day": "2027-05-10"}


@pytest.mark.parametrize(
    ("begins", "last"),
    [("2027-05", (5, 31)), ("2027-05/2027-06", (6, 30)), ("2027", (12, 31)), ("../2027-06-30", (6, 30))],
)
def test_a_session_with_an_imprecise_day_may_begin_on_its_last(room, begins, last):
    room.session.begins = begins
    day = datetime(2027, *last, 12, tzinfo=UTC)
    assert [memorandum.began(room.session, day + timedelta(days=more)) for more in (0, 1)] == [False, True]


def test_a_session_that_was_held_began(room):
    row = approve(room, drafted(room))
    sessions.held(session=room.session, begins="2026-11-01", ends="2026-11-02", **room.desk())
    with pytest.raises(memorandum.Began):
        tell(room, row)


def test_items_are_tied_to_the_mandate(room):
    with pytest.raises(NoDuty) as refusal:
        drafted(room, item(1, "3"))
    assert refusal.value.facts == {"number": "3", "known": "1, 2, 10"}


def test_a_statute_may_admit_no_other_issue(bureau):
    room = sitting(bureau, other_issues=False)
    with pytest.raises(NoOtherIssues):
        drafted(room, item(1, "other"))


def test_without_a_statute_there_are_only_other_issues(bureau):
    commission = found(bureau)
    room = sitting(bureau)
    room.session = sessions.plan(commission=commission, begins="2027", host="OURS", **room.desk())
    assert drafted(room, item(1, "other")).version == 1
    with pytest.raises(memorandum.NoMandate):
        memorandum.change(memorandum=Memorandum.objects.get(), content=content(item(1, "1")), **room.desk())


def test_an_item_is_one_only_with_what_the_other_side_told(room):
    joined = item(1, same_as=identity(1, "b"))
    with pytest.raises(memorandum.NoSuchItem):
        drafted(room, joined)
    hears(room)
    assert drafted(room, joined).agenda[0]["same_as"] == identity(1, "b")
    with pytest.raises(memorandum.NotOwnItem):
        memorandum.change(
            memorandum=Memorandum.objects.get(side="OURS"), content=content(item(1, side="b")), **room.desk()
        )


def test_papers_follow_their_supplement(room):
    two = (Supplement({"en": "List"}, "en"), Supplement({"en": "Map"}, "en"))
    first = drafted(room, supplements=two)
    file = room.bureau.store(pdf("Map"))
    memorandum_paper.hold(memorandum=first, place=2, file=file, file_name="map.pdf", **room.desk())
    with pytest.raises(memorandum_paper.NoSuchSupplement):
        memorandum_paper.hold(memorandum=first, place=3, file=file, file_name="map.pdf", **room.desk())
    approve(room, first)
    second = memorandum.further(session=room.session, **room.desk())
    memorandum.change(memorandum=second, content=content(supplements=two[::-1]), **room.desk())
    assert papers(first, second) == [(1, 2, file.pk), (2, 1, file.pk)]
    memorandum.change(memorandum=second, content=content(supplements=two[:1]), **room.desk())
    assert papers(first, second) == [(1, 2, file.pk)]
    with pytest.raises(NotDraft):
        memorandum_paper.hold(memorandum=first, place=1, file=file, file_name="map.pdf", **room.desk())


def papers(*versions):
    rows = SupplementPaper.objects.filter(memorandum__in=versions).order_by("memorandum__version", "place")
    return [(row.memorandum.version, row.place, row.document.file_id) for row in rows]


def test_the_partner_s_memorandum_is_kept(room):
    row = hears(room)
    assert (row.side, row.version, row.state, row.titles) == ("THEIRS", 1, "told", THEIRS["title"])
    assert content_of(row).as_json() == {name: THEIRS[name] for name in ("agenda", "schedule", "supplements")}
    assert acts(row) == ["memorandum.partner told"]
    with pytest.raises(NotOurs):
        tell(room, row)


def test_versions_of_the_partner_come_in_their_order(room):
    first = hears(room)
    assert hears(room) == first
    third = hears(room, version=3)
    for version, more in ((2, {}), (3, {"title": {"ru": "Иной"}})):
        with pytest.raises(NotAMemorandum, match="version 3 of it came before"):
            hears(room, version=version, **more)
    assert memorandum.last_told(room.session, "THEIRS") == third


def test_the_first_may_come_late_and_no_further_one_after_the_beginning(room):
    room.at(days=200)
    hears(room)
    with pytest.raises(NotAMemorandum, match="session 1 has begun"):
        hears(room, version=2)


def test_a_partner_s_item_may_name_ours_once_we_told_it(room):
    agenda = [THEIRS["agenda"][0] | {"same_as": identity(1)}]
    row = approve(room, drafted(room))
    with pytest.raises(NotAMemorandum):
        hears(room, agenda=agenda)
    tell(room, row)
    assert hears(room, agenda=agenda).agenda == agenda


BAD = [
    ({"session": 2}, "it names no session that we know"),
    ({"commission": "\0"}, "it names no session that we know"),
    ({"session": "1"}, "its session or its version is no number"),
    ({"session": True}, "its session or its version is no number"),
    ({"version": 0}, "its session or its version is no number"),
    ({"version": 1.0}, "its session or its version is no number"),
    ({"version": 1000}, "its session or its version is no number"),
    ({"commission": "0" * 26}, "it names no session that we know"),
    ({"commission": 7}, "it has other fields than a memorandum has"),
    ({"further": 7}, "it has other fields than a memorandum has"),
    ({"title": {}}, "“title of the memorandum” cannot be kept so: it is empty."),
    ({"title": "M"}, "“title of the memorandum” cannot be kept so: it is not given by language."),
    ({"agenda": {}}, "its agenda is no list of at most 200 entries"),
    ({"agenda": [THEIRS["agenda"][0]] * 201}, "its agenda is no list of at most 200 entries"),
    ({"agenda": [THEIRS["agenda"][0]] * 2}, "two items have the same identity"),
    ({"agenda": ["x"]}, "an entry of its agenda has not the fields"),
    ({"schedule": [{"on": "2027"}]}, "an entry of its schedule has not the fields"),
    ({"schedule": [{"on": "soon", "at": "", "what": {"en": "x"}}]}, "“soon” is no date"),
    ({"schedule": [{"on": "", "at": "", "what": {"en": "x"}}]}, "has no date"),
    ({"supplements": [{"title": {"en": "x"}, "language": "en", "pages": -1}]}, "the pages of a supplement"),
    ({"supplements": [{"title": {"en": "x"}, "language": "en", "pages": True}]}, "the pages of a supplement"),
]
BAD_ITEMS = [
    ({"duty": "3"}, "The mandate has no duty 3"),
    ({"duty": 1}, "“duty” cannot be kept so: it is no text"),
    ({"id": "mine"}, "“mine” is no identity of an item"),
    ({"id": ""}, "“” is no identity of an item"),
    ({"id": 7}, "“7” is no identity of an item"),
    ({"same_as": "x"}, "“x” is no identity of an item"),
    ({"same_as": identity(7)}, "The other side told no item"),
    ({"title": {"en": "a\0"}}, "U+0000"),
    ({"title": {"en": "a" * 2001}}, "it is longer than 2000 characters"),
    ({"want": {"en": 3}}, "it is no text"),
]


@pytest.mark.parametrize(("more", "why"), BAD)
def test_a_message_that_cannot_be_taken(room, more, why):
    refused(room, why, more)


@pytest.mark.parametrize(("more", "why"), BAD_ITEMS)
def test_an_item_that_cannot_be_taken(room, more, why):
    refused(room, why, {"agenda": [THEIRS["agenda"][0] | more]})


def refused(room, why, more):
    with pytest.raises(NotAMemorandum) as refusal:
        hears(room, **more)
    assert why in refusal.value.facts["why"]
    assert Memorandum.objects.count() == 0


def test_a_missing_field_is_refused(room):
    said = body(room)
    del said["schedule"]
    with pytest.raises(NotAMemorandum):
        memorandum.told(partner=room.bureau.partner, body=said, at=room.at())


def test_no_partner_speaks_of_another_partner_s_session(room):
    with pytest.raises(NotAMemorandum, match="no session that we know"):
        memorandum.told(partner=room.bureau.third, body=body(room), at=room.at())


def test_a_partner_cannot_take_the_identity_of_our_item(room):
    drafted(room)
    with pytest.raises(NotAMemorandum, match="belongs to an item of the other side"):
        hears(room, agenda=[THEIRS["agenda"][0] | {"id": identity(1)}])


@pytest.mark.parametrize(
    "bad",
    [
        lambda: Item({}, "1"),
        lambda: Item({"en": "x"}, ""),
        lambda: Item({"en": "x"}, "1", id="7"),
        lambda: Row("", {"en": "x"}),
        lambda: Row("immediately:2027-05-10", {"en": "x"}),
        lambda: Row("May", {"en": "x"}),
        lambda: Supplement({"en": "x"}, pages=100_001),
        lambda: Supplement({"en": "x"}, "English"),
        lambda: content(*[item(number) for number in range(201)]),
        lambda: content(item(1, same_as=identity(5)), item(2, same_as=identity(5))),
    ],
)
def test_values_refuse_nonsense_at_birth(bad):
    with pytest.raises((BadMemorandum, BadWords, NoDate)):
        bad()


WORDS = st.dictionaries(
    st.sampled_from(["en", "zh", "ru"]), st.text("a書Ж \n", min_size=1).filter(str.strip), min_size=1
)
CONTENTS = st.builds(
    Content,
    WORDS,
    st.lists(st.builds(Item, WORDS, st.sampled_from(["1", "other"]), WORDS), max_size=3).map(tuple),
    st.lists(st.builds(Row, st.sampled_from(["2027", "2027-05/2027-06"]), WORDS), max_size=3).map(tuple),
    st.lists(st.builds(Supplement, WORDS, st.just("zh"), st.integers(0, 9)), max_size=3).map(tuple),
)


@given(CONTENTS)
def test_what_is_told_is_read_as_it_was_said(said):
    assert Content.of_json(said.titles, said.as_json()) == said


def test_200_items_are_taken():
    assert len(content(*[item(number) for number in range(200)]).agenda) == 200
