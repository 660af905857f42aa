"""`verbale programme`: long-term programmes, their conditions, sectors and complexes (S79, S80)."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.options import WRITTEN
from verbale.cli.options import texts as by_language
from verbale.cli.output import say
from verbale.cli.programme_complex import added, bring_in, complex_
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import programme as programmes
from verbale.domain.cycle.programme_content import Condition, Signatory, Term
from verbale.domain.spine.text_record import revision_of
from verbale.kernel.errors import WrongUse
from verbale.records.programme import Programme

_PARTS = 3
"""Side, name and office of a signatory."""


class NotASignatory(WrongUse):
    """“{text}” names no signatory. Write: SIDE; NAME; OFFICE — the office may be left out."""


@click.group(cls=Group)
def programme() -> None:
    """Programmes under an agreement: signatories, conditions, sectors, numbered complexes, and how far each is."""


programme.add_command(complex_)
programme.add_command(added)
programme.add_command(bring_in)


@programme.command(
    example="verbale programme record FI-NHI --title 'en=Complex programme to 1990' --agreement 'Agreement of 1986' "
    "--signatory 'OURS; A. Laine; Minister' --years 15 --begins 1986 --ends 1990 --supplement-by ../1987-12-31 "
    "--own-supplement-by 1987-11"
)
@click.argument("partner")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--text", metavar="TEXT", help="The programme as a text agreed here; else it stands on paper.")
@click.option("--agreement", metavar="INSTRUMENT", help="The agreement on paper that it stands under.")
@click.option("--agreement-text", metavar="TEXT", help="Or the agreement as a text agreed here.")
@click.option("--signatory", "signatories", multiple=True, metavar="'SIDE; NAME; OFFICE'", help="May be repeated.")
@click.option("--years", type=click.IntRange(min=1), help="Years of the agreement.")
@click.option("--begins", type=WRITTEN, default="")
@click.option("--ends", type=WRITTEN, default="")
@click.option("--supplement-by", type=WRITTEN, default="", help="To be supplemented by, as agreed: ../1987-12-31")
@click.option("--own-supplement-by", type=WRITTEN, default="", help="Our own date for it; the partner sees it not.")
@signed_in
def record(
    me: SignedIn, partner: str, titles: tuple[str, ...], text: str | None, agreement: str | None,
    agreement_text: str | None, signatories: tuple[str, ...], **dates: Any,
) -> None:  # fmt: skip
    """Records a programme, on paper or agreed here, under its agreement."""
    made = programmes.record(
        partner=named.partner(me, partner), titles=by_language(titles), text=named.text(me, text) if text else None,
        agreement=named.instrument(me, agreement) if agreement else None,
        agreement_text=named.text(me, agreement_text) if agreement_text else None,
        signatories=tuple(_signatory(one) for one in signatories), by=me.person, at=me.at, **dates,
    )  # fmt: skip
    say(_told(made), f"Recorded: {made.title()}. {made.pk}")


@programme.command(name="list", example="verbale programme list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists programmes."""
    rows = seen(Programme, me).select_related("partner", "agreement", "agreement_text")
    say([_told(row) for row in rows], columns=("id", "partner", "title", "begins", "ends", "supplement_by"))


@programme.command(example="verbale programme show 7zq0…")
@click.argument("programme")
@signed_in
def show(me: SignedIn, programme: str) -> None:
    """Shows a programme: its agreement and signatories, its conditions, and how far each complex is, by sector."""
    one = named.programme(me, programme)
    sectors: dict[str, list[dict[str, Any]]] = {}
    for each in programmes.progress(programme=one, viewer=me.person):
        line = {
            "number": each.complex.number, "title": each.complex.title(), "commitments": each.commitments,
            "states": dict(each.states), "supplemented_on": each.complex.supplemented_on,
        }  # fmt: skip
        sectors.setdefault(each.complex.sector, []).append(line)
    say({**_told(one), "conditions": _conditions(one), "sectors": sectors})


@programme.command(example="verbale programme supplement 7zq0… --agreed ../1987-12-31 --own 1987-11")
@click.argument("programme")
@click.option("--agreed", type=WRITTEN, default="", help="The date agreed with the partner.")
@click.option("--own", type=WRITTEN, default="", help="Our own date beside it; the partner does not see it.")
@signed_in
def supplement(me: SignedIn, programme: str, agreed: str, own: str) -> None:
    """Sets by when the programme is to be supplemented: the agreed date, and our own (S103)."""
    one = named.programme(me, programme)
    made = programmes.date_supplement(programme=one, agreed=agreed, own=own, by=me.person, at=me.at)
    say(_told(made), f"To be supplemented: {made.supplement_by or 'no date'}; our own date: {made.own_supplement_by}")


@programme.command(
    example="verbale programme conditions 7zq0… --transfer 'By contract, for value.' --general 'Each side pays.'"
)
@click.argument("programme")
@click.option("--transfer", multiple=True, metavar="TEXT", help="A principle of transfer; may be repeated.")
@click.option("--general", multiple=True, metavar="TEXT", help="A general condition; may be repeated.")
@signed_in
def conditions(me: SignedIn, programme: str, transfer: tuple[str, ...], general: tuple[str, ...]) -> None:
    """Writes down all principles of transfer and general conditions of a programme on paper, anew (S80)."""
    held = [Condition(Term.TRANSFER, one) for one in transfer] + [Condition(Term.GENERAL, one) for one in general]
    one = named.programme(me, programme)
    made = programmes.hold_conditions(programme=one, conditions=held, by=me.person, at=me.at)
    say({**_told(made), "conditions": _conditions(made)}, f"{len(held)} principles and conditions are written down.")


def _conditions(one: Programme) -> dict[str, list[Any]]:
    """What the articles of its text in force say, by language; of a programme on paper, what was written down."""
    if one.text is None:
        return {what: [held["text"] for held in one.conditions if held["what"] == what] for what in Term}
    if not one.text.in_force:
        return {}
    revision = revision_of(one.text, one.text.in_force)
    return {what: [dict(article.text) for article in revision.with_role(what)] for what in Term}


def _signatory(text: str) -> Signatory:
    parts = [part.strip() for part in text.split(";", _PARTS - 1)]
    if len(parts) < _PARTS - 1:
        raise NotASignatory(text=text)
    return Signatory(*parts)


def _told(one: Programme) -> dict[str, Any]:
    under = one.agreement.title if one.agreement else one.agreement_text.title() if one.agreement_text else ""
    return {
        "id": one.pk, "partner": one.partner.code, "title": one.title(), "titles": one.titles, "text": one.text_id,
        "under": under, "years": one.years, "signatories": one.signatories, "begins": one.begins, "ends": one.ends,
        "supplement_by": one.supplement_by, "own_supplement_by": one.own_supplement_by,
    }  # fmt: skip
