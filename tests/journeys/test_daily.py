"""What the node does by itself: what a killed process left in quarantine goes after a day."""

import os
from datetime import timedelta

from verbale.journeys.daily import clear_quarantine


def test_only_what_is_old_is_removed_from_quarantine(home, clock):
    for name, hours in (("copy-old", 30), ("copy-new", 3)):
        folder = home.quarantine / name
        folder.mkdir(parents=True)
        (folder / "copy.pdf").write_bytes(b"%PDF-1.7")
        moment = (clock.now() - timedelta(hours=hours)).timestamp()
        os.utime(folder, (moment, moment))
    assert clear_quarantine(at=clock.now()) == ["copy-old"]
    assert [path.name for path in home.quarantine.iterdir()] == ["copy-new"]


def test_a_home_without_quarantine_has_nothing_to_clear(home, clock):
    if home.quarantine.is_dir():
        home.quarantine.rmdir()
    assert clear_quarantine(at=clock.now()) == []
