"""Units of measure and time, as five languages write them beside a number; the words stand in ``units.json``.

A unit is known by its international symbol; units of time are ``s``, ``min``, ``h``, ``d``, ``wk``, ``mo`` and ``a``.
A counter (个, 名, 개, Stück) is no unit. Nothing is ever converted, but a half or a quarter of a unit of time, which
every language says in its own way: half a year is six months.
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


def _pattern(language: str) -> str:
    end = r"(?!\w)" if language in ("ru", "de", "en") else ""
    own = (row.get(language) and f"(?:{row[language]}){end}" for row in _TABLE.values())
    words = ("|".join(filter(None, (row.get("any"), word))) for row, word in zip(_TABLE.values(), own, strict=True))
    return "|".join(f"(?P<u{index}>{one})" for index, one in enumerate(words) if one)


UNITS = {language: _pattern(language) for language in LANGUAGES}
"""What is a unit in each language: a pattern in which one group is found."""


def unit_of(match: re.Match[str]) -> str:
    """The unit that a match of ``UNITS`` found."""
    return next(_NAMES[int(name[1:])] for name, text in match.groupdict().items() if text and name[1:].isdecimal())


def measured(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """A quantity of time without fractions where a smaller unit has none: half a year is 6 months."""
    if value.denominator in (2, 4) and unit in _SMALLER:
        smaller, times = _SMALLER[unit]
        if (value * times).denominator == 1:
            return value * times, smaller
    return value, unit
