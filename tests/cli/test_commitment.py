"""`verbale commitment` and `verbale reminder`: what a page can do, a command can."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.domain.cycle.commitments import REPORT, Desk
from tests.records.rows import make
from verbale.domain.cycle import commitment_arrival
from verbale.kernel.clock import SystemClock
from verbale.records import models as records
from verbale.records.commitment import Commitment
from verbale.records.dispatch import Message
from verbale.records.party import Party
from verbale.records.person import Person, Role


@pytest.fixture
def desk(hire):
    terminal, admin = hire("desk", Role.DESK), hire("admin", Role.ADMINISTRATOR)
    admin.done("partner", "add", "FI-NHI", "--name", "Nordic Institute")
    return terminal


@pytest.fixture
def papers(desk, clock):
    """Minutes, reports and programmes of the office at whose desk the terminal stands."""
    us, partner = Party.objects.get(is_us=True), Party.objects.get(code="FI-NHI")
    person = Person.objects.get(handle="desk")
    return Desk(us, partner, partner, person, person, clock)


def recorded(desk, number="2a", *more):
    return desk.done("commitment", "record", number, "Send the lists.", "--partner", "FI-NHI", "--side", "both", *more)


def test_a_commitment_is_recorded_listed_and_shown(desk):
    made = recorded(
        desk, "2a", "--in-charge", "Minister A", "--in-charge", "Minister B", "--participant", "Institute | Lasers",
        "--leading", "Prof. C | Lasers", "--coordinator", "Desk", "--controls", "Chancellery", "--due", "../1987-12-31",
        "--as-written", "by the end of 1987", "--own-due", "1987-11", "--milestone", "Proposals | 1987-06 | in June",
    )  # fmt: skip
    shown = desk.done("commitment", "show", "FI-NHI/2a")
    assert shown == made == desk.done("commitment", "show", made["id"][:8])
    facts = ("due", "due_as_written", "own_due", "state", "timing", "in_charge", "controls")
    assert [made[name] for name in facts] == [
        "../1987-12-31", "by the end of 1987", "1987-11", "open", "overdue", ["Minister A", "Minister B"],
        ["Chancellery"],
    ]  # fmt: skip
    assert made["members"][2:4] == [
        {"part": "participant", "who": "Institute", "subject": "Lasers"},
        {"part": "leading expert", "who": "Prof. C", "subject": "Lasers"},
    ]
    assert made["milestones"] == [
        {"place": 1, "what": "Proposals", "due": "1987-06", "as_written": "in June", "done_on": None}
    ]
    lines = desk.run("commitment", "show", "FI-NHI/2a").stdout
    for words in ("Our own date, which the partner does not see: 1987-11", "Controls: Chancellery", "Milestone 1"):
        assert words in lines
    recorded(desk, "3", "--proposal")
    assert [one["number"] for one in desk.done("commitment", "list")] == ["3", "2a"]
    for asked in (("--state", "open"), ("--who", "chancellery"), ("--side", "both", "--text", "2a")):
        assert [one["number"] for one in desk.done("commitment", "list", *asked)] == ["2a"]


def test_it_comes_from_an_article_or_a_sentence(desk, papers):
    text, report = papers.minutes(), papers.report(language="en")
    words = ("commitment", "record", "3", "The sides exchange lists.", "--side", "both", "--text", text.pk)
    refused = desk.run(*words, "--article", "3")
    assert (refused.exit_code, "has not adopted it" in refused.stderr) == (1, True)
    papers.adopted(text)
    assert desk.done(*words, "--article", "3")["source"]["said"]["zh"] == "双方交换目录（3）。"
    made = recorded(desk, "1", "--report", report.pk, "--at", "3-40")
    assert made["source"] == {
        "report": report.pk, "title": report.title, "start": 3, "end": 40, "said": {"en": REPORT[3:40]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "exit_code", "says"),
    [
        (("--report", "x", "--text", "y"), 2, "one source"), (("--article", "3"), 2, "one source"),
        (("--report", "nothing", "--at", "3-9"), 1, "nothing"), (("--due", "soon"), 2, "is no date that can be kept"),
        (("--milestone", "A | soon"), 2, "is no date that can be kept"), (("--partner", "XX"), 1, "XX"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(desk, wrong, exit_code, says):
    words = ["commitment", "record", "1", "Send it.", "--side", "ours"]
    words += [] if "--partner" in wrong else ["--partner", "FI-NHI"]
    result = desk.run(*words, *wrong)
    assert (result.exit_code, says in result.stderr) == (exit_code, True)
    assert not Commitment.objects.exists()


def test_a_partner_and_a_place_are_needed(desk, papers):
    assert desk.run("commitment", "record", "1", "Send it.", "--side", "ours").exit_code == 2
    report = papers.report()
    for place in ("3", "a-b", "3-", "-3"):
        given = ("--partner", "FI-NHI", "--report", report.pk, f"--at={place}")
        assert desk.run("commitment", "record", "1", "Send it.", "--side", "ours", *given).exit_code == 2


def test_conclusions_are_proposed_confirmed_and_rejected(desk, papers):
    text = papers.minutes()
    (made,) = desk.done("commitment", "from", text.pk)
    assert desk.done("commitment", "from", text.pk) == []
    papers.adopted(text, agencies=("Academy",))
    confirmed = desk.done("commitment", "confirm", made["id"], "--due", "1987-10")
    assert (confirmed["state"], confirmed["due"], confirmed["in_charge"]) == ("open", "1987-10", ["Academy"])
    other = recorded(desk, "9", "--proposal")
    assert desk.done("commitment", "reject", other["id"], "--reason", "A greeting")["state"] == "dropped"
    named = recorded(desk, "10", "--proposal", "--in-charge", "A")
    given = ("--controls", "B", "--milestone", "Step | 1988", "--words", "Send maps.", "--number", "11")
    done = desk.done("commitment", "confirm", named["id"], *given)
    assert (done["number"], done["text"], done["in_charge"], done["controls"], len(done["milestones"])) == (
        "11", "Send maps.", [], ["B"], 1,
    )  # fmt: skip


def test_it_changes_with_reason_and_evidence(desk, letter):
    recorded(desk)
    assert desk.run("commitment", "change", "FI-NHI/2a", "not done").exit_code == 2
    done = desk.done(
        "commitment", "change", "FI-NHI/2a", "partly done", "--reason", "Half is sent", "--evidence", letter
    )
    (change,) = done["changes"]
    assert (done["state"], change["reason"], change["by"]) == ("partly done", "Half is sent", "desk")
    assert desk.done("document", "show", change["evidence"])["file_name"] == "letter.pdf"
    assert desk.run("commitment", "change", "FI-NHI/2a", "open").exit_code == 1


def test_dates_move_and_milestones_are_added_and_reached(desk):
    recorded(desk, "2a", "--due", "1987-10")
    desk.done("commitment", "step", "FI-NHI/2a", "Proposals | 1987-06")
    desk.done("commitment", "move", "FI-NHI/2a", "1987-07", "--milestone", "1", "--reason", "Holidays")
    desk.done("commitment", "move", "FI-NHI/2a", "1987-11", "--own", "--reason", "To be early")
    moved = desk.done(
        "commitment", "move", "FI-NHI/2a", "1987-12", "--by", "FI-NHI", "--reason", "Illness", "--apology", "Regretted"
    )
    assert [(one["before"], one["after"], one["side"], one["own"], one["milestone"]) for one in moved["moved"]] == [
        ("1987-06", "1987-07", "OURS", False, 1), (None, "1987-11", "OURS", True, None),
        ("1987-10", "1987-12", "FI-NHI", False, None),
    ]  # fmt: skip
    (only,) = desk.done("due", "--as-of", "1987-08-01", "--show", "moved")
    assert (only["moves"], only["moved"][2]["apology"]) == (3, "Regretted")
    reached = desk.done("commitment", "reach", "FI-NHI/2a", "1", "--on", "1987-07-20")
    assert reached["milestones"][0]["done_on"] == "1987-07-20"
    assert desk.run("commitment", "reach", "FI-NHI/2a", "2").exit_code == 1
    assert desk.run("commitment", "move", "FI-NHI/2a", "1988").exit_code == 2


def test_funds_are_reserved_and_agreed_by_two(desk):
    recorded(desk)
    words = ("commitment", "fund", "FI-NHI/2a", "two million", "--amount", "2000000", "--currency", "VM")
    alone = desk.run(*words, "--agreed-by", "Minister A", "--jointly")
    assert (alone.exit_code, "at least two" in alone.stderr) == (2, True)
    (fund,) = desk.done(*words, "--reserved-in", "Trade agreement 1988", "--agreed-by", "Minister A")["funds"]
    done = desk.done("commitment", "agree", "FI-NHI/2a", fund["id"][:8], "--agreed-by", "Minister B")
    assert done["funds"] == [
        fund | {"agreed_by": ["Minister A", "Minister B"], "amount": "2000000.00", "currency": "VM"}
    ]


def test_a_partners_delay_is_recorded_and_listed(desk):
    recorded(desk, "4", "--due", "1986-10")
    assert [one["unanswered"] for one in desk.done("due", "--as-of", "1987-05-01", "--show", "unanswered")] == [True]
    done = desk.done(
        "commitment", "delay", "FI-NHI/4", "--on", "1987-05-14", "--source", "Talk of 14 May",
        "--reason", "A reshuffle", "--apology", "Regretted", "--due", "1987-06", "--promised", "Negotiators are named",
    )  # fmt: skip
    (delay,) = done["delays"]
    assert [delay[name] for name in ("was_due", "answered_on", "reason", "apology", "promised", "accepted")] == [
        "1986-10", "1987-05-14", "A reshuffle", "Regretted", "1987-06", True,
    ]  # fmt: skip
    assert (done["milestones"][0]["what"], done["words"][0]["apology"]) == ("Negotiators are named", "Regretted")
    assert desk.done("due", "--as-of", "1987-05-20", "--show", "unanswered") == []
    assert len(desk.done("due", "--as-of", "1987-05-20", "--show", "delays")) == 1


def test_the_partner_is_told_and_its_word_accepted(desk, papers):
    agreed = papers.shared(bound="both", due="1987-10")
    desk.done("commitment", "tell", agreed.pk, "--reason", "As agreed")
    assert Message.objects.get().body["reason"] == "As agreed"
    body = {"text": agreed.agreed_id, "article": "3", "number": "3", "state": "under way", "due": "1987-12",
            "reason": "Illness", "apology": ""}  # fmt: skip
    commitment_arrival.told(partner=papers.partner, body=body, at=SystemClock().now())
    assert desk.done("commitment", "show", agreed.pk)["word"]["due"] == "1987-12"
    done = desk.done("commitment", "accept", agreed.pk, "--state")
    assert (done["due"], done["state"]) == ("1987-12", "under way")
    assert desk.run("commitment", "accept", agreed.pk).exit_code == 1
    recorded(desk)
    assert desk.run("commitment", "tell", "FI-NHI/2a").exit_code == 1


def test_people_are_named_and_it_is_sorted_under_a_complex(desk, papers):
    recorded(desk)
    named = desk.done("commitment", "name", "FI-NHI/2a", "--in-charge", "Academy", "--controls", "Chancellery")
    assert (named["in_charge"], named["controls"]) == (["Academy"], ["Chancellery"])
    programme = make(records.Programme, partner=papers.partner, titles={"en": "To 2030"})
    paper = make(records.Complex, programme=programme, number=7, titles={"en": "Lasers"})
    desk.done("commitment", "sort", "FI-NHI/2a", f"{programme.pk}/7")
    (found,) = desk.done("due", "--programme", programme.pk, "--who", "academy")
    assert found["complex"] == ["To 2030", 7, "Lasers"]
    assert desk.done("commitment", "show", "FI-NHI/2a")["complex"]["id"] == paper.pk
    assert desk.done("commitment", "sort", "FI-NHI/2a")["complex"] is None


def test_who_only_reads_does_nothing(desk, hire):
    made = recorded(desk)
    auditor = hire("auditor", Role.AUDITOR)
    assert auditor.done("commitment", "show", made["id"])["number"] == "2a"
    assert len(auditor.done("commitment", "list")) == 1
    for words in (
        ("change", made["id"], "done"), ("move", made["id"], "1988", "--reason", "x"), ("step", made["id"], "x"),
        ("name", made["id"]), ("fund", made["id"], "x"), ("delay", made["id"], "--reason", "x"), ("tell", made["id"]),
        ("sort", made["id"]), ("record", "1", "x", "--partner", "FI-NHI", "--side", "ours"),
    ):  # fmt: skip
        assert auditor.run("commitment", *words).exit_code == 1
    assert auditor.run("reminder", "make", "3").exit_code == 1
    assert hire("librarian", Role.LIBRARIAN).run("commitment", "show", made["id"]).exit_code == 1


def test_the_table_is_exported(desk):
    recorded(desk, "=1")
    rows = list(csv.DictReader(io.StringIO(desk.run("export", "commitments").stdout.removeprefix("\ufeff"))))
    assert [(row["number"], row["partner"], row["bound"]) for row in rows] == [("'=1", "FI-NHI", "both")]
    told = json.loads(desk.run("export", "commitments", "--json").stdout)
    assert [one["number"] for one in told] == ["=1"]


def test_rules_of_reminders_are_made_listed_and_ended(desk):
    made = desk.done("reminder", "make", "14", "--every", "7")
    assert (made["bound"], made["days_before"], made["every"], made["ended"]) == ("ours", 14, 7, None)
    again = desk.run("reminder", "make", "14")
    assert (again.exit_code, "stands already" in again.stderr) == (1, True)
    assert desk.done("reminder", "list") == [made]
    assert desk.done("reminder", "end", made["id"])["ended"]
    assert (desk.done("reminder", "list"), len(desk.done("reminder", "list", "--all"))) == ([], 1)
    assert desk.run("reminder", "make", "-1").exit_code == 2
