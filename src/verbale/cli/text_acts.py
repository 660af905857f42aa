"""The acts of our side on texts, and recording those that came by letter: part of `verbale text`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click

from verbale.cli import named, text_told
from verbale.cli.group import Command
from verbale.cli.options import DAY, read_file
from verbale.cli.output import say
from verbale.cli.pouch_letter import SCAN, scan_of
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import minutes_check
from verbale.domain.spine import by_letter
from verbale.domain.spine import text as texts
from verbale.domain.spine.office import office
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import WrongUse
from verbale.records.text import Text, TextAct


class NotAHash(WrongUse):
    """“{given}” is not the whole hash of a revision, 64 hexadecimal digits. Approve what you have read: show the text,
    and copy the hash of the revision from there."""


def office_languages() -> tuple[str, ...]:
    return tuple(office().languages) or ("en",)


def read_revision(file: str) -> agreement.Revision:
    """A revision out of a file: canonical JSON, any JSON of its shape, or the plain form."""
    data = read_file(file)
    if data.lstrip()[:1] == b"{":
        return agreement.Revision.of_json(read_json(data, "a revision"))
    return agreement.read_plain(data)


def _done(me: SignedIn, one: Text, row: TextAct, what: str) -> None:
    one.refresh_from_db()
    data = {"act": row.act, "number": row.number, "hash": row.hash, "revision": row.body["revision"]}
    say({**data, "text": text_told.whole(one, me)}, what, *text_told.in_words(one, me))


def _command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    return click.command(name=name, cls=Command, example=example)


NOTE = click.option("--note", default="", help="Goes to the partner with the act, signed.")
RESPOND_BY = click.option("--respond-by", type=DAY, help="Until when an answer is awaited; else for 30 days.")


@_command("open", "verbale text open FI-NHI agreement.txt --respond-by 2026-12-31")
@click.argument("partner")
@click.argument("file")
@RESPOND_BY
@NOTE
@signed_in
def open_(me: SignedIn, partner: str, file: str, respond_by: date | None, note: str) -> None:
    """Proposes a new text to a partner, from a file: JSON, or the plain form that `text template` prints."""
    made = texts.open_text(
        partner=named.partner(me, partner), revision=read_revision(file), by=me.person, at=me.at, note=note,
        respond_by=respond_by,
    )  # fmt: skip
    say(text_told.whole(made, me), f"Proposed to {partner} as text {made.pk}.", *text_told.in_words(made, me))


@_command("propose", "verbale text propose 2c9x4k changed.txt --note 'Article 3 as we spoke about it'")
@click.argument("identifier")
@click.argument("file")
@click.option("--answers", metavar="HASH", help="The proposal's act that it answers; else the newest that stands.")
@RESPOND_BY
@NOTE
@signed_in
def propose(
    me: SignedIn, identifier: str, file: str, answers: str | None, respond_by: date | None, note: str
) -> None:  # fmt: skip
    """Proposes a revision: a change, a counter-proposal to theirs, or a correction of our own proposal."""
    one = named.text(me, identifier)
    row = texts.propose(
        text=one, revision=read_revision(file), by=me.person, at=me.at, answers=answers, note=note,
        respond_by=respond_by,
    )  # fmt: skip
    _done(me, one, row, "Proposed. It is not in force.")


@_command("withdraw", "verbale text withdraw 2c9x4k")
@click.argument("identifier")
@NOTE
@signed_in
def withdraw(me: SignedIn, identifier: str, note: str) -> None:
    """Withdraws our proposal that stands."""
    one = named.text(me, identifier)
    _done(me, one, texts.withdraw(text=one, by=me.person, at=me.at, note=note), "Our proposal is withdrawn.")


@_command("approve", f"verbale text approve 2c9x4k {'9b71d2' * 10}9b71")
@click.argument("identifier")
@click.argument("hash", metavar="HASH")
@NOTE
@signed_in
def approve(me: SignedIn, identifier: str, hash: str, note: str) -> None:
    """Approves for our side the revision with exactly this HASH, all 64 digits of it.

    Needs a second factor, and the authority that approves the text. Minutes are approved once every difference between
    their languages is mended or accepted; see: verbale minutes check.
    """
    if len(hash) != 64 or not set(hash) <= set("0123456789abcdef"):
        raise NotAHash(given=hash)
    one = named.text(me, identifier)
    row = minutes_check.approve(
        text_=one, revision=hash, by=me.person, at=me.at, second_factor=me.second_factor, note=note
    )  # fmt: skip
    _done(me, one, row, f"Our side approves {hash}.")


@_command("take-back", "verbale text take-back 2c9x4k --note 'Article 2 was misread'")
@click.argument("identifier")
@NOTE
@signed_in
def take_back(me: SignedIn, identifier: str, note: str) -> None:
    """Takes our side's approval back; void if the depositary has concluded meanwhile. Needs a second factor."""
    one = named.text(me, identifier)
    row = texts.take_back(text=one, by=me.person, at=me.at, second_factor=me.second_factor, note=note)
    _done(me, one, row, "Our approval is taken back.")


@_command("notice", "verbale text notice 2c9x4k --last-day 2027-06-30")
@click.argument("identifier")
@click.option("--last-day", type=DAY, required=True, help="The last day on which the text is in force, in UTC.")
@NOTE
@signed_in
def notice(me: SignedIn, identifier: str, last_day: date, note: str) -> None:
    """Gives notice of the end of the text in force. It cannot be withdrawn. Needs a second factor."""
    one = named.text(me, identifier)
    row = texts.give_notice(
        text=one, last_day=last_day, by=me.person, at=me.at, second_factor=me.second_factor, note=note
    )
    _done(me, one, row, f"Notice is given; the last day is {last_day}.")


@_command("await", "verbale text await 2c9x4k 2026-12-31")
@click.argument("identifier")
@click.argument("day", type=DAY)
@signed_in
def await_(me: SignedIn, identifier: str, day: date) -> None:
    """Sets until when an answer to the proposal that stands is awaited."""
    one = texts.await_answer(text=named.text(me, identifier), respond_by=day, by=me.person, at=me.at)
    say(text_told.whole(one, me), *text_told.in_words(one, me))


@_command("authority", "verbale text authority 2c9x4k committee")
@click.argument("identifier")
@click.argument("code")
@signed_in
def authority(me: SignedIn, identifier: str, code: str) -> None:
    """Says the holders of which authority approve this text for our side; of “texts” where nothing is said."""
    one = named.text(me, identifier)
    texts.set_authority(text=one, code=code, by=me.person, at=me.at)
    say(text_told.whole(one, me), f"Holders of {code} approve it for our side.")


@_command(
    "letter",
    "verbale text letter CZ-ACA propose --file theirs.txt --name 'J. Novák' --authority director --office Academy "
    "--letter letter.pdf\nverbale text letter CZ-ACA approve --text 2c9x4k --approves HASH --name 'J. Novák' "
    "--authority director --office Academy --letter letter.pdf",
)
@click.argument("partner")
@click.argument("kind", type=click.Choice([one.value for one in Kind if one is not Kind.CONCLUDE]))
@click.option("--text", "identifier", help="The text it is about; none for a first proposal.")
@click.option("--file", help="The revision that is proposed.")
@click.option("--approves", metavar="HASH", help="The revision that is approved.")
@click.option("--last-day", type=DAY, help="Of a notice.")
@click.option("--name", required=True, help="Who signed the letter.")
@click.option("--authority", "by_right", required=True, help="By which right.")
@click.option("--office", "theirs", required=True, help="Of which office.")
@SCAN
@click.option("--note", default="", help="What the letter says beside it.")
@signed_in
def letter(
    me: SignedIn, partner: str, kind: str, identifier: str | None, file: str | None, approves: str | None,
    last_day: date | None, name: str, by_right: str, theirs: str, letter: str, note: str,
) -> None:  # fmt: skip
    """Records what a partner that runs no node did by letter: an act of its side, with the scan, unsigned."""
    about = named.text(me, identifier) if identifier else None
    proposed = read_revision(file) if file else None
    row = by_letter.record(
        partner=named.partner(me, partner), kind=Kind(kind), said_by=agreement.Signatory(name, by_right, theirs),
        scan=scan_of(me, letter), by=me.person, at=me.at, about=about,
        revision=proposed, approves=approves, last_day=last_day, note=note,
    )  # fmt: skip
    _done(me, named.text(me, row.text_id), row, f"Recorded as an act of {partner}, by letter.")


COMMANDS = (open_, propose, withdraw, approve, take_back, notice, await_, authority, letter)
