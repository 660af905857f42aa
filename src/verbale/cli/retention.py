"""`verbale erasure rules`, `rule`, `end-rule` and `due`: how long things are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.options import DAY, texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import retention
from verbale.domain.spine.person import check_role
from verbale.records.erasure import Event, RetentionRule
from verbale.records.person import Role


@click.command(cls=Command, example="verbale erasure rules")
@signed_in
def rules(me: SignedIn) -> None:
    """Lists the retention rules. What none of them names is kept."""
    data = [_rule(row) for row in seen(RetentionRule, me).select_related("authority")]
    say(data, columns=("code", "sorts", "counted_from", "days", "since", "until", "confirmed_by", "basis"))


def _rule(row: RetentionRule) -> dict[str, Any]:
    return {
        "id": row.pk, "code": row.code, "titles": row.titles, "sorts": row.sorts, "kinds": row.thing_kinds,
        "counted_from": row.event, "days": row.days, "basis": row.basis, "since": row.in_force_from,
        "until": row.in_force_until, "confirmed_by": row.authority.code if row.authority else "administrator",
    }  # fmt: skip


@click.command(
    cls=Command,
    example="verbale erasure rule received --title 'en=Papers received' --sort received --counted-from closed"
    " --days 3650 --basis 'Archive act, § 4' --from 2027-01-01",
)
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--sort", "sorts", multiple=True, required=True, type=click.Choice(sorted(retention.FITTING)))
@click.option(
    "--on", "kinds", multiple=True, metavar="KIND", help="Only documents on such things: orderline, needline."
)
@click.option("--counted-from", "event", required=True, type=click.Choice(Event.values))
@click.option("--days", type=int, required=True)
@click.option("--basis", required=True, help="The law or the decision that it rests on.")
@click.option("--from", "since", type=DAY, required=True)
@click.option("--until", type=DAY, help="Its last day.")
@click.option("--authority", metavar="CODE", help="Whose holder confirms; else another administrator.")
@signed_in
def rule(
    me: SignedIn, code: str, titles: tuple[str, ...], sorts: tuple[str, ...], kinds: tuple[str, ...], event: str,
    days: int, basis: str, since: date, until: date | None, authority: str | None,
) -> None:  # fmt: skip
    """Makes a retention rule. It is never altered: it is ended, and another one made."""
    made = retention.make(
        code=code, titles=texts(titles), sorts=sorts, thing_kinds=kinds, event=event, days=days, basis=basis,
        in_force_from=since, in_force_until=until, by=me.person, at=me.at,
        authority=named.authority(me, authority) if authority else None,
    )  # fmt: skip
    say(_rule(made), f"{made.code} is in force from {made.in_force_from}.")


@click.command(cls=Command, name="end-rule", example="verbale erasure end-rule received --on 2027-12-31")
@click.argument("code")
@click.option("--on", "day", type=DAY, required=True, help="Its last day.")
@signed_in
def end_rule(me: SignedIn, code: str, day: date) -> None:
    """Lets a rule end on a day."""
    found = the_rule(me, code)
    retention.end(rule=found, on=day, by=me.person, at=me.at)
    say({"code": code, "until": day}, f"{code} ends on {day}.")


def the_rule(me: SignedIn, code: str) -> RetentionRule:
    return named.one(RetentionRule, seen(RetentionRule, me).select_related("authority"), "rule", code, "code")


@click.command(cls=Command, example="verbale erasure due")
@signed_in
def due(me: SignedIn) -> None:
    """Lists what the rules in force say is to be erased, and why."""
    check_role(me.person, Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR)
    data = [
        {
            "rule": one.rule.code, "thing": f"{one.thing_kind}:{one.thing_id}", "title": one.title,
            "since": one.since, "due": one.due_on, "why": one.reason,
        }
        for one in retention.due(me.at)
    ]  # fmt: skip
    say(data, columns=("due", "rule", "thing", "title", "why"))


COMMANDS = (rules, rule, end_rule, due)
