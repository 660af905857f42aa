"""Two nodes' processes killed with SIGKILL at any moment: nothing acknowledged is lost, nothing is done twice.

VERBALE_KILLS says how often (``make soak``: 1,000).
"""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.killing import SIDES
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db
KILLS = int(os.environ.get("VERBALE_KILLS", "10"))


@pytest.fixture(scope="module")
def killed(empty, quick):
    folder = quick / "killed"
    folder.mkdir()
    environment = os.environ | {"VERBALE_HOME": "/nonexistent", "VERBALE_DATABASE": ""}
    command = [sys.executable, "-m", "tests.faults.killing", str(folder), str(empty), str(KILLS), "1964"]
    ran = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE + 5 * KILLS
    )
    assert ran.returncode == 0, ran.stderr[-5000:]
    return json.loads(ran.stdout), {side: (folder / f"{side}.told").read_text().split() for side in SIDES}, ran.stderr


def test_processes_were_killed_while_people_acted(killed):
    state, acted, _ = killed
    assert state["kills"] >= KILLS
    assert all(acted.values())


def test_what_a_person_was_told_was_done_is_done_on_both_sides(killed):
    state, acted, _ = killed
    for side in SIDES:
        for told in SIDES:
            assert set(acted[side]) - set(state[told]["acts"][side]) == set()


def test_each_act_is_done_once_and_in_order(killed):
    state, _, _ = killed
    for side in SIDES:
        done = state[side]["journal"]
        assert sorted(done) == sorted(one for acts in state[side]["acts"].values() for one in acts)
        for acts in state[side]["acts"].values():
            order = [acts[one].split()[:2] for one in done if one in acts]
            for text in {text for text, _ in order}:
                numbers = [int(number) for other, number in order if other == text]
                assert numbers == list(range(1, len(numbers) + 1))


def test_both_hold_the_same_texts_and_neither_stopped(killed):
    north, south = (killed[0][side] for side in SIDES)
    assert north["texts"] == south["texts"]
    assert north["acts"] == south["acts"]
    assert north["texts"]
    assert (north["stopped"], south["stopped"]) == ("", "")


def test_no_carrier_said_that_it_could_not_work(killed):
    assert "Traceback" not in killed[2], killed[2][-3000:]
