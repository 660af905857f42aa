"""`verbale minutes draft`: minutes kept before they are proposed, the same draft that the page writes on."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from verbale.cli import minutes_told, named, text_acts
from verbale.cli.group import Command
from verbale.cli.minutes_acts import NotMinutesFile
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import minutes_check, minutes_draft
from verbale.domain.cycle.minutes_outline import Outline
from verbale.kernel.errors import NotFound, WrongUse
from verbale.records.text import TextKind


class DraftOfWhat(WrongUse):
    """Name the session whose new minutes are written, or with --to the minutes that are to be changed; and not both."""


class KeepOrDrop(WrongUse):
    """A draft is kept with --keep or dropped with --drop. Name one of them."""


@click.command(
    name="draft",
    cls=Command,
    example="verbale minutes draft 2c9x4k/3 > minutes.txt\n"
    "verbale minutes draft 2c9x4k/3 --keep minutes.txt\n"
    "verbale minutes draft --to 2c9x4k --drop",
)
@click.argument("session", required=False)
@click.option("--to", "identifier", metavar="MINUTES", help="The draft of a change of these minutes.")
@click.option("--keep", metavar="FILE", help="Keeps this file as the draft, over what is kept.")
@click.option("--drop", is_flag=True, help="Drops the draft.")
@text_acts.RESPOND_BY
@text_acts.NOTE
@signed_in
def draft(
    me: SignedIn, session: str | None, identifier: str | None, keep: str | None, drop: bool, respond_by: date | None,
    note: str,
) -> None:  # fmt: skip
    """Prints the draft of the minutes of a session, COMMISSION/NUMBER or its identifier, in the plain form, with where
    its languages differ; or keeps one, or drops it. The partner sees nothing of it.
    """
    if (session is None) == (identifier is None):
        raise DraftOfWhat()
    if keep and drop:
        raise KeepOrDrop()
    about: minutes_draft.About
    about = named.minutes_read(me, identifier).text if identifier else named.meeting(me, str(session))
    if drop:
        minutes_draft.drop(about=about, by=me.person, at=me.at)
        say({"dropped": True}, "The draft was dropped.")
        return
    if keep:
        said = text_acts.read_revision(keep)
        if said.kind != TextKind.MINUTES:
            raise NotMinutesFile(file=keep, kind=said.kind)
        outline = Outline.of_revision(said)
        acting: dict[str, Any] = {"by": me.person, "at": me.at}
        minutes_draft.keep(about=about, outline=outline, note=note, respond_by=respond_by, **acting)
    kept = minutes_draft.of(about)
    if kept is None:
        raise NotFound(what="draft", which=session or identifier)
    outline = minutes_draft.outline_of(kept)
    found = minutes_check.check_outline(outline)
    data = {
        "form": outline.as_plain(), "note": kept.note, "respond_by": kept.respond_by, "by": kept.kept_by.handle,
        "at": kept.kept_at, "findings": [minutes_told.found(outline, place, each) for place, each in found],
    }  # fmt: skip
    say(data, *outline.as_plain().rstrip("\n").split("\n"))


COMMANDS = {"draft": draft}
