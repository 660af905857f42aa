"""Memoranda and the agenda at the terminal: drafted, approved, told, merged; and ours drafted from what is open."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from tests.domain.cycle.sitting import content, found, govern, identity, item
from verbale.domain.cycle import memorandum
from verbale.domain.cycle import session as sessions
from verbale.kernel.clock import SystemClock
from verbale.records.dispatch import Message
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import MinutesDraft
from verbale.records.party import Party
from verbale.records.person import Person, Role

OURS = {
    "titles": {"en": "Our memorandum", "zh": "我方备忘录"},
    "agenda": [
        {"title": {"en": "Exchange of maps", "zh": "交换地图"}, "duty": "1", "want": {"en": "A list"}},
        {"title": {"en": "A joint anniversary"}},
    ],
    "schedule": [{"on": "2099-05-10", "at": "10:00", "what": {"en": "Opening"}}],
    "supplements": [{"title": {"en": "List of maps"}, "language": "ru", "pages": 12}],
}


@pytest.fixture
def room(hire, partner, tmp_path) -> SimpleNamespace:
    """A session to come, a desk officer, and somebody who holds the authority for memoranda."""
    admin, other = hire("admin", second_factor=True), hire("other")
    admin.done("authority", "define", "memoranda", "--title", "Memoranda")
    head = hire("head", Role.APPROVER, second_factor=True)
    held = admin.done("authority", "propose", "memoranda", "head", "--from", "2020-01-01")
    other.done("authority", "confirm", held["id"])
    room = SimpleNamespace(
        desk=hire("desk", Role.DESK), head=head, hire=hire, partner=Party.objects.get(code=partner),
        at=SystemClock().now, folder=tmp_path,
    )  # fmt: skip
    room.commission = found(room)
    govern(room, room.commission, first_host="OURS")
    by = {"by": Person.objects.get(handle="desk"), "at": room.at()}
    room.session = sessions.plan(commission=room.commission, begins="2099-05-10", ends="2099-05-16", **by)
    room.which = f"{room.commission.pk}/1"
    return room


def written(room, said=None, name="ours.json") -> str:
    file = room.folder / name
    file.write_text(json.dumps(OURS if said is None else said), "utf-8")
    return str(file)


def they_tell(room, *items, version=1):
    said = content(*items)
    body = {"commission": room.commission.pk, "session": 1, "version": version, "title": dict(said.titles)}
    return memorandum.told(partner=room.partner, body=body | said.as_json(), at=room.at())


def test_ours_is_drafted_changed_approved_and_told(room):
    made = room.desk.done("session", "memorandum", "draft", room.which, written(room))
    assert {name: made[name] for name in ("side", "version", "told_as", "state", "titles", "schedule")} == {
        "side": "OURS", "version": 1, "told_as": None, "state": "draft", "titles": OURS["titles"],
        "schedule": OURS["schedule"],
    }  # fmt: skip
    assert [(one["title"], one["duty"], one["want"]) for one in made["agenda"]] == [
        (OURS["agenda"][0]["title"], "1", {"en": "A list"}), (OURS["agenda"][1]["title"], "other", {}),
    ]  # fmt: skip
    said = {name: made[name] for name in ("titles", "agenda", "schedule", "supplements")}
    said["titles"] = {"en": "Ours, corrected"}
    changed = room.desk.done("session", "memorandum", "change", made["id"], written(room, said, "again.json"))
    assert ([one["id"] for one in changed["agenda"]], changed["titles"]) == (
        [one["id"] for one in made["agenda"]], {"en": "Ours, corrected"},
    )  # fmt: skip
    assert room.head.done("session", "memorandum", "approve", room.which)["approved_by"] == "head"
    told = room.desk.done("session", "memorandum", "tell", room.which)
    assert (told["state"], told["told_as"], Message.objects.get(what="memorandum").body["version"]) == ("told", 1, 1)
    further = room.desk.done("session", "memorandum", "draft", room.which)
    assert (further["version"], further["agenda"]) == (2, changed["agenda"])
    listed = room.hire("auditor", Role.AUDITOR).done("session", "memorandum", "list", room.which)
    assert [(one["version"], one["told_as"], one["state"]) for one in listed] == [(1, 1, "told"), (2, None, "draft")]


def test_it_is_read_side_by_side_and_in_words(room):
    they_tell(room, item(1, "2", side="b"), version=3)
    room.desk.done("session", "memorandum", "draft", room.which, written(room))
    both = room.desk.done("session", "memorandum", "show", room.which)
    assert [(one["side"], one["told_as"]) for one in both] == [("OURS", None), ("FI-NHI", 3)]
    words = room.desk.run("session", "memorandum", "show", room.which).stdout
    for line in ("MEMORANDUM OF OURS for session 1: draft 1, Draft", "zh: 我方备忘录", "[other issues]", "[duty 2]",
                 "MEMORANDUM OF FI-NHI for session 1: version 3 as told"):  # fmt: skip
        assert line in words, line


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ([], 2, "is no memorandum"),
        ({"titles": {}, "agenda": []}, 2, "title of the memorandum"),
        ({"titles": {"en": "M"}, "agenda": [{"title": {"en": "I"}, "duty": "99"}]}, 2, "The mandate has no duty 99"),
        ({"titles": {"en": "M"}, "agenda": [{"what": {}}]}, 2, "has not the fields"),
        ({"titles": {"en": "M"}, "schedule": [{"on": "soon", "what": {"en": "x"}}]}, 2, "is no date"),
        ({"titles": {"en": "M"}, "agenda": "all"}, 2, "is no memorandum"),
    ],
)
def test_a_file_that_says_something_else_is_refused(room, said, code, words):
    result = room.desk.run("session", "memorandum", "draft", room.which, written(room, said))
    assert (result.exit_code, words in result.stderr, Memorandum.objects.count()) == (code, True, 0), result.stderr


def test_only_holders_approve_and_only_the_desk_tells(room):
    room.desk.done("session", "memorandum", "draft", room.which, written(room))
    other = room.hire("chief", Role.APPROVER, second_factor=True)
    for terminal, act in ((other, "approve"), (room.desk, "approve"), (room.head, "tell")):
        assert terminal.run("session", "memorandum", act, room.which).exit_code == 1
    assert Memorandum.objects.get().state == "draft"


def test_a_paper_is_attached(room, letter):
    room.desk.done("session", "memorandum", "draft", room.which, written(room))
    held = room.desk.done("session", "memorandum", "paper", room.which, "1", letter)
    assert held["papers"] == {"1": "letter.pdf"}
    assert room.desk.run("session", "memorandum", "paper", room.which, "4", letter).exit_code == 2


def test_next_drafts_ours_for_the_next_session(room):
    made = room.desk.done("session", "memorandum", "--next")
    assert (made["session"], made["state"], made["commitments"]) == (room.session.pk, "draft", 0)
    assert made["titles"] == {"en": "Memorandum for session 1", "zh": "第1次会议备忘录"}
    assert [one["on"] for one in made["schedule"]] == ["2099-05-10", "2099-05-16"]
    again = room.desk.run("session", "memorandum", "--next")
    assert (again.exit_code, "still a draft" in again.stderr) == (1, True)
    file = room.folder / "next.json"
    saved = room.desk.done("session", "memorandum", "--next", "--session", room.which, "--save", str(file))
    assert (saved["file"], json.loads(file.read_text("utf-8"))["titles"]) == (str(file), made["titles"])
    assert room.desk.run("session", "memorandum", "--next", "--save", str(file)).exit_code == 1
    assert room.desk.run("session", "memorandum").exit_code == 2
    assert room.desk.run("session", "memorandum", "--next", "list", room.which).exit_code == 2


def test_without_a_session_to_come_nothing_is_drafted(room):
    sessions.cancel(session=room.session, reason="No hall", by=Person.objects.get(handle="desk"), at=room.at())
    result = room.desk.run("session", "memorandum", "--next", "--json")
    assert (result.exit_code, json.loads(result.stderr)["kind"]) == (1, "NoNextSession")


def test_the_agenda_is_merged_joined_parted_and_made_an_article(room):
    they_tell(room, item(1, "2", side="b"), item(2, "1", side="b"))
    made = room.desk.done("session", "memorandum", "draft", room.which, written(room))
    room.head.done("session", "memorandum", "approve", room.which)
    room.desk.done("session", "memorandum", "tell", room.which)
    ours = [one["id"] for one in made["agenda"]]

    def places(shown):
        return [(one["duty"], (one["ours"] or {}).get("id"), (one["theirs"] or {}).get("id"), one["joined"])
                for one in shown["entries"]]  # fmt: skip

    apart = [("1", ours[0], None, None), ("1", None, identity(2, "b"), None), ("2", None, identity(1, "b"), None),
             ("10", ours[1], None, None)]  # fmt: skip
    shown = room.hire("auditor", Role.AUDITOR).done("session", "agenda", "show", room.which)
    assert (shown["versions"], places(shown)) == ([1, 1], apart)
    assert shown["entries"][0]["duty_title"] == {"en": "Exchange of books", "zh": "交换书籍"}
    joined = room.desk.done("session", "agenda", "join", room.which, ours[0], identity(2, "b"))
    assert places(joined)[0] == ("1", ours[0], identity(2, "b"), "by a person")
    assert room.desk.run("session", "agenda", "join", room.which, ours[0], identity(1, "b")).exit_code == 1
    assert places(room.desk.done("session", "agenda", "part", room.which, ours[0])) == apart
    assert "2. Item 2 [duty 1: Exchange of books]" in room.desk.run("session", "agenda", "show", room.which).stdout
    printed = room.desk.done("session", "agenda", "article", room.which, "--print")
    assert (printed["roles"], MinutesDraft.objects.count()) == (["agenda"], 0)
    taken = room.desk.done("session", "agenda", "article", room.which)
    kept = MinutesDraft.objects.get(session=room.session).content
    assert (taken, [one for one in kept["articles"] if "agenda" in one["roles"]]) == (printed, [printed])
