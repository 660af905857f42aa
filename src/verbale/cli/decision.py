"""Deciding lines and looking at how they were decided: part of `verbale order`."""

from __future__ import annotations

from datetime import date

import click

from verbale.cli import named, told
from verbale.cli import verdict as verdicts
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import decision as decisions
from verbale.kernel.errors import NotFound
from verbale.records.decision import Decision
from verbale.records.request import OrderLine


@click.command(cls=Command, example="verbale order decide FI-2026-IN-3/2")
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@signed_in
def decide(me: SignedIn, lines: tuple[str, ...]) -> None:
    """Decides lines under the policy used for their partner today; what follows is set going."""
    made = []
    for reference in lines:
        one = named.line(me, reference)
        made.append({"line": str(one), **told.decision(decisions.decide(line=one, by=me.person, at=me.at))})
    shown = [f"{one['line']}: {one['outcome']}{_through(one)} — {one['basis']}" for one in made]
    say(made[0] if len(made) == 1 else made, *shown)


def _through(one: told.Told) -> str:
    asked = f", to be approved by {', '.join(one['approvals'])}" if one["approvals"] else ""
    return (f" through {one['channel']}" if one["channel"] else "") + asked


@click.command(cls=Command, example="verbale order explain FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def explain(me: SignedIn, line: str) -> None:
    """Tells why a line was decided so: the rules that fired with their clause, and where each other rule failed."""
    one = _standing(me, named.line(me, line))
    found = decisions.explain(one)
    rule = f"{one.version.policy.code}, version {one.version.number}, in force from {one.version.in_force_from}"
    say({"decision": told.decision(one), **verdicts.as_data(found)}, f"decided under {rule}", *verdicts.as_lines(found))


@click.command(cls=Command, example="verbale order retake FI-2026-IN-3/2 --as-of 1964-06-01")
@click.argument("line")
@click.option("--as-of", "day", type=DAY, required=True, help="The day whose version of the policy is used.")
@signed_in
def retake(me: SignedIn, line: str, day: date) -> None:
    """Takes a decision again, on its own facts, under what was in force on a day. Changes nothing."""
    one = _standing(me, named.line(me, line))
    again = decisions.retake(decision=one, day=day)
    changed = {name: {"then": then, "now": now} for name, (then, now) in again.differences.items()}
    shown = [f"{name}: {told_['then']} → {told_['now']}" for name, told_ in changed.items()]
    say(
        {
            "line": str(one.line), "version": told.version(again.version), "outcome": again.outcome,
            "same": again.same, "differences": changed,
        },
        f"Under {again.version}: {again.outcome}" + (", as decided." if again.same else ", which differs:"), *shown,
    )  # fmt: skip


def _standing(me: SignedIn, line: OrderLine) -> Decision:
    found = seen(Decision, me).filter(line=line).select_related("version__policy", "line__order")
    newest: Decision | None = found.order_by("-decided_at").first()
    if newest is None:
        raise NotFound(what="decision", which=str(line))
    return newest


COMMANDS = (decide, explain, retake)
