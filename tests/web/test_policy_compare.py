"""Two versions or drafts side by side."""

from datetime import date

from tests.rulebooks import in_force
from tests.web.shelf import RULEBOOK, text_of
from tests.web.test_policy import brought, defined
from verbale.domain.spine import policy_draft

AMENDED = RULEBOOK.with_name("supply-1964-amended.dmn")


def two(shelf):
    policy = defined(shelf)
    brought(shelf, policy)
    return policy, in_force(
        policy, AMENDED.read_bytes(), name=AMENDED.name, day=date(1970, 1, 1), by=shelf.office.administrator,
        at=shelf.clock.now(),
    )  # fmt: skip


def test_what_differs_stands_rule_by_rule(shelf):
    policy, _ = two(shelf)
    answer = shelf.client("approver").get(f"/policies/{policy.pk}/compare")
    assert answer.context["labels"] == ("Version 1", "Version 2")
    (decision,) = answer.context["decisions"]
    assert [(row.before, row.after, row.word) for row in decision.rows] == [(12, 12, "changed"), (13, 13, "changed")]
    assert ("Field", '"natural sciences"') in decision.rows[0].was
    assert "The same: rules 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16." in text_of(answer)
    assert "<del><code>&quot;natural sciences&quot;</code></del>" in answer.content.decode()


def test_any_two_are_compared(shelf):
    policy, _ = two(shelf)
    made = policy_draft.draft(
        policy=policy, rulebook=RULEBOOK.with_name("release-today.dmn").read_bytes(), file_name="today.dmn",
        by=shelf.office.desk, at=shelf.clock.now(),
    )  # fmt: skip
    desk, address = shelf.client("desk"), f"/policies/{policy.pk}/compare"
    assert desk.get(address).context["labels"] == ("Version 2", f"Draft {made.number}")
    page = text_of(desk.get(address, {"one": "version-1", "other": f"draft-{made.number}"}))
    assert [words in page for words in ("Standard request", "removed", "Dual use", "(added)")] == [True] * 4
    same = desk.get(address, {"one": "version-1", "other": "version-1"})
    assert "They decide by the same cells" in text_of(same)


def test_what_facts_may_be_and_what_heads_say_is_compared(shelf):
    policy, _ = two(shelf)
    other = RULEBOOK.read_bytes().replace(b'"open", "internal", "confidential"', b'"open", "confidential"')
    other = other.replace(b"<decision ", b'<decision id="p" name="parts"><context/></decision><decision ', 1)
    made = policy_draft.draft(
        policy=policy, rulebook=other, file_name="other.dmn", by=shelf.office.desk, at=shelf.clock.now()
    )
    address = f"/policies/{policy.pk}/compare?one=version-1&other=draft-{made.number}"
    answer = shelf.client("desk").get(address)
    assert [name for name, _was, _now in answer.context["facts"]] == ["Distribution"]
    assert "Facts that are asked for" in text_of(answer)
    assert "<ins><code>{}</code></ins>" in answer.content.decode()


def test_there_must_be_two_and_they_must_be_this_policys(shelf):
    policy = defined(shelf)
    desk, address = shelf.client("desk"), f"/policies/{policy.pk}/compare"
    assert "nothing to compare yet" in text_of(desk.get(address))
    brought(shelf, policy)
    assert "nothing to compare yet" in text_of(desk.get(address))
    policy, _ = policy, brought(shelf, policy, "1970-01-01")
    answer = desk.get(address, {"one": "version-7", "other": "version-1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["one"])
    assert [shelf.client(role).get(address).status_code for role in ("auditor", "librarian")] == [200, 403]
