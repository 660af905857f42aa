"""What stands outside the exact subset, and the codes that are no rule's."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.errors import WrongUse

NONE, SINGLY, CLASH = 0, -1, -2
"""No rule matches; this record is decided alone; rules match that must not match together."""


class Outside(Exception):
    """Why something does not compile."""


@dataclass(frozen=True, slots=True)
class Uncompiled:
    """A part of a decision that is decided one record at a time: rule (0: the whole), column ("": the rule), why."""

    decision: str
    rule: int
    column: str
    reason: str


class NotTold(WrongUse):
    """Code {code} tells no output of “{decision}”: such a record is decided alone, as `Prepared.decide` does."""


class NoColumn(WrongUse):
    """The table has no column “{column}”, which is to give the input “{name}”. Its columns are: {known}."""
