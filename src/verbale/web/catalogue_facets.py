"""By what the hits in a catalogue can be narrowed, each choice with how many hits it leaves and its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from verbale.engines.catalogue import Facets, Filters
from verbale.web import words
from verbale.web.language import language_name

_DECADE = 10
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: its name, how many hits have it, and the address that asks for it."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to narrow: its name, the first choices, and the rest, which are folded away."""

    name: str | Promise
    choices: list[Choice]
    more: list[Choice]


def narrowings(asked: QueryDict, filters: Filters, facets: Facets | None) -> list[Narrowing]:
    """The ways to narrow that are still open, without those of one choice that all hits share."""
    told = facets or Facets()
    made = []
    if filters.year_from is None and filters.year_to is None:
        made.append(_narrowing(_("Year"), _decades(asked, told.years)))
    if filters.language is None:
        made.append(_narrowing(_("Language"), _choices(asked, "language", told.languages)))
    if filters.kind is None:
        made.append(_narrowing(_("Kind"), _choices(asked, "kind", told.kinds)))
    if filters.subject is None:
        made.append(_narrowing(_("Subjects"), _choices(asked, "subject", told.subjects)))
    return [one for one in made if one.choices]


def chips(asked: QueryDict, filters: Filters) -> list[tuple[str, str]]:
    """What the hits are narrowed to, each with the address that takes it away."""
    made = []
    if filters.year_from or filters.year_to:
        years = f"{filters.year_from or ''}–{filters.year_to or ''}"
        made.append((years, _address(asked, year_from=None, year_to=None)))
    for key, value in (("language", filters.language), ("kind", filters.kind), ("subject", filters.subject)):
        if value:
            made.append((_name(key, value), _address(asked, **{key: None})))
    return made


def _narrowing(name: str | Promise, choices: list[Choice]) -> Narrowing:
    return Narrowing(name, choices[:_SHOWN], choices[_SHOWN:])


def _choices(asked: QueryDict, key: str, counted: Iterable[tuple[str, int]]) -> list[Choice]:
    return [Choice(_name(key, value), count, _address(asked, **{key: value})) for value, count in counted]


def _decades(asked: QueryDict, years: Iterable[tuple[int, int]]) -> list[Choice]:
    counted: Counter[int] = Counter()
    for year, count in years:
        counted[year // _DECADE * _DECADE] += count
    return [
        Choice(
            f"{first}–{first + _DECADE - 1}",
            count,
            _address(asked, year_from=max(first, 1), year_to=first + _DECADE - 1),
        )
        for first, count in sorted(counted.items(), reverse=True)
    ]


def _name(key: str, value: str) -> str:
    return language_name(value) if key == "language" else str(words.shown(value)) if key == "kind" else value


def _address(asked: QueryDict, **changed: str | int | None) -> str:
    """The query string with some values changed or taken away; it begins with the first page."""
    made = asked.copy()
    for key in ("page", "choose", *changed):
        made.pop(key, None)
    made.update({key: str(value) for key, value in changed.items() if value is not None})
    return f"?{made.urlencode()}"
