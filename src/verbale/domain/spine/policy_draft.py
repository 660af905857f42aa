"""Drafts of rulebooks: drafted, checked, approved by an authority, in force from a day.

Nobody brings a rulebook into force alone, in no emergency either: who drafted it never approves it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.spine import journal
from verbale.domain.spine.authority import check_holds, holding
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.domain.spine.policy import NotLater
from verbale.domain.spine.policy_check import Cases, Review, cases_of, findings_as_json, findings_of, no_cases
from verbale.engines.rules.reader import read_leniently
from verbale.kernel.canonical import Json, digest
from verbale.kernel.errors import NotAllowed, Refused, WrongUse
from verbale.records.instrument import Instrument
from verbale.records.person import Authority, Person, Role
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft

TRANSITIONS: dict[DraftState, frozenset[DraftState]] = {
    DraftState.DRAFT: frozenset({DraftState.CHECKED, DraftState.WITHDRAWN}),
    DraftState.CHECKED: frozenset({DraftState.DRAFT, DraftState.APPROVED, DraftState.WITHDRAWN}),
    DraftState.APPROVED: frozenset({DraftState.DRAFT, DraftState.IN_FORCE, DraftState.WITHDRAWN}),
    DraftState.IN_FORCE: frozenset(),
    DraftState.WITHDRAWN: frozenset(),
}
MOST = 2 * 1024 * 1024
"""Bytes of a rulebook, and of a table of cases."""
LONGEST = 4_000
"""Characters of a note, and of a reason."""


class TooLong(WrongUse):
    """“{name}” has {size} bytes; a rulebook and a table of cases have at most {most} each."""


class TooManyWords(WrongUse):
    """A note or a reason has at most {most} characters; this one has {length}. Say it shorter, or add a paper."""


class NotDrafter(NotAllowed):
    """{person} drafted this, and only they change it. Draft your own, and it stands beside this one."""


class NotOnItsWay(Refused):
    """This draft is {state}, so this cannot be done with it now; somebody may have acted. What comes next stands on
    its page; at the terminal it is: {command}"""


class StaleReview(Refused):
    """What this rulebook moves was reviewed before something changed: its bytes, or the version in force. Check it
    again."""


class Overtaken(Refused):
    """“{policy}” has another version now than the one with which this draft was compared. Change the draft or send it
    back, and check it again."""


class Altered(Refused):
    """The bytes of this draft are not those that were recorded with it. Withdraw it, find out why, and draft it
    anew."""


class OwnDraft(NotAllowed):
    """{person} drafted this rulebook and so may not approve it. Somebody else who holds the authority must."""


class WrongAuthority(NotAllowed):
    """Versions of “{policy}” are approved by “{wanted}”, not by “{authority}”."""


class NoAuthority(NotAllowed):
    """{person} holds no authority today. A rulebook is approved by somebody who does and did not draft it."""


class NoReason(WrongUse):
    """Say why: an approval, a sending back and a withdrawal each have a reason, which stays with the draft."""


@transaction.atomic
def draft(
    *, policy: Policy, rulebook: bytes, file_name: str, by: Person, at: datetime, cases: bytes = b"",
    cases_name: str = "", note: str = "", instrument: Instrument | None = None,
) -> PolicyDraft:  # fmt: skip
    """Begins the policy's next version. A file that is no DMN is refused; what else is wrong, the check finds."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    _check_files(rulebook, file_name, cases, cases_name)
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    last = PolicyDraft.objects.filter(policy=policy).aggregate(Max("number"))["number__max"] or 0
    made = PolicyDraft(policy=policy, number=last + 1, note=_words(note), instrument=instrument, drafted_by=by)
    made.drafted_at = at
    _hold(made, rulebook, file_name, cases, cases_name)
    made.save(force_insert=True)
    _told(made, "policy.drafted", by, at, number=made.number, **_digests(made))
    return made


@transaction.atomic
def change(
    *, draft: PolicyDraft, by: Person, at: datetime, rulebook: bytes | None = None, file_name: str = "",
    cases: bytes | None = None, cases_name: str = "", note: str | None = None,
) -> PolicyDraft:  # fmt: skip
    """Replaces the rulebook, its table of cases or the note; what is None stays. It is a draft again, not checked."""
    kept = _locked(draft, DraftState.DRAFT, again=True)
    check_may_change(draft=kept, by=by)
    given = (bytes(kept.rulebook), kept.file_name) if rulebook is None else (rulebook, file_name)
    table = (bytes(kept.cases_table), kept.cases_name) if cases is None else (cases, cases_name)
    _check_files(*given, *table)
    _hold(kept, *given, *table)
    kept.note = kept.note if note is None else _words(note)
    _reset(kept)
    kept.looked_at, kept.findings, kept.cases, kept.review = None, [], {}, {}
    kept.checked_rulebook = kept.checked_cases = ""
    kept.save()
    _told(kept, "policy.draft changed", by, at, **_digests(kept))
    return kept


def check_may_change(*, draft: PolicyDraft, by: Person) -> None:
    """The question of the person: only who drafted it changes it."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if draft.drafted_by_id != by.pk:
        raise NotDrafter(person=draft.drafted_by.name)


@transaction.atomic
def check(*, draft: PolicyDraft, review: Review, by: Person, at: datetime) -> PolicyDraft:
    """Looks at findings, cases and what a review says it moves; checked, if there is no error and no case fails.

    The review is of these very bytes against the version that they would supersede; a stale one is refused.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = _locked(draft, DraftState.CHECKED, again=True)
    _check_unaltered(kept)
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
    _told(kept, "policy.checked", by, at, **facts, **_digests(kept))
    return kept


@transaction.atomic
def approve(
    *, draft: PolicyDraft, authority: Authority, reason: str, by: Person, at: datetime, second_factor: bool
) -> PolicyDraft:
    """An authority's word that this rulebook shall come into force, by somebody else than who drafted it."""
    kept = _locked(draft, DraftState.APPROVED)
    check_may_approve(draft=kept, authority=authority, by=by, at=at, second_factor=second_factor)
    _check_unaltered(kept)
    _check_not_overtaken(kept)
    kept.reason = _reason(reason)
    kept.state, kept.authority, kept.approved_by, kept.approved_at = DraftState.APPROVED, authority, by, at
    kept.save()
    _told(kept, "policy.approved", by, at, basis=kept.reason, authority=authority.code, **_digests(kept))
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
def send_back(*, draft: PolicyDraft, reason: str, by: Person, at: datetime) -> PolicyDraft:
    """What was checked or approved is a draft again: an approver refuses, or somebody saw that it must change."""
    check_role(by, Role.DESK, Role.APPROVER, Role.ADMINISTRATOR)
    kept = _locked(draft, DraftState.DRAFT)
    _reset(kept)
    kept.save()
    _told(kept, "policy.sent back", by, at, basis=_reason(reason))
    return kept


@transaction.atomic
def withdraw(*, draft: PolicyDraft, reason: str, by: Person, at: datetime) -> PolicyDraft:
    """Ends a draft; it stays readable."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = _locked(draft, DraftState.WITHDRAWN)
    kept.state = DraftState.WITHDRAWN
    kept.save(update_fields=["state"])
    _told(kept, "policy.withdrawn", by, at, basis=_reason(reason))
    return kept


@transaction.atomic
def into_force(*, draft: PolicyDraft, since: date, by: Person, at: datetime) -> PolicyVersion:
    """Makes an approved draft the policy's next version; the one before ends on the day this one begins (S41)."""
    check_role(by, Role.ADMINISTRATOR)
    policy = Policy.objects.select_for_update(of=("self",)).get(pk=draft.policy_id)
    kept = _locked(draft, DraftState.IN_FORCE)
    _check_unaltered(kept)
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


def _cases(draft: PolicyDraft) -> Cases:
    return cases_of(bytes(draft.rulebook), draft.file_name, bytes(draft.cases_table), draft.cases_name)


def superseded(draft: PolicyDraft) -> PolicyVersion | None:
    """The version that this draft would supersede: the policy's last."""
    return PolicyVersion.objects.filter(policy=draft.policy_id, in_force_until__isnull=True).first()


def _locked(draft: PolicyDraft, wanted: DraftState, *, again: bool = False) -> PolicyDraft:
    """The draft as it is kept, if it may become what is wanted; ``again``: or if it is that already."""
    related = ("policy__authority", "drafted_by", "instrument")
    kept = PolicyDraft.objects.select_for_update(of=("self",)).select_related(*related).get(pk=draft.pk)
    state = DraftState(kept.state)
    if wanted not in TRANSITIONS[state] and not (again and wanted is state):
        raise NotOnItsWay(state=state, command=_next(kept))
    return kept


def _next(draft: PolicyDraft) -> str:
    """The command of a draft's next step; of one that is at its end, that of the draft after it."""
    steps = {DraftState.DRAFT: "check", DraftState.CHECKED: "approve", DraftState.APPROVED: "into-force"}
    code, step = draft.policy.code, steps.get(DraftState(draft.state))
    return f"verbale policy {step} {code}/draft-{draft.number}" if step else f"verbale policy draft {code}"


def _check_files(rulebook: bytes, name: str, cases: bytes, cases_name: str) -> None:
    for data, called in ((rulebook, name), (cases, cases_name)):
        if len(data) > MOST:
            raise TooLong(name=called, size=len(data), most=MOST)
    read_leniently(rulebook, name=name)


def _hold(draft: PolicyDraft, rulebook: bytes, name: str, cases: bytes, cases_name: str) -> None:
    draft.rulebook, draft.file_name, draft.rulebook_sha256 = rulebook, name, digest(rulebook)
    draft.cases_table, draft.cases_name = cases, cases_name if cases else ""
    draft.cases_sha256 = digest(cases) if cases else ""


def _reset(draft: PolicyDraft) -> None:
    draft.state, draft.reason = DraftState.DRAFT, ""
    draft.authority = draft.approved_by = draft.approved_at = None


def _check_unaltered(draft: PolicyDraft) -> None:
    """The bytes are those of the digests, whoever wrote to the database."""
    cases = bytes(draft.cases_table)
    if (digest(bytes(draft.rulebook)), digest(cases) if cases else "") != (draft.rulebook_sha256, draft.cases_sha256):
        raise Altered()


def _check_not_overtaken(draft: PolicyDraft) -> None:
    before = superseded(draft)
    if draft.review.get("against") != (before.pk if before else ""):
        raise Overtaken(policy=draft.policy.code)


def _reason(given: str) -> str:
    if not given.strip():
        raise NoReason()
    return _words(given)


def _words(given: str) -> str:
    if len(given) > LONGEST:
        raise TooManyWords(most=LONGEST, length=len(given))
    return given.strip()


def _digests(draft: PolicyDraft) -> dict[str, Json]:
    return {"rulebook": draft.rulebook_sha256, "cases": draft.cases_sha256}


def _told(draft: PolicyDraft, act: str, by: Person, at: datetime, *, basis: str = "", **facts: Json) -> None:
    journal.record(act=act, thing=draft, by=by, at=at, basis=basis, facts=facts)
