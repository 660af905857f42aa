"""A block of dates as steps: what is due, as written, and as EDTF."""

from __future__ import annotations

import re
from datetime import date

from verbale.engines.report.commitment import DatedStep
from verbale.engines.report.dates import find_date, read_date
from verbale.engines.report.values import cleaned, parted, squeezed, without_marks

_SEMICOLON = re.compile(r"[;；]| [|] ")
_PARTED = re.compile(r"\s?[:：]\s?|\s[–—-]{1,3}\s|\s?—{1,3}\s?|\t")
_MOST_CUTS = 8
_LONGEST = 2_000
_BRACKET = re.compile(r"^(?P<one>.+?)\s*[(（](?P<other>[^()（）]+)[)）]\s*$")
_DOT_STAYS = re.compile(r"\d\s?г\.$|\d\.\s?(?:1?\d)\.$")
"""“1988 г.”, “30.9.”"""
_REPEATED = re.compile(
    r"annually|yearly|every|each|quarterly|monthly|jährlich|jedes|alle|monatlich|vierteljährlich|ежегодно|ежемесячно|ежеквартально"
    r"|раз в|два раза|кажд|每|매",
    re.IGNORECASE,
)
"""“Annually, first in May 2026” is all said of when."""
_EDGES = " \t\u00a0\u3000,;:：，；、–—-.()（）"


def steps_of(lines: list[str], anchor: date | None) -> tuple[DatedStep, ...]:
    """The steps that the lines of a block of dates name; a date that says nothing countable has no EDTF."""
    parts = [part for line in lines for part in _SEMICOLON.split(squeezed(line)) if part.strip(_EDGES)]
    return tuple(_step(part, anchor) for whole in parts for part in _by_comma(whole, anchor))


def _by_comma(whole: str, anchor: date | None) -> list[str]:
    """A comma parts where each side has a date of its own: not “November 15, 1987”."""
    if len(whole) > _LONGEST:
        return [whole]
    parts = parted(whole, ",，、")
    if len(parts) > 1 and all(find_date(part, anchor) for part in parts) and read_date(whole, anchor) is None:
        return parts
    return [whole]


def _step(part: str, anchor: date | None) -> DatedStep:
    written = _written(part)
    if (edtf := read_date(written, anchor)) is not None:
        return DatedStep("", written, edtf)
    return _sided(part, anchor) or _bracketed(written, anchor) or _found(written, anchor)


def _written(part: str) -> str:
    words = without_marks(part).strip(" \t\u00a0,;，；、")
    return words if words.endswith((" г.", "гг.")) or _DOT_STAYS.search(words) else cleaned(words)


def _sided(part: str, anchor: date | None) -> DatedStep | None:
    """“Proposals: June 1987”, “June 1987 – proposals”: one side has the date, the other says what for."""
    cuts = [found.span() for found in _PARTED.finditer(part[:_LONGEST])][-_MOST_CUTS:]
    for start, end in sorted(cuts, key=lambda cut: part[cut[0] : cut[1]].strip() not in (":", "：")):
        left, right = part[:start].strip(), part[end:].strip()
        if not left or not right:
            continue
        for what, when in ((left, right), (right, left)):
            if (edtf := read_date(_written(when), anchor)) is not None:
                return DatedStep(_written(what).strip(_EDGES), _written(when), edtf)
    return None


def _bracketed(written: str, anchor: date | None) -> DatedStep | None:
    if not (found := _BRACKET.match(written)):
        return None
    for what, when in ((found["one"], found["other"]), (found["other"], found["one"])):
        if (edtf := read_date(when, anchor)) is not None:
            return DatedStep(what.strip(_EDGES), when.strip(), edtf)
    return None


def _found(written: str, anchor: date | None) -> DatedStep:
    """A date at the end of its words, or somewhere in them: then all of them are as written."""
    found = find_date(written, anchor)
    if found and _REPEATED.match(written):
        return DatedStep("", written, found.edtf)
    if found and not written[found.end :].strip(_EDGES) and written[: found.start].strip(_EDGES):
        return DatedStep(written[: found.start].strip(_EDGES), written[found.start :].strip(" ()（）"), found.edtf)
    if not found:
        return _undated(written)
    return DatedStep("", written, found.edtf)


def _undated(written: str) -> DatedStep:
    left, colon, right = written.partition(": ")
    return DatedStep(left, right, "") if colon and right else DatedStep("", written, "")
