"""Minutes of a node: listed, written, set on paper, signed, approved by a government; part of `verbale minutes`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from verbale.cli import minutes_told, named, secret, text_acts, text_told
from verbale.cli.group import Command
from verbale.cli.new_file import write_new
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import (
    commitment_carried,
    minutes_check,
    minutes_form,
    minutes_paper,
    minutes_signing,
    signing_certificate,
)
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle.minutes_heading import heading_of
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision, revision_of
from verbale.engines import agreement, paper, signature
from verbale.kernel.errors import Refused, WrongUse
from verbale.records import files
from verbale.records.minutes import Minutes
from verbale.records.text import Text, TextKind

LAYOUTS = {one.value.replace(" ", "-"): one for one in paper.MinutesLayout}
STATES = [one.value for one in minutes_of.MinutesState]


class NotMinutesFile(WrongUse):
    """{file} is a text of the kind “{kind}”. Write “kind: minutes” at its beginning, or use: verbale text open."""


class NotFilled(WrongUse):
    """{file} still says “{missing}” in article {article}. Write what is missing there."""


class PartnerOrText(WrongUse):
    """New minutes are proposed to a partner, with --partner; a change of minutes to their text, with --to. Name one."""


class OneSigner(WrongUse):
    """Name what to sign with: a key file (--key), a certificate whose key was made here (--certificate), or a token
    (--pkcs11 with --token and --key-label; with --certificate too if the token does not hold the certificate)."""


class NotSignedYet(Refused):
    """No signed paper of these minutes is held here yet."""


class PaperOfWhat(WrongUse):
    """The signed paper is of the wording agreed, in the layout that both sides signed. Leave out --revision and
    --layout."""


def _command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    return click.command(name=name, cls=Command, example=example)


SAVE = click.option("--save", required=True, metavar="FILE", help="A new file; an existing one is not overwritten.")
REVISION = click.option(
    "--revision", metavar="HASH", help="This revision; else the wording agreed, else the proposal that stands."
)


@_command("list", "verbale minutes list --partner FI-NHI --state 'signed by one'")
@click.option("--partner", metavar="CODE")
@click.option("--state", type=click.Choice(STATES))
@signed_in
def list_(me: SignedIn, partner: str | None, state: str | None) -> None:
    """Lists minutes with where they stand, the newest first."""
    rows = seen(Text, me).filter(text_kind=TextKind.MINUTES).select_related("partner")
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    told = [minutes_told.row(minutes_of.read(one, me.at), me) for one in rows]
    columns = ("id", "title", "partner", "session", "state", "signed_by")
    say([one for one in told if state in (None, one["state"])], columns=columns)


@_command("show", "verbale minutes show 2c9x4k")
@click.argument("identifier", metavar="MINUTES")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows where minutes stand, who signed, and what is awaited."""
    one = named.minutes_read(me, identifier)
    say(minutes_told.whole(one, me), *minutes_told.in_words(one, me))


@_command("template", "verbale minutes template 2c9x4k/3 --language zh --language ru > minutes.txt")
@click.argument("session")
@click.option("--language", "languages", multiple=True, help="May be repeated; else those of our office.")
@signed_in
def template(me: SignedIn, session: str, languages: tuple[str, ...]) -> None:
    """Prints a form for the minutes of a session, COMMISSION/NUMBER or its identifier, with session, delegations,
    agenda and the commitments that are still open filled in. What is still missing is “…”.
    """
    found = named.meeting(me, session)
    form = minutes_form.form(found, languages or text_acts.office_languages(), commitment_carried.of(found))
    say({"form": form}, *form.rstrip("\n").split("\n"))


@_command(
    "write",
    "verbale minutes write minutes.txt --partner FI-NHI\n"
    "verbale minutes write corrected.txt --to 2c9x4k --note 'Article 3 in Russian'",
)
@click.argument("file")
@click.option("--partner", metavar="CODE", help="Proposes new minutes to this partner.")
@click.option("--to", "identifier", metavar="MINUTES", help="Proposes a change, a counter-proposal or a correction.")
@text_acts.RESPOND_BY
@text_acts.NOTE
@signed_in
def write(
    me: SignedIn, file: str, partner: str | None, identifier: str | None, respond_by: date | None, note: str
) -> None:
    """Proposes minutes from a file, in the plain form that `minutes template` prints, or JSON; and compares their
    languages. Differences do not stop a proposal.
    """
    if (partner is None) == (identifier is None):
        raise PartnerOrText()
    said = text_acts.read_revision(file)
    if said.kind != TextKind.MINUTES:
        raise NotMinutesFile(file=file, kind=said.kind)
    _check_filled(said, file)
    about = None if partner else named.minutes_read(me, str(identifier)).text
    minutes_of.check_proposed(said, about.partner if about else named.partner(me, str(partner)))
    found = minutes_check.check(said)
    acting: dict[str, Any] = {"by": me.person, "at": me.at, "note": note, "respond_by": respond_by}
    if about is None:
        about = texts.open_text(partner=named.partner(me, str(partner)), revision=said, **acting)
    else:
        texts.propose(text=about, revision=said, **acting)
    minutes_of.of(about, me.at)
    data = {"id": about.pk, "revision": said.hash, "findings": [minutes_told.finding(each) for each in found]}
    say(data, f"Proposed as text {about.pk}, revision {said.hash}.", *minutes_told.findings(found))


def _check_filled(said: agreement.Revision, file: str) -> None:
    for article in said.articles:
        words = (*article.heading.values(), *article.text.values(), *article.facts.values())
        if minutes_form.MISSING in words:
            raise NotFilled(file=file, missing=minutes_form.MISSING, article=article.identifier)


@_command(
    "paper",
    "verbale minutes paper 2c9x4k --save minutes.pdf\n"
    "verbale minutes paper 2c9x4k --save draft.pdf --layout stacked --revision 9b71d2\n"
    "verbale minutes paper 2c9x4k --signed --save signed.pdf",
)
@click.argument("identifier", metavar="MINUTES")
@click.option("--layout", type=click.Choice(list(LAYOUTS)), help="How the languages share the paper.")
@REVISION
@click.option("--signed", is_flag=True, help="The paper with the signatures that are held here.")
@SAVE
@signed_in
def paper_(me: SignedIn, identifier: str, layout: str | None, revision: str | None, signed: bool, save: str) -> None:
    """Writes the paper as PDF/A; unsigned, equal revisions give equal bytes."""
    one = named.minutes_read(me, identifier)
    if signed:
        if layout or revision:
            raise PaperOfWhat()
        held = minutes_of.paper(one)
        if held is None:
            raise NotSignedYet()
        with files.read(held.file_id) as stream:
            _saved(save, stream.read(), held.revision)
        return
    said = _revision(me, one, revision)
    _saved(save, minutes_paper.draw(said, LAYOUTS[layout or "side-by-side"]).data, said.hash)


@_command(
    "xml", "verbale minutes xml 2c9x4k --language zh --save minutes.zh.xml\nverbale minutes xml 2c9x4k --save all.xml"
)
@click.argument("identifier", metavar="MINUTES")
@click.option("--language", help="In this language; else a collection of all of them.")
@REVISION
@SAVE
@signed_in
def xml(me: SignedIn, identifier: str, language: str | None, revision: str | None, save: str) -> None:
    """Writes the minutes as Akoma Ntoso 3.0."""
    said = _revision(me, named.minutes_read(me, identifier), revision)
    whole, day = minutes_paper.paper_of(said), heading_of(said).last_day
    made = paper.akoma_ntoso(whole, language, day=day) if language else paper.akoma_ntoso_collection(whole, day=day)
    _saved(save, made, said.hash)


def _revision(me: SignedIn, one: Minutes, hashed: str | None) -> agreement.Revision:
    if hashed:
        return named.revision(me, one.text, hashed)
    if one.text.in_force:
        return revision_of(one.text, one.text.in_force)
    return newest_revision(one.text, text_told.standing(one.text, me))


def _saved(save: str, data: bytes, revision: str) -> None:
    write_new(save, data)
    say({"file": save, "size": len(data), "revision": revision}, f"{save}: {len(data):,} bytes, revision {revision}")


@_command(
    "sign",
    "verbale minutes sign 2c9x4k --certificate 3f9a61c2\n"
    "verbale minutes sign 2c9x4k --key keller.p12 --passphrase-file /dev/fd/3\n"
    "verbale minutes sign 2c9x4k --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token desk --key-label minutes",
)
@click.argument("identifier", metavar="MINUTES")
@click.option("--key", metavar="FILE.p12", help="A PKCS#12 file with key and certificate.")
@click.option(
    "--certificate", metavar="FINGERPRINT", help="A certificate whose key was made on this node, or is on the token."
)
@click.option("--pkcs11", metavar="MODULE", help="The driver of the token on which the key is.")
@click.option("--token", metavar="LABEL", help="With --pkcs11: the token.")
@click.option("--key-label", metavar="LABEL", help="With --pkcs11: the key, and its certificate, on the token.")
@click.option(
    "--passphrase-file", metavar="FILE", help="With passphrase or PIN in its first line; else it is asked for."
)
@signed_in
def sign(
    me: SignedIn, identifier: str, key: str | None, certificate: str | None, pkcs11: str | None, token: str | None,
    key_label: str | None, passphrase_file: str | None,
) -> None:  # fmt: skip
    """Signs the paper of the wording agreed for our side, and tells the partner.

    The side that concluded the wording signs first. Needs a second factor, and the authority that approves the text.
    Asks for the passphrase of the key, or the token's PIN.
    """
    one = named.minutes(me, identifier)
    with _signer(me, key, certificate, pkcs11, token, key_label, passphrase_file) as signer:
        kept = minutes_signing.sign(minutes=one, signer=signer, by=me.person, at=me.at, second_factor=me.second_factor)
    one.refresh_from_db()
    data = {**minutes_told.whole(one, me), "paper": minutes_told.paper(kept)}
    say(data, f"Signed; it goes to the partner. SHA-256 {kept.file_id}", *minutes_told.in_words(one, me))


@contextmanager
def _signer(
    me: SignedIn, key: str | None, certificate: str | None, pkcs11: str | None, token: str | None,
    key_label: str | None, file: str | None,
) -> Iterator[signature.Signer]:  # fmt: skip
    on_token = (pkcs11, token, key_label)
    if (
        any(on_token) != all(on_token)
        or (key and (certificate or any(on_token)))
        or not (key or certificate or any(on_token))
    ):
        raise OneSigner()
    known = named.certificate(me, certificate) if certificate else None
    if pkcs11 and token and key_label:
        pin, of_key = secret.asked("PIN of the token", file), None
        if known is not None:
            of_key = signature.read_certificate(known.pem.encode())
        with signature.on_token(signature.Token(Path(pkcs11), token, key_label, pin, of_key)) as signer:
            yield signer
        return
    path = signing_certificate.key_path(known.fingerprint) if known else Path(str(key))
    yield signature.Signer.from_key_file(path, secret.asked("Passphrase of the key", file))


@_command("approved", "verbale minutes approved 2c9x4k --side FI-NHI --on 2027-06-30 --instrument 7zq0…")
@click.argument("identifier", metavar="MINUTES")
@click.option("--side", required=True, metavar="CODE", help="Whose government approved.")
@click.option("--on", type=DAY, required=True, help="The day of its approval.")
@click.option("--instrument", help="The paper that says so.")
@signed_in
def approved(me: SignedIn, identifier: str, side: str, on: date, instrument: str | None) -> None:
    """Records that a side's government approved concluded minutes, where the statute asks for it."""
    one = named.minutes(me, identifier)
    minutes_of.approved_by_government(
        minutes=one, side=side, on=on, by=me.person, at=me.at,
        instrument=named.instrument(me, instrument) if instrument else None,
    )  # fmt: skip
    say(minutes_told.whole(one, me), *minutes_told.in_words(one, me))


COMMANDS = {
    str(one.name): one for one in (list_, show, template, write, paper_, xml, sign, approved)
}  # fmt: skip
