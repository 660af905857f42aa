"""A node's first run: what it checks beforehand, and what a run that was killed still tells."""

import json
import os
import subprocess
import sys

import pytest

from tests.patience import PATIENCE
from verbale.journeys.first_run import make_node
from verbale.kernel.errors import WrongUse
from verbale.kernel.home import Home

GOOD = {
    "side": "DD", "admin_name": "Ada", "admin_handle": "ada", "names": {"en": "Office"}, "language": "en",
    "languages": ["en"], "time_zone": "UTC",
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [
        ({"side": "no code"}, "side"),
        ({"side": "d"}, "side"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"languages": []}, "languages"),
        ({"languages": ["en", "tlh"]}, "languages"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_is_made(tmp_path, clock, wrong, setting):
    home = Home(tmp_path / "home")
    with pytest.raises(WrongUse) as refused:
        make_node(home=home, at=clock.now(), **{**GOOD, **wrong})
    assert (refused.value.facts["setting"], home.path.exists()) == (setting, False)


_MAKE = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from verbale.journeys.first_run import make_node, told
from verbale.kernel.errors import VerbaleError
from verbale.kernel.home import Home

home, good = Home(Path(sys.argv[1])), json.loads(sys.argv[2])
try:
    made = make_node(home=home, at=datetime(2026, 11, 21, tzinfo=UTC), **good)
except VerbaleError as refused:
    print(type(refused).__name__)
else:
    print(made.token)
    from verbale.records.person import Authority, RoleHeld
    assert list(Authority.objects.values_list("code", flat=True)) == ["memoranda"]
    assert sorted(RoleHeld.objects.values_list("role", flat=True)) == ["administrator", "desk", "librarian"]
    if "told" in sys.argv:
        told(home)
"""


def test_a_run_that_was_killed_before_it_could_tell_tells_when_run_again(tmp_path):
    def run(*more):
        made = subprocess.run(
            [sys.executable, "-c", _MAKE, str(tmp_path / "home"), json.dumps(GOOD), *more],
            capture_output=True, text=True, timeout=PATIENCE, check=True,
            env={name: value for name, value in os.environ.items() if name != "VERBALE_HOME"},
        )  # fmt: skip
        return made.stdout.strip()

    first = run()
    assert first.startswith("vbl_")
    assert [run(), run("told"), run()] == [first, first, "HomeTaken"]
    assert not list((tmp_path / "home").glob("first-run*"))


_INIT = [sys.executable, "-m", "verbale.cli", "init", "--side", "DD", "--admin", "Ada"]


@pytest.mark.parametrize("passphrase", [None, "eine Wendung"])
def test_the_recovery_key_goes_where_it_is_told(tmp_path, passphrase):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VERBALE")}
    environment |= {"VERBALE_PASSPHRASE": passphrase} if passphrase else {}
    (tmp_path / "taken").write_text("x")

    def run(file):
        command = [*_INIT, "--home", str(tmp_path / "home"), "--recovery-key", file]
        told = {"capture_output": True, "text": True, "timeout": PATIENCE, "check": False}
        return subprocess.run(command, cwd=tmp_path, env=environment, **told)

    refused, made = run("taken"), run("safe")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "there is a file already" in refused.stderr
    assert (made.returncode, made.stderr) == (0, "")
    sentence = f"The recovery key, {tmp_path / 'safe'}, belongs on a disk in a safe: take it off this machine."
    assert sentence in made.stdout.splitlines()
    assert (tmp_path / "safe").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "home" / "keys" / "recovery-key").exists()
    assert (tmp_path / "taken").read_text() == "x"
    assert "PRIVATE" not in made.stdout
