"""How much a foreign signed paper may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.confinement import Bounds, check_limits

_FILES = 64


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
        check_limits(self)

    @property
    def bounds(self) -> Bounds:
        """Those of the process."""
        return Bounds(self.memory, self.output, self.seconds, self.wall_seconds, _FILES)


DEFAULT_LIMITS = Limits()
"""What a node allows unless its administrator says otherwise."""
