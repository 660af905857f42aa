"""Amounts of money: a number with a currency before or behind it; the currencies stand in ``currencies.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files

from verbale.engines.parallel.fact import FactKind
from verbale.engines.parallel.reading import Read
from verbale.engines.parallel.reduction import Reduced, plain, value_of

_TABLE: dict[str, dict[str, str]] = json.loads((files(__package__) / "currencies.json").read_text(encoding="utf-8"))
_NAMES = tuple(_TABLE)

LOOSE = {
    "mark": frozenset({"DEM", "DDM", "Valuta-Mark"}),
    "franc": frozenset({"CHF", "FRF"}),
    "crown": frozenset({"CSK", "SEK", "NOK", "DKK"}),
    "dollar": frozenset({"USD", "CAD", "HKD", "AUD", "SGD"}),
    "won": frozenset({"KRW", "KPW", "CNY"}),
    "yuan": frozenset({"CNY"}),
}
"""Currencies that a text may name by a word shared with others; the word alone agrees with each of them."""

#: Parts of a hundred, which belong to the amount they follow.
_SMALL = {
    "zh": r"\s*<[cs]+(?P<jiao>\d)>\s*角(?:钱)?(?:\s*<[cs]+(?P<fen>\d)>\s*分)?|\s*<[cs]+(?P<cents>\d{1,2})>\s*分(?!之)",
    "ru": r"\s*<[cs]+(?P<cents>\d{1,2})>\s*(?:коп(?:\.|е\w*)|к\.|ф[эы]н\w*|пфенниг\w*|цент(?:а|ов)?(?!\w)|чон)",
    "de": r"\s*(?:und\s+)?<[cs]+(?P<cents>\d{1,2})>\s*(?:(?:Pfennig\w*|Pf\.?|Cents?|Kopeken|Fen)(?!\w)|(?=[;,.)]))",
    "ko": r"\s*<[cs]+(?P<cents>\d{1,2})>\s*(?:전|센트|코페이카)",
    "en": r"\s*(?:and\s+)?<[cs]+(?P<cents>\d{1,2})>\s*(?:cents?|kopecks?|pfennigs?|pence|fen)(?!\w)",
}


def _group(language: str, side: str, mark: str) -> str:
    words = [
        "|".join(filter(None, (_code(row.get("after")), row.get(language))))
        if side == "after"
        else _code(row.get("before"))
        for row in _TABLE.values()
    ]
    # Longer names first: 西德马克 before 马克, "Swiss francs" before "francs", as the file orders them.
    return "|".join(f"(?P<{mark}{index}>{one})" for index, one in enumerate(words) if one)


def _code(marks: str | None) -> str:
    """Marks and codes have capital letters of their own: "dem" is no DEM."""
    return f"(?-i:{marks})" if marks else ""


@cache  # compiled when a language is first read: all together take a tenth of a second
def _pattern(language: str) -> re.Pattern[str]:
    word = r"(?!\w)" if language in ("ru", "de", "en") else ""
    behind = rf"<[cofts]+(?P<k>[0-9/]+)>\s*(?:-\s*)?(?:余|多|여)?\s?(?:{_group(language, 'after', 'a')}){word}(?:{_SMALL[language]})?"  # noqa: E501
    ahead = rf"(?<![^\W\d_])(?:{_group(language, 'before', 'b')})\s?(?:约|각\s)?\s?"
    again = ahead.replace("(?P<b", "(?P<c")
    return re.compile(rf"(?:{ahead})?{behind}|{again}<[cofts]+(?P<n>[0-9/]+)>", re.IGNORECASE)


def amounts(reduced: Reduced) -> Iterator[Read]:
    """The amounts of a text."""
    for match in _pattern(reduced.language).finditer(reduced.text):
        groups = match.groupdict()
        value = value_of(groups["k"] or groups["n"] or "")
        behind = next((n for n, t in groups.items() if t and re.fullmatch(r"a\d+", n)), "")
        before = next((n for n, t in groups.items() if t and re.fullmatch(r"[bc]\d+", n)), "")
        currency = _NAMES[int((behind or before)[1:])]
        if before and behind and currency in ("CNY", "USD"):
            currency = _NAMES[int(before[1:])]
        yield Read(FactKind.AMOUNT, f"{plain(value + _cents(groups))} {currency}", match.start(), match.end())


def _cents(groups: dict[str, str | None]) -> Fraction:
    tens, ones, both = (int(groups.get(name) or 0) for name in ("jiao", "fen", "cents"))
    return Fraction(10 * tens + ones + both, 100)
