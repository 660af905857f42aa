"""What is done with a commitment that stands: part of `verbale commitment`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click
from django.db import transaction

from verbale.cli import commitment_told, named
from verbale.cli.fulfilment import store
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import commitment as commitments
from verbale.domain.cycle import commitment_arrival, commitment_date, commitment_heard, commitment_proposed
from verbale.domain.cycle import fund as fund_of
from verbale.domain.cycle.commitment_content import Stage
from verbale.domain.spine import document as documents
from verbale.domain.spine.person import check_role
from verbale.records.commitment import Commitment, CommitmentState
from verbale.records.document import Document, DocumentRole
from verbale.records.person import Role

STATES = [one for one in CommitmentState.values if one != CommitmentState.PROPOSED]
_COMMITMENT = click.argument("commitment")
_MILESTONE = click.option("--milestone", type=click.IntRange(1), metavar="PLACE", help="Of this milestone only.")
REASON = click.option("--reason", default="", help="Why.")
APOLOGY = click.option("--apology", default="", help="The apology, if there was one.")


def _command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    return click.command(name=name, cls=Command, example=example)


def done(me: SignedIn, one: Commitment, said: str) -> None:
    """Tells what was done, and how the commitment stands now."""
    told = commitment_told.whole(named.commitment(me, one.pk), me)
    say(told, said, *commitment_told.in_words(told))


@_command("from", "verbale commitment from 2c9x4k")
@click.argument("minutes")
@signed_in
def from_(me: SignedIn, minutes: str) -> None:
    """Proposes a commitment for each conclusion of concluded MINUTES that has none yet."""
    made = commitment_proposed.from_conclusions(text=named.text(me, minutes), by=me.person, at=me.at)
    say([commitment_told.row(one) for one in made], columns=commitment_told.COLUMNS)


@_command("reject", "verbale commitment reject 7zq0ab --reason 'A greeting, no promise'")
@_COMMITMENT
@click.option("--reason", required=True, help="Why it is no commitment.")
@signed_in
def reject(me: SignedIn, commitment: str, reason: str) -> None:
    """Says that a proposal is no commitment; it stays, dropped, so that it is not proposed again."""
    one = named.commitment(me, commitment)
    done(me, commitment_proposed.reject(commitment=one, reason=reason, by=me.person, at=me.at), "Rejected.")


@_command("change", "verbale commitment change FI-NHI/2a 'partly done' --reason 'Half is sent' --evidence list.pdf")
@_COMMITMENT
@click.argument("state", type=click.Choice(STATES))
@REASON
@click.option("--evidence", metavar="FILE", help="The paper that shows it.")
@click.option("--title", help="The title of the evidence.")
@signed_in
def change(me: SignedIn, commitment: str, state: str, reason: str, evidence: str | None, title: str | None) -> None:
    """Changes the state; who says partly done, not done, dropped or superseded says why."""
    one = named.commitment(me, commitment)
    with transaction.atomic():
        paper = _evidence(me, one, evidence, title) if evidence else None
        made = commitments.change(commitment=one, state=state, reason=reason, evidence=paper, by=me.person, at=me.at)
    done(me, made, f"It is “{made.state}” now.")


def _evidence(me: SignedIn, one: Commitment, file: str, title: str | None) -> Document:
    check_role(me.person, Role.DESK)
    stored, name = store(file, me)
    return documents.attach(
        thing=one, file=documents.examine(stored), role=DocumentRole.ORIGINAL, file_name=name, title=title or name,
        by=me.person, at=me.at,
    )  # fmt: skip


@_command(
    "move",
    "verbale commitment move FI-NHI/2a ../1988-03-31 --by FI-NHI --reason Illness --apology 'We regret it'\n"
    "verbale commitment move FI-NHI/2a 1987-11 --own --reason 'To be early'",
)
@_COMMITMENT
@click.argument("due", metavar="EDTF")
@REASON
@APOLOGY
@click.option("--by", "side", default="", metavar="CODE", help="The side that moved it; ours unless given.")
@click.option("--own", is_flag=True, help="Our own date, which the partner does not see, and not the one agreed.")
@_MILESTONE
@signed_in
def move(me: SignedIn, commitment: str, due: str, milestone: int | None, **given: Any) -> None:
    """Moves the date agreed, or sets our own (--own); an empty text for no date. Every former date stays visible."""
    one = named.commitment(me, commitment)
    step = named.milestone(me, one, milestone) if milestone else None
    commitment_date.move(commitment=one, due=due, milestone=step, by=me.person, at=me.at, **given)
    done(me, one, "Moved.")


@_command("step", "verbale commitment step FI-NHI/2a 'Negotiators are named | 1987-06'")
@_COMMITMENT
@click.argument("step")
@signed_in
def step(me: SignedIn, commitment: str, step: str) -> None:
    """Adds a milestone: “What”, “What | date” or “What | date | date as written”."""
    one = named.commitment(me, commitment)
    commitment_date.add_stage(commitment=one, stage=Stage.read(step), by=me.person, at=me.at)
    done(me, one, "Added.")


@_command("reach", "verbale commitment reach FI-NHI/2a 1 --on 1987-06-20")
@_COMMITMENT
@click.argument("milestone", type=click.IntRange(1))
@click.option("--on", type=DAY, help="On which day; today unless given.")
@signed_in
def reach(me: SignedIn, commitment: str, milestone: int, on: date | None) -> None:
    """Says that a milestone, named by its place, was reached."""
    one = named.commitment(me, commitment)
    reached = named.milestone(me, one, milestone)
    commitment_date.reach(milestone=reached, on=on or me.today, by=me.person, at=me.at)
    done(me, one, "Reached.")


@_command(
    "fund",
    "verbale commitment fund FI-NHI/2a 'two million' --amount 2000000 --currency VM --reserved-in 'Trade agreement "
    "1988' --agreed-by 'Minister A' --agreed-by 'Minister B' --jointly",
)
@_COMMITMENT
@click.argument("as_written")
@click.option("--amount", default="", help="Only where the paper gives one.")
@click.option("--currency", default="", help="As the paper names it, or a unit.")
@click.option("--reserved-in", default="", help="The agreement in which they are reserved.")
@click.option("--agreed-by", multiple=True, help="Who agreed on the amount, with the office; may be repeated.")
@click.option("--jointly", is_flag=True, help="Several agree on it jointly: at least two are named.")
@signed_in
def fund(me: SignedIn, commitment: str, as_written: str, **given: Any) -> None:
    """Records funds for a commitment, in the paper's words; stays here, the partner is not told."""
    one = named.commitment(me, commitment)
    fund_of.reserve(commitment=one, as_written=as_written, by=me.person, at=me.at, **given)
    done(me, one, "Recorded.")


@_command("agree", "verbale commitment agree FI-NHI/2a 9b71d2 --agreed-by 'Minister B'")
@_COMMITMENT
@click.argument("funds")
@click.option("--agreed-by", multiple=True, required=True, help="With the office; may be repeated.")
@signed_in
def agree(me: SignedIn, commitment: str, funds: str, agreed_by: tuple[str, ...]) -> None:
    """Names who agreed on an amount, beside those who did before."""
    one = named.commitment(me, commitment)
    fund_of.agree(fund=named.fund(me, one, funds), agreed_by=agreed_by, by=me.person, at=me.at)
    done(me, one, "Named.")


@_command(
    "delay",
    "verbale commitment delay FI-NHI/4 --on 1987-05-14 --source 'Talk of 14 May' --reason 'A reshuffle' --apology "
    "'Regretted' --due 1987-06 --promised 'Negotiators are named'",
)
@_COMMITMENT
@click.option("--on", "said_on", type=DAY, help="When it was said; today unless given.")
@click.option("--source", default="", help="The talk or the letter, and who said it.")
@click.option("--reason", default="", help="The reason that was given.")
@click.option("--apology", default="", help="The apology.")
@click.option("--due", default="", metavar="EDTF", help="The date promised instead.")
@click.option("--promised", multiple=True, metavar="STEP", help="Promised besides, “what | date”; may be repeated.")
@_MILESTONE
@signed_in
def delay(
    me: SignedIn, commitment: str, said_on: date | None, promised: tuple[str, ...], milestone: int | None, **given: Any
) -> None:  # fmt: skip
    """Records what the partner said, in talks or a letter, of what it owes: a date promised instead is its move."""
    one = named.commitment(me, commitment)
    made = commitment_heard.hear(
        commitment=one, said_on=said_on or me.today, promised=[Stage.read(line) for line in promised],
        milestone=named.milestone(me, one, milestone) if milestone else None, by=me.person, at=me.at, **given,
    )  # fmt: skip
    done(me, made, "Recorded.")


@_command("tell", "verbale commitment tell FI-NHI/2a --reason 'The printer broke down' --apology 'We regret it'")
@_COMMITMENT
@REASON
@APOLOGY
@signed_in
def tell(me: SignedIn, commitment: str, reason: str, apology: str) -> None:
    """Tells the partner state and agreed date of what follows from a shared article; the rest stays here."""
    one = named.commitment(me, commitment)
    commitments.tell(commitment=one, reason=reason, apology=apology, by=me.person, at=me.at)
    done(me, one, "It goes to the partner in the next pouch.")


@_command("accept", "verbale commitment accept FI-NHI/2a --state")
@_COMMITMENT
@click.option("--state", is_flag=True, help="Their state as well, not only their date.")
@signed_in
def accept(me: SignedIn, commitment: str, state: bool) -> None:
    """Takes the partner's date for the one agreed, as a move of its side."""
    one = named.commitment(me, commitment)
    done(me, commitment_arrival.accept_word(commitment=one, state=state, by=me.person, at=me.at), "Accepted.")


@_command("sort", "verbale commitment sort FI-NHI/2a 2c9x4k/7\nverbale commitment sort FI-NHI/2a")
@_COMMITMENT
@click.argument("complex", required=False)
@signed_in
def sort(me: SignedIn, commitment: str, complex: str | None) -> None:
    """Says to which complex of a programme it belongs, PROGRAMME/NUMBER or identifier; without one, to none."""
    one = named.commitment(me, commitment)
    under = named.complex_of(me, complex) if complex else None
    done(me, commitments.sort_under(commitment=one, sector_complex=under, by=me.person, at=me.at), "Sorted.")


COMMANDS = (from_, reject, change, move, step, reach, fund, agree, delay, tell, accept, sort)
