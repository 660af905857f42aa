"""Two wordings compared: runs of what stays, goes and comes; words, or signs where a script does not part words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

COSTLIEST = 400_000
"""Pairs of equal tokens that are compared at most; beyond that, larger pieces are."""

_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORDS = re.compile(rf"[{_SIGN}]\s*|(?:(?![{_SIGN}])\w)+\s*|[^\w\s]\s*|\s+")
_SENTENCES = re.compile(r"[^.!?;。！？；\n]*(?:[.!?;。！？；\n]+\s*|$)")


class Fate(StrEnum):
    """What becomes of a piece of wording."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of wording and what becomes of it."""

    fate: Fate
    text: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The runs from one wording to the other. Those that are not added make up ``before``, those that are not removed
    ``after``. Long texts with much repetition are compared by sentences, or as wholes."""
    if before == after:
        return (Run(Fate.SAME, before),) if before else ()
    for pattern in (_WORDS, _SENTENCES):
        old, new = pattern.findall(before), pattern.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        middle = old[start : len(old) - end], new[start : len(new) - end]
        if _cost(*middle) <= COSTLIEST:
            same = Run(Fate.SAME, "".join(old[:start])), Run(Fate.SAME, "".join(old[len(old) - end :]))
            return _joined([same[0], *_compared(*middle), same[1]])
    return _joined([Run(Fate.REMOVED, before), Run(Fate.ADDED, after)])


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens are equal at the beginning."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


def _cost(old: list[str], new: list[str]) -> int:
    """How many pairs one pass of the comparison looks at; how often it passes grows with the size."""
    there = Counter(new)
    return sum(count * there[token] for token, count in Counter(old).items()) + min(len(old), len(new)) * 20


def _compared(old: list[str], new: list[str]) -> list[Run]:
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Run(Fate.SAME, "".join(old[i:j])))
        else:
            found += [Run(Fate.REMOVED, "".join(old[i:j])), Run(Fate.ADDED, "".join(new[k:m]))]
    return found


def _joined(found: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one fate as one run, none empty; between two that stay, what goes stands before what comes."""
    kept: list[Run] = []
    for run in found:
        if not run.text:
            continue
        if kept and kept[-1].fate is run.fate:
            kept[-1] = Run(run.fate, kept[-1].text + run.text)
        else:
            kept.append(run)
    return tuple(kept)
