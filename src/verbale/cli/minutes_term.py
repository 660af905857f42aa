"""`verbale minutes term`: the office's glossary, by which names and terms of two languages are compared."""

from __future__ import annotations

import click

from verbale.cli import minutes_told, named
from verbale.cli.group import Group
from verbale.cli.options import NoText
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import term as terms
from verbale.records.term import Term


@click.group(cls=Group, name="term")
def term() -> None:
    """Names and terms that every version of minutes has to bear, with their forms in each language."""


@term.command(example="verbale minutes term add zh=水文研究所 'ru=Институт гидрологии' 'ru=Института гидрологии'")
@click.argument("forms", nargs=-1, required=True, metavar="LANGUAGE=FORM…")
@click.option("--note", default="")
@signed_in
def add(me: SignedIn, forms: tuple[str, ...], note: str) -> None:
    """Keeps a term with its forms in at least two languages; the first form of a language is the one to write."""
    said: dict[str, list[str]] = {}
    for one in forms:
        language, sign, form = one.partition("=")
        if not sign:
            raise NoText(text=one)
        said.setdefault(language.strip(), []).append(form)
    say(minutes_told.term(terms.add(forms=said, by=me.person, at=me.at, note=note)))


@term.command(name="list", example="verbale minutes term list")
@click.option("--all", "dropped", is_flag=True, help="Also those that were dropped.")
@signed_in
def list_(me: SignedIn, dropped: bool) -> None:
    """Lists the office's terms; those that are built in are not shown."""
    rows = seen(Term, me)
    found = rows if dropped else rows.filter(dropped_at=None)
    say([minutes_told.term(row) for row in found], columns=("id", "forms", "note"))


@term.command(example="verbale minutes term drop 7zq0…")
@click.argument("identifier")
@signed_in
def drop(me: SignedIn, identifier: str) -> None:
    """Takes a term out of the glossary."""
    row = terms.drop(term=named.term(me, identifier), by=me.person, at=me.at)
    say(minutes_told.term(row))


COMMANDS = {"term": term}
