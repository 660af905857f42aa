"""One finding of the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad a finding is. Only a fault keeps the node from working as it should."""

    SOUND = "sound"
    WARNING = "warning"
    FAULT = "fault"
    UNCHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, in words, and how to mend it if it needs mending."""

    check: str
    state: State
    says: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f" → {self.mend}" if self.mend else ""
        return f"{self.state.value + ':':12} {self.check}: {self.says}{mend}"


def sound(check: str, says: str) -> Finding:
    return Finding(check, State.SOUND, says)


def warning(check: str, says: str, mend: str) -> Finding:
    return Finding(check, State.WARNING, says, mend)


def fault(check: str, says: str, mend: str) -> Finding:
    return Finding(check, State.FAULT, says, mend)


def unchecked(check: str, says: str, mend: str) -> Finding:
    return Finding(check, State.UNCHECKED, says, mend)
