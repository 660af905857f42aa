"""The fixed words of letters and cover sheets, in each language, and texts that differ by language."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date

from verbale.engines.paper.errors import BadLetter, NoPhrases
from verbale.engines.paper.typesetting import TEMPLATES
from verbale.kernel.canonical import read_json

Text = str | Mapping[str, str]
"""A text: one for all languages, or one a language by its tag (``{"en": …, "zh": …}``)."""


@functools.cache
def all_phrases() -> dict[str, dict[str, str]]:
    """Every phrase by language and key."""
    read: dict[str, dict[str, str]] = read_json((TEMPLATES / "phrases.json").read_bytes(), "phrases.json")
    return read


def languages_known() -> tuple[str, ...]:
    """The languages in which letters and cover sheets can be written."""
    return tuple(all_phrases())


def require_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """One language or two different ones, each with phrases; raises NoPhrases or BadLetter."""
    for language in languages:
        if language not in all_phrases():
            raise NoPhrases(language=language, known=", ".join(all_phrases()))
    if len(set(languages)) != len(languages) or len(languages) not in (1, 2):
        raise BadLetter(why="it needs one language or two different ones")
    return tuple(languages)


def phrase(languages: Sequence[str], key: str, **facts: object) -> list[str]:
    """A fixed phrase in each of the languages, with its facts filled in."""
    return [all_phrases()[language][key].format(**facts) for language in languages]


def in_each(text: Text, languages: Sequence[str]) -> list[str]:
    """The text in each of the languages; where it has none in one of them, the first that it has."""
    if isinstance(text, str):
        return [text] * len(languages)
    first = next(iter(text.values()), "")
    return [text.get(language, first) for language in languages]


def day_in_each(day: date, languages: Sequence[str]) -> list[str]:
    """The day as each language writes it in a letter."""
    return [format_date(day, "long", locale=_LOCALES.get(language, language)) for language in languages]


_LOCALES = {"en": "en_GB"}
"""Where a language's plain locale writes dates as one country does and a letter abroad should not."""
