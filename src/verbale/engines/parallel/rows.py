"""Lists as they are written, whatever they name: "Kiel, Wismar und Husum", 沈阳、大连和鞍山, 키이우와 민스크."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
_ITEM = r"[A-ZÄÖÜА-ЯЁ][\w'’-]+(?:[ ][A-ZÄÖÜА-ЯЁ][\w'’-]+){0,2}"
_AND = r"(?:и|und|and|sowie)"
_SMALL = r"(?:(?:в|во|из|с|со|от|для|на|the|in|from|der|den|dem|die|das|des|aus|im|nach|von|of)\s){0,2}"
_OPENS = re.compile(
    r"(?:In|At|To|From|Near|The|An|Am|Aus|Nach|Von|Bei|Der|Die|Das|Den|Im|В|Во|Из|На|К|От|Для|При|По|С)\s"
)
"""Small words at the head of a sentence."""
_GAP = re.compile(rf"(?:,\s(?:{_AND}\s)?|\s{_AND}\s){_SMALL}")
_NAME = re.compile(rf"(?<![\w-]){_ITEM}(?!\w)")
_COMMAS = {
    "zh": re.compile(r"、(?:以及|及)?|以及|[和与及]"),
    "ko": re.compile(r",\s(?:그리고\s)?|(?<=[가-힣])[와과]\s|\s및\s|·"),
}
_BREAKS = {"zh": re.compile(r"[^\u4e00-\u9fff·]"), "ko": re.compile(r"[^가-힣\s]")}
_ENDS = {"zh": re.compile(r"[的于在由向]"), "ko": re.compile(r"(?:의|에서|에|을|를|이|가|은|는|로|시|주)\s(?=[가-힣])")}
"""What ends a list, if another one begins behind it: 沈阳和鞍山的机床厂和钢铁厂."""
_LONGEST = {"zh": 8, "ko": 14}
"""Characters of an item, beyond which it is a phrase."""


@dataclass(frozen=True, slots=True)
class Item:
    """``text[start:end]`` holds one name of a list; ``loose``: its edge away from the list is not known."""

    start: int
    end: int
    loose: str = ""


def rows(text: str, language: str, known: Sequence[Span]) -> list[list[Item]]:
    """The lists of a text, each of two items or more; nothing is parted within the ``known`` spans."""
    return list(_eastern(text, language, known) if language in _COMMAS else _western(text))


def _western(text: str) -> Iterator[list[Item]]:
    row: list[Item] = []
    for name in _NAME.finditer(text):
        if row and not _GAP.fullmatch(text, row[-1].end, name.start()):
            if len(row) > 1:
                yield row
            row = []
        opens = _OPENS.match(name[0])
        row.append(Item(name.start() + (opens.end() if opens else 0), name.end()))
    if len(row) > 1:
        yield row


def _eastern(text: str, language: str, known: Sequence[Span]) -> Iterator[list[Item]]:
    row: list[Span] = []
    for comma in _COMMAS[language].finditer(text):
        if any(start < comma.end() and comma.start() < end for start, end in known):
            continue
        if row and not _one_item(text[row[-1][1] : comma.start()], language):
            yield _items(text, row, language)
            row = []
        row.append(comma.span())
    if row:
        yield _items(text, row, language)


def _one_item(between: str, language: str) -> bool:
    """Whether no more than a name stands between two commas."""
    if not 1 < len(between) <= _LONGEST[language]:
        return False
    return not (_BREAKS[language].search(between) or _ENDS[language].search(between))


def _items(text: str, commas: list[Span], language: str) -> list[Item]:
    first, last = commas[0][0], commas[-1][1]
    ahead, behind = text[max(0, first - _LONGEST[language]) : first], text[last : last + _LONGEST[language]]
    begin = max((match.end() for match in _BREAKS[language].finditer(ahead)), default=0)
    stop = _BREAKS[language].search(behind)
    if language == "ko":
        begin = max(begin, ahead.rstrip().rfind(" ") + 1)
    end = stop.start() if stop else len(behind)
    if language == "ko" and " " in behind[:end].strip():
        end = behind.index(" ", 1)
    inner = [Item(one[1], other[0]) for one, other in pairwise(commas)]
    return [Item(first - len(ahead) + begin, first, "ahead"), *inner, Item(last, last + end, "behind")]
