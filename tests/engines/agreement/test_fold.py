"""Where a text stands: what no honest node does, held acts, and days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.engines.agreement.worlds import BEGIN, LAST_DAY, SOMEBODY, TODAY, World, in_force, label, named
from verbale.engines.agreement import (
    Effect,
    ForkedActs,
    Kind,
    MixedActs,
    Reason,
    State,
    conclusion_due,
    draft,
    draft_first,
    fold,
)


def approved_by(*sides: str) -> World:
    """A proposes a change of R0, of which B is the depositary; all has arrived."""
    world = in_force("B").do("A", Kind.PROPOSE, named("R1")).synced()
    for side in sides:
        world = world.do(side, Kind.APPROVE, named("R1")).synced()
    return world


def last(world: World, side: str):
    return [act for act in world.knows(side) if act.side == side][-1]


def next_of(world: World, side: str, **fields):
    """The side's next act, forged: made like its last one but for the fields."""
    before = last(world, side)
    other = last(world, "B" if side == "A" else "A")
    standing = world.standing(side)
    fields = {"answers": None, "approvals": None, "last_day": None, "by": SOMEBODY} | fields
    number, seen, replaces = before.number + 1, other.hash, standing.revision_in_force
    return replace(before, number=number, previous=before.hash, seen=seen, **{"replaces": replaces} | fields)


def test_states_of_a_change_on_its_way():
    world = in_force("B")
    states = [world.standing("A").change]
    world = world.do("A", Kind.PROPOSE, named("R1")).synced()
    states.append(world.standing("A").change)
    world = world.do("B", Kind.PROPOSE, named("R2")).synced()
    states.append(world.standing("A").change)
    world = world.do("A", Kind.APPROVE, named("R2"))
    states.append(world.standing("A").change)
    assert states == [None, State.PROPOSED, State.COUNTERED, State.APPROVED_BY_ONE]
    assert [(one.side, one.state, one.approved_by) for one in world.standing("A").standing_proposals] == [
        ("A", State.COUNTERED, ()),
        ("B", State.APPROVED_BY_ONE, ("A",)),
    ]


def test_approved_by_both_is_not_concluded():
    world = approved_by("A")
    world = world.do("B", Kind.APPROVE, named("R1"))
    conclusion = last(world, "B")
    assert conclusion.kind is Kind.CONCLUDE
    standing = fold([act for act in world.knows("B") if act != conclusion], TODAY)
    assert (standing.state, standing.change) == (State.CONCLUDED, State.APPROVED_BY_BOTH)
    assert label(standing.revision_in_force) == "R0"
    assert conclusion_due(standing, "A") is None
    assert conclusion_due(standing, "B").approvals == conclusion.approvals


def test_superseded_and_concluded_proposals():
    world = approved_by("A", "B")
    assert [(label(one.revision), one.state) for one in world.standing("A").proposals] == [
        ("R0", State.SUPERSEDED),
        ("R1", State.CONCLUDED),
    ]
    assert [(label(one.revision), label(one.replaced)) for one in world.standing("A").concluded] == [
        ("R0", None),
        ("R1", "R0"),
    ]


def test_a_new_proposal_ends_the_earlier_one_and_every_approval_of_it():
    standing = approved_by("B").do("A", Kind.PROPOSE, named("R2")).standing("A")
    assert standing.timeline[-1].effect is Effect.CORRECTED
    assert len(standing.timeline[-1].ended) == 2
    assert standing.approvals == ()
    assert [(one.side, one.kind, one.reason) for one in standing.fallen] == [("B", Kind.APPROVE, Reason.PROPOSAL_GONE)]


def test_a_notice_ends_the_approval_of_its_side():
    standing = approved_by("B").do("B", Kind.GIVE_NOTICE, last_day=LAST_DAY).standing("B")
    assert standing.approvals == ()
    assert standing.notices[0].settled
    assert standing.last_day == LAST_DAY


def test_a_conclusion_before_the_last_day_ends_the_notice():
    world = in_force("B").do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY).synced()
    world = world.do("A", Kind.PROPOSE, named("R1")).do("A", Kind.APPROVE, named("R1")).synced()
    standing = world.do("B", Kind.APPROVE, named("R1")).synced().standing("A", LAST_DAY + timedelta(days=100))
    assert (standing.state, label(standing.revision_in_force), standing.last_day) == (State.CONCLUDED, "R1", None)


def test_what_is_under_way_lapses_with_the_text():
    world = approved_by("B").do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY).synced()
    standing = world.standing("A", LAST_DAY + timedelta(days=1))
    assert (standing.state, standing.change, standing.approvals) == (State.ENDED, None, ())
    assert [(one.kind, one.reason) for one in standing.fallen] == [
        (Kind.APPROVE, Reason.ENDED),
        (Kind.PROPOSE, Reason.ENDED),
    ]
    assert conclusion_due(standing, "B") is None


def test_an_act_after_the_last_day_is_void():
    world = in_force("B").do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY).synced()
    late = next_of(world, "B", kind=Kind.PROPOSE, revision=named("R1"), at=BEGIN + timedelta(days=200))
    standing = fold([*world.knows("B"), late], TODAY)
    assert (standing.fallen[-1].act, standing.fallen[-1].reason) == (late.hash, Reason.ENDED)


FORGED = {
    "no approvals": lambda world: ((last(world, "A").hash, last(world, "B").hash), "B"),
    "one side alone": lambda world: ((world.standing("B").approvals[0].act, last(world, "B").hash), "B"),
    "not the depositary": lambda world: (tuple(one.act for one in world.standing("A").approvals), "A"),
}


@pytest.mark.parametrize(("case", "reason"), [
    ("no approvals", Reason.NO_APPROVALS),
    ("one side alone", Reason.NO_APPROVALS),
])  # fmt: skip
def test_a_conclusion_without_two_approvals_makes_the_text_disputed(case, reason):
    world = approved_by("A")
    approvals, side = FORGED[case](world)
    forged = next_of(world, side, kind=Kind.CONCLUDE, revision=named("R1"), approvals=approvals, by=None)
    standing = fold([*world.knows("B"), forged], TODAY)
    assert (standing.state, standing.disputes) == (State.DISPUTED, (forged.hash,))
    assert label(standing.revision_in_force) == "R0"
    assert (standing.timeline[-1].effect, standing.timeline[-1].reason) == (Effect.DISPUTED, reason)


def agreed_unconcluded() -> tuple[World, list]:
    """Both have approved, and the depositary's node has not concluded yet."""
    world = approved_by("A").do("B", Kind.APPROVE, named("R1"))
    return world, [act for act in world.knows("B") if act != last(world, "B")]


def test_only_the_depositary_concludes():
    world, acts = agreed_unconcluded()
    own = [act for act in acts if act.side == "A"][-1]
    approvals = last(world, "B").approvals
    forged = replace(
        own, number=own.number + 1, previous=own.hash, seen=approvals[0], kind=Kind.CONCLUDE, answers=None,
        approvals=approvals, by=None,
    )  # fmt: skip
    standing = fold([*acts, forged], TODAY)
    assert (standing.state, standing.timeline[-1].reason) == (State.DISPUTED, Reason.NOT_DEPOSITARY)
    assert label(standing.revision_in_force) == "R0"


def test_a_conclusion_after_a_taking_back_it_has_seen_is_disputed_until_another_concludes():
    world, acts = agreed_unconcluded()
    conclusion = last(world, "B")
    taken_back = draft(Kind.TAKE_BACK, acts, "A", by=SOMEBODY, at=BEGIN)
    forged = replace(conclusion, seen=taken_back.hash)
    standing = fold([*acts, taken_back, forged], TODAY)
    assert (standing.state, label(standing.revision_in_force)) == (State.DISPUTED, "R0")
    again = draft(Kind.APPROVE, [*acts, taken_back, forged], "A", revision=named("R1"), by=SOMEBODY, at=BEGIN)
    acts = [*acts, taken_back, forged, again]
    settled = fold([*acts, draft(Kind.CONCLUDE, acts, "B", by=None, at=BEGIN)], TODAY)
    assert (settled.state, label(settled.revision_in_force), settled.disputes) == (State.CONCLUDED, "R1", ())


def test_a_conclusion_that_replaces_something_else_is_disputed():
    world, acts = agreed_unconcluded()
    forged = replace(last(world, "B"), replaces=named("R7"))
    assert fold([*acts, forged], TODAY).state is State.DISPUTED


VOID = [
    ({"kind": Kind.PROPOSE, "revision": named("R0")}, Reason.ALREADY),
    ({"kind": Kind.PROPOSE, "revision": named("R5"), "replaces": named("R9")}, Reason.CROSSED),
    ({"kind": Kind.APPROVE, "revision": named("R5"), "answers": named("R5")}, Reason.NO_OBJECT),
    ({"kind": Kind.TAKE_BACK, "revision": named("R1"), "answers": named("R1")}, Reason.NO_OBJECT),
    ({"kind": Kind.WITHDRAW, "revision": named("R1"), "answers": named("R1")}, Reason.NO_OBJECT),
    (
        {"kind": Kind.GIVE_NOTICE, "revision": named("R8"), "replaces": named("R8"), "last_day": LAST_DAY},
        Reason.NOT_IN_FORCE,
    ),
]


@pytest.mark.parametrize(("fields", "reason"), VOID)
def test_an_act_without_an_object_is_void_and_changes_nothing(fields, reason):
    world = approved_by("A")
    before = world.standing("B")
    act = next_of(world, "B", **fields)
    after = fold([*world.knows("B"), act], TODAY)
    assert (after.timeline[-1].effect, after.timeline[-1].reason) == (Effect.VOID, reason)
    assert after.fallen[-1].act == act.hash
    assert (after.state, after.change, after.proposals, after.approvals, after.in_force) == (
        before.state, before.change, before.proposals, before.approvals, before.in_force,
    )  # fmt: skip


def test_nobody_withdraws_the_other_sides_proposal():
    world = approved_by()
    proposal = world.standing("B").standing_proposals[0]
    act = next_of(world, "B", kind=Kind.WITHDRAW, revision=proposal.revision, answers=proposal.act)
    assert fold([*world.knows("B"), act], TODAY).standing_proposals == world.standing("B").standing_proposals


def test_acts_that_do_not_belong_together():
    first = draft_first(text="0" * 26, side="A", revision=named("R1"), by=SOMEBODY, at=BEGIN)
    with pytest.raises(MixedActs, match="none"):
        fold([], TODAY)
    with pytest.raises(MixedActs, match="more than one text"):
        fold([first, replace(first, text="1" + "0" * 25)], TODAY)
    with pytest.raises(MixedActs, match="more than one depositary"):
        fold([first, replace(first, side="B", depositary="B")], TODAY)
    with pytest.raises(MixedActs, match="more than two sides"):
        fold([first, replace(first, side="B"), replace(first, side="C")], TODAY)
    with pytest.raises(ForkedActs, match="Act 1 of “A”"):
        fold([first, replace(first, note="another")], TODAY)


def test_of_a_text_whose_beginning_is_missing_nothing_is_known():
    world = in_force("A")
    standing = fold(world.knows("A")[1:], TODAY)
    assert (standing.state, standing.timeline, len(standing.waiting)) == (State.UNKNOWN, (), 3)


def test_an_act_that_has_seen_less_than_the_one_before_waits():
    world = approved_by("A", "B")
    back = next_of(world, "B", kind=Kind.PROPOSE, revision=named("R2"))
    for seen in (None, next(act for act in world.knows("B") if act.side == "A").hash):
        standing = fold([*world.knows("B"), replace(back, seen=seen)], TODAY)
        assert len(standing.waiting) == 1
        assert standing.proposal_of("B") is None


def crossed_approvals() -> World:
    """Each side has approved what the other proposes, so there is nothing to conclude."""
    world = in_force("B").do("A", Kind.PROPOSE, named("R1")).do("B", Kind.PROPOSE, named("R2")).synced()
    return world.do("A", Kind.APPROVE, named("R2")).do("B", Kind.APPROVE, named("R1")).synced()


def test_approvals_of_two_revisions_conclude_neither():
    world = crossed_approvals()
    standing = world.standing("B")
    assert (standing.change, standing.agreed, conclusion_due(standing, "B")) == (State.APPROVED_BY_ONE, None, None)
    own, other = standing.approval_of("B"), standing.approval_of("A")
    for revision in ("R1", "R2"):
        forged = next_of(
            world, "B", kind=Kind.CONCLUDE, revision=named(revision), approvals=(own.act, other.act), by=None
        )
        assert fold([*world.knows("B"), forged], TODAY).state is State.DISPUTED


def test_a_new_proposal_ends_what_its_side_approved_and_so_does_a_new_approval():
    world = crossed_approvals()
    proposed = world.do("A", Kind.PROPOSE, named("R3")).standing("A")
    assert proposed.approval_of("A") is None
    assert (Kind.APPROVE, Reason.OWN_PROPOSAL) in [(one.kind, one.reason) for one in proposed.fallen]
    approved = world.do("A", Kind.APPROVE, named("R1")).standing("A")
    assert approved.approval_of("A").revision == named("R1")
    assert [(label(one.revision), one.side, one.reason) for one in approved.fallen] == [
        ("R2", "A", Reason.OWN_APPROVAL)
    ]
    assert approved.timeline[-1].ended == (approved.fallen[0].act,)


def test_a_conclusion_that_names_other_approvals_than_stand_is_disputed():
    world, acts = agreed_unconcluded()
    own, other = last(world, "B").approvals
    for approvals in ((other, own), (own, named("R9")), (acts[0].hash, other)):
        assert fold([*acts, replace(last(world, "B"), approvals=approvals)], TODAY).state is State.DISPUTED


def test_an_approval_is_of_the_revision_that_was_proposed():
    world = approved_by()
    proposal = world.standing("B").standing_proposals[0]
    act = next_of(world, "B", kind=Kind.APPROVE, revision=named("R5"), answers=proposal.act)
    standing = fold([*world.knows("B"), act], TODAY)
    assert (standing.approvals, standing.fallen[-1].reason) == ((), Reason.NO_OBJECT)


def test_on_the_last_day_acts_still_count():
    world = in_force("B").do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY).synced()
    at = BEGIN + (LAST_DAY - TODAY)
    act = draft(Kind.PROPOSE, world.knows("B"), "B", revision=named("R1"), by=SOMEBODY, at=at)
    assert act.day == LAST_DAY
    assert fold([*world.knows("B"), act], LAST_DAY).change is State.PROPOSED


def test_what_follows_from_a_void_act_is_void_for_the_same_reason():
    world = approved_by("A").do("B", Kind.APPROVE, named("R1"))
    world = world.do("A", Kind.PROPOSE, named("R4")).do("A", Kind.APPROVE, named("R4")).do("A", Kind.WITHDRAW).synced()
    assert [(one.kind, one.reason) for one in world.standing("B").fallen] == [
        (Kind.PROPOSE, Reason.CROSSED),
        (Kind.APPROVE, Reason.CROSSED),
        (Kind.WITHDRAW, Reason.CROSSED),
    ]


def test_a_node_whose_own_acts_wait_concludes_nothing():
    world, acts = agreed_unconcluded()
    proposal = draft(Kind.PROPOSE, acts, "B", revision=named("R6"), by=SOMEBODY, at=BEGIN)
    withdrawn = draft(Kind.WITHDRAW, [*acts, proposal], "B", by=SOMEBODY, at=BEGIN)
    standing = fold([*acts, withdrawn], TODAY)
    assert standing.agreed is not None
    assert conclusion_due(standing, "B") is None
