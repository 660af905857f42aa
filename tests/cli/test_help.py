"""Every command says what it does, with an example."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from verbale.cli.commands import SECTIONS
from verbale.cli.main import verbale


def walked(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from walked(command, (*path, name))


TREE = list(walked(verbale))


@pytest.mark.parametrize(("path", "command"), TREE, ids=[" ".join(path) for path, _ in TREE])
def test_help(path, command):
    result = CliRunner().invoke(verbale, [*path, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert command.help
    if not isinstance(command, click.Group):
        assert "Example:\n  verbale" in result.stdout
        assert f"verbale {' '.join(path)}" in result.stdout.split("Example:")[1]


@pytest.mark.parametrize(("path", "command"), TREE, ids=[" ".join(path) for path, _ in TREE])
def test_json_is_taken_by_whatever_prints_data(path, command):
    without = {"serve", "worker", "carrier"}
    options = {option for parameter in command.params for option in parameter.opts}
    assert isinstance(command, click.Group) or path[0] in without or "--json" in options


def test_the_overview_shows_every_command_in_its_group():
    result = CliRunner().invoke(verbale, ["--help"])
    lines = result.stdout.splitlines()
    for title, entries in SECTIONS.items():
        at = lines.index(f"{title}:")
        shown = [line.split()[0] for line in lines[at + 1 : at + 1 + len(entries)]]
        assert shown == [entry.name for entry in entries]
    assert "Exit codes: 0 done, 1 refused or faults found, 2 wrong usage, 3 unreadable" in result.stdout


def test_without_a_command_the_overview_is_shown_and_the_use_is_wrong():
    result = CliRunner().invoke(verbale, [])
    assert result.exit_code == 2
    assert "Orders of a partner:" in result.stderr
