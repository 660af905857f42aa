"""How much a foreign signed paper may ask for."""

from __future__ import annotations

from dataclasses import dataclass, fields

from verbale.kernel.errors import WrongUse


class NoLimit(WrongUse):
    """The limit “{limit}” must be a whole number above zero, not {value}."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a paper (``bytes``), on the ``revisions`` it holds, and on the process that reads it.

    ``seconds`` of processor time, ``wall_seconds`` of waiting, ``memory`` (address space) and ``output`` in bytes
    bound the isolated process.
    """

    bytes: int = 50 * 1024**2
    revisions: int = 32
    seconds: int = 60
    wall_seconds: int = 120
    memory: int = 2 * 1024**3
    output: int = 64 * 1024**2

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or value < 1:
                raise NoLimit(limit=field.name, value=value)


DEFAULT_LIMITS = Limits()
"""What a node allows unless its administrator says otherwise."""
