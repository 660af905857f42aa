"""What is known of each line before conclusions are looked for: its number, and the label that stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.engines.report.dates import date_at_start
from verbale.engines.report.headings import short
from verbale.engines.report.labels import Labels
from verbale.engines.report.markers import Marker, marker
from verbale.engines.report.source import Line
from verbale.engines.report.words import Kind

_INITIALS = re.compile(r"\s*(?!I\. )(?:[A-ZА-ЯЁ]\.\s?){1,3}[A-ZА-ЯЁ][\w-]+\s*$")
"""“V. Petrov” is a name; “I. Science” may be one, and more often begins to count."""


@dataclass(frozen=True, slots=True)
class Known:
    """A line; its number; the kind of its first label; whether a label stands alone in it."""

    line: Line
    mark: Marker | None
    label: Kind | None
    bare: bool


def known_of(line: Line, labels: Labels) -> Known:
    """Looks a line over. A date at its start, or initials, are no number."""
    mark = marker(line.text)
    if mark and (date_at_start(line.text) or (mark.style == "roman" and _INITIALS.match(line.text))):
        mark = None
    rest = line.text[mark.end :] if mark else line.text
    found = [label for label in labels.within(rest) if label.kind is not Kind.OTHER]
    bare = bool(found and not rest[: found[0].start].strip() and not rest[found[-1].end :].strip())
    return Known(line, mark, found[0].kind if found else None, bare)


def style_of(region: Sequence[Known]) -> str | None:
    """The style of the numbers that head the conclusions of a region; None where nothing is numbered.

    That is the outermost style whose paragraphs bear labels themselves; a style around it counts only where its
    paragraphs are sentences and no headings. Letters and bullets list what belongs to a conclusion, and count only
    where there are no numbers.
    """
    marks = [one.mark for one in region if one.mark and not one.mark.bullet]
    styles = list(dict.fromkeys(mark.style for mark in marks if not mark.subordinate))
    if not styles:
        return marks[0].style if marks else None
    if marks[0].subordinate and _below_letters(region, marks[0].style):
        return marks[0].style
    bearing = _bearing(region)
    inner = next((style for style in styles if bearing[style]), None)
    if inner is None or inner == styles[0]:
        return styles[0]
    headings = [short(one.line.text) for one in region if one.mark and one.mark.style == styles[0]]
    return inner if sum(headings) * 2 > len(headings) else styles[0]


def _below_letters(region: Sequence[Known], letters: str) -> bool:
    """Whether letters head the conclusions and numbers list what belongs to them: “가.” has a label before “①”."""
    for one in region:
        if one.mark and not one.mark.bullet and one.mark.style != letters:
            return False
        if one.label:
            return True
    return False


def _bearing(region: Sequence[Known]) -> Counter[str]:
    bearing: Counter[str] = Counter()
    style = None
    for one in region:
        if one.mark and not one.mark.subordinate:
            style = one.mark.style
        if one.label and style:
            bearing[style] += 1
    return bearing


def outer_styles(region: Sequence[Known], style: str) -> frozenset[str]:
    """The styles that number groups of conclusions: those that come before the conclusions' own."""
    outer: set[str] = set()
    for one in region:
        if one.mark and one.mark.style == style:
            break
        if one.mark and not one.mark.subordinate:
            outer.add(one.mark.style)
    return frozenset(outer)
