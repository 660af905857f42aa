"""A list typed within one paragraph: “on these subjects: (1) lasers (Prof. A); (2) ceramics (Prof. B)”."""

from __future__ import annotations

import re

_LONGEST = 4_000
_SIGNS = (
    re.compile(r"[(（](\d{1,2})[)）]"),
    re.compile(r"([①-⑳])"),
    re.compile(r"(?<![\w(（])([a-zа-я])\)\s"),
    re.compile(r"(?<![\w(（.])(\d{1,2})\)\s"),
)
_FIRST = {"1": 1, "①": 1, "a": 1, "а": 1}
_BEFORE = re.compile(r"[:：]\s*$")


def listed(words: str) -> list[str]:
    """The words before the list and its entries, each with its sign; the words alone where they hold no list.

    A list begins behind a colon with its first sign, and counts on without a gap.
    """
    if len(words) > _LONGEST or not (":" in words or "：" in words):
        return [words]
    for sign in _SIGNS:
        cuts = _cuts(words, sign)
        if len(cuts) > 1:
            return [words[: cuts[0]], *(words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True))]
    return [words]


def _cuts(words: str, sign: re.Pattern[str]) -> list[int]:
    """Where the entries begin."""
    cuts: list[int] = []
    for found in sign.finditer(words):
        if not cuts and (_FIRST.get(found[1]) is None or not _BEFORE.search(words[: found.start()])):
            continue
        if cuts and _value(found[1]) != _value(words[cuts[0] :].lstrip("(（")[0]) + len(cuts):
            continue
        cuts.append(found.start())
    return cuts


def _value(sign: str) -> int:
    return int(sign) if sign.isdecimal() else ord(sign)
