"""Files that a command writes: always a new one, so that nothing which somebody keeps is lost."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from verbale.kernel.errors import Refused


class NotOverwritten(Refused):
    """{file} is there already. Name another file, or remove it first."""


def new_file(file: str | Path) -> BinaryIO:
    """A new file, open for writing bytes. Raises `NotOverwritten` where there is one of that name."""
    try:
        return Path(file).open("xb")
    except FileExistsError as fault:
        raise NotOverwritten(file=file) from fault


def write_new(file: str | Path, data: bytes) -> None:
    """Writes a new file. Raises `NotOverwritten`."""
    with new_file(file) as out:
        out.write(data)
