"""A rulebook as a paper that people read: its rules in one language, or in two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from verbale.engines.paper.phrases import Text, in_each, phrase, require_languages
from verbale.engines.paper.typesetting import typeset

Pairs = tuple[tuple[Text, Text], ...]
"""What something is called, and what it says."""


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A rule by its number: what is asked, what is given, and the notes on it, such as its clause.

    Cells that let everything pass, and outputs that say nothing, are left out by whoever makes it.
    """

    number: int
    asked: Pairs
    given: Pairs
    notes: Pairs = ()


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """A decision with its rules and its hit policy by letter, or with ``text`` where it is no table."""

    name: Text
    hit: str = ""
    rules: tuple[PaperRule, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class RulebookPaper:
    """A rulebook as it is printed: its title, facts about it (such as from when it is in force), its decisions.

    ``sha256`` names the file that decides: the paper only shows what it says.
    """

    title: Text
    facts: Pairs
    decisions: tuple[PaperDecision, ...]
    sha256: str


def rulebook(paper: RulebookPaper, *, languages: Sequence[str], day: date) -> bytes:
    """The rulebook as PDF/A-2a, dated with a day; equal arguments give equal bytes.

    Raises NoPhrases or BadLetter for other languages than one or two known ones, MissingFont, NoGlyph.
    """
    known = require_languages(languages)
    facts: dict[str, Any] = {
        "caveat": [],
        "title": in_each(paper.title, known),
        "names": phrase(known, "language"),
        "facts": [_pair(each, known) for each in paper.facts],
        "sha256": paper.sha256,
        "sha256_word": phrase(known, "rulebook_sha256"),
        "decisions": [_decision(each, known) for each in paper.decisions],
        "words": {key: phrase(known, f"rulebook_{key}") for key in ("if", "then", "always")},
    }
    return typeset("rulebook", facts, languages=known, day=day)


def _decision(decision: PaperDecision, languages: tuple[str, ...]) -> dict[str, Any]:
    key = f"rulebook_hit_{decision.hit}" if decision.hit in ("U", "A", "F", "P") else "rulebook_hit_other"
    return {
        "name": in_each(decision.name, languages),
        "hit": phrase(languages, key, sign=decision.hit) if decision.hit else [],
        "text": decision.text,
        "rules": [_rule(each, languages) for each in decision.rules],
    }


def _rule(rule: PaperRule, languages: tuple[str, ...]) -> dict[str, Any]:
    parts = {"asked": rule.asked, "given": rule.given, "notes": rule.notes}
    told = {name: [_pair(each, languages) for each in pairs] for name, pairs in parts.items()}
    return {"heading": phrase(languages, "rulebook_rule", number=rule.number), **told}


def _pair(pair: tuple[Text, Text], languages: tuple[str, ...]) -> dict[str, list[str]]:
    return {"name": in_each(pair[0], languages), "says": in_each(pair[1], languages)}
