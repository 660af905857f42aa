import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal import (
    Acceptance,
    BadEnvelope,
    Envelope,
    Judgement,
    PouchElsewhere,
    PouchForked,
    PouchMissing,
    Verdict,
)


def run(count, mark="a"):
    envelopes, previous = [], None
    for number in range(1, count + 1):
        envelopes.append(Envelope("DD", "CN", number, previous, mark * 64))
        previous = envelopes[-1].hash
    return envelopes


ONE, TWO, THREE, FOUR = run(4)
FRESH = Acceptance("DD", "CN")
AFTER_TWO = Acceptance("DD", "CN", 2, TWO.hash)
KNOWN = {1: ONE.hash, 2: TWO.hash}
OTHER = run(4, "b")


@pytest.mark.parametrize(
    ("state", "envelope", "verdict", "rule"),
    [
        (FRESH, ONE, Verdict.ACCEPT, 2),
        (FRESH, TWO, Verdict.GAP, 6),
        (AFTER_TWO, THREE, Verdict.ACCEPT, 2),
        (AFTER_TWO, FOUR, Verdict.GAP, 6),
        (AFTER_TWO, TWO, Verdict.SEEN, 3),
        (AFTER_TWO, ONE, Verdict.SEEN, 3),
        (AFTER_TWO, OTHER[0], Verdict.FORK, 4),
        (AFTER_TWO, OTHER[1], Verdict.FORK, 4),
        (AFTER_TWO, OTHER[2], Verdict.FORK, 5),
    ],
)
def test_each_rule(state, envelope, verdict, rule):
    assert state.judge(envelope, KNOWN) == Judgement(verdict, rule, state.last_number + 1, envelope)


def test_an_earlier_number_that_nobody_remembers_is_never_taken_for_seen():
    assert AFTER_TWO.judge(ONE, {}).verdict is Verdict.FORK
    assert AFTER_TWO.judge(TWO, {}).verdict is Verdict.SEEN


@pytest.mark.parametrize(("sender", "we"), [("SU", "CN"), ("DD", "SU"), ("CN", "DD")])
def test_another_channel_is_not_judged_here(sender, we):
    with pytest.raises(PouchElsewhere) as refused:
        Acceptance(sender, we).judge(ONE, {})

    assert refused.value.facts == {"number": 1, "sender": "DD", "recipient": "CN"}


def test_what_is_due_or_known_passes_the_demand():
    AFTER_TWO.judge(THREE, KNOWN).demand()
    AFTER_TWO.judge(ONE, KNOWN).demand()


def test_a_gap_names_what_is_missing():
    with pytest.raises(PouchMissing) as refused:
        AFTER_TWO.judge(FOUR, KNOWN).demand()

    assert refused.value.facts == {"number": 4, "sender": "DD", "expected": 3}


@pytest.mark.parametrize(
    ("envelope", "why"),
    [(OTHER[0], "we hold another with this number"), (OTHER[2], "it names another pouch before it")],
)
def test_a_fork_says_which_kind(envelope, why):
    with pytest.raises(PouchForked) as refused:
        AFTER_TWO.judge(envelope, KNOWN).demand()

    assert refused.value.facts == {"number": envelope.number, "sender": "DD", "why": why}


@pytest.mark.parametrize(("number", "hashed"), [(-1, None), (0, "a" * 64), (1, None)])
def test_a_state_that_cannot_be_is_refused(number, hashed):
    with pytest.raises(BadEnvelope):
        Acceptance("DD", "CN", number, hashed)


@given(
    st.integers(1, 6).flatmap(lambda count: st.tuples(st.just(count), st.lists(st.integers(0, count - 1), max_size=30)))
)
def test_however_pouches_arrive_each_is_accepted_once_and_in_order(given_run):
    count, arrivals = given_run
    envelopes, state, known, accepted = run(count), FRESH, {}, []
    for index in arrivals:
        judged = state.judge(envelopes[index], known)
        if judged.verdict is Verdict.ACCEPT:
            state = state.after(envelopes[index])
            known[state.last_number] = envelopes[index].hash
            accepted.append(index)
        assert judged.verdict is not Verdict.FORK
        assert (judged.verdict is Verdict.GAP) == (index > len(known))

    assert accepted == list(range(len(accepted)))
