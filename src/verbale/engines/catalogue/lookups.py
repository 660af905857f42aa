"""Facts that no record carries, told by tables that the office keeps: country groups and publisher classes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from verbale.engines.catalogue.countries import COUNTRIES
from verbale.engines.catalogue.errors import NoCountryGroup, NoPublisherClass
from verbale.kernel.canonical import digest_of

ORIGINS = ("domestic", "partner", "third country")
PUBLISHER_CLASSES = (
    "listed press",
    "university",
    "information institute",
    "provincial or municipal",
    "department",
    "other",
)
_ALL_OTHERS = "*"
_STARS = 3


@dataclass(frozen=True, slots=True)
class Lookups:
    """``country_groups``: MARC country code → origin. ``publisher_classes``: pairs of a pattern and its class.

    The code ``*`` stands for every other country that MARC has a code for; a record without a country has no origin.

    A pattern is a publisher's whole name, case and width of letters apart; ``*`` stands for anything, at most three
    times. Of those that fit, the one with most letters decides, so their order means nothing; one ``*`` alone is the
    class of all others. A country or a publisher in no table has no group: what is unknown stays unknown.
    """

    country_groups: Mapping[str, str]
    publisher_classes: tuple[tuple[str, str], ...]
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups = dict(self.country_groups)
        for code, group in groups.items():
            _check_country(code, group)
        table = tuple(sorted(((folded(pattern), name) for pattern, name in self.publisher_classes), key=_closest_first))
        alternatives = "|".join(f"({_alternative(pattern, name)})" for pattern, name in table)
        object.__setattr__(self, "country_groups", MappingProxyType(groups))
        object.__setattr__(self, "publisher_classes", table)
        object.__setattr__(self, "_pattern", re.compile(alternatives))

    def origin(self, countries: Iterable[str]) -> str | None:
        """The group of these countries, if they all have one and the same."""
        others = self.country_groups.get(_ALL_OTHERS)
        groups = {self.country_groups.get(code, others) for code in countries}
        return groups.pop() if len(groups) == 1 else None

    def publisher_class(self, publisher: str | None) -> str | None:
        """The class of the closest pattern that fits."""
        found = self._pattern.fullmatch(folded(publisher)) if publisher else None
        return self.publisher_classes[found.lastindex - 1][1] if found and found.lastindex else None

    def knows(self, countries: Iterable[str]) -> bool:
        """Whether the table says anything of one of these countries."""
        return any(code in self.country_groups or _ALL_OTHERS in self.country_groups for code in countries)

    def digest(self) -> str:
        """SHA-256 of both tables in canonical JSON."""
        publishers = [list(row) for row in self.publisher_classes]
        return digest_of({"countries": dict(self.country_groups), "publishers": publishers})


def folded(text: str) -> str:
    """Compatibility form (NFKC), case folded, blanks joined."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _check_country(code: str, group: str) -> None:
    if code != _ALL_OTHERS and code not in COUNTRIES:
        raise NoCountryGroup(code=code, group=group, why="MARC has no such country code")
    if group not in ORIGINS:
        raise NoCountryGroup(code=code, group=group, why="a group is one of " + ", ".join(ORIGINS))


def _closest_first(row: tuple[str, str]) -> tuple[int, str, str]:
    return -len(row[0].replace("*", "")), *row


def _alternative(pattern: str, name: str) -> str:
    if name not in PUBLISHER_CLASSES:
        raise NoPublisherClass(pattern=pattern, group=name, why="a class is one of " + ", ".join(PUBLISHER_CLASSES))
    parts = pattern.split("*")
    if not pattern or len(parts) > _STARS + 1:
        raise NoPublisherClass(pattern=pattern, group=name, why=f"a pattern is a name with at most {_STARS} stars")
    return ".*".join(map(re.escape, parts))
