"""`verbale catalogue quality`: how complete the records of an edition are."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import descent, quality
from verbale.domain.spine.office import day_of
from verbale.engines.catalogue import FactShare, GroupQuality


@click.command("quality", cls=Command, example="verbale catalogue quality 7zq0… --json")
@click.argument("edition", required=False)
@signed_in
def quality_(me: SignedIn, edition: str | None) -> None:
    """Shows what share of the records has each fact, the worst gaps first; without EDITION, the newest of each source.

    What rulebooks in use ask for comes first and is marked. Also by scheme and by decade of publication.

    \b
    With --json a list: [{"edition": …, "records": 9, "facts": [{"fact": "origin", "have": 7, "asked_by": […],
    "lacking": [{"number": 3, "title": …}]}], "schemes": […], "decades": […]}]
    """
    chosen = [named.edition(me, edition)] if edition else descent.newest()
    found = [quality.measure(one, day=day_of(me.at)) for one in chosen]
    lines = [line for one in found for line in _told(one)] or ["No edition yet."]
    say([one.as_json() for one in found], *lines)


def _told(found: quality.Measured) -> list[str]:
    facts = [
        {"fact": one.fact.replace("_", " "), "share": _percent(one.share), "have": f"{one.share.have:,}",
         "asked for by": ", ".join(found.asked_by.get(one.fact, ())),
         "without it": ", ".join(str(number) for number, _ in one.lacking)}
        for one in found.facts
    ]  # fmt: skip
    head = f"{found.edition.name}: {found.quality.records:,} records"
    groups = [*map(_group, found.quality.schemes), *map(_group, found.quality.decades)]
    return [head, *laid_out(facts), "", *laid_out(groups), ""]


def _group(group: GroupQuality) -> dict[str, Any]:
    name = "no year" if group.name is None else f"{group.name}s" if isinstance(group.name, int) else group.name
    shares = {fact.replace("_", " "): _percent(share) for fact, share in group.shares.items()}
    return {"group": name or "no MARC", "records": f"{group.records:,}", **shares}


def _percent(share: FactShare) -> str:
    return f"{share.percent} %"
