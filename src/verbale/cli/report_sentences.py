"""A report's text, sentences marked in it, and what no conclusion takes up; part of `verbale report`."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named, report_told
from verbale.cli.output import say
from verbale.cli.report_acts import command
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import sentence as sentences
from verbale.engines.report import sentences_of
from verbale.kernel.errors import WrongUse
from verbale.records.report import Mark, MarkedSentence, Report


class NotOneSentence(WrongUse):
    """{count} sentences of “{title}” hold “{words}”. Give more of the words of one, or its characters with --start and
    --end, as verbale report text lists them."""


@command("text", "verbale report text 2c9x4k")
@click.argument("identifier", metavar="REPORT")
@signed_in
def text(me: SignedIn, identifier: str) -> None:
    """Shows the text of a report by sentences, each with its place in characters and its marks."""
    one = named.report(me, identifier)
    marks: dict[tuple[int, int], list[str]] = {}
    for each in seen(MarkedSentence, me).filter(report=one):
        marks.setdefault((each.start, each.end), []).append(each.mark)
    listed: list[dict[str, Any]] = [
        {"start": each.start, "end": each.end, "marks": marks.get((each.start, each.end), []), "text": each.text}
        for each in sentences_of(one.text)
    ]
    lines = [f"{one['start']}-{one['end']}  {_marks(one['marks'])}{one['text']}" for one in listed]
    say({"text": one.text, "sentences": listed}, *(lines or ["No text was read from this report."]))


def _marks(marks: list[str]) -> str:
    return f"[{', '.join(marks)}] " if marks else ""


@command("mark", "verbale report mark 2c9x4k need --words 'polymeric fibres'\nverbale report mark 2c9x4k delay "
         "--start 120 --end 260 --note 'they apologised'")  # fmt: skip
@click.argument("identifier", metavar="REPORT")
@click.argument("mark", type=click.Choice(Mark.values))
@click.option("--words", help="Words that only this sentence has.")
@click.option("--start", type=int, help="Its first character.")
@click.option("--end", type=int, help="The character after its last.")
@click.option("--note", default="")
@signed_in
def mark(
    me: SignedIn, identifier: str, mark: str, words: str | None, start: int | None, end: int | None, note: str
) -> None:
    """Marks a sentence of a report as promise, question, delay or need."""
    one = named.report(me, identifier)
    first, last = (start, end) if start is not None and end is not None else _place(one, words or "")
    made = sentences.mark(report=one, start=first, end=last, mark=mark, note=note, by=me.person, at=me.at)
    say(report_told.sentence(made), f"Marked as {made.mark}: {made.text}. {made.pk}")


def _place(one: Report, words: str) -> tuple[int, int]:
    wanted = " ".join(words.split()).casefold()
    found = [each for each in sentences_of(one.text) if wanted and wanted in each.text.casefold()]
    if len(found) != 1:
        raise NotOneSentence(count=len(found), title=one.title, words=words[:100])
    return found[0].start, found[0].end


@command("sentences", "verbale report sentences 2c9x4k --not-taken-up")
@click.argument("identifier", metavar="REPORT")
@click.option("--not-taken-up", "open_", is_flag=True, help="Only those that no conclusion takes up.")
@signed_in
def listed(me: SignedIn, identifier: str, open_: bool) -> None:
    """Lists the marked sentences of a report, held against its conclusions: which takes each up, or is nearest."""
    one = named.report(me, identifier)
    held = [each for each in sentences.held_against(one) if not (open_ and each.taken_up_by)]
    told = [
        {
            **report_told.sentence(each.sentence), "taken_up_by": each.taken_up_by.number if each.taken_up_by else None,
            "nearest": each.nearest.number if each.nearest else None, "in_common": each.share,
        }
        for each in held
    ]  # fmt: skip
    say(told, columns=("id", "mark", "taken_up_by", "nearest", "in_common", "text"))


@command("unmark", "verbale report unmark 7zq0…")
@click.argument("identifier", metavar="SENTENCE")
@signed_in
def unmark(me: SignedIn, identifier: str) -> None:
    """Takes a mark away; the journal keeps that it was there."""
    one = named.sentence(me, identifier)
    told = report_told.sentence(one)
    sentences.unmark(sentence=one, by=me.person, at=me.at)
    say(told, f"No longer marked as {one.mark}.")


@command("take-up", "verbale report take-up 7zq0… 3kd8…")
@click.argument("identifier", metavar="SENTENCE")
@click.argument("commitment")
@signed_in
def take_up(me: SignedIn, identifier: str, commitment: str) -> None:
    """Says that a commitment takes a marked sentence up."""
    one, taking = named.sentence(me, identifier), named.commitment(me, commitment)
    made = sentences.take_up(sentence=one, commitment=taking, by=me.person, at=me.at)
    say(report_told.sentence(made), f"Commitment {taking.number} takes it up.")


@command("let-go", "verbale report let-go 7zq0…")
@click.argument("identifier", metavar="SENTENCE")
@signed_in
def let_go(me: SignedIn, identifier: str) -> None:
    """Takes back that a commitment takes a marked sentence up."""
    made = sentences.let_go(sentence=named.sentence(me, identifier), by=me.person, at=me.at)
    say(report_told.sentence(made), "No commitment takes it up.")


COMMANDS = {one.name: one for one in (text, mark, listed, unmark, take_up, let_go)}
