"""Regular expressions of XPath (the flavour that FEEL names), translated for Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..values import Failure, Value

MAX_PATTERN = 1_000
_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": 0, "q": 0}
_ESCAPES = {"i": r"[:A-Z_a-z\u00c0-\uffff]", "I": r"[^:A-Z_a-z\u00c0-\uffff]", "c": r"[-.\w:]", "C": r"[^-.\w:]"}
_PERL_ONLY = re.compile(r"\((?:\?[^:])")


def compiled(pattern: str, flags: Value) -> re.Pattern[str]:
    """The pattern, or a `Failure` that says why it is none."""
    letters = flags if isinstance(flags, str) else ""
    if flags is not None and not isinstance(flags, str):
        raise Failure("the flags must be a text")
    if set(letters) - set(_FLAGS):
        raise Failure("the flags may be s, m, i, x and q")
    return _compiled(pattern, "".join(sorted(set(letters))))


@lru_cache(maxsize=512)
def _compiled(pattern: str, letters: str) -> re.Pattern[str]:
    if len(pattern) > MAX_PATTERN:
        raise Failure("the pattern is too long")
    bits = 0
    for letter in letters:
        bits |= _FLAGS[letter]
    try:
        return re.compile(re.escape(pattern) if "q" in letters else _translated(pattern, "x" in letters), bits)
    except (re.error, OverflowError, RecursionError) as fault:
        raise Failure(f"“{pattern[:60]}” is not a pattern: {fault}") from None


def _translated(pattern: str, spaced: bool) -> str:
    if _PERL_ONLY.search(pattern):
        raise Failure("“(?” has no meaning in a pattern")
    made: list[str] = []
    at, depth = 0, 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\" and at + 1 < len(pattern):
            made.append(_escaped(pattern[at + 1], depth > 0))
            at += 2
            continue
        depth += (letter == "[") - (letter == "]" and depth > 0)
        if not (spaced and letter.isspace() and not depth):
            made.append("(?!\\n)\\Z" if letter == "$" and not depth else letter)
        at += 1
    return "".join(made)


def _escaped(letter: str, inside: bool) -> str:
    if letter in _ESCAPES and not inside:
        return _ESCAPES[letter]
    if letter.isalpha() and letter not in "dDsSwWnrtpPbB":
        raise Failure(f"“\\{letter}” has no meaning in a pattern")
    return "\\" + letter


def replacement_of(template: str, groups: int, *, literal: bool) -> Callable[[re.Match[str]], str]:
    """What each match becomes: `$0` the match, `$1` a group, `\\$` a dollar."""
    if literal:
        return lambda match: template
    parts = re.findall(r"\\[\\$]|\$\d+|[^\\$]+|.", template, re.DOTALL)
    if any(part in ("\\", "$") for part in parts):
        raise Failure("in a replacement “$” must be followed by a digit and “\\” by “$” or “\\”")
    return lambda match: "".join(_part(part, match, groups) for part in parts)


def _part(part: str, match: re.Match[str], groups: int) -> str:
    if part[0] == "\\":
        return part[1]
    if part[0] != "$":
        return part
    digits = part[1:]
    while len(digits) > 1 and int(digits) > groups:
        digits = digits[:-1]
    rest = part[1 + len(digits) :]
    return ((match.group(int(digits)) or "") if int(digits) <= groups else "") + rest
