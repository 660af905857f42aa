"""Reading the words and digits of a European language as numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from verbale.engines.parallel.numerals.digits import end_of_digits, figure_at
from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.tally import Tally

_TOKEN = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]|[^\W\d_]++")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in small letters, or a number in digits (``figure``), at its place."""

    start: int
    end: int
    text: str
    figure: Fraction | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What a number word says: an addend, a scale, or the hundred of English; perhaps as ordinal."""

    value: int
    ordinal: bool = False
    scale: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` up to ``after`` said as one number."""

    first: int
    after: int
    value: Fraction
    ordinal: bool = False
    soft: bool = False
    in_digits: bool = False
    last: Fraction = Fraction(0)


def tokens(lower: str, language: str) -> list[Token]:
    """The words and the numbers in digits; digits right behind one or two Latin capitals' letters (CO2) are none."""
    found: list[Token] = []
    place = 0
    while match := _TOKEN.search(lower, place):
        place = match.end()
        if match[0].isalpha():
            found.append(Token(match.start(), match.end(), match[0]))
        elif figure := figure_at(lower, match.start(), language):
            place = figure.end
            if not _designation(lower, found, figure.start):
                found.append(Token(figure.start, figure.end, "", figure.value, figure.part))
        else:
            place = max(end_of_digits(lower, match.start()), match.end())
    return found


_MONEY = frozenset("dm rm us eur usd rmb rbl rub cny chf gbp fr no nr kr".split())


def _designation(lower: str, before: Sequence[Token], start: int) -> bool:
    return bool(
        before
        and before[-1].end == start
        and start
        and lower[start - 1].isalpha()
        and before[-1].end - before[-1].start <= 2
        and before[-1].text not in _MONEY
    )


Joins = Callable[[Token, Token], bool]


def spoken(row: Sequence[Token], first: int, lexicon: Mapping[str, Word], joined: Joins) -> Phrase | None:
    """The longest number that begins with the token ``first``."""
    tally, place, phrase = Tally(), first, None
    soft = True
    while place < len(row) and (place == first or joined(row[place - 1], row[place])):
        token = row[place]
        word = lexicon.get(token.text)
        if not _taken(tally, token, word, place == first):
            break
        place += 1
        ordinal = bool(word and word.ordinal)
        soft = soft and bool(word and word.soft)
        digits = row[first].figure is not None
        last = Fraction(word.value) if word else tally.value
        phrase = Phrase(first, place, tally.value, ordinal, soft, digits, last)
        if ordinal:
            break
    return phrase


def _taken(tally: Tally, token: Token, word: Word | None, first: bool) -> bool:
    if token.figure is not None:
        return (first or tally.group is None) and not (token.part and not first) and tally.figure(token.figure)
    if word is None:
        return False
    if word.scale:
        return tally.hundred() if word.value == 100 else tally.scale(word.value)
    return tally.add(word.value)


def numeral(row: Sequence[Token], phrase: Phrase, form: Form | None = None) -> Numeral:
    """The numeral of a phrase."""
    plain = Form.ORDINAL if phrase.ordinal else Form.CARDINAL
    start, end = row[phrase.first].start, row[phrase.after - 1].end
    return Numeral(start, end, phrase.value, form or plain, phrase.in_digits, phrase.soft)


def softened(found: Numeral, soft: bool) -> Numeral:
    """The same numeral, soft where the condition holds."""
    return replace(found, soft=True) if soft else found
