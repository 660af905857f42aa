"""A partner's delays as facts: what was due, when the answer came, its reason, apology and new promise (S106).

Nothing here judges: a delay is a date that passed, or that the partner moved, and what it said to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_arrival import date_differs
from verbale.domain.spine.office import zone
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment, CommitmentMove, CommitmentState, CommitmentWord
from verbale.records.party import Party
from verbale.records.person import Person

DayOf = Callable[[datetime], date]


@dataclass(frozen=True, slots=True)
class Delay:
    """One delay of the partner, of a commitment or of one milestone of it.

    ``was_due`` is the date agreed before the partner first moved it, as EDTF. ``days`` are whole days from its last day
    to the answer, or to the day asked about where none came; 0 where the partner moved it beforehand. ``promised`` is
    the date promised instead, ``accepted`` whether a person here took it for the agreed one; ``moved`` counts the
    partner's moves.
    """

    commitment: str
    partner: str
    number: str
    text: str
    milestone: str
    was_due: str
    days: int
    answered_on: date | None
    reason: str
    apology: str
    promised: str
    accepted: bool
    moved: int
    standing: bool

    @property
    def unanswered(self) -> bool:
        """Whether nothing came from the partner."""
        return self.answered_on is None


def delays(*, partner: Party | None, on: date, viewer: Person) -> list[Delay]:
    """A partner's delays, or those of all, up to a day, from the rows this person may see: the unanswered first, the
    longest first."""
    rows = Commitment.objects.visible_to(viewer).filter(bound__in=(Bound.THEIRS, Bound.BOTH))
    rows = rows.filter(partner=partner) if partner is not None else rows
    rows = rows.exclude(state=CommitmentState.PROPOSED).select_related("partner", "word")
    return delays_of(rows.prefetch_related("moves", "milestones"), on=on)


def delays_of(rows: Iterable[Commitment], *, on: date) -> list[Delay]:
    """The delays among rows that bind a partner; their words, moves and milestones are read with them."""
    where = zone()
    found = [one for row in rows for one in _of(row, on, lambda at: at.astimezone(where).date())]
    return sorted(found, key=lambda one: (not one.unanswered, -one.days, one.number, one.milestone))


def _of(row: Commitment, on: date, day_of: DayOf) -> Iterator[Delay]:
    theirs = [move for move in row.moves.all() if not move.own and move.side == row.partner.code]
    word: CommitmentWord | None = getattr(row, "word", None)
    whole = [move for move in theirs if move.milestone_id is None]
    standing = CommitmentState(row.state) in STANDING
    yield from _delay(row, "", row.due, whole, word, on, day_of, standing=standing)
    for step in row.milestones.all():
        of_step = [move for move in theirs if move.milestone_id == step.pk]
        yield from _delay(
            row, step.what, step.due, of_step, None, on, day_of, standing=standing and step.done_on is None
        )


def _delay(
    row: Commitment, milestone: str, due: str, moves: Sequence[CommitmentMove], word: CommitmentWord | None, on: date,
    day_of: DayOf, *, standing: bool,
) -> Iterator[Delay]:  # fmt: skip
    was_due = ImpreciseDate.read(moves[0].before if moves else due)
    last = was_due.latest
    late = last is not None and last < on
    accepted = word is not None and any(move.after == word.due for move in moves)
    answer = word if word is not None and (accepted or _answers(word, last, day_of)) else None
    if not moves and not (standing and late) and not (answer is not None and date_differs(answer)):
        return
    moments = [move.at for move in moves] + ([answer.told_at] if answer else [])
    answered = min(map(day_of, moments), default=None)
    until = answered or on
    open_word = answer if answer is not None and (date_differs(answer) or not moves) else None
    said = open_word or (moves[-1] if moves else None)
    promised = open_word.due if open_word and date_differs(open_word) else (moves[-1].after if moves else "")
    yield Delay(
        row.pk, row.partner.code, row.number, row.text, milestone, was_due.edtf,
        max((until - last).days, 0) if last else 0, answered,
        said.reason if said else "", said.apology if said else "", promised,
        accepted=bool(moves) and promised == due, moved=len(moves), standing=standing,
    )  # fmt: skip


def _answers(word: CommitmentWord, last: date | None, day_of: DayOf) -> bool:
    """Whether a word answers for a date: it names another, or came after it had passed."""
    return date_differs(word) or (last is not None and day_of(word.told_at) > last)
