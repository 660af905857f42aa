"""`verbale rules check`: what is wrong with a rulebook, without any facts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from verbale.cli.group import Command
from verbale.cli.options import NoFile
from verbale.cli.output import say
from verbale.engines.rules import Prepared, prepare, read_model
from verbale.engines.rules.check import Checked
from verbale.engines.rules.check import check as checked
from verbale.engines.rules.dmn.parts import parts_beside
from verbale.engines.rules.dmn.xml import MAX_BYTES
from verbale.engines.rules.finding import Finding
from verbale.engines.rules.proof import Examined, examine
from verbale.engines.rules.proof.examine import DEAD
from verbale.engines.rules.supplycheck import check_beside, is_meant
from verbale.kernel.errors import Unreadable


class TooLarge(Unreadable):
    """{file} has more than {limit} bytes, and no rulebook may have more. Name another file, or part this one."""


@click.command(
    cls=Command, short_help="Finds what is wrong: cells, gaps, overlaps, dead rules.",
    example="verbale rules check supply-1964.dmn --json",
)  # fmt: skip
@click.argument("file")
@click.option("--supply", is_flag=True, help="Check FILE as a supply rulebook even if it does not look like one.")
@click.option("--without-proof", is_flag=True, help="Leave out what needs the solver: gaps, overlaps and the like.")
def check(file: str, supply: bool, without_proof: bool) -> None:
    """Checks FILE: cells that cannot be read, unknown names, type errors, duplicate rules, and rules that never decide
    since another covers all their cells. Each finding names rule and cell; none stops the others.

    Then a solver looks for records that no rule matches, rules that match together and must not, rules that no record
    ever reaches, and inputs that never change the outcome. Where a record shows it, the record is told, decided again
    by the plain evaluator. Remarks tell what may well be meant; what the solver cannot settle is said.

    A file that names a standard request or decides an “outcome” is checked as a supply rulebook as well; see
    docs/rulebook.md.

    \b
    With --json:
    {"model": …, "errors": …, "warnings": …,
     "findings": [{"kind": …, "error": true, "place": …, "decision": …, "rule": 2, "column": …, "cell": …, "why": …,
                   "witness": {…}}],
     "remarks": […], "unproved": […]}
    "kind" is "unreadable cell", "unknown name", "type error", "unknown value", "impossible cell", "duplicate rule",
    "shadowed rule", "not compared", "no output" or "no rules", "gap", "overlap", "dead rule", "unused input",
    "property", "text", or one of those of a supply rulebook. "rule" is null where the finding is not about one, and so
    is "witness" without a record.

    Exit code 1 if a finding is an error; 3 if FILE cannot be read.
    """
    data = read_rulebook(file)
    found = checked(data, name=Path(file).name, parts=read_parts(file, data))
    proved = Examined() if without_proof or not found.readable else examine(found.model)
    findings = [*found.findings, *_of_supply(found, supply), *_beside(proved, found)]
    errors = sum(one.error for one in findings)
    told = {
        "model": found.model.name, "errors": errors, "warnings": len(findings) - errors,
        "findings": [{**_row(one), "witness": proved.witnesses.get(one)} for one in findings],
        "remarks": [_row(one) for one in proved.remarks], "unproved": [_row(one) for one in proved.unproved],
    }  # fmt: skip
    say(told, *_lines(findings, errors), *_further(proved))
    if errors:
        raise click.exceptions.Exit(1)


def read_rulebook(file: str) -> bytes:
    """The bytes of a rulebook or of its cases, ``-`` for standard input. Raises `NoFile` and `TooLarge`."""
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise NoFile(file=file, why=fault.strerror or str(fault)) from fault
    if len(data) > MAX_BYTES:
        raise TooLarge(file=file, limit=f"{MAX_BYTES:,}")
    return data


def read_prepared(file: str, data: bytes | None = None) -> Prepared:
    """The rulebook of a file, with the models that it imports, ready to decide; ``data`` if it is read already."""
    data = read_rulebook(file) if data is None else data
    return prepare(read_model(data, name=Path(file).name, parts=read_parts(file, data)))


def read_parts(file: str, data: bytes) -> dict[str, bytes]:
    """The files beside a rulebook with the models that it imports; none for standard input."""
    return {} if file == "-" else parts_beside(data, Path(file).name, Path(file).parent)


def _of_supply(found: Checked, asked: bool) -> tuple[Finding, ...]:
    """What the interface of supply rulebooks adds."""
    return check_beside(found) if asked or is_meant(found.model) else ()


def _beside(proved: Examined, found: Checked) -> list[Finding]:
    """What the proofs add: of a rule that is told to be wrong, not that it never decides."""
    known = {(one.decision, one.rule) for one in found.findings if one.error}
    return [one for one in proved.findings if one.kind != DEAD or (one.decision, one.rule) not in known]


def _further(proved: Examined) -> Iterator[str]:
    yield from (f"remark, {one.kind}: {one}." for one in proved.remarks)
    yield from (f"not proved: {one}." for one in proved.unproved)


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind, "error": finding.error, "place": finding.place, "decision": finding.decision,
        "rule": finding.rule or None, "column": finding.column, "cell": finding.cell, "why": finding.why,
    }  # fmt: skip


def _lines(findings: list[Finding], errors: int) -> Iterator[str]:
    for one in findings:
        cell = f" The cell reads: {one.cell}" if one.cell else ""
        yield f"{'error' if one.error else 'warning'}, {one.kind}: {one}.{cell}"
    told = f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}."
    yield told if findings else "No findings."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
