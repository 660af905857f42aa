"""Whatever two sides do, and however late they hear of each other: what they hold is the same in the end, and what was
concluded for one never turns out otherwise (PROTOCOL.md, 12.10 and 12.11)."""

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.agreement.worlds import LAST_DAY, OTHER, SIDES, TODAY, World, check, in_force, named
from verbale.engines.agreement import Effect, Kind, Reason, fold
from verbale.kernel.errors import Refused

MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(SIDES), st.just("deliver")),
        st.tuples(
            st.sampled_from(SIDES),
            st.sampled_from([kind for kind in Kind if kind is not Kind.CONCLUDE]),
            st.integers(0, 3),
        ),
    ),
    max_size=40,
)


def moved(world: World, move: tuple) -> World:
    """The world after a move; one that is refused changes nothing."""
    side, what, *which = move
    if what == "deliver":
        return world.deliver(side) if world.comes_to(side) else world
    revision = named(f"R{which[0]}")
    if what is Kind.APPROVE and world.knows(side):
        # Approving what stands is what people do; what does not stand is refused, and would teach nothing.
        stands = world.standing(side).standing_proposals
        revision = stands[which[0] % len(stands)].revision if stands else revision
    last_day = LAST_DAY + timedelta(days=which[0]) if what is Kind.GIVE_NOTICE else None
    try:
        return world.do(side, what, revision if what in (Kind.PROPOSE, Kind.APPROVE) else None, last_day)
    except Refused:
        return world


@given(st.sampled_from(SIDES), MOVES)
def test_both_fold_to_the_same_standing_once_everything_has_arrived(depositary, moves):
    world = in_force(depositary)
    before = {side: world.standing(side).concluded for side in SIDES}
    for move in moves:
        world = moved(world, move)
        check(world)
        for side in SIDES:
            concluded = world.standing(side).concluded
            assert concluded[: len(before[side])] == before[side]
            before[side] = concluded
    world = world.synced()
    check(world)
    for day in (TODAY, LAST_DAY, LAST_DAY + timedelta(days=10)):
        assert world.standing("A", day) == world.standing("B", day)
    assert world.standing("A").waiting == ()


@given(st.sampled_from(SIDES), st.lists(st.tuples(MOVES, st.sampled_from(SIDES), st.integers(0, 60)), max_size=4))
@settings(max_examples=50)
def test_they_agree_after_restores_as_well(depositary, lives):
    world = in_force(depositary)
    least = len(world.knows("A"))
    for moves, side, kept in lives:
        for move in moves:
            world = moved(world, move)
        other = OTHER[side]
        before = world.standing(other).concluded
        world = world.restored(side, max(least, kept % (len(world.knows(side)) + 1))).synced()
        assert world.standing("A") == world.standing("B")
        assert world.standing(other).concluded[: len(before)] == before


@given(st.sampled_from(SIDES), MOVES, st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_given_does_not_matter(depositary, moves, chance: random.Random):
    world = in_force(depositary)
    for move in moves:
        world = moved(world, move)
    for side in SIDES:
        acts = [*world.knows(side), *world.knows(side)[:3]]
        chance.shuffle(acts)
        assert fold(acts, TODAY) == world.standing(side)


@given(st.sampled_from(SIDES), MOVES, st.sets(st.integers(0, 40)))
def test_acts_whose_predecessors_are_missing_wait_and_change_nothing(depositary, moves, missing):
    world = in_force(depositary)
    for move in moves:
        world = moved(world, move)
    everything = world.synced().knows("A")
    held = [act for place, act in enumerate(everything) if place not in missing] or [everything[0]]
    standing = fold(held, TODAY)
    counted = [event.act for event in standing.timeline]
    assert {*counted, *standing.waiting} == set(held)
    hashes = {act.hash for act in counted}
    assert all(act.previous in {None, *hashes} and act.seen in {None, *hashes} for act in counted)
    if counted:
        alone = fold(counted, TODAY)
        assert (alone.timeline, alone.state, alone.proposals) == (standing.timeline, standing.state, standing.proposals)


@given(st.sampled_from(SIDES), MOVES)
def test_no_act_counts_before_one_it_has_seen(depositary, moves):
    world = in_force(depositary)
    for move in moves:
        world = moved(world, move)
    for side in SIDES:
        places = {event.act.hash: place for place, event in enumerate(world.standing(side).timeline)}
        for event in world.standing(side).timeline:
            for named_act in (event.act.previous, event.act.seen, event.act.answers):
                assert named_act is None or places[named_act] < places[event.act.hash]


@given(st.sampled_from(SIDES), MOVES)
def test_nothing_the_depositary_does_is_void_and_what_the_other_does_only_if_it_crossed(depositary, moves):
    world = in_force(depositary)
    for move in moves:
        world = moved(world, move)
    void = [event for event in world.synced().standing("A").timeline if event.effect is Effect.VOID]
    assert {event.act.side for event in void} <= {OTHER[depositary]}
    assert {event.reason for event in void} <= {Reason.CROSSED, Reason.PROPOSAL_GONE, Reason.APPROVAL_GONE}
