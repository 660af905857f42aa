"""Russian words as stems: Snowball's, and one more where a vowel comes and goes (песок – песка, узел – узла)."""

from __future__ import annotations

import re
from functools import lru_cache

from verbale.engines.catalogue.search.snowball import stemmer

_SNOWBALL = stemmer("russian")
_FLEETING = re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщ])[ое](?=[кцнлр]$)")
_ROOTS = (
    (re.compile(r"^льд(?:а|у|ом|е|ы|ов|ам|ами|ах)$"), "лед"),
    (re.compile(r"^дн(?:я|ю|ем|е|и|ей|ям|ями|ях)$"), "ден"),
    (re.compile(r"^льн(?:а|у|ом|е|ы|ов|ам|ами|ах)$"), "лен"),
    (re.compile(r"^рж(?:и|ью|ей|ам|ами|ах)$"), "рож"),
    (re.compile(r"^мх(?:а|у|ом|е|и|ов|ам|ами|ах)$"), "мох"),
    (re.compile(r"^(?:люд(?:и|ей|ям|ьми|ях))$"), "человек"),
    (re.compile(r"^(?:дет(?:и|ей|ям|ьми|ях))$"), "ребенк"),
)
"""Words of one syllable that Snowball leaves as they are, and plurals of another root."""


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """The stems of a folded Cyrillic word, Snowball's first."""
    for shape, stem in _ROOTS:
        if shape.match(word):
            return (stem,)
    stem = _SNOWBALL(word)
    return tuple(dict.fromkeys((stem, _FLEETING.sub("", stem) if len(stem) > 3 else stem)))
