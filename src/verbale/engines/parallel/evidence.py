"""Whether the other version, read with good will, says after all what one version says and it seems to leave out.

A reader of facts must be careful, or it would find numbers and names that are none. When it is known what is sought,
a careless look is enough: a counter nobody listed, a compound, a list mark, a name in a form of its own. Such a look
never finds a fact; it only bears one out, at a place that bears out nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from verbale.engines.parallel.abridged import abridged
from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.dates.words import MONTHS, month_of
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.glossary import SOFT, Glossary
from verbale.engines.parallel.hearing import sounds
from verbale.engines.parallel.naming import WRITES_SOUNDS
from verbale.engines.parallel.numerals.loose import loose
from verbale.engines.parallel.sounds import skeleton

MOST_CLAIMS = 200
"""Beyond so many claims that one version lacks, the two are not the same text, and nothing is sought."""
_COUNTED = frozenset({FactKind.NUMBER, FactKind.QUANTITY, FactKind.ORDINAL})
_VALUE = re.compile(r"-?([0-9]+(?:[./][0-9]+)?)")
_LEAST_STEM = 4
_LEAST_WRITTEN, _MOST_OTHERWISE = 3, 2
"""The characters of a foreign name in Chinese, and how many of them may be others."""


def unborne(
    rest: Sequence[Claim],
    text: str,
    languages: tuple[str, str],
    said: Iterable[Fact],
    glossary: Glossary,
    *,
    by_sound: bool = True,
) -> list[Claim]:
    """The claims of one version for which nothing speaks in the other one's ``text``, beside the facts it ``said``.

    ``by_sound``: whether a name is borne out too by words that sound so, though a glossary has its forms.
    """
    if not rest or len(rest) > MOST_CLAIMS:
        return list(rest)
    own, language = languages[0].lower()[:2], languages[1].lower()[:2]
    free = _blanked(text, said)
    numbers: list[tuple[int, int, Fraction]] | None = None
    left: list[Claim] = []
    for claim in rest:
        if claim.fact.kind is FactKind.NAME:
            sounding = by_sound and sounds(claim.fact.as_written, free, (own, language))
            if not (_named(claim, free, language, glossary) or sounding):
                left.append(claim)
            continue
        if claim.fact.kind is FactKind.DATE:
            if not _dated(claim, free, language):
                left.append(claim)
            continue
        value = _number(claim)
        if value is not None and numbers is None:
            numbers = list(loose(free, language))
        place = next((one for one in numbers or () if one[2] == value), None) if value is not None else None
        if place is None:
            left.append(claim)
        else:
            numbers = [one for one in numbers or () if one[1] <= place[0] or one[0] >= place[1]]
    return left


def rivalled(
    rest: Sequence[Claim], unborne: Sequence[Claim], rivals: Sequence[Claim], language: str, glossary: Glossary
) -> list[Claim]:
    """The places and countries of ``rest`` that a look borne out by sound alone must not excuse.

    The other version says a name of their sort that nothing bears out, and a glossary has their forms in its language.
    """
    sorts = {_sort(rival, glossary) for rival in rivals if not rival.fact.soft}
    return [
        claim
        for claim in rest
        if claim not in unborne
        and not claim.fact.soft
        and _sort(claim, glossary) in sorts & {"place", "country"}
        and language.lower()[:2] in glossary.languages_of(claim.value)
    ]


def _sort(claim: Claim, glossary: Glossary) -> str:
    entry = glossary.by_value.get(claim.value) if claim.fact.kind is FactKind.NAME else None
    return entry.sort if entry else ""


def _blanked(text: str, said: Iterable[Fact]) -> str:
    pieces, done = [], 0
    for fact in sorted(said, key=lambda fact: fact.start):
        start, end = max(fact.start, done), max(fact.end, done)
        pieces += [text[done:start], "\ufffc" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _number(claim: Claim) -> Fraction | None:
    if claim.fact.kind not in _COUNTED or claim.value.startswith("-"):
        return None
    match = _VALUE.match(claim.value)
    return Fraction(match[1]) if match else None


def _named(claim: Claim, free: str, language: str, glossary: Glossary) -> bool:
    entry = glossary.by_value.get(claim.value)
    lower = free.lower().replace("ё", "е")
    if language == "ru" and _adjective(entry.forms.get("ru", ()) if entry else (), lower):
        return True
    if claim.value in abridged(free, language, glossary):
        return True
    if language == "zh" and entry and any(_written_otherwise(form, free) for form in entry.forms.get("zh", ())):
        return True
    return any(
        stem in lower
        for form in (entry.forms.get(language, ()) if entry else ())
        if (stem := _stem(form.removeprefix(SOFT).partition("(?")[0], language))
    )


def _written_otherwise(form: str, free: str) -> bool:
    """Whether a foreign name stands there in other characters of the same sounds, but for two: 爱尔福特, 埃尔福特."""
    length = len(form)
    if length < _LEAST_WRITTEN or not set(form) <= set(WRITES_SOUNDS):
        return False
    return any(
        sum(one == other for one, other in zip(form, window, strict=True)) >= length - _MOST_OTHERWISE
        and set(window) <= set(WRITES_SOUNDS)
        and skeleton(window) == skeleton(form)
        for place in range(len(free) - length + 1)
        if (window := free[place : place + length])
    )


def _adjective(forms: Iterable[str], lower: str) -> bool:
    """Whether an adjective of a place stands there: по московскому времени for Moscow."""
    heads = {form.removeprefix(SOFT).lower().replace("ё", "е")[: max(_LEAST_STEM, len(form) - 3)] for form in forms}
    adjectives = re.findall(r"[а-я-]{3,}[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими)(?![а-я])", lower)
    return any(len(head) >= _LEAST_STEM and word.startswith(head) for head in heads for word in adjectives)


def _stem(form: str, language: str) -> str:
    """What all cases and derivatives of a name begin with, empty where it is too short to tell anything."""
    stem = form.lower().replace("ё", "е").strip()
    if language == "ru":
        stem = re.sub(r"[аяоеьйыи]{1,2}$", "", stem)
    elif language == "de":
        stem = re.sub(r"(?:en|e|er|a)$", "", stem)
    least = {"zh": 2, "ko": 2}.get(language, _LEAST_STEM)
    return stem if len(stem) >= least and not form.isupper() else ""


_DATE = re.compile(r"(?:\.\./)?(?P<year>\d{4}|-)-?(?P<month>\d\d)?(?:-(?P<day>\d\d))?(?: \w+)?")


_HAN = ("", *"一二三四五六七八九十", "十一", "十二")
"""Digits in which Chinese names a day of the year: 五一, 三八, 十一."""


def _dated(claim: Claim, free: str, language: str) -> bool:
    """Whether all that a date names stands somewhere in a text, though in no date: "Februardrittel"."""
    date = _DATE.fullmatch(claim.value)
    if date is None or not date["month"]:
        return False
    if language == "zh" and date["day"] and not (date["year"] or "").isdecimal():
        return f"{_HAN[int(date['month'])]}{_HAN[int(date['day'])]}" in free if int(date["day"]) <= 10 else False
    if language not in MONTHS:
        return False
    stem = re.sub(r"\(\?!\\w\)$", "", MONTHS[language])
    if int(date["month"]) not in {month_of(match) for match in re.finditer(stem, free)}:
        return False
    wanted = [int(date[name]) for name in ("year", "day") if date[name] and date[name] != "-"]
    said = {value for _, _, value in loose(free, language)} if wanted else set()
    return all(Fraction(value) in said for value in wanted)
