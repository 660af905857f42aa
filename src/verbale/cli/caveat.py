"""`verbale caveat`: the markings that rulebooks may demand."""

from __future__ import annotations

import click

from verbale.cli.group import Group
from verbale.cli.options import texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import marking
from verbale.records.marking import Caveat, ReceivedMark


@click.group(cls=Group)
def caveat() -> None:
    """Markings: their words in each language, and what they bind a receiver to."""


@caveat.command(
    example="verbale caveat define 'for reference only' --text 'en=FOR REFERENCE ONLY' --text zh=仅供参考 --bars-onward"
)
@click.argument("code")
@click.option("--text", "given", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--bars-onward/--lets-onward", default=True, show_default=True, help="Whether it bars onward release.")
@signed_in
def define(me: SignedIn, code: str, given: tuple[str, ...], bars_onward: bool) -> None:
    """Defines a caveat; defining it again changes its words."""
    made = marking.define(code=code, texts=texts(given), bars_onward_release=bars_onward, by=me.person, at=me.at)
    say(_told(made), f"“{made.code}” is defined.")


@caveat.command(name="list", example="verbale caveat list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists caveats."""
    say([_told(row) for row in seen(Caveat, me)])


@caveat.command(example="verbale caveat received")
@signed_in
def received(me: SignedIn) -> None:
    """Lists the marks on what partners sent; they bind our own releases."""
    rows = seen(ReceivedMark, me).select_related("party")
    say(
        [
            {
                "partner": row.party.code, "caveat": row.caveat, "text": row.text, "sha256": row.file_id,
                "bars_onward_release": row.bars_onward_release, "received": row.received_at,
            }
            for row in rows
        ]
    )  # fmt: skip


def _told(one: Caveat) -> dict[str, object]:
    return {"code": one.code, "texts": one.texts, "bars_onward_release": one.bars_onward_release}
