"""An index that is open: found again while it stays the same, opened anew when it was built again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import tantivy

from verbale.engines.catalogue.errors import NoIndex
from verbale.engines.catalogue.search.compound import compounds
from verbale.engines.catalogue.search.form import BODY, MARK, WORDS, check_whole, schema
from verbale.engines.catalogue.search.words import Words

_MOST_OPEN, _MOST_KEPT = 16, 4096


class Opened:
    """A whole index with the index of its words."""

    def __init__(self, folder: Path) -> None:
        check_whole(folder)
        self.schema = schema()
        try:
            self.searcher = tantivy.Index(self.schema, path=str(folder)).searcher()
            self.words = Words(folder / WORDS)
        except (ValueError, OSError) as fault:
            raise NoIndex(folder=folder.name, why="it is damaged") from fault
        self._compounds: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def has(self, token: str, field: str = BODY) -> bool:
        """Whether any item has a token."""
        return self.searcher.doc_freq(field, token) > 0

    def compounds(self, word: str) -> tuple[str, ...]:
        """The compounds of this catalogue that have a plain word as a part."""
        found = self._compounds.get(word)
        if found is None:
            found = self._compounds[word] = compounds(word, self.words)
            if len(self._compounds) > _MOST_KEPT:
                self._compounds.popitem(last=False)
        return found


_OPEN: OrderedDict[Path, tuple[tuple[int, int], Opened]] = OrderedDict()
_LOCK = Lock()


def opened(folder: Path) -> Opened:
    """The index in a folder. Raises ``NoIndex`` if it is not there, not whole, or of another form."""
    try:
        told = (folder / MARK).stat()
    except OSError as fault:
        raise NoIndex(folder=folder.name, why="it is not there, or of another form") from fault
    mark = (told.st_ino, told.st_mtime_ns)
    with _LOCK:
        kept = _OPEN.get(folder)
        if kept is None or kept[0] != mark:
            kept = _OPEN[folder] = (mark, Opened(folder))
        _OPEN.move_to_end(folder)
        if len(_OPEN) > _MOST_OPEN:
            _OPEN.popitem(last=False)
    return kept[1]


@contextmanager
def reading(folder: Path) -> Iterator[Opened]:
    """The index in a folder, to be read; what turns out damaged then is ``NoIndex``, and is no index from then on."""
    index = opened(folder)
    try:
        yield index
    except BaseException as fault:
        if not _tells_damage(fault):
            raise
        with _LOCK:
            _OPEN.pop(folder, None)
        (folder / MARK).unlink(missing_ok=True)
        raise NoIndex(folder=folder.name, why="it is damaged") from fault


def _tells_damage(fault: BaseException) -> bool:
    """Whether tantivy met bytes that it cannot read: it says so as a ValueError, or panics and names no class."""
    return isinstance(fault, ValueError | OSError) or type(fault).__name__ == "PanicException"


def check_index(folder: Path) -> None:
    """Raises ``NoIndex`` if a folder holds no index that can be searched."""
    opened(folder)
