"""Every pair of states: a line moves where its table says so and nowhere else, and refuses in one sentence."""

import pytest

from tests.records.rows import NOW, make
from verbale.domain.cycle import need, request
from verbale.records import models as records
from verbale.records.need import NeedState
from verbale.records.request import LineState

MAY_BECOME = {
    "received": "needs clarification, deciding, cancelled, expired",
    "needs clarification": "received, cancelled, expired",
    "deciding": "needs clarification, waiting for approval, sourcing, unavailable, cancelled, expired",
    "waiting for approval": "deciding, sourcing, unavailable, cancelled, expired",
    "sourcing": "deciding, ready, unavailable, cancelled, expired",
    "ready": "deciding, sourcing, shipped, cancelled",
    "shipped": "delivered, returned",
    "delivered": "returned",
    "returned": "",
    "cancelled": "",
    "unavailable": "",
    "expired": "",
}
NEED_MAY_BECOME = {
    "draft": "sent, cancelled",
    "sent": "acknowledged, questioned, promised, not available, arrived, cancelled",
    "acknowledged": "questioned, promised, not available, arrived, cancelled",
    "questioned": "acknowledged, promised, not available, arrived, cancelled",
    "promised": "arrived, not available, cancelled",
    "arrived": "receipted, recalled",
    "receipted": "recalled, returned",
    "recalled": "returned",
    "returned": "",
    "not available": "promised, arrived",
    "cancelled": "arrived",
}


def spelled(table):
    return {str(state): set(map(str, after)) for state, after in table.items()}


def listed(table):
    return {state: set(filter(None, after.split(", "))) for state, after in table.items()}


def test_the_tables_are_these():
    assert spelled(request.TRANSITIONS) == listed(MAY_BECOME)
    assert spelled(need.TRANSITIONS) == listed(NEED_MAY_BECOME)


@pytest.mark.parametrize("before", LineState)
def test_an_order_line_moves_only_where_its_table_says(db, before):
    row = make(records.OrderLine)
    moved = {state for state in LineState if moves(request, records.OrderLine, row, before, state)}
    assert moved == request.TRANSITIONS[before]


@pytest.mark.parametrize("before", NeedState)
def test_a_line_of_ours_moves_only_where_its_table_says(db, before):
    row = make(records.NeedLine)
    moved = {state for state in NeedState if moves(need, records.NeedLine, row, before, state)}
    assert moved == need.TRANSITIONS[before]


def moves(verbs, model, row, before, state):
    """Whether the line moves; where it does not, it stays as it was and the refusal names both states."""
    model.objects.filter(pk=row.pk).update(state=before)
    line = model.objects.get(pk=row.pk)
    said = None
    try:
        verbs.move(line, state, at=NOW)
    except verbs.NotPossible as fault:
        said = (fault.facts["state"], fault.facts["wanted"])
    assert said in (None, (before, state))
    assert model.objects.get(pk=row.pk).state == (before if said else state)
    return said is None


@pytest.mark.parametrize("verbs", [request, need], ids=["request", "need"])
def test_every_state_can_be_reached_from_the_first(verbs):
    reached = new = {next(iter(verbs.TRANSITIONS))}
    while new := {after for state in new for after in verbs.TRANSITIONS[state]} - reached:
        reached = reached | new
    assert reached == set(verbs.TRANSITIONS)
