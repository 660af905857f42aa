"""What the inbox says of rulebooks on their way into force: each step to whom can do it."""

from datetime import UTC, datetime

from tests.domain.cycle.bureau import rulebook as book_of
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_approval, policy_draft
from verbale.records.person import Authority

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def tasks(bureau, handle):
    found = inbox(person=bureau.who(handle), at=NOW)
    return [(task.what, task.about) for task in found if task.thing_kind == "policydraft"]


def by_whom(bureau):
    return {
        handle: tasks(bureau, handle)
        for handle in ("desk", "admin", "committee", "department", "librarian", "auditor")
        if tasks(bureau, handle)
    }


def test_each_step_waits_for_whoever_can_do_it(bureau):
    other = policies.define(code="other", titles={}, by=bureau.who("desk"), at=bureau.at())
    draft = policy_draft.draft(
        policy=other, rulebook=book_of("supply-1964.dmn"), file_name="a.dmn", by=bureau.who("desk"), at=bureau.at()
    )
    assert by_whom(bureau) == {"desk": [("Check a drafted rulebook", "other 1")]}
    rulebook.check(draft=draft, by=bureau.who("desk"), at=bureau.at())
    approve = [("Approve a drafted rulebook", "other 1")]
    assert by_whom(bureau) == {"committee": approve, "department": approve}
    committee = Authority.objects.get(code="committee")
    policies.define(code="other", titles={}, by=bureau.who("admin"), at=bureau.at(), authority=committee)
    assert by_whom(bureau) == {"committee": approve}
    policy_approval.approve(
        draft=draft, authority=committee, reason="So be it", by=bureau.who("committee"), at=bureau.at(),
        second_factor=True,
    )  # fmt: skip
    assert by_whom(bureau) == {"admin": [("Put an approved rulebook into force", "other 1")]}
    policy_approval.into_force(draft=draft, since=NOW.date(), by=bureau.who("admin"), at=bureau.at())
    assert by_whom(bureau) == {}
