"""`verbale rules test`: decides the cases of a rulebook and says what came out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.rules_check import read_parts, read_rulebook
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.cases import CaseRun, Outcome, Unfired, read_cases, run_cases
from verbale.kernel.errors import Unreadable

BESIDE = (".cases.md", ".cases.csv")


class NoCaseFile(Unreadable):
    """No cases lie beside {file}. Put them into {names}, or name a file with --cases."""


@click.command(
    "test", cls=Command, short_help="Decides the cases beside a rulebook.",
    example="verbale rules test supply-1964.dmn --cases supply-1964.cases.md",
)  # fmt: skip
@click.argument("file")
@click.option("--cases", "given", multiple=True, metavar="CASES", help="A table of cases; - is standard input.")
@click.option("--decision", help="Which decision, where the file ends in several and a table does not say.")
@click.option("--every-rule", is_flag=True, help="Fail as well if there is a rule that no case fires.")
def test(file: str, given: tuple[str, ...], decision: str | None, every_rule: bool) -> None:
    """Decides the cases of the rulebook FILE and compares what comes with what they expect; then names the rules that
    no case fires. Without --cases, the cases are read from NAME.cases.md and NAME.cases.csv beside NAME.dmn.

    A table of cases is CSV or Markdown: a column for each fact, then the mark → (or =>) and a column for each expected
    output, and perhaps one, "rule", for the rules that fire. What is left empty is not given, or not compared. See
    docs/rulebook.md.

    \b
        | case        | distribution | form      | → outcome | rule |
        |-------------|--------------|-----------|-----------|------|
        | a copy      | open         | photocopy | supply    | 10   |
        | unknown     |              |           | refuse    | 1    |

    \b
    With --json:
    {"model": …, "passed": …, "failed": …,
     "cases": [{"file": …, "line": …, "case": …, "title": …, "decision": …, "passed": true, "fired": [10],
                "differences": [{"what": …, "expected": …, "got": …}], "faults": […]}],
     "rules": 14, "unfired": [{"decision": …, "rule": 4, "id": …, "annotations": {…}}]}
    Values are told as FEEL writes them.

    Exit code 1 if a case failed; 2 for an unknown decision; 3 if FILE or the cases cannot be read.
    """
    data = read_rulebook(file)
    prepared = prepare(read_model(data, name=Path(file).name, parts=read_parts(file, data)))
    if decision is not None:
        prepared.chosen(decision)
    cases = [
        case
        for each in given or _beside(file)
        for case in read_cases(read_rulebook(each), prepared, file=Path(each).name, decision=decision)
    ]
    run = run_cases(prepared, cases)
    say(_told(prepared.model.name, run), *_lines(run))
    if not all(each.passed for each in run.outcomes) or (every_rule and run.unfired):
        raise click.exceptions.Exit(1)


def _beside(file: str) -> list[str]:
    names = [Path(file).with_suffix(ending) for ending in BESIDE] if file != "-" else []
    found = [str(each) for each in names if each.is_file()]
    if not found:
        raise NoCaseFile(file=file, names=" or ".join(each.name for each in names) or "a file")
    return found


def _told(model: str, run: CaseRun) -> dict[str, Any]:
    passed = sum(each.passed for each in run.outcomes)
    return {
        "model": model, "passed": passed, "failed": len(run.outcomes) - passed,
        "cases": [_case(each) for each in run.outcomes],
        "rules": run.rules, "unfired": [_unfired(each) for each in run.unfired],
    }  # fmt: skip


def _case(outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    return {
        "file": case.file, "line": case.line, "case": case.name, "title": case.title, "decision": case.decision,
        "passed": outcome.passed, "fired": list(outcome.fired),
        "differences": [
            {"what": one.what, "expected": one.expected, "got": one.got} for one in outcome.differences
        ],
        "faults": list(outcome.faults),
    }  # fmt: skip


def _unfired(rule: Unfired) -> dict[str, Any]:
    return {"decision": rule.decision, "rule": rule.rule, "id": rule.id, "annotations": dict(rule.annotations)}


def _lines(run: CaseRun) -> Iterator[str]:
    for each in run.outcomes:
        yield from _case_lines(each)
    failed = sum(not each.passed for each in run.outcomes)
    for rule in run.unfired:
        notes = "; ".join(f"{name}: {text}" for name, text in rule.annotations.items() if text)
        yield f"no case fires rule {rule.rule} of “{rule.decision}”{f' — {notes}' if notes else ''}"
    if not run.unfired:
        yield f"every rule is fired ({run.rules})"
    yield f"{len(run.outcomes) - failed} passed, {failed} failed"


def _case_lines(outcome: Outcome) -> Iterator[str]:
    case = outcome.case
    name = f": {case.name}" if case.name else ""
    yield f"{'pass' if outcome.passed else 'FAIL'}  {case.file}, line {case.line}{name}"
    for one in outcome.differences:
        yield f"      {one}"
    if not outcome.passed:
        yield from (f"      since {fault}" for fault in outcome.faults)
