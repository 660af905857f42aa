"""One carrier at a time works on a home, and only a demo's may be told another moment than now."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.carrier.test_keys import carrier
from verbale.carrier.turn import CarrierBusy, turn
from verbale.engines.seal.keys import make_keys
from verbale.kernel.home import Home, NodeConfig

AT = "1957-12-14T09:00:00Z"


@pytest.fixture
def working(home):
    """A home with keys and no database, which is enough to know whether a round was begun."""
    make_keys(home.keys)
    return home


@contextmanager
def another_at_work(home):
    with (home.path / "carrier.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def busy(home):
    return CarrierBusy(home=home.path).sentence()


def test_a_second_carrier_says_so(working):
    with another_at_work(working):
        second = carrier(working, "run", "--once")
    assert (second.returncode, second.stdout, second.stderr) == (1, "", f"{busy(working)}\n")
    assert "The node's database cannot be used" in carrier(working, "run", "--once").stderr


def test_one_that_runs_on_waits_for_its_turn(working):
    command = [sys.executable, "-m", "verbale.carrier", "run"]
    environment = os.environ | {"VERBALE_HOME": str(working.path)}
    with another_at_work(working):
        second = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        first_said = second.stderr.readline()
    try:
        assert first_said == f"{busy(working)}\n"
        assert second.stderr.readline().startswith("The node's database cannot be used")
    finally:
        second.kill()
        second.communicate()


def fails(home):
    with turn(home, wait=False):
        with pytest.raises(CarrierBusy), turn(home, wait=False):
            pass
        raise ZeroDivisionError


def test_the_turn_ends_with_the_round_however_it_ends(home):
    with pytest.raises(ZeroDivisionError):
        fails(home)
    with turn(home, wait=False):
        assert oct((home.path / "carrier.lock").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("command", [("run", "--once"), ("head",)])
def test_a_moment_is_made_up_in_a_demo_only(working, tmp_path, command):
    real = carrier(working, *command, "--at", AT)
    assert (real.returncode, real.stdout) == (2, "")
    assert real.stderr == (
        f"The node in {working.path} is no demo, so what its journal records happens now. Leave --at out.\n"
    )
    demo = Home(tmp_path / "demo")
    demo.create(NodeConfig(side="OURS", demo=True), secret="a secret")
    assert "There are no keys" in carrier(demo, *command, "--at", AT).stderr
