"""`verbale minutes certificate`: the certificates with which the sides sign papers."""

from __future__ import annotations

import secrets

import click

from verbale.cli import minutes_told, named, secret
from verbale.cli.group import Group
from verbale.cli.new_file import write_new
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import signing_certificate
from verbale.records.minutes import SigningCertificate


@click.group(cls=Group, name="certificate")
def certificate() -> None:
    """Certificates of those who sign minutes: ours, made here or on a token, and the partner's, once compared."""


@certificate.command(
    example="verbale minutes certificate make --person 'A. Keller' --office 'International desk' --save keller.pem"
)
@click.option("--person", required=True, help="Who signs with it, as the paper shows it.")
@click.option("--office", required=True, help="In which office.")
@click.option("--save", metavar="FILE", help="Also writes the certificate to this file, for the partner.")
@click.option("--passphrase-file", metavar="FILE", help="With the passphrase in its first line; else it is asked for.")
@signed_in
def make(me: SignedIn, person: str, office: str, save: str | None, passphrase_file: str | None) -> None:
    """Makes a key and its certificate for somebody of our side. The key stays in the node's home, under a passphrase of
    at least eight characters that nobody else knows.
    """
    passphrase = secret.asked("New passphrase of the key", passphrase_file, twice=True)
    made = signing_certificate.make(
        person=person, office=office, passphrase=passphrase, by=me.person, at=me.at, random=secrets.token_bytes
    )
    if save:
        _written(made, save)
    say(minutes_told.certificate(made), *_lines(made))


@certificate.command(example="verbale minutes certificate add FI-NHI president.pem")
@click.argument("side")
@click.argument("file")
@signed_in
def add(me: SignedIn, side: str, file: str) -> None:
    """Keeps the certificate of a side, from a file (PEM or DER). The partner's counts once its fingerprint is
    confirmed; ours, such as one on a token, at once.
    """
    row = signing_certificate.add(side=named.party(me, side), pem=read_file(file), by=me.person, at=me.at)
    say(minutes_told.certificate(row), *_lines(row))


@certificate.command(example=f"verbale minutes certificate confirm {'3f9a61c2' * 8}")
@click.argument("fingerprint")
@signed_in
def confirm(me: SignedIn, fingerprint: str) -> None:
    """Trusts a partner's certificate by its whole fingerprint, told by another way than the certificate came. Needs a
    second factor.
    """
    row = named.certificate(me, fingerprint)
    row = signing_certificate.confirm(
        certificate=row, fingerprint=fingerprint, by=me.person, at=me.at, second_factor=me.second_factor
    )
    say(minutes_told.certificate(row), *_lines(row))


@certificate.command(example="verbale minutes certificate revoke 3f9a61c2 --reason 'The key was lost'")
@click.argument("fingerprint")
@click.option("--reason", required=True)
@signed_in
def revoke(me: SignedIn, fingerprint: str, reason: str) -> None:
    """Trusts a certificate no more: neither what it signs from now on, nor older papers that come only now."""
    row = signing_certificate.revoke(
        certificate=named.certificate(me, fingerprint), reason=reason, by=me.person, at=me.at
    )
    say(minutes_told.certificate(row), *_lines(row))


@certificate.command(name="list", example="verbale minutes certificate list --side FI-NHI")
@click.option("--side", metavar="CODE")
@signed_in
def list_(me: SignedIn, side: str | None) -> None:
    """Lists certificates, revoked ones too."""
    rows = seen(SigningCertificate, me).select_related("side")
    if side:
        rows = rows.filter(side=named.party(me, side))
    columns = ("fingerprint", "side", "subject", "state")
    say([minutes_told.certificate(row) for row in rows], columns=columns)


@certificate.command(example="verbale minutes certificate save 3f9a61c2 keller.pem")
@click.argument("fingerprint")
@click.argument("file")
@signed_in
def save(me: SignedIn, fingerprint: str, file: str) -> None:
    """Writes a certificate as PEM, for the partner; the key stays."""
    row = named.certificate(me, fingerprint)
    _written(row, file)
    say({"file": file, **minutes_told.certificate(row)}, f"{file} is written.", *_lines(row))


def _written(row: SigningCertificate, file: str) -> None:
    write_new(file, row.pem.encode("ascii"))


def _lines(row: SigningCertificate) -> list[str]:
    told = minutes_told.certificate(row)
    pairs = [row.fingerprint[at : at + 4] for at in range(0, len(row.fingerprint), 4)]
    return [f"{row.subject}, for {told['side']}: {told['state']}", f"Fingerprint {' '.join(pairs)}"]


COMMANDS = {"certificate": certificate}
