"""What rulebooks on their way into force leave to do: to be checked, approved by somebody else, put into force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from verbale.domain.books.task import Task
from verbale.domain.spine.policy_approval import authorities_of
from verbale.records.person import Person, Role
from verbale.records.policy_draft import DraftState, PolicyDraft


def of_rulebooks(person: Person, today: date) -> Iterator[Task]:
    """The next step of each draft, if it is this person who can do it."""
    rows = PolicyDraft.objects.visible_to(person).filter(state__in=(DraftState.DRAFT, *_WAITING))
    for row in rows.select_related("policy__authority").without_files():
        about = f"{row.policy.code} {row.number}"
        if row.state == DraftState.DRAFT and row.drafted_by_id == person.pk:
            yield Task(str(_("Check a drafted rulebook")), about, row.kind, row.pk, row.looked_at or row.drafted_at)
        elif row.state == DraftState.CHECKED and _may_approve(row, person, today):
            yield Task(str(_("Approve a drafted rulebook")), about, row.kind, row.pk, row.looked_at or row.drafted_at)
        elif row.state == DraftState.APPROVED and Role.ADMINISTRATOR in person.roles:
            since = row.approved_at or row.drafted_at
            yield Task(str(_("Put an approved rulebook into force")), about, row.kind, row.pk, since)


_WAITING = (DraftState.CHECKED, DraftState.APPROVED)


def _may_approve(row: PolicyDraft, person: Person, today: date) -> bool:
    another = Role.APPROVER in person.roles and row.drafted_by_id != person.pk
    return another and bool(authorities_of(draft=row, person=person, day=today))
