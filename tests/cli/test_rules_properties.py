"""`verbale rules prove FILE`: the properties that the file carries."""

from __future__ import annotations

import json
from functools import partial

from tests.cli import conftest
from tests.cli.conftest import RULEBOOKS

run = partial(conftest.run, "rules", "prove")

FIRST = RULEBOOKS / "supply-1964.dmn"


def written(tmp_path, before, after):
    data = FIRST.read_bytes()
    assert before in data
    path = tmp_path / "other.dmn"
    path.write_bytes(data.replace(before, after))
    return str(path)


def test_all_that_ours_carry_hold():
    for book in RULEBOOKS.glob("*.dmn"):
        result = run(str(book), "--json")
        told = json.loads(result.stdout)
        assert (result.exit_code, told["faults"], {each["holds"] for each in told["properties"]}) == (0, [], {True})
    assert run(str(FIRST)).stdout.splitlines()[-1] == "7 of 7 properties hold."


def test_one_that_does_not_hold_is_told_with_facts(tmp_path):
    other = written(tmp_path, b"outcome != null</verbale", b'outcome != "supply"</verbale')
    result = run(other)
    assert (result.exit_code, "“something is always decided” DOES NOT HOLD" in result.stdout) == (1, True)
    assert "  for instance: " in result.stdout
    assert "  outcome: supply" in result.stdout
    assert result.stdout.splitlines()[-1] == "6 of 7 properties hold."


def test_what_is_no_feel_or_unknown_is_told(tmp_path):
    bad = run(written(tmp_path, b"outcome != null</verbale", b"outcome = = 1</verbale"))
    assert (bad.exit_code, "error: property “something is always decided”: character" in bad.stdout) == (1, True)
    unknown = run(written(tmp_path, b"outcome != null</verbale", b"nobody != null</verbale"))
    assert (unknown.exit_code, "nothing is called “nobody” here" in unknown.stdout) == (1, True)


def test_a_file_without_properties_says_so(tmp_path):
    lines = FIRST.read_bytes().split(b"\n")
    bare = tmp_path / "bare.dmn"
    bare.write_bytes(b"\n".join(line for line in lines if b"<verbale:property " not in line))
    result = run(str(bare))
    assert (result.exit_code, result.stdout) == (0, "The file carries no properties.\n")
