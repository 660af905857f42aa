"""`verbale body`: institutes, cities and provinces of both sides, with capacities of their own (S105)."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import acting_body
from verbale.records.programme import ActingBody, BodyKind, ComplexBody

KINDS = click.Choice(BodyKind.values)


@click.group(cls=Group)
def body() -> None:
    """Who acts in programmes: institutes, enterprises, cities and provinces with their commissions and capacities."""


@body.command(name="list", example="verbale body list --what city")
@click.option("--what", type=KINDS)
@click.option("--party", "code", metavar="CODE", help="Of this side only.")
@signed_in
def list_(me: SignedIn, what: str | None, code: str | None) -> None:
    """Lists bodies of both sides."""
    rows = seen(ActingBody, me).select_related("side", "under")
    rows = rows.filter(what=what) if what else rows
    rows = rows.filter(side=named.party(me, code)) if code else rows
    say([_told(row) for row in rows], columns=("id", "side", "name", "what", "under", "capacities"))


@body.command(example="verbale body show 'City of Example'")
@click.argument("body")
@signed_in
def show(me: SignedIn, body: str) -> None:
    """Shows a body: what it can do by itself, what it directs, and the complexes it works in."""
    one = named.body(me, body)
    complexes = seen(ComplexBody, me).filter(body=one).select_related("complex__programme")
    say(
        {
            **_told(one),
            "directs": list(seen(ActingBody, me).filter(under=one).values_list("name", flat=True)),
            "complexes": [
                {"programme": row.complex.programme.title(), "number": row.complex.number, "title": row.complex.title()}
                for row in complexes
            ],
        }
    )


@body.command(example="verbale body name FI-NHI 'Commission of the City' --what 'city commission' --under 'The City'")
@click.argument("party")
@click.argument("name")
@click.option("--what", type=KINDS, required=True)
@click.option("--under", metavar="BODY", help="The city, province or ministry that directs it.")
@click.option("--capacities", default="", help="What it can do or decide by itself.")
@signed_in
def name(me: SignedIn, party: str, name: str, what: str, under: str | None, capacities: str) -> None:
    """Names a body of a side."""
    made = acting_body.name_body(
        side=named.party(me, party), name=name, what=what, under=named.body(me, under) if under else None,
        capacities=capacities, by=me.person, at=me.at,
    )  # fmt: skip
    say(_told(made), f"{made.name} is named. {made.pk}")


@body.command(example="verbale body describe 'The City' --what city --capacities 'Contracts up to 100,000 roubles.'")
@click.argument("body")
@click.option("--what", type=KINDS, help="Else as it was.")
@click.option("--under", metavar="BODY", help="Else as it was; “-” for nobody.")
@click.option("--capacities", help="Else as they were.")
@signed_in
def describe(me: SignedIn, body: str, what: str | None, under: str | None, capacities: str | None) -> None:
    """Says anew what a body is, who directs it, and what it can do by itself."""
    one = named.body(me, body)
    above = one.under if under is None else None if under == "-" else named.body(me, under)
    made = acting_body.describe(
        body=one, what=what or one.what, under=above,
        capacities=one.capacities if capacities is None else capacities, by=me.person, at=me.at,
    )  # fmt: skip
    say(_told(made), f"{made.name} is described anew.")


def _told(one: ActingBody) -> dict[str, Any]:
    return {
        "id": one.pk, "side": one.side.code, "name": one.name, "what": one.what,
        "under": one.under.name if one.under else None, "capacities": one.capacities,
    }  # fmt: skip
