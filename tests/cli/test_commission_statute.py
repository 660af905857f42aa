"""A commission's statute at the terminal: proposed from an example or a file, changed by a setting, shown."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_session import board
from tests.domain.cycle.sitting import found
from verbale.domain.cycle import statute_change
from verbale.engines import agreement
from verbale.records.text import Text, TextKind

__all__ = ["board"]


@pytest.fixture
def bare(board):
    """A commission without a statute."""
    Text.objects.filter(text_kind=TextKind.STATUTE).update(in_force="")
    return found(board).pk


def proposed(board, commission, *words):
    return board.desk.done("commission", "statute", "propose", commission, *words)


def test_an_example_is_proposed_and_shown(board, bare):
    made = proposed(board, bare, "--example", "ten-duties", "--language", "zh", "--language", "ru", "--note", "1957")
    assert (len(made["duties"]), made["languages"], made["terms"]["commission"]) == (10, ["zh", "ru"], bare)
    shown = board.auditor.done("commission", "statute", "show", bare)
    assert (shown["in_force"], shown["text"]) == (None, made["text"])
    (one,) = shown["proposed"]
    assert (one["side"], one["terms"], one["duties"]) == ("OURS", made["terms"], made["duties"])
    assert one["duties"][9]["other"]
    printed = board.auditor.run("commission", "statute", "show", made["text"]).stdout
    assert "PROPOSED BY OURS, NOT IN FORCE" in printed
    assert "delegates: 2" in printed
    assert "Nothing is in force." in printed
    assert printed.count("(other issues)") == 1


def test_a_setting_is_changed_and_the_rest_stays(board, bare):
    first = proposed(board, bare, "--example", "today")
    second = proposed(
        board, bare, "--set", "agenda=P1M", "--set", "costs=shared", "--set", "sessions=2", "--set", "delegates=5"
    )
    assert second["text"] == first["text"]
    changed = {name for name in first["terms"] if first["terms"][name] != second["terms"][name]}
    assert changed == {"agenda", "costs", "sessions", "delegates"}
    assert (second["duties"], second["words"]) == (first["duties"], first["words"])


def test_a_file_says_what_changes(board, bare, tmp_path):
    file = tmp_path / "statute.json"
    file.write_text(json.dumps({
        "title": {"en": "Statute"}, "words": {"en": "The host pays."}, "terms": {"host": "OURS"},
        "duties": [{"number": 1, "words": {"en": "Books"}}, {"number": "2a", "words": {"en": "Maps"}, "other": True}],
    }))  # fmt: skip
    made = proposed(board, bare, "--example", "today", "--language", "en", "--file", str(file))
    assert (made["terms"]["host"], made["words"]) == ("OURS", {"en": "The host pays."})
    assert [(one["number"], one["other"]) for one in made["duties"]] == [("1", False), ("2a", True)]
    text = Text.objects.get(pk=made["text"])
    assert statute_change.commission_in(agreement.Revision.of_json(text.revisions.get().content)) == bare


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Begin with an example"), (("--example", "today", "--set", "agenda=2 months"), 2, "write P2M"),
        (("--example", "today", "--set", "moon=1"), 2, "it is none of"),
        (("--example", "today", "--language", "fr"), 2, "not written in"),
        (("--example", "today", "--set", "prevails=ko"), 1, "is no statute that can be read"),
        (("--example", "today", "--file", "none.json"), 3, "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(board, bare, words, code, said):
    result = board.desk.run("commission", "statute", "propose", bare, *words)
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


@pytest.mark.parametrize(
    "given", [[], {"moon": 1}, {"title": "x"}, {"words": {"en": 1}}, {"terms": []}, {"duties": {}},
              {"duties": [{"number": None, "words": {}}]}, {"duties": [{"number": "1"}]}]
)  # fmt: skip
def test_a_file_of_another_shape_is_refused(board, bare, tmp_path, given):
    file = tmp_path / "statute.json"
    file.write_text(json.dumps(given))
    result = board.desk.run("commission", "statute", "propose", bare, "--example", "today", "--file", str(file))
    assert (result.exit_code, "does not say a statute" in result.stderr) == (2, True), result.stderr


def test_only_the_desk_proposes_and_only_for_what_is_founded(board, bare):
    assert board.auditor.run("commission", "statute", "propose", bare, "--example", "today").exit_code == 1
    assert board.auditor.run("commission", "statute", "show", bare).exit_code == 1
    Text.objects.filter(pk=bare).update(in_force="")
    result = board.desk.run("commission", "statute", "propose", bare, "--example", "today")
    assert (result.exit_code, "no commission in force" in result.stderr) == (1, True)
