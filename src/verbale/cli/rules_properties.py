"""`verbale rules prove FILE`: proves the properties that a rulebook carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from verbale.cli import verdict as verdicts
from verbale.cli.output import say
from verbale.engines.rules import Prepared
from verbale.engines.rules.proof import BadProperty, Proved, UnknownName, prove
from verbale.engines.rules.properties import Property, check_properties, properties


def prove_properties(book: Prepared) -> None:
    """Says of each property that stands in the file whether it holds; exit code 1 unless each is proved."""
    faults = [str(each) for each in check_properties(book.model)]
    found = [(each, _proved(book, each)) for each in properties(book.model)]
    told = {"properties": [_row(*each) for each in found], "faults": faults}
    say(told, *(f"error: {each}" for each in faults), *(line for each in found for line in _lines(*each)), _sum(found))
    if faults or any(each.holds is not True for _, each in found):
        raise click.exceptions.Exit(1)


def _proved(book: Prepared, one: Property) -> Proved:
    try:
        return prove(book, one.feel)
    except (BadProperty, UnknownName) as fault:
        return Proved(None, why=fault.sentence())


def _row(one: Property, found: Proved) -> dict[str, Any]:
    return {
        "name": one.name, "property": one.feel, "holds": found.holds, "counterexample": found.counterexample,
        "verdict": verdicts.as_data(found.verdict) if found.verdict else None, "why": found.why,
    }  # fmt: skip


def _lines(one: Property, found: Proved) -> Iterator[str]:
    words = {True: "holds", False: "DOES NOT HOLD", None: "is not settled"}[found.holds]
    yield f"“{one.name}” {words}{f': {found.why}' if found.why else ''}"
    if found.counterexample is not None and found.verdict is not None:
        yield f"  for instance: {verdicts.facts_in_words(found.counterexample)}"
        yield from (f"  {line}" for line in verdicts.as_lines(found.verdict))


def _sum(found: list[tuple[Property, Proved]]) -> str:
    held = sum(each.holds is True for _, each in found)
    return f"{held} of {len(found)} properties hold." if found else "The file carries no properties."
