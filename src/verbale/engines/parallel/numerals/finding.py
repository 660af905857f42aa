"""All number expressions of a text, whatever its language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from verbale.engines.parallel.numerals.chinese import chinese
from verbale.engines.parallel.numerals.english import english
from verbale.engines.parallel.numerals.german import german
from verbale.engines.parallel.numerals.korean import korean
from verbale.engines.parallel.numerals.marks import marks
from verbale.engines.parallel.numerals.numeral import Numeral
from verbale.engines.parallel.numerals.ranges import scaled
from verbale.engines.parallel.numerals.reading import Reading, read
from verbale.engines.parallel.numerals.roman import romans
from verbale.engines.parallel.numerals.russian import russian

_SCANS: Mapping[str, Callable[[Reading], list[Numeral]]] = {
    "de": german, "en": english, "ko": korean, "ru": russian, "zh": chinese,
}  # fmt: skip
_AGAIN = re.compile(r"[ \u00a0]?[(（]")
_CLOSED = re.compile(r"[)）]")


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """All number expressions of the text, in order, not overlapping.

    The language is a code such as zh, zh-Hans or ru; texts in other languages than Chinese, Russian, German, Korean
    and English are read as English. A number said again in brackets, "five (5)", is one expression.
    """
    code = re.split(r"[-_]", language, maxsplit=1)[0].lower()
    reading = read(text)
    reading = reading.without(marks(reading.plain))
    found = _SCANS.get(code, english)(reading)
    ordered = _apart([*found, *romans(reading, code)])
    said = _once(reading.plain, scaled(reading.lower, ordered))
    return tuple(reading.placed(one) for one in said)


def _apart(found: Iterable[Numeral]) -> list[Numeral]:
    """In order, and of two that overlap the longer one."""
    kept: list[Numeral] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _once(plain: str, found: list[Numeral]) -> list[Numeral]:
    """A number and the same number in brackets right behind it, as one."""
    kept: list[Numeral] = []
    for one in found:
        before = kept[-1] if kept else None
        if before and before.value == one.value and _bracketed(plain, before.end, one):
            kept[-1] = replace(before, end=one.end + 1, in_digits=before.in_digits or one.in_digits)
        else:
            kept.append(one)
    return kept


def _bracketed(plain: str, end: int, one: Numeral) -> bool:
    gap = plain[end : one.start] if one.start - end <= 3 else ""
    return bool(_AGAIN.fullmatch(gap) and _CLOSED.match(plain, one.end))
