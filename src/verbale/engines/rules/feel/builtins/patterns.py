"""Regular expressions of XPath (the flavour that FEEL names), translated for Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..values import Failure, Value
from .classes import class_of

MAX_PATTERN = 1_000
_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": 0, "q": 0}
_ALLOWED = "dDsSwWnrt"
_PLAIN = r"\|.?*+(){}-[]^$"


def compiled(pattern: str, flags: Value) -> re.Pattern[str]:
    """The pattern, or a `Failure` that says why it is none."""
    if flags is not None and not isinstance(flags, str):
        raise Failure("the flags must be a text")
    if set(flags or "") - set(_FLAGS):
        raise Failure("the flags may be s, m, i, x and q")
    return _compiled(pattern, "".join(sorted(set(flags or ""))))


@lru_cache(maxsize=512)
def _compiled(pattern: str, letters: str) -> re.Pattern[str]:
    if len(pattern) > MAX_PATTERN:
        raise Failure("the pattern is too long")
    bits = re.RegexFlag(0)
    for letter in letters:
        bits |= _FLAGS[letter]
    try:
        return re.compile(re.escape(pattern) if "q" in letters else _Translation(pattern, letters).whole(), bits)
    except (re.error, OverflowError, RecursionError) as fault:
        raise Failure(f"“{pattern[:60]}” is not a pattern: {fault}") from None


class _Translation:
    """Reads a pattern of XPath from left to right and writes Python's."""

    def __init__(self, pattern: str, letters: str) -> None:
        self._pattern = _without_space(pattern) if "x" in letters else pattern
        self._at = 0
        self._dot = "." if "s" in letters else r"[^\n\r]"
        self._end = "$" if "m" in letters else r"\Z"

    def whole(self) -> str:
        made: list[str] = []
        while self._at < len(self._pattern):
            made.append(self._next())
        return "".join(made)

    def _take(self) -> str:
        if self._at == len(self._pattern):
            raise Failure("the pattern ends too early")
        self._at += 1
        return self._pattern[self._at - 1]

    def _next(self) -> str:
        letter = self._take()
        if letter == "\\":
            return self._escape(inside=False)
        if letter == "[":
            return self._class()
        following = self._pattern[self._at : self._at + 2]
        if letter == "(" and following.startswith("?") and following != "?:":
            raise Failure("“(?” has no meaning in a pattern")
        return {".": self._dot, "$": self._end}.get(letter, letter)

    def _escape(self, *, inside: bool) -> str:
        letter = self._take()
        if letter in "pP":
            named = self._property()
            ranges = class_of(named)
            return (f"[^{ranges}]" if letter == "P" else f"[{ranges}]") if not inside else _inside(ranges, letter)
        if letter.isdigit():
            if inside or letter == "0":
                raise Failure("a reference to a group has no meaning here")
            return f"(?:\\{letter})"
        if letter in "iIcC":
            named = {"i": r":A-Z_a-zÀ-￿", "c": r"-.0-9:A-Z_a-z·À-￿"}[letter.lower()]
            return _inside(named, letter) if inside else f"[{'^' if letter.isupper() else ''}{named}]"
        if letter not in _ALLOWED and letter not in _PLAIN:
            raise Failure(f"“\\{letter}” has no meaning in a pattern")
        return "\\" + letter

    def _property(self) -> str:
        if self._take() != "{":
            raise Failure("“{” must follow “\\p”")
        name = ""
        while (letter := self._take()) != "}":
            name += letter
        return name

    def _class(self) -> str:
        """`[…]`, with what a `-[…]` at its end takes away."""
        made = ["["]
        if self._pattern[self._at : self._at + 1] == "^":
            made.append(self._take())
        first = self._at
        while (letter := self._take()) != "]" or self._at - 1 == first:
            if letter == "-" and self._pattern[self._at : self._at + 1] == "[":
                self._take()
                without = self._class()
                if self._take() != "]":
                    raise Failure("nothing may follow what a class takes away")
                return f"(?:(?!{without}){''.join(made)}])"
            if letter == "[":
                raise Failure("“[” must be written “\\[” inside a class")
            made.append(self._escape(inside=True) if letter == "\\" else letter)
        return "".join(made) + "]"


def _inside(ranges: str, letter: str) -> str:
    if letter.isupper():
        raise Failure(f"“\\{letter}” inside a class is not supported")
    return ranges


def _without_space(pattern: str) -> str:
    """White space goes, but stays inside classes."""
    made, depth, escaped = [], 0, False
    for letter in pattern:
        if letter in " \t\n\r" and not depth:
            continue
        if not escaped:
            depth += (letter == "[") - (letter == "]" and depth > 0)
        escaped = letter == "\\" and not escaped
        made.append(letter)
    return "".join(made)


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
