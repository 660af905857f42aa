"""Checking a draft: its findings, its cases, its properties, how it differs and what it moves, of these very bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy_check import (
    SECONDS_FOR_CASES,
    Cases,
    Review,
    cases_of,
    cut_short,
    findings_as_json,
    findings_of,
    no_cases,
)
from verbale.domain.spine.policy_draft import check_unaltered, digests, locked, superseded, tell
from verbale.domain.spine.policy_proof import Difference, Proven, difference_of, findings_proved, proofs_of
from verbale.domain.spine.policy_property import Binding, binding
from verbale.engines.rules.finding import Finding
from verbale.kernel.canonical import Json, digest
from verbale.kernel.deadline import NEVER, Deadline
from verbale.kernel.errors import Refused
from verbale.records.person import Person, Role
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft


class StaleReview(Refused):
    """What this rulebook moves was reviewed before something changed: its bytes, or the version in force. Check it
    again."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about a draft while it was not locked; ``of`` are the bytes and the version it is about."""

    of: tuple[str, str, str]
    bindings: tuple[Binding, ...]
    findings: tuple[Finding, ...]
    cases: Cases
    proofs: tuple[Proven, ...]
    difference: Difference

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(each.error for each in self.findings)

    @property
    def unproved(self) -> int:
        """How many properties do not hold, or of which the solver cannot say."""
        return sum(each.holds is not True for each in self.proofs)


def look(draft: PolicyDraft, until: Deadline = NEVER) -> Looked:
    """Looks at a draft as it is kept; nothing is locked meanwhile, since proofs may take seconds.

    Its cells first, then its cases, then what is proved. What was not reached ``until`` then is told as not proved, and
    that the look was cut short is an error.
    """
    kept = PolicyDraft.objects.select_related("policy").get(pk=draft.pk)
    before = superseded(kept)
    rulebook, name, table = bytes(kept.rulebook), kept.file_name, bytes(kept.cases_table)
    findings = findings_of(rulebook, name)
    if before is not None and not table:
        findings += (no_cases(name),)
    cases, difference = Cases(), Difference()
    proofs: tuple[Proven, ...] = ()
    bindings = binding(kept, before)
    if not any(each.error for each in findings):
        seconds = min(SECONDS_FOR_CASES, round(until.left, 1))
        cases = cases_of(rulebook, name, table, kept.cases_name, seconds=seconds)
        proofs = proofs_of(rulebook, name, bindings, until)
        findings += findings_proved(rulebook, name, until)
        difference = _difference(before, rulebook, name, until)
        findings += (cut_short(),) if until.passed else ()
    of = digest(rulebook), digest(table) if table else "", before.pk if before else ""
    return Looked(of, bindings, (*findings, *cases.faults), cases, proofs, difference)


def _difference(before: PolicyVersion | None, rulebook: bytes, name: str, until: Deadline) -> Difference:
    if before is None:
        return Difference()
    return difference_of(bytes(before.rulebook), before.file_name, rulebook, name, until)


def check(
    *, draft: PolicyDraft, review: Review, by: Person, at: datetime, until: Deadline = NEVER
) -> PolicyDraft:  # fmt: skip
    """Looks at a draft; checked, if there is no error, no case fails and every property that binds it holds.

    The review is of these very bytes against the version that they would supersede; a stale one is refused. A look
    that was not done ``until`` then leaves it a draft, as `is_cut_short` says.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    return _keep(draft, look(draft, until), review, by, at)


@transaction.atomic
def _keep(draft: PolicyDraft, looked: Looked, review: Review, by: Person, at: datetime) -> PolicyDraft:
    kept = locked(draft, DraftState.CHECKED, again=True)
    check_unaltered(kept)
    before = superseded(kept)
    against = before.pk if before else ""
    if (review.rulebook, review.against) != (kept.rulebook_sha256, against):
        raise StaleReview()
    if (looked.of, looked.bindings) != ((kept.rulebook_sha256, kept.cases_sha256, against), binding(kept, before)):
        raise StaleReview()
    kept.looked_at, kept.findings = at, findings_as_json(looked.findings)
    kept.cases, kept.review = looked.cases.as_json(), review.as_json()
    kept.properties = [each.as_json() for each in looked.proofs]
    kept.unproved, kept.difference = looked.unproved, looked.difference.as_json()
    kept.checked_rulebook, kept.checked_cases = kept.rulebook_sha256, kept.cases_sha256
    sound = not (looked.errors or looked.cases.failed or looked.unproved)
    kept.state = DraftState.CHECKED if sound else DraftState.DRAFT
    kept.save()
    moved = sum(each.records for each in review.moves if each.moved)
    facts: dict[str, Json] = {
        "errors": looked.errors, "failed": looked.cases.failed, "records": review.records, "moved": moved,
        "properties": len(looked.proofs), "unproved": looked.unproved,
    }  # fmt: skip
    tell(kept, "policy.checked", by, at, **facts, **digests(kept))
    return kept
