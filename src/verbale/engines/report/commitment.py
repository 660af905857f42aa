"""What is read from a report: proposed commitments, each with its subjects, dates and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Characters ``start`` to ``end`` (exclusive) of the report's text."""

    start: int
    end: int

    def as_json(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A date of a conclusion: for ``what`` (empty where the whole conclusion is meant), as written, and as EDTF.

    ``edtf`` is written as ``kernel.imprecise`` reads it, and empty where the words name no date that can be counted:
    no year is guessed. "From 1988 onwards" is ``1988/..``.
    """

    what: str
    as_written: str
    edtf: str

    def as_json(self) -> dict[str, str]:
        return {"what": self.what, "as_written": self.as_written, "edtf": self.edtf}


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject listed in a conclusion: its name, who leads it (empty where nobody is), who participates in it."""

    name: str
    lead: str = ""
    participation: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "lead": self.lead, "participation": list(self.participation)}


@dataclass(frozen=True, slots=True)
class ProposedCommitment:
    """One numbered conclusion, for a person to confirm.

    ``number`` as written, without dots and brackets; ``text`` its sentences without its blocks. The lists keep the
    order of the paper, and name a body twice where the paper does: whether that is a slip of the pen is for the
    person who confirms to say. ``coordination`` and ``control`` are not part of the JSON.
    """

    number: str
    text: str
    source: Place
    in_charge: tuple[str, ...] = ()
    participation: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    dates: tuple[DatedStep, ...] = ()
    coordination: tuple[str, ...] = ()
    control: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "in_charge": list(self.in_charge),
            "participation": list(self.participation),
            "subjects": [subject.as_json() for subject in self.subjects],
            "dates": [step.as_json() for step in self.dates],
            "source": self.source.as_json(),
        }
