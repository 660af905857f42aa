"""Reading a paper from a file: never more than a paper may have, however large the file is."""

from __future__ import annotations

from pathlib import Path

from verbale.engines.signature.errors import TooBig
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits


def read_paper(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file; raises TooBig before it is read, and OSError where it cannot be."""
    size = path.stat().st_size
    if size > limits.bytes:
        raise TooBig(size=size, limit=limits.bytes)
    with path.open("rb") as file:
        data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        # It grew, or it is no file that knows its size.
        raise TooBig(size=f"more than {limits.bytes}", limit=limits.bytes)
    return data
