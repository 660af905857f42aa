"""Erasing across the floors: after the rows, everything of it that lies on our disk, and what the database left behind.

What must go is written down with the rows, so this can be done again at any time, and is: a killed process, or a
partner that sends an erased pouch once more, leaves nothing for longer than until the next time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import OperationalError, connection, transaction

from verbale.domain.spine import erasure as act
from verbale.journeys.daily import clear_quarantine
from verbale.kernel.whole_file import sha256_of
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.document import FileState, StoredFile
from verbale.records.erasure import Erasure, ErasureCopy, ErasureState
from verbale.records.party import Party
from verbale.records.person import Person

_TABLES = (
    "document", "storedfile", "message", "journalpayload", "correspondence", "order", "orderline", "need", "needline",
    "contactunit", "approvalstep", "receivedcatalogue", "edition", "job",
)  # fmt: skip
"""The tables of which rows are erased."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was taken off the disk: files and folders, as paths within the home or a partner's folder.

    ``compacted`` is False where others held the database, so that old pages of it may still hold what was erased
    before the node learned to overwrite what it deletes.
    """

    removed: tuple[Path, ...]
    compacted: bool


def confirm(*, erasure: Erasure, by: Person, at: datetime, second_factor: bool = False) -> tuple[Erasure, Cleared]:
    """The second person's act, with all that follows: rows, files, indexes, pouches, spool, database pages."""
    kept = act.confirm(erasure=erasure, by=by, at=at, second_factor=second_factor)
    cleared = clear(at=at)
    kept.refresh_from_db()
    return kept, cleared


def clear(*, at: datetime) -> Cleared:
    """Takes off the disk all that was ever erased and lies there again or still; call it outside a transaction."""
    open_ones = Erasure.objects.filter(state=ErasureState.DONE, cleared_at__isnull=True)
    fresh = list(open_ones.values_list("pk", flat=True))
    removed = [*_from_store(), *_folders(), *_pouches_out(), *_pouches_in(), *_leftovers()]
    if fresh:
        removed += [*_spooled()]
        clear_quarantine(at=at)
    compacted = compact() if fresh else True
    Erasure.objects.filter(pk__in=fresh).update(cleared_at=at)
    return Cleared(tuple(removed), compacted)


def compact() -> bool:
    """Writes the database anew without what it deleted, and empties its log; False if somebody else holds it.

    PostgreSQL does the same for the tables concerned; its own archive of logs is for whoever runs it.
    """
    with connection.cursor() as cursor:
        try:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA secure_delete=ON")
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                for table in _TABLES:
                    cursor.execute(f"VACUUM FULL records_{table}")
        except OperationalError:
            return False
    return True


def _from_store() -> Iterator[Path]:
    """The files of the store; one that came again since, and was taken anew, stays."""
    for sha256 in sorted(set(ErasureCopy.objects.filter(place="store").values_list("name", flat=True))):
        path = files.path_of(sha256)
        if not path.is_file():
            continue
        with transaction.atomic():
            row = StoredFile.objects.select_for_update().filter(pk=sha256).first()
            if row is None or row.state == FileState.ERASED:
                path.unlink()
                yield path


def _folders() -> Iterator[Path]:
    parents = {"index": files.home().indexes, "edition": files.home().editions}
    for place, name in ErasureCopy.objects.filter(place__in=parents).values_list("place", "name"):
        folder = parents[place] / name
        if name and Path(name).name == name and folder.is_dir():
            shutil.rmtree(folder)
            yield folder


def _pouches_out() -> Iterator[Path]:
    """Our sealed pouches: in the outbox, and where they were laid for the partner."""
    for row in Pouch.objects.filter(erased_at__isnull=False).select_related("partner"):
        folders = [files.home().outbox, *([Path(row.partner.carry_to)] if row.partner.carry_to else [])]
        yield from _unlinked((folder / row.file_name for folder in folders), row.sha256)


def _pouches_in() -> Iterator[Path]:
    """Pouches that came: in the inbox, beside it where they were put away, and where the partner laid them."""
    inbox = files.home().inbox
    laid = [Path(one) for one in Party.objects.exclude(carry_from="").values_list("carry_from", flat=True)]
    for row in ArrivedPouch.objects.filter(erased_at__isnull=False):
        names = [Path(row.file_name).name, f"{row.sha256[:16]}-{Path(row.file_name).name}"]
        folders = [inbox, inbox / "done", inbox / "refused", *laid]
        yield from _unlinked((folder / name for folder in folders for name in names if name), row.sha256)


def _unlinked(paths: Iterator[Path], sha256: str) -> Iterator[Path]:
    for path in paths:
        if path.is_file() and not path.is_symlink() and sha256_of(path) == sha256:
            try:
                path.unlink()
            except OSError:
                continue  # The partner's folder may be read only: what lies there is the partner's.
            yield path


def _leftovers() -> Iterator[Path]:
    """What a killed process left of an erased file in quarantine."""
    gone = set(ErasureCopy.objects.filter(place="store").values_list("name", flat=True))
    gone -= set(StoredFile.objects.exclude(state=FileState.ERASED).filter(pk__in=gone).values_list("pk", flat=True))
    folder = files.home().quarantine
    for path in sorted(folder.rglob("*")) if gone and folder.is_dir() else []:
        try:
            if path.is_file() and not path.is_symlink() and sha256_of(path) in gone:
                path.unlink()
                yield path
        except FileNotFoundError:
            continue  # Whoever works there was faster.


def _spooled() -> Iterator[Path]:
    """Mail that could not be sent tells of things by name; it is a copy, and the next digest is written afresh."""
    folder = files.home().mail
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_file():
            path.unlink()
            yield path
