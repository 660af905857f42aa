"""What a side may do now, and the sentence that says why not."""

from datetime import timedelta

import pytest

from tests.engines.agreement.worlds import BEGIN, LAST_DAY, SOMEBODY, TODAY, World, in_force, named
from verbale.engines.agreement import (
    ActsAwaited,
    AlreadyApproved,
    AlreadyInForce,
    AlreadyProposed,
    BadAct,
    DayPast,
    Kind,
    NotASide,
    NotDepositary,
    NothingToAnswer,
    NothingToConclude,
    NothingToTakeBack,
    NothingToWithdraw,
    NoticeStands,
    NotInForce,
    NotProposed,
    StaleRevision,
    TextEnded,
    check_may,
    conclusion_due,
    draft,
    draft_first,
    fold,
)

R0, R1, R2, R3 = (named(f"R{number}") for number in range(4))
PROPOSED = in_force("A").do("A", Kind.PROPOSE, R1).synced()
CORRECTED = PROPOSED.do("A", Kind.PROPOSE, R2).synced()
APPROVED = PROPOSED.do("B", Kind.APPROVE, R1).synced()
NOTICED = in_force("A").do("B", Kind.GIVE_NOTICE, last_day=LAST_DAY).synced()
FIRST = World("A").do("A", Kind.PROPOSE, R1).synced()

REFUSED = [
    (PROPOSED, "B", Kind.PROPOSE, {"revision": R0}, AlreadyInForce),
    (PROPOSED, "B", Kind.PROPOSE, {"revision": R1}, AlreadyProposed),
    (PROPOSED, "A", Kind.PROPOSE, {"revision": R1}, AlreadyProposed),
    (PROPOSED, "A", Kind.PROPOSE, {}, BadAct),
    (PROPOSED, "B", Kind.PROPOSE, {"revision": R2, "answers": R2}, NothingToAnswer),
    (PROPOSED, "B", Kind.APPROVE, {"revision": R2}, NotProposed),
    (PROPOSED, "B", Kind.APPROVE, {}, BadAct),
    (CORRECTED, "B", Kind.APPROVE, {"revision": R1}, StaleRevision),
    (CORRECTED, "A", Kind.APPROVE, {"revision": R1}, StaleRevision),
    (CORRECTED, "A", Kind.APPROVE, {"revision": R0}, StaleRevision),
    (APPROVED, "B", Kind.APPROVE, {"revision": R1}, AlreadyApproved),
    (PROPOSED, "B", Kind.WITHDRAW, {}, NothingToWithdraw),
    (in_force("A"), "A", Kind.WITHDRAW, {}, NothingToWithdraw),
    (in_force("A"), "A", Kind.TAKE_BACK, {}, NothingToTakeBack),
    (APPROVED, "A", Kind.TAKE_BACK, {}, NothingToTakeBack),
    (FIRST, "B", Kind.GIVE_NOTICE, {"last_day": LAST_DAY}, NotInForce),
    (in_force("A"), "B", Kind.GIVE_NOTICE, {"last_day": TODAY - timedelta(days=1)}, DayPast),
    (in_force("A"), "B", Kind.GIVE_NOTICE, {}, BadAct),
    (NOTICED, "B", Kind.GIVE_NOTICE, {"last_day": LAST_DAY}, NoticeStands),
    (NOTICED, "B", Kind.GIVE_NOTICE, {"last_day": LAST_DAY + timedelta(days=1)}, NoticeStands),
    (APPROVED, "B", Kind.CONCLUDE, {}, NotDepositary),
    (APPROVED, "A", Kind.CONCLUDE, {}, NothingToConclude),
    (APPROVED, "C", Kind.APPROVE, {"revision": R1}, NotASide),
]


@pytest.mark.parametrize(("world", "side", "kind", "about", "error"), REFUSED)
def test_refused(world, side, kind, about, error):
    with pytest.raises(error):
        check_may(kind, world.standing("A"), side, **about)


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_done_to_a_text_that_has_ended(kind):
    standing = NOTICED.standing("A", LAST_DAY + timedelta(days=1))
    with pytest.raises(TextEnded, match="2026-06-30"):
        check_may(kind, standing, "A", revision=R1, last_day=LAST_DAY + timedelta(days=9))


def test_an_earlier_day_may_be_named_and_the_other_side_names_its_own():
    standing = NOTICED.standing("A")
    assert check_may(Kind.GIVE_NOTICE, standing, "B", last_day=LAST_DAY - timedelta(days=1)).revision == R0
    assert check_may(Kind.GIVE_NOTICE, standing, "A", last_day=LAST_DAY + timedelta(days=9)).revision == R0


def test_notice_to_today_counts_until_the_day_is_over():
    assert check_may(Kind.GIVE_NOTICE, in_force("A").standing("A"), "A", last_day=TODAY).revision == R0


def test_a_proposal_answers_the_newest_that_stands_or_the_one_that_is_named():
    world = PROPOSED.do("B", Kind.PROPOSE, R2).synced()
    one, two = world.standing("A").standing_proposals
    assert check_may(Kind.PROPOSE, world.standing("A"), "A", revision=R3).answers == two.act
    assert check_may(Kind.PROPOSE, world.standing("A"), "A", revision=R3, answers=one.act).answers == one.act


def test_an_approval_answers_the_other_sides_proposal_where_both_made_the_same():
    world = in_force("A").do("A", Kind.PROPOSE, R1).do("B", Kind.PROPOSE, R1).synced()
    standing = world.standing("A")
    for side, other in (("A", "B"), ("B", "A")):
        assert check_may(Kind.APPROVE, standing, side, revision=R1).answers == standing.proposal_of(other).act


def test_a_node_that_misses_its_own_acts_does_none():
    acts = [act for act in APPROVED.knows("A") if not (act.side == "A" and act.number == 2)]
    with pytest.raises(ActsAwaited):
        draft(Kind.PROPOSE, acts, "A", revision=R2, by=SOMEBODY, at=BEGIN)
    assert conclusion_due(fold(acts, TODAY), "A") is None


def test_a_draft_names_what_its_side_knows():
    act = draft(Kind.APPROVE, PROPOSED.knows("B"), "B", revision=R1, by=SOMEBODY, at=BEGIN, note="as agreed")
    own, other = (PROPOSED.standing("B").timeline[place].act for place in (-3, -1))
    assert (own.side, other.side) == ("B", "A")
    assert (act.number, act.previous, act.seen) == (own.number + 1, own.hash, other.hash)
    assert (act.kind, act.revision, act.answers, act.replaces) == (Kind.APPROVE, R1, other.hash, R0)
    assert (act.depositary, act.by, act.at, act.note) == ("A", SOMEBODY, BEGIN, "as agreed")


def test_the_first_proposal_makes_its_side_the_depositary_unless_another_is_named():
    first = draft_first(text="0" * 26, side="B", revision=R1, by=SOMEBODY, at=BEGIN)
    assert (first.depositary, first.number, first.previous, first.seen) == ("B", 1, None, None)
    by_letter = draft_first(text="0" * 26, side="B", revision=R1, by=SOMEBODY, at=BEGIN, depositary="A")
    assert by_letter.depositary == "A"
    approved = draft(Kind.APPROVE, [by_letter], "A", revision=R1, by=SOMEBODY, at=BEGIN)
    assert (approved.seen, approved.number) == (by_letter.hash, 1)
