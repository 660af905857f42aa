"""The situations two sides get into (register of the third issue), walked with either as depositary, over every way in
which what they say can cross, and with either node restored in the middle."""

from typing import NamedTuple

import pytest

from tests.engines.agreement.worlds import LAST_DAY, OTHER, World, check, in_force, label, named
from verbale.engines.agreement import Kind, Reason, State, fold
from verbale.kernel.errors import Refused


class Situation(NamedTuple):
    """How it is walked, and how it ends on both sides. A step is "SIDE kind [revision]" or "sync", when everything
    arrives; P is who proposes, Q the other side. R0 is in force before it, unless it is about a first text."""

    steps: str
    in_force: str | None
    proposals: str
    state: State = State.CONCLUDED
    change: State | None = None
    first: bool = False


FIRST_WITHDRAWN = {"state": State.WITHDRAWN, "first": True}
SITUATIONS = {
    "1 proposed and withdrawn": Situation("P propose R1, sync, P withdraw", "R0", "withdrawn"),
    "2 approved by one, old text back": Situation(
        "P propose R1, sync, Q approve R1, sync, P withdraw", "R0", "withdrawn"
    ),
    "3 proposed and concluded": Situation("P propose R1, P approve R1, sync, Q approve R1", "R1", "concluded"),
    "4 counter-proposals, concluded": Situation(
        "P propose R1, sync, Q propose R2, sync, P propose R3, P approve R3, sync, Q approve R3",
        "R3", "corrected lapsed concluded",
    ),
    "5 approved by one, corrected, concluded": Situation(
        "P propose R1, sync, Q approve R1, sync, P propose R2, P approve R2, sync, Q approve R2",
        "R2", "corrected concluded",
    ),
    "6 first text, approved by one, withdrawn": Situation(
        "P propose R1, sync, Q approve R1, sync, P withdraw", None, "withdrawn", **FIRST_WITHDRAWN
    ),
    "7 first text, both withdraw": Situation(
        "P propose R1, sync, Q approve R1, sync, Q propose R2, sync, P withdraw, Q withdraw",
        None, "withdrawn withdrawn", **FIRST_WITHDRAWN,
    ),
    "8 both propose at once": Situation(
        "P propose R1, Q propose R2, sync", "R0", "proposed proposed", change=State.PROPOSED
    ),
    "8 both propose at once, one is concluded": Situation(
        "P propose R1, Q propose R2, sync, P approve R2, Q approve R2", "R2", "lapsed concluded"
    ),
    "8 both propose the same at once": Situation(
        "P propose R1, Q propose R1, sync, P approve R1, Q approve R1", "R1", "concluded concluded"
    ),
    "9 two corrections, then the old text": Situation(
        "P propose R1, sync, Q approve R1, sync, P propose R2, sync, Q approve R2, sync, P propose R3, "
        "sync, P withdraw",
        "R0", "corrected corrected withdrawn",
    ),
    "10 an approval taken back by mistake": Situation(
        "P propose R1, sync, Q approve R1, Q take back, Q approve R1, sync, P approve R1", "R1", "concluded"
    ),
    "11 notice by one": Situation("P give notice", "R0", ""),
    "11 notice by both at once": Situation("P give notice, Q give notice", "R0", ""),
    "13 approved while a newer proposal is on the way": Situation(
        "P propose R1, sync, Q approve R1, P propose R2, sync", "R0", "corrected proposed", change=State.PROPOSED
    ),
    "13 the newer one is concluded": Situation(
        "P propose R1, sync, Q approve R1, P propose R2, sync, Q approve R2, P approve R2", "R2", "corrected concluded"
    ),
}  # fmt: skip
NAMES = sorted(SITUATIONS, key=lambda name: int(name.split()[0]))


def steps_of(name: str, proposer: str) -> list[str]:
    roles = {"P": proposer, "Q": OTHER[proposer]}
    steps = SITUATIONS[name].steps.split(", ")
    return [step if step == "sync" else roles[step[0]] + step[1:] for step in steps]


def began(name: str, depositary: str) -> World:
    return World(depositary) if SITUATIONS[name].first else in_force(depositary)


def take(world: World, step: str) -> World:
    if step == "sync":
        return world.synced()
    side, what = step.split(" ", 1)
    kind = next(kind for kind in Kind if what.startswith(kind.value))
    revision = what.removeprefix(kind.value).strip()
    last_day = LAST_DAY if kind is Kind.GIVE_NOTICE else None
    return world.do(side, kind, named(revision) if revision else None, last_day)


def summary(world: World, side: str) -> tuple:
    standing = world.standing(side)
    # The first proposal of a text in force belongs to no situation.
    states = [one.state.value for one in standing.proposals if label(one.revision) != "R0"]
    return standing.state, standing.change, label(standing.revision_in_force), " ".join(sorted(states))


def expected(name: str) -> tuple:
    ends = SITUATIONS[name]
    return ends.state, ends.change, ends.in_force, " ".join(sorted(ends.proposals.split()))


def depositaries(name: str, proposer: str) -> list[str]:
    """A first text has its proposer as depositary."""
    return [proposer] if SITUATIONS[name].first else ["A", "B"]


CASES = [
    (name, proposer, depositary) for name in NAMES for proposer in "AB" for depositary in depositaries(name, proposer)
]


@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES)
def test_both_end_where_the_situation_ends(name, proposer, depositary):
    world = began(name, depositary)
    for step in steps_of(name, proposer):
        world = take(world, step)
        check(world)
    world = world.synced()
    check(world)
    assert world.standing("A") == world.standing("B")
    assert summary(world, "A") == expected(name)


@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES)
def test_the_text_in_force_stays_until_another_is_concluded(name, proposer, depositary):
    world = began(name, depositary)
    for step in steps_of(name, proposer):
        world = take(world, step)
        for side in "AB":
            concluded = world.standing(side).concluded if world.knows(side) else ()
            before = None if SITUATIONS[name].first else "R0"
            wanted = SITUATIONS[name].in_force if len(concluded) > (before is not None) else before
            assert not world.knows(side) or label(world.standing(side).revision_in_force) == wanted


def walk(world: World, steps: tuple[str, ...], seen: set, ends: list[World]) -> None:
    """Every order of deliveries between the steps. A step that is refused waits for a delivery; if none comes any more,
    its person leaves it."""
    if (world, steps) in seen:
        return
    seen.add((world, steps))
    check(world)
    for side in "AB":
        if world.comes_to(side):
            walk(world.deliver(side), steps, seen, ends)
    if steps:
        try:
            walk(take(world, steps[0]), steps[1:], seen, ends)
        except Refused:
            if not any(world.coming):
                walk(world, steps[1:], seen, ends)
    elif not any(world.coming):
        ends.append(world)


@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES)
def test_however_their_words_cross_both_end_alike(name, proposer, depositary):
    steps = tuple(step for step in steps_of(name, proposer) if step != "sync")
    if SITUATIONS[name].first:
        world = take(World(depositary), steps[0]).synced()
        steps = steps[1:]
    else:
        world = in_force(depositary)
    ends: list[World] = []
    walk(world, steps, set(), ends)
    assert [end for end in ends if end.standing("A") != end.standing("B")] == []
    assert expected(name) in {summary(end, "A") for end in ends}


@pytest.mark.parametrize("restored", ["A", "B"])
@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES)
def test_12_one_node_is_restored_in_the_middle(name, proposer, depositary, restored):
    """After every step, to every earlier state: with all that the partner returns nothing is missing."""
    steps = steps_of(name, proposer)
    for after in range(1, len(steps) + 1):
        base = began(name, depositary)
        least = max(len(base.knows(restored)), 1)
        for step in steps[:after]:
            base = take(base, step)
        base = base.synced()
        crossed = after < len(steps) and "sync" not in steps[after - 1 : after + 1]
        for kept in range(least, len(base.knows(restored)) + 1):
            world = base.restored(restored, kept).synced()
            assert world.standing("A") == world.standing("B") == base.standing("A")
            world = go_on(world, steps[after:])
            assert world.standing("A") == world.standing("B")
            assert crossed or summary(world, "A") == expected(name)


@pytest.mark.parametrize("restored", ["A", "B"])
@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES)
def test_12_what_had_not_arrived_is_lost_with_the_node_and_both_still_agree(name, proposer, depositary, restored):
    steps = steps_of(name, proposer)
    for after in range(1, len(steps) + 1):
        base = began(name, depositary)
        least = max(len(base.knows(restored)), 1)
        for step in steps[:after]:
            base = take(base, step)
        for kept in range(least, len(base.knows(restored)) + 1):
            world = base.restored(restored, kept)
            other = OTHER[restored]
            before = world.standing(other).concluded if world.knows(other) else ()
            world = go_on(world.synced(), steps[after:])
            assert world.standing("A") == world.standing("B")
            assert world.standing(other).concluded[: len(before)] == before


def go_on(world: World, steps: list[str]) -> World:
    """The steps that are left; one that has become pointless is left out by its person."""
    for step in steps:
        try:
            world = take(world, step)
        except Refused:
            continue
        check(world)
    return world.synced()


def test_11_the_earlier_last_day_counts_for_both_and_then_the_text_has_ended():
    for depositary in "AB":
        world = in_force(depositary)
        world = world.do("A", Kind.GIVE_NOTICE, last_day=LAST_DAY)
        world = world.do("B", Kind.GIVE_NOTICE, last_day=LAST_DAY.replace(day=1)).synced()
        for side in "AB":
            on_the_day = world.standing(side, LAST_DAY.replace(day=1))
            after = world.standing(side, LAST_DAY.replace(day=2))
            assert (on_the_day.state, label(on_the_day.revision_in_force)) == (State.CONCLUDED, "R0")
            assert (after.state, after.in_force, after.change) == (State.ENDED, None, None)
            assert [one.state for one in after.proposals] == [State.ENDED]


def test_taking_back_that_crosses_with_the_conclusion_is_void():
    world = in_force("A").do("A", Kind.PROPOSE, named("R1")).synced().do("B", Kind.APPROVE, named("R1")).synced()
    world = world.do("B", Kind.TAKE_BACK).do("A", Kind.APPROVE, named("R1"))
    assert label(world.standing("A").revision_in_force) == "R1"
    assert label(world.standing("B").revision_in_force) == "R0"
    world = world.synced()
    standing = world.standing("B")
    assert standing == world.standing("A")
    assert label(standing.revision_in_force) == "R1"
    assert [(one.kind, one.reason) for one in standing.fallen] == [(Kind.TAKE_BACK, Reason.CROSSED)]


def test_notice_that_crosses_with_a_conclusion_is_void_and_was_not_settled():
    world = in_force("A").do("B", Kind.PROPOSE, named("R1")).do("B", Kind.APPROVE, named("R1")).synced()
    world = world.do("B", Kind.GIVE_NOTICE, last_day=LAST_DAY).do("A", Kind.APPROVE, named("R1"))
    assert [notice.settled for notice in world.standing("B").notices] == [False]
    standing = world.synced().standing("B")
    assert (standing.state, label(standing.revision_in_force), standing.notices) == (State.CONCLUDED, "R1", ())
    assert (standing.fallen[-1].kind, standing.fallen[-1].reason) == (Kind.GIVE_NOTICE, Reason.CROSSED)


def test_a_proposal_on_its_way_while_another_is_concluded_has_lapsed_and_may_be_made_anew():
    world = in_force("A").do("A", Kind.PROPOSE, named("R1")).do("A", Kind.APPROVE, named("R1")).synced()
    world = world.do("B", Kind.APPROVE, named("R1")).deliver("A")
    world = world.do("A", Kind.PROPOSE, named("R3"))
    world = world.do("B", Kind.PROPOSE, named("R2")).synced()
    standing = world.standing("A")
    assert [(label(one.revision), one.reason) for one in standing.fallen if one.kind is Kind.PROPOSE] == [
        ("R2", Reason.CROSSED)
    ]
    world = world.do("B", Kind.PROPOSE, named("R2")).synced()
    assert {label(one.revision) for one in world.standing("B").standing_proposals} == {"R2", "R3"}


def test_either_side_can_print_the_whole_history():
    world = in_force("B")
    for step in steps_of("5 approved by one, corrected, concluded", "A"):
        world = take(world, step)
    world = world.synced()
    standing = world.standing("A")
    assert [(event.act.side, event.effect.value, label(event.act.revision)) for event in standing.timeline[-6:]] == [
        ("A", "proposed", "R1"),
        ("B", "approved", "R1"),
        ("A", "corrected", "R2"),
        ("A", "approved", "R2"),
        ("B", "approved", "R2"),
        ("B", "concluded", "R2"),
    ]
    assert {event.act for event in standing.timeline} == set(world.knows("A"))
    assert fold(reversed(world.knows("B")), standing.on) == standing
