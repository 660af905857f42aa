"""The words of a catalogue, as an index of their own: what a compound is looked up in, and what is proposed instead.

A compound stands under each of its turns: from any letter to the end, and after a bar what stands before that letter
(``regelung|werkstoff``). So all words that have something in them are the turns that begin with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy

from verbale.engines.catalogue.search.analyzer import EXACT
from verbale.engines.catalogue.search.form import BODY, words_schema

LEAST_PART = 3
"""Letters that a part of a compound has at least."""
LEAST_HEAD = 2
"""Letters that stand before a part at least: Öl in Ölpumpe, ab in Abwasser."""
_HEAP = 32 * 1024 * 1024
_LEAST_WORD = 3
_MOST_TURNS, _MOST_WORDS = 300, 1_000_000
_ENDINGS = ("", "e", "en", "n", "s", "er", "es")
_BAR = "|"


class Words:
    """The words of one catalogue."""

    def __init__(self, folder: Path) -> None:
        self._schema = words_schema()
        self._searcher = tantivy.Index(self._schema, path=str(folder)).searcher()

    def known(self, part: str) -> bool:
        """Whether a plain word is one of these, as it is or with an ending."""
        return bool(self._searcher.doc_freq("part", part))

    def turns(self, part: str) -> list[tuple[str, str]]:
        """The compounds that have a part in them, cut where it begins: what begins with it, and what stands before.

        At most 300, in no order that matters: it is asked only for words that no record has by themselves.
        """
        found = self._searcher.terms_with_prefix("turn", part, limit=_MOST_TURNS)
        return [(tail, head) for tail, _, head in (turn.partition(_BAR) for turn, _ in found)]

    def like(self, word: str, distance: int, limit: int) -> list[tuple[str, int]]:
        """Words at most so many letters away, and how many items have each, the most frequent first."""
        asked = tantivy.Query.fuzzy_term_query(self._schema, "word", word, distance=distance)
        hits = self._searcher.search(asked, limit, count=False, order_by_field="count").hits
        return [(str(self._searcher.doc(address)["word"][0]), count) for count, address in hits]


class Compounding:
    """The words of the languages that compound them, gathered before a catalogue is indexed.

    The first million of different ones; a compound that is met after them is found as a whole only.
    """

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._forms: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Takes in plain words."""
        for word in words:
            if word not in self.words and len(self.words) < _MOST_WORDS:
                self.words.add(word)
                self._forms |= _parts(word)

    def known(self, part: str) -> bool:
        """Whether a plain word is one of these, as it is or with an ending."""
        return part in self._forms


def build_words(index: tantivy.Index, compounding: Compounding, folder: Path) -> None:
    """Makes the index of words beside the index of items that is whole."""
    folder.mkdir()
    writer = tantivy.Index(words_schema(), path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
    for token, count in index.searcher().terms_with_prefix(BODY, EXACT):
        word = token[len(EXACT) :]
        if _is_word(word):
            made = tantivy.Document()
            made.add_text("word", word)
            made.add_unsigned("count", count)
            writer.add_document(made)
    for word in compounding.words:
        made = tantivy.Document()
        made.add_text("part", " ".join(_parts(word)))
        made.add_text("turn", " ".join(_turns(word)))
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()


def _parts(word: str) -> set[str]:
    """A plain word, and what is left of it without one of the endings that German inflection gives."""
    forms = (word.removesuffix(ending) if ending else word for ending in _ENDINGS)
    return {form for form in forms if len(form) >= LEAST_PART}


def _turns(word: str) -> Iterator[str]:
    last = len(word) - LEAST_PART
    if last < LEAST_PART:
        return
    for at in (0, *range(LEAST_HEAD, last + 1)):
        yield f"{word[at:]}{_BAR}{word[:at]}"


def _is_word(word: str) -> bool:
    return not any(map(str.isdigit, word)) and (len(word) >= _LEAST_WORD or (len(word) > 1 and ord(word[0]) > 0x1100))
