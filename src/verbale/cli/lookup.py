"""`verbale catalogue lookup`: facts that no record carries."""

from __future__ import annotations

import click

from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle.lookup import set_lookup
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
    """Says what KEY means; * in a publisher's name stands for anything. Counts from the next import on."""
    set_lookup(table=table, key=key, value=value, by=me.person, at=me.at)
    say({"table": table, "key": key, "value": value}, f"{table}: “{key}” means {value}.")


@lookup.command(name="list", example="verbale catalogue lookup list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists the tables."""
    rows = seen(Lookup, me).select_related("set_by")
    say([{"table": row.table, "key": row.key, "value": row.value, "set_by": row.set_by.handle} for row in rows])
