"""``python -m verbale.carrier``: makes the node's keys, runs the carrier, exports signed heads."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from verbale.carrier.own_keys import own_keys
from verbale.carrier.own_keys import recover as recovered
from verbale.carrier.own_keys import rotate as rotated
from verbale.carrier.trouble import trouble
from verbale.carrier.turn import CarrierBusy, turn
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import load_keys
from verbale.kernel.clock import SystemClock, read_stamp
from verbale.kernel.errors import Refused, VerbaleError, WrongUse
from verbale.kernel.home import Home
from verbale.kernel.whole_file import FULL

PASSPHRASE = "VERBALE_PASSPHRASE"  # noqa: S105 - the variable's name, not a passphrase
RECOVERY_PASSPHRASE = "VERBALE_RECOVERY_PASSPHRASE"  # noqa: S105 - the variable's name, not a passphrase
PAUSE = 2.0


class NoDatabase(Refused):
    """The node's database cannot be used: {why}. The carrier goes on once it can be."""


class MomentGiven(WrongUse):
    """The node in {home} is no demo, so what its journal records happens now. Leave --at out."""


@click.group()
@click.option("--home", "folder", envvar="VERBALE_HOME", type=click.Path(path_type=Path))
def carrier(folder: Path | None) -> None:
    """The only process that reads the node's keys."""
    if folder is not None:
        os.environ["VERBALE_HOME"] = str(folder)


@carrier.command()
@click.option("--recovery-key", "recovery_to", type=click.Path(path_type=Path), help="A new file for the recovery key.")
def keys(recovery_to: Path | None) -> None:
    """Makes the node's keys and prints their public half; prints it again if there are keys."""
    click.echo(own_keys(Home.from_environment(), _passphrase(), recovery_to).public.line())


@carrier.command()
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option("--at", "moment", help="The moment to record, in a demo only; RFC 3339 with a zone.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def run(once: bool, moment: str | None, as_json: bool) -> None:
    """Seals what waits, carries it, opens what came, exports the journal's signed head."""
    _start_django()
    from django.db import DatabaseError

    while True:
        try:
            done = _round(moment, waits=not once)
        except DatabaseError as fault:
            if once:
                raise NoDatabase(why=fault) from fault
            click.echo(NoDatabase(why=fault).sentence(), err=True)
            time.sleep(PAUSE)
            continue
        except OSError as fault:
            if once or fault.errno not in FULL:
                raise
            click.echo(trouble(fault).sentence(), err=True)
            time.sleep(PAUSE)
            continue
        _tell(done, as_json)
        if once:
            raise SystemExit(1 if done["faults"] else 0)
        time.sleep(PAUSE)


@carrier.command()
def told() -> None:
    """In a demo only: one round for each moment on standard input, told as a line of JSON; ends with the input.

    A moment is RFC 3339 with a zone. A demo makes dozens of rounds in a minute, for which one process is enough.
    """
    _start_django()
    for moment in sys.stdin:
        _tell(_round(moment.strip(), waits=True), as_json=True)


@carrier.command()
@click.option("--at", "moment", help="The moment to record, in a demo only; RFC 3339 with a zone.")
def head(moment: str | None) -> None:
    """Signs the journal's head and prints the file."""
    _start_django()
    from verbale.carrier.heads import export_head

    home = Home.from_environment()
    _check_moment(moment, home)
    keys = load_keys(home.keys, _passphrase())
    with turn(home, wait=True):
        click.echo(export_head(keys=keys, home=home, at=_moment(moment)))


@carrier.command()
@click.option("--new-recovery-key", "recovery_to", type=click.Path(path_type=Path), help="A new file for a new one.")
@click.option("--recovery-key", "recovery", type=click.Path(path_type=Path), help="The present one, out of the safe.")
@click.option("--at", "moment", help="The moment to record, in a demo only; RFC 3339 with a zone.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def rotate(recovery_to: Path | None, recovery: Path | None, moment: str | None, as_json: bool) -> None:
    """Replaces the node's keys by new ones, while nobody else knows the old ones.

    The next pouch to each partner tells the new keys, signed with the old one; the pouches after it are signed with the
    new one. Nobody need do anything. The old keys are kept, to open what was sealed for them.
    """
    _start_django()
    from verbale.carrier import new_keys

    home = Home.from_environment()
    _check_moment(moment, home)
    number = new_keys.next_number(home, _passphrase())
    made = rotated(
        home, _passphrase(), number=number, at=_moment(moment), new_recovery_to=recovery_to, recovery=recovery,
        recovery_passphrase=os.environ.get(RECOVERY_PASSPHRASE),
    )  # fmt: skip
    said = "The next pouch to each partner tells them, signed with the old key."
    _told_keys({"keys": made.public.line(), "fingerprint": made.public.fingerprint, "number": number}, as_json, said)


@carrier.command()
@click.argument("recovery", type=click.Path(path_type=Path))
@click.option("--replaced", type=click.Path(path_type=Path), help="A file with the public keys that partners hold.")
@click.option("--new-recovery-key", "recovery_to", type=click.Path(path_type=Path), help="A new file for a new one.")
@click.option("--at", "moment", help="The moment to record, in a demo only; RFC 3339 with a zone.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def recover(recovery: Path, replaced: Path | None, recovery_to: Path | None, moment: str | None, as_json: bool) -> None:
    """Makes new keys in place of lost or stolen ones, by the recovery key in the file RECOVERY; the old ones are void.

    A statement that says so is written beside the pouches, and into the partners' folders. Bring it to the others: they
    lay it into their inbox, or run verbale partner statement. A new epoch begins in every channel; what was sealed
    and not acknowledged is void, and sealed again unless the partner has it.
    """
    _start_django()
    from verbale.carrier import new_keys

    home = Home.from_environment()
    _check_moment(moment, home)
    public = PublicKeys.read(replaced.read_text("utf-8")) if replaced else None
    made = recovered(
        home, recovery, _passphrase(), number=new_keys.next_number(home, _passphrase()), at=_moment(moment),
        replaced=public or new_keys.known_keys(home), new_recovery_to=recovery_to,
        recovery_passphrase=os.environ.get(RECOVERY_PASSPHRASE),
    )  # fmt: skip
    assert made.statement is not None
    path, laid, missing = new_keys.hand_out(home, made.statement)
    data = {
        "keys": made.public.line(), "fingerprint": made.public.fingerprint, "number": made.statement.statement.number,
        "file": str(path), "laid_for": laid, "bring_to": missing,
    }  # fmt: skip
    lies = f" It lies in the folders of {', '.join(laid)}." if laid else ""
    bring = f" Bring it to {', '.join(missing)}." if missing else ""
    said = f"The old keys are void. The statement for the partners is {path}.{lies}{bring}"
    _told_keys(data, as_json, f"{said} Read them the fingerprint by telephone.")


def _told_keys(data: dict[str, Any], as_json: bool, said: str) -> None:
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else f"{data['keys']}\n{data['fingerprint']}\n{said}")


def _round(moment: str | None, *, waits: bool) -> dict[str, list[Any]]:
    """One round, once no other carrier works on this home; if it ``waits`` for that, it says so."""
    from django.db import close_old_connections

    from verbale.carrier.rounds import round_trip

    home = Home.from_environment()
    _check_moment(moment, home)
    keys = load_keys(home.keys, _passphrase())
    with _our_turn(home, waits):
        close_old_connections()
        return round_trip(keys=keys, at=_moment(moment))


@contextmanager
def _our_turn(home: Home, waits: bool) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(turn(home, wait=False))
        except CarrierBusy as busy:
            if not waits:
                raise
            click.echo(busy.sentence(), err=True)
            stack.enter_context(turn(home, wait=True))
        yield


def _tell(done: dict[str, list[Any]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(done, ensure_ascii=False))
    else:
        for line in done["sealed"] + done["carried"]:
            click.echo(f"{line['file']} → {line['partner']}")
        for line in done["came"]:
            click.echo(f"{line['file']}: {line['what']} {line['why']}".rstrip())
    for sentence in done["faults"]:
        click.echo(sentence, err=True)


def _check_moment(moment: str | None, home: Home) -> None:
    """Refuses a moment that somebody made up: a node that is no demo records when things happened."""
    if moment is not None and not home.config().demo:
        raise MomentGiven(home=home.path)


def _moment(text: str | None) -> datetime:
    return read_stamp(text) if text else SystemClock().now()


def _passphrase() -> str | None:
    return os.environ.get(PASSPHRASE)


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
    # What is loaded here stays until the end: looking through it for garbage took a fifth of the time.
    gc.disable()
    import django

    django.setup()
    import_module("verbale.carrier.rounds")
    gc.freeze()
    gc.enable()


def main() -> None:
    """Runs the command; a refusal is a sentence and an exit code."""
    try:
        carrier(standalone_mode=False)
    except VerbaleError as fault:
        click.echo(fault.sentence(), err=True)
        sys.exit(fault.exit_code)
    except OSError as fault:
        told = trouble(fault)
        click.echo(told.sentence(), err=True)
        sys.exit(told.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)


if __name__ == "__main__":
    main()
