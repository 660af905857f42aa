"""Reports with their deadlines, issued, handed over, submitted, promised; part of `verbale report`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click

from verbale.cli import named, report_told
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import report as reports
from verbale.domain.cycle.report import Standing
from verbale.records.matching import with_all
from verbale.records.report import Report

COLUMNS = ("id", "title", "author", "holder", "due", "dated", "standing", "submitted_to", "submitted_on")


def command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command of the group, which is put together from several modules."""
    return click.command(name=name, cls=Command, example=example)


@command("list", "verbale report list --standing overdue")
@click.option("--standing", type=click.Choice([one.value for one in Standing]))
@click.option("--session", metavar="SESSION", help="On this session.")
@click.option("--visit", metavar="VISIT", help="On this visit.")
@click.option("--text", default="", help="With this in the title, the author or the holder.")
@signed_in
def list_(me: SignedIn, standing: str | None, session: str | None, visit: str | None, text: str) -> None:
    """Lists reports, those that are awaited first, the longest due before the others."""
    rows = seen(Report, me).filter(with_all(text, ("title", "author", "holder")))
    rows = rows.filter(session=named.meeting(me, session)) if session else rows
    rows = rows.filter(visit=named.visit(me, visit)) if visit else rows
    found = sorted(rows, key=lambda one: (bool(one.dated), one.due or date.max, one.title))
    told = [report_told.row(one, me) for one in found]
    say([one for one in told if standing in (None, one["standing"])], columns=COLUMNS)


@command("show", "verbale report show 2c9x4k")
@click.argument("identifier", metavar="REPORT")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows a report with its remarks, annexes, further reports, conclusions, and what no conclusion takes up."""
    say(report_told.whole(named.report(me, identifier), me))


@command("record", "verbale report record 'On the visit' --author 'A. Weber' --holder 'Desk' --visit 7zq0…")
@click.argument("title")
@click.option("--author", required=True)
@click.option("--holder", required=True, help="Who holds it now.")
@click.option("--session", metavar="SESSION", help="On this session.")
@click.option("--visit", metavar="VISIT", help="On this visit.")
@click.option("--due", type=DAY, help="Until when; else as the statute says, counted from the visit or session.")
@click.option("--dated", default="", metavar="EDTF", help="Its date, if it was issued already.")
@signed_in
def record(
    me: SignedIn, title: str, author: str, holder: str, session: str | None, visit: str | None, due: date | None,
    dated: str,
) -> None:  # fmt: skip
    """Records a report that is due, or was issued already."""
    made = reports.record(
        title=title, author=author, holder=holder, session=named.meeting(me, session) if session else None,
        visit=named.visit(me, visit) if visit else None, due=due, dated=dated, by=me.person, at=me.at,
    )  # fmt: skip
    say(report_told.row(made, me), f"Recorded: {made.title}. {made.pk}")


@command("due", "verbale report due 2c9x4k --on 2026-12-01")
@click.argument("identifier", metavar="REPORT")
@click.option("--on", "due", type=DAY, help="Until when; else as the statute says, as dates stand now.")
@signed_in
def due(me: SignedIn, identifier: str, due: date | None) -> None:
    """Gives a report another deadline."""
    _say(reports.set_due(report=named.report(me, identifier), due=due, by=me.person, at=me.at), me)


@command("issue", "verbale report issue 2c9x4k --dated 1987-05-18")
@click.argument("identifier", metavar="REPORT")
@click.option("--dated", required=True, metavar="EDTF", help="The date it bears: a day, a month or a year.")
@signed_in
def issue(me: SignedIn, identifier: str, dated: str) -> None:
    """Says that a report was issued."""
    _say(reports.issue(report=named.report(me, identifier), dated=dated, by=me.person, at=me.at), me)


@command("hand-over", "verbale report hand-over 2c9x4k 'Archive, room 12'")
@click.argument("identifier", metavar="REPORT")
@click.argument("holder")
@signed_in
def hand_over(me: SignedIn, identifier: str, holder: str) -> None:
    """Names who holds a report from now on."""
    _say(reports.hand_over(report=named.report(me, identifier), holder=holder, by=me.person, at=me.at), me)


@command("submit", "verbale report submit 2c9x4k --to 'The deputy minister' --on 1987-05-20")
@click.argument("identifier", metavar="REPORT")
@click.option("--to", default="", help="To whom; of a report that was promised, to whom it was promised.")
@click.option("--on", type=DAY, help="On which day; today unless given.")
@signed_in
def submit(me: SignedIn, identifier: str, to: str, on: date | None) -> None:
    """Says to whom an issued report was submitted for comment."""
    one = named.report(me, identifier)
    _say(reports.submit(report=one, to=to, on=on or me.today, by=me.person, at=me.at), me)


@command("promise", "verbale report promise 2c9x4k 'On the laboratories' --author 'A. Weber' --due 2026-12-31")
@click.argument("identifier", metavar="REPORT")
@click.argument("title")
@click.option("--author", default="", help="The same unless given.")
@click.option("--holder", default="", help="The same unless given.")
@click.option("--due", type=DAY, required=True, help="Until when it is promised.")
@click.option("--to", default="", help="To whom; else to whom this one was submitted.")
@signed_in
def promise(me: SignedIn, identifier: str, title: str, author: str, holder: str, due: date, to: str) -> None:
    """Records that a report promises a further one, which is followed like any other."""
    one = named.report(me, identifier)
    made = reports.promise(
        report=one, title=title, author=author or one.author, holder=holder or one.holder, due=due, to=to,
        by=me.person, at=me.at,
    )  # fmt: skip
    _say(made, me)


def _say(one: Report, me: SignedIn) -> None:
    told = report_told.row(one, me)
    say(told, f"{one.title}: {told['standing']}. {one.pk}")


COMMANDS = {one.name: one for one in (list_, show, record, due, issue, hand_over, submit, promise)}
