"""Minutes as far as they are written: what a revision says, of which any part may still be unfinished."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from verbale.engines import agreement
from verbale.kernel.canonical import Json
from verbale.kernel.errors import WrongUse
from verbale.records.text import TextKind

MOST_ARTICLES = 1_000
MOST_CHARACTERS = 2_000_000


class NoOutline(WrongUse):
    """This cannot be kept as a draft of minutes: {why}."""


@dataclass(frozen=True, slots=True)
class Written:
    """An article as far as it is written: each of its texts may be missing, and it may have no identifier yet."""

    identifier: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    roles: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """In the shape in which a revision writes an article."""
        facts = {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in self.facts.items()}
        return {
            "identifier": self.identifier, "heading": dict(self.heading), "text": dict(self.text),
            "roles": list(self.roles), "facts": facts,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """Languages, title by language, articles in their order."""

    languages: tuple[str, ...]
    title: Mapping[str, str]
    articles: tuple[Written, ...]

    def as_json(self) -> dict[str, Json]:
        """In the shape of a revision."""
        return {
            "languages": list(self.languages), "title": dict(self.title),
            "articles": [one.as_json() for one in self.articles],
        }  # fmt: skip

    def as_plain(self) -> str:
        """In the plain form of texts, to be filled in (docs/texts.md)."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (f"kind: {TextKind.MINUTES.value}", f"languages: {', '.join(self.languages)}", "")
        yield from (f"# {one}: {_one_line(self.title.get(one, ''))}" for one in self.languages)
        for part in self.articles:
            roles = f" [{', '.join(part.roles)}]" if part.roles else ""
            yield from ("", f"## {part.identifier or '?'}{roles}")
            for name, fact in part.facts.items():
                yield f"= {name}: {json.dumps(list(fact) if isinstance(fact, tuple) else fact, ensure_ascii=False)}"
            for one in self.languages:
                heading = _one_line(part.heading.get(one, ""))
                yield f"### {one}: {heading}" if heading else f"### {one}"
                for line in part.text.get(one, "").split("\n"):
                    yield "\\" + line if line.lstrip("\\").startswith("#") else line

    @classmethod
    def of_revision(cls, revision: agreement.Revision) -> Outline:
        """What a revision says, to be written further."""
        parts = (Written(one.identifier, one.heading, one.text, one.roles, one.facts) for one in revision.articles)
        return cls(revision.languages, revision.title, tuple(parts))

    @classmethod
    def of_json(cls, value: Any) -> Outline:
        """Reads what ``as_json`` wrote, or what a person typed in that shape. Raises NoOutline."""
        if not isinstance(value, dict) or not isinstance(value.get("articles"), list):
            raise NoOutline(why="it is not in the shape of minutes")
        if len(value["articles"]) > MOST_ARTICLES:
            raise NoOutline(why=f"it has more than {MOST_ARTICLES} articles")
        if len(json.dumps(value, ensure_ascii=False)) > MOST_CHARACTERS:
            raise NoOutline(why=f"it has more than {MOST_CHARACTERS} characters")
        return cls(
            tuple(_texts(value.get("languages"))), _words(value.get("title")),
            tuple(_part(one) for one in value["articles"]),
        )  # fmt: skip


def _part(value: Any) -> Written:
    if not isinstance(value, dict) or not isinstance(value.get("facts", {}), dict):
        raise NoOutline(why="an article is not in the shape of one")
    (identifier,) = _texts([value.get("identifier", "")])
    roles = tuple(_texts(value.get("roles", [])))
    facts = {str(name): _fact(fact) for name, fact in value.get("facts", {}).items()}
    return Written(identifier, _words(value.get("heading", {})), _words(value.get("text", {})), roles, facts)


def _fact(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_fact(one) for one in value)
    if value is None or isinstance(value, bool | int):
        return value
    return _texts([value])[0]


def _words(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise NoOutline(why="its words do not stand under languages")
    return dict(zip(_texts(list(value)), _texts(list(value.values())), strict=True))


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(one, str) and "\0" not in one for one in values):
        raise NoOutline(why="something in it is no text")
    return values


def _one_line(words: str) -> str:
    return " ".join(words.split("\n"))
