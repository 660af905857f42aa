"""What a drafted rulebook would move: our editions, reviewed by it and by the version that it would supersede."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from verbale.domain.cycle import descent, review
from verbale.domain.cycle.lookup import lookups
from verbale.domain.spine import policy_checking, policy_draft
from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy_check import SAMPLES, Move, Review, findings_of
from verbale.engines import catalogue
from verbale.records import files
from verbale.records.person import Person, Role
from verbale.records.policy_draft import PolicyDraft

Moves = tuple[Move, ...]


def check(*, draft: PolicyDraft, by: Person, at: datetime) -> PolicyDraft:
    """Checks a draft with a review of our newest editions; checked, if nothing is wrong with it.

    Raises OSError for a full disk: what does not fit into memory is put there.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    return policy_checking.check(draft=draft, review=review_of(draft), by=by, at=at)


def review_of(draft: PolicyDraft) -> Review:
    """What a draft would move in our newest editions; nothing is reviewed by a rulebook with errors."""
    before = policy_draft.superseded(draft)
    data, against = bytes(draft.rulebook), before.pk if before else ""
    if any(each.error for each in findings_of(data, draft.file_name)):
        return Review(draft.rulebook_sha256, against, (), ())
    found = descent.newest()
    old = review.of_version(before) if before else None
    moves = compared([descent.opened(each) for each in found], old, review.of_rulebook(data, draft.file_name))
    return Review(draft.rulebook_sha256, against, tuple(each.pk for each in found), moves)


def records_to_review() -> int:
    """How many records a check reviews."""
    return sum(edition.records for edition in descent.newest())


def compared(editions: Sequence[catalogue.Edition], before: review.Book | None, after: review.Book) -> Moves:
    """How many records go from which outcome to which, the commonest first, each under its book's standard request."""
    if not editions:
        return ()
    with TemporaryDirectory(dir=files.home().editions, prefix=".review-") as folder:
        later = review.review(editions, after, Path(folder) / "after.parquet", lookups=lookups())
        if before is None:
            return tuple(_outcomes(later))
        earlier = review.review(editions, before, Path(folder) / "before.parquet", lookups=lookups())
        moved = review.moves(earlier, later)
    return tuple(Move(each.before, each.after, each.records, each.samples[:SAMPLES]) for each in moved)


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
