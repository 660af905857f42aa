"""What the desk does with sessions at the terminal; part of `verbale session`."""

from __future__ import annotations

from collections.abc import Callable

import click

from verbale.cli import named, session_told
from verbale.cli.group import Command
from verbale.cli.options import WRITTEN
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import session_parallel
from verbale.records.session import Session

NOT_TOLD = "The partner does not know it until you tell them: verbale session tell"
SESSION = click.argument("which", metavar="SESSION")
BESIDE = click.argument("which", metavar="BESIDE")
BEGINS = click.option(
    "--begins", type=WRITTEN, required=True, help="As exact as it is known: 2027-05-10, “10 May 2027”, 2027-05, 2027."
)
ENDS = click.option("--ends", type=WRITTEN, default="", help="The last day, if it is known.")
PLACE = click.option("--place", default="")
REASON = click.option("--reason", required=True, help="The partner reads it once you tell them.")


def _command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    return click.command(name=name, cls=Command, example=example)


def _of_what_meets(command: Callable[..., None]) -> Callable[..., None]:
    """What is told of something that meets beside a session."""
    for option in (
        click.option("--body", default="", help="Which body it is."), PLACE, ENDS, BEGINS, click.argument("title"),
    ):  # fmt: skip
        command = option(command)
    return command


def _said(one: Session, me: SignedIn, *lines: str) -> None:
    told = session_told.whole(named.meeting(me, one.pk), me)
    say(told, *lines, *session_told.in_words(told))


@_command(
    "plan",
    "verbale session plan 2c9x4k --begins 2027-05-10 --ends 2027-05-16 --place Bern\n"
    "verbale session plan 2c9x4k --begins 2028 --host FI-NHI",
)
@click.argument("commission")
@BEGINS
@ENDS
@PLACE
@click.option("--number", type=int, help="Else the number after the last.")
@click.option("--host", default="", metavar="CODE", help="Else the side that the statute names.")
@signed_in
def plan(
    me: SignedIn, commission: str, begins: str, ends: str, place: str, number: int | None, host: str
) -> None:  # fmt: skip
    """Plans a session of a commission."""
    made = sessions.plan(
        commission=named.text(me, commission), begins=begins, ends=ends, place=place, number=number, host=host,
        by=me.person, at=me.at,
    )  # fmt: skip
    _said(made, me, f"Planned session {made.number}, {made.pk}. {NOT_TOLD}")


@_command("move", "verbale session move 2c9x4k/3 --begins 2027-06-14 --ends 2027-06-18 --reason 'Hall under repair'")
@SESSION
@BEGINS
@ENDS
@PLACE
@click.option("--host", default="", metavar="CODE", help="Else the host stays.")
@REASON
@signed_in
def move(me: SignedIn, which: str, begins: str, ends: str, place: str, host: str, reason: str) -> None:
    """Gives a session other dates, another place or host; the dates it has now are kept, with the reason."""
    one = named.meeting(me, which)
    sessions.move(
        session=one, begins=begins, ends=ends, place=place, host=host, reason=reason, by=me.person, at=me.at
    )  # fmt: skip
    _said(one, me, f"Moved. {NOT_TOLD}")


@_command("cancel", "verbale session cancel 2c9x4k/3 --reason 'No delegation can travel'")
@SESSION
@REASON
@signed_in
def cancel(me: SignedIn, which: str, reason: str) -> None:
    """Says that a planned session will not be. It stays in the plan."""
    one = named.meeting(me, which)
    sessions.cancel(session=one, reason=reason, by=me.person, at=me.at)
    _said(one, me, f"Cancelled. {NOT_TOLD}")


@_command("resume", "verbale session resume 2c9x4k/3")
@SESSION
@signed_in
def resume(me: SignedIn, which: str) -> None:
    """Plans a session again that was cancelled."""
    one = named.meeting(me, which)
    sessions.resume(session=one, by=me.person, at=me.at)
    _said(one, me, f"Planned again. {NOT_TOLD}")


@_command("held", "verbale session held 2c9x4k/3 --begins 2027-06-14 --ends 2027-06-18")
@SESSION
@BEGINS
@ENDS
@signed_in
def held(me: SignedIn, which: str, begins: str, ends: str) -> None:
    """Records that a session was held, on these days."""
    one = named.meeting(me, which)
    sessions.held(session=one, begins=begins, ends=ends, by=me.person, at=me.at)
    _said(one, me, f"Recorded as held. {NOT_TOLD}")


@_command("tell", "verbale session tell 2c9x4k/3")
@SESSION
@signed_in
def tell(me: SignedIn, which: str) -> None:
    """Tells the partner our word about a session as it stands, reason included."""
    one = named.meeting(me, which)
    sessions.tell(session=one, by=me.person, at=me.at)
    _said(one, me, "It goes to the partner with the next pouch.")


@_command("agree", "verbale session agree 2c9x4k/3")
@SESSION
@signed_in
def agree(me: SignedIn, which: str) -> None:
    """Takes over what the partner says of a session: dates, place, host and state."""
    one = named.meeting(me, which)
    sessions.agree(session=one, by=me.person, at=me.at)
    _said(one, me, f"Taken over. {NOT_TOLD}")


@_command(
    "beside",
    "verbale session beside 2c9x4k/14 '3rd conference of the economic committee' --begins 1987-05-12 --place Bern",
)
@SESSION
@_of_what_meets
@signed_in
def beside(me: SignedIn, which: str, title: str, begins: str, ends: str, place: str, body: str) -> None:
    """Records what meets in parallel with a session. The partner does not see this."""
    one = named.meeting(me, which)
    session_parallel.beside(
        session=one, title=title, begins=begins, ends=ends, place=place, body=body, by=me.person, at=me.at
    )  # fmt: skip
    _said(one, me, "Recorded.")


@_command(
    "beside-correct",
    "verbale session beside-correct 7h2m5q '4th conference of the economic committee' --begins 1987-05-13",
)
@BESIDE
@_of_what_meets
@signed_in
def beside_correct(me: SignedIn, which: str, title: str, begins: str, ends: str, place: str, body: str) -> None:
    """Writes what meets beside a session anew: title, dates, place and body."""
    row = named.beside(me, which)
    session_parallel.correct(
        beside=row, title=title, begins=begins, ends=ends, place=place, body=body, by=me.person, at=me.at
    )  # fmt: skip
    _said(row.session, me, "Corrected.")


@_command("beside-drop", "verbale session beside-drop 7h2m5q")
@BESIDE
@signed_in
def beside_drop(me: SignedIn, which: str) -> None:
    """Takes out what does not meet beside a session after all."""
    row = named.beside(me, which)
    session_parallel.drop(beside=row, by=me.person, at=me.at)
    _said(row.session, me, "Taken out.")


COMMANDS = (plan, move, cancel, resume, held, tell, agree, beside, beside_correct, beside_drop)
