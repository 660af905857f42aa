"""A revision as people write it: a plain form in the manner of Markdown, read into a revision and printed from one.

    kind: agreement
    languages: en, zh

    # en: Exchange of publications
    # zh: 出版物交换

    ## 1 [basis]
    = limit: 200
    ### en: Scope
    The sides exchange catalogues.
    ### zh: 范围
    双方交换目录。

``#`` is the title in a language, ``##`` an article by its identifier, with its roles in brackets, ``=`` a fact of the
article as JSON, ``###`` heading and text of the article in a language. A heading or text that is left empty is left
out. A line of a text that begins with ``#`` is written ``\\#``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from verbale.engines.agreement.article import Article
from verbale.engines.agreement.errors import NoRevision
from verbale.engines.agreement.revision import LARGEST, Revision
from verbale.kernel.canonical import Json, canonical, read_json

_HEAD = re.compile(r"(kind|languages):\s*(.*)")
_TITLE = re.compile(r"#\s+([A-Za-z0-9-]+):\s*(.*)")
_ARTICLE = re.compile(r"##\s+(\S+)\s*(?:\[(.*)\])?")
_FACT = re.compile(r"=\s*([a-z0-9 -]+?):\s*(.*)")
_WORDING = re.compile(r"###\s+([A-Za-z0-9-]+)(?::\s*(.*))?")
_ESCAPED = re.compile(r"\\+#")
_TO_ESCAPE = re.compile(r"\\*#")

FORMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "agreement": (("1", "Subject", ""), ("2", "Scope and form of what is supplied", "basis"), ("3", "Term", "")),
    "programme": (
        ("1", "Period", ""), ("2", "Subjects", ""), ("3", "Principles of transfer", "transfer"),
        ("4", "General conditions", "conditions"),
    ),
    "minutes": (("1", "Present", ""), ("2", "Agreed", ""), ("3", "Next session", "")),
    "statute": (("1", "Tasks", ""), ("2", "Composition", ""), ("3", "Sessions", "")),
    "statement of account": (("1", "Period", ""), ("2", "Delivered", ""), ("3", "Outstanding", "")),
    "commission": (("1", "Founding", ""), ("2", "Delegates", "")),
}  # fmt: skip
"""The articles of an empty form by kind: identifier, heading in English, role."""


@dataclass(slots=True)
class _Part:
    """An article as it is being read."""

    identifier: str
    roles: tuple[str, ...]
    facts: dict[str, Json] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def article(self) -> Article:
        texts = {language: "\n".join(lines) for language, lines in self.lines.items()}
        return Article(
            self.identifier,
            self.heading,
            {language: text for language, text in texts.items() if text.strip()},
            self.roles,
            self.facts,
        )


def read_plain(data: bytes) -> Revision:
    """The revision that a plain form says; NoRevision names the line that cannot be understood."""
    if len(data) > LARGEST:
        raise NoRevision(why=f"it has more than {LARGEST} bytes")
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as fault:
        raise NoRevision(why="it is not written in UTF-8") from fault
    return _Reader().read(lines)


class _Reader:
    """What was read so far."""

    def __init__(self) -> None:
        self.head: dict[str, str] = {}
        self.title: dict[str, str] = {}
        self.parts: list[_Part] = []
        self.language = ""

    def read(self, lines: Iterable[str]) -> Revision:
        for number, line in enumerate(lines, 1):
            if not self._mark(line.rstrip(), number):
                self._words(line, number)
        languages = tuple(one.strip() for one in self.head.get("languages", "").split(",") if one.strip())
        articles = tuple(part.article() for part in self.parts)
        return Revision(self.head.get("kind", "").strip(), languages, self.title, articles)

    def _mark(self, line: str, number: int) -> bool:
        """Whether the line is a mark of the form, and not words."""
        if found := _WORDING.fullmatch(line):
            return self._wording(found[1], found[2] or "", number)
        if found := _ARTICLE.fullmatch(line):
            roles = tuple(one.strip() for one in (found[2] or "").split(",") if one.strip())
            self.parts.append(_Part(found[1], roles))
            self.language = ""
            return True
        if found := _TITLE.fullmatch(line):
            if self.parts:
                raise NoRevision(why=f"line {number}: a title stands after the first article")
            if found[2].strip():
                self.title[found[1]] = found[2]
            return True
        if not self.parts and (found := _HEAD.fullmatch(line)):
            self.head[found[1]] = found[2]
            return True
        if self.parts and not self.language and (found := _FACT.fullmatch(line)):
            self.parts[-1].facts[found[1]] = read_json(found[2].encode(), f"the fact in line {number}")
            return True
        return False

    def _wording(self, language: str, heading: str, number: int) -> bool:
        if not self.parts:
            raise NoRevision(why=f"line {number}: a heading stands before the first article")
        if language in self.parts[-1].lines:
            raise NoRevision(why=f"line {number}: the article has this language already")
        self.language = language
        self.parts[-1].lines[language] = []
        if heading.strip():
            self.parts[-1].heading[language] = heading
        return True

    def _words(self, line: str, number: int) -> None:
        if self.language:
            if line.startswith("#"):
                raise NoRevision(why=f"line {number} begins with # and is no mark of the form; write \\#")
            self.parts[-1].lines[self.language].append(line[1:] if _ESCAPED.match(line) else line)
        elif line.strip():
            raise NoRevision(why=f"line {number} stands where no text may stand: {line.strip()[:60]!r}")


def as_plain(revision: Revision) -> str:
    """The revision as a plain form; a line break in a title or heading becomes a blank."""
    return "\n".join(_lines(revision)) + "\n"


def _lines(revision: Revision) -> Iterator[str]:
    yield from (f"kind: {revision.kind}", f"languages: {', '.join(revision.languages)}", "")
    for language, words in revision.title.items():
        yield f"# {language}: {_one_line(words)}"
    for article in revision.articles:
        roles = f" [{', '.join(article.roles)}]" if article.roles else ""
        yield from ("", f"## {article.identifier}{roles}")
        facts = article.as_json()["facts"]
        assert isinstance(facts, dict)
        for name, fact in facts.items():
            yield f"= {name}: {canonical(fact).decode()}"
        for language in revision.languages:
            if language in article.languages:
                heading = _one_line(article.heading.get(language, ""))
                yield f"### {language}: {heading}" if heading else f"### {language}"
                for line in article.text.get(language, "").split("\n"):
                    yield "\\" + line if _TO_ESCAPE.match(line) else line


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def empty_form(kind: str, languages: Iterable[str]) -> str:
    """An empty form for a kind of text, to be filled in; the headings that are usual stand in English."""
    order = tuple(languages)
    lines = [f"kind: {kind}", f"languages: {', '.join(order)}", "", *(f"# {language}: " for language in order)]
    for identifier, heading, role in FORMS[kind]:
        lines += ["", f"## {identifier} [{role}]" if role else f"## {identifier}"]
        for language in order:
            lines += [f"### {language}: {heading if language == 'en' else ''}", ""]
    return "\n".join(lines) + "\n"
