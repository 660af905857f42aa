"""Only the carrier reads the node's keys, and where it cannot, it says so in a sentence."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, modules
from verbale.carrier.own_keys import own_keys, recover, rotate
from verbale.carrier.turn import CarrierBusy, turn
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import make_keys
from verbale.kernel.home import Home, NodeConfig

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def carrier(home, *arguments, **told):
    environment = os.environ | {"VERBALE_HOME": str(home.path)}
    command = [sys.executable, "-m", "verbale.carrier", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **told)


def test_only_the_carrier_imports_the_keys():
    importers = {
        path.relative_to(PACKAGE).parts[0]
        for path in modules(PACKAGE)
        if "seal.keys" in path.read_text("utf-8") and path.relative_to(PACKAGE).parts[:2] != ("engines", "seal")
    }
    assert importers == {"carrier"}


def test_keys_are_made_once_and_their_public_half_shown(home):
    first, second = carrier(home, "keys"), carrier(home, "keys")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == second.stdout != ""
    assert first.stdout.startswith("ssh-ed25519 ")
    assert "PRIVATE" not in first.stdout
    assert "AGE-SECRET" not in first.stdout


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_the_recovery_key_goes_to_the_file_that_is_named(home, tmp_path, monkeypatch, passphrase):
    if passphrase:
        monkeypatch.setenv("VERBALE_PASSPHRASE", passphrase)
    made = carrier(home, "keys", "--recovery-key", str(tmp_path / "safe"))
    again = carrier(home, "keys", "--recovery-key", str(tmp_path / "other"))
    assert (made.returncode, again.returncode, made.stdout) == (0, 0, again.stdout)
    assert PublicKeys.read(made.stdout).recovery != ""
    assert (tmp_path / "safe").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "other").exists()
    assert not (home.keys / "recovery-key").exists()


def test_where_the_recovery_key_cannot_go_no_keys_are_made(home, tmp_path):
    refused = carrier(home, "keys", "--recovery-key", str(tmp_path / "missing" / "safe"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "No keys were made" in refused.stderr
    assert list(home.keys.iterdir()) == []


def test_our_keys_are_rotated_and_recovered(home, tmp_path):
    first = own_keys(home, None, tmp_path / "safe")
    second = rotate(home, None, number=1, at=AT)
    third = recover(home, tmp_path / "safe", None, number=2, at=AT)
    told = [keys.statement.statement for keys in (second, third)]
    assert [(one.side, one.number, one.previous, one.revoked) for one in told] == [
        ("OURS", 1, first.public.fingerprint, False),
        ("OURS", 2, second.public.fingerprint, True),
    ]
    assert own_keys(home, None).public == third.public
    assert carrier(home, "keys").stdout.strip() == third.public.line()


def test_nothing_is_rotated_while_a_carrier_works(home):
    first = own_keys(home, None)
    with turn(home, wait=False), pytest.raises(CarrierBusy):
        rotate(home, None, number=1, at=AT)
    assert [one.public for one in own_keys(home, None).generations] == [first.public]


def exposed(home):
    make_keys(home.keys)
    home.keys.chmod(0o755)


def empty(home):
    del home


def damaged(home):
    make_keys(home.keys)
    (home.keys / "signing-key").write_text("no key")


def locked(home):
    make_keys(home.keys, "open sesame")


@pytest.mark.parametrize(
    ("spoil", "sentence", "code"),
    [
        (exposed, "can be reached by others (its mode is 0755)", 1),
        (empty, "There are no keys in", 1),
        (damaged, "signing-key holds no key that Verbale can use", 3),
        (locked, "are protected by a passphrase. Give it.", 1),
    ],
)
def test_keys_that_cannot_be_used_are_a_sentence(home, spoil, sentence, code):
    spoil(home)
    for_round = carrier(home, "run", "--once")
    assert sentence in for_round.stderr
    assert (for_round.returncode, for_round.stdout) == (code, "")
    assert "Traceback" not in for_round.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("command", [("keys",), ("run", "--once")])
def test_another_user_cannot_read_the_keys_and_is_told_so(command):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder) / "home")
        home.create(NodeConfig(side="OURS"), secret="a secret")
        home.secret_file.chmod(0o644)
        home.keys.rmdir()
        make_keys(home.keys)
        # The program is read before the other user is become, who may not be allowed to read this project.
        told = "import os, verbale.carrier.__main__ as carrier; carrier._start_django(); import verbale.carrier.rounds"
        command = [sys.executable, "-c", f"{told}; os.setuid(65534); carrier.main()", *command]
        environment = os.environ | {"VERBALE_HOME": str(home.path)}
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert str(home.keys) in run.stderr
    assert "Traceback" not in run.stderr
