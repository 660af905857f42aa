"""`verbale catalogue changes`: what an edition changed in the one it follows."""

from __future__ import annotations

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import descent
from verbale.engines.catalogue import KINDS_OF_CHANGE, read_changes
from verbale.kernel.errors import NotFound
from verbale.records.holding import Edition

COLUMNS = ("change", "title", "old", "new", "columns")


@click.command(cls=Command, example="verbale catalogue changes 7zq0… --kind withdrawn --json")
@click.argument("edition")
@click.option("--kind", type=click.Choice(KINDS_OF_CHANGE), help="Only these; else all, the withdrawn ones first.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@signed_in
def changes(me: SignedIn, edition: str, kind: str | None, limit: int, offset: int) -> None:
    """Lists the records that an edition added, changed (in which columns) and withdrew.

    OLD and NEW are the numbers of a record in the edition before and in this one.

    \b
    With --json: {"follows": …, "added": 1, "changed": 0, "withdrawn": 2, "changes": [{"change": "withdrawn", …}]}
    """
    one = named.edition(me, edition)
    if one.follows is None:
        raise NotFound(what="edition before", which=one.name)
    found = read_changes(descent.opened(one), kind, limit=limit, offset=offset)
    rows = [
        {"change": each.change, "title": each.title, "old": each.old, "new": each.new, "columns": list(each.columns),
         "identity": each.identity}
        for each in found
    ]  # fmt: skip
    counted = {"added": one.added, "changed": one.changed, "withdrawn": one.withdrawn}
    say({"follows": one.follows_id, **counted, "changes": rows}, told_changes(one), *laid_out(rows, COLUMNS))


def told_changes(edition: Edition) -> str:
    """The counts in one line."""
    before = edition.follows.name if edition.follows else ""
    return (
        f"Beside {before}: {edition.added:,} added, {edition.changed:,} changed, {edition.withdrawn:,} withdrawn; "
        f"{edition.following}."
    )
