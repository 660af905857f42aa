"""A superior's remarks on a report and its annexes; part of `verbale report`."""

from __future__ import annotations

import click

from verbale.cli import named, report_told
from verbale.cli.fulfilment import store
from verbale.cli.output import say
from verbale.cli.report_acts import command
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import annex as annexes
from verbale.domain.cycle import remark as remarks
from verbale.domain.spine.person import check_role
from verbale.records.person import Role


@command("remark", "verbale report remark 2c9x4k 'Which works?' --by 'The deputy minister' --point '4, second part'")
@click.argument("identifier", metavar="REPORT")
@click.argument("text")
@click.option("--by", "by_whom", required=True, help="Whose remark it is.")
@click.option("--on", default="", metavar="EDTF", help="When it was made.")
@click.option("--point", default="", help="To which point of the report.")
@click.option("--number", type=int, help="Its number; the next unless given.")
@signed_in
def remark(me: SignedIn, identifier: str, text: str, by_whom: str, on: str, point: str, number: int | None) -> None:
    """Records a superior's numbered remark on a point of a report."""
    one = named.report(me, identifier)
    made = remarks.make(
        report=one, by_whom=by_whom, text=text, on=on, point=point, number=number, by=me.person, at=me.at
    )
    say(report_told.remark(made), f"Remark {made.number} on {one.title}")


@command("answer", "verbale report answer 2c9x4k 3 'The works in the north; see annex 4'")
@click.argument("identifier", metavar="REPORT")
@click.argument("number", type=int)
@click.argument("text")
@signed_in
def answer(me: SignedIn, identifier: str, number: int, text: str) -> None:
    """Answers the remark with that number, once."""
    one = named.remark(me, identifier, number)
    made = remarks.answer(remark=one, text=text, by=me.person, at=me.at)
    say(report_told.remark(made), f"Remark {made.number} is answered.")


@command("annex", "verbale report annex 2c9x4k 3 --title 'Notes of the talks' --note 'asked of the embassy'")
@click.argument("identifier", metavar="REPORT")
@click.argument("number")
@click.option("--title", default="")
@click.option("--note", default="", help="Where it may be, who was asked for it.")
@signed_in
def annex(me: SignedIn, identifier: str, number: str, title: str, note: str) -> None:
    """Names an annex of a report; it is missing until its paper is held."""
    one = named.report(me, identifier)
    made = annexes.name(report=one, number=number, title=title, note=note, by=me.person, at=me.at)
    say(report_told.annex(made), f"Annex {made.number} is named; it is missing.")


@command("hold", "verbale report hold 2c9x4k 3 notes.pdf")
@click.argument("identifier", metavar="REPORT")
@click.argument("number")
@click.argument("file")
@signed_in
def hold(me: SignedIn, identifier: str, number: str, file: str) -> None:
    """Attaches the paper of an annex, after looking into it."""
    one = named.annex(me, identifier, number)
    check_role(me.person, Role.DESK)
    stored, name = store(file, me)
    made = annexes.hold(annex=one, file=stored, file_name=name, by=me.person, at=me.at)
    say(report_told.annex(made), f"Annex {made.number} is held.")


@command("note", "verbale report note 2c9x4k 3 'asked of the embassy on 4 May'")
@click.argument("identifier", metavar="REPORT")
@click.argument("number")
@click.argument("text")
@signed_in
def note(me: SignedIn, identifier: str, number: str, text: str) -> None:
    """Writes down what is known of an annex."""
    made = annexes.note(annex=named.annex(me, identifier, number), text=text, by=me.person, at=me.at)
    say(report_told.annex(made), f"Annex {made.number}: {made.note}")


COMMANDS = {one.name: one for one in (remark, answer, annex, hold, note)}
