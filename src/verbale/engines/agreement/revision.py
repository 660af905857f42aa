"""A revision of a text: canonical content and nothing else, named by its hash (PROTOCOL.md, 12.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verbale.engines.agreement.article import Article
from verbale.engines.agreement.errors import BadRevision, NoRevision
from verbale.engines.agreement.reading import read_canonical
from verbale.engines.agreement.wording import LANGUAGE, LONGEST_LINE, by_language
from verbale.kernel.canonical import Json, canonical, digest

VERSION = 1
KINDS = ("agreement", "programme", "minutes", "statute", "statement of account", "commission")
LARGEST = 4 * 1024 * 1024
"""Bytes of a revision."""
MOST_ARTICLES = 1_000
MOST_LANGUAGES = 8
_FIELDS = {"version", "kind", "languages", "title", "articles"}


@dataclass(frozen=True, slots=True)
class Revision:
    """What is agreed on: its kind, its languages in their order, its title by language, its articles in their order.

    Words are brought to one spelling at birth (NFC, one sign for a new line, no blanks around); who wrote it, when and
    where has no place in it. ``hash`` is the SHA-256 of ``as_bytes()``.
    """

    kind: str
    languages: tuple[str, ...]
    title: Mapping[str, str]
    articles: tuple[Article, ...]
    hash: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "languages", _languages(self.kind, self.languages))
        title = by_language(self.title, self.languages, where="the title", longest=LONGEST_LINE)
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "articles", tuple(self.articles))
        if not title:
            raise BadRevision(where="the title", why="it has no words in any language")
        _check_articles(self.articles, self.languages)
        data = self.as_bytes()
        if len(data) > LARGEST:
            raise BadRevision(where="the whole", why=f"it has {len(data)} bytes, and the limit is {LARGEST}")
        object.__setattr__(self, "hash", digest(data))

    def __hash__(self) -> int:
        return hash(self.hash)

    def as_json(self) -> dict[str, Json]:
        """Its canonical content."""
        return {
            "version": VERSION,
            "kind": self.kind,
            "languages": list(self.languages),
            "title": dict(self.title),
            "articles": [article.as_json() for article in self.articles],
        }

    def as_bytes(self) -> bytes:
        """The canonical bytes that are hashed, kept and sent."""
        return canonical(self.as_json())

    def article(self, identifier: str) -> Article | None:
        """The article with this identifier."""
        return next((article for article in self.articles if article.identifier == identifier), None)

    def with_role(self, role: str) -> tuple[Article, ...]:
        """The articles that may be cited for this."""
        return tuple(article for article in self.articles if role in article.roles)

    def untranslated(self) -> tuple[tuple[str | None, str], ...]:
        """Which article (None: the title) lacks which language, in their order. A heading counts only where the
        article has one in another language."""
        missing: list[tuple[str | None, str]] = [(None, one) for one in self.languages if one not in self.title]
        for article in self.articles:
            missing += [
                (article.identifier, one)
                for one in self.languages
                if one not in article.text or (article.heading and one not in article.heading)
            ]
        return tuple(missing)

    @classmethod
    def of_json(cls, value: Json) -> Revision:
        """Reads what ``as_json`` wrote, or what people typed in that shape; no field more or less."""
        if not isinstance(value, dict) or set(value) != _FIELDS:
            raise NoRevision(why=f"it has not just the fields {', '.join(sorted(_FIELDS))}")
        if type(value["version"]) is not int or value["version"] != VERSION:
            raise NoRevision(why=f"it is not of version {VERSION}")
        if not isinstance(value["articles"], list) or not isinstance(value["languages"], list):
            raise NoRevision(why="its articles or its languages are no list")
        if len(value["articles"]) > MOST_ARTICLES:
            raise NoRevision(why=f"it has more than {MOST_ARTICLES} articles")
        articles = tuple(Article.of_json(article) for article in value["articles"])
        return cls(value["kind"], tuple(value["languages"]), value["title"], articles)


def read_revision(data: bytes) -> Revision:
    """The revision in these bytes; refuses any but the canonical ones, since another spelling has another hash."""
    return read_canonical(data, Revision.of_json, what="a revision", largest=LARGEST, refusal=NoRevision)


def _languages(kind: object, languages: tuple[str, ...]) -> tuple[str, ...]:
    if kind not in KINDS:
        raise BadRevision(where="its kind", why=f"{str(kind)[:40]!r} is none of {', '.join(KINDS)}")
    if isinstance(languages, str) or not 1 <= len(languages) <= MOST_LANGUAGES:
        raise BadRevision(where="its languages", why=f"they are not 1 to {MOST_LANGUAGES}")
    for language in languages:
        if not (isinstance(language, str) and LANGUAGE.fullmatch(language)):
            raise BadRevision(where="its languages", why=f"{str(language)[:20]!r} is no language code, like zh-Hans")
    if len(set(languages)) < len(languages):
        raise BadRevision(where="its languages", why="one stands twice")
    return tuple(languages)


def _check_articles(articles: tuple[Article, ...], languages: tuple[str, ...]) -> None:
    if not 1 <= len(articles) <= MOST_ARTICLES:
        raise BadRevision(where="its articles", why=f"they are not 1 to {MOST_ARTICLES}")
    seen: set[str] = set()
    for article in articles:
        if article.identifier in seen:
            raise BadRevision(where=f"article {article.identifier}", why="another has the same identifier")
        seen.add(article.identifier)
        if foreign := article.languages - set(languages):
            raise BadRevision(
                where=f"article {article.identifier}",
                why=f"it has the language {', '.join(sorted(foreign))}, which the text has not",
            )
