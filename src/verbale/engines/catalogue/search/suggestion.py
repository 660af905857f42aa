"""Did you mean: another spelling of a query that finds nothing, out of this catalogue's own words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import tantivy

from verbale.engines.catalogue.search.analyzer import EXACT
from verbale.engines.catalogue.search.form import BODY
from verbale.engines.catalogue.search.opened import Opened, reading
from verbale.engines.catalogue.search.query import All, Node, Phrase, Word, read_query
from verbale.engines.catalogue.search.runs import Run, Script, runs_of
from verbale.engines.catalogue.search.searching import Filters, finds

_MOST, _A_WORD, _LOOKED_AT, _TRIED = 3, 3, 50, 9
_SHORT, _LONG = 4, 8
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KEYS = str.maketrans(_LATIN_KEYS + _RUSSIAN_KEYS, _RUSSIAN_KEYS + _LATIN_KEYS)


def suggestions(folder: Path, query: str, filters: Filters | None = None) -> tuple[str, ...]:
    """At most three queries like this one that find something, the likeliest first. Raises ``NoIndex``.

    A word that the catalogue does not have is replaced by one that it has and that differs in one letter (in two from
    eight letters on; in one character of Han or Hangul), or by what its keys give on the other keyboard (kfpth: лазер).
    """
    with reading(folder) as index:
        made = list(islice(_respelt(index, read_query(query)), _TRIED))
    found = (one for one in dict.fromkeys(made) if finds(folder, one, filters or Filters()))
    return tuple(islice(found, _MOST))


def _respelt(index: Opened, asked: All) -> Iterator[str]:
    choices = [_choices(index, node) for node in asked.nodes]
    if any(len(some) > 1 or some[0] != str(node) for some, node in zip(choices, asked.nodes, strict=True)):
        for nodes in product(*choices):
            yield " ".join(nodes)


def _choices(index: Opened, node: Node) -> list[str]:
    """What may stand for a part of a query: itself, if the catalogue knows it."""
    if not isinstance(node, Word | Phrase) or node.field not in (
        "",
        "title",
        "creator",
        "publisher",
        "series",
        "subject",
    ):
        return [str(node)]
    runs = runs_of(node.text)
    words = [_like(index, run) for run in runs]
    changed = [" ".join(some) for some in islice(product(*words), _A_WORD)] if any(words) and all(words) else []
    typed = node.text.casefold().translate(_KEYS)
    if len(node.text) >= _SHORT and typed != node.text and all(_known(index, run) for run in runs_of(typed)):
        changed.insert(0, typed)
    made = [text for text in changed if [run.plain for run in runs_of(text)] != [run.plain for run in runs]]
    return [str(type(node)(text, node.field)) for text in made] or [str(node)]


def _like(index: Opened, run: Run) -> list[str]:
    """The run itself if it is known, else the words of the catalogue that are like it."""
    if run.script is Script.NUMBER or _known(index, run):
        return [run.plain]
    for distance in range(1, _most_distance(run) + 1):
        near = index.words.like(run.plain, distance, _LOOKED_AT)
        if same := [word for word, _ in near if _of_script(word, run.script) and _in_use(index, word)]:
            return same[:_A_WORD]
    return []


def _most_distance(run: Run) -> int:
    if run.script in (Script.HAN, Script.HANGUL):
        return 1 if len(run.plain) > 1 else 0
    return 0 if len(run.plain) < _SHORT else 1 if len(run.plain) < _LONG else 2


def _known(index: Opened, run: Run) -> bool:
    return _in_use(index, run.plain)


def _in_use(index: Opened, word: str) -> bool:
    """Whether an item has the word that was not withdrawn since the index was built."""
    if not index.has(EXACT + word):
        return False
    asked = tantivy.Query.term_query(index.schema, BODY, EXACT + word)
    return bool(index.searcher.search(asked, 1).hits)


def _of_script(word: str, script: Script) -> bool:
    return all(run.script is script for run in runs_of(word))
