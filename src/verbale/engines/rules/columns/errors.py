"""What stands outside the exact subset."""

from __future__ import annotations

from dataclasses import dataclass


class Outside(Exception):
    """Why something does not compile."""


@dataclass(frozen=True, slots=True)
class Uncompiled:
    """A part of a decision that is decided one record at a time: rule (0: the whole), column ("": the rule), why."""

    decision: str
    rule: int
    column: str
    reason: str
