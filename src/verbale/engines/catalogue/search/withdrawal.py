"""Items taken out of an index, once their partner offers them no longer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import tantivy

from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.search.form import MARK, mark_whole, schema
from verbale.engines.catalogue.search.opened import check_index

_HEAP = 32 * 1024 * 1024


def withdraw_items(folder: Path, identifiers: Iterable[str]) -> None:
    """Takes items out of an index; those that it does not have change nothing. Who reads it sees the old or the new.

    The index is not built again: what is written anew is only which of its items count. Its files are shared with the
    old one until that goes. Raises ``NoIndex``, ``BeingWritten``, OSError for the disk.
    """
    check_index(folder)
    with published(folder, replace=True) as part:
        _share(folder, part)
        index = tantivy.Index(schema(), path=str(part))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for identifier in identifiers:
            writer.delete_documents_by_term("identifier", identifier)
        writer.commit()
        writer.wait_merging_threads()
        mark_whole(part)


def _share(folder: Path, part: Path) -> None:
    for path in sorted(folder.rglob("*")):
        target = part / path.relative_to(folder)
        if path.is_dir():
            target.mkdir()
        elif path.name != MARK and not path.name.endswith(".lock"):
            os.link(path, target)
