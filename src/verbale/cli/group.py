"""How commands are built: a group that loads its commands when asked, and commands that all take --json."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from verbale.cli import node

JSON = "verbale.json"
"""Under this key of a context's ``meta`` stands whether --json was asked for."""


def _remember(context: click.Context, _: click.Parameter, asked: bool) -> None:
    context.meta[JSON] = asked


def json_option() -> click.Option:
    """The option --json of whatever prints data."""
    told = "One JSON document on standard output, and nothing else there."
    return click.Option(["--json"], is_flag=True, expose_value=False, callback=_remember, help=told)


class Command(click.Command):
    """A command with an example in its help; it takes --json unless ``data`` is false, since it prints none."""

    def __init__(self, *args: Any, example: str = "", data: bool = True, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.example = example
        if data:
            self.params.append(json_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        if self.example:
            with formatter.section("Example"):
                for line in self.example.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Group(click.Group):
    """The commands of one noun."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(120)) for name, one in found if one is not None])


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is found: the module of this package, and whether it needs the stores."""

    name: str
    module: str
    summary: str
    stores: bool = True


class Lazy(Group):
    """A group whose commands are loaded when they are asked for, so that rules are decided without any node."""

    def __init__(self, *args: Any, sections: Mapping[str, Iterable[Entry]], **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.sections = {title: tuple(entries) for title, entries in sections.items()}
        self.entries = {entry.name: entry for entries in self.sections.values() for entry in entries}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module = of_a_node(entry.module) if entry.stores else import_module(f"verbale.cli.{entry.module}")
        found = getattr(module, entry.name.replace("-", "_"))
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, entries in self.sections.items():
            with formatter.section(title):
                formatter.write_dl([(entry.name, entry.summary) for entry in entries])


class PartlyOfANode(Group):
    """A group of which some commands need a node: those that ``modules`` names, in a module's ``COMMANDS`` each, are
    loaded when they are asked for."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *self.modules]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return super().get_command(ctx, cmd_name)
        found = of_a_node(self.modules[cmd_name]).COMMANDS[cmd_name]
        assert isinstance(found, click.Command)
        return found


def of_a_node(module: str) -> Any:
    """A module of commands that needs the node's stores, which are made ready first."""
    # What is loaded here stays until the end: looking through it for garbage took a tenth of the time.
    gc.disable()
    try:
        node.set_up()
        return import_module(f"verbale.cli.{module}")
    finally:
        gc.enable()
