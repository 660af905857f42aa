"""`verbale rules prove`: does a property hold whatever the facts are?"""

from __future__ import annotations

from collections.abc import Iterator

import click

from verbale.cli import verdict as verdicts
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.rules_check import read_prepared
from verbale.cli.rules_properties import prove_properties
from verbale.engines.rules.proof import Proved
from verbale.engines.rules.proof import prove as proved
from verbale.kernel.errors import Unreadable


class OutOfReach(Unreadable):
    """Whether the property holds could not be settled: {why}. It is neither proved nor refuted; cases can still be
    tried with `verbale rules decide`.
    """


@click.command(
    cls=Command,
    short_help="Proves a property, or gives a record that breaks it.",
    example="verbale rules prove supply-1964.dmn "
    '\'if distribution = "confidential" then outcome != "supply" else true\'',
)
@click.argument("file")
@click.argument("property_", metavar="[PROPERTY]", required=False)
@click.option("--decision", help="Which decision, where the file ends in several.")
def prove(file: str, property_: str | None, decision: str | None) -> None:
    """Proves that PROPERTY, a condition in FEEL over the inputs and outputs of a decision, is true of every record that
    the types and allowed values of the inputs admit, unknown facts included; or tells a record of which it is not true,
    with the rules that fired.

    Without PROPERTY, every property that FILE itself carries is proved (docs/rulebook.md); with --json:
    {"properties": [{"name": …, "property": …, "holds": …, …}], "faults": []}; exit code 1 if one does not hold, or is
    not settled.

    A name is that of an input if there is one, else of an output; DECISION.NAME is always the output. A property that
    is null is not true: to leave unknown facts aside, write: if year != null then … else true

    \b
    With --json:
    {"holds": true, "counterexample": null, "verdict": null, "why": ""}
    "counterexample" has the facts of a record and "verdict" what `verbale rules decide` says of it. "why" says what
    the property is there, if not false.

    Exit code 0 if the property is proved, 1 if there is a counterexample; 2 if PROPERTY cannot be read; 3 if FILE
    cannot be read, or if PROPERTY is beyond what the solver can settle.
    """
    book = read_prepared(file)
    if property_ is None:
        prove_properties(book)
        return
    found = proved(book, property_, decision)
    if found.holds is None:
        raise OutOfReach(why=found.why)
    told = {
        "holds": found.holds, "counterexample": found.counterexample,
        "verdict": verdicts.as_data(found.verdict) if found.verdict else None, "why": found.why,
    }  # fmt: skip
    say(told, *_lines(found))
    if not found.holds:
        raise click.exceptions.Exit(1)


def _lines(found: Proved) -> Iterator[str]:
    if found.holds:
        yield "Proved: it is true of every record."
        return
    yield f"Not true of this record: {found.why}." if found.why else "Not true of this record:"
    for name, value in (found.counterexample or {}).items():
        yield f"  {name}: {verdicts.in_words(value)}"
    if found.verdict is not None:
        yield from verdicts.as_lines(found.verdict)
