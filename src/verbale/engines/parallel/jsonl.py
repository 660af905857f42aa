"""Pairs to be checked, a line of JSON each, and what was found, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from verbale.engines.parallel.comparison import compare
from verbale.engines.parallel.finding import Finding
from verbale.engines.parallel.glossary import BUILT_IN, Glossary
from verbale.kernel.errors import Unreadable

MOST_CHARACTERS = 2_000_000
"""The longest line that is read."""
MOST_LANGUAGES = 5


class BadPair(Unreadable):
    """Line {line} of the pairs cannot be read: {why}. A line is {{"id": …, "languages": ["zh", "ru"], "texts": {{"zh": …,
    "ru": …}}}}; correct it and read the file again."""  # noqa: E501


def check_pairs(lines: Iterable[str], glossary: Glossary = BUILT_IN) -> Iterator[dict[str, Any]]:
    """For each line ``{"id", "languages", "texts"[, "glossary"]}`` one ``{"id", "findings": […]}``; blank lines are passed.

    ``glossary`` is a list of terms, each with its form or forms by language. A line that is none raises ``BadPair``.
    """  # noqa: E501
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _checked(number, line, glossary)


def _checked(number: int, line: str, known: Glossary) -> dict[str, Any]:
    row = _row(number, line)
    texts = {language: row["texts"][language] or "" for language in row["languages"]}
    glossary = Glossary.given(row["glossary"], beside=known) if row.get("glossary") else known
    return {"id": row["id"], "findings": [_told(finding) for finding in compare(texts, glossary=glossary)]}


def _told(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "kind": finding.kind.value, "sentence": finding.sentence()}


def _row(number: int, line: str) -> dict[str, Any]:
    if len(line) > MOST_CHARACTERS:
        raise BadPair(line=number, why=f"it is longer than {MOST_CHARACTERS} characters")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise BadPair(line=number, why="it is no JSON") from fault
    if not isinstance(row, dict):
        raise BadPair(line=number, why="it is no object")
    for fault_of in (_no_id, _no_languages, _no_texts, _no_glossary):
        if why := fault_of(row):
            raise BadPair(line=number, why=why)
    return row


def _no_id(row: dict[str, Any]) -> str:
    return "" if isinstance(row.get("id"), str | int) else "it has no “id”"


def _no_languages(row: dict[str, Any]) -> str:
    languages = row.get("languages")
    if not isinstance(languages, list) or not all(isinstance(one, str) and one for one in languages):
        return "“languages” is no list of language codes"
    if not 2 <= len(set(languages)) == len(languages) <= MOST_LANGUAGES:
        return f"“languages” names fewer than two languages, more than {MOST_LANGUAGES}, or one twice"
    return ""


def _no_texts(row: dict[str, Any]) -> str:
    texts = row.get("texts")
    if not isinstance(texts, dict):
        return "“texts” is no object"
    for language in row["languages"]:
        if language not in texts or not isinstance(texts[language], str | None):
            return f"“texts” has no text in “{language}”"
    return ""


def _no_glossary(row: dict[str, Any]) -> str:
    glossary = row.get("glossary", [])
    if not isinstance(glossary, list):
        return "“glossary” is no list"
    return "" if all(map(_is_term, glossary)) else "a term of “glossary” is no object of forms by language"


def _is_term(term: Any) -> bool:
    return isinstance(term, dict) and all(
        isinstance(said, str) or (isinstance(said, list) and all(isinstance(one, str) for one in said))
        for said in term.values()
    )
