"""A node whose disk is full: a clear sentence, nothing half done, and it goes on once there is room.

The home, with its database, lies on a small disk of its own in memory; where none can be mounted, these are skipped.
"""

import io
import os
import shutil
import subprocess

import pytest

from tests.faults import acts
from tests.faults.node import BEGIN, Database
from verbale.carrier import sealing
from verbale.carrier.rounds import round_trip
from verbale.domain.spine import document, journal, party
from verbale.engines.inspection import Inspection
from verbale.kernel.clock import SetClock
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch, Message, Pouch
from verbale.records.document import StoredFile
from verbale.records.party import Party

pytestmark = pytest.mark.django_db
SIZE = 12 * 1024 * 1024


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("disk")
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no small disk can be mounted: {made.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


class Pair:
    """The node on the small disk, and its partner's on a large one."""

    def __init__(self, templates, disk, large):
        self.disk, self.clock = disk, SetClock(BEGIN)
        (disk / "NORTH" / "home").mkdir(parents=True)
        on_disk = Database(name=str(disk / "NORTH" / "home" / "node.sqlite3"))
        self.ours = templates.copy("NORTH", disk, on_disk)
        self.theirs = templates.copy("SOUTH", large, Database())

    def fill(self, left):
        """Leaves so many bytes of the disk."""
        (self.disk / "filler").write_bytes(b"\xff" * (shutil.disk_usage(self.disk).free - left))

    def make_room(self):
        (self.disk / "filler").unlink()

    def round(self, node):
        at = self.clock.forward(minutes=1)
        with node.working():
            return round_trip(keys=node.keys, at=at, clock=SetClock(at))

    def mark(self, node, number):
        with node.working():
            acts.mark(number, self.clock.forward(minutes=1))

    def hand_over(self, source, target):
        for path in (source.home.path.parent / "to").glob("*.pouch"):
            shutil.move(path, target.home.path.parent / "from" / path.name)

    def parts(self):
        """What is half written."""
        return sorted(path.name for path in self.disk.rglob("*") if path.name.startswith(".") or "part" in path.name)


@pytest.fixture
def pair(templates, disk, tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "_inspected", lambda *told: Inspection("", 0, ()))
    with acts.marks_understood():
        pair = Pair(templates, disk, tmp_path)
        yield pair
    pair.ours.database.raw.close()
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_an_upload_is_refused_and_nothing_of_it_is_kept(pair):
    pair.fill(left=300_000)
    with pair.ours.working():
        with pytest.raises(files.DiskFull) as refused:
            document.store(io.BytesIO(b"x" * 400_000), name="report.pdf", at=BEGIN)
        assert "no room on the disk for “report.pdf”" in refused.value.sentence()
        assert (StoredFile.objects.count(), pair.parts()) == (0, [])
        pair.make_room()
        assert document.store(io.BytesIO(b"x" * 400_000), name="report.pdf", at=BEGIN).size == 400_000


@pytest.mark.parametrize("left", [0, 4096, 40_000, 80_000, 140_000])
def test_sealing_waits_for_room(pair, left):
    pair.mark(pair.ours, 1)
    pair.fill(left)
    done = pair.round(pair.ours)
    with pair.ours.working():
        sealed = Pouch.objects.count()
        assert Message.objects.filter(state="queued").count() == 1 - sealed
        assert len(list(pair.ours.home.outbox.iterdir())) in (sealed, 1)
        assert journal.verify()
    assert any("No space left" in said or "full" in said for said in done["faults"]) or (sealed and not done["faults"])
    assert pair.parts() == []
    pair.make_room()
    pair.round(pair.ours)
    pair.hand_over(pair.ours, pair.theirs)
    pair.round(pair.theirs)
    with pair.theirs.working():
        assert acts.marks_made() == [1]
        assert ArrivedPouch.objects.get().number == 1


@pytest.mark.parametrize("left", [0, 8192, 60_000, 150_000, 250_000])
def test_what_came_is_opened_once_there_is_room(pair, left):
    pair.mark(pair.theirs, 2)
    pair.round(pair.theirs)
    pair.hand_over(pair.theirs, pair.ours)
    pair.fill(left)
    done = pair.round(pair.ours)
    with pair.ours.working():
        opened = acts.marks_made()
        assert opened in ([], [2])
        assert ArrivedPouch.objects.filter(state="refused").count() == 0
        assert journal.verify()
    assert [one["what"] for one in done["came"]] == (["opened"] if opened else ["unread"])
    assert all(one["why"] for one in done["came"] if one["what"] == "unread")
    assert pair.parts() == []
    pair.make_room()
    pair.round(pair.ours)
    with pair.ours.working():
        assert acts.marks_made() == [2]


def test_a_partners_full_disk_keeps_the_pouch_with_us(pair):
    """The folder to which we carry lies on the full disk, our home does not."""
    node = pair.theirs
    with node.working():
        partner = Party.objects.partners().get()
        to = pair.disk / "stick"
        to.mkdir()
        party.set_folders(
            party=partner, carry_to=str(to), carry_from=partner.carry_from, by=acts.who("admin"), at=BEGIN
        )
    pair.mark(node, 3)
    pair.fill(left=20_000)
    done = pair.round(node)
    assert ([one["number"] for one in done["sealed"]], done["carried"]) == ([1], [])
    assert ["No space left on device" in said for said in done["faults"]] == [True]
    assert list(to.iterdir()) == []
    pair.make_room()
    assert [one["file"] for one in pair.round(node)["carried"]] == [path.name for path in to.iterdir()]
