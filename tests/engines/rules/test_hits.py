"""Every hit policy as a table."""

from decimal import Decimal

import pytest

from verbale.engines.rules import decide, prepare, read_model

from .models import table_model

GRADES = '"high", "middle", "low"'
OVERLAPPING = ['>= 1 => "low"', '>= 2 => "high"', '>= 3 => "middle"']
NUMBERS = [">= 1 => 10", ">= 2 => 30", ">= 3 => 20"]


@pytest.mark.parametrize(
    ("hit", "x", "output", "rules"),
    [
        ("UNIQUE", 1, "low", (1,)),
        ("UNIQUE", 0, None, ()),
        ("ANY", 1, "low", (1,)),
        ("FIRST", 3, "low", (1,)),
        ("PRIORITY", 3, "high", (2,)),
        ("PRIORITY", 1, "low", (1,)),
        ("RULE ORDER", 3, ("low", "high", "middle"), (1, 2, 3)),
        ("RULE ORDER", 1, ("low",), (1,)),
        ("OUTPUT ORDER", 3, ("high", "middle", "low"), (2, 3, 1)),
        ("COLLECT", 2, ("low", "high"), (1, 2)),
        ("COLLECT", 0, None, ()),
    ],
)
def test_policy(hit, x, output, rules):
    model = read_model(table_model(OVERLAPPING, hit=hit, outputs={"": GRADES}), name="made")
    verdict = decide(model, {"x": x})
    assert (verdict.outputs, tuple(each.rule for each in verdict.fired), verdict.faults) == (output, rules, ())


@pytest.mark.parametrize(
    ("aggregation", "x", "output"),
    [
        ("SUM", 3, Decimal(60)),
        ("MIN", 3, Decimal(10)),
        ("MAX", 3, Decimal(30)),
        ("COUNT", 3, Decimal(3)),
        ("SUM", 1, Decimal(10)),
        ("COUNT", 0, None),
    ],
)
def test_collect_with_operator(aggregation, x, output):
    model = read_model(table_model(NUMBERS, hit="COLLECT", aggregation=aggregation), name="made")
    assert decide(model, {"x": x}).outputs == output


def test_two_matching_rules_under_unique_are_an_error():
    verdict = decide(read_model(table_model(OVERLAPPING), name="made"), {"x": 3})
    assert (verdict.outputs, verdict.fired) == (None, ())
    assert verdict.faults == ("answer: rules 1, 2 and 3 all match, and the hit policy is U: only one may",)


def test_unequal_outputs_under_any_are_an_error():
    model = read_model(table_model(['>= 1 => "a"', '>= 2 => "a"', '>= 3 => "b"'], hit="ANY"), name="made")
    assert decide(model, {"x": 2}).outputs == "a"
    verdict = decide(model, {"x": 3})
    assert verdict.outputs is None
    assert verdict.faults == (
        "answer: rules 1 and 3 match with different outputs, and the hit policy is A: they must agree",
    )


def test_priority_over_several_outputs_reads_from_left_to_right():
    data = table_model(
        ['- => "low" | "a"', '- => "high" | "b"', '- => "high" | "a"'],
        hit="OUTPUT ORDER",
        outputs={"grade": '"high", "low"', "letter": '"a", "b"'},
    )
    assert decide(read_model(data, name="made"), {}).outputs == (
        {"grade": "high", "letter": "a"},
        {"grade": "high", "letter": "b"},
        {"grade": "low", "letter": "a"},
    )


@pytest.mark.parametrize("hit", ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"])
def test_defaults_stand_where_no_rule_matches(hit):
    data = table_model(["> 5 => 1 | 2"], hit=hit, outputs={"a": "", "b": ""}, defaults={"a": "7"})
    assert decide(read_model(data, name="made"), {"x": 1}).outputs == {"a": Decimal(7), "b": None}


def test_an_output_that_is_not_allowed_gives_null():
    model = read_model(table_model(['- => "huge"'], outputs={"": GRADES}), name="made")
    verdict = decide(model, {"x": 1})
    assert (verdict.outputs, verdict.faults) == (
        None,
        (f'answer: rule 1 gives answer "huge"; allowed are {GRADES}',),
    )


def test_an_input_that_is_not_allowed_gives_null_but_null_may_come_in():
    data = table_model(["- => 1"], allowed_input={"x": "[1..9]"})
    model = read_model(data, name="made")
    assert decide(model, {}).outputs == Decimal(1)
    verdict = decide(model, {"x": 10})
    assert (verdict.outputs, verdict.faults) == (None, ("answer: x is 10, allowed are [1..9]",))


def test_priorities_may_be_ranges():
    rules = ["> 0 => 7", "> 0 => 2"]
    model = read_model(table_model(rules, hit="PRIORITY", outputs={"": "[1..5], > 5"}), name="made")
    assert prepare(model).decide({"x": 1}).outputs == 2


def test_a_list_of_one_becomes_the_item_that_a_column_declares():
    data = table_model(["> 0 => [x]", "<= 0 => [0]"]).replace(b'<output name="">', b'<output name="" typeRef="number">')
    prepared = prepare(read_model(data, name="made"))
    assert [prepared.decide({"x": x}).outputs for x in (1, -1)] == [1, 0]


RANKED = (
    '<itemDefinition name="rank"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues>'
)
OTHER = '</itemDefinition><itemDefinition name="rank of old"><typeRef>rank</typeRef></itemDefinition>'


@pytest.mark.parametrize("kind", ["rank", "rank of old"])
@pytest.mark.parametrize(("hit", "value"), [("PRIORITY", "high"), ("OUTPUT ORDER", ("high", "low"))])
def test_the_type_of_a_decision_ranks_its_only_output(kind, hit, value):
    data = table_model(['> 1 => "low"', '> 2 => "high"'], hit=hit).decode()
    variable = '<variable name="answer"/>'
    kind = kind if hit == "PRIORITY" else f"list&lt;{kind}&gt;"
    typed = data.replace(variable, f'<variable name="answer" typeRef="{kind}"/>').replace(
        "<inputData", RANKED + OTHER + "<inputData", 1
    )
    ranked = typed if hit == "PRIORITY" else typed.replace("<decisionTable", '<decisionTable typeRef="rank"', 1)
    assert prepare(read_model(ranked.encode(), name="m")).decide({"x": 3}).outputs == value
