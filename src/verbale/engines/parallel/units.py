"""Units of measure and time, as five languages write them beside a number; the words stand in ``units.json``.

A unit is known by its international symbol; units of time are ``s``, ``min``, ``h``, ``d``, ``wk``, ``mo`` and ``a``.
A counter (个, 名, 개, Stück) is no unit. Nothing is ever converted, but a half or a quarter of a unit of time, which
every language says in its own way: half a year is six months. ``scaled`` tells whether two quantities are equal, as
two weeks and fourteen days are.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from importlib.resources import files

LANGUAGES = ("zh", "ru", "de", "ko", "en")
_TABLE: dict[str, dict[str, str]] = json.loads((files(__package__) / "units.json").read_text(encoding="utf-8"))
_NAMES = tuple(_TABLE)
_SMALLER = {"a": ("mo", 12), "h": ("min", 60), "min": ("s", 60)}
#: Units that only gather others: a quarter of an hour (刻钟), a decade and a century counted as lengths of time.
_GATHERED = {"quarter-hour": ("min", 15), "dec": ("a", 10), "century": ("a", 100)}
_SCALES = {
    "km": ("m", "1000"), "m": ("m", "1"), "dm": ("m", "1/10"), "cm": ("m", "1/100"), "mm": ("m", "1/1000"),
    "Mt": ("g", "1000000000000"), "kt": ("g", "1000000000"), "t": ("g", "1000000"),
    "dt": ("g", "100000"), "kg": ("g", "1000"), "g": ("g", "1"), "mg": ("g", "1/1000"),
    "km²": ("m²", "1000000"), "ha": ("m²", "10000"), "are": ("m²", "100"), "m²": ("m²", "1"), "cm²": ("m²", "1/10000"),
    "m³": ("l", "1000"), "hl": ("l", "100"), "l": ("l", "1"), "ml": ("l", "1/1000"), "cm³": ("l", "1/1000"),
    "wk": ("s", "604800"), "d": ("s", "86400"), "h": ("s", "3600"), "min": ("s", "60"), "s": ("s", "1"),
    "a": ("mo", "12"), "mo": ("mo", "1"),
    "GW": ("W", "1000000000"), "MW": ("W", "1000000"), "kW": ("W", "1000"), "W": ("W", "1"),
    "GWh": ("kWh", "1000000"), "MWh": ("kWh", "1000"), "kWh": ("kWh", "1"), "jin": ("g", "500"), "li": ("m", "500"),
    "mu": ("m²", "2000/3"), "kV": ("V", "1000"),
}  # fmt: skip


#: What may stand behind a Korean unit of one syllable, without which it may be half a word.
_KO_END = (
    r"(?=[\s,.;:)~·—–-]|$|(?:이|을|를|은|는|의|로|에|까지|와|과|씩|당|가량|정도|이상|이하|부터|마다|짜리|간|인|동안|후|내|전|안)"
    "(?!자|회|깊|식))"
)
#: Behind 1500km there may stand a particle, 이며, or any other character of the text's own script.
_SYMBOL_ENDS = {r"(?!\w)": "(?![A-Za-zА-Яа-яЁё0-9])", r"(?![\w.])": "(?![A-Za-zА-Яа-яЁё0-9.])"}


def _pattern(language: str) -> str:
    end = r"(?!\w)" if language in ("ru", "de", "en") else ""
    own = (row.get(language) and f"(?:{row[language]}){end}" for row in _TABLE.values())
    symbols = (_symbol(row.get("any"), language) for row in _TABLE.values())
    words = ("|".join(filter(None, both)) for both in zip(symbols, own, strict=True))
    return "|".join(f"(?P<u{index}>{one})" for index, one in enumerate(words) if one).replace("{end}", _KO_END)


def _symbol(symbol: str | None, language: str) -> str | None:
    if symbol and language in ("zh", "ko"):
        for end, plainer in _SYMBOL_ENDS.items():
            symbol = symbol.replace(end, plainer)
    return symbol


UNITS = {language: _pattern(language) for language in LANGUAGES}
"""What is a unit in each language: a pattern in which one group is found."""


def unit_of(match: re.Match[str]) -> str:
    """The unit that a match of ``UNITS`` found."""
    return next(_NAMES[int(name[1:])] for name, text in match.groupdict().items() if text and name[1:].isdecimal())


def measured(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A quantity of time without fractions where a smaller unit has none: half a year is 6 months."""
    if unit in _GATHERED:
        unit, times = _GATHERED[unit]
        value *= times
    if value.denominator in (2, 4) and unit in _SMALLER:
        smaller, times = _SMALLER[unit]
        if (value * times).denominator == 1:
            return value * times, smaller
    return value, unit


def scaled(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A quantity in the smallest unit of its kind, in which those told in several units can be held together."""
    plain, per, rate = unit.partition("/")
    base, times = _SCALES.get(plain, (plain, "1"))
    return value * Fraction(times), base + per + rate


_DIMENSIONS = (
    "km m dm cm mm µm nm nmi mi ft in yd li verst", "km² m² cm² ha are mu acre pyeong",
    "Mt kt t dt Ztr kg g mg µg jin lb oz pood",
    "m³ cm³ hl l ml gal bbl", "GW MW kW W hp", "GWh MWh kWh", "MPa kPa bar at", "kV V", "°C °F",
    "s min h d wk mo a sem dec century", "GHz MHz kHz Hz", "TB GB MB kB",
)  # fmt: skip


def comparable(unit: str, another: str) -> bool:
    """Whether two units, with the same divisor or none, measure the same thing: one may stand in the other's place."""
    (plain, _, per), (other, _, rate) = unit.partition("/"), another.partition("/")
    return per == rate and (plain == other or any({plain, other} <= {*row.split()} for row in _DIMENSIONS))
