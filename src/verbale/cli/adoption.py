"""`verbale adoption`: whether a government adopts a conclusion of minutes, by which paper, and who implements it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import adoption as adoptions
from verbale.domain.spine import party
from verbale.records.minutes import Adoption

Told = dict[str, Any]


@click.group(cls=Group)
def adoption() -> None:
    """Adoption of conclusions: each is a reference until a government adopts it and names who implements it. Ours is
    recorded here; the partner learns what we tell it.
    """


@adoption.command(name="list", example="verbale adoption list 2c9x4k")
@click.argument("minutes")
@signed_in
def list_(me: SignedIn, minutes: str) -> None:
    """Lists the conclusions of minutes with our stand, and what the partner told of its own."""
    about = named.text(me, minutes)
    rows = [_row(each) for each in adoptions.stands(about)]
    say(rows, *_lines(rows, about.partner.code))


def _row(stand: adoptions.Stand) -> Told:
    article = stand.article
    return {
        "article": article.identifier, "text": dict(article.text), "bound": article.facts.get(adoptions.BOUND),
        "ours": _told(stand.ours), "theirs": _told(stand.theirs),
    }  # fmt: skip


def _told(one: Adoption | None) -> Told | None:
    if one is None:
        return None
    return {
        "adopted": one.adopted, "agencies": one.agencies, "note": one.note, "recorded": one.recorded_at,
        "instrument": one.instrument.title if one.instrument else None, "told": one.told_at,
    }  # fmt: skip


def _lines(rows: Sequence[Told], partner: str) -> Iterator[str]:
    if not rows:
        yield "There is no conclusion that both sides agreed on."
    us = party.us().code
    for row in rows:
        first = next(iter(row["text"].values()), "")
        yield f"{row['article']}  {first}"
        for side, one in ((us, row["ours"]), (partner, row["theirs"])):
            yield f"    {side}: {_said(one)}"


def _said(one: Told | None) -> str:
    if one is None:
        return "not heard yet"
    by = f" by “{one['instrument']}”" if one["instrument"] else ""
    agencies = f"; {', '.join(one['agencies'])}" if one["agencies"] else ""
    told = "" if one["told"] else "; not told yet"
    return f"{'adopted' if one['adopted'] else 'not adopted'}{by}{agencies}{told}"


@adoption.command(
    example="verbale adoption record 2c9x4k 3 --instrument 7zq0… --agency 'Institute of Hydrology'\n"
    "verbale adoption record 2c9x4k 4 --not --note 'No funds'"
)
@click.argument("minutes")
@click.argument("article")
@click.option("--not", "declined", is_flag=True, help="Our government does not adopt it.")
@click.option("--instrument", help="The paper by which it is adopted.")
@click.option("--agency", "agencies", multiple=True, help="Who implements it; may be repeated.")
@click.option("--note", default="", help="For us; the partner does not see it.")
@signed_in
def record(
    me: SignedIn, minutes: str, article: str, declined: bool, instrument: str | None, agencies: tuple[str, ...],
    note: str,
) -> None:  # fmt: skip
    """Records that our government adopts a conclusion, or not. Recorded again, the last record counts."""
    row = adoptions.adopt(
        text=named.text(me, minutes), article=article, adopted=not declined, agencies=agencies, note=note,
        instrument=named.instrument(me, instrument) if instrument else None, by=me.person, at=me.at,
    )  # fmt: skip
    say({"article": article, **(_told(row) or {})})


@adoption.command(example="verbale adoption tell 2c9x4k 3 --agency 'Institute of Hydrology' --note 'From May on'")
@click.argument("minutes")
@click.argument("article")
@click.option("--agency", "agencies", multiple=True, help="Only these of the agencies recorded; may be repeated.")
@click.option("--no-agency", is_flag=True, help="None of the agencies recorded.")
@click.option("--note", default="", help="Goes to the partner; the note of our record does not.")
@signed_in
def tell(me: SignedIn, minutes: str, article: str, agencies: tuple[str, ...], no_agency: bool, note: str) -> None:
    """Tells the partner whether our government adopts a conclusion, in the next pouch."""
    ours = seen(Adoption, me).filter(text=named.text(me, minutes), article=article, side=party.us().code).first()
    if ours is None:
        raise adoptions.NotRecorded(article=article)
    some = () if no_agency else agencies or None
    row = adoptions.tell(adoption=ours, agencies=some, note=note, by=me.person, at=me.at)
    say({"article": article, **(_told(row) or {})})
