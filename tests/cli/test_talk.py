"""Talks at the terminal: by speaker of both sides, greetings, corrected; that no promises were made."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Terminal
from verbale.records.person import Role
from verbale.records.talk import TalkEntry


@pytest.fixture
def desk(hire, partner) -> Terminal:
    return hire("desk", Role.DESK)


def recorded(desk, title="Talk on standards", *more: str) -> str:
    return desk.done("talk", "record", "FI-NHI", title, "--on", "2026-10-07", "--place", "Academy", *more)["id"]


def test_a_talk_is_told_by_speaker(desk):
    one = recorded(desk)
    desk.done("talk", "say", one, "李海", "--side", "theirs", "--said", "greeting", "--office", "局长")
    desk.done("talk", "say", one[:10], "Anna Weber", "--text", "We thank you.")
    desk.done("talk", "say", "Talk on standards", "李海", "--side", "theirs", "--said", "question", "--text", "Which?")
    assert desk.run("talk", "show", one).stdout.splitlines() == [
        "Talk on standards, 2026-10-07, Academy, with FI-NHI",
        "1. FI-NHI 李海, 局长 (greeting)",
        "2. OURS Anna Weber (statement): We thank you.",
        "3. FI-NHI 李海 (question): Which?",
    ]
    only = desk.done("talk", "show", one, "--speaker", "李海")
    assert [row["place"] for row in only["entries"]] == [1, 3]
    assert [(row["id"], row["entries"]) for row in desk.done("talk", "list")] == [(one, 3)]


def test_that_no_promises_were_made_is_a_fact_of_its_own(desk):
    one, other = recorded(desk), recorded(desk, "Another")
    said = desk.done("talk", "no-promises", one, "Anna Weber", "--office", "Director")
    assert (said["said"], said["text"], said["side"]) == ("no promise", "", "OURS")
    assert [row["id"] for row in desk.done("talk", "list", "--no-promises")] == [one]
    shown = desk.run("talk", "show", one).stdout
    assert "No promises were made, says Anna Weber of OURS." in shown
    assert desk.done("talk", "show", other)["no_promises"] == []


def test_words_are_corrected(desk):
    one = recorded(desk)
    desk.done("talk", "say", one, "Anna Weber", "--text", "Ten journals.")
    fixed = desk.done("talk", "correct", one, "1", "--text", "Twelve journals.")
    assert (fixed["said"], fixed["text"]) == ("statement", "Twelve journals.")
    assert desk.done("talk", "correct", one, "1", "--said", "assurance")["text"] == "Twelve journals."
    assert desk.run("talk", "correct", one, "2", "--text", "x").exit_code == 1


def test_a_talk_belongs_to_a_visit(desk):
    visit = desk.done("visit", "plan", "FI-NHI", "Working visit", "--begins", "2026-10-07")["id"]
    one = recorded(desk, "On the way", "--visit", visit)
    recorded(desk)
    assert [row["id"] for row in desk.done("talk", "list", "--visit", visit)] == [one]
    assert [row["id"] for row in desk.done("visit", "show", visit)["talks"]] == [one]


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("record", "FI-NHI", "x", "--on", ""), 2, "it has no date"),
        (("say", "Talk on standards", "Anna Weber"), 2, "it is empty"),
        (("say", "Talk on standards", " ", "--text", "x"), 2, "it is empty"),
        (("show", "nothing"), 1, "no talk"),
    ],
)
def test_what_cannot_be_is_refused(desk, args, status, words):
    recorded(desk)
    result = desk.run("talk", *args)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr
    assert not TalkEntry.objects.exists()


def test_only_the_desk_records(desk, hire):
    one = recorded(desk)
    auditor = hire("auditor", Role.AUDITOR)
    assert auditor.run("talk", "say", one, "Anna Weber", "--text", "x").exit_code == 1
    assert auditor.done("talk", "show", one)["entries"] == []
    assert hire("librarian", Role.LIBRARIAN).run("talk", "show", one).exit_code == 1


def test_talks_and_visits_are_tables(desk):
    one = recorded(desk)
    desk.done("talk", "say", one, "Anna Weber", "--text", "We thank you.")
    desk.done("visit", "plan", "FI-NHI", "Working visit", "--begins", "2027")
    talks, visits = (json.loads(desk.run("export", name, "--json").stdout) for name in ("talks", "visits"))
    assert [(row["talk"], row["speaker"], row["text"]) for row in talks] == [
        ("Talk on standards", "Anna Weber", "We thank you."),
    ]
    assert [(row["title"], row["begins"]) for row in visits] == [("Working visit", "2027")]
