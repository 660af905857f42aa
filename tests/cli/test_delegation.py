"""Delegations at the terminal: named, told, theirs beside ours; the office each held on that day."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.domain.cycle.sitting import found
from verbale.domain.cycle import delegation
from verbale.domain.cycle import session as sessions
from verbale.domain.spine import office
from verbale.kernel.clock import SystemClock
from verbale.records.delegation import Delegation
from verbale.records.dispatch import Message
from verbale.records.party import Party
from verbale.records.person import Person, Role

NAMES = (
    "--head",
    "Anna Weber=Director",
    "--member",
    "Bernd Kurz=Head of section",
    "--interpreter",
    "Cora Lang=Ministry",
)


def now():
    return SystemClock().now()


@pytest.fixture
def room(hire, partner) -> SimpleNamespace:
    """The desk, and a session with the partner."""
    desk = hire("desk", Role.DESK)
    theirs = Party.objects.get(code=partner)
    commission = found(SimpleNamespace(partner=theirs, at=now))
    session = sessions.plan(
        commission=commission, begins="2027-05-10", host="OURS", by=Person.objects.get(handle="desk"), at=now()
    )
    until = f"{office.day_of(now()).year + 2}-05-31"
    return SimpleNamespace(
        desk=desk, partner=theirs, session=session, where=f"{commission.pk}/1", until=until, hire=hire,
    )  # fmt: skip


def named(room, *names: str, session: str = "", side: str = "ours"):
    at = ("--session", session or room.where)
    return room.desk.done("delegation", "name", *at, *(names or NAMES), "--side", side, "--keep-until", room.until)


def hears(room):
    body = {
        "commission": room.session.commission_id, "session": 1, "keep_until": room.until,
        "delegates": [{"name": "李海", "office": "水文局局长", "part": "head"}],
    }  # fmt: skip
    delegation.told(partner=room.partner, body=body, at=now())


def test_ours_is_named_told_and_stands_beside_theirs(room):
    made = named(room)
    assert [(one["name"], one["office"], one["part"]) for one in made["delegates"]] == [
        ("Anna Weber", "Director", "head"), ("Bernd Kurz", "Head of section", "member"),
        ("Cora Lang", "Ministry", "interpreter"),
    ]  # fmt: skip
    assert (made["side"], made["told_at"], made["keep_until"]) == ("OURS", None, room.until)
    assert room.desk.done("delegation", "tell", "--session", room.where)["told_at"] is not None
    assert Message.objects.filter(what="delegation").count() == 1
    hears(room)
    shown = room.desk.run("delegation", "show", "--session", room.session.pk).stdout
    for words in ("OURS, told to the partner on", "FI-NHI, told by them on", "李海, 水文局局长 (head)"):
        assert words in shown
    assert [one["told_by_them"] for one in room.desk.done("delegation", "show", "--session", room.where)] == [
        False,
        True,
    ]


def test_what_was_told_and_changed_since_says_so(room):
    named(room)
    room.desk.done("delegation", "tell", "--session", room.where)
    assert named(room, "--head", "Anna Weber=Director")["changed_since"] is True
    assert "told to the partner on" in (shown := room.desk.run("delegation", "show", "--session", room.where).stdout)
    assert "and changed since" in shown
    assert room.desk.done("delegation", "tell", "--session", room.where)["changed_since"] is False


def test_a_person_of_our_office_comes_with_the_office_held_now(room):
    Person.objects.filter(handle="desk").update(office_held="Secretary")
    made = named(room, "--head", "Anna Weber=Director", "--person", "desk")
    Person.objects.filter(handle="desk").update(office_held="Director")
    assert [(one["name"], one["office"]) for one in made["delegates"]] == [
        ("Anna Weber", "Director"), ("Desk", "Secretary"),
    ]  # fmt: skip
    (kept,) = room.desk.done("delegation", "show", "--session", room.where)
    assert kept["delegates"] == made["delegates"]


def test_one_on_a_visit_is_ours_to_know(room):
    visit = room.desk.done("visit", "plan", "FI-NHI", "Study visit", "--begins", "2027-05-10")["id"]
    at = ("--visit", "Study visit", "--keep-until", room.until)
    room.desk.done("delegation", "name", *at, "--side", "theirs", "--head", "Li Wei=Director")
    (shown,) = room.desk.done("visit", "show", visit)["delegations"]
    assert (shown["side"], shown["delegates"][0]["name"]) == ("FI-NHI", "Li Wei")


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("name", "--head", "Anna Weber=Director"), 2, "Give one of --session and --visit"),
        (("name", "--session", "HERE", "--head", "Anna Weber"), 2, "Write NAME=OFFICE"),
        (("name", "--session", "HERE", "--head", "Anna Weber="), 2, "it is empty"),
        (("name", "--session", "HERE", "--member", "Anna Weber=Director"), 2, "it has 0 heads"),
        (("name", "--session", "HERE", "--head", "A=B", "--side", "theirs"), 1, "told this delegation itself"),
        (("tell", "--session", "HERE"), 1, "no delegation of ours"),
        (("show",), 2, "Give one of --session and --visit"),
        (("show", "--session", "x/9"), 1, "no text"),
    ],
)
def test_what_cannot_be_is_refused(room, args, status, words):
    hears(room)
    until = ("--keep-until", room.until) if args[0] == "name" else ()
    result = room.desk.run("delegation", *(room.where if one == "HERE" else one for one in args), *until)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr
    assert Delegation.objects.count() == 1


def test_only_the_desk_names(room):
    named(room)
    auditor = room.hire("auditor", Role.AUDITOR)
    assert len(auditor.done("delegation", "show", "--session", room.where)) == 1
    assert auditor.run("delegation", "tell", "--session", room.where).exit_code == 1
    assert not Message.objects.filter(what="delegation").exists()
