"""Lines that a typist cut at the edge of the page, put together again: what a label announces may go on in the next."""

from __future__ import annotations

import re

from verbale.engines.report.conjunction import alone
from verbale.engines.report.dates import date_at_start, day_of
from verbale.engines.report.labels import Labels
from verbale.engines.report.markers import marker
from verbale.engines.report.source import Line
from verbale.engines.report.values import joined, names_body

_EAST = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_HYPHENS = ("-", "\u00ad", "\u2010")
_PAIRED = re.compile(r"(?:und|oder|bzw|sowie|and|or|и|или)\b", re.IGNORECASE)
"""“Hoch- und Fachschulen” keeps its hyphen."""
_WITHIN = re.compile(r"(?:of|for|and|the|für|der|des|die|und|zur|zum|и|по|для)\b", re.IGNORECASE)
"""What goes on with a name."""
_YEAR_ENDS = re.compile(r"\d{4}\s?(?:г\.|гг\.|года|年|日|일)?\W*$")
_COLUMNS = re.compile(r"\t|\S {3,}\S|\|")
_CLOSES = re.compile(r"[^(（]{0,400}[)）]")
_NAMED = re.compile(r"\s*[^:：;,.；，。、]{1,80}[:：]")


def unwrapped(lines: tuple[Line, ...], labels: Labels, width: int) -> tuple[Line, ...]:
    """The lines, those that only the edge of the page parted made one; ``width`` is 0 where lines are whole.

    A line goes on where a bracket is open that the next one closes. Else it was cut where the first word of the next
    had no room in it, or where it ends in a hyphen and the next one begins in lower case. What begins with a number,
    a bullet or a label begins something of its own.
    """
    made: list[Line] = []
    last, listing = "", False
    for line in lines:
        listing = not line.after_gap and (listing or _bare(last, labels))
        if (
            made
            and not (listing and _entry(line.text.strip()))
            and not _dated(last, line.text)
            and _goes_on(made[-1], last, line, labels, width)
        ):
            before = made[-1]
            made[-1] = Line(before.start, line.end, _one(before.text, line.text), before.after_gap, before.heading)
        else:
            made.append(line)
        last = line.text.rstrip()
    return tuple(made)


def _entry(text: str) -> bool:
    """Whether a line below a label names somebody by itself."""
    return alone(text) or (names_body(text) and not _WITHIN.match(text))


def _dated(last: str, text: str) -> bool:
    """Whether a day stands alone in its line below another date: the report's own below those of its title."""
    return bool(_YEAR_ENDS.search(last)) and day_of(text.strip()) is not None


def _bare(text: str, labels: Labels) -> bool:
    """Whether a label stands alone in its line, with a list of names below it."""
    found = labels.at_start(text)
    return found is not None and not text[found.end :].strip()


def _goes_on(before: Line, last: str, line: Line, labels: Labels, width: int) -> bool:
    text = line.text.lstrip()
    if line.after_gap or line.heading or before.heading or _COLUMNS.search(line.text.strip()):
        return False
    if _begins(text, labels):
        return False
    if _bracketed(before.text, text):
        return True
    return bool(width) and (_cut_word(last, text) or len(last) + len(_first_word(text)) + _space(last, text) > width)


def _bracketed(before: str, text: str) -> bool:
    """Whether a bracket is open at the end of a line, with a label in it perhaps, that the next closes."""
    opened = max(before.rfind("("), before.rfind("（"))
    closed = max(before.rfind(")"), before.rfind("）"))
    return opened > closed and bool(_CLOSES.match(text))


def _begins(text: str, labels: Labels) -> bool:
    if marker(text) and not date_at_start(text):
        return True
    return not text[:1].islower() and bool(labels.at_start(text) or _NAMED.match(text))


def _cut_word(last: str, text: str) -> bool:
    return last.endswith(_HYPHENS) and last[-2:-1].isalpha() and text[:1].islower()


def _first_word(text: str) -> str:
    return text[:1] if _EAST.match(text) else text.split(maxsplit=1)[0]


def _space(last: str, text: str) -> int:
    return 0 if _EAST.match(text) or _EAST.match(last[-1:]) else 1


def _one(before: str, after: str) -> str:
    before, after = before.rstrip(), after.lstrip()
    if _cut_word(before, after) and not _PAIRED.match(after):
        return before[:-1] + after
    return joined(before, after)
