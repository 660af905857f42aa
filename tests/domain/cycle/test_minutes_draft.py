"""Minutes are kept as a draft: unfinished, one a session or text, and never over another person's words unasked."""

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import conclusion, revision
from tests.domain.cycle.sitting import sitting
from verbale.domain.cycle import minutes_draft
from verbale.domain.cycle.minutes_outline import NoOutline, Outline, Written
from verbale.domain.spine.person import NeedsRole
from verbale.records.minutes import MinutesDraft

UNFINISHED = Outline(("zh", "ru"), {"zh": "纪要"}, (Written("", {}, {"zh": "一"}, ("conclusion",), {"a": (1, "b")}),))


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def keep(room, outline=UNFINISHED, who="desk", **more):
    return minutes_draft.keep(about=room.session, outline=outline, by=room.bureau.who(who), at=room.at(), **more)


def test_what_is_kept_is_what_was_written(room):
    draft = keep(room, note="half")
    assert minutes_draft.outline_of(minutes_draft.of(room.session)) == UNFINISHED
    assert (draft.note, draft.kept_by.handle, draft.session) == ("half", "desk", room.session)
    assert acts(room.session)[-1:] == ["minutes.draft kept"]


def test_one_draft_a_session_which_the_same_person_keeps_again(room):
    first = keep(room)
    again = keep(room, Outline.of_revision(revision()), seen=minutes_draft.version(first))
    assert (again.pk, MinutesDraft.objects.count()) == (first.pk, 1)
    assert len(minutes_draft.outline_of(again).articles) == 2


def test_another_persons_words_are_kept(room):
    keep(room)
    with pytest.raises(minutes_draft.KeptMeanwhile):
        keep(room, seen="")
    assert keep(room).content == UNFINISHED.as_json()


def test_dropping(room):
    minutes_draft.drop(about=room.session, **room.desk())
    keep(room)
    minutes_draft.drop(about=room.session, **room.desk())
    assert minutes_draft.of(room.session) is None
    assert acts(room.session)[-2:] == ["minutes.draft kept", "minutes.draft dropped"]


def test_only_the_desk_keeps_and_drops(room):
    for act in (lambda: keep(room, who="librarian"), lambda: minutes_draft.drop(
        about=room.session, by=room.bureau.who("librarian"), at=room.at()
    )):  # fmt: skip
        with pytest.raises(NeedsRole):
            act()


def test_notes_are_no_longer_than_a_note_may_be(room):
    for note in ("x" * 4001, "a\0b"):
        with pytest.raises(minutes_draft.LongNote):
            keep(room, note=note)


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, {"articles": {}}, {"articles": [], "languages": "zh", "title": {}},
        {"articles": [], "languages": [1], "title": {}}, {"articles": [], "languages": [], "title": {"zh": 1}},
        {"articles": [None], "languages": [], "title": {}}, {"articles": [{"facts": []}], "languages": [], "title": {}},
        {"articles": [{"identifier": "a\0"}], "languages": [], "title": {}},
        {"articles": [{"roles": "x"}], "languages": [], "title": {}},
        {"articles": [{"facts": {"a": 1.5}}], "languages": [], "title": {}},
        {"articles": [{}] * 1001, "languages": [], "title": {}},
        {"articles": [{"text": {"zh": "x" * 2_000_000}}], "languages": [], "title": {}},
    ],
)  # fmt: skip
def test_what_is_no_outline(value):
    with pytest.raises(NoOutline):
        Outline.of_json(value)


def test_an_outline_is_written_in_the_plain_form():
    said = Outline(
        ("zh",), {"zh": "一\n二"}, (Written("1", {"zh": "题"}, {"zh": "# 一"}, ("conclusion",), {"a": (1,)}),)
    )
    assert said.as_plain() == (
        "kind: minutes\nlanguages: zh\n\n# zh: 一 二\n\n## 1 [conclusion]\n= a: [1]\n### zh: 题\n\\# 一\n"
    )
    assert Outline.of_json(Outline.of_revision(revision(conclusion())).as_json()).articles[1].roles == ("conclusion",)
