"""Running folders of the conformance kit from the terminal."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.cli import conftest
from tests.shared import SHARED

run = partial(conftest.run, "rules", "tck")

KIT = Path(__file__).parent / "kit"


@pytest.fixture
def failing(tmp_path):
    """The kit with a case that expects what does not come."""
    folder = tmp_path / "kit" / "loan-days"
    shutil.copytree(KIT / "loan-days", folder)
    cases = folder / "loan-days-test-01.xml"
    cases.write_text(cases.read_text("utf-8").replace(">7<", ">8<"), "utf-8")
    return folder


def test_a_kit_that_passes():
    result = run(KIT)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 passed, 0 failed\n", "")


def test_each_failure_is_named(failing):
    result = run(KIT, failing.parent)
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            f"{failing}, loan-days-test-01.xml, case journal, days: expected 8, got 7",
            "3 passed, 1 failed",
        ],
    )


def test_json(failing):
    result = run(failing, "--json")
    row = {"folder": str(failing), "file": "loan-days-test-01.xml", "case": "journal", "node": "days"}
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        {"passed": 1, "failed": 1, "failures": [{**row, "expected": "8", "got": "7", "why": ""}]},
    )


def test_an_expression_with_a_fault_is_null_and_fails_what_rests_on_it(failing):
    model = failing / "loan-days.dmn"
    model.write_text(model.read_text("utf-8").replace("days / copies", "days /"), "utf-8")
    result = run(failing)
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines), lines[-1]) == (1, 3, "0 passed, 2 failed")
    assert "got null (Model “loan-days.dmn”, “share”, literal expression, character" in lines[0]


@pytest.mark.parametrize("kind", ["NoFolder", "NoCases"])
def test_without_cases_there_is_nothing_to_run(failing, kind):
    (failing / "loan-days-test-01.xml").unlink()
    result = run(KIT, failing / "gone" if kind == "NoFolder" else failing, "--json")
    assert (result.exit_code, result.stdout, json.loads(result.stderr)["kind"]) == (3, "", kind)


def test_what_cannot_be_read_fails_and_the_rest_is_run(failing):
    (failing / "loan-days-test-02.xml").write_bytes(b"\x00")
    orphan = failing / "orphan"
    orphan.mkdir()
    shutil.copy(failing / "loan-days-test-01.xml", orphan)
    result = run(failing, KIT)
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[-1]) == (1, "3 passed, 4 failed")
    assert lines[1].startswith(f"{failing}, loan-days-test-02.xml, “{failing / 'loan-days-test-02.xml'}” is no file")
    assert "case book, days: “" in lines[2]
    assert "tests the model “loan-days.dmn”, which cannot be read" in lines[2]
    row = json.loads(run(failing, "--json").stdout)["failures"][1]
    assert {name: row[name] for name in ("file", "case", "node", "expected", "got")} == {
        "file": "loan-days-test-02.xml", "case": "", "node": "", "expected": "", "got": "",
    }  # fmt: skip


def test_without_a_folder_the_use_is_wrong():
    assert run().exit_code == 2


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "tck").exists(), reason="the conformance kit does not lie beside the project")
def test_level_2_passes_whole():
    result = run(SHARED / "tck" / "compliance-level-2")
    assert (result.exit_code, result.stdout) == (0, "116 passed, 0 failed\n")
