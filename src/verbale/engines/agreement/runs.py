"""Two wordings compared: runs of what stays, goes and comes; words, or signs where a script does not part words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate

MOST_STEPS = 2_000_000
"""Pairs of equal tokens that are looked at for one wording."""
MOST_STEPS_IN_ALL = 10_000_000
"""The same for all wordings of one comparison: a hostile text shall not keep a page waiting."""

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


@dataclass
class Effort:
    """How many steps are left for a comparison. When they are used up, the rest counts as changed."""

    left: int = MOST_STEPS

    def take(self, steps: int) -> bool:
        """Whether so many steps are left; then they are taken."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def runs(before: str, after: str, effort: Effort | None = None) -> tuple[Run, ...]:
    """The runs from one wording to the other. Those that are not added make up ``before``, those that are not removed
    ``after``. Long texts with much repetition are compared by sentences, and what would take too long (``effort`` may
    be shared by several wordings) is not compared at all."""
    if before == after:
        return (Run(Fate.SAME, before),) if before else ()
    effort = effort or Effort()
    share = Effort(min(effort.left, MOST_STEPS))
    effort.left -= share.left
    found = _by_words_or_sentences(before, after, share)
    effort.left += share.left
    return found


def _by_words_or_sentences(before: str, after: str, effort: Effort) -> tuple[Run, ...]:
    for pattern in (_WORDS, _SENTENCES):
        old, new = pattern.findall(before), pattern.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        middle = _Middle(old[start : len(old) - end], new[start : len(new) - end])
        if pattern is _SENTENCES or middle.steps(0, len(middle.old)) <= effort.left // 4:
            break
    same = (Run(Fate.SAME, "".join(old[:start])), Run(Fate.SAME, "".join(old[len(old) - end :])))
    return _joined([same[0], *middle.compared(effort), same[1]])


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens are equal at the beginning."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))


class _Middle:
    """What stands between an equal beginning and an equal end."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new = old, new
        self.matcher = SequenceMatcher(None, old, new, autojunk=False)
        there = Counter(new)
        self.sums = list(accumulate((1 + there[token] for token in old), initial=0))

    def steps(self, begin: int, end: int) -> int:
        """How many pairs one search looks at for this part of the old tokens."""
        return self.sums[end] - self.sums[begin]

    def compared(self, effort: Effort) -> list[Run]:
        """What stays, goes and comes, as far as the effort lasts."""
        found, done = [], (0, 0)
        for i, k, size in [*sorted(self._blocks(effort)), (len(self.old), len(self.new), 0)]:
            found.append(Run(Fate.REMOVED, "".join(self.old[done[0] : i])))
            found.append(Run(Fate.ADDED, "".join(self.new[done[1] : k])))
            found.append(Run(Fate.SAME, "".join(self.old[i : i + size])))
            done = (i + size, k + size)
        return found

    def _blocks(self, effort: Effort) -> Iterator[tuple[int, int, int]]:
        """The longest equal part, then those before and after it; difflib's way, but with an end."""
        parts = [(0, len(self.old), 0, len(self.new))]
        while parts:
            i, j, k, m = parts.pop()
            if i == j or k == m or not effort.take(self.steps(i, j)):
                continue
            block = self.matcher.find_longest_match(i, j, k, m)
            if block.size:
                yield block.a, block.b, block.size
                parts.append((i, block.a, k, block.b))
                parts.append((block.a + block.size, j, block.b + block.size, m))


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
