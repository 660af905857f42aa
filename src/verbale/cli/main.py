"""The `verbale` command: finds the home, loads what is asked for, and maps every error once to an exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from decimal import InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

import click

from verbale.cli import node
from verbale.cli.commands import SECTIONS
from verbale.cli.group import Lazy
from verbale.kernel.errors import Refused, VerbaleError, WrongUse


class NoDatabase(Refused):
    """The node's database cannot be used: {why}. See what is wrong with: verbale doctor"""


class NotKept(WrongUse):
    """The database does not take this: {why}. Correct what you gave."""


class NoAccess(Refused):
    """{file} cannot be used: {why}."""


class NotText(WrongUse):
    """What you typed is not UTF-8 text and cannot be kept."""


class Verbale(Lazy):
    """The root of all commands; whatever goes wrong leaves here as a sentence and an exit code."""

    def main(  # type: ignore[override]  # it never returns
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        code = 1
        try:
            code = super().main(hoisted(given), prog_name or "verbale", **extra) or 0
        except VerbaleError as fault:
            code = _tell(fault, given)
        except click.UsageError as fault:
            code = _tell_usage(fault, given)
        except click.Abort:
            sys.stderr.write("Stopped.\n")
        except Exception as fault:
            known = _outside(fault)
            if known is None:
                raise
            code = _tell(known, given)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read this has seen enough: what was asked is done, and nothing more is written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


def hoisted(args: Sequence[str]) -> list[str]:
    """The arguments with every --home before the command, so that it may stand anywhere before a ``--``."""
    end = list(args).index("--") if "--" in args else len(args)
    homes: list[str] = []
    rest: list[str] = []
    at = 0
    while at < end:
        one = args[at]
        width = 2 if one == "--home" else 1
        (homes if one == "--home" or one.startswith("--home=") else rest).extend(args[at : min(at + width, end)])
        at += width
    return [*homes, *rest, *args[end:]]


def _tell(fault: VerbaleError, args: Sequence[str]) -> int:
    if _asked_json(args):
        told = {"error": fault.sentence(), "kind": type(fault).__name__}
        sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(fault.sentence() + "\n")
    return fault.exit_code


def _tell_usage(fault: click.UsageError, args: Sequence[str]) -> int:
    if _asked_json(args):
        told = {"error": fault.format_message(), "kind": type(fault).__name__}
        sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        fault.show()
    return 2


def _asked_json(args: Sequence[str]) -> bool:
    return "--json" in args


def _outside(fault: Exception) -> VerbaleError | None:
    """What is no fault of the program, as one of the family: the database, the disk, the user's text."""
    if isinstance(fault, UnicodeEncodeError):
        return NotText()
    if isinstance(fault, OSError):
        return NoAccess(file=fault.filename or "A file", why=fault.strerror or fault)
    if isinstance(fault, InvalidOperation):
        return NotKept(why="a number has more digits than it can hold")
    if "django.db" in sys.modules:
        from django.db import DatabaseError, DataError, IntegrityError

        if isinstance(fault, IntegrityError | DataError):
            return NotKept(why=fault)
        if isinstance(fault, DatabaseError):
            return NoDatabase(why=fault)
    return None


def _choose(context: click.Context, _: click.Parameter, home: str | None) -> None:
    # Before any command is loaded, since the settings that it needs are read from the home.
    node.choose(home)
    context.meta[node.NAMED] = home


@click.group(
    cls=Verbale,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 done, 1 refused or faults found, 2 wrong usage, 3 unreadable input.",
)
@click.option(
    "--home",
    metavar="DIR",
    callback=_choose,
    expose_value=False,
    help="The node's folder; may stand after the command too. Else VERBALE_HOME.",
)
@click.version_option(package_name="verbale", prog_name="verbale")
def verbale() -> None:
    """Runs a scientific-and-technical cooperation between two sides: orders, decisions, approvals, pouches, accounts.

    Each command has --help with an example; what prints data takes --json. Who acts is whoever signed in with
    "verbale login", or holds the token in VERBALE_TOKEN.
    """


def run() -> NoReturn:
    """The entry point."""
    _open_streams()
    verbale.main()


def _open_streams() -> None:
    """What was closed by whoever started this is empty to read, and takes what is written."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
