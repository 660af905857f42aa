"""An office's own labels, as it writes them down: by what they announce, in one list or by language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from verbale.engines.report.labels import BUILT_IN, Labels
from verbale.engines.report.words import HEADING_WORDS, LABEL_WORDS, Kind
from verbale.kernel.errors import WrongUse

MOST_WORDS = 2_000
"""Words of all kinds together."""
KINDS = tuple(dict.fromkeys([*LABEL_WORDS, *HEADING_WORDS]))
"""What a label can announce, in the order in which people are shown it."""


class BadLabels(WrongUse):
    """These labels cannot be used: {why}. Write a JSON object such as {{"in charge": ["Obmann"], "date": {{"ru":
    ["к числу"]}}}}; what a label can announce: {kinds}."""


def labels_of(own: object, base: Labels = BUILT_IN) -> Labels:
    """A table of labels with an office's own words on top; ``own`` is as JSON gives it. Raises BadLabels, NoLabel."""
    labels = base
    for kind, words in words_of(own).items():
        labels = labels.with_words(kind, *words)
    return labels


def words_of(own: object) -> dict[Kind, list[str]]:
    """An office's own words by what they announce; refuses what is no such table."""
    if not isinstance(own, Mapping):
        raise _bad("they are no JSON object")
    found: dict[Kind, list[str]] = {}
    for name, words in own.items():
        found.setdefault(_kind(name), []).extend(_listed(name, words))
    if sum(map(len, found.values())) > MOST_WORDS:
        raise _bad(f"they are more than {MOST_WORDS} words")
    return {kind: words for kind, words in found.items() if words}


def read_labels(content: bytes) -> Labels:
    """The labels of a file. Raises BadLabels, NoLabel."""
    return labels_of(words_in(content))


def words_in(content: bytes) -> dict[Kind, list[str]]:
    """An office's own words as a file of JSON has them."""
    try:
        read = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise _bad("they are no JSON") from fault
    return words_of(read)


def _kind(name: Any) -> Kind:
    wanted = str(name).strip().casefold().replace("_", " ").replace("-", " ")
    for kind in KINDS:
        if kind.value == wanted:
            return kind
    raise _bad(f"“{str(name)[:60]}” is nothing that a label announces")


def _listed(name: str, words: object) -> Iterator[str]:
    lists = list(words.values()) if isinstance(words, Mapping) else [words]
    for some in lists:
        if not isinstance(some, list) or not all(isinstance(one, str) for one in some):
            raise _bad(f"the words of “{str(name)[:60]}” are no list of texts, nor such lists by language")
        yield from (one.strip() for one in some if one.strip())


def _bad(why: str) -> BadLabels:
    return BadLabels(why=why, kinds=", ".join(KINDS))
