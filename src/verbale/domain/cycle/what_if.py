"""What a change of the lookup tables would do: for each partner, which records it would release or withhold
(CATALOGUE.md, 5.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from verbale.domain.cycle import descent, quality, review
from verbale.domain.cycle.lookup import LookupChange, effective, lookups
from verbale.engines import catalogue
from verbale.engines.rules import supply
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.holding import Edition

SAMPLES = 5
RELEASED, WITHHELD, OTHERWISE = "released", "withheld", "otherwise"
Progress = Callable[[int], None]
_CACHED = 65_536


class TablesChanged(Refused):
    """The lookup tables were changed since you saw what your change would do. Look at it again before you keep it."""


@dataclass
class Effect:
    """What a change does to a partner's catalogue: how many records, and the first of them, by what happens to them."""

    partner: str
    policy: str
    records: dict[str, int] = field(default_factory=lambda: dict.fromkeys((RELEASED, WITHHELD, OTHERWISE), 0))
    samples: dict[str, list[Json]] = field(default_factory=lambda: {RELEASED: [], WITHHELD: [], OTHERWISE: []})

    def add(self, happens: str, edition: Edition, some: catalogue.Affected, titles: Callable[[int], str]) -> None:
        """Counts a group of records that are alike."""
        self.records[happens] += some.records
        for number in some.numbers[: SAMPLES - len(self.samples[happens])]:
            self.samples[happens].append({"edition": edition.pk, "number": number, "title": titles(number)})

    def as_json(self) -> dict[str, Json]:
        """``{"partner": …, "policy": …, "released": 2, "withheld": 0, "otherwise": 0, "samples": {…}}``"""
        return {"partner": self.partner, "policy": self.policy, **self.records, "samples": dict(self.samples)}


def what_if(*, changes: Sequence[LookupChange], day: date, progress: Progress = lambda _: None) -> dict[str, Json]:
    """Weighs changes of the tables on the newest edition of each source, under each partner's policy in use.

    Gives how many records have another origin or class of publisher (``affected``), and for each partner how many of
    them it would be offered and is not (``released``), is offered and would not be (``withheld``), or would get under
    other conditions (``otherwise``), with samples. ``progress`` hears of records looked at. Refuses what ``effective``
    refuses. ``tables`` is the digest of the tables that were weighed; give it to ``check_same`` before they are kept.
    """
    now, then = lookups(), lookups(effective(changes))
    judged = [
        (Effect(partner.code, str(version)), quality.facts_of(version), _judge(review.of_version(version, partner)))
        for partner, version in quality.in_use(day)
    ]
    asked = {fact for _, facts, _ in judged for fact in facts}
    done = touched = 0
    for edition in descent.newest():
        tables = descent.opened(edition)
        titles = _titles(tables)
        for some in catalogue.affected(tables, now, then, asked):
            touched += some.records
            for effect, _, judge in judged:
                happens = _happens(judge(_key(some.before)), judge(_key(some.after)))
                if happens:
                    effect.add(happens, edition, some, titles)
        done += tables.count
        progress(done)
    effects: list[Json] = [effect.as_json() for effect, _, _ in judged]
    return {"tables": now.digest(), "affected": touched, "records": done, "partners": effects}


def check_same(tables: str) -> None:
    """Refuses if the tables are no longer those that were weighed."""
    if lookups().digest() != tables:
        raise TablesChanged()


Judge = Callable[[tuple[tuple[str, Any], ...]], catalogue.OfferVerdict]


def _judge(book: review.Book) -> Judge:
    @lru_cache(_CACHED)
    def judge(facts: tuple[tuple[str, Any], ...]) -> catalogue.OfferVerdict:
        return book.verdict_of(dict(facts))

    return judge


def _key(facts: Mapping[str, object]) -> tuple[tuple[str, Any], ...]:
    return tuple(facts.items())


def _titles(tables: catalogue.Edition) -> Callable[[int], str]:
    return lambda number: str(tables.row(number, ["title"])["title"])


def _happens(before: catalogue.OfferVerdict, after: catalogue.OfferVerdict) -> str:
    """What becomes of a record; empty if its offer stays as it is."""
    was, will = (verdict.outcome == supply.SUPPLY for verdict in (before, after))
    if was != will:
        return RELEASED if will else WITHHELD
    told = ("channel", "forms", "approvals", "marking")
    return OTHERWISE if was and any(getattr(before, name) != getattr(after, name) for name in told) else ""
