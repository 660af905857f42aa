"""Number expressions in German text."""

import re
from collections.abc import Sequence
from fractions import Fraction

from verbale.engines.parallel.numerals.german_words import Spelt, spelt
from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.reading import Reading
from verbale.engines.parallel.numerals.roman import named
from verbale.engines.parallel.numerals.words import Token, tokens

_HALF = Fraction(1, 2)
_MILLIONS = {"million": 10**6, "milliarde": 10**9, "billion": 10**12, "mio": 10**6, "mrd": 10**9, "bio": 10**12}
_SCALE = re.compile(
    r"[\s\u00a0]{0,2}(?:(?P<word>million|milliarde|billion)(?:e?n)?|(?P<short>mio|mill|mrd|bio|tsd|t(?=dm))\.?|(?P<thousand>tausend|hundert))(?![^\W\d_])"
)
_SHORT = {"mio": 10**6, "mill": 10**6, "mrd": 10**9, "bio": 10**12, "tsd": 1000, "t": 1000}
_ORDINAL_DOT = re.compile(r"\.(?=[\s\u00a0]{1,2}(?P<word>[^\W\d_]+)|[–/,;)-]|[\s\u00a0][–-]|\Z)")
_STARTERS = frozenset(
    (
        "die der das den dem des ein eine einen einem einer es er sie wir beide im in am an auf mit nach von vom "
        "für bei zu zum zur diese dieser dieses diesem diesen alle außerdem ferner weiterhin hierzu dazu danach "
        "dabei damit darüber deshalb ebenso auch als aus bis durch da ab seit während wegen trotz unter über um vor "
        "zwischen wenn falls sofern sobald man jede jeder jedes kein keine seine ihre unsere insgesamt davon "
        "darunter ihm ihr ihnen hiervon gemäß laut "
    ).split()
)
_CITED = re.compile(
    r"(?:artikel|nummer|nr\.|punkt|ziffer|absatz|abs\.|art\.|anlage|seite|paragraph|§|jahre?|seit|ende|anfang|mitte|um)[\s\u00a0]\Z"
)
_DAY = re.compile(
    r"(?:am|vom|zum|der|die|dem|den|des|und|bis|im|zur|ab|ihre[rnm]?|seine[rnm]?|diese[rnm]?)[\s\u00a0]\Z|[–/,-]\s?\Z"
)
_SOFT_WORDS = {"beide": 2, "beiden": 2, "beider": 2, "beides": 2, "beidem": 2, "dutzende": 12, "dutzenden": 12}
_HALVES = frozenset("halb halbe halber halbes halben halbem hälfte hälften".split())
_LATER = re.compile(r"(?:erste|zweite|ersten|zweiten)\s\Z")
_DETERMINED = re.compile(
    r"(?<!\w)(?:d(?:er|ie|as|en|em|es)|[ai]m|zum|vom|zur|beim|ihre[rnms]?|seine[rnms]?|diese[rnms]?|unsere[rnms]?|jede[rnms]?|eine[rnms]?|und|bis)\s\Z"
)
_HEED = re.compile(r"(?:außer|in)\s\Z")
_HEEDED = re.compile(r"\s(?:zu\s)?(?:ge(?:ben|lassen|nommen|geben)|lassen|nehmen|haben|geben)\b")
_THIRD = re.compile(r"dritte[rnsm]?\s+(?:staat|land|länder|seite|partei|person|welt|macht|mächte)")
_FIRST = re.compile(r"erste[rns]?\s+(?:linie|hand|male?|mals|stelle)\b|(?:erste|zweite)[rns]?\s+(?:halbjahr|hälfte)")
_SIDES = re.compile(r"zwei\s+(?:seiten|länder|staaten|parteien|regierungen|delegationen)\b")
_AND_HALF = re.compile(r"\s(?:und\s)?einhalb\b|\sund\seine?\shalbe?[nsr]?\b")
_DOZEN = re.compile(r"\sdutzend(?![^\W\d_])")
_PART_AFTER = re.compile(r"\s(?:(?:gute|knappe|volle|ganze|reichliche|starke|schwache)[snm]?\s)?([^\W\d_]{3,30})")
_COMMA = re.compile(r"\skomma((?:\s(?:null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun)){1,9})\b")
_DIGIT_WORDS = {word: str(i) for i, word in enumerate("null eins zwei drei vier fünf sechs sieben acht neun".split())}


def german(reading: Reading) -> list[Numeral]:
    """All number expressions of a German text but Roman numerals."""
    return _Scan(reading, tokens(reading.lower, "de")).all()


class _Scan:
    """One pass over the tokens of a text."""

    def __init__(self, reading: Reading, row: Sequence[Token]) -> None:
        self.plain, self.lower, self.row = reading.plain, reading.lower, row

    def all(self) -> list[Numeral]:
        found: list[Numeral] = []
        done = 0
        for token in self.row:
            if token.start < done:
                continue
            one = self._figure(token) if token.figure is not None else self._word(token)
            if one:
                found.append(one)
                done = one.end
        return found

    def _figure(self, token: Token) -> Numeral:
        value = token.figure or Fraction(0)
        if token.part:
            return Numeral(token.start, token.end, value, Form.FRACTION, in_digits=True)
        if self._ordinal_dot(token, value):
            return Numeral(token.start, token.end + 1, value, Form.ORDINAL, in_digits=True)
        end, value = self._scaled(token.end, value)
        if (half := _AND_HALF.match(self.lower, end)) and value.denominator == 1:
            end, value = half.end(), value + _HALF
        return Numeral(token.start, end, value, Form.CARDINAL, in_digits=True)

    def _ordinal_dot(self, token: Token, value: Fraction) -> bool:
        """14. Tagung, am 14.–16. Mai; but not the full stop of a sentence."""
        dot = _ORDINAL_DOT.match(self.lower, token.end)
        if dot is None or value.denominator > 1 or value >= 1000 or token.end - token.start > 3:
            return False
        before = self.lower[max(0, token.start - 12) : token.start]
        if dot["word"] is None:
            return bool(_DAY.search(before)) and not _CITED.search(before)
        if dot["word"] in _STARTERS and self.plain[dot.start("word")].isupper():
            return False
        return not _CITED.search(before) or self.plain[dot.start("word")].islower() or named(self.plain, token.end)

    def _scaled(self, end: int, value: Fraction) -> tuple[int, Fraction]:
        """2,5 Mio., 3 Millionen 200 Tausend, zwei Millionen dreihunderttausend."""
        total, limit = Fraction(0), 10**15
        while scale := _SCALE.match(self.lower, end):
            factor = _factor(scale)
            if factor >= limit or value >= limit:
                break
            total, limit, end = total + value * factor, factor, scale.end()
            rest = self._rest(end, limit) if factor > 100 else None
            if rest is None:
                return end, total
            end, value = rest
        return end, total + value

    def _rest(self, end: int, limit: int) -> tuple[int, Fraction] | None:
        """What is added behind a scale: another number word, or digits that are scaled again."""
        gap = re.compile(
            r"[\s\u00a0]{1,2}(?:und\s)?(?P<digits>[0-9]{1,3}(?=[\s\u00a0](?:tausend|tsd|mio|million)))?(?P<word>[^\W\d_]*)"
        ).match(self.lower, end)
        if gap is None:
            return None
        if gap["digits"]:
            return gap.end("digits"), Fraction(int(gap["digits"]))
        word = spelt(gap["word"])
        if word is None or word.kind is not Form.CARDINAL or word.length < len(gap["word"]) or word.value >= limit:
            return None
        article = word.value == 1 and gap["word"] != "eins"
        scaled = _SCALE.match(self.lower, gap.end())
        if (article or (word.soft and word.value > 1)) and not scaled:
            return None
        return gap.end(), word.value

    def _word(self, token: Token) -> Numeral | None:
        word = token.text
        if word in _SOFT_WORDS:
            return Numeral(token.start, token.end, Fraction(_SOFT_WORDS[word]), Form.CARDINAL, False, soft=True)
        if word in _HALVES:
            soft = word.startswith("hälfte") and self._before(token, _LATER)
            return Numeral(token.start, token.end, _HALF, Form.FRACTION, False, soft)
        if word == "dutzend":
            return Numeral(token.start, token.end, Fraction(12), Form.CARDINAL, False)
        if self.plain.startswith("Paar", token.start) and word == "paar":
            return Numeral(token.start, token.end, Fraction(2), Form.CARDINAL, False, soft=True)
        found = spelt(word)
        return self._spelt(token, found) if found else None

    def _spelt(self, token: Token, word: Spelt) -> Numeral | None:
        start, end, value, soft = token.start, token.start + word.length, word.value, word.soft
        whole = word.length == len(token.text)
        if word.kind is Form.CARDINAL and whole:
            return self._cardinal(token, word)
        if word.kind is Form.FRACTION and whole:
            return Numeral(start, end, value, Form.FRACTION, False, soft)
        if word.kind is Form.ORDINAL and self._no_ordinal(token):
            return None
        if word.kind is Form.ORDINAL:
            soft = soft or self._soft_ordinal(token)
        return Numeral(start, end, value, word.kind, False, soft)

    def _cardinal(self, token: Token, word: Spelt) -> Numeral | None:
        if token.text == "acht" and (
            (self._before(token, _HEED) and _HEEDED.match(self.lower, token.end)) or self._heeded(token)
        ):
            return None
        start, (end, value) = token.start, self._scaled(token.end, word.value)
        soft = (word.soft and end == token.end) or bool(_SIDES.match(self.lower, token.start))
        if end == token.end and (part := self._parts(token, value)):
            return part
        if half := _AND_HALF.match(self.lower, end):
            end, value, soft = half.end(), value + _HALF, False
        if comma := _COMMA.match(self.lower, end):
            digits = "".join(_DIGIT_WORDS[word] for word in comma[1].split())
            end, soft, value = comma.end(), False, value + Fraction(int(digits), 10 ** len(digits))
            end, value = self._scaled(end, value)
        return Numeral(start, end, value, Form.CARDINAL, False, soft)

    def _parts(self, token: Token, value: Fraction) -> Numeral | None:
        """Zwei Drittel, ein Viertel, zwei Dutzend, ein halbes."""
        after = _PART_AFTER.match(self.lower, token.end)
        if after is None:
            return None
        if after[1] == "dutzend":
            return Numeral(token.start, after.end(), value * 12, Form.CARDINAL, False)
        if after[1] in _HALVES and value == 1 and after[1] != "hälfte":
            end, half = self._scaled(after.end(), _HALF)
            if dozen := _DOZEN.match(self.lower, end):
                end, half = dozen.end(), Fraction(6)
            form = Form.FRACTION if half == _HALF else Form.CARDINAL
            return Numeral(token.start, end, half, form, False)
        part = spelt(after[1])
        if part is None or part.kind is not Form.FRACTION or part.length < len(after[1]) or part.soft:
            return None
        return Numeral(token.start, after.end(), value * part.value, Form.FRACTION, False)

    def _before(self, token: Token, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(self.lower[max(0, token.start - 12) : token.start]))

    def _heeded(self, token: Token) -> bool:
        return self.plain[token.start] == "A" and bool(_HEEDED.match(self.lower, token.end))

    def _no_ordinal(self, token: Token) -> bool:
        """The verb achten."""
        return token.text == "achten" and not self._before(token, _DETERMINED)

    def _soft_ordinal(self, token: Token) -> bool:
        if _THIRD.match(self.lower, token.start) or _FIRST.match(self.lower, token.start):
            return True
        middle = token.start > 1 and self.plain[token.start - 2] not in ".!?:;"
        return token.text.startswith("dritte") and self.plain[token.start] == "D" and middle


def _factor(scale: re.Match[str]) -> int:
    if scale["word"]:
        return _MILLIONS[scale["word"]]
    if scale["short"]:
        return _SHORT[scale["short"]]
    return 1000 if scale["thousand"] == "tausend" else 100
