"""The facts on which a supply rulebook decides, and the statement by which a person answers for an import."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.errors import NoStatement
from verbale.engines.catalogue.lookups import ORIGINS, PUBLISHER_CLASSES, Lookups
from verbale.kernel.canonical import Json

DISTRIBUTIONS = ("open", "internal", "confidential")
DUAL_USE = ("none", "listed")
PERSONAL_DATA = ("none", "pseudonymised", "identifiable")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a named person states of everything in one import, why, and on which day.

    ``distribution`` is open, internal or confidential. ``origin`` and ``publisher_class`` fill in only where the
    tables say nothing; ``dual_use`` (one of ``DUAL_USE``) and ``personal_data`` (one of ``PERSONAL_DATA``) are
    stated or unknown. Nothing here overrules a restriction that stands in a record.
    """

    distribution: str
    reason: str
    by: str
    on: date
    origin: str | None = None
    publisher_class: str | None = None
    dual_use: str | None = None
    personal_data: str | None = None

    def __post_init__(self) -> None:
        _require_one_of("distribution", self.distribution, DISTRIBUTIONS)
        _require_one_of("origin", self.origin, (None, *ORIGINS))
        _require_one_of("publisher class", self.publisher_class, (None, *PUBLISHER_CLASSES))
        _require_one_of("dual use", self.dual_use, (None, *DUAL_USE))
        _require_one_of("personal data", self.personal_data, (None, *PERSONAL_DATA))
        for what, text in (("reason", self.reason), ("name of the person", self.by)):
            if not text.strip():
                raise NoStatement(why=f"the {what} is missing")

    def as_json(self) -> Json:
        """The statement as JSON, its day as EDTF."""
        return {
            "distribution": self.distribution,
            "reason": self.reason,
            "by": self.by,
            "on": self.on.isoformat(),
            "origin": self.origin,
            "publisher_class": self.publisher_class,
            "dual_use": self.dual_use,
            "personal_data": self.personal_data,
        }


def _require_one_of(what: str, given: str | None, allowed: tuple[str | None, ...]) -> None:
    if given not in allowed:
        raise NoStatement(why=f"the {what} “{given}” is none of {', '.join(filter(None, allowed))}")


FACTS = (
    "origin",
    "publisher_class",
    "distribution",
    "kind",
    "field",
    "series",
    "country",
    "language",
    "year",
    "restricted",
    "dual_use",
    "personal_data",
)
"""The names of the facts, in their order."""


def facts_of(described: Bibliographic, statement: Statement, lookups: Lookups) -> dict[str, object]:
    """The facts of one record; None is unknown.

    ``series`` is the first series. ``distribution`` is unknown where a note in the record restricts it, whatever the
    statement says.
    """
    return {
        "origin": origin_told(described.countries, lookups, statement.origin),
        "publisher_class": class_told(described.publisher, lookups, statement.publisher_class),
        "distribution": None if described.restricted else statement.distribution,
        "kind": described.kind,
        "field": described.field,
        "series": described.series[0] if described.series else None,
        "country": described.country,
        "language": described.language,
        "year": described.year,
        "restricted": described.restricted,
        "dual_use": statement.dual_use,
        "personal_data": statement.personal_data,
    }


def origin_told(countries: Collection[str], lookups: Lookups, stated: str | None) -> str | None:
    """What the tables say of these countries; what was stated only where they know none of them."""
    return lookups.origin(countries) if lookups.knows(countries) else stated


def class_told(publisher: str | None, lookups: Lookups, stated: str | None) -> str | None:
    """The class that the tables give a publisher, else the stated one."""
    return lookups.publisher_class(publisher) or stated
