"""`verbale rules diff`: what a change of a rulebook decides otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verbale.cli import node
from verbale.cli import verdict as verdicts
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.rules_check import read_prepared, read_rulebook
from verbale.engines.rules.proof import Difference, Region, differ
from verbale.kernel.errors import WrongUse


class NothingToSave(WrongUse):
    """--save writes the records of an edition that move. Name one with --edition."""


@click.command(
    "diff", cls=Command, short_help="Tells where a new version decides otherwise.",
    example="verbale rules diff supply-1964.dmn supply-1964-amended.dmn",
)  # fmt: skip
@click.argument("old")
@click.argument("new")
@click.option("--decision", help="Which decision, where the files end in several.")
@click.option("--edition", "editions", multiple=True, help="Tell too what moves in this edition. May be repeated.")
@click.option("--save", metavar="FILE", help="Write every record that moves as CSV; no file is overwritten.")
def diff(old: str, new: str, decision: str | None, editions: tuple[str, ...], save: str | None) -> None:
    """Tells where the rulebook NEW decides otherwise than OLD: each pair of an old and a new rule that give some record
    different outputs, with such a record, decided by both. Then how NEW stands to OLD as a whole: equivalent (proved
    for every record), stricter, looser, or neither. Stricter and looser are said of supply rulebooks: refuse before
    refer before supply; among supplies, more approvals and a mark are stricter.

    With --edition, an edition of this node is reviewed by both, each under its own standard request: how many records
    move, from what to what, and which. That needs a node and somebody who is signed in; nothing is published.

    \b
    With --json:
    {"relation": "looser",
     "regions": [{"old_rule": 16, "new_rule": 12, "direction": "looser", "witness": {…},
                  "old_outputs": {…}, "new_outputs": {…}}],
     "unproved": [{"place": …, "why": …}],
     "edition": {"editions": […], "records": 3, "moved": 2,
                 "moves": [{"before": "supply", "after": "refuse", "records": 2, "samples": […]}],
                 "shifts": [{"before": …, "after": …, "records": 2, "terms_before": {…}, "terms_after": {…},
                             "samples": [{"edition": …, "number": …, "title": …, "rule_before": …, …}]}]}}
    A rule is null where none decides. "direction" is "equal" where the outcome is as strict as before. "edition" is
    there with --edition only; "shifts" are the records that move, also those supplied or referred under other terms.

    Exit code 0 whatever the difference is; 1 for an edition that is not there; 2 for a decision that a file does not
    have; 3 if a file cannot be read.
    """
    if save and not editions:
        raise NothingToSave()
    first, second = ((read_rulebook(file), Path(file).name) for file in (old, new))
    found = differ(read_prepared(old, first[0]), read_prepared(new, second[0]), decision)
    if not editions:
        say(as_data(found), *as_lines(found))
        return
    node.set_up()
    from verbale.cli import rules_edition

    moved, names = rules_edition.moved(editions, first, second, save)
    told = {**as_data(found), "edition": rules_edition.as_data(editions, moved)}
    say(told, *as_lines(found), *rules_edition.as_lines(moved, names))


def as_data(found: Difference) -> dict[str, Any]:
    """A difference for programs."""
    return {
        "relation": found.relation,
        "regions": [_region(each) for each in found.regions],
        "unproved": [{"place": each.place, "why": each.why} for each in found.unproved],
    }


def _region(one: Region) -> dict[str, Any]:
    return {
        "old_rule": one.old_rule or None, "new_rule": one.new_rule or None, "direction": one.direction,
        "witness": dict(one.witness), "old_outputs": dict(one.old_outputs), "new_outputs": dict(one.new_outputs),
    }  # fmt: skip


def as_lines(found: Difference) -> Iterator[str]:
    """A difference for people: a few lines a region, then the relation."""
    for one in found.regions:
        rules = f"{_rule(one.old_rule)} before, {_rule(one.new_rule)} now"
        yield f"{rules}{f', {one.direction}' if one.direction != 'neither' else ''}:"
        yield f"  for instance: {verdicts.facts_in_words(one.witness)}"
        for name in one.new_outputs:
            before, after = one.old_outputs.get(name), one.new_outputs[name]
            if before != after:
                yield f"  {name}: {_value(before)} → {_value(after)}"
    yield from (f"not proved: {each}." for each in found.unproved)
    yield _relation(found)


def _relation(found: Difference) -> str:
    if not found.regions and found.unproved:
        return "What differs could not be settled."
    if found.regions and not found.unproved and {each.direction for each in found.regions} == {"equal"}:
        return "The new one is as strict as the old one, and says some things otherwise."
    return _RELATIONS[found.relation]


_RELATIONS = {
    "equivalent": "Equivalent: both decide every record alike.",
    "stricter": "The new one is stricter.",
    "looser": "The new one is looser.",
    "neither": "The new one is neither stricter nor looser.",
}


def _rule(number: int) -> str:
    return f"rule {number}" if number else "no rule"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value) or "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)
