"""Bad rulebooks: what is wrong is said, with its place."""

import pytest

from tests.engines.rules.models import HEAD, definitions, literal_model, table_model
from verbale.engines.rules import BadCell, BadExpression, BadModel, NotDmn, read_model
from verbale.engines.rules.dmn import reader
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.dmn.xml import MAX_BYTES, VERSIONS


@pytest.mark.parametrize("namespace", VERSIONS)
def test_namespaces(namespace):
    data = literal_model("1").replace(b"https://www.omg.org/spec/DMN/20191111/MODEL/", namespace.encode())
    assert read_model(data, name="made").version == VERSIONS[namespace]


BOMB = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>' + definitions("&y;")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\x00\xff\xfe", "it is not well-formed XML"),
        (b"not xml at all", "it is not well-formed XML"),
        (definitions("")[:-5], "it is not well-formed XML"),
        (b"<html/>", "its first element is “html”, not “definitions”"),
        (b'<definitions xmlns="urn:x"/>', "its namespace “urn:x” is that of no version of DMN known here"),
        (definitions("").decode().encode("utf-16"), ""),
        (b" " * (MAX_BYTES + 1), f"it has {MAX_BYTES + 1} bytes"),
        ((HEAD + "<a>" * 5000).encode(), "it is not well-formed XML"),
    ],
    ids=["empty", "binary", "text", "cut", "html", "other", "utf-16", "huge", "deep"],
)
def test_not_dmn(data, why):
    if not why:
        assert read_model(data, name="bad.dmn").decisions == ()
        return
    with pytest.raises(NotDmn) as caught:
        read_model(data, name="bad.dmn")
    assert str(caught.value).startswith(f"“bad.dmn” cannot be read as a DMN file: {why}")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("data", [b"<!DOCTYPE definitions>" + definitions(""), BOMB], ids=["doctype", "bomb"])
def test_a_document_type_is_refused(data):
    with pytest.raises(NotDmn, match="“bad.dmn” declares a document type") as caught:
        read_model(data, name="bad.dmn")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("rule", "column", "character", "why"),
    [
        ('"open => 1', "x", 1, "the quotation mark is never closed"),
        ("“open” => 1", "x", 1, "“ is a typographic quotation mark; texts stand between straight ones"),
        ("[1..5 => 1", "x", 6, "the range is never closed; the text ends"),
        ("> => 1", "x", 2, "a value must stand here; the text ends"),
        ("1, => 1", "x", 3, "a value must stand here; the text ends"),
        ("1 1 => 1", "x", 3, "the expression should have ended before; found “1”"),
        ("1 => if 1", "answer", 5, "“then” is missing after the condition; the text ends"),
        ("1 => 1 +", "answer", 4, "a value must stand here; the text ends"),
        ("1 => $", "answer", 1, "“$” has no meaning here"),
    ],
)
def test_a_bad_cell_is_named(rule, column, character, why):
    with pytest.raises(BadCell) as caught:
        read_model(table_model(["2 => 2", rule]), name="bad.dmn")
    facts = caught.value.facts
    assert (facts["model"], facts["decision"], facts["rule"]) == ("bad.dmn", "answer", "2")
    assert (facts["column"], facts["character"], facts["why"]) == (column, character, why)


def test_a_bad_literal_expression_is_named():
    with pytest.raises(BadExpression) as caught:
        read_model(literal_model("1 +* 2"), name="bad.dmn")
    assert str(caught.value) == (
        "Model “bad.dmn”, “answer”, literal expression, character 4: a value must stand here; found “*”. "
        "The expression reads: 1 +* 2. Correct it and read the file again."
    )


DEEP = {
    "brackets": "(" * 500 + "1" + ")" * 500,
    "signs": "-" * 500 + "1",
    "chain": "1" + "+1" * 500,
    "open": "[" * 500,
    "branches": "if true then " * 300,
    "long": "1" * 30_000,
    "in": "1 in (" * 40,
    "ranges": "[1..a[" * 40,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_depth_and_length_have_limits(text):
    with pytest.raises(BadExpression):
        read_model(literal_model(text), name="bad.dmn")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (table_model(["1 | 2 => 3"]), "rule 1 has 2 + 1 cells under 1 + 1 columns"),
        (table_model(["1 => 3"], hit="BEST"), "there is no hit policy “BEST”"),
        (table_model(["1 => 3 | 4"], outputs={"a": "", " ": ""}), "each of several outputs needs a name of its own"),
        (
            table_model(["1 => 3 | 4"], outputs={"a": "", "b": ""}, hit="COLLECT", aggregation="SUM"),
            "hit policy C+ needs a table with one output",
        ),
        (definitions('<decision id="a"/>'), "it has no name"),
        (definitions('<decision id="a" name="b"/><decision id="c" name="b"/>'), "this name or id stands twice"),
        (
            definitions(
                '<decision name="b"><informationRequirement><requiredInput href="#z"/></informationRequirement>'
                "</decision>"
            ),
            "it requires “#z”, which is neither in the file nor in one that it imports",
        ),
        (
            literal_model("1").replace(b"<literalExpression", b'<literalExpression expressionLanguage="juel"'),
            "its expression language is juel, not FEEL",
        ),
        (
            definitions('<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'),
            "it contains itself",
        ),
        (
            definitions(
                "".join(
                    f'<itemDefinition name="t{at}"><typeRef>t{at + 1}</typeRef></itemDefinition>' for at in range(40)
                )
            ),
            "more than 30 types rest on one another in a row",
        ),
    ],
    ids=[
        "cells",
        "policy",
        "outputs",
        "sum",
        "nameless",
        "twice",
        "missing",
        "language",
        "circular type",
        "chain of types",
    ],
)
def test_bad_structure(data, why):
    with pytest.raises(BadModel) as caught:
        read_model(data, name="bad.dmn")
    assert caught.value.facts["why"] == why


def test_the_same_bytes_under_the_same_name_are_read_once():
    data, faulty = literal_model("1 + 1"), literal_model("1 +")
    model = read_model(data, name="made")
    assert read_model(bytes(bytearray(data)), name="made") is model
    assert read_leniently(data, name="made").model is model
    assert read_model(data, name="other") is not model
    for name in ("made", "other", "made"):
        with pytest.raises(BadExpression) as caught:
            read_model(faulty, name=name)
        assert caught.value.facts["model"] == name
        assert [fault.facts for fault in read_leniently(faulty, name=name).faults] == [caught.value.facts]


def test_a_large_file_does_not_stay_in_memory(monkeypatch):
    data = literal_model("1 + 2")
    monkeypatch.setattr(reader, "REMEMBERED_BYTES", len(data) - 1)
    assert read_model(data, name="made") == read_model(data, name="made")
    assert read_model(data, name="made") is not read_model(data, name="made")


def test_a_rule_may_have_more_notes_than_there_are_headings():
    data = table_model(["1 => 2 # point 4"])
    model = read_model(data.replace(b'<annotation name="clause"/>', b""), name="m")
    table = model.decisions[0].logic
    assert table.rules[0].annotations == {"annotation 1": "point 4"}
    model = read_model(data, name="m")
    assert model.decisions[0].logic.rules[0].annotations == {"clause": "point 4"}
