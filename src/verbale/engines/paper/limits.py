"""How much a foreign PDF may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.confinement import Bounds, check_limits

_FILES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read and on the process that reads it.

    ``pages`` and ``bytes`` bound the document, ``unpacked`` the bytes of any one stream of it when unpacked;
    ``seconds`` of processor time, ``wall_seconds`` of waiting, ``memory`` (address space) and ``output`` in bytes
    bound the isolated process.
    """

    pages: int = 10_000
    bytes: int = 512 * 1024**2
    unpacked: int = 512 * 1024**2
    seconds: int = 120
    wall_seconds: int = 300
    memory: int = 2 * 1024**3
    output: int = 1024**3

    def __post_init__(self) -> None:
        check_limits(self)

    @property
    def bounds(self) -> Bounds:
        """Those of the process."""
        return Bounds(self.memory, self.output, self.seconds, self.wall_seconds, _FILES)


DEFAULT_LIMITS = Limits()
"""What a node allows unless its administrator says otherwise."""
