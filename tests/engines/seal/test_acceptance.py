"""Section 5 of docs/PROTOCOL.md, clause by clause; how whole channels behave stands in test_acceptance_laws.py."""

from dataclasses import replace

import pytest

from verbale.engines.seal import (
    STOPS,
    WAITS,
    Acceptance,
    BadEnvelope,
    ChannelStopped,
    Envelope,
    EpochEnded,
    EpochUnconfirmed,
    Judgement,
    KeyReplaced,
    Position,
    PouchElsewhere,
    PouchForked,
    PouchMissing,
    PutBack,
    Verdict,
)
from verbale.engines.seal.acceptance import KNOWN


def run(count, mark="a", *, epoch=1, previous=None, acknowledged=None):
    """Pouches of one epoch, each after the one before."""
    made = []
    for number in range(1, count + 1):
        made.append(Envelope("DD", "CN", epoch, number, previous, acknowledged, mark * 64))
        previous = made[-1].position
    return made


def ours(count, mark="f", epoch=1):
    """Positions that we sent, by place."""
    return {(epoch, number): Position(epoch, number, mark * 64) for number in range(1, count + 1)}


def hashes(*held):
    known = {one.position.place: one.hash for one in held}
    return lambda epoch, number: known.get((epoch, number))


def sent(positions):
    known = {place: position.hash for place, position in positions.items()}
    return lambda epoch, number: known.get((epoch, number))


ONE, TWO, THREE, FOUR = run(4)
OTHER = run(4, "b")
OTHER_THREE = replace(THREE, manifest="b" * 64)
FRESH = Acceptance("DD", "CN")
AFTER_TWO = FRESH.after(ONE).after(TWO)
RESTORED = run(3, epoch=50, previous=TWO.position)
FORGETFUL = run(2, epoch=50, previous=ONE.position)
BLANK = run(2, epoch=50)
AHEAD = run(2, epoch=50, previous=FOUR.position)
TWICE = run(2, epoch=60, previous=RESTORED[2].position)
ODD_PAST = run(1, epoch=50, previous=OTHER[1].position)
CONFIRMED = replace(AFTER_TWO, confirmed=50)
IN_50 = CONFIRMED.after(RESTORED[0])
HELD = (ONE, TWO, RESTORED[0])
SENT = ours(3)
WE_SENT = {"sent": SENT[1, 3]}
E50 = ours(2, "e", 50)


def judged(state, envelope, *, held=HELD, we_sent=SENT, retired=None):
    return state.judge(envelope, held=hashes(*held), ours=sent(we_sent), retired=retired)


def acknowledging(position, of=THREE):
    return replace(of, acknowledged=position)


def having(position, of=TWO, **changed):
    """A state whose last accepted pouch acknowledged a position."""
    return replace(AFTER_TWO, last=of.position, acknowledged=position, **changed)


A, E, S, H = Verdict.ACCEPT, Verdict.EPOCH, Verdict.SEEN, Verdict.HELD
ALARM, FORK, STALE, STOPPED, REPLACED = Verdict.ALARM, Verdict.FORK, Verdict.STALE, Verdict.STOPPED, Verdict.REPLACED
STOPPED_AFTER_TWO = replace(AFTER_TWO, stopped=True)


@pytest.mark.parametrize(
    ("clause", "state", "envelope", "verdict"),
    [
        ("5.2", STOPPED_AFTER_TWO, THREE, STOPPED),
        ("5.2", STOPPED_AFTER_TWO, FOUR, STOPPED),
        ("5.2", STOPPED_AFTER_TWO, RESTORED[0], STOPPED),
        ("5.2", STOPPED_AFTER_TWO, OTHER[1], STOPPED),
        ("5.2", STOPPED_AFTER_TWO, acknowledging(Position(1, 9, "f" * 64)), STOPPED),
        ("5.5", STOPPED_AFTER_TWO, TWO, S),
        ("5.3", replace(IN_50, stopped=True), TWO, S),
        ("5.3", replace(IN_50, stopped=True), THREE, STALE),
        ("5.3", IN_50, ONE, S),
        ("5.3", IN_50, TWO, S),
        ("5.3", IN_50, THREE, STALE),
        ("5.3", IN_50, FOUR, STALE),
        ("5.3", IN_50, OTHER[0], STALE),
        ("5.3", IN_50, run(1, epoch=49)[0], STALE),
        ("5.4", FRESH, RESTORED[1], H),
        ("5.4", AFTER_TWO, RESTORED[1], H),
        ("5.4", CONFIRMED, RESTORED[2], H),
        ("5.4", IN_50, TWICE[1], H),
        ("5.5", AFTER_TWO, ONE, S),
        ("5.5", AFTER_TWO, TWO, S),
        ("5.5", CONFIRMED, TWO, S),
        ("5.5", IN_50, RESTORED[0], S),
        ("5.6", AFTER_TWO, OTHER[0], FORK),
        ("5.6", AFTER_TWO, OTHER[1], FORK),
        ("5.6", IN_50, FORGETFUL[0], FORK),
        ("5.7", FRESH, ONE, A),
        ("5.7", AFTER_TWO, THREE, A),
        ("5.7", AFTER_TWO, OTHER_THREE, A),
        ("5.7", CONFIRMED, THREE, A),
        ("5.7", IN_50, RESTORED[1], A),
        ("5.7", AFTER_TWO, OTHER[2], FORK),
        ("5.7", IN_50, FORGETFUL[1], FORK),
        ("5.8", FRESH, TWO, H),
        ("5.8", AFTER_TWO, FOUR, H),
        ("5.8", AFTER_TWO, OTHER[3], H),
        ("5.8", IN_50, RESTORED[2], H),
        ("5.9", AFTER_TWO, AHEAD[0], H),
        ("5.9", FRESH, RESTORED[0], H),
        ("5.9", CONFIRMED, AHEAD[0], H),
        ("5.9", AFTER_TWO, TWICE[0], H),
        ("5.9", FRESH, TWICE[0], H),
        ("5.9", IN_50, TWICE[0], H),
        ("5.9", AFTER_TWO, ODD_PAST[0], FORK),
        ("5.9", CONFIRMED, ODD_PAST[0], FORK),
        ("5.9", IN_50, run(1, epoch=60, previous=THREE.position)[0], FORK),
        ("5.9", IN_50, run(1, epoch=60, previous=Position(30, 1, "c" * 64))[0], FORK),
        ("5.10", AFTER_TWO, RESTORED[0], E),
        ("5.10", AFTER_TWO, FORGETFUL[0], E),
        ("5.10", AFTER_TWO, BLANK[0], E),
        ("5.10", FRESH, BLANK[0], E),
        ("5.10", replace(AFTER_TWO, confirmed=49), RESTORED[0], E),
        ("5.10", replace(AFTER_TWO, confirmed=51), RESTORED[0], E),
        ("5.10", IN_50, run(1, epoch=60, previous=RESTORED[0].position)[0], E),
        ("5.10", IN_50, run(1, epoch=60, previous=ONE.position)[0], E),
        ("5.10", CONFIRMED, RESTORED[0], A),
        ("5.10", CONFIRMED, FORGETFUL[0], A),
        ("5.10", replace(FRESH, confirmed=50), BLANK[0], A),
    ],
)  # fmt: skip
def test_each_clause_about_places(clause, state, envelope, verdict):
    found = judged(state, envelope)

    assert (found.clause, found.verdict, found.envelope) == (clause, verdict, envelope)


@pytest.mark.parametrize(("sender", "we"), [("SU", "CN"), ("DD", "SU"), ("CN", "DD")])
def test_5_1_another_channel_is_not_judged_here(sender, we):
    with pytest.raises(PouchElsewhere) as refused:
        judged(Acceptance(sender, we), ONE)

    assert refused.value.facts == {"number": 1, "sender": "DD", "recipient": "CN"}


@pytest.mark.parametrize(
    ("state", "envelope", "retired", "clause", "verdict"),
    [
        (AFTER_TWO, THREE, (1, 3), "5.7", A),
        (AFTER_TWO, THREE, (1, 2), "5.11", REPLACED),
        (AFTER_TWO, THREE, (1, 1), "5.11", REPLACED),
        (AFTER_TWO, FOUR, (1, 2), "5.11", REPLACED),
        (AFTER_TWO, OTHER[2], (1, 2), "5.11", REPLACED),
        (AFTER_TWO, acknowledging(Position(1, 9, "f" * 64)), (1, 2), "5.11", REPLACED),
        (AFTER_TWO, RESTORED[0], (1, 2), "5.11", REPLACED),
        (AFTER_TWO, RESTORED[1], (1, 2), "5.11", REPLACED),
        (AFTER_TWO, AHEAD[0], (1, 2), "5.11", REPLACED),
        (AFTER_TWO, ODD_PAST[0], (1, 2), "5.11", REPLACED),
        (CONFIRMED, RESTORED[0], (1, 9), "5.11", REPLACED),
        (IN_50, RESTORED[1], (50, 1), "5.11", REPLACED),
        (IN_50, RESTORED[1], (50, 2), "5.7", A),
        (AFTER_TWO, TWO, (1, 1), "5.5", S),
        (AFTER_TWO, OTHER[1], (1, 2), "5.6", FORK),
        (AFTER_TWO, OTHER[1], (1, 1), "5.11", REPLACED),
        (IN_50, TWO, (1, 1), "5.3", S),
        (STOPPED_AFTER_TWO, THREE, (1, 2), "5.2", STOPPED),
    ],
)  # fmt: skip
def test_5_11_a_replaced_key_signs_up_to_its_last_place_and_stops_nothing_beyond(
    state, envelope, retired, clause, verdict
):
    found = judged(state, envelope, retired=retired)

    assert (found.clause, found.verdict) == (clause, verdict)


NEVER, LESS = "it acknowledges what we never sent", "it acknowledges less than the one before it"
ANOTHER = "it acknowledges another pouch than the one we sent"
SENDING = replace(AFTER_TWO, **WE_SENT)
AFTER_OUR_RESTORE = {"epoch": 50, "sent": E50[50, 2]}
NOT_YET_SENT = {"epoch": 50, "sent": None}
FORGOTTEN = Position(1, 9, "d" * 64)


@pytest.mark.parametrize(
    ("state", "envelope", "why"),
    [
        (SENDING, acknowledging(SENT[1, 1]), ""),
        (SENDING, acknowledging(SENT[1, 3]), ""),
        (SENDING, acknowledging(None), ""),
        (AFTER_TWO, acknowledging(SENT[1, 1]), NEVER),
        (SENDING, acknowledging(Position(1, 4, "f" * 64)), NEVER),
        (SENDING, acknowledging(Position(2, 1, "f" * 64)), NEVER),
        (SENDING, acknowledging(Position(1, 2, "0" * 64)), ANOTHER),
        # Of our present epoch's past we remember all; of an ended one perhaps not.
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(FORGOTTEN), ""),
        (replace(AFTER_TWO, **NOT_YET_SENT), acknowledging(FORGOTTEN), ""),
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(SENT[1, 2]), ""),
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(Position(1, 2, "0" * 64)), ANOTHER),
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(E50[50, 2]), ""),
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(Position(50, 3, "e" * 64)), NEVER),
        (replace(AFTER_TWO, **NOT_YET_SENT), acknowledging(E50[50, 1]), NEVER),
        (replace(AFTER_TWO, **AFTER_OUR_RESTORE), acknowledging(Position(51, 1, "e" * 64)), NEVER),
        # It never goes back within an epoch of the sender (3.3) …
        (having(SENT[1, 2], **WE_SENT), acknowledging(SENT[1, 2]), ""),
        (having(SENT[1, 2], **WE_SENT), acknowledging(SENT[1, 3]), ""),
        (having(SENT[1, 2], **WE_SENT), acknowledging(SENT[1, 1]), LESS),
        (having(SENT[1, 2], **WE_SENT), acknowledging(None), LESS),
        (having(E50[50, 1], **AFTER_OUR_RESTORE), acknowledging(SENT[1, 3]), LESS),
        (having(SENT[1, 3], **AFTER_OUR_RESTORE), acknowledging(E50[50, 1]), ""),
        (having(FORGOTTEN, **AFTER_OUR_RESTORE), acknowledging(FORGOTTEN), ""),
        (having(FORGOTTEN, **AFTER_OUR_RESTORE), acknowledging(replace(FORGOTTEN, hash="0" * 64)),
         "it acknowledges another pouch than the one before it did"),
        # … and may with a new one, whose sender was restored.
        (having(SENT[1, 2], **WE_SENT), acknowledging(SENT[1, 1], FORGETFUL[0]), ""),
        (having(SENT[1, 2], **WE_SENT), acknowledging(None, FORGETFUL[0]), ""),
        (having(SENT[1, 2], **WE_SENT), acknowledging(FORGOTTEN, FORGETFUL[0]), NEVER),
    ],
)  # fmt: skip
def test_5_12_what_cannot_be_acknowledged_is_an_alarm(state, envelope, why):
    found = judged(state, envelope, we_sent=SENT | E50)

    due = (E, "5.10") if envelope.epoch == 50 else (A, "5.7")
    assert (found.verdict, found.clause, found.why) == ((ALARM, "5.12", why) if why else (*due, ""))


@pytest.mark.parametrize("envelope", [ONE, FOUR, OTHER[1], AHEAD[0], ODD_PAST[0]])
def test_5_12_is_asked_of_what_is_due_alone(envelope):
    """What is held may acknowledge what we send until it is due; what is known or forks is judged by its place."""
    untrue = replace(envelope, acknowledged=Position(9, 9, "0" * 64))
    held = (replace(ONE, acknowledged=untrue.acknowledged), TWO)

    assert judged(AFTER_TWO, untrue, held=held).clause in {"5.5", "5.6", "5.8", "5.9"}


def test_an_earlier_number_that_nobody_remembers_is_never_taken_for_seen():
    assert judged(AFTER_TWO, ONE, held=()).verdict is FORK
    assert judged(IN_50, ONE, held=()).verdict is STALE


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (FRESH, (1, 1)),
        (AFTER_TWO, (1, 3)),
        (CONFIRMED, (50, 1)),
        (replace(FRESH, confirmed=50), (50, 1)),
        (IN_50, (50, 2)),
    ],
)  # fmt: skip
def test_what_is_due_next(state, due):
    assert state.due == due


def test_accepting_moves_the_last_place_and_what_was_acknowledged_alone():
    state = replace(SENDING, confirmed=50)
    envelope = acknowledging(SENT[1, 2])

    assert state.after(envelope) == replace(state, last=envelope.position, acknowledged=SENT[1, 2])
    assert state.after(RESTORED[0]) == replace(state, last=RESTORED[0].position, acknowledged=None)


def test_a_state_that_cannot_be_is_refused():
    with pytest.raises(BadEnvelope):
        Acceptance("DD", "CN", epoch=2, sent=SENT[1, 1])


@pytest.mark.parametrize(
    ("state", "envelope", "refusal", "facts"),
    [
        (AFTER_TWO, FOUR, PouchMissing, {"number": 4, "expected": 3}),
        (CONFIRMED, FOUR, PouchMissing, {"number": 4, "expected": 3}),
        (AFTER_TWO, RESTORED[2], PouchMissing, {"number": 3, "expected": 1}),
        (AFTER_TWO, AHEAD[0], PouchMissing, {"number": 1, "expected": 4}),
        (AFTER_TWO, TWICE[0], PouchMissing, {"number": 1, "expected": 3}),
        (AFTER_TWO, RESTORED[0], EpochUnconfirmed, {"epoch": 50}),
        (IN_50, THREE, EpochEnded, {"number": 3, "epoch": 1}),
        (AFTER_TWO, OTHER[0], PouchForked, {"number": 1, "why": "we hold another with this number"}),
        (AFTER_TWO, OTHER[2], PouchForked, {"number": 3, "why": "it names another pouch before it"}),
        (AFTER_TWO, ODD_PAST[0], PouchForked, {"number": 1, "why": "it remembers another past than the one we hold"}),
        (AFTER_TWO, acknowledging(SENT[1, 1]), PutBack, {"number": 3, "why": NEVER}),
        (STOPPED_AFTER_TWO, THREE, ChannelStopped, {}),
        (STOPPED_AFTER_TWO, FOUR, ChannelStopped, {}),
    ],
)  # fmt: skip
def test_each_refusal_says_which_pouch_and_why(state, envelope, refusal, facts):
    with pytest.raises(refusal) as told:
        judged(state, envelope).demand()

    assert type(told.value) is refusal
    assert told.value.facts == {"sender": "DD"} | facts


def test_a_replaced_key_is_refused():
    with pytest.raises(KeyReplaced) as told:
        judged(AFTER_TWO, FOUR, retired=(1, 2)).demand()

    assert told.value.facts == {"sender": "DD", "number": 4}


@pytest.mark.parametrize(("state", "envelope"), [(AFTER_TWO, THREE), (AFTER_TWO, ONE), (CONFIRMED, RESTORED[0])])
def test_what_is_due_or_known_passes_the_demand(state, envelope):
    judged(state, envelope).demand()


def test_a_judgement_says_what_is_waited_for_only_where_something_is():
    assert judged(AFTER_TWO, FOUR) == Judgement(H, "5.8", FOUR, "", (1, 3))
    assert judged(AFTER_TWO, RESTORED[1]) == Judgement(H, "5.4", RESTORED[1], "", (50, 1))
    assert judged(AFTER_TWO, TWICE[0]) == Judgement(H, "5.9", TWICE[0], "", (50, 3))
    assert judged(AFTER_TWO, ODD_PAST[0]).waits_for is None
    assert judged(STOPPED_AFTER_TWO, FOUR) == Judgement(STOPPED, "5.2", FOUR)


def test_every_verdict_is_done_stops_waits_or_is_known():
    assert ({FORK, ALARM}, {H, E, STOPPED}, {S, STALE}) == (STOPS, WAITS, KNOWN)
    assert set(Verdict) - STOPS - WAITS - KNOWN == {A, REPLACED}


def test_what_was_confirmed_is_one_envelope_and_no_other_with_its_number():
    """5.10: an administrator saw one first pouch of the epoch; another of the same number still has to be confirmed."""
    first = Envelope("DD", "CN", 9, 1, None, None, "a" * 64)
    other = Envelope("DD", "CN", 9, 1, None, None, "b" * 64)
    accepted = Acceptance("DD", "CN", confirmed=9, begins=first.hash)
    verdicts = [
        accepted.judge(one, held=lambda epoch, number: None, ours=lambda epoch, number: None).verdict
        for one in (first, other)
    ]
    assert verdicts == [Verdict.ACCEPT, Verdict.EPOCH]
