"""What a commitment says: its words, whom it binds, who takes part, its dates and milestones, and where it was written.

Values that refuse nonsense at birth; the verbs that keep them stand in `commitment`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.domain.cycle import words
from verbale.domain.spine.text_record import revision_of
from verbale.kernel.errors import NotFound, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment, CommitmentPart, Milestone, PartIn
from verbale.records.party import Party
from verbale.records.report import Report
from verbale.records.text import Text

LONGEST_NUMBER = 40
MOST_PARTS, MOST_MILESTONES = 200, 100


class BadCommitment(WrongUse):
    """This commitment cannot be recorded: {why}."""


@dataclass(frozen=True, slots=True)
class Member:
    """A body or person with its part in a commitment; ``subject`` where the source names several subjects."""

    part: PartIn
    who: str
    subject: str = ""

    def __post_init__(self) -> None:
        if self.part not in PartIn.values:
            raise BadCommitment(why=f"nobody takes part as “{self.part[:20]}”")
        object.__setattr__(self, "who", words.line(self.who, what="who takes part"))
        object.__setattr__(self, "subject", words.line(self.subject, what="the subject", needed=False))

    @classmethod
    def read(cls, part: PartIn, line: str) -> Member:
        """One line as a person types it: ``Name`` or ``Name | Subject``."""
        who, _, subject = line.partition("|")
        return cls(part, who, subject)

    def __str__(self) -> str:
        return f"{self.who} | {self.subject}" if self.subject else self.who


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone: what is reached, and the date as it was written and as it is kept."""

    what: str
    due: str = ""
    as_written: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", words.entry(self.what, what="a milestone"))
        object.__setattr__(self, "due", ImpreciseDate.read(self.due).edtf)
        object.__setattr__(self, "as_written", words.line(self.as_written, what="a date as written", needed=False))

    @classmethod
    def read(cls, line: str) -> Stage:
        """One line as a person types it: ``What``, ``What | date`` or ``What | date | date as written``."""
        what, _, rest = line.partition("|")
        due, _, as_written = rest.partition("|")
        return cls(what, due, as_written)

    def __str__(self) -> str:
        told = [" ".join(self.what.split()), self.due, self.as_written]
        while not told[-1]:
            told.pop()
        return " | ".join(told)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a commitment was written: an article of an agreed text, or a place in a report; or nowhere yet."""

    text: Text | None = None
    revision: str = ""
    article: str = ""
    report: Report | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.text is not None and self.report is not None:
            raise BadCommitment(why="it comes from one source, a text or a report, not from both")
        if self.text is not None and revision_of(self.text, self.revision).article(self.article) is None:
            raise NotFound(what="article", which=self.article)
        if self.report is not None and self.start is not None:
            first, last = self.start, self.end if self.end is not None else self.start
            if not 0 <= first < last <= len(self.report.text):
                raise BadCommitment(why=f"the report has no place {first}–{last}")

    def check_partner(self, partner: Party) -> None:
        """Refuses a text that was agreed with somebody else."""
        if self.text is not None and self.text.partner_id != partner.pk:
            raise BadCommitment(why="its text was agreed with another partner")


@dataclass(frozen=True, slots=True)
class Content:
    """All that a commitment says, with the date agreed (``due``) and our own beside it (``own_due``, 8.2)."""

    number: str
    text: str
    bound: str
    members: Sequence[Member] = ()
    due: str = ""
    due_as_written: str = ""
    own_due: str = ""
    stages: Sequence[Stage] = ()

    def __post_init__(self) -> None:
        if self.bound not in Bound.values:
            raise BadCommitment(why=f"it binds {', '.join(Bound.values)}, not “{self.bound[:20]}”")
        if len(self.members) > MOST_PARTS or len(self.stages) > MOST_MILESTONES:
            raise BadCommitment(why=f"it has more than {MOST_PARTS} who take part, or {MOST_MILESTONES} milestones")
        as_written = words.line(self.due_as_written, what="the date as written", needed=False)
        kept = {
            "number": words.line(self.number, what="its number", longest=LONGEST_NUMBER),
            "text": words.entry(self.text, what="its words"),
            "due": ImpreciseDate.read(self.due).edtf,
            "own_due": ImpreciseDate.read(self.own_due).edtf,
            "due_as_written": as_written,
        }
        for name, value in kept.items():
            object.__setattr__(self, name, value)


def place(made: Commitment, members: Sequence[Member], stages: Sequence[Stage]) -> None:
    """Gives a commitment who takes part in it, and its milestones, in their order."""
    CommitmentPart.objects.bulk_create(
        CommitmentPart(commitment=made, place=number, part=one.part, who=one.who, subject=one.subject)
        for number, one in enumerate(members, start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(commitment=made, place=number, what=one.what, due=one.due, due_as_written=one.as_written)
        for number, one in enumerate(stages, start=1)
    )


def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """What numbers as papers write them are sorted by: 2 stands before 10, and 2a after 2."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts)
