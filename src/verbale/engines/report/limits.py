"""How much a foreign report may ask for."""

from __future__ import annotations

from dataclasses import dataclass, fields

from verbale.kernel.errors import WrongUse


class NoReportLimit(WrongUse):
    """The limit “{limit}” must be a whole number above zero, not {value}."""


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
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or value < 1:
                raise NoReportLimit(limit=field.name, value=value)


DEFAULT_LIMITS = Limits()
