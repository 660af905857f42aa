"""Approving a checked draft, by somebody else than who drafted it, and putting it into force from a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.authority import check_holds, holding
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.domain.spine.policy import NotLater
from verbale.domain.spine.policy_draft import check_unaltered, digests, locked, reason_given, superseded, tell
from verbale.kernel.errors import NotAllowed, Refused
from verbale.records.person import Authority, Person, Role
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft


class Overtaken(Refused):
    """“{policy}” has another version now than the one with which this draft was compared. Change the draft or send it
    back, and check it again."""


class OwnDraft(NotAllowed):
    """{person} drafted this rulebook and so may not approve it. Somebody else who holds the authority must."""


class WrongAuthority(NotAllowed):
    """Versions of “{policy}” are approved by “{wanted}”, not by “{authority}”."""


class NoAuthority(NotAllowed):
    """{person} holds no authority today. A rulebook is approved by somebody who does and did not draft it."""


@transaction.atomic
def approve(
    *, draft: PolicyDraft, authority: Authority, reason: str, by: Person, at: datetime, second_factor: bool
) -> PolicyDraft:
    """An authority's word that this rulebook shall come into force, by somebody else than who drafted it."""
    kept = locked(draft, DraftState.APPROVED)
    check_may_approve(draft=kept, authority=authority, by=by, at=at, second_factor=second_factor)
    check_unaltered(kept)
    _check_not_overtaken(kept)
    kept.reason = reason_given(reason)
    kept.state, kept.authority, kept.approved_by, kept.approved_at = DraftState.APPROVED, authority, by, at
    kept.save()
    tell(kept, "policy.approved", by, at, basis=kept.reason, authority=authority.code, **digests(kept))
    return kept


def check_may_approve(
    *, draft: PolicyDraft, authority: Authority, by: Person, at: datetime, second_factor: bool
) -> None:
    """The question of the person: an approver who holds the authority that day and did not draft it."""
    check_role(by, Role.APPROVER)
    if draft.drafted_by_id == by.pk:
        raise OwnDraft(person=by.name)
    wanted = draft.policy.authority
    if wanted is not None and wanted != authority:
        raise WrongAuthority(policy=draft.policy.code, wanted=wanted.code, authority=authority.code)
    check_holds(by, authority, day_of(at))
    check_second_factor(second_factor)


def authorities_of(*, draft: PolicyDraft, person: Person, day: date) -> list[Authority]:
    """The authorities that a person holds on a day with which they could approve this draft."""
    only = draft.policy.authority
    own = Authority.objects.filter(pk=only.pk) if only else Authority.objects.filter(held__person=person).distinct()
    return [each for each in own if holding(person, each, day) is not None]


def check_could_approve(*, draft: PolicyDraft, by: Person, at: datetime, second_factor: bool) -> None:
    """Refuses whoever could not approve with any authority; the first reason that stands in their way."""
    found = authorities_of(draft=draft, person=by, day=day_of(at))
    wanted = draft.policy.authority
    if not found and wanted is None and Role.APPROVER in by.roles and draft.drafted_by_id != by.pk:
        raise NoAuthority(person=by.name)
    for authority in found or ([wanted] if wanted else []):
        check_may_approve(draft=draft, authority=authority, by=by, at=at, second_factor=second_factor)
    check_role(by, Role.APPROVER)


@transaction.atomic
def into_force(*, draft: PolicyDraft, since: date, by: Person, at: datetime) -> PolicyVersion:
    """Makes an approved draft the policy's next version; the one before ends on the day this one begins (S41)."""
    check_role(by, Role.ADMINISTRATOR)
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=draft.policy_id)
    kept = locked(draft, DraftState.IN_FORCE)
    check_unaltered(kept)
    _check_not_overtaken(kept)
    before = superseded(kept)
    if before is not None:
        if since <= before.in_force_from:
            raise NotLater(policy=policy.code, day=before.in_force_from.isoformat())
        before.in_force_until = since
        before.save(update_fields=["in_force_until"])
    version = PolicyVersion.objects.create(
        policy=policy, number=before.number + 1 if before else 1, draft=kept, file_name=kept.file_name,
        rulebook=kept.rulebook, rulebook_sha256=kept.rulebook_sha256, in_force_from=since, instrument=kept.instrument,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    kept.state = DraftState.IN_FORCE
    kept.save(update_fields=["state"])
    facts = {"number": version.number, "rulebook": version.rulebook_sha256, "from": since.isoformat()}
    journal.record(act="policy.version", thing=version, by=by, at=at, facts={**facts, "draft": kept.pk})
    return version


def _check_not_overtaken(draft: PolicyDraft) -> None:
    before = superseded(draft)
    if draft.review.get("against") != (before.pk if before else ""):
        raise Overtaken(policy=draft.policy.code)
