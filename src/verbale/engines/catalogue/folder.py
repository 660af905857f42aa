"""A folder that appears whole or not at all: written under another name, synced, renamed.

Two writers at once are kept apart by a lock. What an interrupted one left behind is removed by the next that writes
beside it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from verbale.engines.catalogue.errors import BeingWritten, FolderTaken
from verbale.kernel.whole_file import sync

_LOCK, _PART = "lock", ".part"


@contextmanager
def published(folder: Path, *, replace: bool = False) -> Iterator[Path]:
    """Gives an empty folder to write into; on leaving without an error it becomes ``folder``.

    Raises ``FolderTaken`` if the folder is there already and is not to be replaced, ``BeingWritten`` if somebody
    else writes it. On an error nothing of it stays.
    """
    if folder.exists() and not replace:
        raise FolderTaken(folder=folder.name)
    part = folder.with_name(f".{folder.name}{_PART}")
    part.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with _locked(part.parent):
            part.mkdir(exist_ok=True)
            _remove_abandoned(part)
            lock = held.enter_context((part / _LOCK).open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise BeingWritten(folder=folder.name) from fault
        try:
            _empty(part)
            yield part
            _put(part, folder, replace=replace)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One at a time begins to write in a folder: who begins must not be taken for a writer who is no more."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _remove_abandoned(part: Path) -> None:
    """Removes the other parts beside this one whose writers are no more: nobody holds their locks."""
    for other in part.parent.glob(f".*{_PART}"):
        if other == part:
            continue
        try:
            with (other / _LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(other)
        except OSError:
            continue  # it is being written, or was just published


def _empty(part: Path) -> None:
    for left in part.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != _LOCK:
            left.unlink()


def _put(part: Path, folder: Path, *, replace: bool) -> None:
    for path in part.rglob("*"):
        sync(path)
    sync(part)
    if folder.exists():
        if not replace:
            raise FolderTaken(folder=folder.name)
        old = folder.with_name(f".{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
        part.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        part.rename(folder)
    (folder / _LOCK).unlink()
    sync(folder.parent)
