"""The facts that no record carries (``facts_of``), for all records of a chunk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verbale.engines.catalogue.bulk.scan import Ints
from verbale.engines.catalogue.facts import Statement
from verbale.engines.catalogue.lookups import Lookups

_REMEMBERED = 1 << 16
"""Publishers and combinations of countries kept in mind; then all are forgotten, so that memory stays constant."""


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What the tables and the statement say, each combination of countries and each publisher asked for once."""

    statement: Statement
    lookups: Lookups
    _origins: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    _classes: dict[str, str | None] = field(default_factory=dict)
    _one: Lock = field(default_factory=Lock)

    def columns(self, told: Mapping[str, pa.Array], publishers: pa.Array, row: Ints) -> dict[str, pa.Array]:
        """The columns of our own facts, out of those that tell of the records.

        ``publishers`` are the folded names of publishers, ``row`` the rows that have one.
        """
        restricted, stated = told["restricted"], self.statement
        count = len(restricted)
        open_ = pa.scalar(stated.distribution, pa.string())
        with self._one:
            asked = {
                "origin": self._origin(told["country"], told["countries"]),
                "publisher_class": self._class(publishers, row, count),
            }
        return asked | {
            "distribution": pc.if_else(restricted, pa.scalar(None, pa.string()), open_),
            "dual_use": pa.repeat(pa.scalar(stated.dual_use, pa.string()), count),
            "personal_data": pa.repeat(pa.scalar(stated.personal_data, pa.string()), count),
        }

    def _origin(self, first: pa.Array, countries: pa.Array) -> pa.Array:
        """The origin told by each first country; where there are several, by all of them."""
        encoded = first.dictionary_encode()
        told = [self.origin((code,)) for code in encoded.dictionary.to_pylist()]
        several = np.flatnonzero(np.diff(countries.offsets.to_numpy()) > 1)
        more = [self.origin(tuple(codes)) for codes in countries.take(pa.array(several)).to_pylist()]
        place = encoded.indices.fill_null(len(told)).to_numpy().astype(np.int64)
        place[several] = len(told) + 1 + np.arange(len(several))
        return pa.array([*told, self.origin(()), *more], pa.string()).take(pa.array(place))

    def _class(self, publishers: pa.Array, row: Ints, count: int) -> pa.Array:
        encoded = publishers.dictionary_encode()
        names = encoded.dictionary.to_pylist()
        if len(self._classes) + len(names) > _REMEMBERED:
            self._classes.clear()
        self._learn([name for name in names if name not in self._classes])
        stated = self.statement.publisher_class
        named = pa.array([*map(self._classes.get, names), stated], pa.string())
        place = np.full(count, len(named) - 1)
        place[row] = encoded.indices.to_numpy()
        return named.take(pa.array(place))

    def _learn(self, publishers: list[str]) -> None:
        """The classes of these publishers: the first pattern that fits decides."""
        told: list[str | None] = [self.statement.publisher_class] * len(publishers)
        names = pa.array(publishers, pa.string())
        for pattern, name in reversed(self.lookups.publisher_classes):
            for place in pc.indices_nonzero(pc.match_like(names, _like(pattern))).to_pylist():
                told[place] = name
        self._classes.update(zip(publishers, told, strict=True))

    def origin(self, countries: tuple[str, ...]) -> str | None:
        """The origin of what was published in these countries."""
        if countries not in self._origins:
            if len(self._origins) >= _REMEMBERED:
                self._origins.clear()
            known = self.lookups.knows(countries)
            self._origins[countries] = self.lookups.origin(countries) if known else self.statement.origin
        return self._origins[countries]


def _like(pattern: str) -> str:
    """A pattern of publishers as SQL has it."""
    return re.sub(r"([%_\\])", r"\\\1", pattern).replace("*", "%")
