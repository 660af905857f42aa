"""`verbale rules tck`: runs folders of the DMN conformance kit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.engines.rules.kit import CaseResult, run_kit


@click.command(
    cls=Command, short_help="Runs cases of the DMN conformance kit.",
    example="verbale rules tck ../kit/compliance-level-2",
)  # fmt: skip
@click.argument("folders", nargs=-1, required=True, metavar="DIR…")
def tck(folders: tuple[str, ...]) -> None:
    """Runs the cases of the DMN conformance kit in each DIR and the folders below it: files like NAME-test-01.xml, or
    any XML file of test cases, each beside its model. A case passes only if all its results do; numbers compare at
    1e-8.

    A line for each result that failed names folder, file, case and decision, with what was expected and what came; the
    last line reads "N passed, M failed".

    \b
    With --json:
    {"passed": …, "failed": …,
     "failures": [{"folder": …, "file": …, "case": …, "node": …, "expected": …, "got": …, "why": …}]}
    Values are told as FEEL writes them. Where nothing was decided, because the model is missing, cannot be read or has
    no decision "node", "got" is empty and "why" tells the error. An expression that cannot be read is null, as every
    error is, and fails only what rests on it. A kit file that cannot be read counts as one failed case without a name.
    Models that are imported are looked for beside the model. What is not supported, functions in Java, gives null with
    the reason and fails its cases.

    Exit code 1 if a case failed; 3 for a DIR that is no folder or holds no cases.
    """
    results = list(run_kit(*map(Path, folders)))
    failed = [result for result in results if not result.passed]
    passed = len(results) - len(failed)
    told = {"passed": passed, "failed": len(failed), "failures": [row for one in failed for row in _rows(one)]}
    say(told, *(line for one in failed for line in _lines(one)), f"{passed} passed, {len(failed)} failed")
    if failed:
        raise click.exceptions.Exit(1)


def _rows(result: CaseResult) -> Iterator[dict[str, Any]]:
    place = {"folder": str(result.folder), "file": result.file, "case": result.case}
    for each in result.failures:
        yield {**place, "node": each.node, "expected": each.expected, "got": each.got, "why": each.why}


def _lines(result: CaseResult) -> Iterator[str]:
    for each in result.failures:
        case = f", case {result.case}" if result.case else ""
        yield f"{result.folder}, {result.file}{case}, {each}"
