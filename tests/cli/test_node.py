"""A real node by the program itself: made, signed in to, worked, looked over, backed up, restored."""

from __future__ import annotations

import json
import stat

import pytest


@pytest.fixture
def node(program, tmp_path):
    home = tmp_path / "node"
    made = program(
        "init", "--side", "FI-NHI", "--admin", "Aino Laine", "--name", "Health Institute",
        "--time-zone", "Europe/Helsinki", "--home", str(home), "--json",
    )  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    told = json.loads(made.stdout)

    def run(*args, **keywords):
        return program(*args, VERBALE_HOME=str(home), **{"VERBALE_TOKEN": told["token"], **keywords})

    return told, run, home


def test_the_life_of_a_node(node, program, tmp_path):
    told, run, home = node
    assert list(told)[:6] == ["side", "home", "handle", "token", "invitation", "fingerprint"]
    assert told["recovery_key"] == str(home / "keys" / "recovery-key")
    assert (told["side"], told["home"], told["handle"]) == ("FI-NHI", str(home), "admin")
    assert json.loads(run("whoami", "--json").stdout)["name"] == "Aino Laine"
    assert run("whoami", VERBALE_TOKEN="vbl_wrong").returncode == 1

    for side in ("FI-NHI", "OTHER"):
        again = run("init", "--side", side, "--admin", "Somebody")
        assert (again.returncode, again.stdout) == (1, "")

    assert run("person", "invite", "desk", "--name", "Desk", "--role", "desk", "--email", "d@x.example").returncode == 0
    head = run("carrier", "head")
    assert (head.returncode, head.stdout.strip()) == (0, str(next(home.joinpath("heads").iterdir())))
    assert run("carrier", "nonsense").returncode == 2
    assert run("carrier", "run", "--once", "--json").returncode == 0
    verified = run("journal", "verify", "--json")
    assert (verified.returncode, json.loads(verified.stdout)["intact"]) == (0, True)
    assert run("worker", "--once").returncode == 0
    assert run("upgrade").returncode == 0
    assert json.loads(run("digest", "--now", "--json").stdout) == {"sent": []}

    looked = run("doctor", "--json")
    faults = [one for one in json.loads(looked.stdout)["findings"] if one["state"] == "fault"]
    assert [one["check"] for one in faults if one["check"] not in ("translations", "fonts", "disk")] == []

    backup = tmp_path / "backup.tar"
    assert run("backup", str(backup)).returncode == 0
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert run("backup", str(backup)).returncode == 1
    restored = program("restore", str(backup), "--home", str(tmp_path / "restored"), "--json")
    assert (restored.returncode, json.loads(restored.stdout)["side"]) == (0, "FI-NHI")
    assert "do not run the carrier before" in json.loads(restored.stdout)["caution"]
    there = program("whoami", "--home", str(tmp_path / "restored"), VERBALE_TOKEN=told["token"])
    assert there.returncode == 0
    assert program("restore", str(backup), "--home", str(tmp_path / "restored")).returncode == 1
    assert program("restore", str(tmp_path / "none.tar"), "--home", str(tmp_path / "new")).returncode == 3
    backup.write_bytes(backup.read_bytes()[:5000])
    assert program("restore", str(backup), "--home", str(tmp_path / "new")).returncode == 3
    assert not (tmp_path / "new" / "node.toml").exists()


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--side", "no code", "--admin", "A"], 2),
        (["--side", "DD"], 2),
        (["--side", "DD", "--admin", "A", "--time-zone", "Moon"], 2),
        (["--side", "DD", "--admin", "A", "--language", "xx"], 2),
        (["--side", "DD", "--admin", "A", "--port", "99999"], 2),
    ],
)
def test_a_node_is_not_made_of_nonsense(program, tmp_path, args, code):
    made = program("init", *args, "--home", str(tmp_path / "node"))
    assert (made.returncode, made.stdout) == (code, "")
    assert "Traceback" not in made.stderr


def test_a_database_that_cannot_be_used(node):
    _, run, home = node
    (home / "node.sqlite3").write_bytes(b"no database, but a text that is long enough to be taken for one")
    broken = run("whoami")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert "Traceback" not in broken.stderr
    assert "verbale doctor" in broken.stderr
    assert run("doctor", "--json").returncode == 1


def test_two_ports_of_a_demo_differ(program):
    assert program("demo", "--ports", "8701", "8701").returncode == 2
    assert program("demo", "--catalogue", "none.mrc").returncode == 3
