"""`verbale catalogue review`: what a rulebook makes of our editions for a partner, without publishing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.options import read_file
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import descent, offer_review
from verbale.domain.cycle.review import of_rulebook, of_version
from verbale.domain.spine import policy
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.records.holding import Offer
from verbale.records.person import Role

GROUPS = ("outcome", "rule", "records", "samples")
MOVES = ("before", "after", "records", "samples")


class OneReview(WrongUse):
    """A review is one that was kept (--offer), or one for a partner (--partner) by its policy, another version
    (--version) or a rulebook (--rulebook). Name one of these."""


@click.command(cls=Command, example="verbale catalogue review --partner FI --rulebook next.dmn --json")
@click.option("--offer", metavar="ID", help="The review that was kept with a published catalogue.")
@click.option("--partner", metavar="CODE", help="The partner to review for; nothing is published.")
@click.option("--edition", "editions", multiple=True, help="May be repeated; else the newest of each source.")
@click.option("--version", metavar="CODE/NUMBER", help="Another version than that in force for the partner.")
@click.option("--rulebook", metavar="FILE", help="A rulebook that is no version yet.")
@signed_in
def review(
    me: SignedIn, offer: str | None, partner: str | None, editions: tuple[str, ...], version: str | None,
    rulebook: str | None,
) -> None:  # fmt: skip
    """Tells how many records have which outcome, under which rule and in which collection, with samples.

    Beside the partner's newest catalogue also what moved, by new editions and lookup tables on the one hand, by the
    rules on the other. These numbers stay inside.

    \b
    With --json: {"reviewed": 3, "by_outcome": {"supply": 2, …}, "groups": […], "shares": […], "against": …,
                  "moves": {"edition": […], "policy": […]}}
    """
    check_role(me.person, Role.DESK, Role.AUDITOR)
    if (offer is None) == (partner is None) or (version and rulebook) or (offer and (version or rulebook or editions)):
        raise OneReview()
    if offer is not None:
        told = offer_review.kept(named.one(Offer, seen(Offer, me), "published catalogue", offer))
    else:
        told = _dry_run(me, str(partner), editions, version, rulebook)
    moved = [each for moves in told["moves"].values() for each in moves if each["before"] != each["after"]]
    say(
        told,
        f"{told['reviewed']:,} records",
        *laid_out(_shown(told["groups"]), GROUPS),
        *laid_out(_shown(moved), MOVES),
    )


def _dry_run(
    me: SignedIn, partner: str, editions: tuple[str, ...], version: str | None, rulebook: str | None
) -> dict[str, Any]:
    whom = named.partner(me, partner)
    chosen = [named.edition(me, one) for one in editions] or descent.newest()
    if rulebook is not None:
        book = of_rulebook(read_file(rulebook), Path(rulebook).name, whom)
        return offer_review.dry_run(partner=whom, editions=chosen, book=book).as_json()
    used = named.version(me, version) if version else policy.in_use(partner=whom, day=day_of(me.at))[1]
    book = of_version(used, whom)
    return offer_review.dry_run(partner=whom, editions=chosen, book=book, version=used).as_json()


def _shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "samples": " · ".join(row["samples"])} for row in rows]
