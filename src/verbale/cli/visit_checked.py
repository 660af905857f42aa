"""A visit's assignments and wishes, and what came of them: part of `verbale visit`."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named, visit_told
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.side import SIDE, side_of
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import assignment as assignments
from verbale.domain.cycle import wish as wishes
from verbale.records.visit import Assignment, Fulfilled, Wish

ANSWER = click.Choice([one for one in Fulfilled.values if one != Fulfilled.OPEN])


@click.command(cls=Command, example="verbale visit assign 2c9x4k… 'See the library' --number 3")
@click.argument("visit")
@click.argument("text")
@click.option("--number", type=int, help="Its number in the directive; else the next.")
@signed_in
def assign(me: SignedIn, visit: str, text: str, number: int | None) -> None:
    """Writes down an assignment of the directive, in its words."""
    one = named.visit(me, visit)
    made = assignments.assign(visit=one, text=text, number=number, by=me.person, at=me.at)
    say(visit_told.assignment(made), f"Assignment {made.number} of {one.title}: {made.text}")


@click.command(cls=Command, example="verbale visit check 2c9x4k… 3 partly --shown-by 'Protocol of 12 May, point 2'")
@click.argument("visit")
@click.argument("number")
@click.argument("fulfilled", type=ANSWER)
@click.option("--shown-by", required=True, help="What shows it: a protocol, a letter, what was seen.")
@signed_in
def check(me: SignedIn, visit: str, number: str, fulfilled: str, shown_by: str) -> None:
    """Says of one assignment whether it was fulfilled, partly or not, and what shows it."""
    one = named.visit(me, visit)
    rows = seen(Assignment, me).filter(visit=one).select_related("visit")
    row = named.numbered(Assignment, rows, "assignment", number)
    made = assignments.check(assignment=row, fulfilled=fulfilled, shown_by=shown_by, by=me.person, at=me.at)
    found = assignments.result(one)
    data = {**visit_told.assignment(made), "of_all": visit_told.result(found)}
    say(data, f"Assignment {made.number}: {made.fulfilled}. Of all: {visit_told.counted(found)}.")


@click.command(cls=Command, example="verbale visit wish 2c9x4k… 'To see the archive' --side theirs")
@click.argument("visit")
@click.argument("text")
@SIDE
@signed_in
def wish(me: SignedIn, visit: str, text: str, side: str) -> None:
    """Writes down what a side wished before a visit."""
    one = named.visit(me, visit)
    made = wishes.add(visit=one, side=side_of(side, one.partner), text=text, by=me.person, at=me.at)
    say(visit_told.wish(made), f"Wish {made.number} of {made.side}: {made.text}")


@click.command(cls=Command, example="verbale visit meet 2c9x4k… 1 yes --note 'On the second day'")
@click.argument("visit")
@click.argument("number")
@click.argument("met", type=ANSWER)
@click.option("--note", default="")
@signed_in
def meet(me: SignedIn, visit: str, number: str, met: str, note: str) -> None:
    """Says whether a wish was met, partly or not."""
    one = named.visit(me, visit)
    row = named.numbered(Wish, seen(Wish, me).filter(visit=one).select_related("visit"), "wish", number)
    made = wishes.meet(wish=row, met=met, note=note, by=me.person, at=me.at)
    found = wishes.result(one)
    data = {**visit_told.wish(made), "of_all": visit_told.result(found)}
    say(data, f"Wish {made.number}: {made.met}. Of all: {visit_told.counted(found)}.")


@click.command(cls=Command, example="verbale visit reword 2c9x4k… 3 'See both libraries'\n"
               "verbale visit reword 2c9x4k… 1 'To see the archive' --wish")  # fmt: skip
@click.argument("visit")
@click.argument("number")
@click.argument("text")
@click.option("--wish", "of_wish", is_flag=True, help="The wish of this number; else the assignment.")
@signed_in
def reword(me: SignedIn, visit: str, number: str, text: str, of_wish: bool) -> None:
    """Corrects the words of an assignment, or of a wish; the journal keeps the former ones."""
    one = named.visit(me, visit)
    acting: dict[str, Any] = {"text": text, "by": me.person, "at": me.at}
    if of_wish:
        told = named.numbered(Wish, seen(Wish, me).filter(visit=one), "wish", number)
        say(visit_told.wish(wishes.reword(wish=told, **acting)), f"Wish {number}: {text}")
    else:
        row = named.numbered(Assignment, seen(Assignment, me).filter(visit=one), "assignment", number)
        say(visit_told.assignment(assignments.reword(assignment=row, **acting)), f"Assignment {number}: {text}")


COMMANDS = (assign, check, wish, meet, reword)
