"""What waits is held by us: the disk that it came on may be gone when it is due."""

import os
import shutil
from pathlib import Path

import pytest

from tests.carrier.channel import came, order, rounds
from tests.domain.cycle.bureau import acts
from verbale.carrier import carrying, file_state, keeping, opening
from verbale.domain.spine import party
from verbale.kernel import whole_file
from verbale.records.dispatch import ArrivedPouch
from verbale.records.request import Order


@pytest.fixture
def disk(bureau, tmp_path):
    """The folder, on a disk, from which we take the partner's pouches."""
    made = tmp_path / "disk"
    made.mkdir()
    party.set_folders(party=bureau.partner, carry_to="", carry_from=str(made), by=bureau.who("admin"), at=bureau.at())
    return made


@pytest.fixture
def pouches(channel):
    """The bytes of three pouches, in order."""
    return [channel.seal(order(number)) for number in (1, 2, 3)]


@pytest.fixture
def read_only(disk, monkeypatch):
    """The disk lets nothing be moved away."""
    unlink = Path.unlink

    def refuses(path, *told, **more):
        if path.parent == disk:
            raise OSError(30, "Read-only file system", str(path))
        unlink(path, *told, **more)

    def refuses_to_move(path, target):
        refuses(Path(path))

    monkeypatch.setattr(Path, "unlink", refuses)
    monkeypatch.setattr(keeping.shutil, "move", refuses_to_move)
    return disk


def lies(folder):
    return sorted(path.name for path in folder.glob("*.pouch"))


def test_what_waits_on_a_disk_is_taken_into_our_inbox_and_opened_when_the_disk_is_gone(bureau, channel, disk, pouches):
    for number in (3, 2):
        (disk / f"{number}.pouch").write_bytes(pouches[number - 1])
    assert came(bureau) == [("2.pouch", "waiting"), ("3.pouch", "waiting")]
    assert (lies(disk), lies(bureau.home.inbox)) == ([], ["2.pouch", "3.pouch"])
    shutil.rmtree(disk)
    channel.put("1.pouch", pouches[0])
    assert came(bureau) == [("1.pouch", "opened"), ("2.pouch", "opened"), ("3.pouch", "opened")]
    assert (lies(bureau.home.inbox), Order.objects.count()) == ([], 3)


def test_what_waits_on_a_disk_that_is_read_only_is_copied_once(bureau, channel, read_only, pouches, monkeypatch):
    (read_only / "2.pouch").write_bytes(pouches[1])
    assert came(bureau) == [("2.pouch", "waiting")]
    assert (lies(read_only), lies(bureau.home.inbox)) == (["2.pouch"], ["2.pouch"])
    monkeypatch.setattr(keeping, "copy", None)
    assert came(bureau) == [("2.pouch", "waiting")]
    channel.put("1.pouch", pouches[0])
    assert came(bureau) == [("1.pouch", "opened"), ("2.pouch", "opened")]
    assert came(bureau) == []
    assert acts().count("pouch.opened") == 2


def test_a_disk_that_is_read_only_is_known_after_we_were_started_again(
    bureau, channel, read_only, pouches, monkeypatch
):
    (read_only / "2.pouch").write_bytes(pouches[1])
    rounds(bureau)
    monkeypatch.setattr(keeping, "_kept", {})
    assert came(bureau) == [("2.pouch", "waiting")]
    assert lies(bureau.home.inbox) == ["2.pouch"]
    channel.put("1.pouch", pouches[0])
    rounds(bureau)
    monkeypatch.setattr(keeping, "_kept", {})
    assert came(bureau) == []
    assert Order.objects.count() == 2


def test_what_was_opened_on_a_disk_that_is_read_only_is_no_repeat(bureau, channel, read_only, pouches):
    """Else the acknowledgement would be sent in every round in which the disk is there."""
    (read_only / "1.pouch").write_bytes(pouches[0])
    assert came(bureau) == [("1.pouch", "opened")]
    nothing = {"came": [], "sealed": [], "carried": [], "faults": []}
    assert [rounds(bureau) for _ in range(2)] == [nothing] * 2
    (read_only / "1.pouch").write_bytes(pouches[1])
    assert came(bureau) == [("1.pouch", "opened")]


def test_the_same_file_on_the_disk_again_is_not_held_twice(bureau, disk, pouches):
    for _ in range(2):
        (disk / "2.pouch").write_bytes(pouches[1])
        assert came(bureau)[0] == ("2.pouch", "waiting")
    assert (lies(disk), lies(bureau.home.inbox)) == ([], ["2.pouch"])


def test_another_file_of_the_same_name_is_held_beside_it(bureau, channel, disk, pouches):
    (disk / "2.pouch").write_bytes(pouches[1])
    rounds(bureau)
    (disk / "2.pouch").write_bytes(pouches[2])
    rounds(bureau)
    assert sorted(path.read_bytes() for path in bureau.home.inbox.glob("*.pouch")) == sorted(pouches[1:])
    channel.put("1.pouch", pouches[0])
    assert sorted(what for _, what in came(bureau)) == ["opened"] * 3


def test_what_cannot_be_copied_stays_on_the_disk_and_waits_there(bureau, channel, disk, pouches, monkeypatch):
    (disk / "2.pouch").write_bytes(pouches[1])
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "copy", full)
        assert came(bureau) == [("2.pouch", "waiting")]
        assert (lies(disk), lies(bureau.home.inbox)) == (["2.pouch"], [])
    channel.put("1.pouch", pouches[0])
    assert came(bureau) == [("1.pouch", "opened"), ("2.pouch", "opened")]


def test_what_waits_leaves_room_for_the_other_partners(bureau, disk, pouches, monkeypatch, settings):
    settings.CHANNEL_RESERVE = 10**9
    (disk / "2.pouch").write_bytes(pouches[1])
    monkeypatch.setattr(keeping.files, "room", lambda: 10**9 + len(pouches[1]) - 1)
    assert came(bureau) == [("2.pouch", "waiting")]
    assert (lies(disk), lies(bureau.home.inbox)) == (["2.pouch"], [])


@pytest.mark.parametrize("forged", [False, True], ids=["written", "with its old time"])
def test_a_file_that_is_exchanged_while_it_is_opened_is_not_put_on_our_books(
    bureau, disk, pouches, monkeypatch, forged
):
    """Else the second pouch would be known as opened, and never acted on."""
    real = opening.open_pouch

    def exchanged(path, *told, **more):
        before = path.stat()
        path.write_bytes(pouches[0])
        if forged:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return real(path, *told, **more)

    (disk / "x.pouch").write_bytes(pouches[1])
    with monkeypatch.context() as patched:
        patched.setattr(opening, "open_pouch", exchanged)
        assert came(bureau) == [("x.pouch", "unread")]
    assert (ArrivedPouch.objects.count(), Order.objects.count()) == (0, 0)
    (disk / "y.pouch").write_bytes(pouches[1])
    assert came(bureau) == [("x.pouch", "opened"), ("y.pouch", "opened")]


def full(*_):
    raise OSError(28, "No space left on device")


def test_what_is_too_large_for_our_disk_is_not_copied(bureau, disk, pouches, monkeypatch):
    from verbale.carrier import opening

    (disk / "2.pouch").write_bytes(pouches[1])
    room = iter([10**12, 2 * len(pouches[1]) - 1])
    monkeypatch.setattr(opening.files, "room", lambda: next(room))
    assert came(bureau) == [("2.pouch", "waiting")]
    assert (lies(disk), lies(bureau.home.inbox)) == (["2.pouch"], [])


def test_what_it_waits_for_is_told_anew_when_that_changes(bureau, channel, pouches):
    channel.put("3.pouch", pouches[2])
    rounds(bureau)
    channel.put("1.pouch", pouches[0])
    (waits,) = [one["why"] for one in rounds(bureau)["came"] if one["what"] == "waiting"]
    assert waits == "Pouch 3 from “THEIRS” came before pouch 2. Ask for what is missing; this one is opened after it."
    assert list(ArrivedPouch.objects.filter(state="waiting").values_list("clause", "refusal")) == [("5.8", waits)]


def test_a_file_that_lies_there_unchanged_is_read_once(bureau, channel, pouches, monkeypatch):
    path = channel.put("2.pouch", pouches[1])
    read, digest = [], file_state.hashlib.file_digest
    monkeypatch.setattr(
        file_state.hashlib, "file_digest", lambda stream, how: read.append(stream.name) or digest(stream, how)
    )
    for _ in range(3):
        assert came(bureau) == [("2.pouch", "waiting")]
    assert read == [str(path)]
    path.write_bytes(pouches[2])
    rounds(bureau)
    assert read == [str(path)] * 2


def test_a_file_that_is_written_to_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    path = tmp_path / "a.pouch"
    path.write_bytes(b"half")
    digest = file_state.hashlib.file_digest

    def grows(stream, how):
        if path.stat().st_size == 4:
            found = digest(stream, how)
            path.write_bytes(b"half and half")
            return found
        return digest(stream, how)

    monkeypatch.setattr(file_state.hashlib, "file_digest", grows)
    whole = (file_state.hashlib.sha256(b"half and half").hexdigest(), 13)
    assert [file_state.fingerprint(path), file_state.fingerprint(path)] == [whole, whole]


def test_what_lies_in_the_folder_already_is_not_copied_again(bureau, folder, monkeypatch):
    bureau.order({})
    rounds(bureau)
    (path,) = folder.iterdir()
    before = path.stat()  # the time it was last read may differ
    monkeypatch.setattr(carrying, "copy", None)
    bureau.clock.forward(minutes=bureau.partner.resend_after)
    assert rounds(bureau)["carried"] == [{"file": path.name, "partner": "THEIRS"}]
    now = path.stat()
    assert (now.st_ino, now.st_mtime_ns, now.st_size) == (before.st_ino, before.st_mtime_ns, before.st_size)


def test_what_lies_there_damaged_is_laid_there_again(bureau, folder):
    bureau.order({})
    rounds(bureau)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    bureau.clock.forward(minutes=bureau.partner.resend_after)
    rounds(bureau)
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [(path.name, whole)]


def test_our_own_copy_is_whole_before_it_has_its_name(bureau, disk, pouches, monkeypatch):
    (disk / "2.pouch").write_bytes(pouches[1])
    with monkeypatch.context() as patched:
        patched.setattr(whole_file, "settle", full)
        rounds(bureau)
    assert (lies(disk), sorted(path.name for path in bureau.home.inbox.iterdir())) == (["2.pouch"], [])
