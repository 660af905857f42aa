"""`verbale catalogue duplicates`: records of an edition that may be of one work."""

from __future__ import annotations

from dataclasses import asdict

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import descent
from verbale.engines.catalogue import DUPLICATE_REASONS, count_duplicates, read_duplicates


@click.command("duplicates", cls=Command, example="verbale catalogue duplicates 7zq0… --reason isbn --json")
@click.argument("edition")
@click.option("--reason", type=click.Choice(DUPLICATE_REASONS), help="Only groups that share this.")
@click.option("--limit", type=click.IntRange(1, 1000), default=25, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@signed_in
def duplicates_(me: SignedIn, edition: str, reason: str | None, limit: int, offset: int) -> None:
    """Lists groups of records that share an ISBN, an ISSN and the year, an agency's number, or title, name and year.

    They are linked for a person to look at, and never merged.

    \b
    With --json: {"groups": {"isbn": 3}, "found": [{"reason": "isbn", "key": …, "size": 2, "records": [[0, …], …]}]}
    """
    opened = descent.opened(named.edition(me, edition))
    counts = count_duplicates(opened)
    found = [asdict(one) for one in read_duplicates(opened, reason, limit=limit, offset=offset)]
    rows = [
        {"reason": one["reason"], "shared": one["key"], "records": one["size"], "number": number, "title": title}
        for one in found
        for number, title in one["records"]
    ]
    head = ", ".join(f"{name}: {count:,}" for name, count in counts.items()) or "No group."
    say({"groups": counts, "found": found}, head, *laid_out(rows))
