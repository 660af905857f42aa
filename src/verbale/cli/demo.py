"""`verbale demo`: the whole circle on two nodes, then both sides served on loopback."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from verbale.cli import node
from verbale.cli.group import Command
from verbale.cli.options import NoFile
from verbale.cli.output import laid_out, say, wants_json
from verbale.journeys import demo as journey
from verbale.journeys.demo_serving import serve
from verbale.kernel.errors import WrongUse


class BadPorts(WrongUse):
    """The two ports must be different. Give for example: --ports 8701 8702"""


@click.command(cls=Command, example="verbale demo\nverbale demo --no-serve --home /tmp/demo --catalogue corpus.mrc")
@click.option("--no-serve", is_flag=True, help="End after the walk.")
@click.option("--catalogue", type=click.Path(path_type=Path), help="Real MARC records in place of the invented ones.")
@click.option("--ports", nargs=2, type=click.IntRange(1, 65535), default=(8701, 8702), show_default=True)
@click.pass_context
def demo(context: click.Context, no_serve: bool, catalogue: Path | None, ports: tuple[int, int]) -> None:
    """Makes two nodes with invented people and records and walks the circle, printing a line a step.

    Then serves both sides on loopback and prints addresses and sign-ins, until it is interrupted. With --home DIR the
    nodes are kept in DIR/ours and DIR/theirs; else they are gone at the end. The demo's people need no second factor.
    """
    if ports[0] == ports[1]:
        raise BadPorts()
    if catalogue is not None and not catalogue.is_file():
        raise NoFile(file=catalogue, why="it is no file")
    kept = context.meta.get(node.NAMED)
    with tempfile.TemporaryDirectory(prefix="verbale-demo-", ignore_cleanup_errors=True) as passing:
        home = Path(kept).expanduser().absolute() if kept else Path(passing) / "demo"
        told: list[str] = []
        signs_in = journey.run(
            home=home, catalogue=catalogue.absolute() if catalogue else None, ports=ports, progress=_progress,
            say=told.append if wants_json() else _line,
        )  # fmt: skip
        if no_serve:
            _end(home if kept else None, told, signs_in)
        else:
            serve(homes=[home / "ours", home / "theirs"], ready=lambda: _end(home, told, signs_in))


def _line(text: str) -> None:
    click.echo(text)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def _end(home: Path | None, told: list[str], signs_in: list[dict[str, Any]]) -> None:
    data = {"home": str(home) if home else None, "steps": told, "sign_ins": signs_in}
    where = (
        f"The nodes stand in {home}/ours and {home}/theirs." if home else "The nodes are gone; --home DIR keeps them."
    )
    say(data, where, *laid_out(signs_in, ("side", "address", "handle", "password", "roles")))
