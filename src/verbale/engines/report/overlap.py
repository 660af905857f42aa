"""Which conclusion takes up a sentence, as far as words in common can say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from verbale.engines.report.commitment import ProposedCommitment
from verbale.engines.report.language import language_of

_ALGORITHMS = {"en": "english", "de": "german", "ru": "russian"}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_EASTERN = re.compile(r"[\u4e00-\u9fff]+|[\uac00-\ud7a3]+")
_EMPTY = frozenset(
    "a an the of and or to in on at for by with from as is are was were be been being it its this "
    "that these those which who whom "
    "will would shall should may must has have had not no also there their they them he she his her "
    "we our us i you into under "
    "between such than then all any both more most other some very can could do does did so if but "
    "about after before during "
    "der die das den dem des ein eine einer eines einem einen und oder zu zum zur im in an am auf "
    "für von vom mit bei als ist sind war "
    "waren werden wird wurde wurden sein hat haben hatte nicht auch sich es sie er wir uns dass daß "
    "diese dieser dieses durch über "
    "nach vor aus um bis wie sowie soll sollen kann können "
    "и в во на с со по к ко о об от до из у за для при не ни а но или что как это этот эта эти быть "
    "был была было были будет будут "
    "его её их он она они мы нас также который которая которые которого между под над так же "
    "необходимо necessary appears notwendig".split()
)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How much of a sentence the conclusion nearest to it has in common with it.

    ``share``: of the sentence's words that say something, how many (by weight) the conclusion has, 0 to 1; a word that
    many conclusions have weighs less. ``which``: the place of that conclusion in the list, None where there is none.
    It is a measure of words and claims nothing of meaning: a person decides.
    """

    share: float
    which: int | None


def taken_up(sentence: str, commitments: Sequence[ProposedCommitment]) -> TakenUp:
    """The conclusion that has most words in common with a sentence; of equal ones the first."""
    words = frozenset(_stems(sentence))
    bags = [_bag(commitment) for commitment in commitments]
    spread = Counter(word for bag in bags for word in bag & words)
    weights = {word: 1 / max(1, spread[word]) for word in words}
    whole = sum(weights.values())
    shares = [sum(weights[word] for word in bag & words) / whole if whole else 0.0 for bag in bags]
    best = max(shares, default=0.0)
    return TakenUp(round(best, 4), shares.index(best)) if best else TakenUp(0.0, None)


@lru_cache(maxsize=4096)
def _bag(commitment: ProposedCommitment) -> frozenset[str]:
    subjects = [f"{subject.name} {subject.lead}" for subject in commitment.subjects]
    return frozenset(_stems(" ".join([commitment.text, *subjects, *(step.what for step in commitment.dates)])))


def _stems(text: str) -> list[str]:
    """Words without endings, in Chinese and Korean pairs of characters; words that say nothing are left out."""
    pairs = [run[at : at + 2] for run in _EASTERN.findall(text) for at in range(max(1, len(run) - 1))]
    words = [word for word in _WORD.findall(_EASTERN.sub(" ", text).casefold()) if word not in _EMPTY and len(word) > 1]
    algorithm = _ALGORITHMS.get(language_of(" ".join(words)))
    return pairs + (snowballstemmer.stemmer(algorithm).stemWords(words) if algorithm else words)
