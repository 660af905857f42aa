"""Rulebooks' way into force at the terminal, and two of them side by side."""

from __future__ import annotations

import pytest

from tests.cli.conftest import RULEBOOKS, bring_into_force
from tests.rulebooks import CASES
from verbale.cli import policy_draft, policy_property
from verbale.records.person import Role
from verbale.records.policy import Policy
from verbale.records.policy_draft import PolicyDraft

FIRST, AMENDED = RULEBOOKS / "supply-1964.dmn", RULEBOOKS / "supply-1964-amended.dmn"


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_bytes(CASES)
    return str(path)


def test_the_way_into_force(admin, desk, hire, partner, cases):
    made = desk.done("policy", "draft", "supply", str(AMENDED), "--cases", cases, "--note", "Two amendments")
    assert (made["draft"], made["state"], made["cases_file"], made["note"]) == (
        2,
        "draft",
        "cases.csv",
        "Two amendments",
    )
    checked = desk.run("policy", "check", "supply/draft-2")
    assert (checked.exit_code, "supply/draft-2 is checked." in checked.stdout) == (0, True)
    assert "no case fires: supply rule" in checked.stdout
    committee = hire("committee", Role.APPROVER, second_factor=True)
    approved = committee.done("policy", "approve", made["id"], "--authority", "committee", "--reason", "Minute 3")
    assert (approved["state"], approved["approved_by"], approved["reason"]) == ("approved", "committee", "Minute 3")
    version = admin.done("policy", "into-force", "supply/draft-2", "--from", "1970-01-01")
    assert (version["version"], version["draft"]) == (2, made["id"])
    (listed,) = desk.done("policy", "list")
    assert [(row["draft"], row["state"]) for row in listed["drafts"]] == [(2, "in force"), (1, "in force")]
    assert desk.done("policy", "show", "supply/draft-2")["review"]["records"] == 0
    assert desk.done("policy", "show", "supply/1")["in_force_until"] == "1970-01-01"


def test_what_is_wrong_is_told_and_ends_with_1(desk, partner, tmp_path, cases):
    bad = tmp_path / "bad.dmn"
    bad.write_bytes(AMENDED.read_bytes().replace(b'<text>"open"</text>', b'<text>"open</text>', 1))
    desk.done("policy", "draft", "supply", str(bad))
    result = desk.run("policy", "check", "supply/draft-2")
    assert (result.exit_code, result.stderr) == (1, "")
    for words in ("error, unreadable cell: decision “supply”, rule 7, column “distribution”", "error, no cases"):
        assert words in result.stdout
    failing = tmp_path / "failing.csv"
    failing.write_text("case,distribution,→ outcome\nunknown,,supply\n", "utf-8")
    desk.done("policy", "change", "supply/draft-2", str(AMENDED), "--cases", str(failing))
    result = desk.run("policy", "check", "supply/draft-2")
    assert (result.exit_code, 'case unknown fails: outcome: "supply", not "refuse"' in result.stdout) == (1, True)
    desk.done("policy", "change", "supply/draft-2", "--cases", cases)
    assert desk.done("policy", "check", "supply/draft-2")["state"] == "checked"
    assert desk.done("policy", "send-back", "supply/draft-2", "--reason", "Wait")["state"] == "draft"
    assert desk.done("policy", "withdraw", "supply/draft-2", "--reason", "No longer")["state"] == "withdrawn"


def test_a_finding_names_its_cell_and_hides_no_other(desk, partner, tmp_path):
    bad = tmp_path / "bad.dmn"
    data = AMENDED.read_bytes().replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
    bad.write_bytes(data.replace(b'<text>"refuse"</text>', b'<text>"refused"</text>', 1))
    desk.done("policy", "draft", "supply", str(bad))
    lines = desk.run("policy", "check", "supply/draft-2").stdout.splitlines()
    assert [line.endswith('The cell reads: "open') for line in lines if "unreadable cell" in line] == [True]
    assert [
        line for line in lines if line.startswith("error, outcome: decision “supply”, rule 1, column “outcome”: ")
    ] != []
    assert [line for line in lines if "rule 7" in line and "unreadable" not in line] == []


def test_errors_are_told_first(monkeypatch):
    monkeypatch.setattr("verbale.cli.policy_property.lines", lambda _one: [])
    findings = [
        {"kind": kind, "place": "p", "why": "w", "cell": "", "error": error}
        for kind, error in (("gap", False), ("dead rule", True))
    ]
    one = PolicyDraft(
        findings=findings, cases={"cases": [], "unfired": []}, review={"moves": [], "terms": [], "against": ""}
    )
    one.policy = Policy(code="supply")
    assert list(policy_draft._checked(one))[:2] == ["error, dead rule: p: w.", "warning, gap: p: w."]


def moved(*moves, terms=()):
    told = [dict(zip(("before", "after", "records", "samples"), each, strict=True)) for each in moves]
    return list(policy_draft._moves(PolicyDraft(review={"against": "v", "moves": told, "terms": list(terms)})))


def test_only_what_moves_is_listed():
    told = moved(("supply", "refuse", 2, ["Waters", "Winds"]), ("refer", "refer", 1, ["Walls"]))
    assert told == ["2 records: supply → refuse (Waters; Winds)", "1 record keeps its outcome."]
    assert moved(("refer", "refer", 3, [])) == ["3 records keep their outcome."]


def test_a_supply_under_other_terms_is_listed():
    before = {"channel": "", "forms": ["original"], "approvals": ["a", "b"], "marking": ""}
    after = {**before, "approvals": ["a"], "marking": "for reference only"}
    terms = {"before": before, "after": after, "records": 1, "samples": ["Waters"]}
    assert moved(("supply", "supply", 1, ["Waters"]), terms=[terms]) == [
        "1 record: supplied under other terms, approvals: a and b → a, marking: none → for reference only (Waters)",
        "1 record keeps its outcome.",
    ]
    assert moved() == []


def test_what_comes_next_is_told(desk, hire, partner, cases):
    committee = hire("committee", Role.APPROVER, second_factor=True)
    desk.done("policy", "draft", "supply", str(AMENDED), "--cases", cases)
    words = ("policy", "approve", "supply/draft-2", "--authority", "committee", "--reason", "x")
    assert "at the terminal it is: verbale policy check supply/draft-2" in committee.run(*words).stderr
    desk.done("policy", "withdraw", "supply/draft-2", "--reason", "x")
    assert "at the terminal it is: verbale policy draft supply" in committee.run(*words).stderr


def test_who_may_not(admin, desk, hire, partner):
    committee, weak = hire("committee", Role.APPROVER, second_factor=True), hire("committee", Role.APPROVER)
    desk.done("policy", "draft", "supply", str(FIRST))
    words = ("policy", "approve", "supply/draft-2", "--authority", "committee", "--reason", "x")
    for terminal, given in (
        (committee, words), (weak, words), (desk, words), (committee, ("policy", "check", "supply/draft-2")),
        (desk, ("policy", "into-force", "supply/draft-2", "--from", "1970-01-01")),
        (admin, ("policy", "into-force", "supply/draft-2", "--from", "1970-01-01")),
        (admin, ("policy", "change", "supply/draft-2", "--note", "x")),
        (desk, ("policy", "show", "supply/draft-9")), (desk, ("policy", "show", "supply/x")),
        (desk, ("policy", "check", "nothing")),
    ):  # fmt: skip
        result = terminal.run(*given)
        assert (result.exit_code, result.stdout) == (1, ""), given


def test_a_policy_names_its_authority(admin, partner):
    assert admin.done("policy", "define", "supply", "--title", "Supply", "--approved-by", "committee") == {
        "code": "supply", "titles": {"en": "Supply"}, "approved_by": "committee",
    }  # fmt: skip
    assert admin.done("policy", "list")[0]["approved_by"] == "committee"


def test_two_are_compared(admin, hire, partner, cases):
    bring_into_force(admin, hire, "supply", AMENDED, "1970-01-01", "--cases", cases)
    found = admin.done("policy", "compare", "supply/1", "supply/2")
    (decision,) = found["decisions"]
    changed = [rule for rule in decision["rules"] if rule["change"] != "same"]
    assert [(rule["before"], rule["after"], rule["cells"][0]["column"]) for rule in changed] == [
        (12, 12, "field"), (13, 13, "series"),
    ]  # fmt: skip
    told = admin.run("policy", "compare", "supply/1", "supply/draft-2").stdout
    assert 'rule 12: changed\n    field: "natural sciences" → ' in told
    same = admin.run("policy", "compare", "supply/1", "supply/1").stdout
    assert same.endswith("They decide by the same cells in the same order.\n")
    assert admin.run("policy", "compare", "supply/1", "supply/7").exit_code == 1


def test_a_rulebook_is_saved(admin, partner, tmp_path):
    for number, which in enumerate(("supply", "supply/1", "supply/draft-1")):
        path = tmp_path / f"{number}.dmn"
        admin.done("policy", "show", which, "--save", str(path))
        assert path.read_bytes() == FIRST.read_bytes()
    again = admin.run("policy", "show", "supply/1", "--save", str(path))
    assert (again.exit_code, again.stdout, "is there already. Name another file" in again.stderr) == (1, "", True)


@pytest.mark.parametrize(
    ("which", "what"),
    [
        ("supply/7", "version"), ("supply/x", "version"), ("supply/", "version"), ("supply/draft-9", "draft"),
        ("supply/draft-x", "draft"), ("nothing", "policy"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_by_the_name_that_was_given(admin, partner, which, what):
    what = what if what == "policy" else f"{what} of a policy"
    told = admin.run("policy", "show", which)
    assert (told.exit_code, told.stderr) == (1, f"There is no {what} “{which}”, or you may not see it.\n")


def test_neither_a_version_nor_a_draft(admin, partner):
    told = admin.run("policy", "compare", "supply/1", "other")
    assert told.stderr == "There is no version or draft of a policy “other”, or you may not see it.\n"


@pytest.mark.parametrize("code", ["", "a/b", "two words", "-", "x" * 61, "a\n"])
def test_a_code_that_nobody_could_type_is_refused(admin, code):
    told = admin.run("policy", "define", "--title", "x", "--", code)
    assert (told.exit_code, "cannot be a policy's code" in told.stderr) == (2, True)


def test_it_is_printed(admin, partner, tmp_path):
    path = tmp_path / "supply.pdf"
    for which, languages in (("supply/1", ("--languages", "en, de")), ("supply/draft-1", ())):
        path.unlink(missing_ok=True)
        told = admin.done("policy", "print", which, "--save", str(path), *languages)
        assert (told["bytes"], path.read_bytes()[:5]) == (path.stat().st_size, b"%PDF-")
    again = admin.run("policy", "print", "supply/1", "--save", str(path))
    assert (again.exit_code, again.stdout) == (1, "")
    bad = admin.run("policy", "print", "supply/1", "--save", str(tmp_path / "x.pdf"), "--languages", "en,xx")
    assert (bad.exit_code != 0, (tmp_path / "x.pdf").exists()) == (True, False)


RULE_3 = b'<outputEntry id="rule_3_output_outcome"><text>"refer"</text>'
LEAKING = FIRST.read_bytes().replace(RULE_3, RULE_3.replace(b"refer", b"supply")).replace(
    b'<inputEntry id="rule_3_restricted"><text>-', b'<inputEntry id="rule_3_restricted"><text>false, null'
)  # fmt: skip
"""Supplies what is confidential."""
SECRET = "a confidential item is not supplied"


@pytest.fixture
def leaking(tmp_path):
    path = tmp_path / "leaking.dmn"
    path.write_bytes(LEAKING)
    return path


def test_a_property_that_does_not_hold_is_told_with_facts_that_break_it(desk, partner, leaking, cases):
    desk.done("policy", "draft", "supply", str(leaking), "--cases", cases)
    result = desk.run("policy", "check", "supply/draft-2")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert f"property “{SECRET}” does not hold: if distribution =" in result.stdout
    at = next(number for number, line in enumerate(lines) if SECRET in line)
    assert "distribution: confidential" in lines[at + 1]
    assert lines[at + 2].startswith("  give: outcome: supply")
    assert lines[at + 3] == "  by: supply rule 3 (1964 report, principle 7)"
    assert "6 properties hold, whatever is asked." in lines
    assert "compared with the version before: looser" in lines
    assert any(line.startswith("  rule 3 → 3, looser:") for line in lines)


def test_a_property_of_the_version_before_is_dropped_by_name(admin, desk, partner, leaking, cases):
    told = b"\n".join(line for line in LEAKING.split(b"\n") if b"<verbale:property " not in line)
    leaking.write_bytes(told)
    desk.done("policy", "draft", "supply", str(leaking), "--cases", cases)
    assert f"property “{SECRET}” (of supply 1) does not hold" in desk.run("policy", "check", "supply/draft-2").stdout
    words = ("policy", "drop-property", "supply/draft-2", SECRET)
    dropped = desk.done(*words, "--reason", "Minute 7")["dropped"]
    assert [(each["name"], each["reason"]) for each in dropped] == [(SECRET, "Minute 7")]
    checked = desk.run("policy", "check", "supply/draft-2")
    assert (checked.exit_code, f"dropped: “{SECRET}”, since: Minute 7" in checked.stdout) == (0, True)
    assert desk.done("policy", "keep-property", "supply/draft-2", SECRET)["dropped"] == []
    assert desk.run("policy", "check", "supply/draft-2").exit_code == 1
    assert desk.run(*words).exit_code == 2
    assert desk.run("policy", "drop-property", "supply/draft-2", "nothing", "--reason", "x").exit_code == 1
    assert admin.run(*words, "--reason", "x").exit_code == 1


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (None, "none"), ({"outcome": None, "approvals": []}, "outcome: none, approvals: none"),
        ({"outcome": "supply", "approvals": ["a", "b"]}, "outcome: supply, approvals: a and b"), (True, "yes"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_told_so(outputs, told):
    assert policy_property.answers(outputs) == told
