"""`verbale programme complex`: a complex of a programme, who works in it, direct relations by contract (S104)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command, Group
from verbale.cli.options import DAY, read_file
from verbale.cli.options import texts as by_language
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import direct_relation
from verbale.domain.cycle import programme as programmes
from verbale.records.commitment import Commitment
from verbale.records.programme import Complex, ComplexBody, DirectRelation


@click.command(
    name="add",
    cls=Command,
    example="verbale programme add 7zq0… 7 'Optics' --title 'en=Lasers' --supplement 1987-11-20",
)
@click.argument("programme")
@click.argument("number", type=click.IntRange(min=1))
@click.argument("sector")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--supplement", type=DAY, help="The day of the supplement that added it.")
@signed_in
def added(
    me: SignedIn, programme: str, number: int, sector: str, titles: tuple[str, ...], supplement: date | None
) -> None:
    """Adds one complex."""
    made = programmes.add_complex(
        programme=named.programme(me, programme), number=number, sector=sector, titles=by_language(titles),
        supplemented_on=supplement, by=me.person, at=me.at,
    )  # fmt: skip
    say(_told(made), f"Complex {made.number} is added. {made.pk}")


@click.command(
    name="import", cls=Command, example="verbale programme import 7zq0… complexes.csv --supplement 1987-11-20"
)
@click.argument("programme")
@click.argument("file")
@click.option("--supplement", type=DAY, help="The day of the supplement that added them.")
@signed_in
def bring_in(me: SignedIn, programme: str, file: str, supplement: date | None) -> None:
    """Adds the complexes of a list, all or none: CSV with number, sector, title, ours, theirs; or JSON."""
    made = programmes.import_complexes(
        programme=named.programme(me, programme), data=read_file(file), name=Path(file).name,
        supplemented_on=supplement, by=me.person, at=me.at,
    )  # fmt: skip
    say([_told(one) for one in made], f"{len(made)} complexes are added.")


@click.group(name="complex", cls=Group)
def complex_() -> None:
    """One complex, as PROGRAMME/NUMBER: who works in it, direct relations, commitments."""


@complex_.command(example="verbale programme complex show 7zq0…/7")
@click.argument("complex_", metavar="COMPLEX")
@signed_in
def show(me: SignedIn, complex_: str) -> None:
    """Shows a complex: bodies of both sides, direct relations with their contracts, commitments."""
    one = named.complex_of(me, complex_)
    bodies = seen(ComplexBody, me).filter(complex=one).select_related("body__side")
    relations = seen(DirectRelation, me).filter(complex=one).select_related("ours", "theirs", "contract")
    commitments = seen(Commitment, me).filter(sector_complex=one)
    say(
        {
            **_told(one),
            "bodies": [{"side": row.body.side.code, "name": row.body.name, "what": row.body.what} for row in bodies],
            "relations": [_relation(row) for row in relations],
            "commitments": [
                {"id": row.pk, "number": row.number, "state": row.state, "due": row.due, "text": row.text}
                for row in commitments
            ],
        }
    )


@complex_.command(example="verbale programme complex body 7zq0…/7 'Institute of Optics'")
@click.argument("complex_", metavar="COMPLEX")
@click.argument("body")
@signed_in
def body(me: SignedIn, complex_: str, body: str) -> None:
    """Says that a body, named with: verbale body name, works in a complex."""
    one, who = named.complex_of(me, complex_), named.body(me, body)
    programmes.work_in(sector_complex=one, body=who, by=me.person, at=me.at)
    say({**_told(one), "body": who.name}, f"{who.name} works in complex {one.number}.")


@complex_.command(
    example="verbale programme complex relate 7zq0…/7 --ours 'Institute of Optics' --theirs 'Optical Works' "
    "--contract 'Contract 7 of 1987' --since 1987-10"
)
@click.argument("complex_", metavar="COMPLEX")
@click.option("--ours", required=True, metavar="BODY")
@click.option("--theirs", required=True, metavar="BODY")
@click.option("--contract", metavar="INSTRUMENT", help="Leave it out while the contract is prepared.")
@click.option("--since", default="", metavar="EDTF")
@click.option("--until", default="", metavar="EDTF")
@signed_in
def relate(me: SignedIn, complex_: str, ours: str, theirs: str, contract: str | None, since: str, until: str) -> None:
    """Records a direct relation between a body of ours and one of theirs, by contract (S104)."""
    made = direct_relation.relate(
        sector_complex=named.complex_of(me, complex_), ours=named.body(me, ours), theirs=named.body(me, theirs),
        contract=named.instrument(me, contract) if contract else None, since=since, until=until, by=me.person,
        at=me.at,
    )  # fmt: skip
    say(_relation(made), f"{made.ours.name} and {made.theirs.name} work together. {made.pk}")


@complex_.command(example="verbale programme complex contract 9k2f… 'Contract 7 of 1987'")
@click.argument("relation")
@click.argument("instrument")
@signed_in
def contract(me: SignedIn, relation: str, instrument: str) -> None:
    """Names the contract of a direct relation, once it is signed."""
    rows = seen(DirectRelation, me).select_related("ours", "theirs")
    one = named.one(DirectRelation, rows, "direct relation", relation)
    made = direct_relation.contract(relation=one, contract=named.instrument(me, instrument), by=me.person, at=me.at)
    say(_relation(made), "The contract is named.")


def _relation(one: DirectRelation) -> dict[str, Any]:
    return {
        "id": one.pk, "ours": one.ours.name, "theirs": one.theirs.name,
        "contract": one.contract.title if one.contract else None, "since": one.since, "until": one.until,
    }  # fmt: skip


def _told(one: Complex) -> dict[str, Any]:
    return {
        "id": one.pk, "number": one.number, "sector": one.sector, "title": one.title(),
        "supplemented_on": one.supplemented_on,
    }  # fmt: skip
