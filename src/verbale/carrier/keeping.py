"""Where a file that came is kept: moved away once dealt with, held in our inbox while it waits.

A disk may be taken away, or not let us move anything. What waits is therefore copied if it cannot be moved; and what
cannot be moved is known by its state, so that it is no news in the next round, nor taken for a repeat.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings

from verbale.carrier.file_state import DiskState, fingerprint
from verbale.kernel.home import Home
from verbale.kernel.whole_file import copy
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch

_kept: dict[Path, DiskState] = {}
"""What was dealt with and had to be left where it lies; forgotten when the process ends."""


def is_kept(path: Path) -> bool:
    """Whether this file was dealt with in an earlier round and could not be moved."""
    try:
        return path in _kept and _kept[path] == DiskState.at(path)
    except OSError:
        return False


def hold(path: Path, home: Home) -> Path:
    """Takes a file that waits into our inbox, since the disk it lies on may be gone when it is due.

    Returns where it lies now: where it was, if our disk has no room for it.
    """
    if path.parent == home.inbox:
        return path
    try:
        target, there = _free(path, home.inbox)
        if not there:
            size, room = path.stat().st_size, files.room()
            # What one partner lets us hold must leave room for the others.
            if size > min(room // 2, room - settings.CHANNEL_RESERVE):
                return path
            copy(path, target)
    except OSError:
        return path
    _leave(path)
    return target


def put_away(path: Path, home: Home, *, refused: bool) -> bool:
    """Moves a file away that was dealt with; False if its folder does not let us, such as a disk that is read only.

    One that came again after its bytes were erased is deleted, not kept.
    """
    folder = home.inbox / ("refused" if refused else "done")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target, there = _free(path, folder)
        if there or _was_erased(path):
            path.unlink()
        else:
            shutil.move(path, target)
    except OSError:
        if not refused:
            _remember(path)
        return False
    _kept.pop(path, None)
    return True


def _was_erased(path: Path) -> bool:
    return ArrivedPouch.objects.filter(sha256=fingerprint(path)[0], erased_at__isnull=False).exists()


def _free(path: Path, folder: Path) -> tuple[Path, bool]:
    """The name a file gets in a folder, and whether the same bytes lie there under it; another's is never taken."""
    target, (sha256, _) = folder / path.name, fingerprint(path)
    if target.exists() and fingerprint(target)[0] != sha256:
        target = folder / f"{sha256[:16]}-{path.name}"
    return target, target.exists()


def _leave(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        _remember(path)


def _remember(path: Path) -> None:
    try:
        _kept[path] = DiskState.at(path)
    except OSError:
        _kept.pop(path, None)
