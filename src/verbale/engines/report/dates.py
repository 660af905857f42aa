"""Dates as reports write them, in five languages, read as ``kernel.imprecise`` writes them.

A quarter, a half, a season or a third of a month is the range of its months or days. What is to be done "at the end of"
a time is due by its last day. A year that is not written is not guessed: such a date has no EDTF. Two figures of a year
are read only beside the report's own date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, takewhile

from verbale.engines.report.date_tokens import Token, tokens

_LONGEST_LINE = 2_000
_LONGEST_RUN = 24
_NO_BEGINNING = ".,。，()（）–—-~～/"
_NO_END = ",，。(（)）–—-/"


@dataclass(frozen=True, slots=True)
class Span:
    """A time: as EDTF, with its first and its last day."""

    edtf: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: its place, and its EDTF."""

    start: int
    end: int
    edtf: str


def read_date(written: str, anchor: date | None = None) -> str | None:
    """The EDTF of a text that is a date and nothing else; None where it is not.

    ``anchor`` is the day of the report: "immediately" is ``immediately:`` with it, and plain without; 87 is its
    century's.
    """
    if len(written) > _LONGEST_LINE:
        return None
    words: list[Token] = []
    for token in tokens(written):
        if not _is_known(token):
            return None
        words.append(token)
    return _meaning(words, anchor)


def find_date(line: str, anchor: date | None = None) -> FoundDate | None:
    """The longest date of a line, the last of equally long ones; with its prepositions. None where none is complete."""
    best: tuple[int, FoundDate] | None = None
    for run in _runs(tokens(line[:_LONGEST_LINE])):
        found = _in_run(run, anchor, line)
        if found and (best is None or found[0] >= best[0]):
            best = found
    return best[1] if best else None


def date_at_start(line: str) -> bool:
    """Whether the line begins with a complete date, such as “1. Oktober 1987” or “3. Quartal 1988”."""
    run = list(takewhile(_is_known, islice(tokens(line[:60]), 8)))
    return any(_meaning(run[:length], None) for length in range(len(run), 0, -1) if _is_full(run[:length]))


def _is_known(token: Token) -> bool:
    return token.letter != "?"


def _is_full(run: list[Token]) -> bool:
    """More than a year, which may as well be a number."""
    return _telling(run) > 1 or any(token.letter == "A" for token in run)


def day_of(written: str) -> date | None:
    """The day that a text names, where it names just one day."""
    edtf = read_date(written)
    return date.fromisoformat(edtf) if edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) else None


def _runs(found: Iterable[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = [[]]
    for token in found:
        if token.letter == "?" or len(runs[-1]) >= _LONGEST_RUN:
            runs.append([])
        if token.letter != "?":
            runs[-1].append(token)
    return [run for run in runs if any(token.letter in "YAJZ" for token in run)]


def _in_run(run: list[Token], anchor: date | None, line: str) -> tuple[int, FoundDate] | None:
    """The longest window of the run that is a date; of equally long ones the last."""
    for length in range(len(run), 0, -1):
        for begin in range(len(run) - length, -1, -1):
            window = run[begin : begin + length]
            if line[window[0].start] in _NO_BEGINNING or line[window[-1].start] in _NO_END:
                continue
            if (edtf := _meaning(window, anchor)) is not None:
                return _telling(window), FoundDate(window[0].start, window[-1].end, edtf)
    return None


def _telling(window: list[Token]) -> int:
    return sum(token.letter != "_" for token in window)


def _meaning(window: list[Token], anchor: date | None) -> str | None:
    told = [token for token in window if token.letter != "_"]
    told = [token for at, token in enumerate(told) if not (token.letter == "T" and at and told[at - 1].letter in "BCE")]
    if any(token.letter == "?" for token in told):
        return None
    if told and all(token.letter in "JP" for token in told) and any(token.letter == "J" for token in told):
        return f"immediately:{anchor.isoformat()}" if anchor else "immediately"
    centuried = _with_centuries(told, anchor)
    return _whole(centuried) if centuried else None


def _with_centuries(told: list[Token], anchor: date | None) -> list[Token] | None:
    """Two figures become the year nearest to the anchor; without an anchor there is no such year."""
    done: list[Token] = []
    for token in told:
        if token.letter == "Z" and anchor and not (done and done[-1].letter == "T"):
            token = replace(token, letter="Y", value=_nearest(token.value, anchor.year))
        elif token.letter == "A" and token.day is None:
            day = _short_day(token.value, anchor) if anchor and token.value else None
            if day is None:
                return None
            token = replace(token, day=day)
        done.append(token)
    return done


def _short_day(value: int, anchor: date) -> date | None:
    try:
        return date(_nearest(value // 10_000, anchor.year), value // 100 % 100, value % 100)
    except ValueError:
        return None


def _nearest(figures: int, year: int) -> int:
    century = year // 100 * 100
    return min((century + step + figures for step in (-100, 0, 100)), key=lambda candidate: abs(candidate - year))


def _whole(told: list[Token]) -> str | None:
    letters = "".join(token.letter for token in told)
    for pattern, build in _SHAPES:
        if found := re.fullmatch(pattern, letters):
            edtf = build([told[slice(*found.span(group))] for group in range(1, len(found.groups()) + 1)])
            if edtf is not None:
                return edtf
    return None


Parts = list[list[Token]]


def _plain(parts: Parts) -> str | None:
    span = _point(parts[0])
    return span.edtf if span else None


def _by(parts: Parts) -> str | None:
    span = _ending(parts[0])
    return f"../{span.edtf.rpartition('/')[2]}" if span else None


def _before(parts: Parts) -> str | None:
    span = _point(parts[0])
    return f"../{(span.first - timedelta(days=1)).isoformat()}" if span else None


def _onwards(parts: Parts) -> str | None:
    span = _point(parts[0])
    return f"{span.edtf.partition('/')[0]}/.." if span else None


def _range(parts: Parts) -> str | None:
    left, right = parts
    for one, other in _completed(left, right):
        begin, end = _point(one), _ending(other)
        if begin and end and begin.first <= end.last:
            return f"{begin.edtf.partition('/')[0]}/{end.edtf.rpartition('/')[2]}"
    return None


def _completed(left: list[Token], right: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """Both ends of a range, the one that says less completed from the other: 10 to 16 May 1987, 1987年6月至10月."""
    year = [token for token in left + right if token.letter == "Y"][:1]
    month = [token for token in left + right if token.letter == "M"][:1]
    pairs = [(left, right), (left + year, right), (left + month + year, right), (year + left, right)]
    pairs += [(left, year + right), (left, year + month + right)]
    if len(left) == len(right) == 1 and left[0].letter == "Y" and right[0].letter in "NZ":
        value = left[0].value // 100 * 100 + right[0].value
        pairs.append((left, [replace(right[0], letter="Y", value=value)]))
    # “I–II Quartal 1988”, “first and second half”: the thing counted stands once.
    counted = [token for token in right if token.letter in "QH"]
    if counted and left and all(token.letter in "NO" for token in left):
        pairs.append(([*left, counted[0], *year], right))
    return pairs


_SHAPES: tuple[tuple[str, Callable[[Parts], str | None]], ...] = (
    (r"W?([^PXUFTVWJ&]+)W?", _plain),
    (r"(SYTY)", _plain),
    (r"(E[^PXUFTVWJ&]+)[PU]*", _by),
    (r"([^PXUFTVWJ&]+E)[PU]*", _by),
    (r"[PUT]+([^PXUFTVWJ&]+)U?", _by),
    (r"([^PXUFTVWJ&]+)[PU]+", _by),
    (r"X([^PXUFTVWJ&]+)", _before),
    (r"F([^PXUFTVWJ&]+)V?", _onwards),
    (r"([^PXUFTVWJ&]+)V", _onwards),
    (r"F?([^PXFVWJ&TU]+)[TU]([^PXFVWJ&TU]+)U?", _range),
    (r"F([^PXFVWJ&TU]+)&([^PXFVWJ&TU]+)", _range),
    (r"F([^PXFVWJ&TU]+)T?&?([^PXFVWJ&TU]+)U", _range),
)


def _ending(told: list[Token]) -> Span | None:
    """A time, or the end of it: then its last day."""
    if told and told[0].letter == "E":
        span = _point(told[1:])
    elif told and told[-1].letter == "E":
        span = _point(told[:-1])
    else:
        return _point(told)
    return Span(span.last.isoformat(), span.last, span.last) if span else None


def _point(told: list[Token]) -> Span | None:
    letters = "".join(token.letter for token in told)
    value = {token.letter: token.value for token in told}
    try:
        if letters == "A":
            return _days(told[0].day, told[0].day)
        if letters in ("NMY", "MNY", "YMN"):
            day = date(value["Y"], value["M"], value["N"])
            return _days(day, day)
        if letters in ("MY", "YM"):
            return _months(value["Y"], value["M"], value["M"])
        if letters == "Y":
            return Span(f"{value['Y']:04}", date(value["Y"], 1, 1), date(value["Y"], 12, 31))
        return _part_of_year(letters, value) or _third(letters, value) or _winter(letters, told)
    except ValueError:
        return None


def _days(first: date | None, last: date | None) -> Span | None:
    if first is None or last is None:
        return None
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return Span(edtf, first, last)


def _months(year: int, first: int, last: int) -> Span:
    begin, end = date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    month = f"{year:04}-{first:02}"
    return Span(month if first == last else f"{month}/{year:04}-{last:02}", begin, end)


def _part_of_year(letters: str, value: dict[str, int]) -> Span | None:
    count = value.get("O", value.get("N", 0))
    if re.fullmatch(r"[ON]QY|Y[ON]Q|QNY|YQN", letters) and 0 < count < 5:
        return _months(value["Y"], 3 * count - 2, 3 * count)
    if re.fullmatch(r"[ON]HY|Y[ON]H", letters):
        half = min(count, 2)  # “last half” stands with “fourth” in the table of words
        return _months(value["Y"], 6 * half - 5, 6 * half) if half > 0 else None
    if letters in ("SY", "YS") and value["S"] < 4:
        return _months(value["Y"], 3 * value["S"], 3 * value["S"] + 2)
    return None


def _winter(letters: str, told: list[Token]) -> Span | None:
    """A winter needs both its years: with one it may be either."""
    if letters != "SYTY" or told[0].value != 4 or told[3].value != told[1].value + 1:
        return None
    begin, end = _months(told[1].value, 12, 12), _months(told[3].value, 2, 2)
    return Span(f"{begin.edtf}/{end.edtf}", begin.first, end.last)


def _third(letters: str, value: dict[str, int]) -> Span | None:
    third = 1 if "B" in letters else 2 if "C" in letters else value.get("D", 0)
    if re.fullmatch(r"[BCD]MY|YM[BCD]|M[BCD]Y", letters):
        last = calendar.monthrange(value["Y"], value["M"])[1]
        begin, end = 10 * third - 9, last if third == 3 else 10 * third
        return _days(date(value["Y"], value["M"], begin), date(value["Y"], value["M"], end))
    if re.fullmatch(r"[BCD]Y|Y[BCD]", letters):
        return _months(value["Y"], 4 * third - 3, 4 * third)
    return None
