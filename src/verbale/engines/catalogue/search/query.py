"""The language of a query: words, phrases, fields, OR, minus and brackets. Whatever a person types can be read.

What cannot be read as syntax is words; ``str`` of what was read gives the query as it was understood, in the same
language, so that a page can say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.engines.catalogue.search.form import TEXTS

MOST_LETTERS = 1000
"""Letters of a query that count."""
_MOST_DEPTH, _MOST_TOKENS = 12, 128

FIELDS = {
    "title": ("title", "ti", "titel", "заглавие", "название", "题名", "題名", "제목"),
    "creator": ("creator", "author", "au", "autor", "urheber", "автор", "作者", "著者", "저자"),
    "publisher": ("publisher", "verlag", "издательство", "出版社", "出版者", "출판사"),
    "series": ("series", "reihe", "серия", "丛书", "叢書", "총서"),
    "subject": ("subject", "topic", "schlagwort", "thema", "предмет", "тема", "主题", "主題", "주제"),
    "isbn": ("isbn", "issn"),
    "year": ("year", "jahr", "год", "年", "年份", "연도"),
    "language": ("language", "lang", "sprache", "язык", "语言", "語言", "언어"),
    "kind": ("kind", "type", "art", "вид", "类型", "類型", "종류"),
}
"""The fields that can be asked for, and every word that names one in a query."""
_NAMED = {alias: name for name, aliases in FIELDS.items() for alias in aliases}
_MARKS = str.maketrans("“”„‟«»「」『』《》＂：（）\u3000－＊｜", '""""""""""""":() -*|')
_TOKEN = re.compile(r'(?P<quoted>"[^"]*"?)|(?P<mark>[()|])|(?P<chunk>[^\s"()|]+)|\s+')
_YEARS = re.compile(r"^(?:(\d{1,4})?(\.\.|-|–)(\d{1,4})?|(\d{1,4}))$")


@dataclass(frozen=True, slots=True)
class Word:
    """Words without a blank between them, in a field or anywhere; ``open`` if more letters may follow (``laser*``)."""

    text: str
    field: str = ""
    open: bool = False

    def __str__(self) -> str:
        return _fielded(self.field, self.text + "*" * self.open)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side in this order."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return _fielded(self.field, f'"{self.text}"')


@dataclass(frozen=True, slots=True)
class Years:
    """From a year to a year, both included; None where there is no bound."""

    first: int | None
    last: int | None

    def __str__(self) -> str:
        return f"year:{self.first or ''}" + ("" if self.first == self.last else f"..{self.last or ''}")


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be there."""

    node: Node

    def __str__(self) -> str:
        return f"-{_bracketed(self.node)}"


@dataclass(frozen=True, slots=True)
class All:
    """Everything that must be there; nothing asks for nothing."""

    nodes: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(_bracketed, self.nodes))


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(_bracketed, self.nodes))


Node = Word | Phrase | Years | Without | All | Either


def read_query(text: str) -> All:
    """Reads a query; there is no text that cannot be read."""
    text = text[:MOST_LETTERS].encode("utf-8", "replace").decode()
    matches = _TOKEN.finditer(text.translate(_MARKS))
    tokens = [(match.lastgroup or "", match[0]) for match in matches if match.lastgroup][:_MOST_TOKENS]
    node = _Reader(tokens).either(0)
    return node if isinstance(node, All) else All((node,))


class _Reader:
    """Reads tokens from left to right; brackets that do not match are passed over."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def either(self, depth: int) -> Node:
        parts = [self.all(depth)]
        while self.at < len(self.tokens):
            kind, text = self.tokens[self.at]
            if kind == "mark" and text == ")" and depth:
                break
            self.at += 1
            parts.append(self.all(depth))
        parts = [part for part in parts if part.nodes]
        if len(parts) > 1:
            return Either(tuple(part.nodes[0] if len(part.nodes) == 1 else part for part in parts))
        return parts[0] if parts else All()

    def all(self, depth: int) -> All:
        nodes: list[Node] = []
        while self.at < len(self.tokens) and not self._ends(depth):
            nodes += self._next(depth)
        return All(tuple(nodes))

    def _ends(self, depth: int) -> bool:
        kind, text = self.tokens[self.at]
        if kind == "mark" and text == ")" and not depth:
            self.at += 1
            return self.at >= len(self.tokens) or self._ends(depth)
        return (kind == "mark" and text in "|)") or (kind == "chunk" and text == "OR")

    def _next(self, depth: int) -> Iterator[Node]:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "mark":
            yield from self._bracket(depth)
        elif kind == "quoted":
            yield from _phrase(text, "")
        elif text.startswith(("-", "–", "−")) and len(text) > 1:
            yield from (Without(node) for node in self._chunk(text[1:], depth))
        elif text == "-" and self._opens():
            self.at += 1
            yield from (Without(node) for node in self._bracket(depth))
        elif text == "-" and self._quotes():
            self.at += 1
            yield from (Without(node) for node in _phrase(self.tokens[self.at - 1][1], ""))
        elif text not in ("AND", "&"):
            yield from self._chunk(text, depth)

    def _bracket(self, depth: int) -> Iterator[Node]:
        if depth >= _MOST_DEPTH:
            return
        inner = self.either(depth + 1)
        self.at += 1
        if inner != All():
            yield inner

    def _opens(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == ("mark", "(")

    def _quotes(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == "quoted"

    def _chunk(self, text: str, depth: int) -> Iterator[Node]:
        name, colon, rest = text.partition(":")
        field = _NAMED.get(name.casefold(), "") if colon else ""
        if field and not rest and self._quotes():
            self.at += 1
            yield from _phrase(self.tokens[self.at - 1][1], field)
        elif field in TEXTS and not rest and self._opens():
            self.at += 1
            yield from (_within(node, field) for node in self._bracket(depth))
        elif field and rest:
            yield _in_field(field, rest)
        else:
            yield from _word(text, "")


def _within(node: Node, field: str) -> Node:
    """What stands in brackets after a field, in that field; a field named inside stays."""
    match node:
        case Word(text, "", open):
            return Word(text, field, open)
        case Phrase(text, ""):
            return Phrase(text, field)
        case Without(inner):
            return Without(_within(inner, field))
        case All(nodes):
            return All(tuple(_within(one, field) for one in nodes))
        case Either(nodes):
            return Either(tuple(_within(one, field) for one in nodes))
    return node


def _in_field(field: str, text: str) -> Node:
    if field == "year":
        years = _YEARS.match(text)
        if years is None or text in ("..", "-", "–"):
            return Word(text)
        if years[4]:
            return Years(int(years[4]), int(years[4]))
        return Years(*(int(year) if year else None for year in (years[1], years[3])))
    return next(_word(text, field), Word(text))


def _word(text: str, field: str) -> Iterator[Node]:
    bare = text.rstrip("*")
    if any(map(str.isalnum, bare)):
        yield Word(bare, field, open=bare != text)


def _phrase(text: str, field: str) -> Iterator[Node]:
    bare = text.strip('"').strip()
    if any(map(str.isalnum, bare)):
        yield Phrase(bare, field) if field in ("", *TEXTS) else _in_field(field, bare)


def _fielded(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text


def _bracketed(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Either) else str(node)
