"""Deciding lines and looking at how they were decided: part of `verbale order`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from verbale.cli import named, told
from verbale.cli import verdict as verdicts
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import what_it_takes as takes
from verbale.kernel.errors import NotFound
from verbale.records.decision import Decision
from verbale.records.request import OrderLine


class NotDecided(NotFound):
    """Line {line} is not decided, or you may not see its decision. What decides it: verbale order decide {line}"""


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
        raise NotDecided(line=str(line))
    return newest


@click.command("what-it-takes", cls=Command, example="verbale order what-it-takes FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def what_it_takes(me: SignedIn, line: str) -> None:
    """Tells for a line that is not supplied which facts, as few as possible, would have to be others for the version
    that decided it to supply it, and what it would ask for then. Changes nothing and tells nobody.

    It says what would have to be true: state no fact that is not. Where several values would do, one is told
    that asks for the fewest approvals.

    \b
    With --json:
    {"line": …, "outcome": "refer", "withdrawn": false, "undecided": "",
     "nobody": false,
     "ways": [{"facts": {"route": {"is": …, "would_be": …, "by": "asking"}}, "by_asking": true, "approvals": […],
               "marking": …, "form": …, "channel": …, "basis": …, "rules": [14]}]}
    "by" says how a fact could become another: "asking" (the partner asks otherwise), "finding out" (nobody knows it
    yet), "lifting" (whoever keeps it so lifts it), or "wrong record"; the last is told only where nothing else would
    help, and then "nobody" is true. "by_asking": the partner would only have to ask otherwise. Exit code 1 for a line
    that was decided to be supplied.
    """
    takes.check_may_ask(me.person)
    one = _standing(me, named.line(me, line))
    found = takes.what_it_takes(decision=one, by=me.person)
    ways = [_way(each) for each in found.ways]
    told_of = {"line": str(one.line), "outcome": one.outcome, "withdrawn": found.withdrawn}
    say({**told_of, "undecided": found.undecided, "nobody": found.nobody, "ways": ways}, *_ways(found))


def _way(one: takes.Way) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "facts": {
            name: {"is": was, "would_be": then, "by": one.hands[name]} for name, (was, then) in one.facts.items()
        },
        "by_asking": one.by_asking, "approvals": list(verdict.approvals), "marking": verdict.marking,
        "form": verdict.form, "channel": verdict.channel, "basis": verdict.basis, "rules": list(verdict.rules),
    }  # fmt: skip


def _ways(found: takes.WhatItTakes) -> Iterator[str]:
    if found.withdrawn:
        yield "Our catalogue no longer has the record, so no other fact would help."
    elif found.undecided:
        yield f"The solver cannot say: {found.undecided}."
    elif not found.ways:
        yield "Under no other facts would it be supplied."
    elif found.nobody:
        yield "Nothing that anybody could change would do. It would be supplied only if our record were wrong:"
    for each in found.ways:
        facts = " and ".join(
            f"{name}: {_value(then)} instead of {_value(was)} ({_HANDS[each.hands[name]]})"
            for name, (was, then) in each.facts.items()
        )
        asked = f", after approval by {', '.join(each.verdict.approvals)}" if each.verdict.approvals else ""
        yield f"{facts}: supply{asked} — {each.verdict.basis}"


_HANDS = {
    takes.Hand.ASKING: "asked otherwise",
    takes.Hand.FINDING_OUT: "if somebody finds out",
    takes.Hand.LIFTING: "if whoever keeps it so lifts it",
    takes.Hand.WRONG_RECORD: "only if our record is wrong",
}


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " and ".join(map(str, value)) or "none"
    return "unknown" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


COMMANDS = (decide, explain, retake, what_it_takes)
