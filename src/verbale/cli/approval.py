"""`verbale approval`: what waits for an authority's word, and giving it."""

from __future__ import annotations

import click

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import fulfilment
from verbale.domain.spine.authority import holding
from verbale.records.approval import ApprovalStep, StepState
from verbale.records.request import OrderLine


@click.group(cls=Group)
def approval() -> None:
    """Approvals in the order a rule demands, each by a person who holds that authority."""


@approval.command(name="list", example="verbale approval list --mine")
@click.option("--mine", is_flag=True, help="Only those that wait for an authority you hold today.")
@click.option("--all", "every", is_flag=True, help="Also what was granted, refused or recalled.")
@signed_in
def list_(me: SignedIn, mine: bool, every: bool) -> None:
    """Lists approvals that wait."""
    steps = seen(ApprovalStep, me).filter(thing_kind="orderline").select_related("authority", "by")
    if not every:
        steps = steps.filter(state=StepState.OPEN)
    lines = seen(OrderLine, me).select_related("order").in_bulk([step.thing_id for step in steps])
    data = [
        {"line": str(lines[step.thing_id]), "citation": lines[step.thing_id].citation, **told.step(step)}
        for step in steps
        if step.thing_id in lines and (not mine or holding(me.person, step.authority, me.today))
    ]
    say(data, columns=("line", "authority", "position", "state", "by", "at", "remark", "citation"))


@approval.command(example="verbale approval grant FI-2026-IN-3/2 --remark 'No objection'")
@click.argument("line")
@click.option("--remark", default="", help="For the file.")
@signed_in
def grant(me: SignedIn, line: str, remark: str) -> None:
    """Grants the open step of a line. Needs a second factor, and an authority that you hold."""
    _act(me, line, remark, granted=True)


@approval.command(example="verbale approval refuse FI-2026-IN-3/2 --remark 'Not without the publisher'")
@click.argument("line")
@click.option("--remark", required=True, help="Why, for the file; the partner is told one neutral word.")
@signed_in
def refuse(me: SignedIn, line: str, remark: str) -> None:
    """Refuses the open step of a line. Needs a second factor, and an authority that you hold."""
    _act(me, line, remark, granted=False)


@approval.command(example="verbale approval take-back FI-2026-IN-3/2 --remark 'It names a third party'")
@click.argument("line")
@click.option("--remark", required=True, help="Why, for the file; the partner never reads it.")
@signed_in
def take_back(me: SignedIn, line: str, remark: str) -> None:
    """Takes back what an authority that you hold granted. Needs a second factor.

    Until a pouch is sealed, the line is to be decided again; afterwards the partner is sent a recall notice.
    """
    one = named.line(me, line)
    done = fulfilment.recall_approval(line=one, remark=remark, by=me.person, at=me.at, second_factor=me.second_factor)
    becomes = "to be decided again" if done == "recalled" else "the partner is asked to give it back"
    say({"line": str(one), "done": done}, f"{one}: approval taken back; {becomes}.")


def _act(me: SignedIn, line: str, remark: str, *, granted: bool) -> None:
    one = named.line(me, line)
    act = decisions.approve if granted else decisions.reject
    standing = act(line=one, remark=remark, by=me.person, at=me.at, second_factor=me.second_factor)
    say({"line": str(one), "standing": standing}, f"{one}: approvals {standing}.")
