"""The facts that no record carries (``facts_of``), for all records of a chunk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from verbale.engines.catalogue.facts import Statement
from verbale.engines.catalogue.lookups import Lookups

_REMEMBERED = 1 << 16
"""Publishers kept in mind; then all are forgotten, so that memory stays constant."""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What the tables and the statement say, each combination of countries and each publisher asked for once."""

    statement: Statement
    lookups: Lookups
    _origins: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    _classes: dict[str | None, str | None] = field(default_factory=dict)

    def columns(self, told: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
        """The columns of our own facts, out of those that tell of the records."""
        restricted, stated = told["restricted"], self.statement
        count = len(restricted)
        open_ = pa.scalar(stated.distribution, pa.string())
        return {
            "origin": self._origin(told["country"], told["countries"]),
            "publisher_class": self._class(told["publisher"]),
            "distribution": pc.if_else(restricted, pa.scalar(None, pa.string()), open_),
            "dual_use": pa.repeat(pa.scalar(stated.dual_use, pa.string()), count),
            "personal_data": pa.repeat(pa.scalar(stated.personal_data, pa.string()), count),
        }

    def _origin(self, first: pa.Array, countries: pa.Array) -> pa.Array:
        if len(countries.values) == len(first) - first.null_count:
            encoded = first.dictionary_encode()
            named = [self.origin((code,)) for code in encoded.dictionary.to_pylist()]
            found = pa.array(named, pa.string()).take(encoded.indices)
            return pc.if_else(first.is_null(), pa.scalar(self.origin(()), pa.string()), found)
        return pa.array([self.origin(tuple(codes)) for codes in countries.to_pylist()], pa.string())

    def _class(self, publishers: pa.Array) -> pa.Array:
        encoded = publishers.dictionary_encode()
        named = [self.publisher_class(name) for name in encoded.dictionary.to_pylist()]
        found = pa.array(named, pa.string()).take(encoded.indices)
        return pc.if_else(publishers.is_null(), pa.scalar(self.publisher_class(None), pa.string()), found)

    def origin(self, countries: tuple[str, ...]) -> str | None:
        """The origin of what was published in these countries."""
        if countries not in self._origins:
            _bound(self._origins)
            known = self.lookups.knows(countries)
            self._origins[countries] = self.lookups.origin(countries) if known else self.statement.origin
        return self._origins[countries]

    def publisher_class(self, publisher: str | None) -> str | None:
        """The class of this publisher."""
        if publisher not in self._classes:
            _bound(self._classes)
            self._classes[publisher] = self.lookups.publisher_class(publisher) or self.statement.publisher_class
        return self._classes[publisher]


def _bound(remembered: dict[Any, str | None]) -> None:
    if len(remembered) >= _REMEMBERED:
        remembered.clear()
