"""What a check finds in a rulebook by itself, and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.engines.rules.models import definitions, literal_model, table_model
from tests.shared import ROOT, SHARED
from verbale.engines.rules import BadModel, NotDmn, read_model
from verbale.engines.rules.check import check
from verbale.engines.rules.finding import Finding
from verbale.engines.rules.supplycheck import check_supply

LEVEL_2 = SHARED / "tck" / "compliance-level-2"
BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))


def found(data):
    return check(data, name="m.dmn").findings


def told(rules, **keywords):
    return [(one.kind, one.rule, one.error) for one in found(table_model(rules, **keywords))]


def test_a_sound_table_has_no_findings():
    assert found(table_model(["< 1 => 1", ">= 1 => 2"])) == ()


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_our_own_rulebooks_are_sound(path):
    assert found(path.read_bytes()) == ()


@pytest.mark.shared
@pytest.mark.skipif(not LEVEL_2.exists(), reason="the conformance kit does not lie beside the project")
def test_in_the_models_of_the_kit_one_rule_says_what_another_says():
    paths = sorted(LEVEL_2.rglob("*.dmn"))
    told = {path.name: list(map(str, each)) for path in paths if (each := found(path.read_bytes()))}
    again = "decision “Approval”, rule 6: all its cases are cases of rule 1 too: that rule says the same"
    assert told == {"0117-multi-any-hitpolicy.dmn": [again]}
    assert paths


def test_every_unreadable_cell_is_named():
    findings = found(table_model(["> > => 1", "2 => 1 +", "3 => 3"]))
    place = "decision “answer”, rule {}, column “{}”"
    assert findings == (
        Finding(
            "unreadable cell", place.format(1, "x"), "character 3: a value must stand here; found “>”", True, "answer",
            1, "x", "> >",
        ),
        Finding(
            "unreadable cell", place.format(2, "answer"), "character 4: a value must stand here; the text ends", True,
            "answer", 2, "answer", "1 +",
        ),
    )  # fmt: skip


def test_an_unreadable_expression_is_named_by_its_place():
    (one,) = found(literal_model("1 +"))
    assert (one.kind, one.place, one.cell) == ("unreadable cell", "“answer”, literal expression", "1 +")


def test_reading_stays_strict():
    with pytest.raises(Exception, match="rule 1, column “x”"):
        read_model(table_model(["> > => 1"]), name="m.dmn")


def test_a_name_that_nothing_has():
    findings = found(table_model(["book => 1", '"map" => copies'], inputs={"x": "string"}))
    hint = 'nothing is called “{0}” here; a text stands in quotation marks: "{0}"'
    assert [(one.kind, one.rule, one.column, one.cell, one.why) for one in findings] == [
        ("unknown name", 1, "x", "book", hint.format("book")),
        ("unknown name", 2, "answer", "copies", hint.format("copies")),
    ]
    assert [(one.kind, one.rule, one.why) for one in found(literal_model("a + 1"))] == [
        ("unknown name", 0, "nothing is called “a” here")
    ]


@pytest.mark.parametrize("text", ["foo(3)", "foo(n: 3) + 1", "max(2, foo())"])
def test_a_function_that_nothing_is(text):
    (one,) = found(table_model([f"1 => {text}"]))
    assert (one.kind, one.cell, one.why) == ("unknown name", text, "no function is called “foo” here")


def test_names_that_loops_functions_and_contexts_bind_are_known():
    text = "sum(for n in [1, 2] return n * a) + (function(b) b + 1)(2) + {c: 1, d: c + 1}.d"
    assert found(literal_model(text, {"a": "number"})) == ()


def test_names_inside_a_knowledge_model():
    body = '<formalParameter name="a"/><literalExpression><text>a + b</text></literalExpression>'
    model = definitions(
        f'<businessKnowledgeModel id="k" name="more"><encapsulatedLogic>{body}</encapsulatedLogic>'
        "</businessKnowledgeModel>"
    )
    assert [(one.decision, one.why) for one in found(model)] == [("more", "nothing is called “b” here")]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", '"many"'),
        ("number", '< "b"'),
        ("number", '["a".."b"]'),
        ("number", "true"),
        ("number", 'not("a")'),
        ("string", "1"),
        ("string", '"a", -1'),
        ("boolean", '"true"'),
        ("date", '"2020-01-01"'),
    ],
)
def test_a_cell_that_waits_for_another_type(kind, cell):
    assert told([f"{cell} => 1"], inputs={"x": kind}) == [("type error", 1, True)]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "null"),
        ("number", "-1, [1..2], > 3"),
        ("number", "x + 1 > 3"),
        ("string", '"a", starts with(?, "b")'),
        ("date", '< date("2020-01-01")'),
        ("Any", '1, "a"'),
    ],
)
def test_a_cell_of_the_right_type(kind, cell):
    assert told([f"{cell} => 1"], inputs={"x": kind}) == []


def test_a_value_that_its_column_does_not_allow():
    inputs, allowed = {"x": "string"}, {"x": '"a", "b"'}
    assert told(['"a" => 1', '"c" => 2'], inputs=inputs, allowed_input=allowed) == [("unknown value", 2, True)]
    assert told(['"a" => 1', '"b" => 3'], inputs=inputs, outputs={"": "1, 2"}) == [("unknown value", 2, True)]


def test_an_output_of_another_type():
    data = table_model(["1 => 1", '2 => "x"', "3 => null"])
    typed = data.replace(b'<output name="">', b'<output name="" typeRef="number">')
    declared = data.replace(b'<variable name="answer"/>', b'<variable name="answer" typeRef="number"/>')
    for each in (typed, declared):
        assert [(one.kind, one.rule, one.cell) for one in found(each)] == [("type error", 2, '"x"')]


def typed(text, declared, inputs=None):
    data = literal_model(text, inputs).replace(b'<variable name="answer"/>', b'<variable name="answer" typeRef="%s"/>')
    return data % declared.encode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('"a" + 1', "“+” stands between string and number"),
        ("n * s", "“*” cannot be done with string"),
        ("-s", "“-” cannot be done with string"),
        ("n < s", "number is compared with string"),
        ("n = true", "number is compared with boolean"),
        ("n between s and 3", "number is compared with string"),
        ('n in (1, "a")', "number is compared with string"),
        ("if n then 1 else 2", "“if” asks for boolean, and this is number"),
        ("b and s", "“and” asks for boolean, and this is string"),
        ("sum([n - 1, n - b])", "“-” cannot be done with boolean"),
        ('"a"', '"a" is not of the type that is declared here'),
        ("n > 1", "it gives boolean, and number is declared here"),
        ("abs(n, 1)", "“abs” takes 1 argument, not 2"),
        ("abs(m: n)", "“abs” has the parameters n, not m"),
        ("if s instance of text then n else 0", "there is no type “text”"),
        ("if s instance of list then n else 0", "“list” does not say what is in it"),
        ("if s instance of context<m: stranger> then n else 0", "there is no type “stranger”"),
    ],
)
def test_an_expression_whose_types_do_not_go_together(text, why):
    (one,) = found(typed(text, "number", {"n": "number", "s": "string", "b": "boolean"}))
    assert (one.kind, one.error, one.decision, one.cell, one.why) == ("type error", True, "answer", text, why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lower case(7)", "argument 1 of “lower case” is number, and string is wanted"),
        ('substring(s, "a")', "argument 2 of “substring” is string, and number is wanted"),
        ("starts with(s, 3)", "argument 2 of “starts with” is number, and string is wanted"),
        ('date(2020, "1", 1)', "argument 2 of “date” is string, and number is wanted"),
        ("day of week(n)", "argument 1 of “day of week” is number, and date or date and time is wanted"),
        ("upper case(lower case(s) = s)", "argument 1 of “upper case” is boolean, and string is wanted"),
        ("s[1].x", "string has no part “x”"),
        ('date("2020-01-01").hour', "date has no part “hour”"),
        ("string length(s)", "it gives number, and string is declared here"),
    ],
)
def test_what_functions_take_and_give(text, why):
    (one,) = found(typed(text, "string", {"n": "number", "s": "string"}))
    assert (one.kind, one.error, one.why) == ("type error", True, why)


def test_a_date_becomes_its_midnight():
    assert found(typed("today()", "date and time")) == ()


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("number", 'date("2020-01-01")'), ("string", "starts with(?, 3)"), ("string", "string length(?)")],
)
def test_a_cell_with_a_function_of_another_type(kind, cell):
    assert told([f"{cell} => 1"], inputs={"x": kind}) == [("type error", 1, True)]


@pytest.mark.parametrize(
    "text",
    [
        "for s in [1] return s + n",
        "lower case([s]) + substring(s, n, null)",
        "lower case(x) + string(n) + x[1].y",
        "s[item > n].y",
        "(function(n) lower case(n))(s)",
        "min(n, 2) + abs(n)",
        "some s in [1] satisfies s > n",
        "(function(s) s + n)(1)",
        "{s: 1, t: s + n}.t",
        "[{s: 1}][s > n]",
        "if n = null then 1 else n + x",
        "if b = null then null else n",
        "n - [1]",
        "max(1, n, 3) + max([1]) + count([])",
        "(function(abs) abs(1, 2))(x)",
        "string length(string: s)",
    ],
)
def test_what_may_go_together(text):
    assert found(typed(text, "Any", {"n": "number", "s": "string", "b": "boolean", "x": "Any"})) == ()


def test_calls_of_knowledge_models_and_services():
    def calling(text):
        return definitions(
            '<businessKnowledgeModel id="k" name="twice"><variable name="twice" typeRef="number"/><encapsulatedLogic>'
            '<formalParameter name="n" typeRef="number"/><literalExpression><text>n * 2</text></literalExpression>'
            '</encapsulatedLogic></businessKnowledgeModel><decision id="o" name="one"><literalExpression><text>1</text>'
            '</literalExpression></decision><decisionService id="s" name="served"><outputDecision href="#o"/>'
            '</decisionService><decision id="d" name="answer"><knowledgeRequirement><requiredKnowledge href="#k"/>'
            '</knowledgeRequirement><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>'
            f"<literalExpression><text>{text}</text></literalExpression></decision>"
        )

    assert found(calling("twice(2) + twice(n: 3) + served()")) == ()
    why = {text: [one.why for one in found(calling(text))] for text in ("twice()", "served(1)", 'twice(1) = "a"')}
    assert why == {
        "twice()": ["“twice” takes 1 argument, not 0"],
        "served(1)": ["“served” takes 0 arguments, not 1"],
        'twice(1) = "a"': ["number is compared with string"],
    }


def test_a_table_below_another_expression_is_checked_as_well():
    table = table_model(['"a" => 1', "< 5 => b", "1 => 1"], hit="FIRST").decode()
    table = table[table.index("<decisionTable") : table.index("</decision>")]
    entry = f'<context><contextEntry><variable name="y"/>{table}</contextEntry></context>'
    body = f'<formalParameter name="x" typeRef="number"/>{entry}'
    model = definitions(
        f'<businessKnowledgeModel id="k" name="more"><encapsulatedLogic>{body}</encapsulatedLogic>'
        "</businessKnowledgeModel>"
    )
    assert [(one.kind, one.decision, one.rule) for one in found(model)] == [
        ("unknown name", "more", 2),
        ("type error", "more", 1),
        ("shadowed rule", "more", 3),
    ]


@pytest.mark.parametrize("name", ["nmber", "list<nmber>", "list<"])
def test_a_type_that_nothing_defines(name):
    written = name.replace("<", "&lt;").encode()
    data = table_model(["1 => 1"]).replace(b'typeRef="number"', b'typeRef="' + written + b'"')
    assert [(one.kind, one.place, one.error) for one in found(data)] == [("unknown name", f"type “{name}”", False)]


def test_of_a_huge_table_the_first_rules_are_compared(monkeypatch):
    monkeypatch.setattr("verbale.engines.rules.check.shadow.MAX_COMPARED", 3)
    assert told(["1 => 1", "2 => 1", "1 => 1", "1 => 1"]) == [("not compared", 0, False), (D, 3, True)]


def test_what_never_decides():
    bare = definitions('<decision id="d" name="answer"/>')
    assert [
        (one.kind, one.place, one.error) for each in (table_model([]), bare, definitions("")) for one in found(each)
    ] == [
        ("no rules", "decision “answer”", False),
        ("no rules", "decision “answer”", False),
        ("no rules", "model", False),
    ]


def test_an_output_that_says_nothing():
    data = table_model(["1 => 1 |", '2 => - | "b"', '3 => null | "c"'], outputs={"a": "", "b": ""})
    assert [(one.kind, one.place, one.why, one.error) for one in found(data)] == [
        ("no output", "decision “answer”, rule 1, column “b”", "this output says nothing, so the rule gives null here",
         False),
        ("no output", "decision “answer”, rule 2, column “a”", "this output says “-”, so the rule gives null here",
         False),
    ]  # fmt: skip
    (one,) = found(table_model(["1 =>"]))
    assert one.place == "decision “answer”, rule 1, column “answer”"


def test_a_column_of_another_type_than_its_input():
    data = table_model(["1 => 1"]).replace(b'<inputExpression typeRef="number"', b'<inputExpression typeRef="string"')
    assert [(one.kind, one.rule, one.column) for one in found(data)][0] == ("type error", 0, "x")


D, S = "duplicate rule", "shadowed rule"


@pytest.mark.parametrize(
    ("hit", "rules", "expected"),
    [
        ("UNIQUE", ["1 => 1", "1 => 1"], [(D, 2, True)]),
        ("UNIQUE", ["1, 2 => 1", "2, 1 => 2"], [(D, 2, True)]),
        ("UNIQUE", ["1 => 1", "< 5 => 2"], [(S, 1, True)]),
        ("UNIQUE", ["[1..3] => 1", "[2..4] => 2"], []),
        ("FIRST", ["< 5 => 1", "1 => 2"], [(S, 2, True)]),
        ("FIRST", ["1 => 1", "< 5 => 2", "- => 3"], []),
        ("FIRST", ["- => 1", "- => 2"], [(D, 2, True)]),
        ("ANY", ["1 => 1", "1 => 1"], [(D, 2, False)]),
        ("ANY", ["1 => 1", "1 => 2"], [(D, 2, True)]),
        ("ANY", ["1 => 1", "- => 1"], [(S, 1, False)]),
        ("ANY", ["1 => x + 1", "1 => 2"], []),
        ("COLLECT", ["1 => 1", "1 => 1"], [(D, 2, False)]),
        ("COLLECT", ["1 => 1", "1 => 2", "- => 1"], []),
        ("RULE ORDER", ["1 => 1", "- => 1"], []),
    ],
)
def test_rules_that_say_nothing_of_their_own(hit, rules, expected):
    assert told(rules, hit=hit) == expected


def test_under_priority_the_higher_output_shadows():
    priority = {"": '"high", "low"'}
    assert told(['- => "high"', '1 => "low"'], hit="PRIORITY", outputs=priority) == [(S, 2, True)]
    assert told(['1 => "low"', '1 => "high"'], hit="PRIORITY", outputs=priority) == [(D, 1, True)]
    assert told(['1 => "high"', '- => "low"'], hit="PRIORITY", outputs=priority) == []


def test_every_column_must_be_covered():
    inputs = {"x": "number", "y": "string"}
    assert told(['< 5 | "a" => 1', "1 | - => 2"], hit="FIRST", inputs=inputs) == []
    assert told(["< 5 | - => 1", '1 | "a" => 2'], hit="FIRST", inputs=inputs) == [(S, 2, True)]


def test_1_and_true_are_two_things():
    assert told(["1 => 1", "true => 2"], inputs={"x": "Any"}) == []
    assert told(["- => 1", "1 => true"], hit="ANY", inputs={"x": "Any"}) == [(S, 2, True)]


def test_a_rule_with_an_unreadable_cell_shadows_nothing():
    assert told(["> > => 1", "1 => 2"], hit="FIRST") == [("unreadable cell", 1, True)]


NEED = "<informationRequirement><requiredDecision href='#{0}'/></informationRequirement>"
CIRCLE = "".join(
    f'<decision id="{own}" name="{own}">{NEED.format(other)}</decision>' for own, other in ("ab", "bc", "ca")
)
CALLED = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
PART = '<itemDefinition name="t"><itemComponent name="x"><typeRef>t</typeRef></itemComponent></itemDefinition>'
DOCTYPE = b'<!DOCTYPE definitions [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"rule,x\n1,2", "it is not well-formed XML: look at line 1, column 1\\. Save"),
        (b"<a>\n<b c></a>", "it is not well-formed XML: look at line 2, column 5\\. Save"),
        (b"\0" * 1000, "not well-formed"),
        (definitions("<a>" * 300 + "</a>" * 300), "not well-formed"),
        (b"<a/>", "its first element is “a”"),
        (DOCTYPE, "declares a document type"),
        (b" " * 10_000_001, "more than 10000000"),
    ],
    ids=["empty", "csv", "cut", "zeros", "deep", "another", "entities", "large"],
)
def test_what_is_no_dmn_is_refused(data, why):
    with pytest.raises(NotDmn, match=why):
        check(data, name="m.dmn")


BOMB = "<!DOCTYPE a [" + "".join(f'<!ENTITY {n} "{"&" + chr(ord(n) - 1) + ";" if n > "a" else "x"}">' for n in "abc")
WITH_DOCTYPE = f'<?xml version="1.0"?>\n<!-- a ?> --> {BOMB}]><a>&c;</a>'


@pytest.mark.parametrize(
    "data",
    [WITH_DOCTYPE.encode(), WITH_DOCTYPE.encode("utf-8-sig"), WITH_DOCTYPE.encode("utf-16"), b"<!DOCTYPE a><a/>"],
)
def test_a_document_type_is_refused_with_a_sentence_of_its_own(data):
    with pytest.raises(NotDmn) as caught:
        check(data, name="m.dmn")
    assert str(caught.value) == (
        "“m.dmn” declares a document type, which may hide entities. Save it from a DMN editor, without DOCTYPE."
    )


def test_a_document_type_in_a_comment_is_none():
    assert found(table_model(["1 => 1"]).replace(b"<decision ", b"<!-- <!DOCTYPE a> --><decision ")) == ()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<decision id="d"/>', "it has no name"),
        ('<decision id="d" name="a"/><decision id="e" name="a"/>', "stands twice"),
        (CIRCLE, "they go in a circle: a → "),
        (f'<businessKnowledgeModel id="k" name="k">{CALLED}</businessKnowledgeModel>', "in a circle: k → k"),
        (PART, "it contains itself"),
    ],
    ids=["nameless", "two of one name", "circle", "circle of one", "type in itself"],
)
def test_a_model_whose_parts_do_not_fit_is_refused(body, why):
    with pytest.raises(BadModel, match=why):
        check(definitions(body), name="m.dmn")


ENTRY = "<inputEntry><text>1</text></inputEntry>"
HEADS = "<input><inputExpression><text>x</text></inputExpression></input>"


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<decisionTable/>", "the table has no output"),
        ('<decisionTable hitPolicy="BEST"><output/></decisionTable>', "there is no hit policy “BEST”"),
        (f"<decisionTable>{HEADS}<output/><rule>{ENTRY * 2}</rule></decisionTable>",
         "rule 1 has 2 + 0 cells under 1 + 1 columns"),
        ('<relation><column name="a"/><row/></relation>',
         "a row of the relation has not as many cells as there are columns"),
        ("<conditional><if/></conditional>", "“if” holds no expression"),
        ("<for><in><list/></in></for>", "“for” has no “return”"),
        ('<literalExpression expressionLanguage="juel"><text>1</text></literalExpression>',
         "its expression language is juel, not FEEL"),
        ('<informationRequirement><requiredInput href="#n"/></informationRequirement><list/>',
         "it requires “#n”, which is neither in the file nor in one that it imports"),
    ],
)  # fmt: skip
def test_a_fault_of_structure_hides_no_other_finding(inside, why):
    body = f'<decision id="a" name="a">{inside}</decision><decision id="b" name="b"><list/></decision>'
    unread = '<decision id="c" name="c"><literalExpression><text>1 +</text></literalExpression></decision>'
    told = [(one.kind, one.place, one.why) for one in found(definitions(body + unread)) if one.error]
    assert told == [
        ("unreadable cell", "“a”, part “if”" if "“if”" in why else "“a”", why),
        ("unreadable cell", "“c”, literal expression", "character 4: a value must stand here; the text ends"),
    ]


def test_a_function_of_a_context_may_call_itself():
    body = (
        "<formalParameter name='n'/><literalExpression><text>if n = 0 then 0 else f(n - 1)</text></literalExpression>"
    )
    inside = f'<variable name="f"/><functionDefinition>{body}</functionDefinition>'
    box = f"<context><contextEntry>{inside}</contextEntry></context>"
    assert found(definitions(f'<decision id="d" name="d">{box}</decision>')) == ()


BROKEN = "<literalExpression><text>1 +</text></literalExpression>"


@pytest.mark.parametrize(
    ("box", "way"),
    [
        (f'<context><contextEntry><variable name="e"/><list><list/>{BROKEN}</list></contextEntry></context>',
         "entry “e”, item 2"),
        (f"<context><contextEntry>{BROKEN}</contextEntry></context>", "result"),
        (f'<relation><column name="a"/><row><list/></row><row>{BROKEN}</row></relation>', "row 2, cell 1"),
        (f'<invocation><list/><binding><parameter name="p"/>{BROKEN}</binding></invocation>', "parameter “p”"),
        (f"<conditional><if><list/></if><then>{BROKEN}</then><else><list/></else></conditional>", "part “then”"),
        (f"<filter><in><list/></in><match>{BROKEN}</match></filter>", "part “match”"),
    ],
)  # fmt: skip
def test_the_way_to_an_expression_within_others_is_told(box, way):
    (only,) = (one for one in found(definitions(f'<decision id="d" name="d">{box}</decision>')) if one.error)
    assert only.place == f"“d”, {way}, literal expression"


def test_allowed_values_that_cannot_be_read_are_a_finding():
    item = '<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>1,</text></allowedValues>'
    data = definitions(f'{item}</itemDefinition><decision id="d" name="d"><list/></decision>')
    (only,) = found(data)
    why = "character 3 of its allowed values: a value must stand here; the text ends"
    assert (only.place, only.why) == ("item definition “t”", why)


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000 + "1", "not(" * 2000 + "1", "1" + "+1" * 20000, "[" * 90])
def test_what_is_nested_or_long_beyond_measure_is_unreadable(text):
    assert [one.kind for one in found(literal_model(text))] == ["unreadable cell"]


def test_the_only_output_of_a_supply_table_is_named():
    checked = check(table_model(["1 => 1"]), name="m.dmn")
    assert "nobody asks for the output “answer”" in [one.why for one in check_supply(checked.model)]
