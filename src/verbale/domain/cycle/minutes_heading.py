"""The article of the session: of which session minutes are, and what their paper names (COMMISSION.md, 6.1).

Its facts name commission and number of the session, its days, place and days in words, and of each side its code, its
name, and who signs for it with the office held; the words stand once for each language (``name-1-zh``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from verbale.engines import agreement
from verbale.kernel.errors import Refused

SESSION = "session"
"""The role of that article, and its identifier where it is made here."""


class NoSessionArticle(Refused):
    """The article of the session does not say of which session these minutes are, or who signs: {why}. Correct it."""


@dataclass(frozen=True, slots=True)
class Signing:
    """How one side stands on the paper: its code, and by language its name, who signs for it, the office held, and the
    other members of its delegation, as many in each language."""

    code: str
    name: Mapping[str, str]
    head: Mapping[str, str]
    office: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """Of which session minutes are: commission, number, first and last day, label, place and days in words, sides."""

    commission: str
    number: int
    first_day: date
    last_day: date
    label: Mapping[str, str]
    place: Mapping[str, str]
    days: Mapping[str, str]
    sides: tuple[Signing, Signing]


def session_article(heading: Heading, text: Mapping[str, str]) -> agreement.Article:
    """The article that says of which session the minutes are; ``text`` are its words by language."""
    facts: dict[str, agreement.Fact] = {
        "commission": heading.commission, "session": heading.number, "first-day": heading.first_day.isoformat(),
        "last-day": heading.last_day.isoformat(),
    }  # fmt: skip
    for language in heading.label:
        facts[_name("place", language)] = heading.place[language]
        facts[_name("days", language)] = heading.days[language]
    for place, side in enumerate(heading.sides, start=1):
        facts[f"side-{place}"] = side.code
        for part in ("name", "head", "office"):
            facts |= {_name(f"{part}-{place}", language): words for language, words in getattr(side, part).items()}
        facts |= {_name(f"members-{place}", language): named for language, named in side.members.items()}
    return agreement.Article(SESSION, heading.label, text, roles=(SESSION,), facts=facts)


def heading_of(revision: agreement.Revision) -> Heading:
    """What the minutes' article of the session says. Raises NoSessionArticle where it does not say all of it."""
    bearing = revision.with_role(SESSION)
    if len(bearing) != 1:
        raise NoSessionArticle(why=f"{len(bearing)} articles have the role “session”, and one does")
    article, languages = bearing[0], revision.languages
    for language in languages:
        if not article.heading.get(language):
            raise NoSessionArticle(why=f"it has no heading in “{language}”")
    facts = article.facts
    sides = (_side(facts, 1, languages), _side(facts, 2, languages))
    if sides[0].code == sides[1].code:
        raise NoSessionArticle(why="its two sides are one")
    first, last = _day(facts, "first-day"), _day(facts, "last-day")
    if last < first:
        raise NoSessionArticle(why="it ends before it begins")
    return Heading(
        _said(facts, "commission"), _number(facts), first, last, {one: article.heading[one] for one in languages},
        _by_language(facts, "place", languages), _by_language(facts, "days", languages), sides,
    )  # fmt: skip


def said_in(facts: Mapping[str, Any], language: str) -> list[str]:
    """What the facts of this article say in one language, place and days first."""
    names = ["place", "days", *(f"{part}-{place}" for place in (1, 2) for part in _PARTS)]
    said = [facts.get(_name(name, language)) for name in names]
    members = [facts.get(_name(f"members-{place}", language)) for place in (1, 2)]
    listed = [one for some in members if isinstance(some, tuple) for one in some]
    return [fact for fact in (*said, *listed) if isinstance(fact, str)]


_Facts = Mapping[str, agreement.Fact]


def _side(facts: _Facts, place: int, languages: Sequence[str]) -> Signing:
    name, head, office = (_by_language(facts, f"{part}-{place}", languages) for part in _PARTS)
    return Signing(_said(facts, f"side-{place}"), name, head, office, _members(facts, place, languages))


def _members(facts: _Facts, place: int, languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The members of a side by language; nothing where none is named in any."""
    listed = {language: _list(facts.get(_name(f"members-{place}", language))) for language in languages}
    named = {language: people for language, people in listed.items() if people is not None}
    if len(named) < len(listed) or len({len(people) for people in named.values()}) > 1:
        raise NoSessionArticle(why=f"its lists “members-{place}” do not name as many people in every language")
    return named if any(named.values()) else {}


def _list(fact: agreement.Fact) -> tuple[str, ...] | None:
    """A list of texts, empty where there is no fact; None if it is something else."""
    if fact is None:
        return ()
    texts = tuple(one for one in fact if isinstance(one, str)) if isinstance(fact, tuple) else None
    return texts if texts == fact else None


_PARTS = ("name", "head", "office")


def _name(part: str, language: str) -> str:
    return f"{part}-{language.lower()}"


def _said(facts: _Facts, name: str) -> str:
    fact = facts.get(name)
    if not isinstance(fact, str) or not fact:
        raise NoSessionArticle(why=f"its fact “{name}” is missing")
    return fact


def _day(facts: _Facts, name: str) -> date:
    try:
        return date.fromisoformat(_said(facts, name))
    except ValueError as fault:
        raise NoSessionArticle(why=f"its fact “{name}” is no day, such as 2027-05-10") from fault


def _number(facts: _Facts) -> int:
    fact = facts.get("session")
    if type(fact) is not int or fact < 1:
        raise NoSessionArticle(why="its fact “session” is no number")
    return fact


def _by_language(facts: _Facts, part: str, languages: Sequence[str]) -> dict[str, str]:
    return {language: _said(facts, _name(part, language)) for language in languages}
