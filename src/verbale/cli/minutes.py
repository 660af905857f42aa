"""`verbale minutes`: minutes in two languages, from the wording to both signatures.

Checking pairs and verifying a paper by certificates that are named need no node; what needs one is loaded when it is
asked for.
"""

from __future__ import annotations

import click

from verbale.cli import minutes_pairs, minutes_verify
from verbale.cli.group import PartlyOfANode, of_a_node
from verbale.kernel.errors import WrongUse

_OF_A_NODE = {
    **dict.fromkeys(("list", "show", "template", "write", "paper", "xml", "sign", "approved"), "minutes_acts"),
    "draft": "minutes_draft",
    "certificate": "minutes_certificate",
    "term": "minutes_term",
}
"""In which module a command stands that needs a node."""


class NothingToCheck(WrongUse):
    """Name the minutes to check, or a file of pairs with --pairs, and not both."""


@click.group(cls=PartlyOfANode, modules=_OF_A_NODE)
def minutes() -> None:
    """Minutes of a session: written in every language article by article, checked, set on paper, signed by both sides.

    They are a text on which both agree (see: verbale text); each side signs the paper on its own node, the side that
    concluded the wording first. `check --pairs` and `verify --trust` need no node.
    """


@minutes.command(
    example="verbale minutes check 2c9x4k\n"
    "verbale minutes check 2c9x4k --accept 9b71d20c --reason 'The day is that of each calendar'\n"
    "verbale minutes check --pairs pairs.jsonl --json"
)
@click.argument("identifier", metavar="MINUTES", required=False)
@click.option("--revision", metavar="HASH", help="This revision; else the proposal that stands, else what is in force.")
@click.option("--accept", metavar="KEY", help="Accepts the difference with this key, for this revision alone.")
@click.option("--reason", default="", help="Why it is accepted.")
@click.option(
    "--pairs", metavar="FILE", help="Checks pairs of texts instead, a line of JSON each; - is standard input."
)
@click.option("--glossary", metavar="FILE", help="With --pairs: names and terms, a JSON list of forms by language.")
def check(
    identifier: str | None, revision: str | None, accept: str | None, reason: str, pairs: str | None,
    glossary: str | None,
) -> None:  # fmt: skip
    """Compares the languages: what one says and the other does not. Exits 1 if a difference is neither mended nor
    accepted.

    With --pairs it needs no node: for each line {"id", "languages", "texts"} it prints a line {"id", "findings"}, and
    exits 0 once all are checked.
    """
    if (identifier is None) == (pairs is None):
        raise NothingToCheck()
    if pairs is not None:
        minutes_pairs.check(pairs, glossary)
    else:
        of_a_node("minutes_checked").check(identifier, revision, accept, reason)


minutes.add_command(minutes_verify.verify)
