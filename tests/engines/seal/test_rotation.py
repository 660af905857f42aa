"""Keys replaced: by rotation, by recovery, and with the power going at every step."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from datetime import UTC, datetime

import pyrage
import pytest

from tests.engines.seal.quick_lock import quick_lock
from verbale.engines.seal import BadKeyFile, KeysExposed, NoKeys, PassphraseNeeded, WrongPassphrase
from verbale.engines.seal.keys import (
    NoSuchKeys,
    NotTheRecoveryKey,
    RecoveryKeyNeeded,
    RecoveryKeyNotWritten,
    WhichKeys,
    load_keys,
    make_keys,
    placing,
    recover_keys,
    rotate_keys,
    safe,
)
from verbale.engines.seal.statement import KeyStatement, load_keys_file, verify_statement

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FACTS = {"side": "DD", "number": 1, "at": AT}
WAYS = [None, "eine Wendung mit Wörtern"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    for room in (placing, safe):
        monkeypatch.setattr(room, "lock", quick_lock)


@pytest.fixture(params=WAYS, ids=["plain", "locked"])
def node(request, tmp_path):
    """The folder of keys, the file of the recovery key, the keys, the passphrase."""
    made = make_keys(tmp_path / "keys", request.param, tmp_path / "safe")
    return tmp_path / "keys", tmp_path / "safe", made, request.param


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def raw(key):
    return key.private_bytes_raw()


def test_the_recovery_key_is_written_once_and_elsewhere(node):
    folder, safe, made, passphrase = node

    assert safe.stat().st_mode & 0o777 == 0o600
    assert not (folder / "recovery-key").exists()
    assert (folder / "recovery-key.pub").read_text().strip() == made.public.recovery
    assert load_keys(folder, passphrase).public == made.public
    data = safe.read_bytes()
    assert data.startswith(b"age-encryption.org/v1" if passphrase else b"-----BEGIN OPENSSH PRIVATE KEY-----")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen (openssh-client) is missing")
def test_ssh_keygen_reads_the_recovery_key(tmp_path):
    made = make_keys(tmp_path / "keys", None, tmp_path / "safe")
    shown = subprocess.run(["ssh-keygen", "-y", "-f", tmp_path / "safe"], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == made.public.recovery


@pytest.mark.parametrize("place", ["taken", "missing/safe", "folder"])
def test_where_the_recovery_key_cannot_go_no_keys_are_made(tmp_path, place):
    (tmp_path / "taken").write_text("x")
    (tmp_path / "folder").mkdir()

    with pytest.raises(RecoveryKeyNotWritten) as refused:
        make_keys(tmp_path / "keys", None, tmp_path / place)

    assert refused.value.facts["path"] == tmp_path / place
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "taken"]
    assert (tmp_path / "taken").read_text() == "x"


def test_a_recovery_key_never_takes_the_place_of_another_key(tmp_path):
    with pytest.raises(RecoveryKeyNotWritten):
        make_keys(tmp_path / "keys", None, tmp_path / "keys" / "signing-key")

    assert list(tmp_path.iterdir()) == []


def test_rotation_keeps_everything_and_says_what_it_did(node):
    folder, _, made, passphrase = node
    before = files(folder)

    new = rotate_keys(folder, passphrase, **FACTS)

    said = new.statement.statement
    assert said == KeyStatement("DD", 1, made.public.fingerprint, new.public, False, AT)
    assert verify_statement(said, new.statement.signature, made.public, side="DD", number=1) == "signing"
    assert (new.public.recovery, new.public.signing == made.public.signing) == (made.public.recovery, False)
    assert new.public.recipient != made.public.recipient
    assert before.items() <= files(folder).items()
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert (folder / "2").stat().st_mode & 0o777 == 0o700
    assert load_keys_file(folder / "2" / "statement.keys") == new.statement


def test_after_several_rotations_every_key_is_there(node):
    folder, _, first, passphrase = node
    second = rotate_keys(folder, passphrase, **FACTS)
    third = rotate_keys(folder, passphrase, side="DD", number=2, at=AT)

    loaded = load_keys(folder, passphrase)

    publics = [keys.public for keys in (first, second, third)]
    assert [one.public for one in loaded.generations] == [one.public for one in third.generations] == publics
    assert [str(one) for one in loaded.identities] == [str(keys.identity) for keys in (third, second, first)]
    for keys in (first, second, third):
        assert raw(loaded.signing_for(keys.public.fingerprint)) == raw(keys.signing)
        assert bytes(pyrage.decrypt(pyrage.encrypt(b"x", [keys.identity.to_public()]), loaded.identities)) == b"x"
    assert [one.statement for one in loaded.generations] == [None, second.statement, third.statement]
    with pytest.raises(NoSuchKeys):
        loaded.signing_for("SHA256:none")
    assert "Generation(public=" in repr(loaded.generations)
    assert "SECRET" not in repr(loaded.generations)
    assert repr(loaded) == "NodeKeys()"


def test_with_a_passphrase_nothing_lies_open(node):
    folder, _, made, passphrase = node
    new = rotate_keys(folder, passphrase, **FACTS)
    if passphrase is None:
        pytest.skip("these keys have no passphrase")

    secrets = [str(made.identity).encode(), str(new.identity).encode(), b"PRIVATE KEY"]
    assert [path for path, data in files(folder).items() for secret in secrets if secret in data] == []
    for wrong, refusal in ((None, PassphraseNeeded), ("other", WrongPassphrase)):
        with pytest.raises(refusal):
            load_keys(folder, wrong)
        with pytest.raises(refusal):
            rotate_keys(folder, wrong, **FACTS)


def test_rotation_may_lock_what_was_open(tmp_path):
    first = make_keys(tmp_path / "keys")
    rotate_keys(tmp_path / "keys", "sesame", **FACTS)

    assert str(load_keys(tmp_path / "keys", "sesame").identities[1]) == str(first.identity)
    with pytest.raises(PassphraseNeeded):
        load_keys(tmp_path / "keys")


def test_a_new_recovery_key_is_signed_for_by_the_present_one(node, tmp_path):
    folder, safe, made, passphrase = node
    with pytest.raises(RecoveryKeyNeeded):
        rotate_keys(folder, passphrase, new_recovery_to=tmp_path / "safe2", **FACTS)

    new = rotate_keys(folder, passphrase, new_recovery_to=tmp_path / "safe2", recovery=safe, **FACTS)

    said, signature = new.statement.statement, new.statement.signature
    assert verify_statement(said, signature, made.public, side="DD", number=1) == "recovery"
    assert (said.revoked, said.keys.recovery == made.public.recovery) == (False, False)
    assert (tmp_path / "safe2").stat().st_mode & 0o777 == 0o600
    with pytest.raises(NotTheRecoveryKey):
        recover_keys(folder, safe, passphrase, side="DD", number=2, at=AT)
    assert recover_keys(folder, tmp_path / "safe2", passphrase, side="DD", number=2, at=AT).recovery == new.recovery


def test_a_side_without_a_recovery_key_takes_one(tmp_path):
    folder = tmp_path / "keys"
    make_keys(folder, None, tmp_path / "lost")
    (folder / "recovery-key.pub").unlink()
    old = load_keys(folder).public
    assert old.recovery == ""

    new = rotate_keys(folder, None, new_recovery_to=tmp_path / "safe", **FACTS)

    assert verify_statement(new.statement.statement, new.statement.signature, old, side="DD", number=1) == "signing"
    assert recover_keys(folder, tmp_path / "safe", side="DD", number=2, at=AT).recovery == new.recovery != ""


@pytest.mark.parametrize("there", ["taken", "missing/safe"])
def test_where_a_new_recovery_key_cannot_go_nothing_changes(node, tmp_path, there):
    folder, safe, _, passphrase = node
    (tmp_path / "taken").write_text("x")
    before = files(folder)

    with pytest.raises(RecoveryKeyNotWritten):
        rotate_keys(folder, passphrase, new_recovery_to=tmp_path / there, recovery=safe, **FACTS)

    assert (files(folder), (tmp_path / "taken").read_text()) == (before, "x")


@pytest.mark.parametrize("lost", [False, True])
def test_recovery_replaces_a_key_that_is_stolen_or_lost(node, lost):
    folder, safe, made, passphrase = node
    if lost:
        for path in folder.glob("signing-key*"):
            if path.suffix != ".pub":
                path.unlink()

    new = recover_keys(folder, safe, passphrase, **FACTS)

    said, signature = new.statement.statement, new.statement.signature
    assert verify_statement(said, signature, made.public, side="DD", number=1) == "recovery"
    assert said == KeyStatement("DD", 1, made.public.fingerprint, new.public, True, AT)
    loaded = load_keys(folder, passphrase)
    assert (loaded.public, loaded.statement, loaded.recovery) == (new.public, new.statement, made.recovery)
    assert [str(one) for one in loaded.identities] == [str(new.identity), str(made.identity)]
    assert (loaded.generations[0].signing is None) is lost


@pytest.mark.parametrize("name", ["signing-key", "identity.txt"])
def test_a_damaged_key_is_recovered_from(tmp_path, name):
    folder = tmp_path / "keys"
    make_keys(folder, None, tmp_path / "safe")
    (folder / name).write_bytes(b"damaged")
    with pytest.raises(BadKeyFile):
        load_keys(folder)

    recover_keys(folder, tmp_path / "safe", **FACTS)

    loaded = load_keys(folder)
    assert (loaded.generations[0].signing, loaded.generations[0].identity).count(None) == 1
    with pytest.raises(NoSuchKeys) if name == "signing-key" else pytest.raises(StopIteration):
        loaded.signing_for(loaded.generations[0].public.fingerprint)
        next(iter(loaded.identities[1:]))


@pytest.mark.parametrize("home", ["missing", "empty", "safe inside"])
def test_recovery_on_a_fresh_home(node, tmp_path, home):
    folder, safe, made, passphrase = node
    fresh = tmp_path / "fresh" / "keys"
    if home != "missing":
        fresh.mkdir(mode=0o700, parents=True)
    if home == "safe inside":
        safe = safe.rename(fresh / "recovery-key")
    with pytest.raises(WhichKeys):
        recover_keys(fresh, safe, passphrase, **FACTS)

    new = recover_keys(fresh, safe, passphrase, replaced=made.public, **FACTS)

    assert verify_statement(new.statement.statement, new.statement.signature, made.public, side="DD", number=1)
    loaded = load_keys(fresh, passphrase)
    assert (loaded.public, loaded.older, loaded.statement) == (new.public, (), new.statement)
    again = rotate_keys(fresh, passphrase, side="DD", number=2, at=AT)
    assert [one.public for one in load_keys(fresh, passphrase).generations] == [new.public, again.public]


def test_a_thief_who_replaced_our_keys_is_shut_out(tmp_path):
    """The partner was told of the thief's keys; the recovery key in that line is still ours (1.5)."""
    folder = tmp_path / "keys"
    ours = make_keys(folder, None, tmp_path / "safe")
    shutil.copytree(folder, tmp_path / "stolen")
    theirs = rotate_keys(tmp_path / "stolen", None, **FACTS)

    back = recover_keys(folder, tmp_path / "safe", replaced=theirs.public, side="DD", number=2, at=AT)

    said, signature = back.statement.statement, back.statement.signature
    assert verify_statement(said, signature, theirs.public, side="DD", number=2) == "recovery"
    assert load_keys(folder).generations[0].public == ours.public


def test_another_recovery_key_is_refused(node, tmp_path):
    folder, _, _, passphrase = node
    make_keys(tmp_path / "other", None, tmp_path / "others-safe")
    before = files(folder)

    with pytest.raises(NotTheRecoveryKey):
        recover_keys(folder, tmp_path / "others-safe", passphrase, **FACTS)
    with pytest.raises(NoKeys):
        recover_keys(folder, tmp_path / "none", passphrase, **FACTS)
    (tmp_path / "others-safe").chmod(0o644)
    with pytest.raises(KeysExposed):
        recover_keys(folder, tmp_path / "others-safe", passphrase, **FACTS)

    assert files(folder) == before


def test_a_recovery_key_may_have_a_passphrase_of_its_own(tmp_path):
    folder, safe = tmp_path / "keys", tmp_path / "safe"
    make_keys(folder, "of the safe", safe)
    public = load_keys(folder, "of the safe").public
    shutil.rmtree(folder)

    with pytest.raises(PassphraseNeeded):
        recover_keys(folder, safe, replaced=public, **FACTS)
    with pytest.raises(WrongPassphrase):
        recover_keys(folder, safe, "of the node", replaced=public, **FACTS)
    recover_keys(folder, safe, replaced=public, recovery_passphrase="of the safe", **FACTS)

    assert load_keys(folder).recovery == public.recovery


@pytest.mark.parametrize("name", ["", "identity.txt", "2", "2/signing-key", "2/statement.keys"])
def test_old_keys_that_others_can_reach_are_refused_too(tmp_path, name):
    folder = tmp_path / "keys"
    make_keys(folder)
    rotate_keys(folder, None, **FACTS)
    rotate_keys(folder, None, side="DD", number=2, at=AT)
    (folder / name).chmod(0o755)

    with pytest.raises(KeysExposed) as refused:
        load_keys(folder)

    assert refused.value.facts["path"] == folder / name


@pytest.mark.parametrize("name", ["signing-key.pub", "recipient.txt", "statement.keys"])
def test_damaged_public_halves_are_named(tmp_path, name):
    folder = tmp_path / "keys"
    make_keys(folder)
    rotate_keys(folder, None, **FACTS)
    rotate_keys(folder, None, side="DD", number=2, at=AT)
    (folder / "2" / name).write_bytes(b"\xff damaged")

    with pytest.raises(BadKeyFile):
        load_keys(folder)


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    folder = tmp_path / "keys"
    make_keys(folder)
    (folder / ".new-left").mkdir()
    (folder / ".new-left" / "signing-key").write_text("x")
    assert len(load_keys(folder).generations) == 1

    rotate_keys(folder, None, **FACTS)

    assert not list(folder.glob(".new-*"))


STEPS = ("open", "fsync", "mkdir", "rename", "rmdir", "unlink")


class Steps:
    """Counts what is asked of the system, before and after each; at a given one, something happens."""

    def __init__(self, at, happens):
        self.at, self.happens, self.count = at, happens, 0

    def __enter__(self):
        self.kept = {name: getattr(os, name) for name in STEPS}
        for name, real in self.kept.items():
            setattr(os, name, self.wrapped(real))
        return self

    def __exit__(self, *_):
        for name, real in self.kept.items():
            setattr(os, name, real)

    def wrapped(self, real):
        def step(*arguments, **options):
            self.tick()
            done = real(*arguments, **options)
            self.tick()
            return done

        return step

    def tick(self):
        self.count += 1
        if self.count == self.at:
            self.happens()


def fails():
    raise OSError(28, "No space left on device")


def dies():
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(work):
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def stopped_at(step, work, way):
    """Whether the work came so far that it was stopped at this step."""
    if way == "killed":

        def watched():
            with Steps(step, dies):
                work()

        return in_a_child(watched)
    with Steps(step, fails) as counted, suppress(OSError, RecoveryKeyNotWritten):
        work()
    return counted.count >= step


def every_step(tmp_path, way, prepare):
    """Does the work in a fresh place, stopped one step later each time, until it comes through."""
    for step in range(1, 500):
        place = tmp_path / str(step)
        place.mkdir()
        work, check = prepare(place)
        stopped = stopped_at(step, work, way)
        check(stopped)
        if not stopped:
            assert step > 20
            return
    raise AssertionError("it never came through")


@pytest.mark.parametrize("way", ["killed", "no room"])
def test_a_rotation_that_breaks_off_leaves_the_old_keys_or_the_new(tmp_path, way):
    first = make_keys(tmp_path / "keys", None, tmp_path / "safe")
    seen = set()

    def prepare(place):
        shutil.copytree(tmp_path / "keys", place / "keys")
        shutil.copy2(tmp_path / "safe", place / "safe")

        def work():
            rotate_keys(place / "keys", None, new_recovery_to=place / "safe2", recovery=place / "safe", **FACTS)

        def check(stopped):
            loaded = load_keys(place / "keys")
            assert loaded.generations[0].public == first.public
            assert raw(loaded.generations[0].signing) == raw(first.signing)
            assert str(loaded.identities[-1]) == str(first.identity)
            seen.add(len(loaded.generations))
            if len(loaded.generations) == 2:
                assert loaded.statement.statement.keys == loaded.public
                recover_keys(place / "keys", place / "safe2", side="DD", number=2, at=AT)
            elif way == "no room":
                assert not (place / "safe2").exists()
            assert stopped or len(loaded.generations) == 2

        return work, check

    every_step(tmp_path, way, prepare)
    assert seen == {1, 2}


@pytest.mark.parametrize("way", ["killed", "no room"])
def test_a_making_that_breaks_off_leaves_no_keys_or_all(tmp_path, way):
    seen = set()

    def prepare(place):
        def work():
            make_keys(place / "keys", None, place / "safe")

        def check(stopped):
            made = (place / "keys").exists()
            seen.add(made)
            assert stopped or made
            if made:
                keys = load_keys(place / "keys")
                assert recover_keys(place / "keys", place / "safe", **FACTS).recovery == keys.recovery
            elif way == "no room":
                assert not (place / "safe").exists()

        return work, check

    every_step(tmp_path, way, prepare)
    assert seen == {False, True}
