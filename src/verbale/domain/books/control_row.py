"""A commitment as control shows it on a day: its dates, who is in charge, its moves, the partner's word, its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from verbale.domain.cycle.commitment_arrival import date_differs
from verbale.domain.cycle.commitment_date import pressing, timing
from verbale.domain.cycle.commitment_said import Said
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment, CommitmentMove, CommitmentWord, PartIn

RELATED = ("partner", "agreed", "report", "sector_complex__programme", "word")
WITH = ("parts", "milestones", "moves")
"""What a list reads with its rows, so that a row asks nothing more."""

DayOf = Callable[[datetime], date]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a commitment was written: of a text the revision and article, of a report the place in its characters."""

    kind: str = ""
    id: str = ""
    title: str = ""
    revision: str = ""
    article: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone on the day asked about."""

    what: str
    due: str
    as_written: str
    done_on: date | None
    timing: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of a date: from when to when, by which side, with which reason and apology; ours alone if ``own``."""

    before: str
    after: str
    side: str
    reason: str
    apology: str
    on: date
    own: bool
    milestone: str


@dataclass(frozen=True, slots=True)
class Word:
    """The partner's last word, and whether it differs from our record."""

    state: str
    due: str
    reason: str
    apology: str
    on: date
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment that stands, on the day asked about; ``pressing_due`` is the date that presses, ``last`` its last
    day, and ``pressing`` the milestone it belongs to, empty for the whole.

    ``complex`` is its complex of a programme: the programme's title, the number, the complex's title.
    """

    id: str
    number: str
    text: str
    partner: str
    bound: str
    due: str
    due_as_written: str
    own_due: str
    state: str
    timing: str
    days_over: int
    last: date | None
    pressing: str
    pressing_due: str
    in_charge: tuple[str, ...]
    controls: tuple[str, ...]
    milestones: tuple[Step, ...]
    moved: tuple[Moved, ...]
    source: Source
    complex: tuple[str, int, str] | None = None
    word: Word | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What the article says in every language, where it stands here as it was agreed; else nothing."""

    @property
    def moves(self) -> int:
        """How often its dates were moved."""
        return len(self.moved)

    @property
    def binds_us(self) -> bool:
        """Whether we have to do something, alone or with the partner."""
        return self.bound != Bound.THEIRS


def row_of(row: Commitment, *, on: date, days: int, language: str, day_of: DayOf, said: Said | None = None) -> Row:
    """A commitment as it stands on a day; what is due within so many days counts as due. ``said`` is what its article
    says."""
    stands = pressing(row, on, days)
    names = {one.pk: one.what for one in row.milestones.all()}
    where = row.sector_complex
    return Row(
        row.pk, row.number, row.text, row.partner.code, row.bound, row.due, row.due_as_written, row.own_due, row.state,
        stands.timing.value, stands.days_over, stands.due.last, stands.due.milestone,
        stands.due.when.edtf,
        in_charge=_who(row, PartIn.IN_CHARGE), controls=_who(row, PartIn.CONTROLS),
        milestones=tuple(_steps(row, on, days)),
        moved=tuple(_moved(one, names, day_of) for one in row.moves.all()),
        source=_source(row, language),
        complex=(where.programme.title(language), where.number, where.title(language)) if where else None,
        word=_word(row, day_of), words=_words(row, said),
    )  # fmt: skip


def _words(row: Commitment, said: Said | None) -> Mapping[str, str]:
    agreed = said.words if said is not None else {}
    return agreed if " ".join(row.text.split()) in agreed.values() else {}


def _who(row: Commitment, part: PartIn) -> tuple[str, ...]:
    return tuple(one.who for one in row.parts.all() if one.part == part)


def _steps(row: Commitment, on: date, days: int) -> Iterator[Step]:
    for one in row.milestones.all():
        stands = timing(ImpreciseDate.read(one.due), standing=one.done_on is None, on=on, days=days)
        yield Step(one.what, one.due, one.due_as_written, one.done_on, stands.value)


def _moved(one: CommitmentMove, names: dict[str, str], day_of: DayOf) -> Moved:
    step = names.get(one.milestone_id or "", "")
    return Moved(one.before, one.after, one.side, one.reason, one.apology, day_of(one.at), one.own, step)


def _source(row: Commitment, language: str) -> Source:
    if row.agreed is not None:
        return Source("text", row.agreed.pk, row.agreed.title(language), row.revision, row.article)
    if row.report is not None:
        return Source("report", row.report.pk, row.report.title, start=row.start, end=row.end)
    return Source()


def _word(row: Commitment, day_of: DayOf) -> Word | None:
    word: CommitmentWord | None = getattr(row, "word", None)
    if word is None:
        return None
    differs = date_differs(word) or word.state != row.state
    return Word(word.state, word.due, word.reason, word.apology, day_of(word.told_at), differs)
