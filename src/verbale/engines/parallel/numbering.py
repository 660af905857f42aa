"""The numbers of articles at the heads of sentences: 六、… 七、…, 6. … 7. …, 제6조 … 제7조 …, Article 6. …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from verbale.engines.parallel.numerals.chinese_spelling import DIGITS, UNITS, spelt
from verbale.engines.parallel.numerals.marks import MONTHS

_HAN = r"[一二三四五六七八九十百]{1,5}"
_HEAD = r"(?:^|(?<=\n)|(?<=[。；！？]))[ \u3000]*|(?<=[.;!?:»”)])\s+"
_MARK = re.compile(
    rf"(?:{_HEAD})(?P<mark>"
    rf"第(?P<zh>{_HAN}|\d{{1,3}})条(?=[\s\u3000：:（(])|(?P<han>{_HAN})、{MONTHS}"
    r"|제\s?(?P<ko>\d{1,3})\s?조(?=[\s(：:])(?!\s?(?:및|와|과|또는))"
    r"|(?:Article|Artikel|Статья)\s(?P<west>\d{1,3})(?=\.\s|:|\n|\s[—–(])"
    r"|§\s?(?P<sign>\d{1,3})(?=\s(?![A-ZÄÖÜ]{2}))"
    r"|(?P<plain>\d{1,2})[.．、](?=\s?[^\W\d_])(?!\s?(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An article's number at ``text[start:end]``; ``style``: how it is marked, as figures or a word for article."""

    start: int
    end: int
    number: int
    style: str


@lru_cache(maxsize=16)
def numbered(text: str) -> tuple[Numbered, ...]:
    """The numbers of articles in a text, in order; those of lists within an article are among them."""
    return tuple(_numbered(text))


def _numbered(text: str) -> Iterator[Numbered]:
    for match in _MARK.finditer(text):
        style = next(name for name in ("zh", "han", "ko", "west", "sign", "plain") if match[name])
        written = match[style]
        count = None if written.isdecimal() else spelt(written, 0, DIGITS, UNITS)
        number = int(count.value) if count else int(written) if written.isdecimal() else 0
        yield Numbered(*match.span("mark"), number, "point" if style in ("han", "plain") else "article")


def shared(text: str, other: str) -> tuple[list[Numbered], list[Numbered]]:
    """The marks of either text whose number is a mark of the other one too, and says nothing of what stands in it."""
    own, theirs = numbered(text), numbered(other)
    both = {one.number for one in own} & {one.number for one in theirs}
    return [one for one in own if one.number in both], [one for one in theirs if one.number in both]


def blanked(text: str, marks: list[Numbered]) -> str:
    """The text with blanks for the marks."""
    for mark in marks:
        text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
    return text


def followed(text: str, other: str) -> tuple[int, int] | None:
    """What of a text are the articles that follow (or precede) the only one that the other version has."""
    for style in ("article", "point"):
        own = [one for one in numbered(text) if one.style == style]
        marks = numbered(other)
        theirs = [one.number for one in marks if one.style == style] or [one.number for one in marks]
        numbers = [one.number for one in own]
        if len(own) < 2 or len(theirs) != 1 or numbers != [*range(numbers[0], numbers[0] + len(own))]:
            continue
        if theirs[0] == numbers[0]:
            return own[1].start, len(text.rstrip())
        if theirs[0] == numbers[-1]:
            return own[0].start, len(text[: own[-1].start].rstrip())
    return None
