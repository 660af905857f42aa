"""The words of a catalogue, as an index of their own: what a compound is looked up in, and what is proposed instead.

A compound stands under each of its turns: from any letter to the end, and after a bar what stands before that letter
(``regelung|werkstoff``). So all words that have something in them are the turns that begin with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tantivy

from verbale.engines.catalogue.search.analyzer import EXACT
from verbale.engines.catalogue.search.form import BODY, COMPOUND, words_schema

LEAST_PART = 3
"""Letters that a part of a compound has at least."""
_HEAP = 32 * 1024 * 1024
_LEAST_WORD = 3
_MOST_TURNS = 2000
_BAR = "|"


class Words:
    """The words of one catalogue."""

    def __init__(self, folder: Path) -> None:
        self._schema = words_schema()
        self._searcher = tantivy.Index(self._schema, path=str(folder)).searcher()

    def turns(self, part: str) -> list[tuple[str, str]]:
        """The compounds that have a part in them, cut where it begins: what begins with it, and what stands before.

        At most 2000, in no order that matters.
        """
        found = self._searcher.terms_with_prefix("turn", part, limit=_MOST_TURNS)
        return [(tail, head) for tail, _, head in (turn.partition(_BAR) for turn, _ in found)]

    def like(self, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Words at most so many letters away, and how many items have each, the most frequent first."""
        asked = tantivy.Query.fuzzy_term_query(self._schema, "word", word, distance=distance)
        hits = self._searcher.search(asked, limit, count=False, order_by_field="count").hits
        return [(str(self._searcher.doc(address)["word"][0]), count) for count, address in hits]


def build_words(index: tantivy.Index, folder: Path) -> None:
    """Makes the index of words beside the index of items that is whole."""
    folder.mkdir()
    writer = tantivy.Index(words_schema(), path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
    searcher = index.searcher()
    for token, count in searcher.terms_with_prefix(BODY, EXACT):
        word = token[len(EXACT) :]
        if _is_word(word):
            made = tantivy.Document()
            made.add_text("word", word)
            made.add_unsigned("count", count)
            writer.add_document(made)
    for word, _ in searcher.terms_with_prefix(COMPOUND, ""):
        if turns := list(_turns(word)):
            made = tantivy.Document()
            made.add_text("turn", " ".join(turns))
            writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()


def _turns(word: str) -> Iterator[str]:
    last = len(word) - LEAST_PART
    if last < LEAST_PART:
        return
    for at in (0, *range(LEAST_PART, last + 1)):
        yield f"{word[at:]}{_BAR}{word[:at]}"


def _is_word(word: str) -> bool:
    return not any(map(str.isdigit, word)) and (len(word) >= _LEAST_WORD or (len(word) > 1 and ord(word[0]) > 0x1100))
