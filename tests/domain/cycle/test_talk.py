"""Talks: entries in their order, ours and theirs, greetings, and that no promises were made."""

import pytest

from tests.domain.cycle.bureau import acts, told
from tests.domain.cycle.sitting import sitting
from verbale.domain.cycle import talk, visit
from verbale.domain.cycle.talk import BadTalk
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records.talk import Said, Talk, TalkEntry


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def held(room, **more):
    given = {"title": "Talk with the minister", "on": "2027-05-11"} | more
    return talk.record(partner=room.bureau.partner, **given, **room.desk())


def say(room, one, said="statement", text="We measure daily.", side="OURS", speaker="Anna Weber", **more):
    return talk.say(talk=one, side=side, speaker=speaker, said=said, text=text, **more, **room.desk())


def entries(one):
    return list(TalkEntry.objects.filter(talk=one).values_list("place", "side", "speaker", "said", "text"))


def test_a_talk_goes_by_speaker_ours_and_theirs(room):
    one = held(room, session=room.session, place="Bern")
    say(room, one, "greeting", "")
    say(room, one, "greeting", "Returned in the same way", "THEIRS", "李海", office="水文局局长")
    say(room, one, "wish", "Joint measuring posts", "THEIRS", "李海")
    talk.no_promises(talk=one, side="OURS", speaker="Anna Weber", **room.desk())
    assert entries(one) == [
        (1, "OURS", "Anna Weber", "greeting", ""),
        (2, "THEIRS", "李海", "greeting", "Returned in the same way"),
        (3, "THEIRS", "李海", "wish", "Joint measuring posts"),
        (4, "OURS", "Anna Weber", "no promise", ""),
    ]
    assert [(row.side, row.speaker) for row in talk.promised_nothing(one)] == [("OURS", "Anna Weber")]
    assert TalkEntry.objects.get(place=2).office == "水文局局长"
    assert acts(one) == ["talk.recorded", *["talk.said"] * 4]
    assert told(room.bureau.partner) == []


@pytest.mark.parametrize("said", Said)
def test_every_kind_is_taken_and_only_some_go_without_words(room, said):
    one = held(room)
    assert say(room, one, said).said == said
    if said in talk.WORDLESS:
        assert say(room, one, said, "").text == ""
    else:
        with pytest.raises(BadWords):
            say(room, one, said, " ")


def test_an_entry_is_corrected_in_its_place(room):
    one = held(room)
    entry = say(room, one, "statement", "We promise nothing.")
    say(room, one)
    talk.correct(entry=entry, said="no promise", text="", **room.desk())
    assert entries(one)[0] == (1, "OURS", "Anna Weber", "no promise", "")
    assert acts(one)[-1] == "talk.corrected"
    with pytest.raises(BadTalk):
        talk.correct(entry=entry, said="oath", text="x", **room.desk())


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"on": ""}, BadTalk),
        ({"on": "immediately:2027-05-11"}, BadTalk),
        ({"on": "in May"}, NoDate),
        ({"title": ""}, BadWords),
        ({"place": "a\nb"}, BadWords),
    ],
)
def test_a_talk_that_cannot_be(room, more, fault):
    with pytest.raises(fault):
        held(room, **more)
    assert Talk.objects.count() == 0


def test_session_and_visit_are_of_the_same_partner(room):
    trip = visit.plan(partner=room.bureau.third, title="Visit", side="OURS", begins="2027", **room.desk())
    with pytest.raises(BadTalk):
        held(room, visit=trip)
    assert held(room, on="2027-05").on == "2027-05"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"side": "FURTHER"}, BadTalk),
        ({"said": "oath"}, BadTalk),
        ({"speaker": ""}, BadWords),
        ({"speaker": "a" * 201}, BadWords),
        ({"text": "a" * 20_001}, BadWords),
    ],
)
def test_an_entry_that_cannot_be(room, more, fault):
    one = held(room)
    with pytest.raises(fault):
        say(room, one, **more)
    assert entries(one) == []


def test_a_talk_has_an_end(room):
    one = held(room)
    say(room, one)
    TalkEntry.objects.update(place=2_000)
    with pytest.raises(talk.TalkFull):
        say(room, one)


def test_only_the_desk_writes(room):
    one, by = held(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    entry = say(room, one)
    for act in (
        lambda: talk.record(partner=room.bureau.partner, title="x", on="2027", **by),
        lambda: talk.say(talk=one, side="OURS", speaker="x", said="wish", text="x", **by),
        lambda: talk.no_promises(talk=one, side="OURS", speaker="x", **by),
        lambda: talk.correct(entry=entry, said="wish", text="x", **by),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert list(Talk.objects.visible_to(room.bureau.who("auditor"))) == [one]
