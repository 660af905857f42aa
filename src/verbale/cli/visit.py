"""`verbale visit`: coming visits, of leaders too; what came of a visit, assignment by assignment (S74, S113)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from verbale.cli import named, visit_checked, visit_told
from verbale.cli.group import Group
from verbale.cli.options import WRITTEN
from verbale.cli.output import say
from verbale.cli.side import SIDE, side_of
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import assignment as assignments
from verbale.domain.cycle import visit as visits
from verbale.domain.cycle import wish as wishes
from verbale.records.delegation import Delegation
from verbale.records.talk import Talk
from verbale.records.visit import Assignment, Visit, VisitState, Wish

ENDS = click.option("--ends", type=WRITTEN, default="", help="Nothing for a visit of one day, or if unknown.")
REASON = click.option("--reason", required=True)


@click.group(cls=Group)
def visit() -> None:
    """Visits of one side to the other: planned, moved, made, cancelled; their directives, assignments and wishes.

    The partner is told of none of this. A visit is named by its identifier, or by its title where no other has it.
    """


for _command in visit_checked.COMMANDS:
    visit.add_command(_command)


@visit.command(
    example="verbale visit plan FI-NHI 'Visit of the minister' --side theirs --leader 'Li Wei, minister' "
    "--begins 2027-05-10 --ends 2027-05-16 --place Bern"
)
@click.argument("partner")
@click.argument("title")
@SIDE
@click.option("--begins", type=WRITTEN, required=True, help="2027-05-10, 2027-05, 2027, a range.")
@ENDS
@click.option("--leader", default="", help="Who leads it, with the office.")
@click.option("--place", default="")
@click.option("--session", metavar="SESSION", help="COMMISSION/NUMBER of the session beside which it is made.")
@click.option("--directive", metavar="INSTRUMENT", help="The instrument under which it is made.")
@signed_in
def plan(
    me: SignedIn, partner: str, title: str, side: str, session: str | None, directive: str | None, **facts: str
) -> None:  # fmt: skip
    """Plans a visit of one side to the other."""
    other = named.partner(me, partner)
    made = visits.plan(
        partner=other, title=title, side=side_of(side, other), by=me.person, at=me.at,
        session=named.meeting(me, session) if session else None,
        directive=named.instrument(me, directive) if directive else None, **facts,
    )  # fmt: skip
    say(visit_told.visit(made), visit_told.visit_line(made))


@visit.command(name="list", example="verbale visit list --leaders\nverbale visit list --state made --partner FI-NHI")
@click.option("--partner", metavar="CODE")
@click.option("--state", type=click.Choice(VisitState.values), default="coming", show_default=True)
@click.option("--leaders", is_flag=True, help="Only those of which the leader is known.")
@signed_in
def list_(me: SignedIn, partner: str | None, state: str, leaders: bool) -> None:
    """Lists visits: the coming ones, the next first; others, the latest first."""
    rows = seen(Visit, me).select_related("partner")
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if state == VisitState.COMING:
        found = visits.coming(led=leaders, among=rows)
    else:
        found = list((rows.exclude(leader="") if leaders else rows).filter(state=state))
    columns = ("id", "title", "partner", "side", "leader", "begins", "ends", "passed")
    say([visit_told.visit_lists(one, me.today) for one in found], columns=columns)


@visit.command(example="verbale visit show 2c9x4k…")
@click.argument("visit")
@signed_in
def show(me: SignedIn, visit: str) -> None:
    """Shows a visit with its directive's assignments, its wishes, its delegations and talks."""
    one = named.visit(me, visit)
    rows = {kind: seen(kind, me).filter(visit=one) for kind in (Assignment, Wish, Delegation, Talk)}
    checked, met = assignments.result(one), wishes.result(one)
    data = {
        **visit_told.visit_lists(one, me.today),
        "assignments": [visit_told.assignment(row) for row in rows[Assignment]],
        "fulfilled": visit_told.result(checked),
        "wishes": [visit_told.wish(row) for row in rows[Wish]],
        "met": visit_told.result(met),
        "delegations": [visit_told.delegation(row) for row in rows[Delegation].prefetch_related("delegates")],
        "talks": [visit_told.talk(row) for row in rows[Talk].select_related("partner")],
    }
    say(data)


def _act(name: str, example: str, *options: Callable[..., Any]) -> Callable[[Callable[..., None]], click.Command]:
    def decorate(act: Callable[..., None]) -> click.Command:
        command = signed_in(act)
        for option in reversed((click.argument("visit"), *options)):
            command = option(command)
        return visit.command(name=name, example=example)(command)

    return decorate


def _done(one: Visit) -> None:
    say(visit_told.visit(one), visit_told.visit_line(one))


@_act(
    "describe", "verbale visit describe 2c9x4k… --leader 'Li Wei, minister'",
    click.option("--title"), click.option("--leader"), click.option("--place"),
    click.option("--session", metavar="SESSION", help="COMMISSION/NUMBER; an empty text for none."),
)  # fmt: skip
def _describe(me: SignedIn, visit: str, session: str | None, **given: str | None) -> None:
    """Changes title, leader, place or session of a visit; what is not given stays."""
    one = named.visit(me, visit)
    beside = one.session if session is None else named.meeting(me, session) if session else None
    facts = {name: getattr(one, name) if value is None else value for name, value in given.items()}
    _done(visits.describe(visit=one, session=beside, by=me.person, at=me.at, **facts))


@_act(
    "move", "verbale visit move 2c9x4k… --begins 2027-06-01 --reason 'Flights'",
    click.option("--begins", type=WRITTEN, required=True), ENDS, REASON,
)  # fmt: skip
def _move(me: SignedIn, visit: str, **facts: str) -> None:
    """Gives a coming visit other dates; the former ones stay in the journal with the reason."""
    _done(visits.move(visit=named.visit(me, visit), by=me.person, at=me.at, **facts))


@_act(
    "made", "verbale visit made 2c9x4k… --begins 2027-05-10 --ends 2027-05-16",
    click.option("--begins", type=WRITTEN, required=True), ENDS,
)  # fmt: skip
def _made(me: SignedIn, visit: str, **facts: str) -> None:
    """Says that a visit was made, from its first to its last day."""
    _done(visits.made(visit=named.visit(me, visit), by=me.person, at=me.at, **facts))


@_act("cancel", "verbale visit cancel 2c9x4k… --reason 'Illness of the head'", REASON)
def _cancel(me: SignedIn, visit: str, reason: str) -> None:
    """Says that a coming visit will not be; it stays among the visits."""
    _done(visits.cancel(visit=named.visit(me, visit), reason=reason, by=me.person, at=me.at))


@_act("resume", "verbale visit resume 2c9x4k…")
def _resume(me: SignedIn, visit: str) -> None:
    """Plans a visit again that was cancelled."""
    _done(visits.resume(visit=named.visit(me, visit), by=me.person, at=me.at))


@_act("direct", "verbale visit direct 2c9x4k… 'Directive of 21 April'", click.argument("instrument"))
def _direct(me: SignedIn, visit: str, instrument: str) -> None:
    """Names the directive under which a visit is made: a recorded instrument."""
    one = named.visit(me, visit)
    _done(visits.direct(visit=one, directive=named.instrument(me, instrument), by=me.person, at=me.at))
