"""Killed between any two steps and started again: nothing lost, nothing twice."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.journeys.killing import WORK
from tests.patience import PATIENCE


def program(*arguments):
    environment = os.environ | {"VERBALE_HOME": "/nonexistent", "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    environment.pop("VERBALE_DATABASE", None)
    command = [sys.executable, "-m", "tests.journeys.killing", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """A node with work waiting."""
    folder = tmp_path_factory.mktemp("node")
    made = program("build", folder, folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize("what", [what for what in WORK if what != "first run"])
def test_work_that_was_killed_is_begun_again_and_ends_as_if_nothing_had_been(node, tmp_path, what):
    check(program(what, node, tmp_path))


def test_a_first_run_that_was_killed_is_begun_again(tmp_path):
    (tmp_path / "empty").mkdir()
    check(program("first run", tmp_path / "empty", tmp_path))


def check(ran):
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["undisturbed"]
    assert told["killed"]
    for point, (died, again, state) in told["killed"].items():
        assert (point, died, again) == (point, -signal.SIGKILL, 0), ran.stderr
        assert state == told["undisturbed"], f"killed at point {point} of {told['points']}: {ran.stderr}"
