"""Rows of equal renderings in five languages, and what changes one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from verbale.engines.parallel import compare

Row = tuple[dict[str, str], dict[str, str]]
"""By language, the renderings that say the same, with bars between them; and those that say something else."""

LANGUAGES = ("zh", "ru", "de", "ko", "en")


def renderings(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each rendering with its language."""
    for language, written in row.items():
        assert language in LANGUAGES
        for text in written.split("|"):
            yield language, text.strip()


def _findings(one: tuple[str, str], other: tuple[str, str]) -> list[str]:
    # Two renderings in one language are held against each other as well, under two names of it.
    texts = {one[0]: one[1], other[0] if other[0] != one[0] else f"{other[0]}-x": other[1]}
    return [f"{one[1]} / {other[1]}: {finding.sentence()}" for finding in compare(texts)]


def told(same: dict[str, str]) -> list[str]:
    """What is told between any two renderings that say the same: nothing, or the engine errs."""
    return [said for one, other in combinations(renderings(same), 2) for said in _findings(one, other)]


def untold(same: dict[str, str], changed: dict[str, str]) -> list[tuple[str, str]]:
    """The pairs of a changed rendering and one that says something else, of which nothing is told."""
    return [
        (other[1], one[1]) for other in renderings(changed) for one in renderings(same) if not _findings(one, other)
    ]
