"""`verbale erasure ask` and `answer`: what a partner holds can only be asked for, and a partner asks us."""

from __future__ import annotations

from datetime import date

import click

from verbale.cli import erasure_told, named
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import erasure_answer, erasure_asked
from verbale.kernel.errors import WrongUse
from verbale.records.erasure import Side


class NoAnswer(WrongUse):
    """“{text}” is no answer. Write SHA256=WORD:WHY, the word one of erased, kept, unknown."""


@click.command(
    cls=Command, example="verbale erasure ask FI-NHI 9f86… --rule 'Archive act, § 4' --reason 'Ten years are over'"
)
@click.argument("partner")
@click.argument("hashes", nargs=-1)
@click.option("--rule", "rule_", required=True)
@click.option("--reason", required=True)
@click.option("--due", "due_on", type=DAY, help="Until when an answer is awaited; else as for orders.")
@click.option("--erasure", "with_", metavar="ID", help="Our erasure that it goes with.")
@signed_in
def ask(
    me: SignedIn, partner: str, hashes: tuple[str, ...], rule_: str, reason: str, due_on: date | None, with_: str | None
) -> None:
    """Asks a partner to erase files that went to it, by their SHA-256. The carrier signs the request."""
    made = erasure_asked.ask(
        partner=named.partner(me, partner), hashes=hashes, rule=rule_, reason=reason, due_on=due_on, by=me.person,
        at=me.at, erasure=erasure_told.named(me, with_) if with_ else None,
    )  # fmt: skip
    say(
        erasure_told.request(made),
        f"Asked; an answer is awaited until {made.due_on}. See it with: verbale erasure show {made.pk}",
    )


@click.command(cls=Command, example="verbale erasure answer 7zq0… 9f86…=erased:'As you asked'")
@click.argument("identifier")
@click.argument("answers", nargs=-1, required=True)
@click.option("--letter", metavar="ID", help="For our own request to a partner without a node: the scan of its letter.")
@signed_in
def answer(me: SignedIn, identifier: str, answers: tuple[str, ...], letter: str | None) -> None:
    """Answers a partner's request file by file, or records a partner's letter that answers ours."""
    asked, given = erasure_told.request_named(me, identifier), dict(_answer(one) for one in answers)
    if asked.side == Side.THEIRS:
        erasure_answer.answer(asked=asked, answers=given, by=me.person, at=me.at)
    else:
        scan = named.document(me, letter) if letter else None
        erasure_answer.record_letter(asked=asked, answers=given, letter=scan, by=me.person, at=me.at)
    say({"id": asked.pk, "files": len(given)}, "Answered.")


def _answer(text: str) -> tuple[str, tuple[str, str]]:
    sha256, sign, rest = text.partition("=")
    word, colon, why = rest.partition(":")
    if not sign or not colon:
        raise NoAnswer(text=text)
    return sha256, (word, why)


COMMANDS = (ask, answer)
