"""`verbale policy compare` and `print`: versions or drafts side by side, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.new_file import write_new
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import office, policy_paper
from verbale.engines.rules.compare import Change, Comparison, DecisionPair, RulePair
from verbale.engines.rules.compare import compare as compared
from verbale.engines.rules.dmn.reader import read_leniently


@click.command(cls=Command, example="verbale policy compare supply-1964/1 supply-1964/draft-2")
@click.argument("one")
@click.argument("other")
@signed_in
def compare(me: SignedIn, one: str, other: str) -> None:
    """Compares two versions (CODE/NUMBER) or drafts (CODE/draft-NUMBER), rule by rule and cell by cell.

    \b
    With --json:
    {"same": false, "request": [{"fact": …, "before": …, "after": …}],
     "decisions": [{"name": …, "change": "changed", "hits": ["F", "U"], "texts": ["", ""],
                    "columns": [{"part": "input", "name": …, "change": "added"}],
                    "rules": [{"before": 12, "after": 13, "change": "changed", "moved": false,
                               "cells": [{"part": …, "column": …, "before": …, "after": …}]}]}]}
    A rule that is not in one of them has 0 for its number there.
    """
    models = []
    for which in (one, other):
        body = named.version_or_draft(me, which)
        models.append(read_leniently(bytes(body.rulebook), name=body.file_name).model)
    found = compared(*models)
    say(_told(found), *_lines(found))


@click.command("print", cls=Command, example="verbale policy print supply-1964/1 --languages en,zh --save supply.pdf")
@click.argument("which")
@click.option("--languages", help="One or two languages, with a comma; else the first two of the office.")
@click.option("--save", required=True, metavar="FILE", help="The PDF to write; no file is overwritten.")
@signed_in
def print_(me: SignedIn, which: str, languages: str | None, save: str) -> None:
    """Prints a version (CODE/NUMBER) or a draft (CODE/draft-NUMBER) in one language, or in two side by side.

    The rulebook's own texts in a language come first, then what the office and Verbale call things; what has no words
    in a language stands as the rulebook has it.
    """
    body = named.version_or_draft(me, which)
    chosen = languages.split(",") if languages else (office.office().languages or ["en"])[:2]
    data = policy_paper.draw(body, [one.strip() for one in chosen])
    write_new(save, data)
    say({"file": save, "bytes": len(data), "sha256": body.rulebook_sha256}, f"Printed into {save}.")


def _told(found: Comparison) -> dict[str, Any]:
    return {
        "same": found.same,
        "request": [{"fact": name, "before": was, "after": now} for name, was, now in found.request],
        "facts": [{"fact": name, "before": was, "after": now} for name, was, now in found.facts],
        "decisions": [_decision(each) for each in found.decisions],
    }


def _decision(pair: DecisionPair) -> dict[str, Any]:
    columns = [{"part": each.part, "name": each.name, "change": each.change} for each in pair.columns]
    told = {"name": pair.name, "change": pair.change, "hits": list(pair.hits), "texts": list(pair.texts)}
    heads = [
        {"part": each.column.part, "column": each.column.name, "head": each.head, "before": each.before,
         "after": each.after}
        for each in pair.heads
    ]  # fmt: skip
    return {**told, "columns": columns, "heads": heads, "rules": [_rule(each) for each in pair.rules]}


def _rule(pair: RulePair) -> dict[str, Any]:
    cells = [
        {"part": each.column.part, "column": each.column.name, "before": each.before, "after": each.after}
        for each in pair.changed
    ]
    return {"before": pair.before, "after": pair.after, "change": pair.change, "moved": pair.moved, "cells": cells}


def _lines(found: Comparison) -> Iterator[str]:
    for name, was, now in found.request:
        yield f"standard request, {name}: {was or 'none'} → {now or 'none'}"
    for name, was, now in found.facts:
        yield f"fact {name}: {was or 'none'} → {now or 'none'}"
    for pair in found.decisions:
        yield f"{pair.name}: {pair.change}"
        if pair.hits[0] != pair.hits[1] or pair.texts[0] != pair.texts[1]:
            yield f"  {pair.hits[0] or pair.texts[0] or 'none'} → {pair.hits[1] or pair.texts[1] or 'none'}"
        yield from (f"  column {one.name}: {one.change}" for one in pair.columns if one.change is not Change.SAME)
        for one in pair.heads:
            yield f"  column {one.column.name}, {one.head}: {one.before or 'none'} → {one.after or 'none'}"
        for rule in pair.rules:
            yield from _rule_lines(rule)
    if found.same:
        yield "They decide by the same cells in the same order."


def _rule_lines(rule: RulePair) -> Iterator[str]:
    if rule.change is Change.SAME and not rule.moved:
        return
    number = str(rule.after or rule.before)
    if rule.before and rule.after and rule.before != rule.after:
        number = f"{rule.before}, now {rule.after}"
    yield f"  rule {number}: {rule.change}{', moved' if rule.moved else ''}"
    for cell in rule.changed:
        yield f"    {cell.column.name}: {cell.before or '-'} → {cell.after or '-'}"


COMMANDS = (compare, print_)
