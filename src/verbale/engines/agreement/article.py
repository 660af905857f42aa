"""An article: what keeps its identifier through all revisions of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from verbale.engines.agreement.errors import BadRevision
from verbale.engines.agreement.wording import LANGUAGE, LONGEST_LINE, LONGEST_TEXT, by_language, clean
from verbale.kernel.canonical import Json, canonical

BASIS = "basis"
"""The role of an article that says scope and form of what is supplied: releases cite it."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9]*([ -][a-z0-9]+)*", re.ASCII)
_LONGEST_NAME = 40
_MOST = 100
"""Facts of an article, and elements of a list in them."""
_FIELDS = {"identifier", "heading", "text", "roles", "facts"}

Scalar = str | int | bool | None
Fact = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """Heading and text by language, and what a machine may know of it.

    ``identifier`` (“1”, “2a”) names it through all revisions. ``roles`` say what others may cite it for (``basis``).
    ``facts`` are single values or lists of them, such as ``{"delegates": ["A 4", "B 5"]}``; no fractions, which are
    written as strings.
    """

    identifier: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    roles: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (isinstance(self.identifier, str) and _IDENTIFIER.fullmatch(self.identifier)):
            raise BadRevision(
                where=f"article {str(self.identifier)[:40]!r}", why="it is not named by 1–20 of A–Z a–z 0–9 . -"
            )
        where = f"article {self.identifier}"
        for name, longest in (("heading", LONGEST_LINE), ("text", LONGEST_TEXT)):
            words = getattr(self, name)
            own = sorted(words) if isinstance(words, Mapping) and all(map(_is_language, words)) else ()
            object.__setattr__(self, name, by_language(words, own, where=f"{where}, {name}", longest=longest))
        if not self.text:
            raise BadRevision(where=where, why="it has no text in any language")
        object.__setattr__(self, "roles", _roles(self.roles, where))
        object.__setattr__(self, "facts", _facts(self.facts, where))

    def __eq__(self, other: object) -> bool:
        # By what is hashed: to Python true is 1, and it is not the same fact.
        return isinstance(other, Article) and canonical(self.as_json()) == canonical(other.as_json())

    def __hash__(self) -> int:
        return hash(canonical(self.as_json()))

    @property
    def languages(self) -> set[str]:
        """Every language in which something of it is written."""
        return {*self.heading, *self.text}

    def as_json(self) -> dict[str, Json]:
        """Its canonical content."""
        return {
            "identifier": self.identifier,
            "heading": dict(self.heading),
            "text": dict(self.text),
            "roles": list(self.roles),
            "facts": {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in self.facts.items()},
        }

    @classmethod
    def of_json(cls, value: Json) -> Article:
        """Reads what ``as_json`` wrote; every field has to stand there, and no other may."""
        if not isinstance(value, dict) or set(value) != _FIELDS:
            raise BadRevision(where="an article", why=f"it has not just the fields {', '.join(sorted(_FIELDS))}")
        return cls(**value)


def _is_language(text: Any) -> bool:
    return isinstance(text, str) and LANGUAGE.fullmatch(text) is not None


def _roles(roles: Any, where: str) -> tuple[str, ...]:
    named = tuple(roles) if isinstance(roles, list | tuple) else (None,)
    if not all(map(_is_name, named)) or len(set(named)) < len(named) or len(named) > _MOST:
        raise BadRevision(where=where, why="its roles are not a list of different names in small letters")
    return tuple(sorted(named))


def _facts(facts: Any, where: str) -> Mapping[str, Fact]:
    if not isinstance(facts, Mapping) or not all(map(_is_name, facts)) or len(facts) > _MOST:
        raise BadRevision(where=where, why=f"its facts are not at most {_MOST} values under names in small letters")
    return MappingProxyType({name: _fact(facts[name], f"{where}, fact {name}") for name in sorted(facts)})


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None


def _fact(fact: Any, where: str) -> Fact:
    if not isinstance(fact, list | tuple):
        return _scalar(fact, where)
    if len(fact) > _MOST:
        raise BadRevision(where=where, why=f"it lists more than {_MOST}")
    return tuple(_scalar(one, where) for one in fact)


def _scalar(value: Any, where: str) -> Scalar:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, str):
        return clean(value, where=where, longest=LONGEST_LINE)
    raise BadRevision(where=where, why="it is no text, whole number, yes or no, or a list of these")
