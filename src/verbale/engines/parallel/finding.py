"""What a comparison found: what one version says and the other does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a finding is about: a kind of fact, or the version as a whole."""

    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    NAME = "name"
    UNTRANSLATED = "untranslated"
    EMPTY = "empty"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Instead:
    """The near fact that the other version says in place of one: its value, and how it is written."""

    value: str
    as_written: str
    start: int
    end: int


SENTENCES = {
    FindingKind.DATE: "The {language} text says the date “{as_written}” ({says}); the {other} text does not.",
    FindingKind.NUMBER: "The {language} text says the number “{as_written}” ({says}); the {other} text does not.",
    FindingKind.PERCENT: "The {language} text says the percentage “{as_written}” ({says}); the {other} text does not.",
    FindingKind.ORDINAL: "The {language} text says the ordinal “{as_written}” ({says}); the {other} text does not.",
    FindingKind.AMOUNT: "The {language} text says the amount “{as_written}” ({says}); the {other} text does not.",
    FindingKind.QUANTITY: "The {language} text says the quantity “{as_written}” ({says}); the {other} text does not.",
    FindingKind.NAME: "The {language} text names “{as_written}” ({says}); the {other} text does not.",
    FindingKind.UNTRANSLATED: "In the {language} text, “{as_written}” is not in {language}.",
    FindingKind.EMPTY: "The {language} text is empty; the {other} text is not.",
    FindingKind.MERGED: "The {language} text also says “{as_written}”, which the {other} text does not say here.",
}
"""One sentence a kind, a template for the finding's facts; the door translates it before filling it."""

IN_ITS_PLACE = "It says “{instead}” ({value})."
"""The second sentence, where the other version says something near."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the version in ``language`` says (``as_written``, at ``start:end`` of it) and ``other`` does not.

    ``says`` is the fact's value, None where a finding is about the version as a whole; ``instead`` is the near fact of
    the other version, if there is one.
    """

    kind: FindingKind
    language: str
    other: str
    says: str | None = None
    as_written: str = ""
    start: int = 0
    end: int = 0
    instead: Instead | None = None

    def mirrors(self, other: Finding) -> bool:
        """Whether it is the same difference, found from the other version: each says its own fact instead."""
        return (
            (self.kind, self.language, self.other) == (other.kind, other.other, other.language)
            and (self.instead is not None and other.instead is not None)
            and (self.instead.start, self.instead.end) == (other.start, other.end)
            and (other.instead.start, other.instead.end) == (self.start, self.end)
        )

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader."""
        said = translate(SENTENCES[self.kind]).format(
            language=self.language, other=self.other, as_written=self.as_written, says=self.says
        )
        if self.instead is None:
            return said
        near = translate(IN_ITS_PLACE).format(instead=self.instead.as_written, value=self.instead.value)
        return f"{said} {near}"
