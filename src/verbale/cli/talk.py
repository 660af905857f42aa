"""`verbale talk`: who said what for whom, greetings, and that no promises were made (S77, S112)."""

from __future__ import annotations

import click
from django.db.models import Count

from verbale.cli import named, visit_told
from verbale.cli.group import Group
from verbale.cli.options import WRITTEN
from verbale.cli.output import say
from verbale.cli.side import SIDE, side_of
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import talk as talks
from verbale.records.talk import Said, Talk, TalkEntry

OFFICE = click.option("--office", default="", help="The office held on that day.")
TEXT = click.option("--text", default="", help="What was said.")


@click.group(cls=Group)
def talk() -> None:
    """Talks between the sides, by speaker. The partner is told of none of this.

    A talk is named by its identifier, or by its title where no other has it.
    """


@talk.command(
    example="verbale talk record FI-NHI 'Talk on standards' --on 2026-10-07 --place Academy\n"
    "verbale talk record FI-NHI 'Opening' --on 2027-05-10 --visit 2c9x4k…"
)
@click.argument("partner")
@click.argument("title")
@click.option("--on", type=WRITTEN, required=True, help="2026-10-07, “7 October 2026”, 2026-10, 2026.")
@click.option("--place", default="")
@click.option("--session", metavar="SESSION", help="COMMISSION/NUMBER of the session at which it was held.")
@click.option("--visit", metavar="VISIT", help="The visit on which it was held.")
@signed_in
def record(
    me: SignedIn, partner: str, title: str, on: str, place: str, session: str | None, visit: str | None
) -> None:  # fmt: skip
    """Records that a talk was held: at a session, on a visit, or by itself."""
    made = talks.record(
        partner=named.partner(me, partner), title=title, on=on, place=place, by=me.person, at=me.at,
        session=named.meeting(me, session) if session else None, visit=named.visit(me, visit) if visit else None,
    )  # fmt: skip
    say(visit_told.talk(made), f"Recorded: {made.title}, {made.on}. {made.pk}")


@talk.command(
    name="say", example="verbale talk say 2c9x4k… 'Li Wei' --side theirs --said assurance --text 'It comes in May.'"
)  # fmt: skip
@click.argument("talk")
@click.argument("speaker")
@SIDE
@click.option("--said", type=click.Choice(Said.values), default="statement", show_default=True)
@TEXT
@OFFICE
@signed_in
def say_(me: SignedIn, talk: str, speaker: str, side: str, said: str, text: str, office: str) -> None:
    """Adds what a speaker said, after all that was said before."""
    one = named.talk(me, talk)
    made = talks.say(
        talk=one, side=side_of(side, one.partner), speaker=speaker, said=said, text=text, office=office,
        by=me.person, at=me.at,
    )  # fmt: skip
    say(visit_told.entry(made), visit_told.spoken(made))


@talk.command(name="no-promises", example="verbale talk no-promises 2c9x4k… 'Anna Weber' --side ours")
@click.argument("talk")
@click.argument("speaker")
@SIDE
@TEXT
@OFFICE
@signed_in
def no_promises(me: SignedIn, talk: str, speaker: str, side: str, text: str, office: str) -> None:
    """Adds the explicit fact that a side made no promises, as one of its people said or noted."""
    one = named.talk(me, talk)
    made = talks.no_promises(
        talk=one, side=side_of(side, one.partner), speaker=speaker, text=text, office=office, by=me.person, at=me.at
    )
    say(visit_told.entry(made), visit_told.spoken(made))


@talk.command(example="verbale talk correct 2c9x4k… 3 --said question --text 'Does the list come in May?'")
@click.argument("talk")
@click.argument("place")
@click.option("--said", type=click.Choice(Said.values), help="Else the kind stays.")
@click.option("--text", help="Else the words stay.")
@signed_in
def correct(me: SignedIn, talk: str, place: str, said: str | None, text: str | None) -> None:
    """Corrects kind or words of the entry in this place; the former ones stay in the journal."""
    rows = seen(TalkEntry, me).filter(talk=named.talk(me, talk))
    entry = named.numbered(TalkEntry, rows, "entry of the talk", place, field="place")
    made = talks.correct(
        entry=entry, said=said or entry.said, text=entry.text if text is None else text, by=me.person, at=me.at
    )
    say(visit_told.entry(made), visit_told.spoken(made))


@talk.command(name="list", example="verbale talk list --partner FI-NHI --no-promises")
@click.option("--partner", metavar="CODE")
@click.option("--session", metavar="SESSION", help="Held at this session, COMMISSION/NUMBER.")
@click.option("--visit", metavar="VISIT", help="Held on this visit.")
@click.option("--no-promises", "nothing", is_flag=True, help="Only those in which it was said that none were made.")
@signed_in
def list_(me: SignedIn, partner: str | None, session: str | None, visit: str | None, nothing: bool) -> None:
    """Lists talks, the latest first."""
    rows = seen(Talk, me).select_related("partner").annotate(entry_count=Count("entries"))
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if session:
        rows = rows.filter(session=named.meeting(me, session))
    if visit:
        rows = rows.filter(visit=named.visit(me, visit))
    if nothing:
        rows = rows.filter(pk__in=seen(TalkEntry, me).filter(said=Said.NO_PROMISE).values("talk"))
    found = [{**visit_told.talk(one), "entries": one.entry_count} for one in rows]
    say(found, columns=("id", "title", "partner", "on", "place", "entries"))


@talk.command(example="verbale talk show 2c9x4k… --speaker 'Li Wei'")
@click.argument("talk")
@click.option("--speaker", help="Only what this speaker said.")
@signed_in
def show(me: SignedIn, talk: str, speaker: str | None) -> None:
    """Shows a talk with what each speaker said, in order."""
    one = named.talk(me, talk)
    rows = list(seen(TalkEntry, me).filter(talk=one))
    nothing = [visit_told.entry(row) for row in talks.promised_nothing(one)]
    shown = [row for row in rows if speaker is None or row.speaker == speaker]
    data = {**visit_told.talk(one), "no_promises": nothing, "entries": [visit_told.entry(row) for row in shown]}
    head = f"{one.title}, {one.on}{f', {one.place}' if one.place else ''}, with {one.partner.code}"
    said = [f"No promises were made, says {row['speaker']} of {row['side']}." for row in nothing]
    say(data, head, *said, *(visit_told.spoken(row) for row in shown))
