"""Every reason of a finding is a sentence that a door can translate and fill in again."""

import re

import pytest

from tests.engines.rules.models import definitions, literal_model, table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.cases import BadCases, read_cases
from verbale.engines.rules.check import check
from verbale.engines.rules.proof import examine
from verbale.engines.rules.reasons import SENTENCES, reason_of

TWO = {"x": "number", "y": "string"}
KNOWN = set(SENTENCES.values())


def boxed(inside):
    return definitions(f'<decision id="d" name="d">{inside}</decision>')


@pytest.mark.parametrize(
    "data",
    [
        table_model(['< 1 | "a" => 1', '< 1 | "a" => 2', "> 5 | - => 3"], inputs=TWO),
        table_model(["- => 1", "> 3 => 2"], hit="FIRST"),
        table_model(["< 3 => 1", ">= 3 => 2", "5 => 3"], hit="FIRST"),
        table_model(["- => 1", "> 3 => 1"], hit="ANY"),
        table_model(["- => 1", "> 3 => 2"], hit="ANY"),
        table_model(["3 => 1", "3 => 1"], hit="COLLECT"),
        table_model(["[5..1] => 1", '"a" => 1', "nobody => 2", "nothing(1) => -"]),
        table_model(['3 | "c" => 1', "3 | b => 2"], inputs=TWO, allowed_input={"y": '"a", "b"'}),
        table_model(["> > 3 => 1", "3 => ", "(1 => 2", "not( => 1", "1 2 => 3", "$ => 1"]),
        table_model(["< 1 => 1", "> 1 => 2"], outputs={"outcome": '"a", "b"'}),
        table_model(["- => 1"], inputs={"x": "stranger"}),
        table_model(["1 => 3"], hit="BEST"),
        table_model(["1 | 2 => 3"]),
        table_model(["1 => 3 | 4"], outputs={"a": "", "b": ""}, hit="COLLECT", aggregation="SUM"),
        table_model(["1 => 3 | 4"], outputs={"a": "", " ": ""}),
        table_model(["1 => 3"]).replace(b"<text>x</text>", b"<text/>"),
        table_model(["1 => 3"]).replace(b'href="#i x"', b'href="#j"'),
        boxed("<decisionTable/>"),
        boxed("<conditional/>"),
        boxed("<conditional><if/></conditional>"),
        boxed('<relation><column name="a"/><row/></relation>'),
        boxed("<list>" * 50 + "</list>" * 50),
        literal_model("1").replace(b"<literalExpression", b'<literalExpression expressionLanguage="juel"'),
        definitions('<itemDefinition name="t"><allowedValues><text>1,</text></allowedValues></itemDefinition>'),
        literal_model("1 + nobody"),
        literal_model('x + "a"', {"x": "number"}),
        literal_model("[x instance of list, x instance of stranger]", {"x": "number"}),
    ],
)  # fmt: skip
def test_what_is_found_is_a_sentence_filled_in(data):
    found = check(data, name="made.dmn")
    told = [each.why for each in found.findings]
    if found.readable:
        proved = examine(found.model)
        told += [each.why for each in (*proved.findings, *proved.unproved)]
    assert told
    assert [why for why in told if reason_of(why)[0] not in KNOWN] == []


@pytest.mark.parametrize(
    ("text", "key", "facts"),
    [
        ("rules 1 and 3 both match, which hit policy U does not allow; for instance: x 3", "overlap",
         {"rules": "rules 1 and 3", "hit": "U", "record": "x 3"}),
        ("character 3: a value must stand here; the text ends", "character",
         {"number": "3", "why": "a value must stand here; the text ends"}),
        ("property 3", "of nameless", {"number": "3"}),
        ("it is null there (a number and a text cannot be compared)", "null there since",
         {"why": "a number and a text cannot be compared"}),
        ('it is "yes" there, neither true nor false', "no truth there", {"value": '"yes"'}),
        ("standard request, “form”", "of fact", {"name": "form"}),
    ],
)  # fmt: skip
def test_which_sentence_it_is(text, key, facts):
    assert reason_of(text) == (SENTENCES[key], facts)
    assert SENTENCES[key].format(**facts) == text


def test_what_is_none_of_ours_stays_as_it_is():
    assert reason_of("something {else}") == ("something {{else}}", {})


@pytest.mark.parametrize(
    "table",
    [
        "x,→ answer,rule\n1,2,9\n1,2,nine\n", "x,→ answer\n1,\n", "z,→ answer\n1,1\n", "x,→ anwser\n1,1\n",
        "x,→\n1,1\n", "x,x,→ answer\n1,1,1\n", "x,answer\n1,1\n", "x,→ answer\na b,1\n1,1,1\n", "x,→ answer\n",
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_of_cases_is_one_too(table):
    book = prepare(read_model(table_model(["- => 1"]), name="made.dmn"))
    with pytest.raises(BadCases) as caught:
        read_cases(table.encode(), book, file="c.csv")
    told = re.split(r"; (?=line \d)", str(caught.value.facts["why"]))
    for each in told:
        sentence, facts = reason_of(each)
        assert (sentence in KNOWN, reason_of(facts.get("why", each))[0] in KNOWN) == (True, True), each
