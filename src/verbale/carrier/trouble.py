"""What the disk does not let the carrier do, and faults that nobody thought of, in words."""

from __future__ import annotations

from verbale.kernel.errors import Refused


class DiskTrouble(Refused):
    """{path} cannot be read or written: {why}. Mend that; what waits is carried in the next round."""


def trouble(fault: OSError) -> DiskTrouble:
    """The fault as a sentence: where, and what the system says."""
    return DiskTrouble(path=fault.filename or "—", why=fault.strerror or fault)


def odd(fault: Exception) -> str:
    """A fault that nobody thought of: its kind and what it says."""
    return one_line(f"{type(fault).__name__}: {fault}")[:500]


def one_line(text: str) -> str:
    """A stranger's text as one line that moves no cursor and begins no other line of a log."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
