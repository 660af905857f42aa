"""Where two versions decide differently, beyond tables under U, A and F."""

from __future__ import annotations

from itertools import product
from xml.sax.saxutils import escape

import pytest

from tests.engines.rules.models import definitions, literal_model, table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import Limits, differ
from verbale.engines.rules.proof.space import Space, TooFar


def made(rules, **keywords):
    return prepare(read_model(table_model(rules, **keywords), name="made.dmn"))


def differing(old, new, **keywords):
    return differ(made(old, **keywords), made(new, **keywords))


@pytest.mark.parametrize(
    ("hit", "aggregation"),
    [("RULE ORDER", ""), ("OUTPUT ORDER", ""), ("COLLECT", ""), ("COLLECT", "SUM"), ("COLLECT", "MAX")],
)
def test_tables_whose_rules_all_count(hit, aggregation):
    keywords = {"hit": hit, "aggregation": aggregation, "outputs": {"": "1, 2, 3"}}
    rules = ["< 3 => 1", "> 2 => 2", "null => 1"]
    assert differing(rules, list(rules), **keywords).relation == "equivalent"
    found = differing(rules, ["< 3 => 1", "> 4 => 2", "null => 1"], **keywords)
    assert [(each.old_rule, each.new_rule) for each in found.regions] == [(2, 0)]
    witness = found.regions[0].witness["x"]
    assert 2 < witness <= 4
    assert (found.relation, found.unproved) == ("neither", ())


def test_the_least_does_not_change_where_another_rule_gives_it():
    rules = ["- => 1", "> 2 => 2"]
    keywords = {"hit": "COLLECT", "aggregation": "MIN"}
    assert differing(rules, ["- => 1", "> 4 => 2"], **keywords).relation == "equivalent"
    assert differing(rules, ["< 9 => 1", "> 2 => 2"], **keywords).relation == "neither"


def test_what_is_given_where_no_rule_matches():
    keywords = {"hit": "COLLECT", "aggregation": "COUNT"}
    old = made(["> 2 => 2"], defaults={"": "0"}, **keywords)
    new = made(["> 2 => 2"], defaults={"": "7"}, **keywords)
    found = differ(old, new)
    assert [(each.old_outputs, each.new_outputs) for each in found.regions] == [({"answer": 0}, {"answer": 7})]


def test_policies_that_cannot_be_compared_are_said():
    found = differ(made(["> 2 => 2"]), made(["> 2 => 2"], hit="COLLECT"))
    assert (found.relation, [each.why for each in found.unproved]) == (
        "neither",
        ["what hit policies U and C give is not compared"],
    )


def test_decisions_that_are_expressions():
    def of(text):
        return prepare(read_model(literal_model(text, {"x": "number"}), name="made.dmn"))

    assert differ(of("x + x"), of("2 * x")).relation == "equivalent"
    found = differ(of("if x > 3 then 1 else 2"), of("if x >= 3 then 1 else 2"))
    assert [each.witness for each in found.regions] == [{"x": 3}]


def knowing(body, kind):
    """A table that calls a knowledge model."""
    return prepare(read_model(definitions(
        '<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>'
        '<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>'
        f'<formalParameter name="a" {kind}/>'
        f"<literalExpression><text>{body}</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
        '<decision id="d" name="answer"><variable name="answer"/>'
        '<informationRequirement><requiredInput href="#x"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
        "<decisionTable><input><inputExpression><text>x</text></inputExpression></input><output/>"
        "<rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>f(x)</text></outputEntry></rule>"
        "</decisionTable></decision>"
    ), name="made.dmn"))  # fmt: skip


@pytest.mark.parametrize("kind", ["", 'typeRef="number"'])
def test_a_knowledge_model_that_says_something_else(kind):
    assert differ(knowing("a * 2", kind), knowing("a * 2", kind)).relation == "equivalent"
    found = differ(knowing("a * 2", kind), knowing("a * 3", kind))
    assert [(each.old_rule, each.new_rule) for each in found.regions] == [(1, 1)]


def boxed(text):
    """A table that asks for an entry of a context, which is beyond the solver."""
    inner = definitions(
        '<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>'
        '<decision id="c" name="c"><variable name="c"/><informationRequirement><requiredInput href="#x"/>'
        '</informationRequirement><context><contextEntry><variable name="a"/>'
        f"<literalExpression><text>{text}</text></literalExpression></contextEntry></context></decision>"
        '<decision id="d" name="answer"><variable name="answer"/>'
        '<informationRequirement><requiredDecision href="#c"/></informationRequirement>'
        "<decisionTable><input><inputExpression><text>c.a</text></inputExpression></input><output/>"
        "<rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
        "</decisionTable></decision>"
    )
    return prepare(read_model(inner, name="made.dmn"))


def test_a_context_that_says_something_else_is_not_taken_for_the_same():
    assert differ(boxed("x + 1"), boxed("x + 1")).relation == "equivalent"
    found = differ(boxed("x + 1"), boxed("x + 2"))
    assert (found.relation, len(found.unproved)) == ("neither", 1)


def test_directions_rest_on_what_is_stated():
    def of(first, second):
        keywords = {"outputs": {"outcome": "", "marking": ""}, "inputs": {"x": "number"}}
        old = [f"> 5 => {first}", '<= 5 => "refuse" | null']
        return differing(old, [f"> 5 => {second}", old[1]], **keywords)

    computed = 'if x > 7 then "seen" else null'
    assert of('"supply" | "seen"', '"supply" | null').relation == "looser"
    assert of('"supply" | "seen"', f'"supply" | {computed}').relation == "neither"
    assert of('"supply" | "seen"', f'"refuse" | {computed}').relation == "stricter"
    assert of('"supply" | "seen"', 'if x > 7 then "supply" else "refuse" | null').relation == "neither"


def test_regions_beyond_the_limit_are_said():
    old, new = [f"{at} => 1" for at in range(4)], [f"{at} => 2" for at in range(4)]
    told = differ(made(old, hit="FIRST"), made(new, hit="FIRST"), limits=Limits(told=3))
    assert (len(told.regions), [each.why for each in told.unproved]) == (3, ["only the first 3 regions are told"])
    assert differ(made(old, hit="FIRST"), made(new, hit="FIRST"), limits=Limits(told=4)).unproved == ()


def test_what_is_too_far_for_the_space_of_boxes_is_asked_of_the_solver(monkeypatch):
    def give_up(*_):
        raise TooFar

    old, new = ["< 3 => 1", "< 5 => 2", "- => 3"], ["< 3 => 1", "< 6 => 2", "- => 4"]
    plain = differing(old, new, hit="FIRST")
    monkeypatch.setattr(Space, "point", give_up)
    given_up = differing(old, new, hit="FIRST")
    both = [sorted((each.old_rule, each.new_rule) for each in found.regions) for found in (plain, given_up)]
    assert both == [[(3, 2), (3, 3)]] * 2
    assert (plain.unproved, given_up.unproved) == ((), ())


@pytest.mark.parametrize("by_solver", [False, True])
@pytest.mark.parametrize(
    ("hits", "rules", "regions"),
    [
        (("UNIQUE", "UNIQUE"), (["< 5 => 1", ">= 5 => 2"], ["< 7 => 1", ">= 5 => 2"]), [(2, 0)]),
        (("UNIQUE", "UNIQUE"), (["< 7 => 1", ">= 5 => 2"], ["< 5 => 1", ">= 5 => 2"]), [(0, 2)]),
        (("UNIQUE", "UNIQUE"), (["< 7 => 1", ">= 5 => 2"], ["< 6 => 1", ">= 5 => 2"]), [(0, 2)]),
        (("FIRST", "UNIQUE"), (["< 7 => 1", ">= 5 => 2"], ["< 7 => 1", ">= 5 => 2"]), [(1, 0)]),
        (("UNIQUE", "UNIQUE"), (["< 7 => 1", ">= 5 => 2"], ["< 7 => 1", ">= 5 => 2"]), []),
    ],
)
def test_where_more_rules_match_than_policy_u_allows(hits, rules, regions, by_solver, monkeypatch):
    def give_up(*_):
        raise TooFar

    if by_solver:
        monkeypatch.setattr(Space, "point", give_up)
    told = differ(made(rules[0], hit=hits[0]), made(rules[1], hit=hits[1]))
    assert ([(each.old_rule, each.new_rule) for each in told.regions], told.unproved) == (regions, ())


def test_allowed_values_of_a_later_member_that_changed_are_told():
    def person(last):
        members = "".join(
            f'<itemComponent name="{name}"><typeRef>string</typeRef><allowedValues><text>{texts}</text></allowedValues>'
            "</itemComponent>"
            for name, texts in (("side", '"a", "b"'), ("office", last))
        )
        data = definitions(
            f'<itemDefinition name="tPerson">{members}</itemDefinition>'
            '<inputData id="p" name="p"><variable name="p" typeRef="tPerson"/></inputData>'
            '<decision id="d" name="d"><variable name="d"/>'
            '<informationRequirement><requiredInput href="#p"/></informationRequirement>'
            '<literalExpression><text>p.side = "a"</text></literalExpression></decision>'
        )
        return prepare(read_model(data, name="made.dmn"))

    assert differ(person('"x", "y"'), person('"x", "y"')).unproved == ()
    (told,) = differ(person('"x", "y"'), person('"x", "z"')).unproved
    assert told.why == "the type of “p” is another now; values that only one version admits are left aside"


def kinds(values, *rules):
    """A table over texts of a type with these values."""
    table = table_model(list(rules), hit="FIRST", inputs={"k": "tKind"}).decode()
    allowed = f"<typeRef>string</typeRef><allowedValues><text>{values}</text></allowedValues>"
    data = table.replace("<inputData", f'<itemDefinition name="tKind">{allowed}</itemDefinition><inputData', 1)
    return prepare(read_model(data.encode(), name="made.dmn"))


def test_only_values_that_both_versions_admit_show_a_difference():
    old, new = kinds('"a", "b", "c"', '"c" => 1', "- => 2"), kinds('"a", "b", "d"', '"d" => 3', "- => 2")
    for told in (differ(old, new), differ(new, old)):
        assert (told.regions, len(told.unproved)) == ((), 1)
    (region,) = differ(old, kinds('"b", "d"', "- => 3")).regions
    assert (region.old_rule, region.witness) == (2, {"k": "b"})


TYPES = {
    "<typeRef>number</typeRef>": "p > 3",
    "<typeRef>string</typeRef>": 'p = "c"',
    '<typeRef>string</typeRef><allowedValues><text>"b"</text></allowedValues>': 'p = "b"',
    "<typeRef>Any</typeRef>": "p = 1",
    '<itemComponent name="x"><typeRef>number</typeRef></itemComponent>': "p.x > 3",
    '<itemComponent name="y"><typeRef>string</typeRef></itemComponent>': 'p.y = "q"',
}


def typed(of, says, output):
    """A table that asks something of an input of this type, or nothing."""
    table = table_model(
        [f"true | - => {output}", "- | > 5 => 7"], hit="FIRST", inputs={"p": "T", "q": "number"}
    ).decode()
    table = table.replace("<inputData", f'<itemDefinition name="T">{of}</itemDefinition><inputData', 1)
    return prepare(read_model(table.replace("<text>p</text>", f"<text>{escape(says)}</text>", 1).encode(), name="m"))


@pytest.mark.parametrize(("before", "now"), list(product(TYPES, TYPES)))
def test_whatever_the_type_of_an_input_becomes_is_told(before, now):
    for reads, still in product((True, False), repeat=2):
        old = typed(before, TYPES[before] if reads else "true", 1)
        told = differ(old, typed(now, TYPES[now] if still else "true", 2))
        assert (before == now) == (not told.unproved)
        assert told.regions or told.unproved
