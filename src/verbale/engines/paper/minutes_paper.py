"""What the paper of minutes says, in one to three languages: the facts that typesetting and Akoma Ntoso share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verbale.engines.paper.errors import BadMinutes
from verbale.engines.paper.phrases import Text, languages_known, phrase
from verbale.engines.paper.stamp import Marking
from verbale.kernel.canonical import is_digest

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}", re.ASCII)
_SIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_MOST_ARTICLES = 1_000
_LONGEST_NAME, _LONGEST_TEXT = 300, 200_000
"""Characters of a name, an office, a place; and of a text."""


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person with the office held on that day."""

    name: Text
    office: Text = ""


@dataclass(frozen=True, slots=True)
class MinutesSide:
    """A side: its code, its name, and its delegation. The head signs unless ``signs`` names another."""

    code: str
    name: Text
    head: Delegate
    members: tuple[Delegate, ...] = ()
    signs: Delegate | None = None

    @property
    def signatory(self) -> Delegate:
        """Who signs for this side."""
        return self.signs or self.head


@dataclass(frozen=True, slots=True)
class MinutesArticle:
    """An article as it was agreed: its words by language. A language that is missing leaves its place empty."""

    identifier: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes as both sides sign them.

    ``languages`` are one to three in the order of their columns; ``revision`` is the hash (SHA-256) of the agreed
    revision, which stands on every page; ``session`` names the session (“12th session”); ``place`` and ``dates`` are
    words as written; ``prevails`` is the sentence on which language prevails; a ``marking`` stands on every page.
    Title, session and names of sides have words in every language. Raises BadMinutes at birth.
    """

    title: Mapping[str, str]
    languages: tuple[str, ...]
    articles: tuple[MinutesArticle, ...]
    sides: tuple[MinutesSide, MinutesSide]
    revision: str
    session: Text = ""
    place: Text = ""
    dates: Text = ""
    prevails: Text = ""
    marking: Marking | None = None

    def __post_init__(self) -> None:
        _check_languages(self.languages)
        _check_articles(self.articles)
        _check_sides(self.sides)
        if not is_digest(self.revision):
            raise BadMinutes(where="the revision", why=f"“{self.revision}” is not a SHA-256 in lower-case hex")
        for where, text, longest in self._texts():
            _check_text(where, text, longest)
        self._check_languages_of_all()

    def _check_languages_of_all(self) -> None:
        required = [("the title", self.title), *((f"side {side.code}", side.name) for side in self.sides)]
        optional = [("the session", self.session), ("the place", self.place), ("the dates", self.dates)]
        optional += [("the prevailing language", self.prevails)]
        for where, text in (*required, *((where, text) for where, text in optional if text)):
            for language in self.languages:
                if not words(text, language).strip():
                    raise BadMinutes(where=where, why=f"it has no words in “{language}”")

    def _texts(self) -> Iterator[tuple[str, Text, int]]:
        for where, text in (("the session", self.session), ("the place", self.place), ("the dates", self.dates)):
            yield where, text, _LONGEST_NAME
        for side in self.sides:
            people = (side.head, *side.members, side.signatory)
            for text in (side.name, *(text for one in people for text in (one.name, one.office))):
                yield f"side {side.code}", text, _LONGEST_NAME
        yield from (("the title", self.title, 1_000), ("the prevailing language", self.prevails, 5_000))
        for article in self.articles:
            yield f"article {article.identifier}, heading", article.heading, 1_000
            yield f"article {article.identifier}", article.text, _LONGEST_TEXT


def words(text: Text, language: str) -> str:
    """The words in this language and no other; a text that is one for all languages is in each."""
    return text if isinstance(text, str) else text.get(language, "")


def name_in(one: Delegate, language: str) -> str:
    """A person's name as this language writes it, or as the first does that writes it at all."""
    name = one.name
    return words(name, language) or (name if isinstance(name, str) else next(iter(name.values()), ""))


def where_and_when(paper: MinutesPaper, language: str) -> str:
    """Place and dates as this language joins them."""
    place, dates = words(paper.place, language), words(paper.dates, language)
    if place and dates:
        return phrase([plain(language)], "where_when", place=place, date=dates)[0]
    return place or dates


def plain(language: str) -> str:
    """The language without script and country: zh of zh-Hans."""
    return language.split("-")[0]


def _check_languages(languages: Sequence[str]) -> None:
    if isinstance(languages, str) or not 1 <= len(languages) <= 3:
        raise BadMinutes(where="the languages", why="they are not one to three")
    for language in languages:
        if not (_LANGUAGE.fullmatch(language) and plain(language) in languages_known()):
            raise BadMinutes(where="the languages", why=f"“{language}” is none of {', '.join(languages_known())}")
    if len({plain(language) for language in languages}) < len(languages):
        raise BadMinutes(where="the languages", why="one stands twice")


def _check_articles(articles: Sequence[MinutesArticle]) -> None:
    if not 1 <= len(articles) <= _MOST_ARTICLES:
        raise BadMinutes(where="the articles", why=f"they are not 1 to {_MOST_ARTICLES}")
    seen: set[str] = set()
    for article in articles:
        if not _IDENTIFIER.fullmatch(article.identifier):
            raise BadMinutes(where=f"article “{article.identifier[:40]}”", why="its identifier is not A–Z a–z 0–9 . -")
        if article.identifier in seen:
            raise BadMinutes(where=f"article {article.identifier}", why="another has the same identifier")
        seen.add(article.identifier)


def _check_sides(sides: Sequence[MinutesSide]) -> None:
    if len(sides) != 2 or sides[0].code == sides[1].code:
        raise BadMinutes(where="the sides", why="they are not two different ones")
    for side in sides:
        if not _SIDE.fullmatch(side.code):
            raise BadMinutes(where="the sides", why=f"“{side.code[:40]}” is no code of a side")


def _check_text(where: str, text: Text, longest: int) -> None:
    for language, one in [("", text)] if isinstance(text, str) else list(text.items()):
        place = f"{where}, {language}" if language else where
        if len(one) > longest:
            raise BadMinutes(where=place, why=f"it is longer than {longest} characters")
        for sign in one:
            if sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn"):
                raise BadMinutes(where=place, why=f"it holds the sign U+{ord(sign):04X}, which no page shows")
