"""One pass over the words of a European language, phrase by phrase."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.words import Phrase, Token, Word, spoken

Found = tuple[Numeral | None, int]
Rule = Callable[[Phrase], tuple[Numeral, int] | None]


class Scan(ABC):
    """Reads the longest number that begins at each word, and lets a language's rules join more to it."""

    def __init__(self, lower: str, row: Sequence[Token], lexicon: Mapping[str, Word]) -> None:
        self.lower, self.row, self.lexicon = lower, row, lexicon

    def all(self) -> list[Numeral]:
        """The numbers in order, not overlapping."""
        found: list[Numeral] = []
        place = 0
        while place < len(self.row):
            one, place = self._at(place)
            if one and (not found or one.start >= found[-1].end):
                found.append(one)
        return found

    def _at(self, place: int) -> Found:
        token = self.row[place]
        if token.part:
            value = token.figure or Fraction(1, 2)
            return Numeral(token.start, token.end, value, Form.FRACTION, in_digits=True), place + 1
        phrase = spoken(self.row, place, self.lexicon, self._joined)
        if phrase is None:
            return self._single(place)
        return next((found for rule in self._rules() if (found := rule(phrase))), None) or self._plain(phrase)

    @abstractmethod
    def _joined(self, before: Token, after: Token) -> bool:
        """Whether what stands between two words lets them be one number."""

    @abstractmethod
    def _rules(self) -> tuple[Rule, ...]:
        """What may be joined to a number: parts, halves, decimals, dozens."""

    @abstractmethod
    def _plain(self, phrase: Phrase) -> Found:
        """A number to which nothing is joined, and the place behind it."""

    @abstractmethod
    def _single(self, place: int) -> Found:
        """What a word says that is in no lexicon, and the place behind it."""
