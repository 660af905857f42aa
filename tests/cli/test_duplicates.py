"""Records of an edition that may be of one work, at the terminal."""

import pytest

from tests.engines.catalogue.build import field, marc

TWICE = marc(field("020", "  ", "a9781851245130"), title="Waters") + marc(
    field("020", "  ", "a978-1-85124-513-0"), title="The waters"
)


@pytest.fixture
def edition(desk, tmp_path):
    path = tmp_path / "source.mrc"
    path.write_bytes(TWICE + marc(title="Snow"))
    told = desk.done("catalogue", "import", str(path), "--distribution", "open", "--reason", "the public catalogue")
    return told["edition"]


def test_groups_are_told_with_their_reason(desk, edition):
    group = {"reason": "isbn", "key": "9781851245130", "size": 2, "records": [[0, "Waters"], [1, "The waters"]]}
    assert desk.done("catalogue", "duplicates", edition) == {"groups": {"isbn": 1}, "found": [group]}
    assert desk.done("catalogue", "duplicates", edition, "--reason", "work")["found"] == []
    assert "The waters" in desk.run("catalogue", "duplicates", edition).stdout


def test_a_reason_that_there_is_not_is_refused(desk, edition):
    assert desk.run("catalogue", "duplicates", edition, "--reason", "colour").exit_code == 2
