"""Patterns ready to search: Python's engine where it cannot take long, a machine that never does where it could."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from ..values import MAX_ITEMS, MAX_TEXT, Failure, Value
from .automaton import Machine, Saved
from .patterntree import Back, Choice, Edge, Group, Node, One, Repeat, Sequence, parsed

FLAGS = "smixq"
MAX_QUICK = 500_000
"""Ways of matching a text up to which Python's engine may try them all."""
MAX_WORK = 500_000
"""Places of a pattern visited in one search or replacement."""
Spend: TypeAlias = Callable[[int], None]


def compiled(pattern: str, flags: Value) -> Pattern:
    """The pattern, or a `Failure` that says why it is none."""
    if flags is not None and not isinstance(flags, str):
        raise Failure("the flags must be a text")
    if set(flags or "") - set(FLAGS):
        raise Failure("the flags may be s, m, i, x and q")
    return _compiled(pattern, "".join(sorted(set(flags or ""))))


@lru_cache(maxsize=512)
def _compiled(pattern: str, letters: str) -> Pattern:
    return Pattern(pattern, letters)


class Pattern:
    """A pattern with its flags; every search tells ``work`` what it takes, in steps of a decision."""

    def __init__(self, pattern: str, letters: str) -> None:
        self._tree, self._groups = parsed(pattern, letters)
        self._lines = "m" in letters
        # Sets of characters hold both cases already; what a group matched before is compared by Python.
        flags = (re.MULTILINE if self._lines else 0) | (re.IGNORECASE if "i" in letters else 0)
        try:
            self._quick = re.compile(_python(self._tree, lines=self._lines), flags)
        except (re.error, OverflowError, RecursionError) as fault:
            raise Failure(f"“{pattern[:60]}” is not a pattern: {fault}") from None
        self._machine: Machine | None = None

    def is_in(self, text: str, work: Spend) -> bool:
        """Whether the pattern matches anywhere in a text."""
        return next(self.all_in(text, work), None) is not None

    def matches_nothing(self) -> bool:
        """Whether an empty text is a match."""
        return self._quick.fullmatch("") is not None

    def all_in(self, text: str, work: Spend) -> Iterator[Saved]:
        """Every match from left to right: starts and ends of the whole and of its groups, -1 where there is none."""
        ways = _ways(self._tree, len(text))
        if ways == 1 or ways * (len(text) + 1) <= MAX_QUICK:
            work(ways * (len(text) + 1) >> 8)
            for match in self._quick.finditer(text):
                yield tuple(edge for number in range(self._groups + 1) for edge in match.span(number))
            return
        if self._machine is None:
            self._machine = Machine(self._tree, self._groups, lines=self._lines)
        yield from _searched(self._machine, text, work)


def _searched(machine: Machine, text: str, work: Spend) -> Iterator[Saved]:
    left = MAX_WORK

    def spend(count: int) -> None:
        nonlocal left
        left -= count
        if left < 0:
            raise Failure("the search for the pattern takes too long on this text")

    at = 0
    while at <= len(text):
        before = left
        found = machine.find(text, at, spend)
        work(before - left >> 3)
        if found is None:
            return
        yield found
        at = found[1] + (found[1] == found[0])


def _ways(node: Node, length: int) -> int:
    """At most how many ways there are to match a tree from one place of a text."""
    match node:
        case Sequence(parts):
            return _product(_ways(part, length) for part in parts)
        case Choice(options):
            return min(sum(_ways(option, length) for option in options), MAX_QUICK + 1)
        case Group(inner, _):
            return _ways(inner, length)
        case Back():
            return length + 1
        case Repeat(inner, low, high, _):
            times = min(length, high if high is not None else length)
            inside = _ways(inner, length)
            most = inside ** min(times, 20) if inside > 1 else 1
            return min(most * (max(times - low, 0) + 1), MAX_QUICK + 1)
    return 1


def _product(ways: Iterator[int]) -> int:
    made = 1
    for each in ways:
        made = min(made * each, MAX_QUICK + 1)
    return made


def _python(node: Node, *, lines: bool) -> str:
    """The tree as Python's patterns write it."""
    match node:
        case One(characters):
            return characters.python()
        case Edge("^"):
            return r"(?:\A|^(?!\Z))" if lines else "^"
        case Edge():
            return "$" if lines else r"\Z"
        case Back(number):
            return rf"(?:\{number})"
        case Group(inner, number):
            return f"({'' if number else '?:'}{_python(inner, lines=lines)})"
        case Sequence(parts):
            return "".join(_python(part, lines=lines) for part in parts)
        case Choice(options):
            return f"(?:{'|'.join(_python(option, lines=lines) for option in options)})"
        case Repeat(inner, low, high, lazy):
            times = f"{{{low},{'' if high is None else high}}}"
            return f"(?:{_python(inner, lines=lines)}){times}{'?' if lazy else ''}"


def replaced(pattern: Pattern, text: str, template: str, work: Spend, *, literal: bool) -> str:
    """The text with each match replaced: `$0` is the match, `$1` a group, `\\$` a dollar."""
    parts = [template] if literal else re.findall(r"\\[\\$]|\$\d+|[^\\$]+|.", template, re.DOTALL)
    if not literal and any(part in ("\\", "$") for part in parts):
        raise Failure("in a replacement “$” must be followed by a digit and “\\” by “$” or “\\”")
    made: list[str] = []
    at = size = 0
    for match in pattern.all_in(text, work):
        pieces = [text[at : match[0]]]
        pieces += [template] if literal else [_part(part, match, text) for part in parts]
        made += pieces
        size += sum(map(len, pieces))
        if size > MAX_TEXT or len(made) > 10 * MAX_ITEMS:
            raise Failure(f"a text of more than {MAX_TEXT} characters")
        at = match[1]
    return "".join((*made, text[at:]))


def _part(part: str, match: Saved, text: str) -> str:
    if part[0] == "\\":
        return part[1]
    if part[0] != "$":
        return part
    digits, groups = part[1:5], len(match) // 2 - 1
    while len(digits) > 1 and int(digits) > groups:
        digits = digits[:-1]
    start, end = match[2 * int(digits) : 2 * int(digits) + 2] if int(digits) <= groups else (-1, -1)
    return (text[start:end] if start >= 0 else "") + part[1 + len(digits) :]
