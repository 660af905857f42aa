"""A place in a run of tokens: looking, taking, recognising names, and the fault at that place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from .lexer import Token, tokens
from .names import KEYWORDS, Names
from .syntax import MAX_NESTING, MAX_REREAD, MAX_RETRIES, SyntaxFault

Mark: TypeAlias = tuple[int, Names, Names, bool]


class Cursor:
    """Reads a run of tokens from left to right. ``members`` are names that may follow a dot or stand in a filter."""

    def __init__(self, text: str, names: Names, members: Names) -> None:
        self.text = text
        self.run = tokens(text)
        self.at = 0
        self.names = names
        self.members = members
        self.loose = False
        """Whether names that are not known may have several words, as in a filter, where they may be those of items."""
        self._nesting = 0
        self._retries = 0
        self._reread = 0

    @property
    def token(self) -> Token:
        return self.run[self.at]

    def ahead(self, count: int) -> Token:
        """The token so many places on; the end stands for all beyond it."""
        return self.run[min(self.at + count, len(self.run) - 1)]

    def sees(self, *texts: str) -> bool:
        """Whether the next token is one of these symbols or keywords."""
        return self.token.kind in ("symbol", "name") and self.token.text in texts

    def take(self, text: str) -> bool:
        """Takes the next token if it is ``text``."""
        if self.sees(text):
            self.at += 1
            return True
        return False

    def need(self, text: str, after: str) -> None:
        """Takes ``text`` or says that it is missing after ``after``."""
        if not self.take(text):
            raise self.fault(f"“{text}” is missing after {after}")

    def next(self) -> Token:
        """Takes whatever comes next."""
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def fault(self, why: str) -> SyntaxFault:
        """A fault at the next token."""
        if self.token.kind == "other":
            return SyntaxFault(f"“{self.token.text}” has no meaning here", self.token.start + 1)
        found = "the text ends" if self.token.kind == "end" else f"found “{self.token.text}”"
        return SyntaxFault(f"{why}; {found}" if why else found, self.token.start + 1)

    def name(self, *, member: bool = False) -> str:
        """Takes a name: the longest that is known here, else one word."""
        known = self.members.match(self.run, self.at) if member else None
        known = known or self.names.match(self.run, self.at)
        if known:
            self.at += known[1]
            return known[0]
        if self.token.kind != "name" or (self.token.text in KEYWORDS and not member):
            raise self.fault("a name must stand here")
        start = self.at
        self.at += 1
        # Which entries a context has, only evaluation knows: words in a row can be nothing but one name.
        while (member or self.loose) and self.token.kind in ("name", "number") and self.token.text not in KEYWORDS:
            self.at += 1
        return self._written(start)

    def free_name(self, *stops: str) -> str:
        """Takes a new name, of as many words as stand before one of ``stops``."""
        start = self.at
        while self.token.kind != "end" and not self.sees(*stops):
            if self.token.kind == "string" or self.sees("(", ")", "[", "]", "{", "}", ",", ":"):
                raise self.fault("a name must stand here")
            self.at += 1
        if start == self.at or self.run[start].kind != "name":
            self.at = start
            raise self.fault("a name must stand here")
        return self._written(start)

    def _written(self, start: int) -> str:
        """The name of the tokens from ``start`` to here."""
        first, *more = self.run[start : self.at]
        return first.text + "".join(f"{' ' if token.spaced else ''}{token.text}" for token in more)

    def mark(self) -> Mark:
        """This place, and what is known here."""
        return self.at, self.names, self.members, self.loose

    def retry(self, mark: Mark) -> None:
        """Goes back to ``mark`` to read anew; refuses when that happens too often, for it can cost exponentially."""
        self._retries += 1
        self._reread += self.at - mark[0]
        if self._retries > MAX_RETRIES or self._reread > MAX_REREAD:
            raise self.fault("too many brackets that can be read in several ways")
        self.at, self.names, self.members, self.loose = mark

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper; refuses to go beyond the limit."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise self.fault(f"the expression is nested more than {MAX_NESTING} levels deep")
        try:
            yield
        finally:
            self._nesting -= 1

    @contextmanager
    def knowing(self, names: Iterable[str]) -> Iterator[None]:
        """More names are known inside."""
        before = self.names
        self.names = before.plus(names)
        yield
        self.names = before
