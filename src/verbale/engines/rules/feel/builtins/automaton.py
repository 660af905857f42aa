"""A pattern as a machine whose work grows with the text and no faster (Pike's, with the matches Python finds).

Only what a group matched before, `\\1`, cannot be asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ..values import Failure
from .classes import Characters
from .patterntree import Back, Choice, Edge, Group, Node, One, Repeat, Sequence

MAX_PROGRAM = 5_000
Matches: TypeAlias = Callable[[str], bool]
Saved: TypeAlias = tuple[int, ...]
"""Starts and ends of the whole match and of each group; -1 for a group that has none."""


@dataclass(frozen=True, slots=True)
class Take:
    """Goes on if the next character is right."""

    matches: Matches


@dataclass(frozen=True, slots=True)
class Split:
    """Tries the first place, then the second."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Save:
    slot: int


@dataclass(frozen=True, slots=True)
class At:
    """Goes on at an edge: of the text, or with ``lines`` of a line."""

    sign: str
    lines: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The pattern has matched."""


Step: TypeAlias = Take | Split | Save | At | Found


@dataclass(slots=True)
class Program:
    """Steps in a row; ``lines``: edges are those of lines. `Failure` if there are too many, or if the pattern refers
    to its groups."""

    lines: bool
    steps: list[Step] = field(default_factory=list)

    def write(self, node: Node) -> None:
        """Appends the steps of a tree."""
        match node:
            case One(characters):
                self._put(Take(_asked(characters)))
            case Edge(sign):
                self._put(At(sign, self.lines))
            case Sequence(parts):
                for part in parts:
                    self.write(part)
            case Group(inner, number):
                self._group(inner, number)
            case Choice(options):
                self._choice(options)
            case Repeat():
                self._repeat(node)
            case Back():
                raise Failure("a pattern that refers to its groups could take too long on this text")

    def _put(self, step: Step) -> int:
        if len(self.steps) >= MAX_PROGRAM:
            raise Failure("the pattern is too large for a text as long as this")
        self.steps.append(step)
        return len(self.steps) - 1

    def _group(self, inner: Node, number: int) -> None:
        if number:
            self._put(Save(2 * number))
        self.write(inner)
        if number:
            self._put(Save(2 * number + 1))

    def _choice(self, options: tuple[Node, ...]) -> None:
        ends = []
        for option in options[:-1]:
            split = self._put(Split(0, 0))
            self.write(option)
            ends.append(self._put(Split(0, 0)))
            self.steps[split] = Split(split + 1, len(self.steps))
        self.write(options[-1])
        for end in ends:
            self.steps[end] = Split(len(self.steps), len(self.steps))

    def _repeat(self, node: Repeat) -> None:
        for _ in range(node.low):
            self.write(node.inner)
        if node.high is None:
            split = self._put(Split(0, 0))
            self.write(node.inner)
            self._put(Split(split, split))
            self._fork(split, node.lazy)
            return
        splits = []
        for _ in range(node.high - node.low):
            splits.append(self._put(Split(0, 0)))
            self.write(node.inner)
        for split in splits:
            self._fork(split, node.lazy)

    def _fork(self, split: int, lazy: bool) -> None:
        inside, outside = split + 1, len(self.steps)
        self.steps[split] = Split(outside, inside) if lazy else Split(inside, outside)


def _asked(characters: Characters) -> Matches:
    """Whether a character is right, each asked once."""
    return lru_cache(maxsize=1024)(characters.has)


class Machine:
    """Finds the first match; counts its work with ``spend``, which raises when there was too much."""

    def __init__(self, node: Node, groups: int, *, lines: bool) -> None:
        program = Program(lines)
        program.write(Group(node, 0))
        self._steps = (Save(0), *(_moved(step) for step in program.steps), Save(1), Found())
        self._slots = 2 * groups + 2

    def find(self, text: str, start: int, spend: Callable[[int], None]) -> Saved | None:
        """The leftmost match from ``start`` on, as Python would find it."""
        best: Saved | None = None
        waiting: list[tuple[int, Saved]] = []
        for at in range(start, len(text) + 1):
            threads: list[tuple[Matches, int, Saved]] = []
            seen: set[int] = set()
            todo = waiting if best is not None else [*waiting, (0, (-1,) * self._slots)]
            for place, saved in todo:
                ended = self._follow(place, saved, text, at, seen, threads)
                if ended is not None:
                    best = ended
                    break
            spend(len(seen) + 1)
            if not threads and best is not None:
                return best
            letter = text[at : at + 1]
            waiting = [(place, saved) for matches, place, saved in threads if letter and matches(letter)]
        return best

    def _follow(
        self, place: int, saved: Saved, text: str, at: int, seen: set[int], threads: list[tuple[Matches, int, Saved]]
    ) -> Saved | None:
        """Everywhere one gets without a character, in order; the saved places if that is the end of the pattern."""
        todo = [(place, saved)]
        while todo:
            place, saved = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self._steps[place]
            match step:
                case Take(matches):
                    threads.append((matches, place + 1, saved))
                case Split(first, second):
                    todo += [(second, saved), (first, saved)]
                case Save(slot):
                    todo.append((place + 1, (*saved[:slot], at, *saved[slot + 1 :])))
                case At(sign, lines) if _at_edge(sign, lines, text, at):
                    todo.append((place + 1, saved))
                case Found():
                    return saved
        return None


def _moved(step: Step) -> Step:
    """A step one place later, for the one that saves the start."""
    return Split(step.first + 1, step.second + 1) if isinstance(step, Split) else step


def _at_edge(sign: str, lines: bool, text: str, at: int) -> bool:
    if sign == "^":
        # No line begins after the last end of a line.
        return at == 0 or (lines and text[at - 1] == "\n" and at < len(text))
    return at == len(text) or (lines and text[at] == "\n")
