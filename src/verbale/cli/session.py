"""`verbale session`: the plan of a commission's sessions, read and kept. The acts stand in `session_acts`."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named, session_acts, session_agenda, session_calendar, session_memorandum, session_told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import session_plan, statute
from verbale.domain.cycle.session_evidence import evidence
from verbale.records.session import Session, SessionState
from verbale.records.text import Text, TextKind


@click.group(cls=Group)
def session() -> None:
    """Sessions of joint commissions. A session is named as COMMISSION/NUMBER, or by its identifier."""


for _command in (*session_acts.COMMANDS, *session_calendar.COMMANDS):
    session.add_command(_command)
session.add_command(session_memorandum.memorandum)
session.add_command(session_agenda.agenda)


@session.command(name="list", example="verbale session list --commission 2c9x4k\nverbale session list --state planned")
@click.option("--commission", metavar="ID", help="Sessions of this commission only.")
@click.option("--state", type=click.Choice(SessionState.values))
@signed_in
def list_(me: SignedIn, commission: str | None, state: str | None) -> None:
    """Lists sessions by commission and year with what is due, and the years that missed one."""
    chosen = [named.text(me, commission)] if commission else _commissions(me)
    held = seen(Session, me).filter(commission__in=chosen).select_related("commission__partner", "word")
    rows = [one for one in held if state in (None, one.state)]
    known = evidence(rows)
    rules = statute.in_force_of(chosen)
    data = [
        {
            "commission": one.pk, "title": one.title(), "partner": one.partner.code,
            "sessions": [session_told.row(each, known, me.today) for each in rows if each.commission_id == one.pk],
            "missed_years": [
                {"year": year.year, "wanted": year.wanted, "had": year.had}
                for year in session_plan.missing(
                    [each for each in held if each.commission_id == one.pk], rules.get(one.pk), me.today
                )
            ],
        }
        for one in chosen
    ]  # fmt: skip
    say(data, *(line for one in data for line in _laid_out(one)), *([] if data else ["No commission is in force."]))


def _commissions(me: SignedIn) -> list[Text]:
    rows = seen(Text, me).filter(text_kind=TextKind.COMMISSION).exclude(in_force="").select_related("partner")
    return sorted(rows, key=lambda one: (one.title(), one.pk))


def _laid_out(one: dict[str, Any]) -> list[str]:
    return [f"{one['title']} ({one['partner']}), {one['commission']}", *session_told.rows_in_words(one), ""]


@session.command(example="verbale session show 2c9x4k/3")
@click.argument("which", metavar="SESSION")
@signed_in
def show(me: SignedIn, which: str) -> None:
    """Shows a session: both sides' words, what is due from whom, who pays, dates it had, what meets beside it."""
    one = named.meeting(me, which)
    data = session_told.whole(one, me)
    say(data, *session_told.in_words(data))
