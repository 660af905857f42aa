"""How complete our records are, beside what the rulebooks in use ask for (CATALOGUE.md, 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from verbale.domain.cycle import descent
from verbale.domain.cycle.lookup import lookups
from verbale.domain.spine import policy
from verbale.engines import catalogue
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.holding import Edition
from verbale.records.party import Party
from verbale.records.policy import PolicyVersion


@dataclass(frozen=True, slots=True)
class Measured:
    """An edition's quality, and by fact the policies in use that ask for it."""

    edition: Edition
    quality: catalogue.Quality
    asked_by: Mapping[str, tuple[str, ...]]

    @property
    def facts(self) -> list[catalogue.FactQuality]:
        """What some policy asks for comes first; within that, the worst first."""
        return sorted(self.quality.facts, key=lambda one: one.fact not in self.asked_by)

    def as_json(self) -> dict[str, Json]:
        """As ``Quality`` tells it, each fact with ``asked_by``."""
        told = self.quality.as_json()
        rows = {one["fact"]: one for one in told["facts"]}
        facts = [{**rows[one.fact], "asked_by": list(self.asked_by.get(one.fact, ()))} for one in self.facts]
        return {"edition": self.edition.pk, "name": self.edition.name, **told, "facts": facts}


def measure(edition: Edition, *, day: date) -> Measured:
    """Measures an edition under the lookup tables in force and the policies in use on a day."""
    tables = lookups()
    found = _quality(_Asked(edition.pk, tables.digest(), descent.opened(edition), tables))
    return Measured(edition, found, asked_by(day))


@dataclass(frozen=True, slots=True)
class _Asked:
    """An edition never changes, so what was measured under the same tables holds; equal by their names alone."""

    edition: str
    digest: str
    opened: catalogue.Edition = field(compare=False)
    tables: catalogue.Lookups = field(compare=False)


@lru_cache(maxsize=128)
def _quality(asked: _Asked) -> catalogue.Quality:
    """Measured once a process; ten million records take seconds."""
    return catalogue.quality(asked.opened, asked.tables)


def in_use(day: date) -> list[tuple[Party, PolicyVersion]]:
    """The partners for whom a policy is in use on a day, with its version in force."""
    found = []
    for partner in Party.objects.filter(is_us=False).order_by("code"):
        try:
            _, version = policy.in_use(partner=partner, day=day)
        except Refused:
            continue
        found.append((partner, version))
    return found


def asked_by(day: date) -> dict[str, tuple[str, ...]]:
    """By fact of a record, the codes of the policies in use that ask for it."""
    versions = {version.pk: version for _, version in in_use(day)}
    asking: dict[str, set[str]] = {}
    for version in versions.values():
        for fact in facts_of(version):
            asking.setdefault(fact, set()).add(version.policy.code)
    return {fact: tuple(sorted(codes)) for fact, codes in asking.items()}


def facts_of(version: PolicyVersion) -> list[str]:
    """The facts of a record that a version's decisions see, by their names in the catalogue."""
    model = policy.prepared(version).model
    required = {need for decision in model.decisions for need in decision.requires}
    asked = {each.name for each in model.inputs if each.id in required}
    return [fact for fact in catalogue.FACTS if fact.replace("_", " ") in asked]
