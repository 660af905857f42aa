"""`verbale catalogue remarks`: what was odd in the records of an edition that are used all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import descent
from verbale.engines.catalogue import KINDS_OF_REMARK, RemarkCount, count_remarks, read_remarks


@click.command("remarks", cls=Command, example="verbale catalogue remarks 7zq0… --kind encoding --json")
@click.argument("edition")
@click.option("--kind", type=click.Choice(list(KINDS_OF_REMARK)), help="Only remarks of this kind.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@signed_in
def remarks_(me: SignedIn, edition: str, kind: str | None, limit: int, offset: int) -> None:
    """Lists what was odd in records that are used all the same: number of the record, title, remark.

    \b
    With --json: {"remarks": {"encoding": 18}, "found": [{"number": 3, "title": …, "kind": "encoding", "remark": …}]}
    """
    opened = descent.opened(named.edition(me, edition))
    counts = count_remarks(opened)
    found = [asdict(one) for one in read_remarks(opened, kind, limit=limit, offset=offset)]
    say({"remarks": records_by_kind(counts), "found": found}, told_remarks(counts) or "No remark.", *laid_out(found))


def records_by_kind(counts: Mapping[str, RemarkCount]) -> dict[str, int]:
    """How many records have remarks of each kind."""
    return {kind: count.records for kind, count in counts.items()}


def told_remarks(counts: Mapping[str, RemarkCount]) -> str:
    """The same as one line; empty if there are none."""
    return "; ".join(f"{records(count.records)}: {KINDS_OF_REMARK[kind]}" for kind, count in counts.items())


def records(number: int) -> str:
    """How many records, in words: "1 record", "3,000 records"."""
    return f"{number:,} record{'' if number == 1 else 's'}"
