"""Reports at the terminal: read without a node, kept, confirmed, remarked on, marked."""

from __future__ import annotations

import json

import pytest

from verbale.records.commitment import Commitment
from verbale.records.person import Role
from verbale.records.report import Report

PAPER = """Report on the visit
Bern, 7 May 2026

All wishes were met. It is necessary to send a delegation for polymeric fibres.

3. Conclusions

1. A joint laboratory is to be set up.

In charge:
Institute of the Sea
Harbour Office

Date: October 2026

2. Proposals on the following subjects are to be drafted.

- Algae (Professor M. Brandt)
Participation: University; Fishery Board
- Waves (Dr. I. Hahn)

Dates:
Drafts: June 2026
Agreements: November 2026
"""
READ = {
    "commitments": [
        {
            "number": "1", "text": "A joint laboratory is to be set up.",
            "in_charge": ["Institute of the Sea", "Harbour Office"], "participation": [], "subjects": [],
            "dates": [{"what": "", "as_written": "October 2026", "edtf": "2026-10"}],
            "source": {"start": PAPER.index("1. A joint"), "end": PAPER.index("\n\n2. Prop")},
        },
        {
            "number": "2", "text": "Proposals on the following subjects are to be drafted.", "in_charge": [],
            "participation": [],
            "subjects": [
                {"name": "Algae", "lead": "Professor M. Brandt", "participation": ["University", "Fishery Board"]},
                {"name": "Waves", "lead": "Dr. I. Hahn", "participation": []},
            ],
            "dates": [
                {"what": "Drafts", "as_written": "June 2026", "edtf": "2026-06"},
                {"what": "Agreements", "as_written": "November 2026", "edtf": "2026-11"},
            ],
            "source": {"start": PAPER.index("2. Prop"), "end": len(PAPER) - 1},
        },
    ]
}  # fmt: skip


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(PAPER, "utf-8")
    return str(path)


@pytest.fixture
def desk(hire, partner):
    return hire("desk", Role.DESK)


def recorded(desk, *more: str) -> str:
    return desk.done("report", "record", "On the visit", "--author", "A. Weber", "--holder", "Desk", *more)["id"]


def kept(desk, paper) -> str:
    return desk.done(
        "report", "import", paper, "--title", "On the visit", "--author", "A. Weber", "--holder", "Desk",
        "--partner", "FI-NHI",
    )["id"]  # fmt: skip


def test_a_report_is_read_without_a_node(program, paper, tmp_path):
    said = program("report", "import", paper, "--json")
    assert (said.returncode, said.stderr, json.loads(said.stdout)) == (0, "", READ)
    assert list(json.loads(said.stdout)["commitments"][0]) == [
        "number", "text", "in_charge", "participation", "subjects", "dates", "source",
    ]  # fmt: skip
    lines = program("report", "import", paper).stdout
    assert "1. A joint laboratory is to be set up." in lines
    assert "  subject: Algae (Professor M. Brandt); with University, Fishery Board" in lines
    assert program("report", "import", "-", "--json", input=PAPER).stdout == said.stdout
    assert not (tmp_path / "data").exists()


def test_own_labels_without_a_node(program, tmp_path):
    (tmp_path / "paper.txt").write_text("Conclusions\n\n1. A dyke is to be raised.\n\nChief steward: Board\n", "utf-8")
    (tmp_path / "labels.json").write_text('{"in charge": ["chief steward"]}', "utf-8")
    plain = json.loads(program("report", "import", "paper.txt", "--json").stdout)
    own = json.loads(program("report", "import", "paper.txt", "--labels", "labels.json", "--json").stdout)
    assert [one["in_charge"] for one in (*plain["commitments"], *own["commitments"])] == [[], ["Board"]]


@pytest.mark.parametrize(
    ("words", "labels", "code"),
    [
        (("missing.txt",), "", 3),
        (("paper.txt", "--partner", "FI-NHI"), "", 2),
        (("paper.txt", "--labels", "labels.json"), "[1]", 2),
        (("paper.txt", "--labels", "labels.json"), '{"who": ["x"]}', 2),
        (("paper.txt", "--labels", "labels.json"), '{"date": "x"}', 2),
        (("paper.txt", "--labels", "labels.json"), '{"date": ["a:b"]}', 2),
        (("paper.txt", "--labels", "labels.json"), "{", 2),
        (("paper.txt", "--labels", "none.json"), "", 3),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_kind(program, tmp_path, words, labels, code):
    (tmp_path / "paper.txt").write_text(PAPER, "utf-8")
    (tmp_path / "labels.json").write_text(labels, "utf-8")
    said = program("report", "import", *words, "--json")
    assert (said.returncode, said.stdout) == (code, "")
    assert len(said.stderr.strip().splitlines()) == 1


def test_running_text_proposes_nothing(program, tmp_path):
    (tmp_path / "talk.txt").write_text("We shall build a boat by May 1988. Ministry A is in charge of it.\n", "utf-8")
    assert json.loads(program("report", "import", "talk.txt", "--json").stdout) == {"commitments": []}
    assert "Running text proposes nothing" in program("report", "import", "talk.txt").stdout


def test_a_report_is_kept_and_its_proposals_confirmed(desk, paper):
    one = kept(desk, paper)
    assert (Report.objects.get().text, Report.objects.get().dated) == (PAPER, "2026-05-07")
    first, second = desk.done("report", "proposals", one)
    assert [(each["number"], each["state"], each["as_written"][:9]) for each in (first, second)] == [
        ("1", "proposed", "1. A join"), ("2", "proposed", "2. Propos"),
    ]  # fmt: skip
    made = desk.done("report", "confirm", first["id"], "--in-charge", "Board", "--own-due", "2026-09")
    assert (made["state"], made["in_charge"], made["due"]) == ("open", ["Board"], "2026-10")
    made = desk.done(
        "report", "confirm", second["id"], "--part", "leading expert", "N. Koch", "Algae",
        "--milestone", "Drafts", "2026-07", "July 2026",
    )  # fmt: skip
    assert made["members"] == [{"part": "leading expert", "who": "N. Koch", "subject": "Algae"}]
    assert made["milestones"] == [{"what": "Drafts", "due": "2026-07", "as_written": "July 2026"}]
    assert desk.done("report", "proposals", one) == []
    again = desk.done("report", "import", paper, "--report", one, "--partner", "FI-NHI")
    assert (again["found"], again["proposed"]) == (2, [])
    assert desk.run("report", "drop", first["id"], "--reason", "x").exit_code == 1


def test_a_proposal_is_dropped_with_its_reason(desk, paper):
    one = kept(desk, paper)
    first = desk.done("report", "proposals", one)[0]
    assert desk.done("report", "drop", first["id"], "--reason", "A heading")["state"] == "dropped"
    assert [each["state"] for each in desk.done("report", "proposals", one, "--all")] == ["dropped", "proposed"]


def test_keeping_needs_a_partner_and_one_report(desk, paper):
    new = ("--title", "T", "--author", "A", "--holder", "H")
    assert "With which partner" in desk.run("report", "import", paper, *new).stderr
    assert Report.objects.count() == 0
    assert "Name one of them" in desk.run("report", "import", paper, *new, "--report", "x").stderr


def test_the_office_has_labels_of_its_own(desk, tmp_path):
    (tmp_path / "labels.json").write_text('{"in_charge": {"de": ["Obmann"]}}', "utf-8")
    (tmp_path / "paper.txt").write_text("Conclusions\n\n1. A dyke is to be raised.\n\nObmann: Board\n", "utf-8")
    assert desk.done("report", "labels") == {}
    assert desk.done("report", "labels", "--set", str(tmp_path / "labels.json")) == {"in charge": ["Obmann"]}
    one = kept(desk, str(tmp_path / "paper.txt"))
    assert desk.done("report", "proposals", one)[0]["in_charge"] == ["Board"]


def test_a_report_is_followed_from_its_deadline_to_the_next(desk):
    one = recorded(desk, "--due", "2020-01-01")
    assert [each["standing"] for each in desk.done("report", "list", "--standing", "overdue")] == ["overdue"]
    assert desk.done("report", "due", one, "--on", "2099-01-01")["standing"] == "awaited"
    assert desk.run("report", "submit", one, "--to", "The deputy").exit_code == 1
    desk.done("report", "issue", one, "--dated", "1987-05-18")
    desk.done("report", "hand-over", one, "Archive")
    desk.done("report", "submit", one, "--to", "The deputy", "--on", "1987-05-20")
    desk.done("report", "promise", one, "Second part", "--due", "2099-01-31")
    shown = desk.done("report", "show", one)
    assert (shown["dated"], shown["holder"], shown["submitted_to"]) == ("1987-05-18", "Archive", "The deputy")
    assert [(each["title"], each["due"], each["submitted_to"]) for each in shown["further"]] == [
        ("Second part", "2099-01-31", "The deputy")
    ]


def test_remarks_and_annexes(desk, tmp_path):
    one = recorded(desk)
    (tmp_path / "notes.txt").write_text("Notes", "utf-8")
    made = desk.done("report", "remark", one, "Which works?", "--by", "Deputy", "--point", "4", "--on", "1987-05")
    assert (made["number"], made["point"], made["answer"]) == (1, "4", None)
    assert desk.done("report", "answer", one, "1", "Those in the north")["answer"] == "Those in the north"
    assert desk.run("report", "answer", one, "1", "Again").exit_code == 1
    assert desk.done("report", "annex", one, "3", "--title", "Notes")["held"] is False
    assert desk.done("report", "note", one, "3", "asked of the embassy")["note"] == "asked of the embassy"
    assert desk.done("report", "hold", one, "3", str(tmp_path / "notes.txt"))["held"] is True
    shown = desk.done("report", "show", one)
    assert ([each["number"] for each in shown["remarks"]], [each["held"] for each in shown["annexes"]]) == ([1], [True])


def test_sentences_are_marked_and_held_against_the_conclusions(desk, paper):
    one = kept(desk, paper)
    made = desk.done("report", "mark", one, "need", "--words", "polymeric fibres", "--note", "a fourth area")
    assert made["text"] == "It is necessary to send a delegation for polymeric fibres."
    start, end = made["start"], made["end"]
    assert desk.run("report", "mark", one, "need", "--start", str(start), "--end", str(end)).exit_code == 1
    assert desk.run("report", "mark", one, "need", "--words", "no such words").exit_code == 2
    listed = desk.done("report", "text", one)
    assert [each["marks"] for each in listed["sentences"] if each["start"] == start] == [["need"]]
    assert listed["text"] == PAPER
    assert [each["taken_up_by"] for each in desk.done("report", "sentences", one, "--not-taken-up")] == [None]
    first = Commitment.objects.get(number="1")
    assert desk.run("report", "take-up", made["id"], first.pk).exit_code == 1
    desk.done("report", "confirm", first.pk)
    desk.done("report", "take-up", made["id"], first.pk)
    assert desk.done("report", "sentences", one, "--not-taken-up") == []
    assert desk.done("report", "let-go", made["id"])["commitment"] is None
    desk.done("report", "unmark", made["id"])
    assert desk.done("report", "sentences", one) == []


def test_who_may_not_is_refused(hire, partner, paper, desk):
    one = recorded(desk)
    reader = hire("reader", Role.AUDITOR)
    assert reader.done("report", "show", one)["title"] == "On the visit"
    for words in (("issue", one, "--dated", "1987"), ("remark", one, "x", "--by", "y"), ("hand-over", one, "z"),
                  ("import", paper, "--report", one, "--partner", "FI-NHI")):  # fmt: skip
        assert reader.run("report", *words).exit_code == 1
    assert hire("lib", Role.LIBRARIAN).run("report", "show", one).exit_code == 1


def test_what_waits(desk):
    one = recorded(desk)
    decision = desk.done("waiting", "defer", "A laboratory?", "--for", "the survey", "--report", one)["id"]
    question = desk.done("waiting", "ask", "Cheap circuits?", "--review-on", "2020-01-01")["id"]
    assert [each["id"] for each in desk.done("waiting", "list")] == [question, decision]
    assert [each["id"] for each in desk.done("waiting", "list", "--due")] == [question]
    assert [each["id"] for each in desk.done("waiting", "list", "--what", "decision", "--report", one)] == [decision]
    assert desk.done("waiting", "put-off", question, "--review-on", "2099-01-01")["review_on"] == "2099-01-01"
    assert desk.done("waiting", "answer", decision, "It is shared")["answer"] == "It is shared"
    assert desk.run("waiting", "answer", decision, "Again").exit_code == 1
    assert [each["id"] for each in desk.done("waiting", "list")] == [question]
    assert [each["id"] for each in desk.done("waiting", "list", "--answered")] == [question, decision]
    assert desk.done("waiting", "show", decision)["waits_for"] == "the survey"
    assert desk.run("waiting", "defer", "x", "--for", " ").exit_code == 2


def test_reports_and_what_waits_are_exported(desk):
    recorded(desk)
    desk.done("waiting", "ask", "Cheap circuits?")
    assert [one["title"] for one in desk.done("export", "reports")] == ["On the visit"]
    assert [one["text"] for one in desk.done("export", "waiting")] == ["Cheap circuits?"]
