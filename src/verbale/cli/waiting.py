"""`verbale waiting`: decisions that were deferred and what they wait for; questions kept until they are answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from django.db.models import F

from verbale.cli import named, report_told
from verbale.cli.group import Group
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import waiting as waits
from verbale.records.report import Waiting, WaitingKind

COLUMNS = ("id", "what", "text", "waits_for", "review_on", "answer")


@click.group(cls=Group)
def waiting() -> None:
    """Decisions that were deferred, each with what it waits for, and questions to be reviewed until answered."""


@waiting.command(name="list", example="verbale waiting list --what decision\nverbale waiting list --due")
@click.option("--what", type=click.Choice(WaitingKind.values))
@click.option("--report", metavar="REPORT", help="From this report.")
@click.option("--session", metavar="SESSION", help="From this session.")
@click.option("--due", is_flag=True, help="Only what was to be looked at again by today.")
@click.option("--answered", is_flag=True, help="What was answered too.")
@signed_in
def list_(me: SignedIn, what: str | None, report: str | None, session: str | None, due: bool, answered: bool) -> None:
    """Lists what waits: what is looked at again soonest first, then the oldest."""
    asked: dict[str, Any] = {} if answered else {"answered_at": None}
    asked |= {"what": what} if what else {}
    asked |= {"report": named.report(me, report)} if report else {}
    asked |= {"session": named.meeting(me, session)} if session else {}
    asked |= {"review_on__lte": me.today} if due else {}
    rows = seen(Waiting, me).filter(**asked)
    ordered = rows.order_by(F("answered_at").asc(nulls_first=True), F("review_on").asc(nulls_last=True), "recorded_at")
    say([report_told.wait(one) for one in ordered], columns=COLUMNS)


@waiting.command(example="verbale waiting show 2c9x4k")
@click.argument("identifier")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows one that waits, or its answer."""
    say(report_told.wait(named.waiting(me, identifier)))


@waiting.command(example="verbale waiting defer 'Whether a laboratory is shared' --for 'the survey of costs'")
@click.argument("text")
@click.option("--for", "waits_for", required=True, help="What it waits for: a paper, an answer, somebody's return.")
@click.option("--review-on", type=DAY, help="When it is looked at again.")
@click.option("--report", metavar="REPORT")
@click.option("--session", metavar="SESSION")
@signed_in
def defer(
    me: SignedIn, text: str, waits_for: str, review_on: date | None, report: str | None, session: str | None
) -> None:
    """Writes down a decision that was deferred, and what it waits for."""
    from_ = _from(me, report, session)
    _say(waits.defer(text=text, waits_for=waits_for, review_on=review_on, by=me.person, at=me.at, **from_))


@waiting.command(example="verbale waiting ask 'Are cheap circuits to be had?' --review-on 2026-12-01")
@click.argument("text")
@click.option("--for", "waits_for", default="", help="What it waits for, if it does.")
@click.option("--review-on", type=DAY, help="When it is looked at again.")
@click.option("--report", metavar="REPORT")
@click.option("--session", metavar="SESSION")
@signed_in
def ask(
    me: SignedIn, text: str, waits_for: str, review_on: date | None, report: str | None, session: str | None
) -> None:
    """Keeps a question that is to be reviewed; it stays until it is answered."""
    from_ = _from(me, report, session)
    _say(waits.ask(text=text, waits_for=waits_for, review_on=review_on, by=me.person, at=me.at, **from_))


def _from(me: SignedIn, report: str | None, session: str | None) -> dict[str, Any]:
    return {
        "report": named.report(me, report) if report else None,
        "session": named.meeting(me, session) if session else None,
    }


@waiting.command(name="put-off", example="verbale waiting put-off 2c9x4k --review-on 2027-03-01")
@click.argument("identifier")
@click.option("--review-on", type=DAY, help="When it is looked at again; no day unless given.")
@click.option("--for", "waits_for", default="", help="What it waits for now, if that is another thing.")
@signed_in
def put_off(me: SignedIn, identifier: str, review_on: date | None, waits_for: str) -> None:
    """Says when it is looked at again, and what it waits for now."""
    one = named.waiting(me, identifier)
    _say(waits.put_off(waiting=one, review_on=review_on, waits_for=waits_for, by=me.person, at=me.at))


@waiting.command(example="verbale waiting answer 2c9x4k 'It is shared from 2027 on'")
@click.argument("identifier")
@click.argument("text")
@signed_in
def answer(me: SignedIn, identifier: str, text: str) -> None:
    """Says what was decided or what the answer is; it waits no longer."""
    _say(waits.answer(waiting=named.waiting(me, identifier), text=text, by=me.person, at=me.at))


def _say(one: Waiting) -> None:
    told = report_told.wait(one)
    stands = f"answered: {one.answer}" if one.answered_at else f"waits for {one.waits_for or 'an answer'}"
    say(told, f"{one.get_what_display()}: {one.text}. It {stands}. {one.pk}")
