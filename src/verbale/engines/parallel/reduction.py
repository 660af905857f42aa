"""A text in which every number expression stands as one token, so that one pattern reads digits and words alike.

``am <o14> Dezember <c1957>`` is what is left of "am 14. Dezember 1957": a letter for the form (c cardinal, o ordinal,
f fraction in words, t times), then the value. What other readers have already taken is blanked out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from fractions import Fraction

from verbale.engines.parallel.numerals import Form, Numeral, numerals
from verbale.engines.parallel.spelling import Spelled

BLANK = "\ufffc"
NUMBER = r"<[cofts]+([0-9/]+)>"
_TOKEN = re.compile(r"<([cofts]+)([0-9/]+)>")
_LETTER = {Form.CARDINAL: "c", Form.ORDINAL: "o", Form.FRACTION: "f", Form.TIMES: "t"}
LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Token:
    """One number expression in a reduced text: ``reduced.text[start:end]`` stands for ``numeral``."""

    start: int
    end: int
    numeral: Numeral


@dataclass(slots=True)
class Reduced:
    """The reduced text, its tokens in order, and what of it has been taken by a reader."""

    text: str
    language: str
    spelled: Spelled
    tokens: tuple[Token, ...]
    _starts: list[int] = field(default_factory=list)
    _shifts: list[int] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the text as written."""
        first, last = self._place(start), self._place(end - 1) + 1
        token = self.token_before(end)
        if token is not None and token.start < end <= token.end:
            last = token.numeral.end
        return self.spelled.span(first, max(last, first + 1))

    def _place(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return place
        token = self.tokens[index]
        return token.numeral.start if place < token.end else place + self._shifts[index]

    def token_before(self, end: int) -> Token | None:
        """The last token that begins before the place."""
        index = bisect_right(self._starts, end - 1) - 1
        return self.tokens[index] if index >= 0 else None

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in the span."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def take(self, start: int, end: int) -> None:
        """Blanks a span out: its numbers have been read."""
        self.text = self.text[:start] + BLANK * (end - start) + self.text[end:]

    def take_all(self, spans: list[tuple[int, int]]) -> None:
        """Blanks spans out, which are in order and do not overlap."""
        pieces, done = [], 0
        for start, end in spans:
            pieces += [self.text[done:start], BLANK * (end - start)]
            done = end
        self.text = "".join([*pieces, self.text[done:]])

    def left(self) -> list[Token]:
        """The tokens nobody has taken."""
        return [token for token in self.tokens if self.text[token.start] == "<"]


def reduced(spelled: Spelled, taken: list[tuple[int, int]], language: str) -> Reduced:
    """The spelled text with its numerals as tokens; ``taken`` spans, in order, are blanked out before they are sought."""  # noqa: E501
    open_text = _blanked(spelled.text, taken)
    pieces: list[str] = []
    tokens: list[Token] = []
    shifts: list[int] = []
    done = length = 0
    for found in numerals(open_text, language):
        numeral = _without_unit(found, open_text)
        if (
            numeral.start < done
            or _DAYS.fullmatch(open_text[numeral.start : numeral.end])
            or (written := _written(numeral)) is None
        ):
            continue
        before = open_text[done : numeral.start]
        start = length + len(before)
        pieces += [before, written]
        length = start + len(written)
        done = numeral.end
        tokens.append(Token(start, length, numeral))
        shifts.append(done - length)
    pieces.append(open_text[done:])
    return Reduced("".join(pieces), language, spelled, tuple(tokens), [t.start for t in tokens], shifts)


#: "achtziger" ends in no number, and "두 시간 반" holds its unit: what is no number is left to be read.
_TENNER = re.compile(r"\w+(?:z|ß|ss)ig(?=er$)", re.IGNORECASE)
_HALVED = re.compile(
    r".+?(?=\s*(?:시간|개월|개년|년|달|주일?|일|个?小时|个?钟头|个?月|年|天|周|세기|个?世纪|个?星期|日|吨|公里|公斤|톤)\s*(?:반|半)$)"
    r"|.+?(?=(?:米|块|元|丈|尺)[一二三四五六七八九]$)"
)


_AND_A_HALF = re.compile(r"\w+(?=\s+(?:year|month|week|day|hour)s?\s+and\s+a\s+half$)", re.IGNORECASE)
#: "Per thousand" is said with and without the number.
_ROUND = re.compile(r"тысяч\w*|миллион\w*|thousand|million|tausend|hundred|천|백만|만", re.IGNORECASE)


#: Korean counts days in words of their own, which are read as quantities.
_DAYS = re.compile("열?(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)|열흘|보름")


def _without_unit(numeral: Numeral, text: str) -> Numeral:
    written = text[numeral.start : numeral.end]
    if _ROUND.fullmatch(written):
        return replace(numeral, soft=True)
    match = next((m for p in (_TENNER, _HALVED, _AND_A_HALF) if (m := p.match(written)) and m.end()), None)
    return replace(numeral, end=numeral.start + match.end()) if match else numeral


def _written(numeral: Numeral) -> str | None:
    value = str(numeral.value)
    if len(value) > LONGEST_VALUE or numeral.value < 0:
        return None
    return f"<{_LETTER[numeral.form]}{'s' if numeral.soft else ''}{value}>"


def _blanked(text: str, taken: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in taken:
        if start >= done:
            pieces += [text[done:start], BLANK * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def value_of(written: str) -> Fraction:
    """The value of a token's digits."""
    return Fraction(written)


def plain(value: Fraction) -> str:
    """A number as the facts write it: a whole number, a decimal where it ends, else a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and value.denominator < 10**9:
        digits = next(n for n in range(1, 31) if (value * 10**n).denominator == 1)
        whole = str((value * 10**digits).numerator).rjust(digits + 1, "0")
        return f"{whole[:-digits]}.{whole[-digits:]}"
    return str(value)
