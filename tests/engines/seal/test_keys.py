import os
import shutil
import subprocess
import sys

import pytest

from verbale.engines.seal import (
    BadKeyFile,
    KeysExist,
    KeysExposed,
    NoKeys,
    PassphraseNeeded,
    WrongPassphrase,
)
from verbale.engines.seal.keys import NodeKeys, load_keys, make_keys

PASSPHRASE = "eine Wendung mit Wörtern"


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """Keys under a passphrase; working it out is slow on purpose, so they are made once."""
    folder = tmp_path_factory.mktemp("locked") / "keys"
    return folder, make_keys(folder, PASSPHRASE)


def modes(folder):
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_keys_are_made_for_their_owner_alone(tmp_path):
    made = make_keys(tmp_path / "keys")

    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert modes(tmp_path / "keys") == dict.fromkeys(
        ["signing-key", "signing-key.pub", "identity.txt", "recipient.txt", "recovery-key", "recovery-key.pub"], 0o600
    )
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]
    assert load_keys(tmp_path / "keys").public == made.public


def test_they_are_made_so_under_a_loose_umask(tmp_path):
    before = os.umask(0)
    try:
        make_keys(tmp_path / "keys")
    finally:
        os.umask(before)

    load_keys(tmp_path / "keys")


def test_the_engine_alone_does_not_import_the_room_of_keys():
    script = "import sys, verbale.engines.seal; sys.exit('verbale.engines.seal.keys' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_two_nodes_never_have_the_same_keys(tmp_path):
    assert make_keys(tmp_path / "a").public != make_keys(tmp_path / "b").public


def test_keys_are_never_overwritten(tmp_path):
    made = make_keys(tmp_path / "keys")

    with pytest.raises(KeysExist):
        make_keys(tmp_path / "keys")

    assert load_keys(tmp_path / "keys").public == made.public


def test_an_empty_folder_is_taken_and_closed(tmp_path):
    (tmp_path / "keys").mkdir(mode=0o755)

    make_keys(tmp_path / "keys")

    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("there", ["file", "link", "full"])
def test_whatever_else_is_there_is_left_alone(tmp_path, there):
    target = tmp_path / "keys"
    if there == "file":
        target.write_text("x")
    elif there == "link":
        target.symlink_to(tmp_path / "elsewhere")
    else:
        target.mkdir()
        (target / "note").write_text("x")

    with pytest.raises(KeysExist):
        make_keys(target)

    assert {path.name for path in tmp_path.iterdir()} == {"keys"}


def test_nothing_private_shows(tmp_path):
    keys = make_keys(tmp_path / "keys")

    assert repr(keys) == "NodeKeys()"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")
def test_ssh_keygen_reads_the_signing_key(tmp_path):
    made = make_keys(tmp_path / "keys")

    shown = subprocess.run(
        ["ssh-keygen", "-y", "-f", tmp_path / "keys" / "signing-key"], capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == made.public.signing
    assert (tmp_path / "keys" / "signing-key.pub").read_text().strip() == made.public.signing


def test_with_the_passphrase_they_open(locked):
    folder, made = locked

    assert sorted(modes(folder)) == [
        "identity.txt.age", "recipient.txt", "recovery-key", "recovery-key.pub", "signing-key.age", "signing-key.pub"
    ]  # fmt: skip
    assert (folder / "recovery-key").read_bytes().startswith(b"age-encryption.org/v1")
    assert load_keys(folder, PASSPHRASE).public == made.public


@pytest.mark.parametrize("passphrase", [None, ""])
def test_without_the_passphrase_they_do_not(locked, passphrase):
    with pytest.raises(PassphraseNeeded):
        load_keys(locked[0], passphrase)


def test_with_another_passphrase_they_do_not(locked):
    with pytest.raises(WrongPassphrase) as refused:
        load_keys(locked[0], PASSPHRASE + " ")

    assert refused.value.facts == {"folder": locked[0]}


def test_a_damaged_locked_file_is_not_blamed_on_the_passphrase(locked, tmp_path):
    shutil.copytree(locked[0], tmp_path / "keys")
    (tmp_path / "keys" / "identity.txt.age").write_bytes(b"")

    with pytest.raises(BadKeyFile):
        load_keys(tmp_path / "keys", PASSPHRASE)


def test_a_passphrase_that_is_not_needed_does_no_harm(tmp_path):
    made = make_keys(tmp_path / "keys")

    assert load_keys(tmp_path / "keys", "any").public == made.public


@pytest.mark.parametrize("name", ["", "signing-key", "identity.txt"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o777])
def test_keys_that_others_can_reach_are_refused(tmp_path, name, mode):
    make_keys(tmp_path / "keys")
    (tmp_path / "keys" / name).chmod(mode | 0o700)

    with pytest.raises(KeysExposed) as refused:
        load_keys(tmp_path / "keys")

    assert refused.value.facts == {"path": tmp_path / "keys" / name, "why": f"its mode is {mode | 0o700:04o}"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_keys_that_belong_to_somebody_else_are_refused(tmp_path):
    make_keys(tmp_path / "keys")
    os.chown(tmp_path / "keys" / "identity.txt", 65534, 65534)

    with pytest.raises(KeysExposed):
        load_keys(tmp_path / "keys")


@pytest.mark.parametrize("name", ["signing-key", "identity.txt"])
def test_a_missing_file_is_named(tmp_path, name):
    make_keys(tmp_path / "keys")
    (tmp_path / "keys" / name).unlink()

    with pytest.raises(NoKeys) as refused:
        load_keys(tmp_path / "keys")

    assert refused.value.facts == {"folder": tmp_path / "keys", "file": name}


def test_a_missing_folder_holds_no_keys(tmp_path):
    with pytest.raises(NoKeys):
        load_keys(tmp_path / "keys")


@pytest.mark.parametrize("name", ["signing-key", "identity.txt"])
@pytest.mark.parametrize("data", [b"", b"x", b"\xff\xfe", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"])
def test_a_file_that_holds_no_key_is_named(tmp_path, name, data):
    make_keys(tmp_path / "keys")
    (tmp_path / "keys" / name).write_bytes(data)

    with pytest.raises(BadKeyFile) as refused:
        load_keys(tmp_path / "keys")

    assert refused.value.facts["path"] == tmp_path / "keys" / name


def test_a_link_is_not_followed(tmp_path):
    make_keys(tmp_path / "keys")
    (tmp_path / "keys" / "identity.txt").rename(tmp_path / "identity.txt")
    (tmp_path / "keys" / "identity.txt").symlink_to(tmp_path / "identity.txt")

    with pytest.raises(BadKeyFile):
        load_keys(tmp_path / "keys")


def test_an_identity_with_comments_as_age_keygen_writes_it_is_read(tmp_path):
    made = make_keys(tmp_path / "keys")
    path = tmp_path / "keys" / "identity.txt"
    path.write_text(f"# created: 2026-11-21\n# public key: {made.public.recipient}\n{path.read_text()}\n")

    loaded = load_keys(tmp_path / "keys")

    assert isinstance(loaded, NodeKeys)
    assert loaded.public == made.public
