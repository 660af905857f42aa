"""Deciding with reasons."""

from decimal import Decimal

import pytest

from verbale.engines.rules import (
    BadFact,
    BadModel,
    Fired,
    Missed,
    UnknownDecision,
    UnknownInput,
    Verdict,
    WhichDecision,
    decide,
    prepare,
    read_model,
)

from .models import definitions, literal_model, table_model

TABLE = table_model(
    ['"open" | - => "supply" # clause 1', '"internal" | true => "refer" # clause 2', '- | - => "refuse" # clause 3'],
    hit="FIRST",
    inputs={"distribution": "string", "batch": "boolean"},
)
CHAIN = definitions(
    '<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>'
    '<decision id="half" name="half of a"><variable name="half of a" typeRef="number"/>'
    '<informationRequirement><requiredInput href="#a"/></informationRequirement>'
    "<literalExpression><text>a / 2</text></literalExpression></decision>"
    '<decision id="whole" name="whole"><variable name="whole" typeRef="number"/>'
    '<informationRequirement><requiredDecision href="#half"/></informationRequirement>'
    '<knowledgeRequirement><requiredKnowledge href="#twice"/></knowledgeRequirement>'
    "<literalExpression><text>twice(half of a)</text></literalExpression></decision>"
    '<businessKnowledgeModel id="twice" name="twice"><variable name="twice"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/><literalExpression><text>n * 2</text></literalExpression>'
    "</encapsulatedLogic></businessKnowledgeModel>"
)


def test_explained_verdict():
    verdict = decide(read_model(TABLE, name="made"), {"distribution": "internal", "batch": False})
    assert verdict == Verdict(
        decision="answer",
        outputs="refuse",
        fired=(Fired(3, "r3", {"clause": "clause 3"}, "refuse"),),
        missed=(
            Missed(1, "distribution", '"open"', "internal", 'distribution is "internal", the cell asks for "open"'),
            Missed(2, "batch", "true", False, "batch is false, the cell asks for true"),
        ),
    )


def test_unknown_is_said_in_words_and_later_rules_are_passed_over():
    verdict = decide(read_model(TABLE, name="made"), {"distribution": "open"})
    assert [each.why for each in verdict.missed] == [
        'distribution is "open", the cell asks for "internal"',
        "it matches too, but rule 1 takes precedence",
    ]


def test_the_plain_path_gives_the_same_without_what_missed():
    prepared = prepare(read_model(TABLE, name="made"))
    plain, explained = (prepared.decide({"distribution": "open"}, explain=explain) for explain in (False, True))
    assert plain.missed == ()
    assert (plain.outputs, plain.fired, plain.faults) == (explained.outputs, explained.fired, explained.faults)


def test_requirement_graph_with_knowledge():
    verdict = decide(read_model(CHAIN, name="made"), {"a": 5})
    assert (verdict.decision, verdict.outputs, [each.outputs for each in verdict.required]) == (
        "whole",
        Decimal(5),
        [Decimal("2.5")],
    )
    assert decide(read_model(CHAIN, name="made"), {"a": 5}, decision="half of a").outputs == Decimal("2.5")


def test_null_has_its_reason():
    verdict = decide(read_model(literal_model("a / 0", {"a": "number"}), name="made"), {"a": 1})
    assert verdict.outputs is None
    assert verdict.faults == ("“/” gives no value here (division by zero, or beyond the range of numbers)",)


@pytest.mark.parametrize(
    ("facts", "error", "sentence"),
    [
        ({"b": 1}, UnknownInput, "Model “made” knows no input “b”. Its inputs are: a."),
        ({"a": "x"}, BadFact, 'Input “a” of model “made” is "x". Give a value of type number.'),
        ({"a": object()}, BadFact, "Input “a” of model “made” is a Python object. Give a value of type number."),
        (
            {"a": float("nan")},
            BadFact,
            "Input “a” of model “made” is nan, which is no number. Give a value of type number.",
        ),
    ],
)
def test_bad_facts(facts, error, sentence):
    with pytest.raises(error) as caught:
        decide(read_model(CHAIN, name="made"), facts)
    assert (str(caught.value), caught.value.exit_code) == (sentence, 2)


def test_unknown_decision_and_several_final_ones():
    with pytest.raises(UnknownDecision, match="has no decision “other”. Its decisions are: half of a, whole"):
        decide(read_model(CHAIN, name="made"), {}, decision="other")
    two = definitions(
        "".join(
            f'<decision id="{name}" name="{name}"><literalExpression><text>1</text></literalExpression></decision>'
            for name in "ab"
        )
    )
    with pytest.raises(WhichDecision, match="ends in several decisions: a, b"):
        decide(read_model(two, name="made"), {})
    with pytest.raises(WhichDecision, match="“made” has no decision of its own. Give a model that decides something"):
        decide(read_model(definitions(""), name="made"), {})


def test_a_circle_of_requirements_is_named():
    circle = CHAIN.replace(b'<requiredInput href="#a"/>', b'<requiredDecision href="#whole"/>')
    with pytest.raises(BadModel, match="they go in a circle"):
        prepare(read_model(circle, name="made"))


@pytest.mark.parametrize(
    "text",
    [
        "f(1)",
        "count(for a in 1..3000, b in 1..3000 return 1)",
        "for a in 1..50 return [partial, partial]",
        "for a in 1..100000000000 return a",
    ],
    ids=["recursion", "loops", "sharing", "long"],
)
def test_limits_hold(text):
    endless = CHAIN.replace(b"n * 2", b"twice(n)") if text == "f(1)" else literal_model(text)
    verdict = decide(read_model(endless, name="made"), {})
    assert verdict.outputs is None
    assert "given up" in verdict.faults[-1]


@pytest.mark.parametrize(
    "text",
    [
        'for a in 1..60 return if a = 1 then "ab" else partial[-1] + partial[-1]',
        "for a in 1..60 return if a = 1 then [1, 2] else concatenate(partial[-1], partial[-1])",
    ],
    ids=["text", "list"],
)
def test_what_doubles_stops_growing(text):
    verdict = decide(read_model(literal_model(f"count({text})"), name="made"), {})
    assert verdict.outputs == Decimal(60)
    assert "more than" in verdict.faults[0]


def test_a_table_without_declared_inputs_takes_its_columns_for_inputs():
    data = definitions(
        '<decision id="d" name="d"><decisionTable><input><inputExpression typeRef="string"><text>publisher class</text>'
        '</inputExpression></input><output/><rule><inputEntry><text>"a"</text></inputEntry>'
        "<outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>"
    )
    assert decide(read_model(data, name="made"), {"publisher class": "a"}).outputs == Decimal(1)


def test_parameters_of_a_knowledge_model_are_no_inputs():
    table = table_model(["1 => 2"], inputs={"n": "number"}).decode()
    logic = table[table.index("<decisionTable") : table.index("</decision>")]
    body = (
        '<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="n"/>'
        f"{logic}</encapsulatedLogic></businessKnowledgeModel>"
        '<decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
        "<literalExpression><text>k(1)</text></literalExpression></decision>"
    )
    model = read_model(definitions(body), name="m.dmn")
    assert (model.inputs, prepare(model).decide({}).outputs) == ((), 2)
