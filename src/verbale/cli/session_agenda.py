"""`verbale session agenda`: both sides' items merged by the duties of the mandate, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import agenda as agendas
from verbale.domain.cycle import commitment_carried, minutes_agenda, statute
from verbale.domain.cycle.agenda import Agenda, Entry
from verbale.domain.cycle.memorandum_content import Item
from verbale.domain.spine.office import office
from verbale.kernel.errors import NotFound
from verbale.records.session import Session


@click.group(cls=Group)
def agenda() -> None:
    """The merged agenda of a session: what is still open of earlier ones first, then both sides' items by duty."""


@agenda.command(example="verbale session agenda show 2c9x4k/3")
@click.argument("session")
@signed_in
def show(me: SignedIn, session: str) -> None:
    """Shows the agenda as both sides' last told memoranda make it, with the duty of the mandate beside each item."""
    _say(_agenda(named.meeting(me, session)))


@agenda.command(example="verbale session agenda join 2c9x4k/3 OUR-ITEM THEIR-ITEM")
@click.argument("session")
@click.argument("ours")
@click.argument("theirs")
@signed_in
def join(me: SignedIn, session: str, ours: str, theirs: str) -> None:
    """Says that an item of ours and one of theirs are one, by the identities that `show` prints."""
    meeting = named.meeting(me, session)
    agendas.join(session=meeting, ours=ours, theirs=theirs, by=me.person, at=me.at)
    _say(_agenda(meeting), "Joined.")


@agenda.command(example="verbale session agenda part 2c9x4k/3 OUR-ITEM")
@click.argument("session")
@click.argument("ours")
@signed_in
def part(me: SignedIn, session: str, ours: str) -> None:
    """Takes back that an item of ours is one with one of theirs."""
    meeting = named.meeting(me, session)
    agendas.part(session=meeting, ours=ours, by=me.person, at=me.at)
    _say(_agenda(meeting), "Parted.")


@agenda.command(example="verbale session agenda article 2c9x4k/3\nverbale session agenda article 2c9x4k/3 --print")
@click.argument("session")
@click.option("--language", "languages", multiple=True, help="May be repeated; else those of the statute.")
@click.option("--print", "only_print", is_flag=True, help="Only prints the article.")
@signed_in
def article(me: SignedIn, session: str, languages: tuple[str, ...], only_print: bool) -> None:
    """Makes it the agenda article in the draft of the minutes, in place of the one that stands there."""
    meeting = named.meeting(me, session)
    carried = commitment_carried.of(meeting)
    wanted = languages or _languages(meeting)
    made = minutes_agenda.article(meeting, wanted, carried)
    lines = [line for code in wanted for line in (f"[{code}] {made.heading.get(code, '')}", made.text.get(code, ""))]
    if not only_print:
        minutes_agenda.take_over(session=meeting, languages=wanted, carried=carried, by=me.person, at=me.at)
        lines = ["It is now the agenda article in the draft of the minutes.", *lines]
    say(made.as_json(), *(each for line in lines for each in line.split("\n")))


def _agenda(session: Session) -> Agenda:
    return agendas.of(session, commitment_carried.of(session))


def _languages(session: Session) -> tuple[str, ...]:
    try:
        return statute.in_force(session.commission).languages
    except NotFound:
        return tuple(office().languages) or ("en",)


def _say(found: Agenda, *lines: str) -> None:
    data = {
        "session": found.session.pk, "number": found.session.number, "versions": list(found.versions),
        "entries": [_entry(one) for one in found.entries],
    }  # fmt: skip
    told = [line for one in found.entries for line in _in_words(one)]
    say(data, *lines, *(told or ["There is nothing on the agenda yet."]))


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "place": one.place, "duty": one.number or None, "duty_title": dict(one.duty.words) if one.duty else None,
        "ours": _item(one.ours), "theirs": _item(one.theirs), "joined": str(one.joined) or None,
        "carried": [
            {"number": each.number, "text": each.words, "words": dict(each.said), "state": each.state, "due": each.due}
            for each in one.carried
        ],
    }  # fmt: skip


def _item(item: Item | None) -> dict[str, Any] | None:
    return {"id": item.id, "title": dict(item.title), "want": dict(item.want), "duty": item.duty} if item else None


def _in_words(one: Entry) -> Iterator[str]:
    if one.carried:
        yield f"{one.place}. Open commitments of earlier sessions"
        for each in one.carried:
            yield f"   {each.number} {each.words} [{each.state}{', ' + each.due if each.due else ''}]"
        return
    duty = f"duty {one.number}" + (f": {one.duty.title()}" if one.duty else "")
    yield f"{one.place}. {one.title()} [{duty if one.number != 'other' else 'other issues'}]"
    for whose, item in (("ours", one.ours), ("theirs", one.theirs)):
        if item:
            yield f"   {whose}: {item.id}{' (joined ' + str(one.joined) + ')' if one.joined else ''}"
