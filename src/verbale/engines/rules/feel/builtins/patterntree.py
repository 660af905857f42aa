"""Regular expressions of XPath (the flavour that FEEL names) as trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..values import Failure
from .classes import Characters, class_of, named

MAX_PATTERN = 1_000
MAX_GROUPS_IN_GROUPS = 50
MAX_COUNT = 1_000
_PLAIN = r"\|.?*+(){}-[]^$"
_NAMED = "dswic"
_WRITTEN = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class One:
    """One character out of a set."""

    characters: Characters


@dataclass(frozen=True, slots=True)
class Edge:
    """``^`` or ``$``."""

    sign: str


@dataclass(frozen=True, slots=True)
class Back:
    """What group ``number`` matched, once more."""

    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """``number`` counts from 1; 0 for a group that keeps nothing."""

    inner: Node
    number: int


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``high`` is None without limit; ``lazy`` takes as few as will do."""

    inner: Node
    low: int
    high: int | None
    lazy: bool


Node: TypeAlias = One | Edge | Back | Group | Sequence | Choice | Repeat


def parsed(pattern: str, letters: str) -> tuple[Node, int]:
    """The tree of a pattern under the flags in ``letters``, and the number of its groups. `Failure` if it is none."""
    if len(pattern) > MAX_PATTERN:
        raise Failure("the pattern is too long")
    if "q" in letters:
        return Sequence(tuple(One(_cased(Characters.of(letter), letters)) for letter in pattern)), 0
    reader = _Reader(_without_space(pattern) if "x" in letters else pattern, letters)
    return reader.whole(), reader.groups


def _cased(characters: Characters, letters: str) -> Characters:
    return characters.folded() if "i" in letters else characters


class _Reader:
    def __init__(self, pattern: str, letters: str) -> None:
        self._pattern = pattern
        self._letters = letters
        self._at = 0
        self._dot = Characters.of("" if "s" in letters else "\n\r")
        self._depth = 0
        self._closed: set[int] = set()
        self.groups = 0

    def whole(self) -> Node:
        found = self._choice()
        if self._at < len(self._pattern):
            raise Failure(f"“{self._pattern[self._at]}” has no meaning at character {self._at + 1} of the pattern")
        return found

    def _sees(self, text: str) -> bool:
        return self._pattern.startswith(text, self._at)

    def _take(self) -> str:
        if self._at == len(self._pattern):
            raise Failure("the pattern ends too early")
        self._at += 1
        return self._pattern[self._at - 1]

    def _choice(self) -> Node:
        options = [self._sequence()]
        while self._sees("|"):
            self._take()
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._at < len(self._pattern) and not self._sees("|") and not self._sees(")"):
            parts.append(self._piece())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _piece(self) -> Node:
        letter = self._take()
        if letter in "^$":
            return Edge(letter)
        atom = self._atom(letter)
        low, high = self._counts()
        if (low, high) == (1, 1):
            return atom
        lazy = self._sees("?")
        self._at += lazy
        return Repeat(atom, low, high, lazy)

    def _atom(self, letter: str) -> Node:
        if letter == "(":
            return self._group()
        if letter == ".":
            return One(self._dot.other())
        if letter == "[":
            return One(self._class())
        if letter == "\\":
            is_back = self._pattern[self._at : self._at + 1].isdecimal()
            return self._back() if is_back else One(_cased(self._escape(), self._letters))
        if letter in "?*+{}]":
            raise Failure(f"“{letter}” has no meaning at character {self._at} of the pattern; write “\\{letter}”")
        return One(_cased(Characters.of(letter), self._letters))

    def _group(self) -> Node:
        number = 0
        if self._sees("?"):
            if not self._sees("?:"):
                raise Failure("“(?” has no meaning in a pattern")
            self._at += 2
        else:
            self.groups = number = self.groups + 1
        self._depth += 1
        if self._depth > MAX_GROUPS_IN_GROUPS:
            raise Failure("the pattern has too many groups one in another")
        inner = self._choice()
        self._depth -= 1
        if not self._sees(")"):
            raise Failure("“)” is missing in the pattern")
        self._at += 1
        self._closed.add(number)
        return Group(inner, number)

    def _back(self) -> Node:
        digits = self._take()
        while (more := self._pattern[self._at : self._at + 1]).isdecimal() and int(digits + more) in self._closed:
            digits += self._take()
        if digits == "0" or int(digits) not in self._closed:
            raise Failure(f"“\\{digits}” refers to no group that stands before it")
        return Back(int(digits))

    def _counts(self) -> tuple[int, int | None]:
        sign = self._pattern[self._at : self._at + 1]
        if sign and sign in "?*+":
            self._at += 1
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        return self._counted() if sign == "{" else (1, 1)

    def _counted(self) -> tuple[int, int | None]:
        self._take()
        written = ""
        while (letter := self._take()) != "}":
            written += letter
        low, comma, high = written.partition(",")
        if not _is_count(low) or not (_is_count(high) or (comma and not high) or not comma):
            raise Failure(f"“{{{written[:20]}}}” is no number of times; write {{2}}, {{2,}} or {{2,5}}")
        most = (int(high) if high else None) if comma else int(low)
        if most is not None and most < int(low):
            raise Failure(f"“{{{written}}}” ends before it begins")
        if max(int(low), most or 0) > MAX_COUNT:
            raise Failure(f"a pattern repeats nothing more than {MAX_COUNT} times by number")
        return int(low), most

    def _escape(self) -> Characters:
        letter = self._take()
        if letter in "pP":
            of_class = class_of(self._property())
            return of_class if letter == "p" else of_class.other()
        if letter.lower() in _NAMED:
            known = named(letter.lower())
            return known if letter.islower() else known.other()
        if letter in _WRITTEN:
            return Characters.of(_WRITTEN[letter])
        if letter not in _PLAIN:
            raise Failure(f"“\\{letter}” has no meaning in a pattern")
        return Characters.of(letter)

    def _property(self) -> str:
        if self._take() != "{":
            raise Failure("“{” must follow “\\p”")
        name = ""
        while (letter := self._take()) != "}":
            name += letter
        return name

    def _class(self) -> Characters:
        """`[…]`, with what a `-[…]` at its end takes away."""
        self._depth += 1
        if self._depth > MAX_GROUPS_IN_GROUPS:
            raise Failure("the pattern has too many classes one in another")
        negated = self._sees("^")
        self._at += negated
        made, first = Characters(()), self._at
        while not self._sees("]") or self._at == first:
            if self._at > first and self._sees("-["):
                self._at += 2
                without = self._class()
                made = made.other() if negated else made
                return self._closed_class(made.without(without))
            made = made.joined(_cased(self._members(), self._letters))
        return self._closed_class(made.other() if negated else made)

    def _closed_class(self, made: Characters) -> Characters:
        if self._take() != "]":
            raise Failure("nothing may follow what a class takes away")
        self._depth -= 1
        return made

    def _members(self) -> Characters:
        low = self._member()
        if not self._sees("-") or self._pattern[self._at + 1 : self._at + 2] in ("]", "[", ""):
            return low
        self._take()
        high = self._member()
        if low.single is None or high.single is None or low.single > high.single:
            raise Failure("a range of characters ends before it begins")
        return Characters(((low.single, high.single),))

    def _member(self) -> Characters:
        letter = self._take()
        if letter == "[":
            raise Failure("“[” must be written “\\[” inside a class")
        if letter == "\\":
            return self._escape()
        return Characters.of(letter)


def _is_count(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 10


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
