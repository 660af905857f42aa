"""Two rulebooks side by side, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from verbale.engines.rules import read_model
from verbale.engines.rules.compare import Change, compare

from .models import definitions, literal_model, table_model

BOOKS = ROOT / "src" / "verbale" / "rulebooks"
TWO = {"x": "number", "y": "number"}


def model(data):
    return read_model(data, name="m.dmn")


def decision(before, after):
    (found,) = compare(model(before), model(after)).decisions
    return found


def told(before, after, **keywords):
    """The rules that are not the same: numbers before and afterwards, change, moved, cells that differ."""
    found = decision(table_model(before, **keywords), table_model(after, **keywords))
    return [
        (rule.before, rule.after, str(rule.change), rule.moved,
         [(cell.column.name, cell.before, cell.after) for cell in rule.changed] if rule.before and rule.after else [])
        for rule in found.rules
        if rule.change is not Change.SAME or rule.moved
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(BOOKS.glob("*.dmn")), ids=lambda path: path.stem)
def test_a_rulebook_is_the_same_as_itself(path):
    assert compare(model(path.read_bytes()), model(path.read_bytes())).same


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["1 => 1"], ["1 => 1"], []),
        (["1 => 1"], ["1 => 2"], [(1, 1, "changed", False, [("answer", "1", "2")])]),
        (["1 => 1 # a"], ["1 => 1 # b"], [(1, 1, "changed", False, [("clause", "a", "b")])]),
        (["- => 1"], [" => 1"], []),
        (["1,  2 => 1"], ["1, 2 => 1"], []),
        (["1 => 1"], ["1 => 1", "2 => 2"], [(0, 2, "added", False, [])]),
        (["1 => 1", "2 => 2"], ["2 => 2"], [(1, 0, "removed", False, [])]),
        (["1 => 1", "2 => 2", "3 => 3"], ["3 => 3", "1 => 1", "2 => 2"], [(3, 1, "same", True, [])]),
        (["1 => 1", "2 => 2"], ["9 => 9", "1 => 1", "2 => 2"], [(0, 1, "added", False, [])]),
    ],
    ids=["same", "an output", "a note", "anything", "blanks", "added", "removed", "moved", "numbered anew"],
)
def test_what_became_of_rules(before, after, expected):
    assert told(before, after, outputs={"answer": ""}) == expected


def test_rules_without_identifiers_are_matched_by_what_they_ask():
    before, after = (
        table_model(rules, outputs={"answer": ""}).replace(b' id="r1"', b"").replace(b' id="r2"', b"")
        for rules in (["1 => 1", "2 => 2"], ["2 => 3", "7 => 7"])
    )
    found = decision(before, after)
    assert [(rule.before, rule.after, rule.change) for rule in found.rules] == [
        (1, 0, Change.REMOVED), (2, 1, Change.CHANGED), (0, 2, Change.ADDED),
    ]  # fmt: skip


def test_columns_come_and_go():
    before = table_model(["1 => 1 | 2"], outputs={"a": "", "b": ""})
    after = table_model(["1 | 2 => 1 | 2"], inputs=TWO, outputs={"a": "", "c": ""})
    found = decision(before, after)
    assert [(str(one.part), one.name, str(one.change)) for one in found.columns if one.change != "same"] == [
        ("input", "y", "added"), ("output", "c", "added"), ("output", "b", "removed"),
    ]  # fmt: skip
    assert found.change is Change.CHANGED


def test_a_hit_policy_is_a_change():
    found = decision(table_model(["1 => 1"]), table_model(["1 => 1"], hit="FIRST"))
    assert (found.change, found.hits, [rule.change for rule in found.rules]) == (
        Change.CHANGED, ("U", "F"), [Change.SAME],
    )  # fmt: skip


def test_an_expression_that_became_a_table():
    found = decision(literal_model("1 + 1"), table_model(["1 => 2"]))
    assert (found.change, found.texts, found.hits) == (Change.CHANGED, ("1 + 1", ""), ("", "U"))
    assert [(rule.before, rule.after) for rule in found.rules] == [(0, 1)]


def test_decisions_come_and_go():
    other = definitions(
        '<decision id="e" name="other"><literalExpression><text>1</text></literalExpression></decision>'
    )
    found = compare(model(literal_model("1")), model(other)).decisions
    assert [(one.name, one.change) for one in found] == [("other", Change.ADDED), ("answer", Change.REMOVED)]


def test_what_the_head_of_a_column_says_is_compared():
    before = table_model(["1 => 1 | 2"], hit="PRIORITY", outputs={"a": "1, 2", "b": ""}, defaults={"b": "3"})
    after = table_model(["1 => 1 | 2"], hit="PRIORITY", outputs={"a": "2, 1", "b": ""}, defaults={"b": '"x"'})
    found = compare(model(before), model(after))
    assert [(one.column.name, str(one.head), one.before, one.after) for one in found.decisions[0].heads] == [
        ("a", "values", "1, 2", "2, 1"), ("b", "default", "3", '"x"'),
    ]  # fmt: skip
    assert (found.same, found.decisions[0].change) == (False, Change.CHANGED)


def test_the_types_of_facts_are_compared():
    found = compare(model(table_model(["1 => 1"])), model(table_model(["1 => 1"], inputs={"x": "string"})))
    assert (found.facts, found.same) == ((("x", "number", "string"),), False)


def test_knowledge_models_are_compared():
    def with_knowledge(*models):
        made = "".join(
            f'<businessKnowledgeModel id="{name}" name="{name}"><encapsulatedLogic><literalExpression><text>{text}'
            "</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
            for name, text in models
        )
        return model(literal_model("1").replace(b"<decision ", made.encode() + b"<decision ", 1))

    found = compare(with_knowledge(("f", "1"), ("g", "2"), ("h", "3")), with_knowledge(("f", "1"), ("g", "5")))
    assert [(one.name, str(one.change), one.texts) for one in found.decisions if one.change != "same"] == [
        ("g", "changed", ("function() 2", "function() 5")), ("h", "removed", ("function() 3", "")),
    ]  # fmt: skip
    assert not found.same


def test_the_standard_request_is_compared():
    old, new = ((BOOKS / f"{name}.dmn").read_bytes() for name in ("supply-1964", "release-today"))
    assert compare(model(old), model(new)).request == (("form", '"original"', '"digital copy"'),)


CELLS = st.sampled_from(["1", "2", "3", "-", ">= 4"])
TABLES = st.lists(st.tuples(CELLS, CELLS, st.sampled_from("ab")), min_size=1, max_size=6)


@given(TABLES, TABLES)
def test_every_rule_stands_once_and_what_is_called_the_same_is(before, after):
    books = [
        table_model([f'{x} | {y} => "{out}"' for x, y, out in rules], inputs=TWO, hit="FIRST")
        for rules in (before, after)
    ]
    found = decision(*books)
    assert sorted(rule.before for rule in found.rules if rule.before) == list(range(1, len(before) + 1))
    assert [rule.after for rule in found.rules if rule.after] == list(range(1, len(after) + 1))
    for rule in found.rules:
        if rule.change is Change.SAME:
            assert before[rule.before - 1] == after[rule.after - 1]
    assert (found.change is Change.SAME) == (before == after)
