"""Whether one version says more than the other can hold: an article that has taken in its neighbour."""

from __future__ import annotations

import re

from verbale.engines.parallel.numbering import followed
from verbale.engines.parallel.numerals.marks import MONTHS
from verbale.engines.parallel.sentences import sentences

#: How many characters a text takes in each language, when Chinese takes one.
_LENGTH = {"zh": 1.0, "ko": 1.67, "en": 3.8, "de": 3.95, "ru": 3.6}
LONGER = 1.55
"""So many times longer than its other version would be, a text holds more than that version."""
_MARK = re.compile(
    r"(?:^|(?<=[\s。；;]))(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章款項项]|제\s?\d+\s?[조장항절]|(?:Article|Section|Clause|Paragraph|Artikel|Abschnitt|Paragraf|§|"
    rf"Статья|Раздел|Пункт)\s?\d+\.?|[一二三四五六七八九十]{{1,3}}、{MONTHS}|"
    r"(?!(?<=\d{4}\.\s)\d{1,2}\.\s?\d)(?<!\d{4}\.\s\d\.\s)(?<!\d{4}\.\s\d\d\.\s)\d{1,2}[.．、)](?=\s?[^\W\d_]|\s))"
)


def surplus(text: str, language: str, other: str, another: str) -> list[tuple[int, int]]:
    """The part at the end (or the beginning) of a text that its other version lacks, if there is one.

    Numbers of articles in sequence tell it, where the other version has one of them; else the length does.
    """
    if span := followed(text, other):
        return [span]
    scale = _LENGTH.get(another.lower()[:2], 3.0) / _LENGTH.get(language.lower()[:2], 3.0)
    said, expected = list(sentences(text)), len(other.strip()) / scale
    if len(said) < 2 or expected <= 0:
        return []
    marks, marks_too = [m.start() for m in _MARK.finditer(text)], len(_MARK.findall(other))
    if len(marks) == marks_too + 1 and len(marks) >= 2 and len(text) > 1.25 * expected:
        return [(marks[-1], len(text.rstrip()))]
    if len(text.strip()) < LONGER * expected:
        return []
    kept = next((i for i, (_, end) in enumerate(said) if end >= 0.85 * expected), len(said) - 1)
    return [(said[kept + 1][0], said[-1][1])] if kept + 1 < len(said) else []
