"""The files that came: where they lie, how they are named in what is told, and what became of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verbale.carrier.trouble import one_line
from verbale.kernel.home import Home
from verbale.records.party import Party

OPENED, WAITING, UNREAD, SEEN, REFUSED = "opened", "waiting", "unread", "seen before", "refused"


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file that came: opened, seen before, waiting, unread for a fault of our disk, or refused
    with the sentence why."""

    file_name: str
    what: str
    why: str = ""


def lying(home: Home, partners: list[Party], suffix: str) -> Iterator[Path]:
    """The files with this ending that lie in our inbox and in the partners' folders, by name."""
    folders = [home.inbox, *(Path(partner.carry_from) for partner in partners if partner.carry_from)]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.glob(f"*{suffix}") if path.is_file() and not path.is_symlink())


def shown(path: Path) -> str:
    """A file's name as one line of text; whoever carries a disk may write names that are none."""
    return one_line(os.fsencode(path.name).decode("utf-8", "replace"))
