"""Lookup tables: what country codes and publishers' names mean (CATALOGUE.md, 5.2). They count from the moment they are
kept, for editions imported before as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, WrongUse
from verbale.records.holding import Lookup, LookupTable
from verbale.records.person import Person, Role


class NoSuchTable(WrongUse):
    """There is no lookup table “{table}”. The tables are: {tables}."""


class NothingChanges(WrongUse):
    """Nothing of the lookup tables would change. Add, change or take off a line first."""


class NoMeaning(WrongUse):
    """“{key}” is given no meaning. Name one; to take a line off, remove it."""


@dataclass(frozen=True, slots=True)
class LookupChange:
    """A line of a table that gets a meaning, another one, or none any more (an empty value)."""

    table: str
    key: str
    value: str = ""

    def __post_init__(self) -> None:
        if self.table not in LookupTable.values:
            raise NoSuchTable(table=self.table, tables=", ".join(LookupTable.values))

    def as_json(self) -> dict[str, Json]:
        """``{"table": …, "key": …, "value": …}``"""
        return {"table": self.table, "key": self.key, "value": self.value}


def lookups(changes: Sequence[LookupChange] = ()) -> catalogue.Lookups:
    """The tables as they stand, or as they would stand after changes; refuses what the tables cannot hold."""
    rows = {(table, key): value for table, key, value in Lookup.objects.values_list("table", "key", "value")}
    for change in changes:
        rows[change.table, change.key] = change.value
        if not change.value:
            del rows[change.table, change.key]
    groups = {key: value for (table, key), value in rows.items() if table == LookupTable.COUNTRY_GROUP}
    classes = ((key, value) for (table, key), value in rows.items() if table == LookupTable.PUBLISHER_CLASS)
    return catalogue.Lookups(groups, tuple(classes))


def effective(changes: Sequence[LookupChange]) -> tuple[LookupChange, ...]:
    """Of the changes those that change something, the last one to each line; refuses what is no line, or nothing."""
    rows = {(table, key): value for table, key, value in Lookup.objects.values_list("table", "key", "value")}
    last = {(change.table, change.key): change for change in changes}
    for (table, key), change in last.items():
        if not change.value and (table, key) not in rows:
            raise NotFound(what="line of the lookup tables", which=key)
    found = tuple(change for place, change in last.items() if rows.get(place, "") != change.value)
    if not found:
        raise NothingChanges()
    lookups(found)
    return found


@transaction.atomic
def change_lookups(*, changes: Sequence[LookupChange], by: Person, at: datetime) -> None:
    """Keeps changes of the tables, all of them or none; each has its journal entry."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    for change in effective(changes):
        line = Lookup.objects.filter(table=change.table, key=change.key)
        before = line.values_list("value", flat=True).first()
        facts: dict[str, Json] = {"key": change.key, "value": change.value, "before": before or ""}
        if change.value:
            defaults = {"value": change.value, "set_by": by, "set_at": at}
            Lookup.objects.update_or_create(table=change.table, key=change.key, defaults=defaults)
        else:
            line.delete()
        act = "lookup.set" if change.value else "lookup.taken off"
        journal.record(act=act, thing=("lookup", change.table), by=by, at=at, facts=facts)


def set_lookup(*, table: str, key: str, value: str, by: Person, at: datetime) -> None:
    """Says what a country code or a publisher's name means; saying what it means already changes nothing."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    change = LookupChange(table, key, value)
    if not value:
        raise NoMeaning(key=key)
    if not Lookup.objects.filter(table=table, key=key, value=value).exists():
        change_lookups(changes=[change], by=by, at=at)
