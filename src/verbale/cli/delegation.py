"""`verbale delegation`: who comes for each side, with the office each holds on that day (S76)."""

from __future__ import annotations

from datetime import date

import click

from verbale.cli import named, visit_told
from verbale.cli.group import Group
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.side import SIDE, side_of
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import delegation as delegations
from verbale.domain.cycle.delegation import Named
from verbale.domain.spine import party
from verbale.kernel.errors import WrongUse
from verbale.records.delegation import Delegation, Part
from verbale.records.session import Session
from verbale.records.visit import Visit

SESSION = click.option("--session", metavar="SESSION", help="COMMISSION/NUMBER, or its identifier.")
VISIT = click.option("--visit", metavar="VISIT", help="The visit's identifier or title.")


class NoSuchPlace(WrongUse):
    """A delegation comes to a session or on a visit. Give one of --session and --visit."""


class NotNamed(WrongUse):
    """“{text}” does not name a person and an office. Write NAME=OFFICE, for example 'Li Wei=Director of the bureau'."""


@click.group(cls=Group)
def delegation() -> None:
    """Delegations to sessions and on visits: head, members, advisers, interpreters; ours and theirs.

    Names are kept until a day and removed after it. Ours to a session is told to the partner, and theirs comes so.
    """


@delegation.command(
    example="verbale delegation name --session 2c9x4k/3 --head 'Anna Weber=Director' --member 'Bernd Kurz=Secretary' "
    "--keep-until 2028-05-31\nverbale delegation name --visit 'Study visit' --head 'Li Wei=Director' --side theirs "
    "--keep-until 2028-05-31"
)
@SESSION
@VISIT
@SIDE
@click.option("--head", metavar="NAME=OFFICE", help="Who leads it.")
@click.option("--member", "members", multiple=True, metavar="NAME=OFFICE", help="May be repeated.")
@click.option("--adviser", "advisers", multiple=True, metavar="NAME=OFFICE", help="May be repeated.")
@click.option("--interpreter", "interpreters", multiple=True, metavar="NAME=OFFICE", help="May be repeated.")
@click.option(
    "--person", "people", multiple=True, metavar="HANDLE", help="Of our office, as a member; may be repeated."
)
@click.option("--keep-until", type=DAY, required=True, help="After this day the names are removed.")
@signed_in
def name(
    me: SignedIn, session: str | None, visit: str | None, side: str, head: str | None, members: tuple[str, ...],
    advisers: tuple[str, ...], interpreters: tuple[str, ...], people: tuple[str, ...], keep_until: date,
) -> None:  # fmt: skip
    """Names a delegation; naming it again replaces it. Ours is told with: verbale delegation tell"""
    to = _to(me, session, visit)
    given = [(Part.HEAD, [head] if head else []), (Part.MEMBER, members), (Part.ADVISER, advisers),
             (Part.INTERPRETER, interpreters)]  # fmt: skip
    delegates = [_named(each, part) for part, rows in given for each in rows]
    delegates += [Named.of(named.person(me, handle)) for handle in people]
    partner = to.commission.partner if isinstance(to, Session) else to.partner
    made = delegations.name(
        to=to, delegates=delegates, keep_until=keep_until, side=side_of(side, partner), by=me.person, at=me.at
    )
    say(visit_told.delegation(made), *visit_told.delegation_lines([made]))


def _named(given: str, part: str) -> Named:
    who, sign, office = given.partition("=")
    if not sign:
        raise NotNamed(text=given)
    return Named(who, office, part)


def _to(me: SignedIn, session: str | None, visit: str | None) -> Session | Visit:
    if (session is None) == (visit is None):
        raise NoSuchPlace()
    return named.meeting(me, session) if session is not None else named.visit(me, str(visit))


@delegation.command(example="verbale delegation show --session 2c9x4k/3\nverbale delegation show --visit 'Study visit'")
@SESSION
@VISIT
@signed_in
def show(me: SignedIn, session: str | None, visit: str | None) -> None:
    """Shows the delegations of both sides to a session or on a visit, ours and theirs."""
    to = _to(me, session, visit)
    rows = seen(Delegation, me).prefetch_related("delegates")
    rows = rows.filter(session=to) if isinstance(to, Session) else rows.filter(visit=to)
    say([visit_told.delegation(one) for one in rows], *visit_told.delegation_lines(rows))


@delegation.command(example="verbale delegation tell --session 2c9x4k/3")
@click.option("--session", metavar="SESSION", required=True, help="COMMISSION/NUMBER, or its identifier.")
@signed_in
def tell(me: SignedIn, session: str) -> None:
    """Tells the partner our delegation to a session, as it stands, in the next pouch."""
    meeting = named.meeting(me, session)
    rows = seen(Delegation, me).filter(session=meeting)
    ours = named.one(Delegation, rows, "delegation of ours to the session", party.us().code, "side")
    made = delegations.tell(delegation=ours, by=me.person, at=me.at)
    say(visit_told.delegation(made), *visit_told.delegation_lines([made]))
