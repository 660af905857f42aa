"""How well, and how fast, a partner's catalogue is searched.

``python bench/search.py`` asks the queries of ``bench/corpus/search`` over its titles in five languages and prints the
recall in the first 20 hits: the share of the records marked relevant by hand that are among them, by language and by
half (queries of odd number, of even number: while the analyzer was made, one half was kept apart). ``--verbose``
lists every query that misses one. Promised: at least 0.95, in all and in each language.

Exits with 1 if a promise does not hold. Read the ratios; times are this machine's.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verbale.engines.catalogue import OfferItem, build_index, search
from verbale.kernel.identifier import new_identifier

CORPUS = Path(__file__).parent / "corpus" / "search"
FIRST, LEAST_RECALL = 20, 0.95


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of the corpus, and which of the records marked relevant its first hits miss."""

    identifier: str
    language: str
    query: str
    relevant: frozenset[str]
    missed: frozenset[str]

    @property
    def half(self) -> str:
        return "odd" if int(self.identifier.rsplit("-", 1)[1]) % 2 else "even"

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / len(self.relevant)


def main() -> int:
    options = _options().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if quality(Path(folder), verbose=options.verbose) else 1


def _options() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--verbose", action="store_true", help="list what was missed")
    return made


def quality(folder: Path, *, verbose: bool) -> bool:
    """Prints the recall of the corpus's queries; whether it is as promised."""
    names = _indexed(folder)
    asked = [_asked(line, folder / "index", names) for line in _lines("queries.jsonl")]
    print(f"{len(names)} titles, {len(asked)} queries; recall in the first {FIRST} hits\n")
    print(f"{'':10}{'queries':>8}{'all':>8}{'odd':>8}{'even':>8}")
    kept = True
    for language, some in [*_grouped(asked, lambda one: one.language).items(), ("in all", asked)]:
        halves = _grouped(some, lambda one: one.half)
        recall = _mean(some)
        kept &= recall >= LEAST_RECALL
        print(f"{language:10}{len(some):8}{recall:8.3f}{_mean(halves['odd']):8.3f}{_mean(halves['even']):8.3f}")
    for one in asked if verbose else ():
        if one.missed:
            print(f"{one.identifier}  {one.query}  misses {' '.join(sorted(one.missed))}")
    return kept


def _asked(line: dict[str, Any], index: Path, names: dict[str, str]) -> Asked:
    relevant = frozenset(line["relevant"])
    found = {names[item.identifier] for item in search(index, line["query"], limit=FIRST).items}
    return Asked(line["id"], line["language"], line["query"], relevant, relevant - found)


def _indexed(folder: Path) -> dict[str, str]:
    """Indexes the corpus; gives each item's name in the corpus."""
    items = sorted(((new_identifier(), line) for line in _lines("titles.jsonl")), key=lambda one: one[0])
    catalogue = folder / "catalogue.jsonl"
    catalogue.write_bytes(b"".join(_item(identifier, line).line() for identifier, line in items))
    build_index(catalogue, folder / "index")
    return {identifier: line["id"] for identifier, line in items}


def _item(identifier: str, line: dict[str, Any]) -> OfferItem:
    """The item as a MARC record gives it: where there is a romanisation, that is the title, the other its 880."""
    told = {name: line[name] for name in ("publisher", "year", "language", "kind")}
    latin = line.get("romanised")
    original = {"original_title": line["title"], "original_creators": tuple(line["creators"])} if latin else {}
    return OfferItem(
        identifier, (latin or line)["title"], creators=tuple((latin or line)["creators"]),
        subjects=tuple(line["subjects"]), **original, **told,
    )  # fmt: skip


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (CORPUS / name).open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _grouped(asked: Iterable[Asked], by: Callable[[Asked], str]) -> dict[str, list[Asked]]:
    made = defaultdict[str, list[Asked]](list)
    for one in asked:
        made[by(one)].append(one)
    return made


def _mean(asked: list[Asked]) -> float:
    return sum(one.recall for one in asked) / len(asked) if asked else 1.0


if __name__ == "__main__":
    sys.exit(main())
