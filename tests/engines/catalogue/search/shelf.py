"""Small catalogues to be searched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from verbale.engines.catalogue import OfferItem, build_index, search


def item(number: int, title: str, language: str = "", **facts: object) -> OfferItem:
    return OfferItem(f"{number:026}", title, language=language, **facts)  # type: ignore[arg-type]


def shelved(folder: Path, *items: OfferItem) -> Path:
    """The index of a catalogue of these items."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "c.jsonl").write_bytes(b"".join(one.line() for one in items))
    build_index(folder / "c.jsonl", folder / "index")
    return folder / "index"


def titled(folder: Path, titles: Sequence[str], language: str = "") -> Path:
    return shelved(folder, *(item(number, title, language) for number, title in enumerate(titles)))


def titles(index: Path, query: str) -> set[str]:
    found = search(index, query, limit=100)
    return set() if found.loosened else {one.title for one in found.items}
