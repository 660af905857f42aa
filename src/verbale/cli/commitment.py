"""`verbale commitment`: what was concluded, by whom and when; recorded and confirmed. Acts: `commitment_acts`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from verbale.cli import commitment_acts, commitment_told, named
from verbale.cli.group import Group
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import commitment as commitments
from verbale.domain.cycle import commitment_proposed
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.kernel.errors import WrongUse
from verbale.records.commitment import Bound, Commitment, CommitmentPart, CommitmentState, PartIn
from verbale.records.matching import with_all

PARTS = {
    "in_charge": PartIn.IN_CHARGE, "participant": PartIn.PARTICIPANT, "leading": PartIn.LEADING,
    "coordinator": PartIn.COORDINATOR, "controls": PartIn.CONTROLS,
}  # fmt: skip
"""The options that name who takes part, with what they have to do."""


class NotAPlace(WrongUse):
    """“{given}” is no place in a report. Write its first and last character, such as 120-245."""


class OneSource(WrongUse):
    """A commitment comes from one source: name --text and --article, or --report and --at, or neither."""


class NoPartner(WrongUse):
    """Name the partner with --partner, or the text it was agreed in with --text."""


@click.group(cls=Group)
def commitment() -> None:
    """What was concluded: the sentence it comes from, who is in charge and who controls, imprecise dates, milestones,
    moves with their reasons, the partner's delays, funds.

    A commitment is named by its identifier, by the beginning of it, or as PARTNER/NUMBER. Dates: 1987-10-16, 1987-10,
    1987, 1987-06/1987-10, ../1987-12-31 (by the end of), 1988/.. (from then on), immediately:1987-05-18, or none.
    """


for _command in commitment_acts.COMMANDS:
    commitment.add_command(_command)


def with_members(act: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that name who takes part."""
    for name in reversed(PARTS):
        given = f"--{name.replace('_', '-')}"
        act = click.option(
            given, name, multiple=True, metavar="NAME", help="“Name” or “Name | subject”; may be repeated."
        )(act)
    return act


def members_of(given: dict[str, Any]) -> list[Member]:
    """Takes the members out of what was given."""
    return [Member.read(part, line) for name, part in PARTS.items() for line in given.pop(name)]


@commitment.command(
    name="list", example="verbale commitment list --state open --partner FI-NHI\nverbale commitment list --text lasers"
)
@click.option("--partner", metavar="CODE")
@click.option("--state", type=click.Choice(CommitmentState.values))
@click.option("--side", type=click.Choice(Bound.values), help="Whom it binds.")
@click.option("--who", default="", help="With this in the name of one who takes part.")
@click.option("--text", default="", help="With these words.")
@signed_in
def list_(me: SignedIn, partner: str | None, state: str | None, side: str | None, who: str, text: str) -> None:
    """Lists commitments of every state, those recorded last first. What is due says: verbale due"""
    rows = seen(Commitment, me).select_related("partner").prefetch_related("parts")
    rows = rows.filter(partner=named.partner(me, partner)) if partner else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(bound=side) if side else rows
    if who:
        rows = rows.filter(pk__in=seen(CommitmentPart, me).filter(with_all(who, ("who",))).values("commitment"))
    rows = rows.filter(with_all(text, ("text", "number"))).order_by("-recorded_at", "number")
    say([commitment_told.row(each) for each in rows], columns=commitment_told.COLUMNS)


@commitment.command(example="verbale commitment show FI-NHI/2a")
@click.argument("commitment")
@signed_in
def show(me: SignedIn, commitment: str) -> None:
    """Shows all that is known of a commitment, with the sentence it comes from."""
    told = commitment_told.whole(named.commitment(me, commitment), me)
    say(told, *commitment_told.in_words(told))


@commitment.command(
    example="verbale commitment record 2a 'Lists of journals are exchanged.' --side both --text 2c9x4k --article 2 "
    "--in-charge 'Academy' --controls 'Chancellery' --due ../1987-12-31 --own-due 1987-11\n"
    "verbale commitment record 3 - --partner FI-NHI --side theirs --report 7zq0ab --at 120-245 "
    "--milestone 'Proposals | 1987-06 | in June' --milestone 'Agreements | 1987-10'"
)
@click.argument("number")
@click.argument("words")
@click.option("--partner", metavar="CODE", help="With whom it was agreed; with --text that is known.")
@click.option("--side", "bound", type=click.Choice(Bound.values), required=True, help="Whom it binds.")
@click.option("--text", metavar="TEXT", help="The agreed text it comes from.")
@click.option("--article", default="", help="With --text: the article.")
@click.option("--report", metavar="REPORT", help="The report it comes from.")
@click.option("--at", "place", default="", metavar="FIRST-LAST", help="With --report: the sentence, in characters.")
@click.option("--due", default="", metavar="EDTF", help="The date agreed.")
@click.option("--as-written", "due_as_written", default="", help="The date agreed, in the paper's words.")
@click.option("--own-due", default="", metavar="EDTF", help="Our own date, which the partner does not see.")
@click.option(
    "--milestone", "stages", multiple=True, metavar="STEP", help="“What | date | as written”; may be repeated."
)
@click.option("--complex", "sector_complex", metavar="COMPLEX", help="Its complex, PROGRAMME/NUMBER or identifier.")
@click.option("--proposal", is_flag=True, help="Only a proposal, to be confirmed later.")
@with_members
@signed_in
def record(
    me: SignedIn, number: str, words: str, partner: str | None, text: str | None, article: str, report: str | None,
    place: str, stages: tuple[str, ...], sector_complex: str | None, proposal: bool, **given: Any,
) -> None:  # fmt: skip
    """Records a commitment with NUMBER and WORDS, “-” for standard input; by hand, or from a place in a source."""
    source = _source(me, text, article, report, place)
    if source.text is None and partner is None:
        raise NoPartner()
    whose = named.partner(me, partner) if partner else source.text.partner  # type: ignore[union-attr]
    made = commitments.record(
        partner=whose, number=number, text=read_file("-").decode("utf-8", "replace") if words == "-" else words,
        source=source, members=members_of(given), stages=[Stage.read(line) for line in stages],
        state=CommitmentState.PROPOSED if proposal else CommitmentState.OPEN,
        sector_complex=named.complex_of(me, sector_complex) if sector_complex else None, by=me.person, at=me.at,
        **given,
    )  # fmt: skip
    commitment_acts.done(me, made, f"Recorded: {made.number}. {made.pk}")


def _source(me: SignedIn, text: str | None, article: str, report: str | None, place: str) -> Source:
    if (text and report) or bool(text) != bool(article) or (place and not report):
        raise OneSource()
    if text:
        agreed = named.text(me, text)
        return Source(agreed, agreed.in_force, article)
    if not report:
        return Source()
    start, end = _place(place) if place else (None, None)
    return Source(report=named.report(me, report), start=start, end=end)


def _place(given: str) -> tuple[int, int]:
    first, _, last = given.partition("-")
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and len(given) < 20):
        raise NotAPlace(given=given)
    return int(first), int(last)


@commitment.command(
    example="verbale commitment confirm 7zq0ab\n"
    "verbale commitment confirm 7zq0ab --due 1987-10 --controls 'Chancellery'"
)
@click.argument("commitment")
@click.option("--number")
@click.option("--words", "text", help="The sentence, corrected.")
@click.option("--side", "bound", type=click.Choice(Bound.values))
@click.option("--due", metavar="EDTF")
@click.option("--as-written", "due_as_written")
@click.option("--own-due", metavar="EDTF")
@click.option(
    "--milestone", "stages", multiple=True, metavar="STEP", help="“What | date | as written”: all of them anew."
)
@click.option("--complex", "sector_complex", metavar="COMPLEX")
@with_members
@signed_in
def confirm(
    me: SignedIn, commitment: str, stages: tuple[str, ...], sector_complex: str | None, **given: Any
) -> None:  # fmt: skip
    """Confirms a proposal, with what is corrected in it. If anybody is named, all who take part are named anew."""
    members = members_of(given)
    made = commitment_proposed.confirm(
        commitment=named.commitment(me, commitment), members=members or None,
        stages=[Stage.read(line) for line in stages] or None,
        sector_complex=named.complex_of(me, sector_complex) if sector_complex else None, by=me.person, at=me.at,
        **given,
    )  # fmt: skip
    commitment_acts.done(me, made, f"Confirmed: {made.number}.")


@commitment.command(example="verbale commitment name FI-NHI/2a --in-charge 'Academy' --controls 'Chancellery'")
@click.argument("commitment")
@with_members
@signed_in
def name(me: SignedIn, commitment: str, **given: Any) -> None:
    """Names anew everybody who takes part: in charge, participants, leading expert, coordinator, who controls."""
    one = named.commitment(me, commitment)
    made = commitments.name(commitment=one, members=members_of(given), by=me.person, at=me.at)
    commitment_acts.done(me, made, "Named.")
