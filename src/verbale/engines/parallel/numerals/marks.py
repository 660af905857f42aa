"""List marks: 1. 1) (1) 1.1. 一、 （二） II. at the start of a line or sentence count nothing."""

import re
from collections.abc import Iterator

from verbale.engines.parallel.numerals.roman import named

_LINE = r"(?m:^)[ \t\u3000\u00a0•·*–—>«„“\"-]{0,20}"
_HAN = "[一二三四五六七八九十]{1,3}"
MONTHS = rf"(?!(?:{_HAN}、)*(?:{_HAN}两?月|[一二三四五六七八九十][两三四]个月))"
"""What must not stand behind a mark: 六、七两月 and 三、四月 are months and no article."""
_MONTH = re.compile(
    r"\.?\s{1,2}(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|may|mar|oct|dec)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    _LINE
    + r"(?P<mark>(?:[0-9]{1,2}\.){2,4}(?=\s)|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=\s{1,3}[A-ZÄÖÜА-ЯЁ가-힣\u4e00-\u9fff])"
    r"|[0-9]{1,2}[.．](?![0-9]|\s?[-–—]\s?[0-9]|\sbis\s)|[0-9]{1,2}[、)](?![0-9])|[IVXХІ]{1,6}[.)、](?=\s)"
    rf"|{_HAN}(?:、{MONTHS}|[．.)]))"
)
_BRACKETED = re.compile(rf"(?<![0-9])(?<![0-9]\s)[(\[](?P<mark>[0-9]{{1,2}}|{_HAN}|[IVXivx]{{1,5}})[)\]]")
_HALF = re.compile(r"(?<![^\s;:,，；：。、])(?P<mark>[0-9]{1,2})\)")
_INLINE = re.compile(
    r"(?P<before>[^\W_]{1,12})[%°»”\")]{0,2}[.;:!?][ \u00a0\n]{1,2}(?P<mark>[0-9]{1,2})\.(?=\s{1,2}[A-ZА-ЯЁÄÖÜ가-힣])"
)
_HAN_INLINE = re.compile(rf"(?<=[。；！？;])\s?(?P<mark>{_HAN}、|[0-9]{{1,2}}[、.．](?![0-9]))(?!{_HAN}、){MONTHS}")
_ROMAN_INLINE = re.compile(r"(?<=[,;:；：，] )(?P<mark>[IVX]{1,5}\.)(?= [A-ZÄÖÜА-ЯЁ])")
#: Number words that a bracketed number may say again: "five (5)".
_AGAIN = re.compile(r"(?:[^\W\d_]|[0-9])[ \u00a0]?\Z")


def marks(plain: str) -> list[tuple[int, int]]:
    """The spans of all list marks."""
    return [*_openings(plain), *_inline(plain), *_brackets(plain)]


def _openings(plain: str) -> Iterator[tuple[int, int]]:
    for match in _OPENING.finditer(plain):
        ordinal = plain[match.end() - 1] == "." and (
            named(plain, match.end() - 1) or _MONTH.match(plain, match.end() - 1)
        )
        if not ordinal:
            yield match.span("mark")


def _inline(plain: str) -> Iterator[tuple[int, int]]:
    opening = _OPENING.match(plain)
    last = int(opening["mark"][:-1]) if opening and opening["mark"][:-1].isdecimal() else 0
    for match in _INLINE.finditer(plain):
        start, end = match.span("mark")
        number, listed = int(match["mark"]), match["mark"] == "1" or ":" not in match[0]
        if named(plain, end) or _MONTH.match(plain, end):
            continue
        if number == last + 1 > 1 or (listed and _sentence(match["before"])):
            last = number
            yield start, end + 1
    for match in _ROMAN_INLINE.finditer(plain):
        if not named(plain, match.end()):
            yield match.span("mark")
    yield from (match.span("mark") for match in _HAN_INLINE.finditer(plain))


def _sentence(word: str) -> bool:
    """A full stop behind this word ends a sentence rather than an abbreviation."""
    return word.isalpha() and (len(word) >= 4 or word in {"г", "гг"} or (len(word) > 1 and word.isupper()))


def _brackets(plain: str) -> Iterator[tuple[int, int]]:
    for match in _BRACKETED.finditer(plain):
        if not _AGAIN.search(plain[max(0, match.start() - 2) : match.start()]) or _listed(plain, match.start()):
            yield match.span("mark")
    closing = _unopened(plain)
    yield from (match.span("mark") for match in _HALF.finditer(plain) if match.end() - 1 in closing)


def _listed(plain: str, place: int) -> bool:
    """The bracket follows "and" or "or": it is one more of a list."""
    return bool(re.search(r"(?<!\w)(?:and|or|und|oder|и|или|及|和|및)\s?\Z", plain[max(0, place - 6) : place]))


def _unopened(plain: str) -> set[int]:
    """Where a bracket closes that nothing opened."""
    depth, places = 0, set()
    for match in re.finditer(r"[()\n]", plain):
        if match[0] == "\n":
            depth = 0
        elif match[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        else:
            places.add(match.start())
    return places
