"""Deciding by a file from the terminal."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.cli import conftest
from tests.cli.conftest import RULEBOOKS
from tests.engines.rules.models import definitions, literal_model

run = partial(conftest.run, "rules")

SUPPLY = str(RULEBOOKS / "supply-1964.dmn")
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="{name}" id="d" namespace="urn:test">
<inputData id="i" name="copies"><variable name="copies" typeRef="number"/></inputData>
<decision id="x" name="price"><variable name="price" typeRef="number"/>
<informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE">
<input id="c"><inputExpression typeRef="number"><text>copies</text></inputExpression></input>
<output id="o" name="price" typeRef="number"/><annotation name="clause"/>
<rule id="one"><inputEntry id="a"><text>{first}</text></inputEntry><outputEntry id="b"><text>1</text></outputEntry>
<annotationEntry><text>article 1</text></annotationEntry></rule>
<rule id="two"><inputEntry id="e"><text>{second}</text></inputEntry><outputEntry id="f"><text>2</text></outputEntry>
<annotationEntry><text>article 2</text></annotationEntry></rule>
</decisionTable></decision></definitions>"""


@pytest.fixture
def table(tmp_path):
    def write(first="<=2", second=">2"):
        path = tmp_path / "price.dmn"
        path.write_text(TABLE.format(name="price list", first=first.replace("<", "&lt;"), second=second), "utf-8")
        return str(path)

    return write


EXPLAINED = {
    "outputs": 1,
    "fired": [{"rule": 1, "id": "one", "annotations": {"clause": "article 1"}, "outputs": 1}],
    "missed": [{"rule": 2, "column": "copies", "cell": ">2", "value": 2, "why": "copies is 2, the cell asks for >2"}],
    "faults": [],
}


def test_the_documented_json(table):
    result = run("decide", table(), "--input", '{"copies": 2}', "--explain", "--json")
    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (0, EXPLAINED, "")


def test_without_explain_nothing_is_said_of_what_missed(table):
    result = run("decide", table(), "--input", '{"copies": 2}', "--json")
    assert json.loads(result.stdout) == {**EXPLAINED, "missed": []}


def test_people_read_lines(table):
    result = run("decide", table(), "--input", '{"copies": 2}', "--explain")
    assert result.stdout.splitlines() == [
        "price: 1",
        "rule 1 fired — clause: article 1",
        "rule 2 did not: copies is 2, the cell asks for >2",
    ]


def test_facts_come_from_a_file_or_standard_input(table, tmp_path):
    (tmp_path / "facts.json").write_text('{"copies": 2}')
    named = run("decide", table(), "--input", f"@{tmp_path / 'facts.json'}", "--explain", "--json")
    piped = run("decide", table(), "--input", "-", "--explain", "--json", input='{"copies": 2}')
    assert [json.loads(one.stdout) for one in (named, piped)] == [EXPLAINED, EXPLAINED]


def test_two_rules_where_one_alone_may_match_are_a_fault(table):
    result = run("decide", table(second=">1"), "--input", '{"copies": 2}', "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["outputs"], len(told["faults"])) == (1, None, 1)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("{", "BadInput"),
        ("[1]", "BadInput"),
        ("", "BadInput"),
        ('{"copis": 2}', "UnknownInput"),
        ('{"copies": "two"}', "BadFact"),
    ],
)
def test_bad_facts_are_wrong_use(table, given, kind):
    result = run("decide", table(), "--input", given, "--json")
    assert (result.exit_code, result.stdout, json.loads(result.stderr)["kind"]) == (2, "", kind)


@pytest.mark.parametrize("content", [None, b"", b"no XML", b"<a/>", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "bad.dmn"
    if content is not None:
        path.write_bytes(content)
    for command in (["decide", str(path), "--input", "{}"], ["show", str(path)], ["check", str(path)]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (3, "")


def test_a_syntax_error_names_its_cell(table):
    result = run("decide", table(second="> >"), "--input", "{}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "decision “price”, rule 2, column “copies”" in result.stderr


def test_an_unknown_decision_and_an_unknown_option_are_wrong_use(table):
    assert run("decide", table(), "--input", "{}", "--decision", "cost").exit_code == 2
    assert run("decide", table()).exit_code == 2


def test_show_tells_what_is_asked_and_decided(table):
    assert run("show", table()).stdout.splitlines() == [
        "price list (DMN 1.3)",
        "asks for: copies",
        "decides price, hit policy U",
        "  1. copies <=2 → price 1",
        "  2. copies >2 → price 2",
    ]
    assert json.loads(run("show", table(), "--json").stdout)["final"] == ["price"]


def test_the_clock_answers_unless_a_moment_is_given(tmp_path):
    path = tmp_path / "day.dmn"
    path.write_bytes(literal_model("string(today())"))
    told = run("decide", path, "--input", "{}", "--at", "1964-02-18T09:00:00Z")
    assert (told.exit_code, told.stdout) == (0, "answer: 1964-02-18\n")
    assert run("decide", path, "--input", "{}").exit_code == 0
    bad = run("decide", path, "--input", "{}", "--at", "1964-02-18")
    assert (bad.exit_code, "is no moment that can be kept. Write it like" in bad.stderr) == (2, True)


def test_show_tells_of_a_model_without_anything(tmp_path):
    path = tmp_path / "nothing.dmn"
    path.write_bytes(definitions(""))
    assert run("show", path).stdout.splitlines() == ["made (DMN 1.3)", "asks for: nothing", "decides nothing"]


def test_show_tells_what_an_expression_says(tmp_path):
    path = tmp_path / "whole.dmn"
    path.write_bytes(literal_model("1 +\n 2"))
    assert run("show", path).stdout.splitlines()[-1] == "decides answer: 1 + 2"
    (told,) = json.loads(run("show", path, "--json").stdout)["decisions"]
    assert told == {"name": "answer", "table": False, "says": "1 + 2"}


def test_check_names_what_keeps_a_table_from_being_a_supply_rulebook(table):
    good, bad = run("check", SUPPLY, "--json"), run("check", table(), "--supply", "--json")
    assert (good.exit_code, json.loads(good.stdout)["findings"]) == (0, [])
    kinds = {finding["kind"] for finding in json.loads(bad.stdout)["findings"]}
    assert bad.exit_code == 1
    assert {"unknown input", "missing output", "standard request"} <= kinds
