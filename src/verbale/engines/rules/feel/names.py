"""Names with spaces: which run of tokens is one name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .lexer import Token, tokens, unquote
from .syntax import SyntaxFault

KEYWORDS = frozenset(
    "for return in if then else some every satisfies instance of between and or function external".split()
    + ["true", "false", "null"]
)


IN_NAMES = frozenset(("-", "+", "*", "/", "**", ".", "'"))
"""Signs that a name may hold."""


class Names:
    """Names known at some place of an expression, found by longest match.

    White space counts: where a name is written with a gap, any white space is that gap; without one, none.
    Those given at birth are FEEL's own; those that are added hide them.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        own = tuple(known)
        self._own = frozenset(own)
        self._added: frozenset[str] = frozenset()
        self._by_first: dict[str, list[tuple[tuple[str, bool], ...]]] = {}
        self._spelt: dict[tuple[tuple[str, bool], ...], str] = {}
        for name in own:
            self._learn(name)

    def _learn(self, name: str) -> None:
        shape = _shape(name)
        if shape and shape not in self._spelt:
            self._spelt[shape] = name
            shapes = self._by_first.setdefault(shape[0][0], [])
            shapes.append(shape)
            shapes.sort(key=len, reverse=True)

    def plus(self, known: Iterable[str]) -> Names:
        """These names and more."""
        wider = Names()
        wider._by_first = {first: list(shapes) for first, shapes in self._by_first.items()}
        wider._spelt = dict(self._spelt)
        more = tuple(known)
        wider._own, wider._added = self._own, self._added.union(more)
        for name in more:
            wider._learn(name)
        return wider

    def is_own(self, name: str) -> bool:
        """Whether it is a name of FEEL itself, and of nothing else here."""
        return name in self._own and name not in self._added

    def joined(self, other: Names) -> Names:
        """These names and those of ``other``."""
        return self.plus(other._spelt.values())

    def match(self, run: tuple[Token, ...], at: int) -> tuple[str, int] | None:
        """The longest known name that begins with token ``at``, and the number of its tokens."""
        for shape in self._by_first.get(run[at].text, ()):
            if at + len(shape) < len(run) and all(
                run[at + index].text == text and (index == 0 or run[at + index].spaced == spaced)
                for index, (text, spaced) in enumerate(shape)
            ):
                return self._spelt[shape], len(shape)
        return None


@lru_cache(maxsize=4096)
def _shape(name: str) -> tuple[tuple[str, bool], ...]:
    try:
        return tuple((token.text, index > 0 and token.spaced) for index, token in enumerate(tokens(name)[:-1]))
    except SyntaxFault:
        return ()


def entry_names(text: str) -> set[str]:
    """Names of entries of the contexts that a text writes: other expressions may use them after a dot."""
    if "{" not in text:
        return set()
    try:
        run = tokens(text)
    except SyntaxFault:
        return set()
    found: set[str] = set()
    for at, token in enumerate(run):
        if token.kind == "symbol" and token.text in ("{", ","):
            end = at + 1
            while run[end].kind in ("name", "number", "other") or run[end].text in IN_NAMES:
                end += 1
            if run[end].text == ":" and end > at + 1:
                found.add(tidy(text[run[at + 1].start : run[end - 1].end]))
            elif run[at + 1].kind == "string" and run[end + 1].text == ":":
                found.add(tidy(unquote(run[at + 1])))
    return found


def tidy(name: str) -> str:
    """A name with its white space made single."""
    return " ".join(name.split())
