"""Writing numbers in words in five languages, by the rules of school grammars; only tests use it."""

from collections.abc import Callable

_RU_UNITS = [
    ("ноль", "ноля", "нолю", "ноль", "нолем", "ноле"),
    ("один", "одного", "одному", "один", "одним", "одном"),
    ("два", "двух", "двум", "два", "двумя", "двух"),
    ("три", "трёх", "трём", "три", "тремя", "трёх"),
    ("четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"),
]
_RU_ONE = {
    "f": ("одна", "одной", "одной", "одну", "одной", "одной"),
    "n": ("одно", "одного", "одному", "одно", "одним", "одном"),
}
_RU_TWO = ("две", "двух", "двум", "две", "двумя", "двух")
_RU_SOFT = (
    "пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать "
    "шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать"
).split()
_RU_HUNDREDS = [
    ("сто", "ста", "ста", "сто", "ста", "ста"),
    ("двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах"),
    ("триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"),
    ("четыреста", "четырёхсот", "четырёмстам", "четыреста", "четырьмястами", "четырёхстах"),
]
_RU_SCALES: list[tuple[int, str, list[tuple[str, ...]]]] = [
    (10**9, "m", [("миллиард", "миллиарда", "миллиарду", "миллиард", "миллиардом", "миллиарде"),
                  ("миллиарды", "миллиардов", "миллиардам", "миллиарды", "миллиардами", "миллиардах")]),
    (10**6, "m", [("миллион", "миллиона", "миллиону", "миллион", "миллионом", "миллионе"),
                  ("миллионы", "миллионов", "миллионам", "миллионы", "миллионами", "миллионах")]),
    (1000, "f", [("тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"),
                 ("тысячи", "тысяч", "тысячам", "тысячи", "тысячами", "тысячах")]),
]  # fmt: skip


def _soft(word: str, case: int) -> str:
    if word == "восемь":
        return ("восемь", "восьми", "восьми", "восемь", "восемью", "восьми")[case]
    stem = word[:-1]
    return (word, stem + "и", stem + "и", word, stem + "ью", stem + "и")[case]


def _ru_small(number: int, case: int, gender: str) -> str:
    if number == 1 and gender in _RU_ONE:
        return _RU_ONE[gender][case]
    if number == 2 and gender == "f":
        return _RU_TWO[case]
    if number < 5:
        return _RU_UNITS[number][case]
    if number < 20:
        return _soft(_RU_SOFT[number - 5], case)
    return _ru_tens(number, case)


def _ru_tens(number: int, case: int) -> str:
    if number in (20, 30):
        return _soft(_RU_SOFT[15 + (number == 30)], case)
    if number == 40:
        return "сорок" if case in (0, 3) else "сорока"
    if number == 90:
        return "девяносто" if case in (0, 3) else "девяноста"
    unit = _RU_SOFT[number // 10 - 5]
    return _soft(unit, case) + ("десятью" if case == 4 else "десят" if case in (0, 3) else "десяти")


def _ru_hundred(number: int, case: int) -> str:
    if number < 5:
        return _RU_HUNDREDS[number - 1][case]
    return _soft(_RU_SOFT[number - 5], case) + ("сот", "сот", "стам", "сот", "стами", "стах")[case]


def _ru_group(number: int, case: int, gender: str) -> list[str]:
    words = []
    if number >= 100:
        words.append(_ru_hundred(number // 100, case))
        number %= 100
    if number >= 20:
        words.append(_ru_tens(number // 10 * 10, case))
        number %= 10
    if number:
        words.append(_ru_small(number, case, gender))
    return words


def _ru_noun(number: int, case: int, forms: list[tuple[str, ...]]) -> str:
    teens = 10 < number % 100 < 20
    if number % 10 == 1 and not teens:
        return forms[0][case]
    if case in (0, 3):
        return forms[0][1] if 1 < number % 10 < 5 and not teens else forms[1][1]
    return forms[1][case]


def russian(number: int, case: int = 0, gender: str = "m") -> str:
    """The cardinal in one of six cases (0: nominative … 5: locative) and three genders (m, f, n)."""
    if number == 0:
        return _RU_UNITS[0][case]
    words: list[str] = []
    for scale, scale_gender, forms in _RU_SCALES:
        if number >= scale:
            words += [*_ru_group(number // scale, case, scale_gender), _ru_noun(number // scale, case, forms)]
            number %= scale
    return " ".join([*words, *_ru_group(number, case, gender)])


_RU_ADJECTIVE = {
    "m": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "n": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "p": ("ые", "ых", "ым", "ые", "ыми", "ых"),
}
_RU_THIRD = {
    "m": ("третий", "третьего", "третьему", "третий", "третьим", "третьем"),
    "f": ("третья", "третьей", "третьей", "третью", "третьей", "третьей"),
    "n": ("третье", "третьего", "третьему", "третье", "третьим", "третьем"),
    "p": ("третьи", "третьих", "третьим", "третьи", "третьими", "третьих"),
}
_RU_STEMS = {
    1: "перв",
    2: "втор",
    4: "четвёрт",
    6: "шест",
    7: "седьм",
    8: "восьм",
    40: "сороков",
    90: "девяност",
    100: "сот",
}
_RU_GENITIVE = {2: "двух", 3: "трёх", 4: "четырёх"}


def russian_ordinal(number: int, case: int = 0, gender: str = "m") -> str:
    """The ordinal, 1 to 2100, in six cases and m, f, n or p(lural)."""
    if number == 2000:
        return "двухтысячн" + _RU_ADJECTIVE[gender][case]
    if number == 1000:
        return "тысячн" + _RU_ADJECTIVE[gender][case]
    last = number % 1000 if number % 100 == 0 else number % 100
    last = last if last <= 20 or last % 10 == 0 else last % 10
    words = [russian(number - last)] if number > last else []
    if words and 1000 <= number < 2000:
        words = [words[0].removeprefix("одна ")]
    return " ".join([*words, _ru_ordinal(last, case, gender)])


def _ru_ordinal(number: int, case: int, gender: str) -> str:
    if number == 3:
        return _RU_THIRD[gender][case]
    ending = _RU_ADJECTIVE[gender][case]
    if number in (2, 6, 7, 8, 40) and ending == "ый":
        ending = "ой"
    if number in _RU_STEMS:
        return _RU_STEMS[number] + ending
    if number > 100:
        return (_RU_GENITIVE.get(number // 100) or _soft(_RU_SOFT[number // 100 - 5], 1)) + "сот" + ending
    if number >= 50:
        return _soft(_RU_SOFT[number // 10 - 5], 1) + "десят" + ending
    return _RU_SOFT[number - 5 if number < 20 else 15 + (number == 30)][:-1] + ending


_DE_UNITS = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def _de_group(number: int, last: bool = True) -> str:
    hundred = _DE_UNITS[number // 100] + "hundert" if number >= 100 else ""
    number %= 100
    if number < 20:
        below = "eins" if number == 1 and last else _DE_UNITS[number] if number else ""
    else:
        below = (_DE_UNITS[number % 10] + "und" if number % 10 else "") + _DE_TENS[number // 10 - 2]
    return hundred + below


def german(number: int) -> str:
    """The cardinal as one counts, above a million in several words."""
    if number == 0:
        return "null"
    words = []
    for scale, one, many in ((10**9, "Milliarde", "Milliarden"), (10**6, "Million", "Millionen")):
        if number >= scale:
            count = number // scale
            words.append(f"eine {one}" if count == 1 else f"{_de_group(count)} {many}")
            number %= scale
    thousand = _de_group(number // 1000, last=False) + "tausend" if number >= 1000 else ""
    below = thousand + (_de_group(number % 1000) if number % 1000 else "")
    return " ".join([*words, below] if below else words)


def german_ordinal(number: int, ending: str = "e") -> str:
    """The ordinal, 1 to 2100, with an ending of the adjective."""
    small = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
    below = number % 100
    if 0 < below < 20:
        word = german(number - below) if number > below else ""
        return word + small.get(below, _DE_UNITS[below] + "t") + ending
    return german(number) + "st" + ending


_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _en_group(number: int, joint: str) -> str:
    words = [f"{_EN_UNITS[number // 100]} hundred"] if number >= 100 else []
    below = number % 100
    if below:
        tens = _EN_TENS[below // 10 - 2] + (f"-{_EN_UNITS[below % 10]}" if below % 10 else "") if below >= 20 else ""
        words.append(tens or _EN_UNITS[below])
    return joint.join(words)


def english(number: int, british: bool = True) -> str:
    """The cardinal, in the British manner (with "and") or the American."""
    if number == 0:
        return "zero"
    joint = " and " if british else " "
    words = []
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            words.append(f"{_en_group(number // scale, joint)} {name}")
            number %= scale
    if number:
        words.append(("and " if british and words and number < 100 else "") + _en_group(number, joint))
    return " ".join(words)


def english_ordinal(number: int) -> str:
    """The ordinal in the British manner."""
    words = english(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    return words[:cut] + (_EN_ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))


def _east(number: int, digits: str, units: str, zero: str, one: Callable[[int], bool]) -> str:
    """Below ten thousand; ``zero`` marks a gap, ``one`` tells before which unit a one is written."""
    out, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(out)
            continue
        out += (zero if gap and out else "") + (digits[digit] if digit > 1 or one(power) else "")
        out, gap = out + (units[power - 1] if power else ""), False
    return out


def chinese(number: int) -> str:
    """The cardinal in the everyday manner: 十五, 一百零五, 一万零三十."""
    if number == 0:
        return "零"
    out = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            zero = "零" if out and group < 1000 else ""
            out += zero + _east(group, "零一二三四五六七八九", "十百千", "零", lambda _: True) + name
    return out.removeprefix("一") if out.startswith("一十") else out


def korean(number: int) -> str:
    """The Sino-Korean cardinal, with a blank behind each myriad."""
    if number == 0:
        return "영"
    groups: list[str] = []
    for scale, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            lone = name == "만" and group == 1 and not groups
            words = _east(group, "영일이삼사오육칠팔구", "십백천", "", lambda power: power == 0)
            groups.append("만" if lone else words + name)
    return " ".join(groups)


_KO_TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_KO_UNITS = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]


def korean_native(number: int) -> str:
    """The native numeral before a counter, 1 to 99."""
    return "스무" if number == 20 else _KO_TENS[number // 10] + _KO_UNITS[number % 10]
