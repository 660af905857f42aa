"""The demo: the whole circle on two nodes, with invented and with real records. The slowest tests of all."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.patience import PATIENCE
from tests.shared import SHARED
from verbale.engines.paper import MissingFont
from verbale.journeys import demo
from verbale.kernel.home import Home

CORPUS = SHARED / "data" / "marc" / "corpus.mrc"
WALK = """
import json, sys
from pathlib import Path
from verbale.journeys import demo
if __name__ == "__main__":
    said = []
    catalogue = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    people = demo.run(home=Path(sys.argv[1]), catalogue=catalogue, ports=(8751, 8752), say=said.append)
    print(json.dumps([said, people]))
"""

STEPS = (
    "Two nodes", "counter-proposal", "concluded by both signatures",
    "Imported open.mrc", "Catalogue for", "searches", "orders", "Decided", "granted", "refused",
    "Got and marked", "Released", "confirmed receipt", "Day of the answer", "Account kept by", "entries verified",
)  # fmt: skip


def walked(folder, *catalogue):
    """The lines a demo said and the people who can sign in; it runs as a program, as a user runs it."""
    program = folder / "walk.py"
    program.write_text(WALK)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VERBALE", "DJANGO"))}
    command = [sys.executable, program, folder / "demo", *catalogue]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stderr
    said, people = json.loads(ran.stdout)
    return "\n".join(said), people


def states(home, table):
    with closing(sqlite3.connect(Home(home).database)) as base:
        return {state for (state,) in base.execute(f"SELECT DISTINCT state FROM records_{table}")}


def test_the_invented_records_walk_the_whole_circle(tmp_path):
    said, people = walked(tmp_path)
    for step in STEPS:
        assert step in said
    assert {(one["side"], one["handle"]) for one in people} >= {
        ("ALPINE", "admin"), ("ALPINE", "desk"), ("ALPINE", "committee"), ("HANHAI", "librarian"),
    }  # fmt: skip
    home = tmp_path / "demo"
    assert sorted(path.name for path in home.iterdir()) == ["ours", "theirs"]
    assert {"delivered", "unavailable"} <= states(home / "ours", "orderline")
    assert {"receipted", "not available"} <= states(home / "theirs", "needline")
    assert states(home / "ours", "arrivedpouch") | states(home / "theirs", "arrivedpouch") == {"opened"}


@pytest.mark.shared
def test_the_real_records_walk_it_too(tmp_path):
    if not CORPUS.is_file():
        pytest.skip("needs the real records in ../shared/data/marc")
    if os.environ.get("VERBALE_SLOW") != "1":
        pytest.skip("takes a minute: set VERBALE_SLOW=1")
    said, _ = walked(tmp_path, CORPUS)
    assert "Imported corpus.mrc as open" in said
    assert "entries verified" in said


def test_an_earlier_demo_is_not_walked_over(tmp_path):
    (tmp_path / "ours").mkdir()
    with pytest.raises(demo.NotFresh) as refusal:
        demo.run(home=tmp_path, catalogue=None, ports=(8751, 8752), say=print)
    assert str(tmp_path) in refusal.value.sentence()
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]


def test_without_a_chinese_font_it_says_how_to_install_one_and_goes_on(monkeypatch):
    def missing(languages):
        raise MissingFont(script="Han", package="fonts-noto-cjk")

    said = []
    monkeypatch.setattr(demo.paper, "families", missing)
    language = demo._language(said.append)
    assert (language, "apt-get install fonts-noto-cjk" in said[0], said[0].endswith("goes on in Russian.")) == (
        "ru", True, True,
    )  # fmt: skip
