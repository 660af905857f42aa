"""Sentences of an engine that knows no gettext, as doors put them into other languages.

    SENTENCES = {"long": "it has {size} bytes, more than {most}"}
    known = Sentences(SENTENCES.values())
    known.of("it has 9 bytes, more than 5")      # the sentence, {"size": "9", "most": "5"}

What an engine found may be kept for years in English; a door asks which sentence it was and with what it was filled,
translates the sentence and fills it in again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_GAP = re.compile(r"\\\{(\w+)\\\}")
_KEPT = 4096


class Sentences:
    """Templates of `str.format` with named gaps, none of which is empty when it is filled."""

    def __init__(self, templates: Iterable[str]) -> None:
        shapes = [(re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(one)), re.DOTALL), one) for one in templates]
        # What says most by itself is tried first.
        self._shapes = sorted(shapes, key=lambda shape: -len(re.sub(r"\{\w+\}", "", shape[1])))
        self._of = lru_cache(_KEPT)(self._find)

    def of(self, text: str) -> tuple[str, dict[str, str]]:
        """The sentence that a text is, and what fills it; the text itself and nothing if it is none of them."""
        sentence, facts = self._of(text)
        return sentence, dict(facts)

    def _find(self, text: str) -> tuple[str, dict[str, str]]:
        for shape, sentence in self._shapes:
            if found := shape.fullmatch(text):
                return sentence, found.groupdict()
        return text.replace("{", "{{").replace("}", "}}"), {}
