"""Checking a draft: its findings, its cases, and what it moves, of these very bytes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy_check import Cases, Review, cases_of, findings_as_json, findings_of, no_cases
from verbale.domain.spine.policy_draft import check_unaltered, digests, locked, superseded, tell
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.person import Person, Role
from verbale.records.policy_draft import DraftState, PolicyDraft


class StaleReview(Refused):
    """What this rulebook moves was reviewed before something changed: its bytes, or the version in force. Check it
    again."""


@transaction.atomic
def check(*, draft: PolicyDraft, review: Review, by: Person, at: datetime) -> PolicyDraft:
    """Looks at findings, cases and what a review says it moves; checked, if there is no error and no case fails.

    The review is of these very bytes against the version that they would supersede; a stale one is refused.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = locked(draft, DraftState.CHECKED, again=True)
    check_unaltered(kept)
    before = superseded(kept)
    if (review.rulebook, review.against) != (kept.rulebook_sha256, before.pk if before else ""):
        raise StaleReview()
    findings = findings_of(bytes(kept.rulebook), kept.file_name)
    if before is not None and not kept.cases_table:
        findings += (no_cases(kept.file_name),)
    errors = sum(each.error for each in findings)
    cases = _cases(kept) if not errors else Cases()
    errors += len(cases.faults)
    kept.looked_at, kept.findings = at, findings_as_json((*findings, *cases.faults))
    kept.cases, kept.review = cases.as_json(), review.as_json()
    kept.checked_rulebook, kept.checked_cases = kept.rulebook_sha256, kept.cases_sha256
    kept.state = DraftState.DRAFT if errors or cases.failed else DraftState.CHECKED
    kept.save()
    moved = sum(each.records for each in review.moves if each.moved)
    facts: dict[str, Json] = {"errors": errors, "failed": cases.failed, "records": review.records, "moved": moved}
    tell(kept, "policy.checked", by, at, **facts, **digests(kept))
    return kept


def _cases(draft: PolicyDraft) -> Cases:
    return cases_of(bytes(draft.rulebook), draft.file_name, bytes(draft.cases_table), draft.cases_name)
