"""Days, months and years as phrases, in the order of each language, before ranges are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from verbale.engines.parallel.dates.eastern import EASTERN
from verbale.engines.parallel.dates.moment import Moment, year_of
from verbale.engines.parallel.dates.words import (
    AFTER,
    ARTICLES,
    BEFORE,
    CONNECTION,
    KOREAN_DAYS,
    MONTHS,
    RANGE,
    month_of,
)
from verbale.engines.parallel.numerals import Form
from verbale.engines.parallel.reduction import Reduced
from verbale.engines.parallel.units import UNITS


@dataclass(frozen=True, slots=True)
class Atom:
    """A date phrase in a reduced text; ``bare``: a day alone, which is a date only beside another one."""

    start: int
    end: int
    moment: Moment
    until: Moment | None = None
    bare: bool = False


_Y = r"<[cos]+(?P<y>1[4-9]\d\d|20\d\d|21\d\d)>"
_D = r"<[cos]+(?P<d>\d{1,2})>(?:-?(?:го|е|ое|му|ым|м)(?!\w))?\.?"
_DAYS = rf"(?:<[cos]+\d{{1,2}}>(?:-?го)?\.?\s*{CONNECTION}\s*){{1,6}}"
_YEAR_WORD = r"(?:\s*(?:гг?\.|год(?:а|у|ом|ы|ов|ах)?(?!\w)))?"
_WEST_YEAR = rf"(?:,?\s*(?:of\s+|des\s+Jahres\s+|im\s+Jahre?\s+)?{_Y}{_YEAR_WORD})?"
_VALUES = re.compile(r"<[cofts]+(\d{1,2})>")


_PARTS = "hälfte|drittel|dekade|ende|anfang|mitte"
_OF_COMPOUND = re.compile(rf"\ufffc(?:{_PARTS})\s(?:des\sJahres\s)?$")


#: The first third of May begins on no third of May.
_NO_THIRD = "(?<!<o1> )(?<!<os1> )(?<!last )(?<!final )"


@cache
def _west(language: str) -> tuple[re.Pattern[str], ...]:
    month = MONTHS[language]
    unnamed = re.sub(r"\?P<m\d+>", "?:", month)
    days_first = (
        rf"{_NO_THIRD}(?P<pre>{_DAYS})?(?:the\s+)?{_D}[»“”\"]?"
        rf"\s*(?:day\s+)?(?:of\s+|des\s+)?{month}{_WEST_YEAR}"
    )
    listed = rf"(?P<post>(?:\s*{CONNECTION}\s*(?:the\s+)?<[cos]+\d{{1,2}}>(?!\s*{unnamed})){{1,6}})?"
    month_first = rf"{month}\s+(?:the\s+)?{_D}{listed}(?!\w){_WEST_YEAR}"
    alone = rf"(?<![\w]){month}{_WEST_YEAR}"
    shapes = (days_first, month_first, alone) if language == "en" else (days_first, alone)
    if language == "de":
        # "Die erste März- und die erste Oktoberwoche" begin on no first of March.
        shapes = (days_first + r"(?!-\s(?:und|oder|bis|sowie)\s)", alone)
        # Die erste Maihälfte is the first half of May.
        year = rf"(?:\s+(?:des\s+Jahres\s+)?{_Y})?"
        shapes = (*shapes, rf"(?<![\w]){month}".replace(r"(?!\w)", rf"(?=(?:{_PARTS})(?!\w){year})", 1))
    return tuple(re.compile(shape) for shape in shapes)


_YEARS = {
    "ru": re.compile(rf"{_Y}(?=\s*(?:{CONNECTION}|,)\s*<[cos]+\d{{2,4}}>\s*(?:гг?\.|год))|{_Y.replace('<y>', '<y2>')}\s*(?:гг?\.|год(?!н)\w*|(?=[—–-]))"),  # noqa: E501
    **EASTERN,
}  # fmt: skip
_PLAIN_YEAR = re.compile(_Y)
#: 1500 km and 2000 Tonnen are no years.
_UNIT = {language: re.compile(rf"\s?-?(?:{UNITS[language]})", re.IGNORECASE) for language in ("de", "en")}
_TWO = re.compile(r"[0-9]{2}|[〇零一二三四五六七八九]{2}")
_YEARLY = re.compile(r"\s*年?(?:年?[初底末中]|春|夏|秋|冬|[上下]半年|以来|<)|\s*(?:초|말|봄|여름|가을|겨울|이래|<)")


def atoms(reduced: Reduced) -> list[Atom]:
    """The date phrases of a text, in order, not overlapping, each with what narrows it."""
    if reduced.language in MONTHS:
        found = list(_western(reduced))
    else:
        found = [
            atom for match in _YEARS[reduced.language].finditer(reduced.text) if (atom := _eastern(match, reduced))
        ]
    return [_narrowed(atom, reduced) for atom in sorted(found, key=lambda atom: atom.start)]


def _western(reduced: Reduced) -> Iterator[Atom]:
    for pattern in _west(reduced.language):
        some = [atom for match in pattern.finditer(reduced.text) for atom in _phrase(match, reduced)]
        yield from some
        reduced.take_all([(atom.start, atom.end) for atom in some])
    for match in _YEARS.get(reduced.language, _PLAIN_YEAR).finditer(reduced.text):
        if (unit := _UNIT.get(reduced.language)) and unit.match(reduced.text, match.end()):
            continue
        if _OF_COMPOUND.search(reduced.text[max(0, match.start() - 24) : match.start()]):
            reduced.take(*match.span())
            continue
        groups = match.groupdict()
        token = reduced.token_before(match.start() + 1)
        written = reduced.spelled.text[token.numeral.start : token.numeral.end] if token else ""
        words = reduced.language == "ru" and not re.search(r"[0-9][^0-9-]*[,. ]|тыс(?!яч)", written)
        if words or (written.isdecimal() and len(written) == 4):
            yield Atom(match.start(), match.end(), Moment(int(groups.get("y") or groups.get("y2") or 0)))


def _phrase(match: re.Match[str], reduced: Reduced) -> list[Atom]:
    groups = match.groupdict()
    start, end = match.span()
    if groups.get("pre") and _counts(reduced, match, "pre"):
        # "One until 30 June" begins on no first of June.
        start, groups["pre"] = match.end("pre"), None
    if groups.get("post") and _counts(reduced, match, "post"):
        end, groups["post"], groups["y"] = match.start("post"), None, None
    year = int(groups["y"]) if groups.get("y") else None
    month, day = month_of(match), int(groups["d"]) if groups.get("d") else None
    last = Moment(year, month, day)
    others = [
        Moment(year, month, int(n)) for n in _VALUES.findall(f"{groups.get('pre') or ''}{groups.get('post') or ''}")
    ]
    if not last.possible or not all(moment.possible for moment in others):
        return []
    ranged = len(others) == 1 and RANGE.search(re.sub(r"<[^>]*>", "", groups.get("pre") or groups.get("post") or ""))
    if ranged:
        first, second = (others[0], last) if groups.get("pre") else (last, others[0])
        return [Atom(start, end, first, second)]
    return _listed(match, others, last) if others else [Atom(start, end, last)]


def _counts(reduced: Reduced, match: re.Match[str], group: str) -> bool:
    """Whether a number in words is among those beside a day, which counts something else or says which of several."""
    return any(
        not token.numeral.in_digits and (group == "post" or token.numeral.form is Form.CARDINAL)
        for token in reduced.within(*match.span(group))
    )


def _listed(match: re.Match[str], others: list[Moment], last: Moment) -> list[Atom]:
    moments = [*others, last] if match.groupdict().get("pre") else [last, *others]
    places = [m.start() for m in _VALUES.finditer(match.string, match.start(), match.end())][: len(moments)]
    ends = [*places[1:], match.end()]
    return [Atom(start, end, moment) for start, end, moment in zip(places, ends, moments, strict=False)]


def _eastern(match: re.Match[str], reduced: Reduced) -> Atom | None:
    groups = match.groupdict()
    number = {key: int(text) for key, text in groups.items() if text and key[0] in "ymd"}
    year = number.get("y", number.get("y2"))
    month = number.get("m", number.get("m2"))
    if month == 2 and _counted(match, reduced, "m" if "m" in number else "m2"):
        return None
    native = groups.get("w1") or groups.get("w2")
    day = KOREAN_DAYS[native] if native else number.get("d", number.get("d2", number.get("d3")))
    if year is not None and year < 100:
        if month is None and not _two_digits(match, reduced):
            return None
        year = year_of(year)
    moment = Moment(year, month, day)
    return Atom(match.start(), match.end(), moment, bare="d3" in number) if moment.possible else None


def _counted(match: re.Match[str], reduced: Reduced, group: str) -> bool:
    """两月 are two months, and no February."""
    token = reduced.token_before(match.start(group) + 1)
    return token is not None and reduced.spelled.text[token.numeral.start] in "两兩"


def _two_digits(match: re.Match[str], reduced: Reduced) -> bool:
    token = reduced.token_before(match.start() + 1)
    written = reduced.spelled.text[token.numeral.start : token.numeral.end] if token else ""
    if not _TWO.fullmatch(written) or not token:
        return False
    # 八六年 is 1986, for 86 years would be 八十六年; but 七八年 are seven or eight.
    row = token.numeral.value >= 49 and not written.isdecimal() and token.numeral.value % 11 != 1
    return row or bool(_YEARLY.match(match.string, match.end()))


_EDGE = 40
_PARTS_BEFORE = {
    language: [(part, re.compile(rf"(?<!\w){words}{ARTICLES[language]}$", re.IGNORECASE)) for part, words in table]
    for language, table in BEFORE.items()
}
_PARTS_AFTER = {
    language: [(part, re.compile(rf"\s?(?:的\s?)?{words}", re.IGNORECASE)) for part, words in table]
    for language, table in AFTER.items()
}


def _narrowed(atom: Atom, reduced: Reduced) -> Atom:
    if atom.until or atom.moment.day:
        return atom
    before = reduced.text[max(0, atom.start - _EDGE) : atom.start]
    if reduced.language == "de" and (compound := _compounded(atom, reduced.text, before)):
        return compound
    for part, pattern in _PARTS_BEFORE.get(reduced.language, ()):
        if match := pattern.search(before):
            start = atom.start - len(before) + match.start()
            return Atom(start, atom.end, Moment(atom.moment.year, atom.moment.month, part=part))
    for part, pattern in _PARTS_AFTER.get(reduced.language, ()):
        if match := pattern.match(reduced.text, atom.end):
            return Atom(atom.start, match.end(), Moment(atom.moment.year, atom.moment.month, part=part))
    return atom


_COMPOUND = re.compile(rf"(?P<part>{_PARTS})(?!\w)")
_WHICH = re.compile(r"(?:<[cos]+(?P<n>[123])>|(?P<last>letzte[nrsm]?)|(?P<mid>mittlere[nrsm]?))\s$")


def _compounded(atom: Atom, text: str, before: str) -> Atom | None:
    """Die erste Maihälfte, letztes Februardrittel, Maianfang."""
    compound = _COMPOUND.match(text, atom.end)
    if compound is None:
        return None
    which = _WHICH.search(before)
    if part := {"anfang": "early", "mitte": "mid", "ende": "late"}.get(compound["part"], ""):
        which = None
    elif which and compound["part"] == "hälfte":
        part = f"H{which['n'] or 2}"
    elif which:
        part = "late" if which["last"] else "mid" if which["mid"] else ("early", "mid", "late")[int(which["n"]) - 1]
    start = atom.start - (len(which[0]) if which else 0)
    return Atom(start, compound.end(), Moment(atom.moment.year, atom.moment.month, part=part))
