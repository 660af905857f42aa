"""Tables of words, written as ``name: word word …``."""

from __future__ import annotations


def by_word(table: str) -> dict[str, str]:
    """Each word → the name before it."""
    found, name = {}, ""
    for word in table.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            found[word] = name
    return found
