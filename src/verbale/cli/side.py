"""The option that says of which side something is."""

from __future__ import annotations

import click

from verbale.domain.spine import party
from verbale.records.party import Party

SIDE = click.option(
    "--side", type=click.Choice(["ours", "theirs"]), default="ours", show_default=True, help="Of which side."
)


def side_of(side: str, partner: Party) -> str:
    """The code of the side: ours, or the partner's."""
    return party.us().code if side == "ours" else partner.code
