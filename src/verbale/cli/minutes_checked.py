"""`verbale minutes check` of minutes that a node has: their differences, and accepting one with a reason."""

from __future__ import annotations

import click

from verbale.cli import minutes_told, named, text_told
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import minutes_check
from verbale.domain.spine.text_record import newest_revision
from verbale.kernel.errors import NotFound, WrongUse


class NothingAccepted(WrongUse):
    """A reason was given, and no difference to accept. Name it by its key with --accept."""


@signed_in
def check(me: SignedIn, identifier: str, revision: str | None, accept: str | None, reason: str) -> None:
    """Prints the differences of a revision, after one was accepted if it is named; exits 1 while one is open."""
    if reason and not accept:
        raise NothingAccepted()
    one = named.minutes(me, identifier) if accept else named.minutes_read(me, identifier)
    if revision:
        said = named.revision(me, one.text, revision)
    else:
        said = newest_revision(one.text, text_told.standing(one.text, me))
    if accept:
        keys = [each.key for each in minutes_check.check(said) if each.key.startswith(accept.lower())]
        if len(keys) != 1 or len(accept) < named.SHORTEST:
            raise NotFound(what="difference", which=accept)
        minutes_check.accept(minutes=one, revision=said.hash, key=keys[0], reason=reason, by=me.person, at=me.at)
    found = minutes_check.check(said, one)
    still = sum(each.accepted is None for each in found)
    data = {
        "minutes": one.text_id, "revision": said.hash, "open": still,
        "findings": [minutes_told.finding(each) for each in found],
    }  # fmt: skip
    say(data, f"Revision {said.hash}", *minutes_told.findings(found))
    if still:
        raise click.exceptions.Exit(1)
