"""The smallest change, where only some facts may be others: held against every record, one by one."""

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rules.proof.tables import drawn, ready, records
from tests.engines.rules.proof.test_laws import ENOUGH
from verbale.engines.rules.proof import smallest_change


@ENOUGH
@given(
    drawn(columns=("n", "t", "b"), hits=("FIRST",), most=4), st.sampled_from([("n",), ("t", "b"), ("n", "b"), ()]),
    st.data(),
)  # fmt: skip
def test_no_other_fact_is_touched_and_no_smaller_set_would_do(table, changeable, data):
    prepared = ready(table)
    every = list(records(table))
    facts = data.draw(st.sampled_from(every))
    changes = smallest_change(prepared, facts, "answer = 1", changeable)
    sets = {
        differing
        for other in every
        if (differing := _differing(facts, other)) <= set(changeable) and prepared.decide(other).outputs == 1
    }
    assert {frozenset(change.facts) for change in changes} == {
        each for each in sets if not any(other < each for other in sets)
    }
    assert all(prepared.decide({**facts, **change.facts}).outputs == 1 for change in changes)


def _differing(facts, other):
    return frozenset(name for name in facts if (facts[name], type(facts[name])) != (other[name], type(other[name])))
