"""What a drafted rulebook moves in our editions."""

import pytest

from tests.domain.cycle.bureau import rulebook as book_of
from tests.domain.cycle.racing_rulebooks import race
from tests.domain.cycle.shelf import book, fill_lookups, imported
from tests.rulebooks import CASES
from tests.watch import Watch
from verbale.domain.cycle import descent, rulebook
from verbale.domain.cycle import review as review_by
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_draft
from verbale.domain.spine.policy_check import Move, is_cut_short
from verbale.kernel.deadline import Deadline
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


def test_what_is_at_its_end_is_refused_before_anything_is_reviewed(bureau, monkeypatch):
    draft = drafted(bureau, FIRST)
    gone = policy_draft.withdraw(draft=draft, reason="Not needed", by=bureau.who("desk"), at=bureau.at())
    monkeypatch.setattr(rulebook, "review_of", None)
    with pytest.raises(policy_draft.NotOnItsWay):
        rulebook.check(draft=gone, by=bureau.who("desk"), at=bureau.at())


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


OTHER_TERMS = FIRST.replace(b'rule_8_output_marking"><text>null', b'rule_8_output_marking"><text>"for reference only"')
"""Marks what the first supplies from abroad without a mark."""


def test_a_supply_under_other_terms_is_told_beside_the_outcomes(bureau, shelves):
    assert OTHER_TERMS != FIRST
    review = rulebook.review_of(drafted(bureau, OTHER_TERMS))
    assert [(each.before, each.after, each.records) for each in review.moves] == [
        ("supply", "supply", 2), ("refer", "refer", 1),
    ]  # fmt: skip
    (other,) = review.terms
    assert (other.records, other.samples, other.before["marking"], other.after["marking"]) == (
        2, ("Waters", "Winds"), "", "for reference only",
    )  # fmt: skip


OTHER_REFERRAL = FIRST.replace(
    b'output_channel"><text>"bilateral cooperation"', b'output_channel"><text>"foreign office"'
)
"""Refers what the first refers to the bilateral cooperation to somebody else."""


def test_a_referral_to_another_channel_moves(bureau, shelves):
    editions = [descent.opened(each) for each in shelves]
    told = []
    books = [review_by.of_rulebook(each, "b.dmn") for each in (FIRST, OTHER_REFERRAL)]
    found = rulebook.compared(editions, *books, told.append)
    assert ([each.title for each in told], found.moved) == (["Walls"], 1)
    assert [(each.terms_before["channel"], each.terms_after["channel"]) for each in told] == [
        ("bilateral cooperation", "foreign office")
    ]
    (other,) = rulebook.review_of(drafted(bureau, OTHER_REFERRAL)).terms
    assert (other.outcome, other.records, other.before["forms"], other.after["channel"]) == (
        "refer", 1, [], "foreign office",
    )  # fmt: skip


def test_which_records_move_is_told_one_by_one(bureau, shelves):
    editions = [descent.opened(each) for each in shelves]
    told = []
    books = [review_by.of_rulebook(each, "b.dmn") for each in (FIRST, STRICTER)]
    found = rulebook.compared(editions, *books, told.append)
    assert (found.records, found.moved) == (3, 2)
    assert [(each.edition, each.title, each.before, each.after) for each in told] == [
        (shelves[0].folder, "Waters", "supply", "refuse"), (shelves[0].folder, "Winds", "supply", "refuse"),
    ]  # fmt: skip
    assert {(each.rule_before, each.rule_after) for each in told} == {("8", "16")}
    (shift,) = found.shifts
    assert (shift.samples, shift.terms_after, shift.terms_before["forms"]) == (tuple(told), {}, ["original"])
    same = rulebook.compared(editions, books[0], books[0])
    assert (same.moved, same.shifts, same.terms) == (0, (), ())


def test_a_review_that_takes_too_long_is_left_and_told(bureau, shelves, monkeypatch):
    draft = drafted(bureau, STRICTER, cases=CASES, cases_name="c.csv")
    monkeypatch.setattr(review_by.Book, "column_review", lambda _book: None)
    in_time = rulebook.review_of(draft, Deadline.after(60, Watch(1)))
    assert (in_time.records, in_time) == (3, rulebook.review_of(draft))
    late = Deadline.after(2, Watch(1))
    assert (rulebook.review_of(draft, late).records, late.passed) == (0, True)
    checked = rulebook.check(draft=draft, by=bureau.who("desk"), at=bureau.at(), until=Deadline.after(2, Watch(1)))
    assert (checked.state, checked.review["records"], is_cut_short(checked.findings)) == ("draft", 0, True)
