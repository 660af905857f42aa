"""Passphrases and PINs: asked for at a terminal, else read from standard input or from a file that is named."""

from __future__ import annotations

import sys

import click

from verbale.cli.options import read_file
from verbale.kernel.errors import Unreadable, WrongUse

LONGEST = 4096
"""Bytes of a file with a passphrase: a larger one is another file."""


class NotASecret(Unreadable):
    """{file} holds no passphrase: {why}. Name a file with the passphrase in its first line."""


class NotTwiceAlike(WrongUse):
    """The two passphrases differ. Nothing was made; try again."""


def asked(what: str, file: str | None, *, twice: bool = False) -> str:
    """A passphrase or PIN: the first line of a file (``-`` and ``/dev/fd/3`` too), else asked for without showing it.

    ``twice`` asks again for one that is new. Where standard input is no terminal, its first line is taken.
    """
    if file is not None and file != "-":
        return _first_line(file)
    if file == "-" or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    given = str(click.prompt(what, hide_input=True, err=True))
    if twice and click.prompt("Once more", hide_input=True, err=True) != given:
        raise NotTwiceAlike()
    return given


def _first_line(file: str) -> str:
    data = read_file(file)
    if len(data) > LONGEST:
        raise NotASecret(file=file, why=f"it has more than {LONGEST} bytes")
    try:
        return data.decode("utf-8").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as fault:
        raise NotASecret(file=file, why="it is not written in UTF-8") from fault
