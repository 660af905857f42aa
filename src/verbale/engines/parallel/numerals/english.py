"""Number expressions in English text."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.reading import Reading
from verbale.engines.parallel.numerals.scan import Found, Rule, Scan
from verbale.engines.parallel.numerals.words import Phrase, Token, Word, numeral, spoken, tokens

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ROW = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ABBREVIATED = {"m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12}
_LEXICON = {
    **{word: Word(value, soft=value == 1) for value, word in enumerate(_UNITS.split())},
    **{word: Word(value, ordinal=True) for value, word in enumerate(_ROW.split()) if value},
    **{word: Word(20 + 10 * i) for i, word in enumerate(_TENS.split())},
    **{word[:-1] + "ieth": Word(20 + 10 * i, ordinal=True) for i, word in enumerate(_TENS.split())},
    **{word: Word(value, scale=True) for word, value in _SCALES.items()},
    **{word + "th": Word(value, ordinal=True, scale=True) for word, value in _SCALES.items()},
}
_HALF = Fraction(1, 2)
_PART_ROW = {word: value for value, word in enumerate(_ROW.split()) if value > 2} | {
    word: entry.value for word, entry in _LEXICON.items() if entry.ordinal and entry.value > 19
}
_PARTS = {"quarter": 4} | _PART_ROW
_TIMES = {"twice": 2, "thrice": 3}
_SOFT = {"both": 2, "couple": 2, "fortnightly": 2}
_MULTIPLE = re.compile(r"(?P<verb>doubl|tripl|trebl|quadrupl)(?:e|es|ed|ing)")
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}
_LOTS = {"dozens": 12, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
_FOLD = re.compile(rf"({_UNITS.replace(' ', '|')}|{_TENS.replace(' ', '|')}|hundred|thousand)fold")
_GLUE = re.compile(r"[\s\u00a0]{1,3}(?:and[\s\u00a0]{1,3})?|[-‐‑](?:and[-‐‑])?")
_AND = re.compile(r".*and")
_ARTICLE = re.compile(r"(?<!\w)an?[\s-]\Z")
_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_AND_HALF = re.compile(r"(?:\s|-)and(?:\s|-)(?:a|one)(?:\s|-)(half|quarter|third)\b(?:\s(thousand|million|billion)\b)?")
_FIRSTLY = {"firstly": 1, "secondly": 2, "thirdly": 3, "fourthly": 4}
_SOFT_ORDINAL = re.compile(
    r"first\s+(?:of\s+all|time\b|place\b|and\s+foremost|hand)|first-(?:hand|class|rate)|(?:first|second|third|fourth),|(?:first|second)\s+half\b|"
    r"third[\s-](?:part(?:y|ies)|countr(?:y|ies)|states?|persons?|sides?|world|nations?)\b"
)
_SIDES = re.compile(r"\s(?:sides|countries|parties|states|governments|delegations|nations|capitals)\b")
_YEAR_AND_HALF = re.compile(r"(?<!\w)an?\s(?:year|month|week|day|decade)\sand\sa\shalf\b")
_ADJECTIVE_PART = re.compile(r"an?\s(?:good|full|bare|mere|whole|scant)\s(half|third|quarter|fifth)\b")
_PART_OF = re.compile(r"(?:half|quarter)\s(?:of\s)?an?\s(dozen|hundred|thousand|million|billion)\b")
_HALVED_LOTS = {"dozen": 12, "hundred": 100, **_SCALES}
_BEFORE_SOFT = re.compile(r"(?<!\w)(?:at|in\s+the)\s\Z")
_MONEY = re.compile(r"(?:[$£€¥]|(?:usd|eur|gbp|cny|rmb|dm|rub|chf))\s?\Z")
_MONEY_SCALE = re.compile(r"\s?(k|m|bn)\b")
_YEAR = re.compile(r"\s([a-z]+)(?:-([a-z]+))?")


def english(reading: Reading) -> list[Numeral]:
    """All number expressions of an English text but Roman numerals."""
    row = [token for token in tokens(reading.lower, "en") if token.text != "and"]
    return _Scan(reading.lower, row, _LEXICON).all()


class _Scan(Scan):
    """One pass over the tokens of a text."""

    def _rules(self) -> tuple[Rule, ...]:
        return self._year, self._part, self._point, self._and_half, self._dozen

    def _joined(self, before: Token, after: Token) -> bool:
        if after.start - before.end > 10:
            return False
        gap = self.lower[before.end : after.start]
        if not _GLUE.fullmatch(gap):
            return False
        if _AND.match(gap):
            return before.text in _SCALES and after.text not in _SCALES
        return after.figure is None

    def _plain(self, phrase: Phrase) -> Found:
        return self._counted_alone(phrase), phrase.after

    def _counted_alone(self, phrase: Phrase) -> Numeral | None:
        found = numeral(self.row, phrase)
        first = self.row[phrase.first]
        if phrase.ordinal and found.value > 2 and self._article(found.start) < found.start and self._of(found.end):
            return Numeral(self._article(found.start), found.end, 1 / found.value, Form.FRACTION, False)
        if phrase.ordinal and self._no_ordinal(phrase, first):
            return None
        end, form, start = found.end, found.form, found.start
        if phrase.in_digits and (suffix := _SUFFIX.match(self.lower, end)):
            end, form = suffix.end(), Form.ORDINAL
        elif phrase.in_digits and (
            scaled := re.compile(
                r"\s?(mn|mln|bn|bln|tn|m(?= (?:rou?bles|pounds|marks|dollars|yuan|yen)\b))(?!\w)"
            ).match(self.lower, end)
        ):
            value = found.value * _ABBREVIATED[scaled[1]]
            return Numeral(start, scaled.end(), value, Form.CARDINAL, True)
        elif (
            phrase.in_digits
            and (scaled := _MONEY_SCALE.match(self.lower, end))
            and _MONEY.search(self.lower[:start][-6:])
        ):
            value = found.value * {"k": 1000, "m": 10**6, "bn": 10**9}[scaled[1]]
            return Numeral(start, scaled.end(), value, Form.CARDINAL, True)
        if first.text in _SCALES:
            start = self._article(start)
        if first.text in _SCALES and self.lower.endswith(" per", 0, max(0, found.start - 1)):
            return None
        soft = found.soft or (self._soft(first) if phrase.ordinal else self._both(phrase))
        return Numeral(start, end, found.value, form, found.in_digits, soft)

    def _of(self, end: int) -> bool:
        return bool(re.compile(r"\s(?:of|less|more)\b").match(self.lower, end))

    def _article(self, start: int) -> int:
        article = _ARTICLE.search(self.lower[max(0, start - 4) : start])
        return start - len(article[0]) if article else start

    def _no_ordinal(self, phrase: Phrase, first: Token) -> bool:
        """A second of time, to second, at second hand."""
        if phrase.after - phrase.first > 1 or first.text != "second":
            return False
        before = self.lower[max(0, first.start - 5) : first.start]
        return bool(re.search(r"(?<!\w)(?:to|per|a|one)\s\Z|/\Z", before)) or self.lower.startswith("-hand", first.end)

    def _both(self, phrase: Phrase) -> bool:
        """The two sides."""
        first = self.row[phrase.first]
        if phrase.value != 2 or phrase.in_digits:
            return False
        definite = self.lower.endswith(("the ", "these ", "our ", "their "), 0, first.start)
        return definite or bool(_SIDES.match(self.lower, first.end))

    def _soft(self, first: Token) -> bool:
        before = self.lower[max(0, first.start - 8) : first.start]
        alone = first.text == "first" and bool(_BEFORE_SOFT.search(before)) and not self._noun(first)
        return bool(_SOFT_ORDINAL.match(self.lower, first.start)) or alone

    def _noun(self, first: Token) -> bool:
        return bool(re.compile(r"\s(?!place\b)[a-z]").match(self.lower, first.end))

    def _year(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Nineteen fifty-seven."""
        if phrase.ordinal or phrase.in_digits or not 13 <= phrase.value <= 20 or phrase.after - phrase.first > 1:
            return None
        rest = spoken(self.row, phrase.after, _LEXICON, self._hyphened) if phrase.after < len(self.row) else None
        gap = self.lower[self.row[phrase.first].end : self.row[phrase.after].start] if rest else ""
        if rest is None or rest.ordinal or rest.in_digits or gap != " " or not 10 <= rest.value <= 99:
            return None
        start, end = self.row[phrase.first].start, self.row[rest.after - 1].end
        return Numeral(start, end, phrase.value * 100 + rest.value, Form.CARDINAL, False), rest.after

    def _hyphened(self, before: Token, after: Token) -> bool:
        return self.lower[before.end : after.start] == "-"

    def _next(self, phrase: Phrase) -> Token | None:
        if phrase.after < len(self.row):
            before, after = self.row[phrase.after - 1], self.row[phrase.after]
            if after.start - before.end <= 3 and self.lower[before.end : after.start] in (" ", "-", "\u00a0", "\n"):
                return after
        return None

    def _part(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Two thirds, one-quarter, a third of, half."""
        after = self._next(phrase)
        if after is None or phrase.ordinal or phrase.value.denominator > 1:
            return None
        below = 2 if after.text in ("half", "halves") else _PARTS.get(after.text.removesuffix("s"))
        plural = (after.text.endswith("s") and after.text != "halves") or after.text == "halves"
        if below is None or plural != (phrase.value > 1) or self._counted(after):
            return None
        start, end = self.row[phrase.first].start, after.end
        soft = after.text == "quarter" and not self._of(end)
        return Numeral(start, end, phrase.value / below, Form.FRACTION, phrase.in_digits, soft), phrase.after + 1

    def _counted(self, part: Token) -> bool:
        """One third country: the part is an ordinal before its noun."""
        return part.text == "third" and bool(_SOFT_ORDINAL.match(self.lower, part.start))

    def _point(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Two point five."""
        place, digits = phrase.after + 1, ""
        if phrase.ordinal or phrase.in_digits or self.lower[self._end(phrase) : self._end(phrase) + 7] != " point ":
            return None
        while place < len(self.row) and len(digits) < 12 and self.lower[self.row[place].start - 1] == " ":
            word = _LEXICON.get(self.row[place].text)
            if word is None or word.ordinal or word.scale or word.value > 9:
                break
            digits, place = digits + str(word.value), place + 1
        if not digits:
            return None
        value = phrase.value + Fraction(int(digits), 10 ** len(digits))
        scale = _LEXICON.get(self.row[place].text) if place < len(self.row) else None
        if scale and scale.scale and not scale.ordinal and self._next(Phrase(place - 1, place, value)):
            value, place = value * scale.value, place + 1
        return Numeral(self.row[phrase.first].start, self.row[place - 1].end, value, Form.CARDINAL, False), place

    def _end(self, phrase: Phrase) -> int:
        return self.row[phrase.after - 1].end

    def _and_half(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Two and a half."""
        found = None if phrase.ordinal else _AND_HALF.match(self.lower, self._end(phrase))
        if found is None:
            return None
        value = phrase.value + {"half": _HALF, "quarter": Fraction(1, 4), "third": Fraction(1, 3)}[found[1]]
        value *= _SCALES[found[2]] if found[2] else 1
        if self.row[phrase.after - 1].text in ("thousand", "million", "billion") and phrase.last == phrase.value:
            # A million and a half.
            value = phrase.value * (1 + value - phrase.value)
        after = phrase.after
        while after < len(self.row) and self.row[after].start < found.end():
            after += 1
        start = self.row[phrase.first].start
        return Numeral(start, found.end(), value, Form.CARDINAL, phrase.in_digits), after

    def _dozen(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Two dozen, and "one hundred thousands" as scale."""
        after = self._next(phrase)
        if phrase.ordinal or after is None or after.text not in ("dozen", "dozens"):
            return None
        start = self.row[phrase.first].start
        return Numeral(start, after.end, phrase.value * 12, Form.CARDINAL, phrase.in_digits), phrase.after + 1

    def _single(self, place: int) -> Found:
        return self._word(self.row[place]), place + 1

    def _word(self, token: Token) -> Numeral | None:
        start, end, word = token.start, token.end, token.text
        if word in ("a", "an") and (half := _YEAR_AND_HALF.match(self.lower, start)):
            return Numeral(start, half.end(), Fraction(3, 2), Form.CARDINAL, False)
        if word in ("half", "quarter") and (part := _PART_OF.match(self.lower, start)):
            value = (_HALF if word == "half" else Fraction(1, 4)) * _HALVED_LOTS[part[1]]
            return Numeral(self._article(start), part.end(), value, Form.CARDINAL, False)
        if part := _ADJECTIVE_PART.match(self.lower, start):
            value = {"half": _HALF, "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5)}[
                part[1]
            ]
            return Numeral(start, part.end(), value, Form.FRACTION, False)
        if word == "half":
            soft = bool(re.search(r"(?:first|second|last|latter|other)\s\Z", self.lower[max(0, start - 8) : start]))
            return Numeral(self._article(start), end, _HALF, Form.FRACTION, False, soft)
        if word in _TIMES:
            return Numeral(start, end, Fraction(_TIMES[word]), Form.TIMES, False)
        if word == "once":
            return Numeral(start, end, Fraction(1), Form.TIMES, False, soft=True)
        if word in _SOFT:
            return Numeral(start, end, Fraction(_SOFT[word]), Form.CARDINAL, False, soft=True)
        if word in _FIRSTLY:
            return Numeral(start, end, Fraction(_FIRSTLY[word]), Form.ORDINAL, False, soft=True)
        return self._rare(token)

    def _rare(self, token: Token) -> Numeral | None:
        start, end, word = token.start, token.end, token.text
        if word == "dozen":
            return Numeral(self._article(start), end, Fraction(12), Form.CARDINAL, False)
        if word in _LOTS:
            return Numeral(start, end, Fraction(_LOTS[word]), Form.CARDINAL, False, soft=True)
        if word == "quarter" and self._article(start) < start and self.lower.startswith(" of", end):
            return Numeral(self._article(start), end, Fraction(1, 4), Form.FRACTION, False)
        if word in ("trilateral", "tripartite"):
            return Numeral(start, start + 3, Fraction(3), Form.CARDINAL, False)
        if multiple := _MULTIPLE.fullmatch(word):
            return Numeral(start, end, Fraction(_MULTIPLES[multiple["verb"]]), Form.TIMES, False, soft=True)
        if len(word) < 20 and (fold := _FOLD.fullmatch(word)):
            return Numeral(start, end, Fraction(_LEXICON[fold[1]].value), Form.TIMES, False)
        return None
