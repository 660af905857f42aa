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

_GAP = re.compile(r"\{(\w+)\}")
_KEPT = 4096


class _Shape:
    """A template cut at its gaps. A text is compared in one walk, however often its words repeat what stands between
    the gaps: expressions of people's own are in it, and a pattern would try each place with each other."""

    def __init__(self, template: str) -> None:
        self.template = template
        parts = _GAP.split(template)
        self.first, *self.after = parts[::2]
        self.names = parts[1::2]

    def filled(self, text: str) -> dict[str, str] | None:
        """What fills the gaps, each as short as can be; None if it is not this sentence."""
        if not self.names:
            return {} if text == self.first else None
        last = len(text) - len(self.after[-1])
        if not (text.startswith(self.first) and text.endswith(self.after[-1])):
            return None
        facts, start = {}, len(self.first)
        for name, part in zip(self.names, self.after[:-1], strict=False):
            end = text.find(part, start + 1, last)
            if end < 0:
                return None
            facts[name], start = text[start:end], end + len(part)
        return {**facts, self.names[-1]: text[start:last]} if start < last else None


class Sentences:
    """Templates of `str.format` with named gaps, none of which is empty when it is filled."""

    def __init__(self, templates: Iterable[str]) -> None:
        # What says most by itself is tried first.
        self._shapes = sorted(map(_Shape, templates), key=lambda shape: -len(_GAP.sub("", shape.template)))
        self._of = lru_cache(_KEPT)(self._find)

    def of(self, text: str) -> tuple[str, dict[str, str]]:
        """The sentence that a text is, and what fills it; the text itself and nothing if it is none of them."""
        sentence, facts = self._of(text)
        return sentence, dict(facts)

    def _find(self, text: str) -> tuple[str, dict[str, str]]:
        for shape in self._shapes:
            if (facts := shape.filled(text)) is not None:
                return shape.template, facts
        return text.replace("{", "{{").replace("}", "}}"), {}
