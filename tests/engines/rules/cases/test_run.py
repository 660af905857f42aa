"""Running cases: what came out otherwise, which rules no case fires; and the cases of our own rulebooks."""

from __future__ import annotations

import pytest

from tests.engines.rules.models import definitions, table_model
from tests.shared import ROOT
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.cases import Difference, Unfired, read_cases, run_cases

BOOKS = ROOT / "src" / "verbale" / "rulebooks"


def ran(text, data):
    prepared = prepare(read_model(data, name="m.dmn"))
    return run_cases(prepared, read_cases(text.encode(), prepared, file="c.csv"))


def test_cases_end_with_their_time():
    prepared = prepare(read_model(PRICES, name="m.dmn"))
    cases = read_cases(b"x,\xe2\x86\x92 answer\n1,1\n5,2\n", prepared, file="c.csv")
    too_slow = Difference("time", "at most -1 seconds", "more; this case and those after it were not run")
    run = run_cases(prepared, cases, seconds=-1)
    assert [(each.case, each.differences) for each in run.outcomes] == [(cases[0], (too_slow,))]
    assert unfired(run) == [("answer", 1), ("answer", 2), ("answer", 3)]


def told(run):
    return [[str(each) for each in outcome.differences] for outcome in run.outcomes]


def unfired(run):
    return [(each.decision, each.rule) for each in run.unfired]


PRICES = table_model(["< 5 => 1 # first", "< 9 => 2 # second", "- => x / 3"], hit="FIRST")


def test_what_came_otherwise_is_told_with_both_values():
    run = ran("x,→ answer,rule\n1,1,1\n5,1,1\n20,6.666666667,3\n20,6.6667,\n,null,none\n", PRICES)
    assert [each.passed for each in run.outcomes] == [True, False, True, False, False]
    assert run.outcomes[1].differences == (Difference("answer", "1", "2"), Difference("rule", "1", "2"))
    assert told(run)[3:] == [
        ["answer: expected 6.6667, got 6.666666666666666666666666666666667"],
        ["rule: expected none, got 3"],
    ]
    assert [each.fired for each in run.outcomes] == [(1,), (2,), (3,), (3,), (3,)]


def test_rules_that_no_case_fires():
    run = ran("x,→ answer\n20,7\n", PRICES)
    assert (run.rules, run.unfired) == (
        3,
        (Unfired("answer", 1, "r1", {"clause": "first"}), Unfired("answer", 2, "r2", {"clause": "second"})),
    )
    assert ran("x,→ rule\n1,1\n6,2\n10,3\n", PRICES).unfired == ()


def test_a_collision_is_a_reason():
    run = ran("x,→ answer,rule\n1,1,1\n", table_model(["1 => 1", "< 5 => 2"]))
    assert told(run) == [["answer: expected 1, got null", "rule: expected 1, got none"]]
    assert run.outcomes[0].faults == ("answer: rules 1 and 2 both match, and the hit policy is U: only one may",)
    assert unfired(run) == [("answer", 1), ("answer", 2)]


@pytest.mark.parametrize(
    ("hit", "aggregation", "expected", "rule"),
    [
        ("RULE ORDER", "", '"[1, 2]"', '"1, 2"'),
        ("COLLECT", "", '"[1, 2]"', '"1, 2"'),
        ("COLLECT", "SUM", "3", '"1, 2"'),
        ("COLLECT", "COUNT", "2", '"1, 2"'),
        ("COLLECT", "MAX", "2", '"1, 2"'),
    ],
)
def test_hit_policies_that_list(hit, aggregation, expected, rule):
    data = table_model(["< 5 => 1", "< 9 => 2", "> 9 => 3"], hit=hit, aggregation=aggregation)
    run = ran(f"x,→ answer,rule\n1,{expected},{rule}\n", data)
    assert (told(run), unfired(run)) == ([[]], [("answer", 3)])


def test_outputs_by_name_where_the_table_lists():
    data = table_model(["< 5 => 1 | 2", "< 9 => 3 | 4"], hit="COLLECT", outputs={"a": "", "b": ""})
    assert told(ran('x,→ a,b,answer\n1,"[1, 3]","[2, 4]","[{a: 1, b: 2}, {a: 3, b: 4}]"\n', data)) == [[]]
    assert told(ran('x,→ a\n1,"[3, 1]"\n', data)) == [["a: expected [3, 1], got [1, 3]"]]


TABLE = (
    "<decisionTable><input><inputExpression><text>{name}</text></inputExpression></input><output/>"
    + "".join(
        f"<rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>{cell} * 2</text></outputEntry></rule>"
        for cell in (1, 2)
    )
    + "</decisionTable>"
)
GRAPH = definitions(
    '<inputData id="i" name="a"><variable name="a" typeRef="number"/></inputData>'
    '<decision id="d" name="twice"><informationRequirement><requiredInput href="#i"/></informationRequirement>'
    f"{TABLE.format(name='a')}</decision>"
    '<decision id="e" name="final"><informationRequirement><requiredDecision href="#d"/></informationRequirement>'
    '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
    "<literalExpression><text>doubled(twice)</text></literalExpression></decision>"
    '<businessKnowledgeModel id="k" name="doubled"><encapsulatedLogic><formalParameter name="n"/>'
    f"{TABLE.format(name='n')}</encapsulatedLogic></businessKnowledgeModel>"
)


def test_decisions_and_tables_that_a_decision_rests_on():
    run = ran("a,→ final,twice\n1,4,2\n1,4,3\n", GRAPH)
    assert told(run) == [[], ["twice: expected 3, got 2"]]
    assert unfired(run) == [("twice", 2), ("doubled", 1)]


OUT_OF_REACH = {"release-today": [("supply", 14)]}
"""Whatever the distribution may be, a rule above the last one decides: it stands guard for a type that grows."""


@pytest.mark.parametrize("book", sorted(BOOKS.glob("*.dmn")), ids=lambda path: path.stem)
def test_the_cases_of_our_rulebooks_pass_and_fire_every_rule(book):
    prepared = prepare(read_model(book.read_bytes(), name=book.name))
    (cases,) = book.parent.glob(f"{book.stem}.cases.*")
    run = run_cases(prepared, read_cases(cases.read_bytes(), prepared, file=cases.name))
    assert [str(each.case.line) + str(each.differences) for each in run.outcomes if not each.passed] == []
    assert unfired(run) == OUT_OF_REACH.get(book.stem, [])
