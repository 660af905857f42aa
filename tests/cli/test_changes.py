"""An edition that follows another, at the terminal."""

import json

import pytest

from tests.domain.cycle.test_edition import BRIDGES, ROADS, WATERS, item

STATED = ("--distribution", "open", "--reason", "the public catalogue")


@pytest.fixture
def imported(desk, tmp_path):
    def run(data, *more):
        path = tmp_path / "source.mrc"
        path.write_bytes(data)
        return desk.run("catalogue", "import", str(path), *STATED, *more, "--json")

    return run


def identifier(result):
    return json.loads(result.stdout)["edition"]


def test_changes_are_told(desk, imported):
    first = identifier(imported(WATERS + BRIDGES + ROADS))
    second = identifier(imported(BRIDGES + item(3, "", "d") + item(4, "Rails"), "--follows", first, "--corrections"))
    told = desk.done("catalogue", "changes", second)
    assert told == {
        "follows": first, "added": 1, "changed": 0, "withdrawn": 1,
        "changes": [
            {"change": "withdrawn", "title": "Roads", "old": 2, "new": None, "columns": [], "identity": "id::3"},
            {"change": "added", "title": "Rails", "old": None, "new": 2, "columns": [], "identity": "id::4"},
        ],
    }  # fmt: skip
    assert (
        desk.done("catalogue", "changes", second, "--kind", "added", "--limit", "1")["changes"][0]["title"] == "Rails"
    )
    shown = desk.run("catalogue", "changes", second).stdout
    assert "Beside source.mrc: 1 added, 0 changed, 1 withdrawn; corrections." in shown
    listed = {row["id"]: (row["follows"], row["following"]) for row in desk.done("catalogue", "list")}
    assert listed == {first: (None, ""), second: (first, "corrections")}


def test_what_cannot_follow_says_so(desk, imported):
    first = identifier(imported(WATERS + BRIDGES + ROADS))
    refused = imported(WATERS, "--follows", first)
    assert (refused.exit_code, "would withdraw 2 of the 3 records" in refused.stderr) == (1, True)
    assert imported(WATERS, "--corrections").exit_code == 2
    assert imported(WATERS, "--follows", "nowhere").exit_code == 1
    assert desk.run("catalogue", "changes", first).exit_code == 1
    assert imported(WATERS, "--follows", first, "--withdraw-most").exit_code == 0
    assert imported(WATERS, "--follows", first).exit_code == 1
