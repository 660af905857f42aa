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

    Where a name is written with a gap, any white space is that gap. Beside its signs white space does not count: to
    take b from a where “a-b” is known, write `(a)-(b)` (DMN 1.5, section 10.3.1.6). It does count among ``members``,
    which may be names in one place and none in another. Names given at birth are FEEL's own; those that are added
    hide them.
    """

    def __init__(self, known: Iterable[str] = (), *, members: bool = False) -> None:
        own = tuple(known)
        self._exact = members
        self._loose: frozenset[tuple[tuple[str, bool], ...]] = frozenset()
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
        wider = Names(members=self._exact)
        wider._by_first = {first: list(shapes) for first, shapes in self._by_first.items()}
        wider._spelt = dict(self._spelt)
        more = tuple(known)
        wider._own, wider._added = self._own, self._added.union(more)
        for name in more:
            wider._learn(name)
        wider._loose = self._loose if self._exact else self._loose.union(map(_shape, more))
        return wider

    def is_own(self, name: str) -> bool:
        """Whether it is a name of FEEL itself, and of nothing else here."""
        return name in self._own and name not in self._added

    def joined(self, other: Names) -> Names:
        """These names and those of ``other``, of which white space counts as much as there."""
        wider = self.plus(other._spelt.values())
        wider._loose = self._loose | other._loose
        return wider

    def match(self, run: tuple[Token, ...], at: int) -> tuple[str, int] | None:
        """The longest known name that begins with token ``at``, and the number of its tokens."""
        loose: tuple[str, int] | None = None
        for shape in self._by_first.get(run[at].text, ()):
            if loose is not None and len(shape) < loose[1]:
                break
            here = run[at : at + len(shape)]
            if at + len(shape) < len(run) and all(
                token.text == text for token, (text, _) in zip(here, shape, strict=True)
            ):
                found = self._spelt[shape], len(shape)
                if all(token.spaced == spaced for token, (_, spaced) in zip(here[1:], shape[1:], strict=True)):
                    return found
                loose = loose or (found if shape in self._loose else None)
        return loose


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
