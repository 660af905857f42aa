"""Decades as five languages name them, with the word for years or without: 1990-х, Anfang der 90er, 七八十年代."""

from __future__ import annotations

import re

from verbale.engines.parallel.reduction import Reduced

_X = r"\d0|1[5-9]\d0|20\d0"
_EAST = r"\d{2}|1[5-9]\d0|20\d0"
_DE_WORDS = r"zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
_DE_YEARS = r"[\s-]*Jahre?n?"
_DE_LATER = (
    rf"(?=(?:[.-]?er)?\s*(?:und|bis|oder|/|-|–)\s*(?:den\s+)?(?:<[cos]+(?:{_X})>[.-]?er|(?:{_DE_WORDS})er){_DE_YEARS})"
)
_RU_YEARS = r"\s*(?:гг\.?|год(?:ы|ов|ах|ам|ами)(?!\w))"
#: What stands before a decade that is told by its figures alone.
_RU_AHEAD = (
    r"(?:(?<=\bв\s)|(?<=\bВ\s)|(?<=\bс\s)|(?<=\bк\s)|(?<=\bдо\s)|(?<=\bначала\s)|(?<=\bначале\s)|(?<=\bначалу\s)|(?<=\bсередины\s)|"
    r"(?<=\bсередине\s)|(?<=\bсередину\s)|(?<=\bконца\s)|(?<=\bконце\s)|(?<=\bконцу\s)|(?<=\bконец\s)|(?<=\bначало\s)|(?<=\bсередина\s)|(?<=\bполовине\s)|(?<=\bполовины\s))"
)
_DE_AHEAD = r"(?:(?<=\bden\s)|(?<=\bder\s)|(?<=\bdie\s)|(?<=\bAnfang\s)|(?<=\bMitte\s)|(?<=\bEnde\s))"
DECADES = {
    "zh": rf"<[cos]+(?P<x>{_EAST})>(?:年代|(?=[、和至到—–~-]?<[cos]+(?:{_EAST})>年代))",
    "ko": rf"<[cos]+(?P<x>{_EAST})>(?:\s*년대|(?=\s*[~·,—–-]\s*<[cos]+(?:{_EAST})>\s*년대))",
    "ru": (
        rf"(?:<o[s]*(?P<x>{_X})>|<[cos]+(?P<x2>{_X})>-(?:е|х|ые|ых|м|ми)){_RU_YEARS}"
        rf"|<[cos]+(?P<row>{_X})>(?=\s*(?:[-–—/,]|и)\s*<o[s]*(?:{_X})>{_RU_YEARS})"
        rf"|{_RU_AHEAD}<o[s]*(?P<bare>{_X})>(?!\s*(?:числ|лет|мест|широт|меридиан))"
    ),
    "de": (
        rf"<[cos]+(?P<x>{_X})>(?:[.-]?er{_DE_YEARS}|{_DE_LATER}(?:[.-]?er)?)"
        rf"|{_DE_AHEAD}<[cos]+(?P<x2>{_X})>[.-]?ern?(?![\w-]|\s+(?-i:[A-ZÄÖÜ]))"
        rf"|(?P<word>{_DE_WORDS})er(?:{_DE_YEARS}|{_DE_LATER})"
        rf"|{_DE_AHEAD}(?=(?-i:[A-Z]))(?P<noun>{_DE_WORDS})ern?(?!\w)"
    ),
    "en": (
        rf"['’‘]?<[cos]+(?P<x>{_X})>['’]?s(?!\w)"
        r"|(?P<word>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies(?!\w)"
        rf"|<[cos]+(?P<row>{_X})>(?=\s*(?:-|–|and|to)\s*<[cos]+(?:{_X})>['’]?s(?!\w))"
    ),
}
"""A decade in each language: its first year in a group that begins with x, or its word."""
_TENS = ("zwan|twen", "drei|thir", "vier|for", "fünf|fif", "sech|six", "sieb|seven", "acht|eigh", "neun|nine")
_OF_YEARS = re.compile(r"-(?:х|м|ми)$|(?:ых|ым|ыми)$")


def decade_year(match: re.Match[str], reduced: Reduced) -> int | None:
    """The first year of the decade that a match of ``DECADES`` named, None where it is none."""
    groups = match.groupdict()
    century = (int(groups["c"] or 20) - 1) * 100
    if word := groups.get("word") or groups.get("noun"):
        tens = next(n for n, stems in enumerate(_TENS, 2) if word.lower().startswith(tuple(stems.split("|"))))
        return century + tens * 10
    if groups.get("bare") and not _OF_YEARS.search(_written(match, reduced)):
        return None
    written = int(next(groups[name] or 0 for name in ("x", "x2", "row", "bare") if groups.get(name)))
    if written % 10:
        return None
    return written if written >= 100 else century + written


def _written(match: re.Match[str], reduced: Reduced) -> str:
    token = reduced.token_before(match.end("bare"))
    return reduced.spelled.text[token.numeral.start : token.numeral.end] if token else ""
