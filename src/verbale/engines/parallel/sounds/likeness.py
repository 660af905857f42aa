"""How far two rows of consonants are from each other."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.engines.parallel.sounds.skeleton import Sound

MOST = 0.3
"""Names whose sounds differ by more than this share are two names."""


def alike(one: Sequence[Sound], other: Sequence[Sound], most: float = MOST) -> bool:
    """Whether two names may be one."""
    return _distances(one, other)[-1] <= most * _weight(one)


def begins_alike(name: Sequence[Sound], text: Sequence[Sound], most: float = MOST) -> bool:
    """Whether a text begins with the name; what follows (an ending, a particle) counts nothing."""
    return min(_distances(name, text)) <= most * _weight(name)


def _weight(sounds: Sequence[Sound]) -> float:
    return sum(sound.weight for sound in sounds)


def _distances(one: Sequence[Sound], other: Sequence[Sound]) -> list[float]:
    """What it costs to make the whole of one into each beginning of the other."""
    row = [0.0]
    for sound in other:
        row.append(row[-1] + sound.weight)
    for sound in one:
        last, row = row, [row[0] + sound.weight]
        for place, against in enumerate(other, 1):
            same = 0.0 if set(sound.classes) & set(against.classes) else max(sound.weight, against.weight)
            row.append(min(last[place - 1] + same, last[place] + sound.weight, row[-1] + against.weight))
    return row
