"""`verbale catalogue lookup`: facts that no record carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from verbale.cli.group import Group
from verbale.cli.output import as_json, laid_out, progress, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle.lookup import LookupChange, change_lookups, set_lookup
from verbale.domain.cycle.what_if import what_if
from verbale.domain.spine.office import day_of
from verbale.records.holding import Lookup, LookupTable


@click.group(cls=Group)
def lookup() -> None:
    """What country codes and publishers' names mean."""


@lookup.command(name="set", example="verbale catalogue lookup set 'publisher class' '*university*' university")
@click.argument("table", type=click.Choice(LookupTable.values))
@click.argument("key")
@click.argument("value")
@signed_in
def set_(me: SignedIn, table: str, key: str, value: str) -> None:
    """Says what KEY means; * in a publisher's name stands for anything. It counts at once, for every edition.

    See first what it would release or withhold: verbale catalogue lookup what-if TABLE KEY VALUE
    """
    set_lookup(table=table, key=key, value=value, by=me.person, at=me.at)
    say({"table": table, "key": key, "value": value}, f"{table}: “{key}” means {value}.")


@lookup.command(example="verbale catalogue lookup remove 'publisher class' '*university*'")
@click.argument("table", type=click.Choice(LookupTable.values))
@click.argument("key")
@signed_in
def remove(me: SignedIn, table: str, key: str) -> None:
    """Takes a line off its table; what it told is unknown from now on."""
    change_lookups(changes=[LookupChange(table, key)], by=me.person, at=me.at)
    say({"table": table, "key": key}, f"{table}: “{key}” is taken off.")


@lookup.command("what-if", example="verbale catalogue lookup what-if 'publisher class' 'Meridian *' other --json")
@click.argument("table", type=click.Choice(LookupTable.values))
@click.argument("key")
@click.argument("value", default="")
@signed_in
def what_if_(me: SignedIn, table: str, key: str, value: str) -> None:
    """Shows what a line would release or withhold for each partner; without VALUE, taking it off. Nothing is kept.

    \b
    Open a sample: verbale catalogue show EDITION --record NUMBER
    With --json: {"affected": 2, "records": 9, "partners": [{"partner": "FI", "policy": …, "released": 2,
    "withheld": 0, "otherwise": 0, "samples": {"released": [{"edition": …, "number": 3, "title": …}], …}}]}
    """
    told = what_if(changes=[LookupChange(table, key, value)], day=day_of(me.at), progress=progress("records"))
    names = ("partner", "policy", "released", "withheld", "otherwise")
    rows = [{name: one[name] for name in names} for one in told["partners"]]
    head = f"{told['affected']:,} of {told['records']:,} records would have another origin or class of publisher."
    say(told, head, *laid_out(rows), *_samples(told["partners"]))


def _samples(partners: Sequence[Mapping[str, Any]]) -> list[str]:
    """The samples with edition and number, once for all partners that have the same ones under the same policy."""
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for one in partners:
        alike.setdefault(as_json([one["policy"], one["samples"]]), []).append(one)
    return [
        f"{', '.join(one['partner'] for one in same)}, {happens}: {each['title']} "
        f"(edition {each['edition']}, record {each['number']})"
        for same in alike.values() for happens, some in same[0]["samples"].items() for each in some
    ]  # fmt: skip


@lookup.command(name="list", example="verbale catalogue lookup list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists the tables."""
    rows = seen(Lookup, me).select_related("set_by")
    say([{"table": row.table, "key": row.key, "value": row.value, "set_by": row.set_by.handle} for row in rows])
