"""`verbale erasure run`, `order`, `confirm`, `withdraw`, `clear` and `again`: erasing, by two people."""

from __future__ import annotations

import click

from verbale.cli import erasure_told
from verbale.cli.group import Command
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.cli.retention import the_rule
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import erasure as act
from verbale.domain.spine import retention
from verbale.domain.spine.person import check_role
from verbale.journeys import erasing, erasure_list
from verbale.kernel.errors import WrongUse
from verbale.records.erasure import Erasure
from verbale.records.person import Role


class NoThing(WrongUse):
    """“{text}” is no thing. Write KIND:IDENTIFIER, for example document:7zq0…"""


@click.command(cls=Command, example="verbale erasure run received --reason 'Yearly clearing'")
@click.argument("code")
@click.argument("things", nargs=-1)
@click.option("--reason", required=True)
@signed_in
def run(me: SignedIn, code: str, things: tuple[str, ...], reason: str) -> None:
    """Proposes to erase what is due under a rule: all of it, or the named things (KIND:IDENTIFIER)."""
    found = the_rule(me, code)
    check_role(me.person, Role.ADMINISTRATOR)
    all_due = [(one.thing_kind, one.thing_id) for one in retention.due(me.at) if one.rule.pk == found.pk]
    chosen = [_thing(one) for one in things] or all_due[: act.MOST]
    made = act.propose(things=chosen, reason=reason, rule=found, by=me.person, at=me.at)
    _say_proposed(made)


@click.command(
    cls=Command, example="verbale erasure order document:7zq0… --ordered-by 'Order 12 of …' --reason 'Asked for'"
)
@click.argument("things", nargs=-1, required=True)
@click.option("--ordered-by", "order_", required=True, help="The order of the authority, or the partner's request.")
@click.option("--reason", required=True)
@click.option("--asked", metavar="ID", help="The partner's request that it answers to.")
@signed_in
def order(me: SignedIn, things: tuple[str, ...], order_: str, reason: str, asked: str | None) -> None:
    """Proposes to erase single things by order of an authority. They are written KIND:IDENTIFIER."""
    made = act.propose(
        things=[_thing(one) for one in things], order=order_, reason=reason, by=me.person, at=me.at,
        asked=erasure_told.request_named(me, asked) if asked else None,
    )  # fmt: skip
    _say_proposed(made)


def _thing(text: str) -> tuple[str, str]:
    kind, sign, identifier = text.partition(":")
    if not sign or not kind or not identifier:
        raise NoThing(text=text)
    return kind, identifier


def _say_proposed(made: Erasure) -> None:
    say({"id": made.pk, "things": made.things.count()}, f"Proposed. Another person: verbale erasure confirm {made.pk}")


@click.command(cls=Command, example="verbale erasure confirm 7zq0…")
@click.argument("identifier")
@signed_in
def confirm(me: SignedIn, identifier: str) -> None:
    """Confirms what another person proposed: it is erased, and nothing brings it back."""
    made, cleared = erasing.confirm(
        erasure=erasure_told.named(me, identifier), by=me.person, at=me.at, second_factor=me.second_factor
    )
    data = {"id": made.pk, "removed": len(cleared.removed), "compacted": cleared.compacted}
    say(data, f"Erased; {len(cleared.removed)} files and folders went off the disk.", *_not_compacted(cleared))


def _not_compacted(cleared: erasing.Cleared) -> list[str]:
    told = "Others hold the database, so it was not written anew. Do it with: verbale erasure clear"
    return [] if cleared.compacted else [told]


@click.command(cls=Command, example="verbale erasure withdraw 7zq0…")
@click.argument("identifier")
@signed_in
def withdraw(me: SignedIn, identifier: str) -> None:
    """Takes a proposal back: nothing is erased."""
    act.withdraw(erasure=erasure_told.named(me, identifier), by=me.person, at=me.at)
    say({"id": identifier}, "Withdrawn.")


@click.command(cls=Command, example="verbale erasure clear")
@signed_in
def clear(me: SignedIn) -> None:
    """Takes off the disk what was erased and lies there still or again, and writes the database anew."""
    check_role(me.person, Role.ADMINISTRATOR)
    cleared = erasing.clear(at=me.at)
    compacted = erasing.compact()
    say(
        {"removed": [str(path) for path in cleared.removed], "compacted": compacted},
        f"{len(cleared.removed)} files and folders went off the disk.",
        *_not_compacted(erasing.Cleared(cleared.removed, compacted)),
    )


@click.command(cls=Command, example="verbale erasure again erased.json")
@click.argument("file")
@signed_in
def again(me: SignedIn, file: str) -> None:
    """Erases once more what an older backup brought back, by the list that was kept elsewhere."""
    check_role(me.person, Role.ADMINISTRATOR)
    done = erasure_list.erase_again(data=read_file(file), at=me.at)
    data = {"things": list(done.things), "removed": len(done.cleared.removed), "compacted": done.cleared.compacted}
    say(data, f"Erased again: {len(done.things)}.", *_not_compacted(done.cleared))


COMMANDS = (run, order, confirm, withdraw, clear, again)
