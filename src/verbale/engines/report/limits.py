"""How much a foreign report may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.confinement import Bounds, check_limits

_OUTPUT = 256 * 1024**2
_FILES = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file and on the process that reads a PDF.

    ``bytes`` of the file; ``unpacked`` bytes of all parts of a DOCX together, and ``parts`` of them; ``pages`` of a
    PDF; ``characters`` of the text; ``seconds`` of processor time, ``wall_seconds`` of waiting and ``memory`` (bytes
    of address space) of the process that reads a PDF.
    """

    bytes: int = 64 * 1024**2
    unpacked: int = 256 * 1024**2
    parts: int = 5_000
    pages: int = 5_000
    characters: int = 20_000_000
    seconds: int = 60
    wall_seconds: int = 180
    memory: int = 2 * 1024**3

    def __post_init__(self) -> None:
        check_limits(self)

    @property
    def bounds(self) -> Bounds:
        """Those of the process."""
        return Bounds(self.memory, _OUTPUT, self.seconds, self.wall_seconds, _FILES)


DEFAULT_LIMITS = Limits()
