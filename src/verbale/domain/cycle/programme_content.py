"""What a programme is recorded with: who signed its agreement, its principles of transfer and general conditions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verbale.domain.cycle import words
from verbale.kernel.errors import WrongUse


class BadProgramme(WrongUse):
    """This programme cannot be recorded: {why}."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed the agreement: for which side, with the office held on that day."""

    side: str
    name: str
    office: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "side", words.line(self.side, what="the side of a signatory", longest=64))
        object.__setattr__(self, "name", words.line(self.name, what="a signatory"))
        object.__setattr__(self, "office", words.line(self.office, what="the office", needed=False))


class Term(StrEnum):
    """What a condition of a programme is about; articles of its text bear it as their role."""

    TRANSFER = "transfer"
    """By which principles results are transferred: by contract, for value."""
    GENERAL = "conditions"
    """What holds for all of it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One principle of transfer or general condition, as the paper has it (S80)."""

    what: str
    text: str

    def __post_init__(self) -> None:
        if self.what not in tuple(Term):
            raise words.BadWords(what="kind of condition", why=f"it is none of {', '.join(Term)}")
        object.__setattr__(self, "text", words.entry(self.text, what="a condition"))
