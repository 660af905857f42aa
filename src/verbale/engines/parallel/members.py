"""The members of lists: how they are written, and whether they are surely names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.naming import NO_NAME, WRITES_SOUNDS
from verbale.engines.parallel.rows import Item, rows
from verbale.engines.parallel.sounds import skeleton
from verbale.engines.parallel.sounds.korean import foreign
from verbale.engines.parallel.strangers import LEAST

_MOST_ITEMS = 12
_TOUCHES = 2
"""Fewer characters than these between a name and its comma are 市 or nothing."""
_SOUNDS_ZH = rf"[{WRITES_SOUNDS}·]{{3,6}}"
_AT_EDGE = {
    "ahead": re.compile(rf"{_SOUNDS_ZH}$"),
    "behind": re.compile(rf"{_SOUNDS_ZH}(?=[的市州省县等两三四五六七于在]|$)"),
    "": re.compile(_SOUNDS_ZH),
}
_WORD_BEHIND = re.compile(r"[市州省县]?(?:[的等两三四五六七于在各]|$)")
_TRANSLATED = re.compile(
    r"(?:[аяо]я|[оые]е|[ыи]й|ого|ому|ую|ых|их|ыми|ими)$|(?:ung|heit|keit|schaft|tion|tät|isch\w{0,2})(?:en)?$|-"
)
"""Adjectives, and German words that name no place."""
_PARTICLES = re.compile(
    r"(?:시|주|도)?(?:에서는?|에게|에|의|와|과|은|는|이|가|을|를|으로|로|까지|부터|에서|등|측|행)?$"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text, with its language and what it says."""

    language: str
    text: str
    said: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Member:
    """One name of a list in a version: where it stands, how it is written, which names of a glossary are in it."""

    item: Item
    written: str
    version: Version
    facts: tuple[Fact, ...]


def lists(version: Version) -> list[list[Member]]:
    known = [(fact.start, fact.end) for fact in version.said if fact.kind is FactKind.NAME]
    return [
        [_member(item, version) for item in row]
        for row in rows(version.text, version.language, known)
        if len(row) <= _MOST_ITEMS
    ]


def _member(item: Item, version: Version) -> Member:
    names = [fact for fact in version.said if fact.kind is FactKind.NAME and not fact.soft]
    within = [fact for fact in names if fact.start < item.end and fact.end > item.start]
    if item.loose == "ahead" and within:
        # What stands farther away belongs to no list: 苏联专家访问沈阳、大连.
        last = within.pop()
        touches = len(version.text[last.end : item.end]) < _TOUCHES
        item = replace(item, start=last.start if touches else last.end)
        within = [last] if touches else []
    elif item.loose == "behind" and within:
        within = [within[0]] if within[0].start == item.start else []
    return Member(item, version.text[item.start : item.end], version, tuple(within))


def bare(member: Member) -> str:
    """The name without what its list ends on."""
    if member.version.language == "ko" and member.item.loose == "behind":
        return _PARTICLES.sub("", member.written)
    return member.written


def weight(written: str) -> float:
    return sum(sound.weight for sound in skeleton(written))


def is_name(member: Member) -> bool:
    """Whether a member that no glossary knows is surely a name, by its letters."""
    written, language = bare(member), member.version.language
    if member.facts or weight(written) < LEAST:
        return False
    if language == "zh":
        return bool(_AT_EDGE[member.item.loose].search(written))
    if language == "ko":
        return " " not in written and foreign(written)
    return not (" " in written or _TRANSLATED.search(written) or NO_NAME[language].match(written))


def exact(member: Member) -> bool:
    """Whether a Chinese item is of the length of a name, its edges known: 锦西 in 北京、锦西和大连."""
    if member.version.language != "zh":
        return False
    return member.item.loose == "" and len(member.written) in (2, 3)


def whole(member: Member, fact: Fact) -> bool:
    text, item = member.version.text, member.item
    ahead, behind = text[item.start : fact.start], text[fact.end : item.end]
    if member.version.language == "zh":
        return (not ahead or item.loose == "ahead") and (
            not behind or (item.loose == "behind" and bool(_WORD_BEHIND.match(behind)))
        )
    if member.version.language == "ko":
        return not ahead and bool(_PARTICLES.fullmatch(behind))
    return not ahead and not behind


def named(member: Member) -> Fact:
    """A member as it is told: what is its name, so far as its edges are known."""
    if member.facts:
        return member.facts[0]
    start, end, text = member.item.start, member.item.end, member.version.text
    if member.version.language == "zh" and (edge := _AT_EDGE[member.item.loose].search(member.written)):
        start, end = start + edge.start(), start + edge.end()
    elif member.version.language == "zh" and member.item.loose:
        start, end = (max(start, end - 2), end) if member.item.loose == "ahead" else (start, min(start + 2, end))
    elif member.item.loose == "behind":
        end = start + len(bare(member))
    return Fact(FactKind.NAME, text[start:end], text[start:end], start, end)
