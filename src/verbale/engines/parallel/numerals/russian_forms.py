"""Forms of Russian number words in all cases, genders and numbers."""

from verbale.engines.parallel.numerals.words import Word

_UNITS = {
    0: "ноль нуль нуля нулю нулем ноле нуле ноля нолю нолем",
    1: "один одна одно одни одного одной одною одном одному одну одним одними одних",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трех трем тремя трое троих троим троими",
    4: "четыре четырех четырем четырьмя четверо четверых четверым четверыми",
    8: "восемь восьми восемью восьмью",
    40: "сорок сорока",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмьюстами восьмистах",
}
_SOFT_SIGN = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят"}
_TEENS = {
    11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
    17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат",
}  # fmt: skip
_TENS = {50: "пят", 60: "шест", 70: "сем"}
_COLLECTIVE = {5: "пятер", 6: "шестер", 7: "семер", 8: "восьмер", 9: "девятер", 10: "десятер"}
_ADJECTIVE = "ый ого ому ым ом ая ую ой ою ое ые ых ыми".split()
_ORDINALS = {
    1: "перв", 4: "четверт", 5: "пят", 9: "девят", 10: "десят", **_TEENS, 50: "пятидесят", 60: "шестидесят",
    70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот", 200: "двухсот", 300: "трехсот", 400: "четырехсот",
    500: "пятисот", 600: "шестисот", 700: "семисот", 800: "восьмисот", 900: "девятисот",
}  # fmt: skip
_STRESSED = {2: "втор", 6: "шест", 7: "седьм", 8: "восьм", 40: "сороков"}
_THIRD = "третий третья третье третьи третьего третьей третьею третьему третьим третьем третью третьих третьими"
_SCALES = {10**6: "миллион", 10**9: "миллиард", 10**12: "триллион"}
_NOUN = ["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"]
_THOUSAND = "тысяча тысячи тысяче тысячу тысячей тысячею тысячью тысяч тысячам тысячами тысячах тыс"
#: What compounds such as пятилетний and двухтысячный begin with.
STEMS = {
    1: "одно", 2: "двух двух дву", 3: "трех", 4: "четырех", 5: "пяти", 6: "шести", 7: "семи", 8: "восьми", 9: "девяти",
    10: "десяти", **{value: stem + "и" for value, stem in _TEENS.items()}, 40: "сорока", 50: "пятидесяти",
    60: "шестидесяти", 70: "семидесяти", 80: "восьмидесяти", 90: "девяносто девяноста", 100: "сто ста", 200: "двухсот",
    300: "трехсот", 400: "четырехсот", 500: "пятисот", 600: "шестисот", 700: "семисот", 800: "восьмисот",
    900: "девятисот",
}  # fmt: skip

_STEM_VALUES = sorted(
    ((stem, value) for value, row in STEMS.items() for stem in row.split()), key=lambda pair: -len(pair[0])
)


def cardinals() -> dict[str, Word]:
    """Cardinals, collectives and scales by their forms, with е for ё."""
    forms: dict[str, Word] = {}
    for value, row in _UNITS.items():
        forms |= dict.fromkeys(row.split(), Word(value, soft=value == 1))
    for value, stem in (_SOFT_SIGN | _TEENS).items():
        forms |= dict.fromkeys((stem + "ь", stem + "и", stem + "ью"), Word(value))
    for value, stem in _TENS.items():
        forms |= dict.fromkeys((stem + "ьдесят", stem + "идесяти", stem + "ьюдесятью"), Word(value))
    forms |= dict.fromkeys(("восемьдесят", "восьмидесяти", "восемьюдесятью", "восьмьюдесятью"), Word(80))
    for value, stem in {500: "пят", 600: "шест", 700: "сем", 900: "девят"}.items():
        oblique = (stem + "ьсот", stem + "исот", stem + "истам", stem + "ьюстами", stem + "истах")
        forms |= dict.fromkeys(oblique, Word(value))
    for value, stem in _COLLECTIVE.items():
        forms |= dict.fromkeys((stem + "о", stem + "ых", stem + "ым", stem + "ыми"), Word(value))
    forms |= dict.fromkeys(_THOUSAND.split(), Word(1000, scale=True))
    for value, stem in _SCALES.items():
        forms |= dict.fromkeys((stem + end for end in _NOUN), Word(value, scale=True))
    return forms | {"млн": Word(10**6, scale=True), "млрд": Word(10**9, scale=True), "трлн": Word(10**12, scale=True)}


def ordinals() -> dict[str, Word]:
    """Ordinals by their forms, with е for ё."""
    forms: dict[str, Word] = {}
    for value, stem in _ORDINALS.items():
        forms |= dict.fromkeys((stem + end for end in _ADJECTIVE), Word(value, ordinal=True))
    for value, stem in _STRESSED.items():
        forms |= dict.fromkeys((stem + end for end in _ADJECTIVE[1:]), Word(value, ordinal=True))
    forms |= dict.fromkeys(_THIRD.split(), Word(3, ordinal=True))
    for value, stem in {1000: "тысячн", **{value: stem + "н" for value, stem in _SCALES.items()}}.items():
        forms |= dict.fromkeys((stem + end for end in _ADJECTIVE), Word(value, ordinal=True, scale=True))
    return forms


def stems(text: str) -> int:
    """The number that stems of a compound add up to, 0 where they do not."""
    total, room, place = 0, 1000, 0
    while place < len(text):
        for stem, value in _STEM_VALUES:
            if text.startswith(stem, place) and value < room:
                break
        else:
            return 0
        total += value
        room = 1 if value < 20 else 10 if value < 100 else 100
        place += len(stem)
    return total
