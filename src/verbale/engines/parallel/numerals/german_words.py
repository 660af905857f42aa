"""German number words, which are written as one word, and the compounds that begin with them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from verbale.engines.parallel.numerals.numeral import Form

_UNITS = {
    "ein": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}  # fmt: skip
_TEENS = {
    "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "fuenfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "fuenfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_ORDINAL_UNITS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "fuenft": 5, "sechst": 6, "siebt": 7, "siebent": 7,
    "acht": 8, "neunt": 9, **{word + "t": value for word, value in _TEENS.items()},
}  # fmt: skip
#: Genitives and datives of numbers that stand for themselves: die Wahl zweier Mitglieder, zu dreien, zu zweit.
_GENITIVES = {
    "zweier": 2, "zweien": 2, "dreier": 3, "dreien": 3, "vierer": 4, "vieren": 4, "fünfen": 5, "sechsen": 6,
    "neunen": 9, "zehnen": 10, "zwölfen": 12,
}  # fmt: skip
_LONGEST = 110


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_100 = rf"(?:{_any(_UNITS)})und(?:{_any(_TENS)})|{_any(_TEENS)}|{_any(_TENS)}|eins|{_any(_UNITS)}"
_BELOW_1000 = rf"(?:(?:{_any(_TEENS)}|{_any(_UNITS)})?hundert(?:(?:und)?(?:{_BELOW_100}))?|{_BELOW_100})"
_CARDINAL = rf"(?:(?:{_BELOW_1000})?tausend(?:(?:und)?{_BELOW_1000})?|{_BELOW_1000})"
_LAST = rf"(?:(?:{_any(_UNITS)})und)?(?:{_any(_TENS)})st|{_any(_ORDINAL_UNITS)}"
_HUNDREDS = rf"(?:(?:{_any(_TEENS)}|{_any(_UNITS)})?hundert)"
_THOUSANDS = rf"(?:(?:{_BELOW_1000})?tausend)"
_STEM = rf"(?P<above>{_THOUSANDS}?(?:und)?{_HUNDREDS}?(?:und)?)(?:(?P<last>{_LAST})|(?<=hundert)st|(?<=tausend)st)"
_ORDINAL = re.compile(rf"(?:{_STEM}|(?P<large>million|milliard|billion)st)(?P<end>el[sn]?|ens|e[nrsm]?)(?P<more>.*)")
_CARDINAL_WORD = re.compile(rf"(?P<number>{_CARDINAL})(?P<rest>.*)")
_SECOND = re.compile(
    r"jähr|jahr|tägig|täglich|tage|wöch|woch|monat|stünd|stund|minüt|minut|sekund|köpf|seitig|stellig|teilig|bänd|sprach|stuf|stöck|gescho|"
    r"prozent|tonn|gliedr|dimension|spur|gleis|motor|eck|phas|farb|polig|atom|wertig|kilomet|meter|liter|zeil|spalt|"
    r"zimmer|bett|personen|parteien|mächte|staaten|länder|punkt|achs|zylind|schicht|sitz|geteilt|blätt|kern|gang|gäng|rä?d"
)
_SINGLE = re.compile(r"(?:jährig|tägig|wöchig|monatig|stündig|minütig|jährlich)")
_ONES = frozenset("ein eine einer eines einem einen eins".split())
_LARGE = {"million": 10**6, "milliard": 10**9, "billion": 10**12}
_DRITTE = re.compile(r"dritt(?=länd|staat|land|person|partei|mittel)")
_MULTIPLE = re.compile(r"ver(doppel|dreifach|vierfach)(?:t|te|ten|n|ung|en)?")
_MULTIPLES = {"doppel": 2, "dreifach": 3, "vierfach": 4}
_HALF_SCALED = re.compile(
    rf"(?:(?P<number>{_any(_UNITS)})(?:und)?einhalb|(?P<other>anderthalb))(?P<scale>hundert|tausend)"
)
_HALF_YEAR = re.compile(r"(?:halb|viertel)(?=jahr|jähr|stund|stünd|tags|tägig|monat|wöch)")


@dataclass(frozen=True, slots=True)
class Spelt:
    """The first ``length`` letters of a word say ``value``."""

    length: int
    value: Fraction
    kind: Form
    soft: bool = False


@lru_cache(maxsize=4096)
def spelt(word: str) -> Spelt | None:
    """The number a German word in small letters says or begins with, or None."""
    if len(word) > _LONGEST:
        return None
    if word in _ONES:
        return Spelt(len(word), Fraction(1), Form.CARDINAL, soft=True)
    return _special(word) or _ordinal(word) or _cardinal(word)


def _special(word: str) -> Spelt | None:
    if word in _GENITIVES:
        return Spelt(len(word), Fraction(_GENITIVES[word]), Form.CARDINAL)
    if word in ("null", "anderthalb", "eineinhalb"):
        return Spelt(len(word), Fraction(0) if word == "null" else Fraction(3, 2), Form.CARDINAL)
    if scaled := _HALF_SCALED.fullmatch(word):
        whole = _value(scaled["number"]) if scaled["number"] else 1
        scale = 100 if scaled["scale"] == "hundert" else 1000
        return Spelt(len(word), (whole + Fraction(1, 2)) * scale, Form.CARDINAL)
    if word.startswith(("anderthalb", "eineinhalb")):
        return Spelt(10, Fraction(3, 2), Form.CARDINAL)
    if half := _HALF_YEAR.match(word):
        value = Fraction(1, 2) if half[0] == "halb" else Fraction(1, 4)
        return Spelt(half.end(), value, Form.FRACTION, soft=not word.startswith("halbtäg"))
    if word.startswith("dreiviertel"):
        return Spelt(11, Fraction(3, 4), Form.FRACTION)
    if word.startswith(("doppelt", "zweifach")) and len(word) <= 10:
        return Spelt(len(word), Fraction(2), Form.TIMES, soft=word.startswith("doppelt"))
    if third := _DRITTE.match(word):
        return Spelt(third.end(), Fraction(3), Form.ORDINAL, soft=True)
    if multiple := _MULTIPLE.match(word):
        return Spelt(len(word), Fraction(_MULTIPLES[multiple[1]]), Form.TIMES, soft=True)
    if word.startswith("jahrfünft"):
        return Spelt(len(word), Fraction(5), Form.CARDINAL, soft=True)
    if word.startswith(("trilateral", "tripartit")):
        return Spelt(3, Fraction(3), Form.CARDINAL)
    return None


def _ordinal(word: str) -> Spelt | None:
    found = _ORDINAL.fullmatch(word)
    if found is None or (found["more"] and not found["end"].startswith("el")):
        return None
    value = _LARGE[found["large"]] if found["large"] else _value(found["above"] or "") + _last(found["last"] or "")
    if found["end"].startswith("el"):
        return _part(found, value)
    if found["end"] == "ens" and value > 20:
        return None
    return Spelt(len(word), Fraction(value), Form.ORDINAL, soft=found["end"] == "ens")


def _part(found: re.Match[str], value: int) -> Spelt | None:
    """Drittel, Viertel, Vierteljahr."""
    if value < 3:
        return None
    soft = bool(found["more"])
    if soft and not found["more"].startswith(("jahr", "jähr", "stund")):
        return None
    return Spelt(found.end("end"), Fraction(1, value), Form.FRACTION, soft)


def _cardinal(word: str) -> Spelt | None:
    found = _CARDINAL_WORD.fullmatch(word)
    if found is None:
        return None
    number, rest = found["number"], found["rest"]
    value, length = Fraction(_value(number)), len(number)
    if not rest:
        return Spelt(length, value, Form.CARDINAL, soft=number in _ONES)
    if rest.startswith(("einhalb", "undeinhalb")):
        return Spelt(length + rest.index("einhalb") + 7, value + Fraction(1, 2), Form.CARDINAL)
    if rest.startswith("mal"):
        return Spelt(len(word), value, Form.TIMES, soft=value == 1) if rest in ("mal", "mals") or "ig" in rest else None
    return _compound(number, rest, value)


def _compound(number: str, rest: str, value: Fraction) -> Spelt | None:
    length = len(number)
    if rest.startswith("fach") and value > 1 and len(rest) <= 7:
        return Spelt(length + len(rest), value, Form.TIMES)
    if rest in ("e", "en", "er") and number in ("hundert", "tausend"):
        return Spelt(length + len(rest), value, Form.CARDINAL, soft=True)
    if rest == "er" and value % 10 == 0:
        return Spelt(length + 2, value, Form.CARDINAL)
    if (
        rest.startswith("er")
        and value <= 100
        and rest[2:] in ("gruppe", "gruppen", "kommission", "ausschuss", "rat", "treffen")
    ):
        return Spelt(length, value, Form.CARDINAL)
    if value == 1:
        return Spelt(length, value, Form.CARDINAL, soft=True) if _SINGLE.match(rest) else None
    if _SECOND.match(rest):
        soft = rest.startswith(("sprach", "seitig")) and value == 2
        return Spelt(length, value, Form.CARDINAL, soft)
    return None


def number_ahead(word: str) -> tuple[int, int]:
    """The number that a word in small letters begins with, and how many of its letters say it; 0, 0 where none."""
    found = re.match(_CARDINAL, word) if len(word) <= _LONGEST else None
    return (found.end(), _value(found[0])) if found else (0, 0)


def _last(word: str) -> int:
    """The value of the last part of an ordinal, which stands below a hundred."""
    if word in _ORDINAL_UNITS:
        return _ORDINAL_UNITS[word]
    return _value(word.removesuffix("st"))


def _value(number: str) -> int:
    """The value of a cardinal as _CARDINAL allows it."""
    if "tausend" in number:
        before, after = number.split("tausend", 1)
        return (_value(before) or 1) * 1000 + _value(after.removeprefix("und"))
    if "hundert" in number:
        before, after = number.split("hundert", 1)
        return (_value(before) or 1) * 100 + _value(after.removeprefix("und"))
    simple = {**_UNITS, **_TEENS, **_TENS, "eins": 1, "": 0, "und": 0}
    if number in simple:
        return simple[number]
    unit, tens = number.split("und", 1)
    return _UNITS[unit] + _TENS[tens]
