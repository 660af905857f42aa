"""What to do with an act that came."""

from dataclasses import replace

import pytest

from tests.engines.agreement.worlds import SIDES, in_force, named
from verbale.engines.agreement import BrokenLink, ForkedActs, Kind, OtherText, Receipt, check_received

WORLD = in_force("A").do("B", Kind.PROPOSE, named("R1")).do("B", Kind.APPROVE, named("R1"))
KNOWN = WORLD.knows("A")
FIRST, SECOND = WORLD.comes_to("A")
OPENING = KNOWN[0]


def received(act, known=KNOWN, side="B"):
    return check_received(act, known, side=side, sides=SIDES)


def test_the_next_act_counts_one_beyond_waits_and_one_known_is_seen():
    assert received(FIRST) is Receipt.COUNTED
    assert received(SECOND) is Receipt.WAITING
    assert received(SECOND, (*KNOWN, FIRST)) is Receipt.COUNTED
    assert received(FIRST, (*KNOWN, FIRST)) is Receipt.SEEN


def test_an_act_that_has_seen_what_is_missing_waits():
    assert received(replace(FIRST, seen=named("R9"))) is Receipt.WAITING


def test_our_own_acts_are_taken_back_in_the_same_way():
    ours = [act for act in KNOWN if act.side == "A"]
    lost = tuple(act for act in KNOWN if act != ours[-1])
    assert received(ours[-1], lost, side="A") is Receipt.COUNTED


def test_the_first_act_of_a_text():
    assert received(OPENING, (), side="A") is Receipt.COUNTED
    with pytest.raises(OtherText, match="depositary"):
        received(replace(OPENING, depositary="B"), (), side="A")


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        (replace(FIRST, text="1" * 26), "is about the text"),
        (replace(FIRST, side="A"), "came as one of"),
        (replace(FIRST, side="C"), "came as one of"),
        (replace(FIRST, depositary="B"), "not “A”"),
        (replace(FIRST, depositary="C"), "neither side"),
    ],
)
def test_an_act_of_another_text_or_side_is_refused(forged, why):
    with pytest.raises(OtherText, match=why):
        received(forged)


@pytest.mark.parametrize(
    ("forged", "known"),
    [
        (replace(FIRST, note="another"), (*KNOWN, FIRST)),
        (replace(FIRST, previous=named("R9")), KNOWN),
        (replace(FIRST, note="another"), (*KNOWN, SECOND)),
    ],
)
def test_another_past_is_a_fork(forged, known):
    with pytest.raises(ForkedActs):
        received(forged, known)


def test_an_act_that_has_seen_less_than_the_one_before_or_its_own_side_does_not_fit():
    own = next(act for act in KNOWN if act.side == "B")
    for seen in (None, KNOWN[0].hash):
        with pytest.raises(BrokenLink, match="seen less"):
            received(replace(FIRST, seen=seen))
    with pytest.raises(BrokenLink, match="its own side"):
        received(replace(FIRST, seen=own.hash))


def test_a_conclusion_without_approvals_is_kept_and_told():
    forged = replace(
        FIRST, kind=Kind.CONCLUDE, answers=None, approvals=(named("R1"), named("R2")), by=None
    )  # fmt: skip
    assert received(forged) is Receipt.DISPUTED
