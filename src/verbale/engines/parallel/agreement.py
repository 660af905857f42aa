"""Whether two facts of two versions say the same, though languages differ in their manner of saying it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from verbale.engines.parallel.amounts import LOOSE
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import Glossary
from verbale.engines.parallel.units import comparable, scaled

_LAST_DAYS = re.compile(r"^(\d{4}(?:-\d{2})?) late$")
_COUNTING = frozenset({FactKind.NUMBER, FactKind.QUANTITY, FactKind.ORDINAL, FactKind.AMOUNT})
_HALF_MONTH = frozenset({"0.5 mo", "15 d", "14 d", "2 wk"})
"""What half a month is, which Korean (보름) and English (fortnight) have words for."""
_NAMED_ALIKE = ({"°C", "°"}, {"dt", "Ztr"})
"""Units that languages call by one name: degrees of whatever, and центнер of 100 kg or Zentner of 50."""
_BARE_DAY = re.compile(r"^-?-?-?-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact, or one end of a range, as it is held against the other version."""

    fact: Fact
    value: str


def claims(facts: tuple[Fact, ...]) -> Iterator[Claim]:
    """The facts, each range of dates as its two ends: one version may say from–to in one phrase, one in two."""
    for fact in facts:
        first, _, last = fact.value.partition("/")
        if fact.kind is FactKind.DATE and last and first != ".." and not _stretch(first, last):
            yield Claim(fact, first)
            yield Claim(fact, last)
        else:
            yield Claim(fact, fact.value)


def _stretch(first: str, last: str) -> bool:
    """Whether a range is a half or a quarter of a year, which nobody says by its ends."""
    return first[:4] == last[:4] and f"{first[4:]}/{last[4:7]}" in {
        "-01/-06", "-07/-12", "-01/-03", "-04/-06", "-07/-09", "-10/-12",
    } and len(first) == 7  # fmt: skip


def exactly(one: Claim, other: Claim) -> bool:
    """The same kind and the same value."""
    return one.fact.kind is other.fact.kind and one.value == other.value


def loosely(one: Claim, other: Claim) -> bool:
    """The same kind, and values that a reader takes for the same."""
    if one.fact.kind is not other.fact.kind:
        return False
    if one.fact.kind is FactKind.DATE:
        return _same_date(one.value, other.value)
    if one.fact.kind is FactKind.AMOUNT:
        (first, currency), (second, another) = one.value.split(" ", 1), other.value.split(" ", 1)
        return first == second and (another in LOOSE.get(currency, ()) or currency in LOOSE.get(another, ()))
    if one.fact.kind is FactKind.QUANTITY:
        (first, unit), (second, another) = one.value.split(" ", 1), other.value.split(" ", 1)
        if (first == second and _same_unit(unit, another)) or _half_month(one, other):
            return True
        return scaled(Fraction(first), unit) == scaled(Fraction(second), another)
    return False


def rival_quantities(one: Claim, other: Claim) -> bool:
    """Whether two quantities measure the same thing otherwise: a mile and a kilometre, two months and three."""
    if not (one.fact.kind is FactKind.QUANTITY is other.fact.kind):
        return False
    (first, unit), (second, another) = one.value.split(" ", 1), other.value.split(" ", 1)
    return (first, unit) != (second, another) and comparable(unit, another)


def _half_month(one: Claim, other: Claim) -> bool:
    """Whether both mean half a month, though two weeks and fifteen days in figures are two things."""
    said = {one.value, other.value}
    in_words = "0.5 mo" in said or any(
        claim.fact.as_written.startswith(("보름", "fortnight")) for claim in (one, other)
    )
    return in_words and said <= _HALF_MONTH


def _same_unit(unit: str, another: str) -> bool:
    plain, _, per = unit.partition("/")
    other, _, rate = another.partition("/")
    return (plain == other and not (per and rate)) or {unit, another} in _NAMED_ALIKE


def _same_date(one: str, other: str) -> bool:
    first, second = _bounded(one), _bounded(other)
    if first == second:
        return True
    if one.startswith("T") and other.startswith("T"):
        return _same_time(one, other)
    base, _, part = one.removeprefix("../").partition(" ")
    another, _, side = other.removeprefix("../").partition(" ")
    if base == another and {part, side} in ({"early", "H1"}, {"late", "H2"}):
        return True
    # Decades and centuries are narrowed loosely, in words that languages do not share.
    return base == another and "X" in base and not (part and side)


def _bounded(value: str) -> str:
    bare = value.removeprefix("../")
    if narrowed := _LAST_DAYS.match(bare):
        bare = narrowed[1] + ("-12-31" if len(narrowed[1]) == 4 else "-end")
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", _last_day, bare).replace("-12-end", "-12-31")


def _last_day(match: re.Match[str]) -> str:
    year, month, day = map(int, match.groups())
    last = 1 <= month <= 12 and year and day == calendar.monthrange(year, month)[1]
    return f"{match[1]}-{match[2]}-end" if last else match[0]


def _same_time(one: str, other: str) -> bool:
    first, second = one.rstrip("?"), other.rstrip("?")
    if {first, second} == {"T00:00", "T24:00"}:
        return True
    hours, minutes = divmod(abs(int(first[1:3]) - int(second[1:3])), 12)
    open_half = one.endswith("?") or other.endswith("?")
    return first[3:] == second[3:] and (first == second or (open_half and minutes == 0 and hours <= 2))


def crosswise(one: Claim, other: Claim) -> bool:
    """Different kinds that may be one: Session 14 and the 14th session, 5 of something and 5 of a measured thing."""
    kinds = {one.fact.kind, other.fact.kind}
    if kinds == {FactKind.DATE, FactKind.QUANTITY}:
        return _lasts(one, other) or _lasts(other, one) or _counts(one, other)
    return _counts(one, other)


def _lasts(time: Claim, quantity: Claim) -> bool:
    """2 ч 15 мин may be a time of day or a length of time."""
    clock = re.fullmatch(r"T(\d\d):(\d\d)\??", time.value)
    length = re.fullmatch(r"(\d+) min", quantity.value)
    return bool(clock and length and int(clock[1]) * 60 + int(clock[2]) == int(length[1]))


def _parts_differ(one: Claim, other: Claim) -> bool:
    """Whether two dates are told as two parts of one time, as its beginning and its end."""
    parts = {claim.value.partition(" ")[2] for claim in (one, other)}
    return len(parts) == 2 and "" not in parts


def _counts(one: Claim, other: Claim) -> bool:
    kinds = {one.fact.kind, other.fact.kind}
    if kinds == {FactKind.DATE} and _parts_differ(one, other):
        return False
    first, second = _number(one), _number(other)
    if first is None or first != second:
        return False
    if kinds <= _COUNTING:
        return FactKind.NUMBER in kinds or FactKind.ORDINAL in kinds
    if FactKind.PERCENT in kinds:
        return FactKind.NUMBER in kinds
    if FactKind.DATE in kinds:
        date = one if one.fact.kind is FactKind.DATE else other
        rest = other if date is one else one
        return not date.value.startswith("T") or not rest.value.endswith(("min", "d"))
    return False


def _number(claim: Claim) -> Fraction | None:
    value = claim.value
    if claim.fact.kind is FactKind.NAME:
        return None
    if claim.fact.kind is FactKind.DATE:
        value = value.removeprefix("../").partition(" ")[0]
        if time := re.fullmatch(r"T(\d\d):00\??", value):
            return Fraction(int(time[1]))
        if decade := re.fullmatch(r"\d\d(\d)X", value):
            return Fraction(10 * int(decade[1]))
        if bare := _BARE_DAY.match(value):
            return Fraction(int(bare[1]))
        return Fraction(int(value)) if value.isdecimal() and len(value) == 4 else None
    match = re.match(r"-?[0-9]+(?:\.[0-9]+|/[0-9]+)?", value)
    return Fraction(match[0]) if match else None


def named(glossary: Glossary, one: Claim, other: Claim) -> bool:
    """Two names that may mean the same."""
    return one.fact.kind is FactKind.NAME is other.fact.kind and glossary.agree(one.value, other.value)


def completed(one: Claim, other: Claim, years: frozenset[str]) -> bool:
    """A date without its year, and the same date with a year that the first version's text says elsewhere."""
    if not (one.fact.kind is FactKind.DATE is other.fact.kind):
        return False
    short, full = _bounded(one.value), _bounded(other.value)
    return short.startswith("--") and full[:4].isdecimal() and full[4:] == short[1:] and full[:4] in years
