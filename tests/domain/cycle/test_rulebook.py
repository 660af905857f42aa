"""What a drafted rulebook moves in our editions."""

import pytest

from tests.domain.cycle.bureau import rulebook as book_of
from tests.domain.cycle.racing_rulebooks import race
from tests.domain.cycle.shelf import book, fill_lookups, imported
from tests.rulebooks import CASES
from verbale.domain.cycle import rulebook
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_draft
from verbale.domain.spine.policy_check import Move
from verbale.records.holding import Edition, Following

FIRST = book_of("supply-1964.dmn")
STRICTER = FIRST.replace(b'<text>"third country"</text>', b'<text>"partner"</text>')
"""What the first says of items from third countries, this one says of the partner's own."""


@pytest.fixture
def shelves(bureau):
    """Two records from abroad that are open, and one that is confidential."""
    fill_lookups(bureau)
    return [
        imported(bureau, book("Waters", country="enk") + book("Winds", country="fr ")),
        imported(bureau, book("Walls"), "confidential"),
    ]


def drafted(bureau, data, policy=None, **facts):
    return policy_draft.draft(
        policy=policy or bureau.policy, rulebook=data, file_name="b.dmn", by=bureau.who("desk"), at=bureau.at(), **facts
    )


def test_what_it_moves_is_counted_with_samples(bureau, shelves):
    before = policy_draft.superseded(drafted(bureau, FIRST))
    review = rulebook.review_of(drafted(bureau, STRICTER))
    assert STRICTER != FIRST
    assert (review.against, review.editions, review.records) == (before.pk, tuple(one.pk for one in shelves), 3)
    assert review.moves == (
        Move("supply", "refuse", 2, ("Waters", "Winds")),
        Move("refer", "refer", 1, ("Walls",)),
    )
    assert [move.moved for move in review.moves] == [True, False]


def test_of_a_first_version_all_outcomes_are_told(bureau, shelves):
    other = policies.define(code="other", titles={}, by=bureau.who("desk"), at=bureau.at())
    review = rulebook.review_of(drafted(bureau, FIRST, other))
    assert (review.against, [(move.before, move.after, move.records) for move in review.moves]) == (
        "", [("", "supply", 2), ("", "refer", 1)],
    )  # fmt: skip


def test_only_the_newest_edition_of_a_source_is_reviewed(bureau, shelves):
    first, second = shelves
    again = imported(bureau, book("Waters", country="enk"))
    Edition.objects.filter(pk=again.pk).update(follows=first, following=Following.ISSUE)
    assert rulebook.review_of(drafted(bureau, FIRST)).editions == (second.pk, again.pk)


def test_with_errors_nothing_is_reviewed(bureau, shelves):
    draft = drafted(bureau, FIRST.replace(b'<text>"open"</text>', b"<text>= =</text>", 1))
    assert (rulebook.review_of(draft).editions, rulebook.review_of(draft).moves) == ((), ())
    assert rulebook.check(draft=draft, by=bureau.who("desk"), at=bureau.at()).state == "draft"


def test_it_is_checked_with_all_that_is_kept(bureau, shelves):
    draft = drafted(bureau, STRICTER, cases=CASES, cases_name="c.csv")
    checked = rulebook.check(draft=draft, by=bureau.who("desk"), at=bureau.at())
    assert (checked.state, checked.review["records"], len(checked.review["moves"])) == ("checked", 3, 2)


def test_only_some_samples_are_kept(bureau):
    fill_lookups(bureau)
    imported(bureau, b"".join(book(f"Waters {number}", country="enk") for number in range(7)))
    (move,) = rulebook.review_of(drafted(bureau, FIRST)).moves
    assert (move.records, move.samples) == (7, tuple(f"Waters {number}" for number in range(5)))


def test_of_two_put_into_force_at_once_one_is_refused(tmp_path):
    versions, refused, states = race(tmp_path / "home")
    assert (versions, refused, sorted(states)) == (
        [[1, False], [2, True]], ["Overtaken"], ["approved", "in force", "in force"],
    )  # fmt: skip
