"""`verbale minutes verify`: whether a file is a paper that both sides signed, and who signed it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from verbale.cli import node
from verbale.cli.group import Command
from verbale.cli.options import NoFile, read_file
from verbale.cli.output import say
from verbale.engines import signature
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import WrongUse


class NotATrust(WrongUse):
    """“{text}” names no certificate to trust. Write SIDE=FILE, for example CN=president.pem."""


class NotARevocation(WrongUse):
    """“{text}” names no certificate of --trust and the moment of its revocation. Write FILE=MOMENT, for example
    president.pem=2027-05-16T12:00:00Z, or FILE alone if it was revoked from the beginning."""


class NotTwoSides(WrongUse):
    """A paper is signed by two sides. Name both, for example --sides CN,DE."""


class NoNodeNeeded(WrongUse):
    """With --trust nothing is asked of a node, so --minutes cannot be. Leave one of them out."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """The verdict, of which sides, and of which minutes and revision if a node knows them."""

    verdict: signature.Verification
    sides: tuple[str, str]
    minutes: str | None = None
    revision: str | None = None


@click.command(
    cls=Command,
    example="verbale minutes verify minutes.pdf\n"
    "verbale minutes verify minutes.pdf --sides CN,DE --trust CN=president.pem --trust DE=keller.pem --json",
)
@click.argument("file")
@click.option(
    "--trust", "trusted", multiple=True, metavar="SIDE=CERT.pem",
    help="A certificate that stands for a side; may be repeated. Else those that our node trusts.",
)  # fmt: skip
@click.option("--sides", metavar="XX,YY", help="The two sides; else those of --trust, or those that our node finds.")
@click.option(
    "--revoked", multiple=True, metavar="CERT.pem[=MOMENT]", help="With --trust: one of its files, revoked since then."
)
@click.option("--minutes", "identifier", metavar="MINUTES", help="It has to be the paper of these minutes of our node.")
def verify(
    file: str, trusted: tuple[str, ...], sides: str | None, revoked: tuple[str, ...], identifier: str | None
) -> None:
    """Says who signed a paper, when and for which side, and whether it is accepted: every signature intact, trusted,
    and nothing changed but the signatures. Exits 1 if it is not, with everything that was found.

    With --trust it needs no node; without, it asks the node's certificates, and what the node knows of the minutes.
    """
    data, at = _read(file), SystemClock().now()
    whose = _sides(sides)
    if trusted:
        if identifier:
            raise NoNodeNeeded()
        judged = _without_node(data, at, trusted, whose, revoked)
    else:
        judged = _by_node(data, at, whose, identifier, revoked)
    say(_told(judged, file), *_lines(judged, file))
    if not judged.verdict.accepted:
        raise click.exceptions.Exit(1)


def _read(file: str) -> bytes:
    """The bytes of the paper, and of one that is too big only the beginning: it is refused all the same."""
    most = signature.DEFAULT_LIMITS.bytes + 1
    if file == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(most)
    except OSError as fault:
        raise NoFile(file=file, why=fault.strerror or str(fault)) from fault


def _sides(given: str | None) -> tuple[str, str] | None:
    if given is None:
        return None
    named = [one.strip() for one in given.split(",")]
    if len(named) != 2 or named[0] == named[1] or not all(named):
        raise NotTwoSides()
    return named[0], named[1]


def _without_node(
    data: bytes, at: datetime, trusted: Sequence[str], sides: tuple[str, str] | None, revoked: Sequence[str]
) -> _Judged:
    since = _revocations(revoked)
    known = []
    for one in trusted:
        side, sign, name = one.partition("=")
        if not (sign and side.strip() and name):
            raise NotATrust(text=one)
        known.append(signature.TrustedCertificate(side.strip(), read_file(name), since.pop(name, None)))
    if since:
        raise NotARevocation(text=next(iter(since)))
    whose = sides or _sides(",".join(dict.fromkeys(one.side for one in known)))
    assert whose is not None
    return _Judged(signature.isolated.verify(data, trusted=known, sides=whose, at=at), whose)


def _revocations(given: Sequence[str]) -> dict[str, datetime]:
    found = {}
    for one in given:
        name, sign, moment = one.partition("=")
        try:
            read = datetime.fromisoformat(moment) if sign else datetime(1, 1, 1, tzinfo=UTC)
        except ValueError as fault:
            raise NotARevocation(text=one) from fault
        found[name] = read if read.tzinfo else read.replace(tzinfo=UTC)
    return found


def _by_node(
    data: bytes, at: datetime, sides: tuple[str, str] | None, identifier: str | None, revoked: Sequence[str]
) -> _Judged:
    if revoked:
        raise NotARevocation(text=revoked[0])
    node.set_up()
    from verbale.cli import named
    from verbale.cli.sign_in import who_acts
    from verbale.domain.cycle import minutes_verifying

    me = who_acts()
    about = named.minutes_read(me, identifier) if identifier else None
    found = minutes_verifying.verify(data, at=at, minutes=about, sides=sides)
    return _Judged(
        found.verdict, found.sides, found.minutes.text_id if found.minutes else None,
        found.revision.hash if found.revision else None,
    )  # fmt: skip


def _told(judged: _Judged, file: str) -> dict[str, Any]:
    verdict = judged.verdict
    return {
        "file": file, "accepted": verdict.accepted, "sides": list(judged.sides), "minutes": judged.minutes,
        "revision": judged.revision, **_identity(verdict),
        "signatures": [
            {
                "side": one.side, "signer": one.subject, "fingerprint": one.fingerprint, "at": one.signed_at,
                "field": one.field, "reason": one.reason, "location": one.location, "name": one.name,
                "covers": one.coverage.value, "intact": one.intact, "trusted": one.trusted, "passes": one.passes,
                "permits": one.permits.value if one.permits else None, "changed_after": one.modification.value,
            }
            for one in verdict.signatures
        ],
        "findings": [{**one.as_json(), "sentence": one.sentence()} for one in verdict.findings],
    }  # fmt: skip


def _identity(verdict: signature.Verification) -> dict[str, Any]:
    """Print and size of the file, as far as it was read to its end."""
    whole = verdict.read_whole
    return {"sha256": verdict.sha256 if whole else None, "size": verdict.size if whole else None}


def _lines(judged: _Judged, file: str) -> Iterator[str]:
    verdict = judged.verdict
    yield f"{file}: {'ACCEPTED' if verdict.accepted else 'REFUSED'}, as a paper signed by {' and '.join(judged.sides)}"
    if verdict.read_whole:
        yield f"  SHA-256 {verdict.sha256}, {verdict.size:,} bytes"
    if judged.minutes:
        yield f"  held against the paper of minutes {judged.minutes}, revision {judged.revision}"
    for one in verdict.signatures:
        when = f"{one.signed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if one.signed_at else "at no moment that it says"
        good = "holds" if one.intact and one.trusted and one.passes else "DOES NOT HOLD"
        yield f"  for {one.side or 'no side that is known'}: {one.subject}, {when}; {good}"
        yield f"    certificate {one.fingerprint}"
    for found in verdict.findings:
        yield f"  - {found.sentence()}"
