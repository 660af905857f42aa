"""The node's own keys in its home: made, shown, replaced. The folder of keys is the carrier's alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from verbale.carrier.turn import turn
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import NodeKeys, load_keys, make_keys, recover_keys, rotate_keys
from verbale.kernel.home import Home


def own_keys(home: Home, passphrase: str | None, recovery_to: Path | None = None) -> NodeKeys:
    """The node's keys, made if there are none; ``recovery_to`` is the file for the recovery key if they are made."""
    if any(home.keys.glob("*")):
        return load_keys(home.keys, passphrase)
    return make_keys(home.keys, passphrase, recovery_to)


def rotate(
    home: Home, passphrase: str | None, *, number: int, at: datetime, new_recovery_to: Path | None = None,
    recovery: Path | None = None, recovery_passphrase: str | None = None,
) -> NodeKeys:  # fmt: skip
    """New keys beside the old ones, while no other carrier works; ``statement`` of what it returns is to be told.

    The old signing key signs the pouch that tells it, and none after (docs/PROTOCOL.md, 1.6).
    """
    with turn(home, wait=False):
        return rotate_keys(
            home.keys, passphrase, side=home.config().side, number=number, at=at, new_recovery_to=new_recovery_to,
            recovery=recovery, recovery_passphrase=recovery_passphrase,
        )  # fmt: skip


def recover(
    home: Home, recovery: Path, passphrase: str | None, *, number: int, at: datetime,
    replaced: PublicKeys | None = None, new_recovery_to: Path | None = None, recovery_passphrase: str | None = None,
) -> NodeKeys:  # fmt: skip
    """New keys in place of lost or stolen ones; its ``statement.as_file()`` goes to each partner (1.7)."""
    with turn(home, wait=False):
        return recover_keys(
            home.keys, recovery, passphrase, side=home.config().side, number=number, at=at, replaced=replaced,
            new_recovery_to=new_recovery_to, recovery_passphrase=recovery_passphrase,
        )  # fmt: skip
