"""Rules that were amended where all rules count: boxes and the solver say the same."""

from __future__ import annotations

import pytest

from verbale.engines.rules.proof.space import Space, TooFar

from .test_differ import differing


@pytest.mark.parametrize(("hit", "aggregation"), [("RULE ORDER", ""), ("COLLECT", "SUM"), ("COLLECT", "COUNT")])
def test_boxes_and_the_solver_say_the_same(hit, aggregation, monkeypatch):
    def give_up(*_):
        raise TooFar

    old = ["< 3 => 1", "> 2 => 2", "[4..9] => 3", "7 => 1"]
    new = ["< 4 => 1", "> 2 => 2", "[4..9] => 5", "not(7) => 1", "null => 3"]
    told = [differing(old, new, hit=hit, aggregation=aggregation)]
    monkeypatch.setattr(Space, "point", give_up)
    told.append(differing(old, new, hit=hit, aggregation=aggregation))
    by_boxes, by_solver = [[(each.old_rule, each.new_rule) for each in found.regions] for found in told]
    assert by_boxes == by_solver
