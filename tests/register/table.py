"""The rows of docs/REGISTER.md, and the command that words name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import click

from tests.shared import ROOT
from verbale.cli.main import verbale


@dataclass(frozen=True)
class Row:
    """A row of docs/REGISTER.md."""

    number: str
    pages: tuple[str, ...]
    commands: tuple[str, ...]
    test: str


def rows() -> list[Row]:
    """The rows of the table, as they stand."""
    found = []
    for line in (ROOT / "docs" / "REGISTER.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"S\d+", cells[0]):
            pages, commands, tests = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in cells[2:])
            (test,) = tests
            found.append(Row(cells[0], pages, tuple(one.removeprefix("verbale ") for one in commands), test))
    return found


def command_in(words: Sequence[str]) -> tuple[str, ...]:
    """The words that name a command, without what is given to it; empty if there is no such command."""
    at: click.Command | None = verbale
    named: list[str] = []
    for word in words:
        if not isinstance(at, click.Group):
            break
        at = at.get_command(click.Context(verbale), word)
        named.append(word)
    return tuple(named) if at is not None and not isinstance(at, click.Group) else ()
