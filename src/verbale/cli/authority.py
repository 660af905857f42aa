"""`verbale authority`: offices that a rule may ask to approve, and who holds them."""

from __future__ import annotations

from datetime import date

import click

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.options import DAY, texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import authority as authorities
from verbale.records.person import Authority, AuthorityHeld


@click.group(cls=Group)
def authority() -> None:
    """Authorities, held from a day to a day, with deputies. Two people grant one: one proposes, another confirms."""


@authority.command(example="verbale authority define committee --title 'en=The committee' --title zh=委员会")
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@signed_in
def define(me: SignedIn, code: str, titles: tuple[str, ...]) -> None:
    """Names an authority by the code that rulebooks use."""
    made = authorities.define(code=code, titles=texts(titles), by=me.person, at=me.at)
    say({"code": made.code, "titles": made.titles}, f"{made.code} is defined.")


@authority.command(example="verbale authority propose committee mika --from 2026-12-01 --until 2027-11-30")
@click.argument("code")
@click.argument("handle")
@click.option("--from", "since", type=DAY, required=True)
@click.option("--until", type=DAY, help="Its last day; else until it is ended.")
@click.option("--deputy-for", metavar="ID", help="The holding they stand in for: see verbale authority list.")
@signed_in
def propose(me: SignedIn, code: str, handle: str, since: date, until: date | None, deputy_for: str | None) -> None:
    """Proposes that a person holds an authority; it counts once another administrator confirms it."""
    made = authorities.propose(
        person=named.person(me, handle), authority=named.authority(me, code), since=since, until=until, by=me.person,
        at=me.at, deputy_for=named.held(me, deputy_for) if deputy_for else None,
    )  # fmt: skip
    say(told.held(made), f"Proposed; another administrator confirms with: verbale authority confirm {made.pk}")


@authority.command(example="verbale authority confirm 7zq0…")
@click.argument("identifier")
@signed_in
def confirm(me: SignedIn, identifier: str) -> None:
    """Confirms what another administrator proposed."""
    one = named.held(me, identifier)
    authorities.confirm(held=one, by=me.person, at=me.at)
    say({"id": one.pk, "confirmed_by": me.person.handle}, f"{one.person.name} holds {one.authority.code}.")


@authority.command(example="verbale authority end 7zq0… --on 2026-12-31")
@click.argument("identifier")
@click.option("--on", "day", type=DAY, required=True, help="Its last day.")
@signed_in
def end(me: SignedIn, identifier: str, day: date) -> None:
    """Lets a holding end on a day."""
    one = named.held(me, identifier)
    authorities.end(held=one, on=day, by=me.person, at=me.at)
    say({"id": one.pk, "until": day}, f"{one.person.name} holds {one.authority.code} until {day}.")


@authority.command(name="list", example="verbale authority list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists authorities and who holds them or is proposed."""
    rows = seen(AuthorityHeld, me).select_related("person", "proposed_by", "confirmed_by")
    data = [
        {
            "code": one.code, "titles": one.titles,
            "held": [told.held(row) for row in rows.filter(authority=one).select_related("authority")],
        }
        for one in seen(Authority, me)
    ]  # fmt: skip
    lines = []
    for one in data:
        lines.append(f"{one['code']}: {', '.join(one['titles'].values())}")
        lines += [f"  {_holding(row)}" for row in one["held"]]
    say(data, *(lines or ["None."]))


def _holding(row: told.Told) -> str:
    state = f"confirmed by {row['confirmed_by']}" if row["confirmed_by"] else "not confirmed"
    deputy = f", deputy for {row['deputy_for']}" if row["deputy_for"] else ""
    return f"{row['id']}  {row['person']} from {row['since']} until {row['until'] or 'ended'}{deputy}, {state}"
