"""`verbale serve` and `verbale carrier`: processes of a node that are started as programs of their own."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from verbale.cli.group import Command
from verbale.kernel.home import Home


@click.command(cls=Command, data=False, example="verbale serve\nverbale serve --workers 4")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option("--access-log", is_flag=True, help="A line for each request.")
def serve(workers: int, access_log: bool) -> None:
    """Serves the pages on the address and port that the node's configuration names, until it is stopped.

    Put a web server with a certificate in front of it for anybody but yourself, and set VERBALE_HTTPS=1.
    """
    config = Home.from_environment().config()
    click.echo(f"http://{config.host}:{config.port}/", err=True)
    log = ["--access-log"] if access_log else []
    os.environ["DJANGO_SETTINGS_MODULE"] = "verbale.config.settings"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", config.host, "--port", str(config.port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning", *log,
        "verbale.config.wsgi:application",
    ]  # fmt: skip
    sys.stderr.flush()
    # Replacing this process lets whoever supervises it stop the server itself.
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


@click.command(
    cls=Command,
    data=False,
    example="verbale carrier run\nverbale carrier run --once --json\nverbale carrier head",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED)
def carrier(arguments: tuple[str, ...]) -> None:
    """Starts the carrier, the only process that reads the node's keys.

    \b
    run [--once]   seal what waits, carry it, open what came, export the journal's signed head
    keys           make the node's keys, or print their public half
    rotate         replace them by new ones; the next pouches tell the partners
    recover FILE   replace lost or stolen ones, by the recovery key in FILE
    head           sign the journal's head now and print the file

    Whatever follows is the carrier's own; see: verbale carrier run --help. The passphrase of the keys, if they have
    one, is read from VERBALE_PASSPHRASE.
    """
    home = Home.from_environment()
    home.config()
    environment = {**os.environ, "VERBALE_HOME": str(home.path)}
    done = subprocess.run([sys.executable, "-m", "verbale.carrier", *arguments], env=environment, check=False)
    if done.returncode:
        raise click.exceptions.Exit(done.returncode if done.returncode > 0 else 1)
