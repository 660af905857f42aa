"""The situations of texts, walked by two real nodes, each in a process of its own, over a line and a bag of disks at
once that lose, repeat and reorder; and each once more with one node restored from yesterday's backup in the middle.

``make test`` walks each once and restores each side once in each; with VERBALE_SOAK=1 every proposer, every
depositary, and either node restored after every step.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.engines.agreement.test_situations import CASES, NAMES, SITUATIONS, depositaries, expected, steps_of
from tests.journeys.situation_nodes import CODES, OTHER, TEXT, Nodes, Walk, revision_of
from tests.memory import quick_folder
from verbale.domain.spine.text import CatchingUp
from verbale.engines import chain
from verbale.engines.agreement import Kind, Standing
from verbale.kernel.errors import Refused

SOAK = os.environ.get("VERBALE_SOAK") == "1"


@pytest.fixture(scope="module")
def nodes():
    with quick_folder("situations") as folder, closing(Nodes(folder)) as made:
        for side in CODES:
            walk = Walk(made, "new", folder / f"in-force-{side}", seed=1)
            walk.begin(side, "R0")
            walk.act(side, Kind.APPROVE, "R0")
            walk.sync()
            walk.act(OTHER[side], Kind.APPROVE, "R0")
            walk.sync()
            made.keep(f"in force, {side} depositary", walk)
        yield made


@pytest.fixture
def begun(nodes):
    """Begins a walk; its homes are taken away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="walk-", dir=nodes.folder))

    def begin(name: str, depositary: str, seed: int) -> Walk:
        template = "new" if SITUATIONS[name].first else f"in force, {depositary} depositary"
        return Walk(nodes, template, folder, seed)

    yield begin
    shutil.rmtree(folder, ignore_errors=True)


def step(walk: Walk, told: str) -> None:
    """One step of a situation as the table of the engine's tests writes it."""
    if told == "sync":
        walk.sync()
        return
    side, what = told.split(" ", 1)
    kind = next(kind for kind in Kind if what.startswith(kind.value))
    label = what.removeprefix(kind.value).strip()
    if kind is Kind.PROPOSE and walk.told(side) is None:
        walk.begin(side, label)
        return
    walk.act(side, kind, label, last_day(walk) if kind is Kind.GIVE_NOTICE else None)


def last_day(walk: Walk) -> date:
    return walk.day + timedelta(days=90)


def hash_of(label: str | None) -> str | None:
    return revision_of(label).hash if label else None


def summary(standing: Standing) -> tuple:
    states = [one.state.value for one in standing.proposals if one.revision != hash_of("R0")]
    return standing.state, standing.change, standing.revision_in_force, " ".join(sorted(states))


def wanted(name: str) -> tuple:
    state, change, label, states = expected(name)
    return state, change, hash_of(label), states


def check_in_force(name: str, walk: Walk) -> None:
    """At every moment, on both nodes, the old text was in force until another was concluded."""
    before = 0 if SITUATIONS[name].first else 1
    for side, in_force, concluded in walk.in_force:
        assert concluded >= before or side == walk.restored
        if concluded <= before:
            assert in_force == (hash_of("R0") if concluded else None)
        else:
            assert in_force == hash_of(expected(name)[2])


def check_alike(walk: Walk) -> Standing:
    """Both hold the same acts, which amount to the same, proved by what each keeps, and their logs are one."""
    for side in CODES:
        walk.turn(side)  # The last acknowledgement, for which nobody waits, comes too.
    here, there = (walk.told(side) for side in CODES)
    assert here == there
    proved = [walk.do(side, "proved", about=TEXT) for side in CODES]
    assert proved[0] == proved[1]
    assert {finding for _, _, finding in proved[0]} == {"signed"}
    logs = {side: walk.do(side, "log") for side in CODES}
    for side in CODES:
        log = logs[side]
        assert (log["stopped"], log["refused"]) == ("", [])
        assert log["last_sent"] == logs[OTHER[side]]["last_held"]
    return here["standing"]


def check_printed(walk: Walk, standing: Standing) -> None:
    """Either side prints the whole history, and it is the same one."""
    printed = [walk.do(side, "print_text", about=TEXT, at=walk.at) for side in CODES]
    data, other = (one for one, _ in printed)
    for act in (*data["acts"], *other["acts"]):
        # When an act was taken back, only the node knows that had forgotten it.
        act.pop("taken_back")
    assert data["acts"] == other["acts"]
    assert data["revisions"] == other["revisions"]
    assert [act["hash"] for act in data["acts"]] == [event.act.hash for event in standing.timeline]
    assert set(data["revisions"]) == {act["revision"] for act in data["acts"]}
    for _, lines in printed:
        assert all(event.act.hash in lines for event in standing.timeline)
        in_force = standing.revision_in_force
        assert f"In force: {in_force or 'nothing'}" in lines
        assert lines.count("(in force)") == (1 if in_force else 0)


def end(name: str, walk: Walk) -> Standing:
    walk.sync()
    standing = check_alike(walk)
    check_in_force(name, walk)
    check_printed(walk, standing)
    return standing


ONCE = [(name, "AB"[at % 2], depositaries(name, "AB"[at % 2])[at // 2 % len(depositaries(name, "AB"[at % 2]))])
        for at, name in enumerate(NAMES)]  # fmt: skip
"""Each situation once, the proposer in turn, and so the depositary."""


@pytest.mark.parametrize(("name", "proposer", "depositary"), CASES if SOAK else ONCE)
def test_two_nodes_end_with_the_same_state(begun, name, proposer, depositary):
    walk = begun(name, depositary, seed=len(name))
    for told in steps_of(name, proposer):
        step(walk, told)
    assert summary(end(name, walk)) == wanted(name)


REPRESENTATIVE = [case for case in ONCE if case[0] not in ("8 both propose at once", "11 notice by one",
                  "13 approved while a newer proposal is on the way", "8 both propose the same at once")]  # fmt: skip
"""One of each number."""


def restores(cases: list) -> list:
    """Each situation with a node restored after a step in the middle; in a long run either node, after every step."""
    found = []
    for at, (name, proposer, depositary) in enumerate(CASES if SOAK else cases):
        steps = [at for at, told in enumerate(steps_of(name, proposer), start=1) if told != "sync"]
        for after in steps if SOAK else [steps[len(steps) // 2]]:
            found += [(name, proposer, depositary, side, after) for side in ("AB" if SOAK else "AB"[at // 3 % 2])]
    return found


def begun_with_backup(begun, name: str, proposer: str, depositary: str, restored: str, after: int) -> tuple:
    """A walk after so many steps of a situation, all of its steps, and a backup from before them."""
    walk, steps = begun(name, depositary, seed=after), steps_of(name, proposer)
    backup = walk.back_up(restored)
    for told in steps[:after]:
        step(walk, told)
    return walk, steps, backup


@pytest.mark.parametrize(("name", "proposer", "depositary", "restored", "after"), restores(REPRESENTATIVE))
def test_12_one_node_is_restored_from_yesterdays_backup(begun, name, proposer, depositary, restored, after):
    walk, steps, backup = begun_with_backup(begun, name, proposer, depositary, restored, after)
    walk.sync()
    before = {side: walk.told(side) for side in CODES}
    walk.restore(restored, backup)
    check_catching_up(walk, restored)
    epoch = walk.confirm_epoch(restored)
    walk.sync()
    # The partner returned what we had signed: nothing is missing, and nothing was done twice.
    assert {side: walk.told(side) for side in CODES} == before
    check_restored(walk, restored, epoch)
    crossed = after < len(steps) and "sync" not in steps[after - 1 : after + 1]
    go_on(walk, steps[after:], left_out=crossed)
    standing = end(name, walk)
    assert crossed or summary(standing) == wanted(name)


def go_on(walk: Walk, steps: list[str], *, left_out: bool) -> None:
    """The steps that are left; one that has become pointless may be ``left_out`` by its person: it was to cross with
    what has arrived by now, or to answer what was lost."""
    for told in steps:
        try:
            step(walk, told)
        except Refused:
            if not left_out:
                raise


LOST = [case for case in ONCE if case[0].split()[0] in ("3", "5", "10")]


@pytest.mark.parametrize(("name", "proposer", "depositary", "restored", "after"), restores(LOST))
def test_12_what_had_not_arrived_is_lost_with_the_node_and_both_still_agree(
    begun, name, proposer, depositary, restored, after
):
    walk, steps, backup = begun_with_backup(begun, name, proposer, depositary, restored, after)
    walk.bad_weather()
    other = walk.told(OTHER[restored])
    walk.restore(restored, backup, program=True)
    walk.confirm_epoch(restored)
    walk.sync()
    # What the partner held as concluded before, it still does.
    concluded = other["standing"].concluded if other else ()
    if other or walk.told(restored):
        assert check_alike(walk).concluded[: len(concluded)] == concluded
        go_on(walk, steps[after:], left_out=True)
        end(name, walk)


def check_catching_up(walk: Walk, restored: str) -> None:
    """Until the partner has confirmed, nobody acts on a text there: it might have been done before."""
    if walk.told(restored) is not None:
        with pytest.raises(CatchingUp):
            walk.act(restored, Kind.PROPOSE, "R3")
    with pytest.raises(CatchingUp):
        walk.do(restored, "begin", label="R3", identifier="0" * 25 + "2", at=walk.at)


def check_restored(walk: Walk, restored: str, epoch: int) -> None:
    """The journals tell of the restore, and the checkpoints go on in the new epoch."""
    here, there = walk.do(restored, "log"), walk.do(OTHER[restored], "log")
    assert here["told"] == ["node.restored", "epoch.begun", "channel.caught up"]
    assert there["told"] == ["epoch.asked", "epoch.confirmed"]
    assert (here["epoch"], there["epoch"], epoch > 1) == (epoch, 1, True)
    for log, sender, of in ((here, restored, epoch), (there, OTHER[restored], 1)):
        origin = str(chain.Origin(CODES[sender], CODES[OTHER[sender]], of))
        assert log["countersigned"].startswith(f"{origin}\n")
