"""Rows in which words occur, whatever their letter case."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

MOST_WORDS = 10
"""Of a longer text only the first words are looked for."""


def with_all(text: str, fields: Iterable[str]) -> Q:
    """Rows in which every word of a text occurs in at least one of the fields; all rows for no word."""
    wanted, searched = Q(), tuple(fields)
    for word in text.split()[:MOST_WORDS]:
        anywhere = Q()
        for field in searched:
            anywhere |= with_word(word, field)
        wanted &= anywhere
    return wanted


def with_word(word: str, field: str) -> Q:
    """Rows in whose field the word occurs.

    SQLite, and PostgreSQL in some locales, know the cases of Latin letters alone. So a word in another script is
    looked for as it is given, in small letters, in capitals, and with one capital at its head.
    """
    wanted = Q()
    for form in sorted({word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}):
        wanted |= Q(**{f"{field}__icontains": form})
    return wanted
