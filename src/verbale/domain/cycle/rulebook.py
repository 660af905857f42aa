"""What a rulebook moves in our editions: reviewed by it, and by the one that it would supersede or any other.

found = compared(editions, old, new)           # books of `review`; old may be None
found.moves                                    # how many records go from which outcome to which
found.shifts                                   # the same with terms, and the first records of each
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from verbale.domain.cycle import descent, review
from verbale.domain.cycle.lookup import lookups
from verbale.domain.spine import policy_checking, policy_draft
from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy_check import SAMPLES, Move, OtherTerms, Review, findings_of
from verbale.engines import catalogue
from verbale.kernel.deadline import NEVER, Deadline
from verbale.records import files
from verbale.records.person import Person, Role
from verbale.records.policy_draft import DraftState, PolicyDraft

Told = Callable[[catalogue.MovedRecord], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two rulebooks make of the same records: all of them by outcome, and those that move with their terms."""

    moves: tuple[Move, ...] = ()
    shifts: tuple[catalogue.Shift, ...] = ()

    @property
    def records(self) -> int:
        """How many records were reviewed."""
        return sum(each.records for each in self.moves)

    @property
    def moved(self) -> int:
        """How many have another outcome, or the same under other terms."""
        return sum(each.records for each in self.shifts)

    @property
    def terms(self) -> tuple[OtherTerms, ...]:
        """The records that are supplied by both, or referred by both, under other terms."""
        return tuple(
            OtherTerms(
                each.after, each.terms_before, each.terms_after, each.records, tuple(one.title for one in each.samples)
            )
            for each in self.shifts
            if each.before == each.after
        )


def check(*, draft: PolicyDraft, by: Person, at: datetime, until: Deadline = NEVER) -> PolicyDraft:
    """Checks a draft with a review of our newest editions; checked, if nothing is wrong with it.

    Where all of it cannot be done ``until`` then, it stays a draft whose check `policy_check.is_cut_short`. Raises
    OSError for a full disk: what does not fit into memory is put there.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    # A review takes seconds, and more where we hold much: what is at its end is refused before it.
    policy_draft.check_may_become(draft, DraftState.CHECKED, again=True)
    return policy_checking.check(draft=draft, review=review_of(draft, until), by=by, at=at, until=until)


def review_of(draft: PolicyDraft, until: Deadline = NEVER) -> Review:
    """What a draft would move in our newest editions; nothing is reviewed by a rulebook with errors, nor where that
    cannot be done in time."""
    before = policy_draft.superseded(draft)
    data, against = bytes(draft.rulebook), before.pk if before else ""
    if any(each.error for each in findings_of(data, draft.file_name)):
        return Review(draft.rulebook_sha256, against, (), ())
    found = descent.newest()
    old = review.of_version(before) if before else None
    editions, new = [descent.opened(each) for each in found], review.of_rulebook(data, draft.file_name)
    try:
        told = compared(editions, old, new, until=until)
    except review.OutOfTime:
        return Review(draft.rulebook_sha256, against, (), ())
    return Review(draft.rulebook_sha256, against, tuple(each.pk for each in found), told.moves, told.terms)


def records_to_review() -> int:
    """How many records a check reviews."""
    return sum(edition.records for edition in descent.newest())


def compared(
    editions: Sequence[catalogue.Edition], before: review.Book | None, after: review.Book, told: Told | None = None,
    *, until: Deadline = NEVER,
) -> Compared:  # fmt: skip
    """How many records go from which outcome to which, the commonest first, each under its book's standard request.

    ``told`` hears of every record that moves. Nothing is published, and nothing is kept. Raises
    `OutOfTime` where not all could be decided ``until`` then.
    """
    if not editions:
        return Compared()
    with TemporaryDirectory(dir=files.home().editions, prefix=".review-") as folder:
        spill = Path(folder)
        later = review.review(editions, after, spill / "after.parquet", lookups=lookups(), until=until)
        if before is None:
            return Compared(tuple(_outcomes(later)))
        earlier = review.review(editions, before, spill / "before.parquet", lookups=lookups(), until=until)
        folders = [each.folder for each in editions]
        both = earlier.outcomes, later.outcomes
        if told is not None:
            for each in (each for one in folders for each in catalogue.moved_records(*both, one, spill)):
                told(each)
        moves = review.moves(earlier, later)
        found = catalogue.shifts(*both, folders, spill)
    return Compared(tuple(Move(each.before, each.after, each.records, each.samples[:SAMPLES]) for each in moves), found)


def _outcomes(report: catalogue.Report) -> list[Move]:
    """What came out where there was nothing before."""
    samples = {
        outcome: [title for group in report.groups if group.outcome == outcome for title in group.samples]
        for outcome in report.by_outcome()
    }
    return [
        Move("", outcome, records, tuple(samples[outcome][:SAMPLES]))
        for outcome, records in report.by_outcome().items()
    ]
