"""`verbale erasure`: what was erased and asked for. Rules, acts and requests stand in modules of their own."""

from __future__ import annotations

import json
import sys

import click

from verbale.cli import erasure_acts, erasure_asked, erasure_told, retention
from verbale.cli.group import Group
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine.person import check_role
from verbale.journeys import erasure_list
from verbale.records.erasure import Erasure, ErasureAsked
from verbale.records.person import Role


@click.group(cls=Group)
def erasure() -> None:
    """Retention rules and erasure. Two people erase; what a partner holds can only be asked for."""


for _command in (*retention.COMMANDS, *erasure_acts.COMMANDS, *erasure_asked.COMMANDS):
    erasure.add_command(_command)


@erasure.command(name="list", example="verbale erasure list --hashes > erased.json")
@click.option("--hashes", is_flag=True, help="The list that verbale restore --erase-again takes; keep it elsewhere.")
@signed_in
def list_(me: SignedIn, hashes: bool) -> None:
    """Lists erasures, and what partners were asked and asked us to erase."""
    if hashes:
        check_role(me.person, Role.ADMINISTRATOR)
        sys.stdout.write(json.dumps(erasure_list.listed(at=me.at), ensure_ascii=False, indent=1) + "\n")
        return
    made = [erasure_told.told(row) for row in seen(Erasure, me).select_related("rule", "proposed_by", "confirmed_by")]
    asked = [erasure_told.request(row) for row in seen(ErasureAsked, me).select_related("partner")]
    columns = ("id", "state", "ground", "proposed", "proposed_by", "confirmed_by")
    say(
        {"erasures": made, "asked": asked},
        "Erasures:", *(f"  {line}" for line in laid_out(made, columns) or ["none"]),
        "Asked:", *(f"  {line}" for line in laid_out(asked, ("id", "side", "partner", "due", "answered")) or ["none"]),
    )  # fmt: skip


@erasure.command(example="verbale erasure show 7zq0…")
@click.argument("identifier")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows an erasure with its things, or a request with its files and their answers."""
    made = seen(Erasure, me).filter(pk=identifier).select_related("rule", "proposed_by", "confirmed_by").first()
    if made is not None:
        say(erasure_told.whole(me, made))
    else:
        say(erasure_told.whole_request(me, erasure_told.request_named(me, identifier)))
