"""Approvals: in their order, each by one who holds the authority, and never by one who entered the order."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.spine.told import acts, last
from tests.patience import PATIENCE
from tests.records.rows import NOW, make, person
from verbale.domain.spine import approval
from verbale.domain.spine.approval import Standing
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.records import models as records
from verbale.records.person import Role

pytestmark = pytest.mark.django_db

CODES = ("department-in-charge", "committee", "council")


def holder(code, **facts):
    """An approver who holds the authority with this code."""
    somebody = person(Role.APPROVER)
    authority, _ = records.Authority.objects.get_or_create(code=code)
    period = {"since": date(2026, 1, 1)} | facts
    make(records.AuthorityHeld, person=somebody, authority=authority, confirmed_by=person(), confirmed_at=NOW, **period)
    return somebody


@pytest.fixture
def holders(db):
    """One holder for each authority."""
    return {code: holder(code) for code in CODES}


@pytest.fixture
def asked(thing, holders, now):
    return approval.ask(thing=thing, authorities=CODES, at=now)


def act(verb, step, by, now, **facts):
    given = {"remark": "", "entered_by": None, "second_factor": True}
    return verb(step=step, by=by, at=now, **(given | facts))


def states(thing):
    return [step.state for step in approval.steps_of(thing)]


def test_they_are_asked_in_their_order(thing, asked, now):
    assert [(step.position, step.authority.code, step.state, step.opened_at) for step in approval.steps_of(thing)] == [
        (1, "department-in-charge", "open", now),
        (2, "committee", "waiting", None),
        (3, "council", "waiting", None),
    ]
    assert approval.standing(thing) is Standing.UNDER_WAY


def test_each_grant_opens_the_next(thing, asked, holders, now):
    found = [act(approval.grant, step, holders[step.authority.code], now, remark="fine") for step in asked]
    assert found == [Standing.UNDER_WAY, Standing.UNDER_WAY, Standing.GRANTED]
    assert (approval.standing(thing), states(thing)) == (Standing.GRANTED, ["granted"] * 3)
    assert acts() == ["approval.granted"] * 3
    assert last()["facts"] == {"authority": "council", "of": ["order", thing.pk], "remark": "fine"}


def test_the_step_after_a_grant_is_open_from_then(thing, asked, holders, clock):
    later = clock.forward(hours=5)
    act(approval.grant, asked[0], holders[CODES[0]], later)
    assert [step.opened_at for step in approval.steps_of(thing)][1:] == [later, None]


@pytest.mark.parametrize("position", [2, 3])
def test_nobody_acts_before_their_turn(asked, holders, now, position):
    step = asked[position - 1]
    for verb in (approval.grant, approval.refuse):
        with pytest.raises(approval.NotOpen) as caught:
            act(verb, step, holders[step.authority.code], now)
        assert caught.value.facts == {"state": "waiting"}


def test_a_refusal_ends_the_round(thing, asked, holders, now):
    act(approval.grant, asked[0], holders[CODES[0]], now)
    assert act(approval.refuse, asked[1], holders[CODES[1]], now, remark="not now") is Standing.REFUSED
    assert (approval.standing(thing), states(thing)) == (Standing.REFUSED, ["granted", "refused", "lapsed"])
    assert acts() == ["approval.granted", "approval.refused"]


def test_what_was_decided_is_decided(thing, asked, holders, now):
    act(approval.refuse, asked[0], holders[CODES[0]], now)
    for verb in (approval.grant, approval.refuse):
        with pytest.raises(approval.NotOpen) as caught:
            act(verb, asked[0], holders[CODES[0]], now)
        assert caught.value.facts == {"state": "refused"}


def test_only_the_authority_asked_may_act(thing, asked, holders, now):
    with pytest.raises(NotHolder) as caught:
        act(approval.grant, asked[0], holders[CODES[1]], now)
    assert caught.value.facts["authority"] == "department-in-charge"
    assert (states(thing)[0], acts()) == ("open", [])


def test_who_entered_the_order_does_not_approve_it(asked, holders, now):
    for verb in (approval.grant, approval.refuse):
        with pytest.raises(approval.OwnOrder):
            act(verb, asked[0], holders[CODES[0]], now, entered_by=holders[CODES[0]])
    assert act(approval.grant, asked[0], holders[CODES[0]], now, entered_by=person()) is Standing.UNDER_WAY


def test_a_password_alone_does_not_approve(thing, asked, holders, now):
    with pytest.raises(NeedsSecondFactor):
        act(approval.grant, asked[0], holders[CODES[0]], now, second_factor=False)
    assert (states(thing)[0], acts()) == ("open", [])


def test_who_is_approver_no_more_does_not_approve(asked, holders, now):
    records.RoleHeld.objects.filter(person=holders[CODES[0]]).update(role=Role.DESK)
    with pytest.raises(NeedsRole):
        act(approval.grant, asked[0], holders[CODES[0]], now)


@pytest.mark.parametrize(("zone", "may"), [("Asia/Shanghai", True), ("UTC", False), ("America/New_York", False)])
def test_the_day_is_that_of_the_office(thing, zone, may):
    """At 17:00 UTC the next day has begun in Shanghai."""
    make(records.Office, time_zone=zone)
    tomorrow = holder("committee", since=date(2026, 11, 22))
    (step,) = approval.ask(thing=thing, authorities=["committee"], at=NOW)
    at = datetime(2026, 11, 21, 17, tzinfo=UTC)
    if may:
        assert act(approval.grant, step, tomorrow, at) is Standing.GRANTED
    else:
        with pytest.raises(NotHolder):
            act(approval.grant, step, tomorrow, at)


def test_an_authority_nobody_defined_cannot_be_asked(thing, holders, now):
    with pytest.raises(approval.NoSuchAuthority) as caught:
        approval.ask(thing=thing, authorities=["committee", "senate"], at=now)
    assert caught.value.facts == {"authority": "senate"}
    assert approval.steps_of(thing) == ()


def test_nothing_asked_stands_nowhere(thing):
    assert (approval.steps_of(thing), approval.standing(thing)) == ((), Standing.NONE)


def test_what_is_recalled_counts_no_more(thing, asked, holders, now, desk):
    act(approval.grant, asked[0], holders[CODES[0]], now)
    approval.recall(thing=thing, by=desk, at=now)
    assert (approval.standing(thing), states(thing)) == (Standing.NONE, ["recalled"] * 3)
    with pytest.raises(approval.NotOpen):
        act(approval.grant, asked[1], holders[CODES[1]], now)
    assert acts() == ["approval.granted", *["approval.recalled"] * 3]
    approval.recall(thing=thing, by=desk, at=now)
    assert len(acts()) == 4


def test_a_new_round_begins_anew(thing, asked, holders, now):
    act(approval.grant, asked[0], holders[CODES[0]], now)
    (step,) = approval.ask(thing=thing, authorities=["council"], at=now)
    assert (step.round, states(thing)) == (2, ["open"])
    with pytest.raises(approval.NotOpen) as caught:
        act(approval.grant, asked[1], holders[CODES[1]], now)
    assert caught.value.facts == {"state": "lapsed"}


def test_one_thing_is_no_other(thing, asked):
    assert approval.steps_of(make(records.Order)) == ()


@dataclass
class Model:
    """Approvals as a list of rounds, each a list of states."""

    rounds: list[list[str]] = field(default_factory=list)

    def ask(self, number):
        self.rounds = [["lapsed" if state in ("open", "waiting") else state for state in one] for one in self.rounds]
        self.rounds.append(["open", *["waiting"] * (number - 1)])

    def act(self, granted, at, position):
        one = self.rounds[at]
        if one[position] != "open":
            return False
        one[position] = "granted" if granted else "refused"
        rest = one[position + 1 :]
        one[position + 1 :] = ["open", *rest[1:]] if granted and rest else ["lapsed" for _ in rest] if rest else []
        return True

    def recall(self):
        if self.rounds:
            self.rounds[-1] = ["recalled"] * len(self.rounds[-1])

    def standing(self):
        states = set(self.rounds[-1]) if self.rounds else set()
        if not states or "recalled" in states:
            return Standing.NONE
        if "refused" in states:
            return Standing.REFUSED
        return Standing.GRANTED if states == {"granted"} else Standing.UNDER_WAY


CHOICE = st.integers(0, 9)
MOVES = st.one_of(
    st.tuples(st.just("ask"), st.integers(1, 3)),
    st.tuples(st.just("act"), st.booleans(), st.just(-1), CHOICE),
    st.tuples(st.just("act"), st.booleans(), CHOICE, CHOICE),
    st.tuples(st.just("recall")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=st.integers(1, 3), moves=st.lists(MOVES, max_size=8))
def test_whatever_is_done_they_stand_as_the_model_says(holders, first, moves):
    thing, model, rounds = make(records.Order), Model(), []
    for move, *given_ in [("ask", first), *moves]:
        if move == "ask":
            model.ask(*given_)
            rounds.append(approval.ask(thing=thing, authorities=CODES[: given_[0]], at=NOW))
        elif move == "recall":
            model.recall()
            approval.recall(thing=thing, by=None, at=NOW)
        else:
            granted, at, position = given_
            at = at if at < 0 else at % len(rounds)
            position %= len(rounds[at])
            assert acted(granted, rounds[at][position], holders) is model.act(granted, at, position)
        found = [[records.ApprovalStep.objects.get(pk=step.pk).state for step in one] for one in rounds]
        assert (found, approval.standing(thing)) == (model.rounds, model.standing())


def acted(granted, step, holders):
    try:
        act(approval.grant if granted else approval.refuse, step, holders[step.authority.code], NOW)
    except approval.NotOpen:
        return False
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verbs", [("grant", "grant"), ("grant", "refuse"), ("refuse", "refuse")])
def test_of_two_who_act_at_once_one_is_told(verbs):
    thing, both = make(records.Order), [holder("committee"), holder("committee")]
    (step,) = approval.ask(thing=thing, authorities=["committee"], at=NOW)
    begin, outcomes = threading.Barrier(2), []

    def work(verb, who):
        try:
            begin.wait(PATIENCE)
            outcomes.append(act(getattr(approval, verb), step, who, NOW).value)
        except Exception as fault:
            outcomes.append(type(fault).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(verbs, both, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    told = approval.standing(thing)
    assert sorted(outcomes) == sorted(["NotOpen", told.value])
    assert acts() == [f"approval.{told.value}"]
