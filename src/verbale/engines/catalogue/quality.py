"""How complete an edition's records are: what share of them has each fact (CATALOGUE.md, 5.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verbale.engines.catalogue.edition import Edition
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.spilling import spilling
from verbale.engines.catalogue.today import view_today
from verbale.kernel.canonical import Json

SAMPLES = 3
Sample = tuple[int, str]
"""Number and title of a record."""


@dataclass(frozen=True, slots=True)
class FactShare:
    """How many of some records have a fact."""

    have: int
    of: int

    @property
    def percent(self) -> float:
        """0 to 100, cut to a tenth, so that only what is whole is 100; of no record nothing is missing."""
        return self.have * 1000 // self.of / 10 if self.of else 100.0


@dataclass(frozen=True, slots=True)
class FactQuality:
    """One fact over a whole edition, and the first records that lack it."""

    fact: str
    share: FactShare
    lacking: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class GroupQuality:
    """The records of one scheme, or of one decade (None: no year), and how many of them have each fact."""

    name: str | int | None
    records: int
    shares: Mapping[str, FactShare]


@dataclass(frozen=True, slots=True)
class Quality:
    """``facts`` stand with the worst first, schemes with the largest, decades in their order."""

    records: int
    facts: tuple[FactQuality, ...]
    schemes: tuple[GroupQuality, ...]
    decades: tuple[GroupQuality, ...]

    def as_json(self) -> dict[str, Json]:
        """Counts, not shares: ``{"records": 9, "facts": [{"fact": "year", "have": 7, "lacking": […]}], …}``"""
        return {
            "records": self.records,
            "facts": [
                {
                    "fact": one.fact,
                    "have": one.share.have,
                    "lacking": [{"number": number, "title": title} for number, title in one.lacking],
                }
                for one in self.facts
            ],
            "schemes": [_told(one) for one in self.schemes],
            "decades": [_told(one) for one in self.decades],
        }


def quality(edition: Edition, lookups: Lookups) -> Quality:
    """Measures an edition under the lookup tables in force; in constant memory, by columns."""
    with spilling(edition.folder.parent) as base:
        view_today(base, "today", edition, lookups)
        rows = base.execute(_ASKED).to_arrow_table().to_pylist()
        lacked = {
            fact: sorted(number for row in rows for number in row[f"no_{fact}"] or ())[:SAMPLES] for fact in FACTS
        }
        numbers = sorted({number for some in lacked.values() for number in some})
        asked = "SELECT number, title FROM today WHERE number IN (SELECT unnest(?::BIGINT[]))"
        titles: dict[int, str] = dict(base.execute(asked, [numbers]).fetchall())
    facts = [
        FactQuality(fact, _share(rows, fact), tuple((number, titles[number]) for number in lacked[fact]))
        for fact in FACTS
    ]
    return Quality(
        records=sum(row["records"] for row in rows),
        facts=tuple(sorted(facts, key=lambda one: (one.share.percent, FACTS.index(one.fact)))),
        schemes=_groups(rows, "scheme", lambda group: (-group.records, str(group.name))),
        decades=_groups(rows, "decade", lambda group: (group.name is None, group.name)),
    )


Row = Mapping[str, Any]


def _share(rows: Sequence[Row], fact: str) -> FactShare:
    return FactShare(sum(row[fact] for row in rows), sum(row["records"] for row in rows))


def _groups(rows: Sequence[Row], by: str, order: Callable[[GroupQuality], Any]) -> tuple[GroupQuality, ...]:
    held: dict[Any, list[Row]] = {}
    for row in rows:
        held.setdefault(row[by], []).append(row)
    groups = (
        GroupQuality(name, sum(row["records"] for row in some), {fact: _share(some, fact) for fact in FACTS})
        for name, some in held.items()
    )
    return tuple(sorted(groups, key=order))


def _told(group: GroupQuality) -> Json:
    have: dict[str, Json] = {fact: share.have for fact, share in group.shares.items()}
    return {"name": group.name, "records": group.records, "have": have}


def _value(fact: str) -> str:
    return "series[1]" if fact == "series" else fact


_COUNTED = """
    SELECT scheme, year // 10 * 10 AS decade, count(*) AS records, {counts}, {samples} FROM today GROUP BY ALL
"""
_ASKED = _COUNTED.format(
    counts=", ".join(f"count({_value(fact)}) AS {fact}" for fact in FACTS),
    samples=", ".join(f"min(number, {SAMPLES}) FILTER ({_value(fact)} IS NULL) AS no_{fact}" for fact in FACTS),
)
