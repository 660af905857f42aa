"""`verbale rules`: decide by a DMN file, look at it, check it. Needs no node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from verbale.cli import verdict as verdicts
from verbale.cli.group import Group
from verbale.cli.options import MOMENT, read_file
from verbale.cli.output import say
from verbale.cli.rules_check import check, read_parts, read_rulebook
from verbale.cli.rules_diff import diff
from verbale.cli.rules_prove import prove
from verbale.cli.rules_tck import tck
from verbale.cli.rules_test import test
from verbale.engines.rules import DecisionTable, Fact, Model, prepare, read_facts, read_model
from verbale.engines.rules.boxtext import box_text
from verbale.engines.rules.model import Boxed
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import WrongUse


class BadInput(WrongUse):
    """The facts are no JSON object: {why}. Write them like --input '{{"distribution": "open", "year": 1963}}'."""


@click.group(cls=Group)
def rules() -> None:
    """Decides by a rulebook in DMN, shows, tests, checks and proves it, and tells versions apart. Needs no node."""


rules.add_command(check)
rules.add_command(diff)
rules.add_command(prove)
rules.add_command(tck)
rules.add_command(test)


@rules.command(
    short_help="Decides, and tells which rules fired and why.",
    example="verbale rules decide supply-1964.dmn "
    '--input \'{"origin": "domestic", "distribution": "open", "form": "photocopy"}\' --explain',
)
@click.argument("file")
@click.option("--input", "given", required=True, metavar="JSON", help="The facts; @FILE reads them, - standard input.")
@click.option("--decision", help="Which decision, where the file ends in several.")
@click.option("--at", type=MOMENT, help="What now() and today() answer; else this moment.")
@click.option("--explain", is_flag=True, help="Tell for each rule that did not fire the first cell that failed.")
def decide(file: str, given: str, decision: str | None, at: datetime | None, explain: bool) -> None:
    """Decides by the decision tables in FILE: the outputs, the rules that fired with the clause they cite, and why the
    others did not. A fact that is not given is unknown.

    \b
    With --json:
    {"outputs": …,
     "fired":  [{"rule": 1, "id": …, "annotations": {…}, "outputs": …}],
     "missed": [{"rule": 2, "column": …, "cell": …, "value": …, "why": …}],
     "faults": […]}
    "missed" is empty without --explain. Where the decision rests on others, "required" tells the same of each.

    Exit code 1 if there are faults, such as two rules that match where one alone may; 2 for an input that the file
    does not know or facts that are no JSON; 3 if FILE cannot be read.
    """
    book = prepare(_model(file))
    found = book.decide(_facts(given), decision, explain=explain, now=at or SystemClock().now())
    say(verdicts.as_data(found), *verdicts.as_lines(found))
    if verdicts.faults(found):
        raise click.exceptions.Exit(1)


@rules.command(example="verbale rules show supply-1964.dmn")
@click.argument("file")
def show(file: str) -> None:
    """Shows what FILE asks for and decides.

    \b
    With --json:
    {"name": …, "version": "1.3", "inputs": […], "final": […],
     "decisions": [{"name": …, "table": true, "hit": "F", "inputs": […], "outputs": […],
                    "rules": [{"rule": 1, "cells": […], "results": […], "annotations": {…}}]}]}
    A decision that is no table has "says" instead of columns and rules: its expression in a line.

    Exit code 3 if FILE cannot be read.
    """
    model = _model(file)
    told = _told(model)
    say(told, *_lines(told))


def _model(file: str) -> Model:
    data = read_rulebook(file)
    return read_model(data, name=Path(file).name, parts=read_parts(file, data))


def _facts(given: str) -> dict[str, Fact]:
    text = read_file("-") if given == "-" else read_file(given[1:]) if given.startswith("@") else given
    try:
        return read_facts(text)
    except (ValueError, ArithmeticError) as fault:
        raise BadInput(why=str(fault)) from fault


def _told(model: Model) -> dict[str, Any]:
    return {
        "name": model.name, "version": model.version,
        "inputs": [one.name for one in model.inputs],
        "decisions": [_decision(one.name, one.logic) for one in model.decisions],
        "final": [one.name for one in model.final],
    }  # fmt: skip


def _decision(name: str, logic: Boxed | None) -> dict[str, Any]:
    if not isinstance(logic, DecisionTable):
        return {"name": name, "table": False, "says": box_text(logic)}
    return {
        "name": name, "table": True, "hit": logic.hit.value, "inputs": [column.label for column in logic.inputs],
        "outputs": [column.name or column.label for column in logic.outputs],
        "rules": [
            {"rule": rule.number, "cells": [cell.text for cell in rule.inputs],
             "results": [cell.text for cell in rule.outputs], "annotations": dict(rule.annotations)}
            for rule in logic.rules
        ],
    }  # fmt: skip


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['name']} (DMN {told['version']})"
    yield f"asks for: {', '.join(told['inputs']) or 'nothing'}"
    if not told["decisions"]:
        yield "decides nothing"
    for decision in told["decisions"]:
        how = f", hit policy {decision['hit']}" if decision["table"] else f": {decision['says'] or 'nothing'}"
        yield f"decides {decision['name']}{how}"
        for rule in decision.get("rules", ()):
            asked = [
                f"{name} {cell}" for name, cell in zip(decision["inputs"], rule["cells"], strict=True) if cell != "-"
            ]
            given = [
                f"{name} {cell}" for name, cell in zip(decision["outputs"], rule["results"], strict=True)
                if cell not in ("", "null", "[]")
            ]  # fmt: skip
            yield f"  {rule['rule']}. {' and '.join(asked) or 'whatever is asked'} → {', '.join(given) or 'nothing'}"
