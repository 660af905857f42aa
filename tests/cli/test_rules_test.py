"""Testing a rulebook by its cases from the terminal."""

from __future__ import annotations

import json
import shutil
from functools import partial

import pytest

from tests.cli import conftest
from tests.cli.conftest import RULEBOOKS
from tests.engines.rules.models import table_model

run = partial(conftest.run, "rules", "test")

PRICES = table_model(["< 5 => 1 # up to four", "[5..9] => 2 # up to nine", "> 9 => 3 # more"])
CASES = "case,x,→ answer,rule\nfew,1,1,1\nsome,6,1,1\n"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "prices.dmn"
    path.write_bytes(PRICES)
    return path


@pytest.fixture
def cases(tmp_path):
    def write(text, name="prices.cases.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_every_case_has_its_line(book, cases):
    cases(CASES)
    result = run(book)
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            "pass  prices.cases.csv, line 2: few",
            "FAIL  prices.cases.csv, line 3: some",
            "      answer: expected 1, got 2",
            "      rule: expected 1, got 2",
            "no case fires rule 3 of “answer” — clause: more",
            "1 passed, 1 failed",
        ],
    )


def test_the_documented_json(book, cases):
    cases("Prices\n" + CASES)
    result = run(book, "--json")
    place = {"file": "prices.cases.csv", "title": "Prices", "decision": "answer", "faults": []}
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        {
            "model": "made", "passed": 1, "failed": 1,
            "cases": [
                {**place, "line": 3, "case": "few", "passed": True, "fired": [1], "differences": []},
                {**place, "line": 4, "case": "some", "passed": False, "fired": [2],
                 "differences": [{"what": "answer", "expected": "1", "got": "2"},
                                 {"what": "rule", "expected": "1", "got": "2"}]},
            ],
            "rules": 3, "unfired": [{"decision": "answer", "rule": 3, "id": "r3", "annotations": {"clause": "more"}}],
        },
    )  # fmt: skip


def test_both_files_beside_a_rulebook_count(book, cases):
    cases("x,→ rule\n1,1\n")
    cases("\ufeff| x | → rule |\n|---|---|\n| 5 | 2 |\n| 10 | 3 |\n", "prices.cases.md")
    result = run(book, "--every-rule")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "pass  prices.cases.md, line 3",
            "pass  prices.cases.md, line 4",
            "pass  prices.cases.csv, line 2",
            "every rule is fired (3)",
            "3 passed, 0 failed",
        ],
    )


def test_named_files_and_standard_input(book, cases):
    other = cases("x;→ rule\r\n1;1\r\n", "other.txt")
    assert run(book, "--cases", other).stdout.splitlines()[0] == "pass  other.txt, line 2"
    assert run(book, "--cases", "-", input=CASES).stdout.splitlines()[0] == "pass  -, line 2: few"
    assert run(book, "--cases", other, "--cases", other).stdout.splitlines()[-1] == "2 passed, 0 failed"


def test_rules_that_no_case_fires_fail_only_if_asked(book, cases):
    cases("x,→ rule\n1,1\n")
    assert (run(book).exit_code, run(book, "--every-rule").exit_code) == (0, 1)


def test_a_collision_is_told(tmp_path, cases):
    path = tmp_path / "prices.dmn"
    path.write_bytes(table_model(["< 5 => 1", "1 => 2"]))
    cases("x,→ answer\n1,1\n")
    assert run(path).stdout.splitlines()[:3] == [
        "FAIL  prices.cases.csv, line 2",
        "      answer: expected 1, got null",
        "      since answer: rules 1 and 2 both match, and the hit policy is U: only one may",
    ]


@pytest.mark.parametrize("name", ["supply-1964", "supply-1964-amended", "release-today"])
def test_our_rulebooks_pass(name):
    result = run(RULEBOOKS / f"{name}.dmn")
    assert (result.exit_code, result.stdout.splitlines()[-1].endswith(" passed, 0 failed")) == (0, True)


def test_a_changed_rulebook_fails_its_cases(tmp_path):
    text = (RULEBOOKS / "supply-1964.dmn").read_text("utf-8")
    (tmp_path / "supply-1964.dmn").write_text(text.replace('"trading company"</text>', '"desk"</text>'), "utf-8")
    shutil.copy(RULEBOOKS / "supply-1964.cases.md", tmp_path)
    result = run(tmp_path / "supply-1964.dmn")
    assert result.exit_code == 1
    assert '      channel: expected "trading company", got "desk"' in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("color,→ answer\n1,1\n", "line 1, column 1 “color”: the rulebook knows no fact of this name; it knows x"),
        ("x,→ answer\none,1\n", "line 2, column 1 “x”: one is not a value of type number"),
        ("x,→ answer,answer\n1,1,1\n", "line 1, column 3 “answer”: this heading stands in column 2 already"),
        ("x,→ answer\n", "line 1: no case stands below the headings"),
        ("", "no row of headings has the mark → before its first expected output"),
        ("x,=> answer\n1,ü\n".encode("latin-1"), "line 2: byte 3 of this line is not UTF-8; save the file as UTF-8"),
        (b"\0" * 3_000_000, "it has more than 2097152 bytes"),
        ('x,→ answer\n"1,1\n', "line 2: a quotation mark is opened here or below and never closed"),
    ],
)
def test_cases_that_cannot_be_read(book, cases, content, why):
    result = run(book, "--cases", cases(content), "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert json.loads(result.stderr) == {
        "kind": "BadCases",
        "error": f"“prices.cases.csv” cannot be used as a table of cases: {why}. Correct it and run the cases again.",
    }


def test_without_cases_there_is_nothing_to_run(book, tmp_path):
    result = run(book)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "prices.cases.md or prices.cases.csv" in result.stderr
    assert run(book, "--cases", tmp_path / "gone.csv").exit_code == 3
    assert run("-", input=PRICES).exit_code == 3
    assert run("-", "--cases", tmp_path, input=PRICES).exit_code == 3


def test_an_unknown_decision_and_a_broken_rulebook(book, cases, tmp_path):
    cases(CASES)
    assert run(book, "--decision", "cost").exit_code == 2
    assert run(tmp_path / "gone.dmn").exit_code == 3
    book.write_bytes(PRICES.replace(b"&lt; 5", b"&lt; &lt;"))
    assert run(book).exit_code == 1
