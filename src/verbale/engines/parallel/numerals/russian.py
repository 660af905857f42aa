"""Number expressions in Russian text."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.reading import Reading
from verbale.engines.parallel.numerals.russian_forms import cardinals, ordinals, stems
from verbale.engines.parallel.numerals.scan import Found, Rule, Scan
from verbale.engines.parallel.numerals.words import Phrase, Token, numeral, spoken, tokens

_ORDINALS = ordinals()
_SCALED_ORDINALS = {form: word for form, word in _ORDINALS.items() if word.scale}
_LEXICON = cardinals() | {form: word for form, word in _ORDINALS.items() if not word.scale}
_HALF = Fraction(1, 2)
_PARTS = {
    **dict.fromkeys("половина половины половине половину половиной половиною".split(), _HALF),
    **dict.fromkeys("треть трети третям третями третях третей".split(), Fraction(1, 3)),
    **dict.fromkeys("четверть четверти четвертью четвертям четвертями четвертей четвертях".split(), Fraction(1, 4)),
}
_ONE_AND_HALF = frozenset("полтора полторы полутора".split())
_ROUND = {
    "полтораста": 150, "полутораста": 150, "полсотни": 50, "полусотни": 50, "полдюжины": 6, "полудюжины": 6,
    "полтысячи": 500, "полутысячи": 500, "полутысяче": 500, "полусотне": 50,
    **dict.fromkeys("полмиллиона полумиллион полумиллиона полумиллиону полумиллионом".split(), 500_000),
    **dict.fromkeys("полмиллиарда полумиллиард полумиллиарда полумиллиарду".split(), 500_000_000),
}  # fmt: skip
_SHARE = frozenset("часть части частью доля доли долю долей".split())
_TIMES = {
    "дважды": 2, "трижды": 3, "четырежды": 4, "вдвое": 2, "втрое": 3, "вчетверо": 4, "впятеро": 5, "вшестеро": 6,
    "вдесятеро": 10,
}  # fmt: skip
#: Удвоить, утроение, учетверённый.
_MULTIPLES = {"удво": 2, "утро": 3, "учетвер": 4, "упятер": 5}
_MULTIPLIED = re.compile(r"(удво|утро|учетвер|упятер)(?:и(?!т\b)|ен|я)")
_BOTH = frozenset("оба обе обоих обеих обоим обеим обоими обеими".split())
_PAIR = frozenset("пара пары паре пару парой вдвоем".split())
_LOTS = {
    **dict.fromkeys(
        "десяток десятка десятку десятком десятке десятки десятков десяткам десятками десятках".split(), 10
    ),
    **dict.fromkeys("дюжина дюжины дюжине дюжину дюжиной дюжин".split(), 12),
    **dict.fromkeys("сотня сотни сотне сотню сотней сотен сотням сотнями сотнях".split(), 100),
}
_SCALES = {form: word.value for form, word in cardinals().items() if word.scale} | _LOTS
_ONE_LOT = frozenset("десяток дюжина дюжину дюжины дюжиной дюжине сотня сотню сотней".split())
_WHOLE = frozenset("целая целых целой целую целые целым целыми".split())
_PART_ENDINGS = ("ая", "ой", "ую", "ою", "ых", "ым", "ыми", "ые", "ья", "ью", "ьей", "ьих", "ьим", "ьи")
_PHRASES = re.compile(
    r"в\s+перв(?:ую\s+очередь|ое\s+время|ый\s+раз)|на\s+первый\s+взгляд|из\s+первых\s+рук|"
    r"треть(?:и|их|им|ими|я|ей|ю|ье|ьего)\s+(?:стран|государств|сторон|лиц|держав)|"
    r"(?:перв|втор)(?:ая|ой|ую|ое|ого|ом|ым)\s+(?:половин|полугоди|декад)"
)
_SIDES = re.compile(r"(?:две|двух|двум|двумя)\s+(?:стран|сторон|государств|правительств|делегаци)")
_FIRSTLY = re.compile(r"во?-\Z")
#: A suffix that tells the ordinal, or the case, of a number in digits.
_SUFFIX = re.compile(
    r"-(?:(?P<ordinal>[йяею]|ый|ий|ой|ая|ья|ое|ье|го|ого|его|му|ому|ему|ым|им|ом|ую|ью|ые|ьи)|(?P<either>х|м|ми|ых|их|ыми)|(?P<cardinal>ти|и|мя|ть))(?![\w-])"
)
_SECOND_STEM = (
    r"(?:лет(?!а|о|у)|недел|дневн|дневк|сторонн|месячн|час(?!т)|годич|годов|тонн|этажн|этапн|кратн|мест|процент|километров|метров|томн|значн|"
    r"ступенч|ступенн|фазн|цилиндр|квартирн|рублев|минутн|секундн|суточн|коечн|дюймов|сменн|разов|членн|комнатн|звенн|"
    r"уровнев|градусн|классн|мерн|слойн|осн|рядн|полосн|тактн|валентн|атомн|угольн|борт|балльн|мильон|страничн|листн|партийн|язычн|частн|очков|миллиметров|сантиметров|литров|киловаттн)"
)
_COMPOUND = re.compile(rf"(?P<number>.{{3,60}}?)(?P<second>{_SECOND_STEM}.{{1,12}})")
_THOUSANDTH = re.compile(
    r"(?P<number>.{3,60}?)(?P<scale>тысяч|миллион|миллиард)н(?:ый|ого|ому|ым|ом|ая|ую|ой|ою|ое|ые|ых|ыми)"
)
_SCALE = {"тысяч": 1000, "миллион": 10**6, "миллиард": 10**9}
_HALF_WORD = re.compile(
    r"пол(?:у(?=года?\b|годич|часа?\b|часов|века\b|месяца|тонн|литр|километр)|(?=(?:года|часа|дня|месяца|века|тонны|килограмма|километра|литра|недели|"
    r"метра|гектара|центнера|суток|минуты|процента|столетия)\b))"
)
_GLUE = re.compile(r"[\s\u00a0]{1,3}")
_DOTTED = frozenset({"тыс", "млн", "млрд", "трлн"})


def russian(reading: Reading) -> list[Numeral]:
    """All number expressions of a Russian text but Roman numerals."""
    lower = reading.lower.replace("ё", "е")
    row = tokens(lower, "ru")
    return _Scan(lower, row, _LEXICON).all()


class _Scan(Scan):
    """One pass over the tokens of a text."""

    def _rules(self) -> tuple[Rule, ...]:
        return self._decimal, self._share, self._part, self._and_half, self._lot

    def _plain(self, phrase: Phrase) -> Found:
        found = numeral(self.row, phrase)
        end, form = self._suffixed(phrase, found)
        soft = found.soft or self._soft(phrase)
        start = found.start
        if phrase.ordinal and _FIRSTLY.search(self.lower[max(0, start - 3) : start]):
            start -= len(_FIRSTLY.search(self.lower[max(0, start - 3) : start])[0])  # type: ignore[index]
            soft = True
        return Numeral(start, end, found.value, form, found.in_digits, soft), phrase.after

    def _joined(self, before: Token, after: Token) -> bool:
        start = before.end
        if before.text in _DOTTED and self.lower[start : start + 1] == ".":
            start += 1
        return self._gap(start, after.start)

    def _gap(self, start: int, end: int) -> bool:
        return end - start <= 3 and bool(_GLUE.fullmatch(self.lower, start, end))

    def _next(self, phrase: Phrase, words: int = 0) -> Token | None:
        place = phrase.after + words
        if place < len(self.row) and self._gap(self.row[place - 1].end, self.row[place].start):
            return self.row[place]
        return None

    def _part(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Две трети, одна пятая, три четверти."""
        after = self._next(phrase)
        if phrase.ordinal or after is None:
            return None
        part = _PARTS.get(after.text)
        word = _ORDINALS.get(after.text)
        if _PHRASES.match(self.lower, after.start):
            return None
        if word and word.value > 2 and after.text.endswith(_PART_ENDINGS) and phrase.value >= 1:
            feminine = phrase.value != 1 or self.row[phrase.after - 1].text in {"одна", "одной", "одну", "одною"}
            part = Fraction(1, word.value) if feminine else None
        if part is None or phrase.value.denominator > 1:
            return None
        start = self.row[phrase.first].start
        return Numeral(start, after.end, phrase.value * part, Form.FRACTION, phrase.in_digits), phrase.after + 1

    def _decimal(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Две целых пять десятых."""
        after = self._next(phrase)
        if after is None or after.text not in _WHOLE:
            return None
        rest = spoken(self.row, phrase.after + 1, _LEXICON, self._joined)
        part = self._part(rest) if rest else None
        if part is None:
            return None
        start = self.row[phrase.first].start
        return Numeral(start, part[0].end, phrase.value + part[0].value, Form.CARDINAL, phrase.in_digits), part[1]

    def _and_half(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Два с половиной."""
        joint, half = self._next(phrase), self._next(phrase, 1)
        if phrase.ordinal or not joint or not half or joint.text != "с" or half.text not in {"половиной", "половиною"}:
            return None
        after = phrase.after + 2
        value = phrase.value + _HALF
        scale = self._next(phrase, 2)
        if scale and scale.text in _SCALES:
            value, after = value * _SCALES[scale.text], after + 1
        start, end = self.row[phrase.first].start, self.row[after - 1].end
        return Numeral(start, end, value, Form.CARDINAL, phrase.in_digits), after

    def _lot(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Два десятка, три сотни."""
        after = self._next(phrase)
        lot = _LOTS.get(after.text) if after else None
        if after is None or lot is None or phrase.ordinal:
            return None
        start = self.row[phrase.first].start
        return Numeral(start, after.end, phrase.value * lot, Form.CARDINAL, phrase.in_digits), phrase.after + 1

    def _suffixed(self, phrase: Phrase, found: Numeral) -> tuple[int, Form]:
        suffix = _SUFFIX.match(self.lower, found.end) if phrase.in_digits else None
        if suffix is None:
            dotted = self.row[phrase.after - 1].text in _DOTTED and self.lower[found.end : found.end + 1] == "."
            return found.end + dotted, found.form
        few = found.value in (2, 3, 4) and suffix["either"] in ("х", "ми")
        ordinal = suffix["ordinal"] or (suffix["either"] and not few)
        return suffix.end(), Form.ORDINAL if ordinal else Form.CARDINAL

    def _soft(self, phrase: Phrase) -> bool:
        token = self.row[phrase.first]
        if phrase.after - phrase.first == 1 and (token.text == "семью" or _SIDES.match(self.lower, token.start)):
            return True
        before = self.row[phrase.first - 1].start if phrase.first else token.start
        match = _PHRASES.match(self.lower, token.start) or _PHRASES.match(self.lower, before)
        return phrase.ordinal and bool(match)

    def _single(self, place: int) -> Found:
        token = self.row[place]
        if token.text in _ONE_AND_HALF:
            return self._one_and_half(place)
        return self._word(token), place + 1

    def _word(self, token: Token) -> Numeral | None:
        start, end, word = token.start, token.end, token.text
        if word in _PARTS:
            return Numeral(start, end, _PARTS[word], Form.FRACTION, False, soft=self._after_ordinal(start))
        if word in _ROUND:
            return Numeral(start, end, Fraction(_ROUND[word]), Form.CARDINAL, False)
        if word in _TIMES:
            return Numeral(start, end, Fraction(_TIMES[word]), Form.TIMES, False, soft=word in ("вдвое", "вчетверо"))
        if multiplied := _MULTIPLIED.match(word):
            return Numeral(start, end, Fraction(_MULTIPLES[multiplied[1]]), Form.TIMES, False, soft=True)
        if word in _BOTH or word in _PAIR:
            return Numeral(start, end, Fraction(2), Form.CARDINAL, False, soft=True)
        if word in _LOTS:
            soft = word not in _ONE_LOT or _LOTS[word] == 100
            return Numeral(start, end, Fraction(_LOTS[word]), Form.CARDINAL, False, soft)
        if word in _SCALED_ORDINALS:
            return Numeral(start, end, Fraction(_SCALED_ORDINALS[word].value), Form.ORDINAL, False)
        return self._compound(token)

    def _after_ordinal(self, start: int) -> bool:
        before = self.lower[max(0, start - 9) : start].split()
        return (bool(before) and before[-1].startswith(("перв", "втор"))) or self.lower[
            max(0, start - 3) : start
        ] == "-й "

    def _one_and_half(self, place: int) -> Found:
        """Полтора, полторы тысячи, полтора десятка."""
        token, after = self.row[place], self._next(Phrase(place, place + 1, Fraction(3, 2)))
        scale = _SCALES.get(after.text) if after else None
        if after is None or scale is None:
            return Numeral(token.start, token.end, Fraction(3, 2), Form.CARDINAL, False), place + 1
        return Numeral(token.start, after.end, Fraction(3, 2) * scale, Form.CARDINAL, False), place + 2

    def _share(self, phrase: Phrase) -> tuple[Numeral, int] | None:
        """Пятая часть, двадцатая доля; but "третья часть" may be the third one."""
        after = self._next(phrase)
        if not phrase.ordinal or phrase.value < 4 or after is None or after.text not in _SHARE:
            return None
        start = self.row[phrase.first].start
        return Numeral(start, after.end, 1 / phrase.value, Form.FRACTION, phrase.in_digits), phrase.after + 1

    def _compound(self, token: Token) -> Numeral | None:
        word, start = token.text, token.start
        if len(word) > 80:
            return None
        if half := _HALF_WORD.match(word):
            return Numeral(start, start + half.end(), _HALF, Form.FRACTION, False)
        if word.startswith("полугоди"):
            return Numeral(start, start + 4, _HALF, Form.FRACTION, False, soft=True)
        if scaled := _THOUSANDTH.fullmatch(word):
            count = stems(scaled["number"])
            return (
                Numeral(start, token.end, Fraction(count * _SCALE[scaled["scale"]]), Form.ORDINAL, False)
                if count
                else None
            )
        return self._adjective(token)

    def _adjective(self, token: Token) -> Numeral | None:
        word, start = token.text, token.start
        if word.startswith("полутора") and len(word) > 8:
            return Numeral(start, start + 8, Fraction(3, 2), Form.CARDINAL, False)
        parted = _COMPOUND.fullmatch(word)
        value = stems(parted["number"]) if parted else 0
        if not parted or not value:
            return None
        second, end = parted["second"], start + parted.end("number")
        form = Form.TIMES if second.startswith("кратн") else Form.CARDINAL
        anniversary = second.startswith("лети") and value in (5, 10, 100)
        soft = value == 1 or anniversary or second.startswith("язычн") or (value == 2 and second.startswith("сторонн"))
        return Numeral(start, end, Fraction(value), form, False, soft)
