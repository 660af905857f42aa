"""New keys of ours: the statement that names them, announced in the next pouches or handed out as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from verbale.domain.spine import key_change, party_keys
from verbale.engines.seal import PublicKeys, SignedStatement
from verbale.engines.seal.keys import NodeKeys, load_keys
from verbale.kernel import whole_file
from verbale.kernel.errors import VerbaleError
from verbale.kernel.home import Home
from verbale.records.party import Party

SUFFIX = ".keys"
"""How a statement that comes by itself is called (docs/PROTOCOL.md, 1.7)."""


def announce(keys: NodeKeys, at: datetime) -> None:
    """Tells the partners of keys that were made since the last round; keys told before are told no more."""
    for one in keys.generations:
        if one.statement is not None:
            key_change.announce(signed=one.statement, at=at)


def next_number(home: Home, passphrase: str | None) -> int:
    """The number of our next statement: after those that were announced, and those that lie there and wait for it."""
    announced = party_keys.last_statement(Party.objects.get(is_us=True))
    try:
        generations = load_keys(home.keys, passphrase).generations
    except VerbaleError:
        # What is lost or damaged told no partner anything yet that the records do not know.
        generations = ()
    lies = [one.statement.statement.number for one in generations if one.statement is not None]
    return max([announced, *lies]) + 1


def known_keys(home: Home) -> PublicKeys | None:
    """The keys that partners hold of us, as the records know them; None where the folder of keys says it itself."""
    if any(home.keys.glob("*")):
        return None
    return party_keys.confirmed(Party.objects.get(is_us=True))


def hand_out(home: Home, signed: SignedStatement) -> tuple[Path, list[str], list[str]]:
    """Writes a statement as a file beside our pouches and into the partners' folders.

    Where it lies, the partners whose folder has it, and those to whom somebody must bring it (1.7).
    """
    name = f"{signed.statement.side}-{signed.statement.number}{SUFFIX}"
    path = home.outbox / name
    whole_file.put(path, signed.as_file())
    laid, missing = [], []
    for partner in Party.objects.partners().filter(by_letter=False):
        folder = Path(partner.carry_to)
        try:
            if not partner.carry_to or not folder.is_dir():
                raise FileNotFoundError(folder)
            whole_file.put(folder / name, signed.as_file())
            laid.append(partner.code)
        except OSError:
            missing.append(partner.code)
    return path, laid, missing
