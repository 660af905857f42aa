"""Drafts of rulebooks: drafted, checked, approved by an authority, in force from a day.

Nobody brings a rulebook into force alone, in no emergency either: who drafted it never approves it.
`policy_checking` checks a draft, `policy_approval` approves it and puts it into force.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy import check_whole
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.kernel.canonical import Json, digest
from verbale.kernel.errors import NotAllowed, Refused, WrongUse
from verbale.records.instrument import Instrument
from verbale.records.person import Person, Role
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
    """The state of this draft is “{state}”, so this cannot be done with it now; somebody may have acted. What comes
    next stands on its page; at the terminal it is: {command}"""


class Altered(Refused):
    """The bytes of this draft are not those that were recorded with it. Withdraw it, find out why, and draft it
    anew."""


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
    made = PolicyDraft(policy=policy, number=last + 1, note=words(note), instrument=instrument, drafted_by=by)
    made.drafted_at = at
    _hold(made, rulebook, file_name, cases, cases_name)
    made.save(force_insert=True)
    tell(made, "policy.drafted", by, at, number=made.number, **digests(made))
    return made


@transaction.atomic
def change(
    *, draft: PolicyDraft, by: Person, at: datetime, rulebook: bytes | None = None, file_name: str = "",
    cases: bytes | None = None, cases_name: str = "", note: str | None = None,
) -> PolicyDraft:  # fmt: skip
    """Replaces the rulebook, its table of cases or the note; what is None stays. It is a draft again, not checked."""
    kept = locked(draft, DraftState.DRAFT, again=True)
    check_may_change(draft=kept, by=by)
    given = (bytes(kept.rulebook), kept.file_name) if rulebook is None else (rulebook, file_name)
    table = (bytes(kept.cases_table), kept.cases_name) if cases is None else (cases, cases_name)
    _check_files(*given, *table)
    _hold(kept, *given, *table)
    kept.note = kept.note if note is None else words(note)
    reset(kept)
    kept.looked_at, kept.findings, kept.cases, kept.review = None, [], {}, {}
    kept.properties, kept.unproved, kept.difference = [], 0, {}
    kept.checked_rulebook = kept.checked_cases = ""
    kept.save()
    tell(kept, "policy.draft changed", by, at, **digests(kept))
    return kept


def check_may_change(*, draft: PolicyDraft, by: Person) -> None:
    """The question of the person: only who drafted it changes it."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if draft.drafted_by_id != by.pk:
        raise NotDrafter(person=draft.drafted_by.name)


@transaction.atomic
def send_back(*, draft: PolicyDraft, reason: str, by: Person, at: datetime) -> PolicyDraft:
    """What was checked or approved is a draft again: an approver refuses, or somebody saw that it must change."""
    check_role(by, Role.DESK, Role.APPROVER, Role.ADMINISTRATOR)
    kept = locked(draft, DraftState.DRAFT)
    reset(kept)
    kept.save()
    tell(kept, "policy.sent back", by, at, basis=reason_given(reason))
    return kept


@transaction.atomic
def withdraw(*, draft: PolicyDraft, reason: str, by: Person, at: datetime) -> PolicyDraft:
    """Ends a draft; it stays readable."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = locked(draft, DraftState.WITHDRAWN)
    kept.state = DraftState.WITHDRAWN
    kept.save(update_fields=["state"])
    tell(kept, "policy.withdrawn", by, at, basis=reason_given(reason))
    return kept


def superseded(draft: PolicyDraft) -> PolicyVersion | None:
    """The version that this draft would supersede: the policy's last."""
    return PolicyVersion.objects.filter(policy=draft.policy_id, in_force_until__isnull=True).first()


def locked(draft: PolicyDraft, wanted: DraftState, *, again: bool = False) -> PolicyDraft:
    """The draft as it is kept, if it may become what is wanted; ``again``: or if it is that already."""
    related = ("policy__authority", "drafted_by", "instrument")
    kept = PolicyDraft.objects.select_for_update(of=("self",)).select_related(*related).get(pk=draft.pk)
    check_may_become(kept, wanted, again=again)
    return kept


def check_may_become(draft: PolicyDraft, wanted: DraftState, *, again: bool = False) -> None:
    """Whether the draft may become what is wanted; ``again``: or is that already. Raises `NotOnItsWay`."""
    state = DraftState(draft.state)
    if wanted not in TRANSITIONS[state] and not (again and wanted is state):
        raise NotOnItsWay(state=state, command=_next(draft))


def _next(draft: PolicyDraft) -> str:
    """The command of a draft's next step; of one that is at its end, that of the draft after it."""
    steps = {DraftState.DRAFT: "check", DraftState.CHECKED: "approve", DraftState.APPROVED: "into-force"}
    code, step = draft.policy.code, steps.get(DraftState(draft.state))
    return f"verbale policy {step} {code}/draft-{draft.number}" if step else f"verbale policy draft {code}"


def _check_files(rulebook: bytes, name: str, cases: bytes, cases_name: str) -> None:
    for data, called in ((rulebook, name), (cases, cases_name)):
        if len(data) > MOST:
            raise TooLong(name=called, size=len(data), most=MOST)
    check_whole(rulebook, name)
    read_leniently(rulebook, name=name)


def _hold(draft: PolicyDraft, rulebook: bytes, name: str, cases: bytes, cases_name: str) -> None:
    draft.rulebook, draft.file_name, draft.rulebook_sha256 = rulebook, name, digest(rulebook)
    draft.cases_table, draft.cases_name = cases, cases_name if cases else ""
    draft.cases_sha256 = digest(cases) if cases else ""


def reset(draft: PolicyDraft) -> None:
    """Makes it a draft again: what was approved is so no more."""
    draft.state, draft.reason = DraftState.DRAFT, ""
    draft.authority = draft.approved_by = draft.approved_at = None


def check_unaltered(draft: PolicyDraft) -> None:
    """The bytes are those of the digests, whoever wrote to the database."""
    cases = bytes(draft.cases_table)
    if (digest(bytes(draft.rulebook)), digest(cases) if cases else "") != (draft.rulebook_sha256, draft.cases_sha256):
        raise Altered()


def reason_given(given: str) -> str:
    """A reason, which must say something."""
    if not given.strip():
        raise NoReason()
    return words(given)


def words(given: str) -> str:
    """A note or a reason, if it is not too long."""
    if len(given) > LONGEST:
        raise TooManyWords(most=LONGEST, length=len(given))
    return given.strip()


def digests(draft: PolicyDraft) -> dict[str, Json]:
    """Of which bytes an act is told."""
    return {"rulebook": draft.rulebook_sha256, "cases": draft.cases_sha256}


def tell(draft: PolicyDraft, act: str, by: Person, at: datetime, *, basis: str = "", **facts: Json) -> None:
    """Records an act on a draft in the journal."""
    journal.record(act=act, thing=draft, by=by, at=at, basis=basis, facts=facts)
