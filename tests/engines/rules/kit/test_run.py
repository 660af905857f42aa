"""The runner of the conformance kit; the kit itself where it lies beside the project."""

import pytest

from tests.engines.rules.models import definitions, literal_model
from tests.shared import SHARED
from verbale.engines.rules.kit import CaseResult, Failure, NoCases, NoFolder, run_kit

KIT = SHARED / "tck"
CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>{model}</modelName>
  <testCase id="exact"><inputNode name="a"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="answer">
      <expected><value xsi:type="xsd:decimal">1.000000001</value></expected></resultNode></testCase>
  <testCase id="apart"><inputNode name="a"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="answer">
      <expected><value xsi:type="xsd:decimal">1.0000001</value></expected></resultNode></testCase>
  <testCase id="error"><inputNode name="a"><value xsi:nil="true"/></inputNode>
    <resultNode name="answer" errorResult="true"/></testCase>
  <testCase id="other"><resultNode name="nobody"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>"""


@pytest.fixture
def kit(tmp_path):
    def write(model, cases=CASES, name="m-test-01.xml"):
        (tmp_path / "m.dmn").write_bytes(model)
        (tmp_path / name).write_text(cases.format(model="m.dmn"))
        return tmp_path

    return write


def test_a_case_passes_only_if_all_its_results_do(kit):
    root = kit(literal_model("a / 2", {"a": "number"}))
    place = (root, "m-test-01.xml")
    unknown = "Model “made” has no decision “nobody”. Its decisions are: answer."
    assert list(run_kit(root)) == [
        CaseResult(*place, "exact"),
        CaseResult(*place, "apart", (Failure("answer", "1.0000001", "1"),)),
        CaseResult(*place, "error"),
        CaseResult(*place, "other", (Failure("nobody", "null", "", unknown),)),
    ]


def test_every_result_that_failed_is_told_with_its_reason(kit):
    result = """<resultNode name="answer"><expected><value xsi:type="xsd:decimal">7</value></expected></resultNode>"""
    cases = CASES[: CASES.index("<testCase id")] + f'<testCase id="two">{result * 2}</testCase></testCases>'
    (only,) = run_kit(kit(literal_model("1 / 0"), cases))
    why = "“/” gives no value here (division by zero, or beyond the range of numbers)"
    assert [str(each) for each in only.failures] == [f"answer: expected 7, got null ({why})"] * 2
    assert not only.passed


def test_an_unreadable_expression_is_null_as_every_error_is(kit):
    results = list(run_kit(kit(literal_model("1 +"))))
    assert [each.passed for each in results] == [False, False, True, False]
    why = "got null (Model “m.dmn”, “answer”, literal expression, character 4: a value must stand here"
    assert [why in str(each.failures[0]) for each in results[:2]] == [True, True]


def test_an_unreadable_model_fails_its_cases(kit):
    results = list(run_kit(kit(b"<no/>")))
    assert [each.passed for each in results] == [False] * 4
    assert all("cannot be read as a DMN file" in str(each.failures[0]) for each in results)


def test_folders_below_are_run_too_and_other_files_left_alone(kit, tmp_path):
    root = kit(literal_model("a / 2", {"a": "number"}), name="deep-test-01.xml")
    below = tmp_path / "below"
    below.mkdir()
    for name in ("m.dmn", "deep-test-01.xml"):
        (root / name).rename(below / name)
    (tmp_path / "notes.xml").write_text("<notes/>")
    assert {(each.folder, each.file) for each in run_kit(tmp_path)} == {(below, "deep-test-01.xml")}


def test_a_model_may_be_named_without_its_suffix(kit):
    cases = CASES.replace("{model}", "m")
    assert [each.passed for each in run_kit(kit(literal_model("a / 2", {"a": "number"}), cases))].count(True) == 2


def test_without_a_name_the_model_is_the_one_called_like_the_cases(kit):
    cases = CASES.replace("<modelName>{model}</modelName>", "")
    assert [each.passed for each in run_kit(kit(literal_model("a / 2", {"a": "number"}), cases))].count(True) == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("<a", "not well-formed"),
        ("<a/>", "“a”, not “testCases”"),
        ('<!DOCTYPE testCases [<!ENTITY e "e">]><testCases/>', "document type"),
        ("<testCases>" + "<testCase>" * 300 + "</testCase>" * 300 + "</testCases>", "not well-formed"),
        (CASES.replace("{model}", "../m.dmn"), "not the name of a file in the same folder"),
    ],
)
def test_a_file_that_is_no_kit_file_fails_as_a_whole(kit, wrong, why):
    root = kit(literal_model("1"), wrong)
    (root / "n-test-01.xml").write_text(CASES.format(model="m.dmn"))
    first, *others = run_kit(root)
    assert (first.file, first.case, len(first.failures), len(others)) == ("m-test-01.xml", "", 1, 4)
    assert why in str(first.failures[0])


def results(kit, body, model=None):
    """Results by case of test cases with this body; the model has the decisions “answer” and, with an input, “a”."""
    head = CASES[: CASES.index("<testCase id")]
    root = kit(literal_model("a", {"a": "Any"}) if model is None else model, head + body + "</testCases>")
    return {each.case: list(map(str, each.failures)) for each in run_kit(root)}


def case(given, expected, name="c"):
    return f"""<testCase id="{name}"><inputNode name="a">{given}</inputNode>
    <resultNode name="answer"><expected>{expected}</expected></resultNode></testCase>"""


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ('<value xsi:type="xsd:decimal">one</value>', "an input cannot be read: it is no number"),
        ('<value xsi:type="xsd:double">NaN</value>', "an input cannot be read: “NaN” is no number"),
        ('<value xsi:type="xsd:date">2</value>', "an input cannot be read: “2” is not a date; write 1964-02-18"),
        ('<value xsi:type="xsd:boolean">yes</value>', "an input cannot be read: “yes” is neither true nor false"),
        (
            '<value xsi:type="xsd:hexBinary">00</value>',
            "an input cannot be read: values of type “hexBinary” are not known",
        ),
    ],
)
def test_a_value_that_cannot_be_read_fails_its_case(kit, given, why):
    sound = case('<value xsi:type="xsd:decimal">1</value>', '<value xsi:type="xsd:decimal">1</value>', "sound")
    told = results(kit, case(given, '<value xsi:nil="true"/>') + sound)
    assert told == {"c": [f"answer: {why}"], "sound": []}


def test_an_expected_value_that_cannot_be_read_and_nothing_expected(kit):
    bad = case('<value xsi:nil="true"/>', '<value xsi:type="xsd:time">soon</value>')
    told = results(kit, bad + '<testCase id="empty"/>')
    assert told["c"][0].startswith("answer: what is expected cannot be read: “soon” is not a time")
    assert told["empty"] == ["it expects nothing"]


STRING, NUMBER = '<value xsi:type="xsd:string">{}</value>', '<value xsi:type="xsd:decimal">{}</value>'
LISTED = f"<list><item>{NUMBER.format(1)}</item><item>{{}}</item></list>"
PARTS = f'<component name="b">{STRING.format("x")}</component><component name="c d">{{}}</component>'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (STRING.format(" x "), STRING.format(" x ")),
        (STRING.format(""), "<value/>"),
        ("<value>x</value>", STRING.format("<!-- a remark -->x")),
        (STRING.format("<![CDATA[<x>]]>"), STRING.format("&lt;x&gt;")),
        ('<value xsi:type="xsd:integer"> 1 </value>', '<value xsi:type="xsd:double">1.0E0</value>'),
        ('<value xsi:type="decimal">+1</value>', NUMBER.format("1.000000009")),
        ('<value xsi:type="xsd:boolean">1</value>', '<value xsi:type="xsd:boolean">true</value>'),
        ('<value xsi:type="xsd:date">2020-01-01</value>', '<value xsi:type="xsd:date">2020-01-01</value>'),
        ('<value xsi:type="xsd:duration">P1D</value>', '<value xsi:type="xsd:dayTimeDuration">PT24H</value>'),
        ('<value xsi:type="xsd:date">2020-01-01+02:00</value>', '<value xsi:type="xsd:date">2020-01-01Z</value>'),
        ('<value xsi:type="xsd:duration">P1Y0M0DT0H0M0.000S</value>', '<value xsi:type="xsd:duration">P12M</value>'),
        ('<value xsi:type="xsd:duration">P0Y0M10DT1H</value>', '<value xsi:type="xsd:duration">P10DT1H</value>'),
        ('<value xsi:type="xsd:unsignedInt">5</value>', '<value xsi:type="xsd:nonPositiveInteger">5</value>'),
        ('<component name="a  b"></component>', '<component name="a b"></component>'),
        ('<value xsi:nil="1"/>', '<list xsi:nil="true"/>'),
        ("", '<component name="x" xsi:nil="true"/>'.replace("<component", "<value")),
        (LISTED.format('<value xsi:nil="true"/>'), LISTED.format("")),
        ("<list/>", "<list></list>"),
        (f"<list><item>{LISTED.format(STRING.format('x'))}</item></list>",) * 2,
        (PARTS.format(LISTED.format(NUMBER.format(2))),) * 2,
        (PARTS.format('<value xsi:nil="true"/>'), PARTS.format("").replace('name="c d"', 'name="c d" xsi:nil="true"')),
        (
            f"{NUMBER.format(1)}<extensionElements><x xmlns='urn:x'><value>2</value></x></extensionElements>",
            NUMBER.format(1),
        ),
    ],
)
def test_the_ways_to_write_a_value(kit, given, expected):
    assert results(kit, case(given, expected)) == {"c": []}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (NUMBER.format(1), NUMBER.format("1.00000002")),
        (NUMBER.format(1), STRING.format(1)),
        (LISTED.format(NUMBER.format(2)), LISTED.format(NUMBER.format(3))),
        ("<list/>", '<value xsi:nil="true"/>'),
        (PARTS.format(NUMBER.format(2)), PARTS.format(NUMBER.format(3))),
        (PARTS.format(""), f'<component name="b">{STRING.format("x")}</component>'),
    ],
)
def test_values_that_are_not_alike(kit, given, expected):
    assert len(results(kit, case(given, expected))["c"]) == 1


def test_any_prefix_and_any_name_of_a_file(tmp_path):
    (tmp_path / "m.dmn").write_bytes(
        literal_model("1").replace(b"<", b"<d:").replace(b"<d:/", b"</d:").replace(b"xmlns=", b"xmlns:d=")
    )
    cases = (
        '<?xml version="1.0"?><t:testCases xmlns:t="urn:t" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        '<t:modelName> m.dmn </t:modelName><t:labels><t:label>x</t:label></t:labels><t:testCase id="c">'
        '<t:description>d</t:description><t:resultNode name=" answer "><t:expected><t:value i:type="s:decimal">1'
        "</t:value></t:expected></t:resultNode></t:testCase></t:testCases>"
    )
    (tmp_path / "cases.xml").write_text(cases)
    (tmp_path / "other.xml").write_text("<other/>")
    assert [(each.file, each.case, each.failures) for each in run_kit(tmp_path)] == [("cases.xml", "c", ())]


SERVED = definitions(
    '<itemDefinition name="tF"><functionItem outputTypeRef="number"/></itemDefinition>'
    '<inputData id="i" name="a"><variable name="a" typeRef="number"/></inputData>'
    '<decision id="g" name="given"><variable name="given" typeRef="number"/><literalExpression><text>100</text>'
    "</literalExpression></decision>"
    + "".join(
        f'<decision id="{name}" name="{name}">'
        '<informationRequirement><requiredInput href="#i"/></informationRequirement>'
        '<informationRequirement><requiredDecision href="#g"/></informationRequirement>'
        f"<literalExpression><text>a {sign} given</text></literalExpression></decision>"
        for name, sign in (("sum", "+"), ("product", "*"), ("less", "&lt;"))
    )
    + '<decision id="box" name="box"><informationRequirement><requiredDecision href="#sum"/></informationRequirement>'
    "<literalExpression><text>{sum: sum}</text></literalExpression></decision>"
    + "".join(
        f'<decisionService id="s{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/>'
        + "".join(f'<outputDecision href="#{each}"/>' for each in outputs)
        + '<inputDecision href="#g"/><inputData href="#i"/></decisionService>'
        for name, kind, outputs in (
            ("one", "", ["sum"]),
            ("two", "", ["sum", "product"]),
            ("typed", "tF", ["less"]),
            ("boxed", "", ["box"]),
        )
    )
    + '<businessKnowledgeModel id="k" name="twice"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>'
    '<literalExpression typeRef="string"><text>if n = null then "none" else n * 2</text></literalExpression>'
    "</encapsulatedLogic></businessKnowledgeModel>"
)
GIVEN = f'<inputNode name="a">{NUMBER.format(3)}</inputNode><inputNode name="given">{NUMBER.format(4)}</inputNode>'


def invoked(kind, invocable, node, expected, given=GIVEN, result=""):
    return (
        f'<testCase id="c" type="{kind}" invocableName="{invocable}">{given}<resultNode name="{node}" {result}>'
        f"<expected>{expected}</expected></resultNode></testCase>"
    )


@pytest.mark.parametrize(
    "body",
    [
        invoked("decision", "", "sum", NUMBER.format(103)),
        invoked("decisionService", "one", "sum", NUMBER.format(7)),
        invoked("decisionService", "one", "one", NUMBER.format(7)),
        invoked("decision", "", "one", NUMBER.format(7), result='type="decisionService"'),
        invoked("decisionService", "", "one", NUMBER.format(7)),
        invoked("decisionService", "", "sum", NUMBER.format(103)),
        invoked("decisionService", "one", "one", '<value xsi:nil="true"/>', GIVEN.replace("decimal", "string")),
        invoked("decision", "", "one", NUMBER.format(7)),
        invoked("decisionService", "boxed", "sum", f'<component name="sum">{NUMBER.format(7)}</component>'),
        invoked("decisionService", "two", "product", NUMBER.format(12)),
        invoked(
            "decisionService",
            "two",
            "two",
            f'<component name="sum">{NUMBER.format(7)}</component>'
            f'<component name="product">{NUMBER.format(12)}</component>',
        ),
        invoked("decisionService", "typed", "typed", '<value xsi:nil="true"/>', result='errorResult="1"'),
        invoked("decisionService", "one", "one", '<value xsi:nil="true"/>', given=""),
        invoked("bkm", "twice", "twice", STRING.format("none"), given=""),
        invoked("bkm", "twice", "twice", '<value xsi:nil="true"/>', given=GIVEN.replace('"a"', '"n"')),
    ],
)
def test_services_and_knowledge_models_are_called(kit, body):
    assert results(kit, body, SERVED) == {"c": []}


PAIR = (
    '<itemDefinition name="pair"><itemComponent name="n"><typeRef>number</typeRef></itemComponent>'
    '<itemComponent name="s"><typeRef>string</typeRef></itemComponent></itemDefinition>'
)


def test_a_missing_member_of_an_input_is_null_and_one_of_another_type_is_told(kit):
    model = literal_model("a.n", {"a": "pair"}).replace(b"<inputData", PAIR.encode() + b"<inputData", 1)
    body = "".join(
        case(f'<component name="n">{given}</component>', NUMBER.format(1), name)
        for name, given in (("partial", NUMBER.format(1)), ("wrong", STRING.format("x")))
    )
    why = "null has no part “n”"
    given = 'the input “a” is {n: "x"}, which is not of its type'
    assert results(kit, body, model) == {"partial": [], "wrong": [f"answer: expected 1, got null ({given}; {why})"]}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("pairs", f'<component name="n">{NUMBER.format(1)}</component>'),
        ("pair", f'<list><item><component name="n">{NUMBER.format(1)}</component></item></list>'),
        ("pairs", f'<list><item><component name="n">{NUMBER.format(1)}</component></item></list>'),
    ],
)
def test_missing_members_are_null_in_lists_of_one_too(kit, kind, given):
    pairs = '<itemDefinition name="pairs" isCollection="true"><typeRef>pair</typeRef></itemDefinition>'
    model = literal_model("a[1].n", {"a": kind}).replace(b"<inputData", (PAIR + pairs).encode() + b"<inputData", 1)
    assert results(kit, case(given, NUMBER.format(1)), model) == {"c": []}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (STRING.format("x"), STRING.format("x!")),
        (f"<list><item>{STRING.format('x')}</item></list>", STRING.format("x!")),
        (NUMBER.format(1), '<value xsi:nil="true"/>'),
    ],
)
def test_parameters_have_nothing_to_do_with_inputs_of_their_name(kit, given, expected):
    knowledge = (
        '<businessKnowledgeModel id="k" name="loud"><encapsulatedLogic><formalParameter name="a" typeRef="string"/>'
        '<literalExpression><text>a + "!"</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>'
    )
    model = literal_model("a", {"a": "number"}).replace(b"</definitions>", f"{knowledge}</definitions>".encode())
    body = invoked("bkm", "loud", "loud", expected, given=f'<inputNode name="a">{given}</inputNode>')
    assert results(kit, body, model) == {"c": []}


def test_a_decision_of_an_imported_model_is_known_by_its_namespace(kit):
    space = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    above = (
        literal_model("low.answer + 1")
        .replace(b'"urn:made"', b'"urn:top"')
        .replace(
            b'<decision id="d"',
            f'<import name="low" namespace="urn:made" importType="{space}"/><decision id="d"'.encode(),
        )
        .replace(
            b"<literal",
            b'<informationRequirement><requiredDecision href="urn:made#d"/></informationRequirement><literal',
        )
    )
    expected = f"<expected>{NUMBER}</expected></resultNode>"
    body = f'<testCase id="c"><resultNode name="answer">{expected.format(6)}'
    body += f'<resultNode name="answer" namespace="urn:made">{expected.format(5)}</testCase>'
    root = kit(above, CASES[: CASES.index("<testCase id")] + body + "</testCases>")
    (root / "low.dmn").write_bytes(literal_model("5"))
    assert [each.failures for each in run_kit(root)] == [()]


def test_what_cannot_be_called_is_named(kit):
    body = invoked("decisionService", "three", "three", NUMBER.format(1))
    why = "Model “made” has no decision “three”. Its decisions are: twice, one, two, typed, boxed."
    assert results(kit, body, SERVED) == {"c": [f"three: {why}"]}


@pytest.mark.parametrize(
    "model",
    [
        b"",
        b"<a/>",
        b" " * 10_000_001,
        definitions('<decision id="d"/>'),
        definitions('<decision id="d" name="answer"/><decision id="e" name="answer"/>'),
        literal_model("1").replace(b"<literalExpression", b'<literalExpression expressionLanguage="python"'),
        definitions(
            '<import name="x" namespace="urn:x"/><decision id="d" name="answer"><informationRequirement>'
            '<requiredDecision href="urn:x#y"/></informationRequirement></decision>'
        ),
    ],
)
def test_a_model_that_cannot_be_used_fails_its_cases_by_name(kit, model):
    told = results(kit, case("", NUMBER.format(1), "one") + case("", NUMBER.format(1), "two"), model)
    assert {name: len(each) for name, each in told.items()} == {"one": 1, "two": 1}
    assert all(each[0].startswith("answer: ") and "m.dmn" in each[0] for each in told.values())


@pytest.mark.parametrize("text", ["f(1)", "function(x) x", 'sort([1, "a"], function(x, y) x < y)', "1/0"])
def test_nothing_that_a_decision_gives_ends_the_run(kit, text):
    assert len(results(kit, case("", NUMBER.format(1)), literal_model(text.replace("\\", "")))["c"]) == 1


def test_a_missing_model_fails_its_cases(kit):
    told = list(run_kit(kit(literal_model("1"), CASES.replace("{model}", "gone.dmn"))))
    assert [each.case for each in told] == ["exact", "apart", "error", "other"]
    assert "tests the model “gone.dmn”, which cannot be read" in str(told[0].failures[0])


def test_folders_in_folders_are_run_once(kit, tmp_path):
    root = kit(literal_model("a / 2", {"a": "number"}))
    assert len(list(run_kit(root, root, root.parent / root.name / "."))) == 4


def test_a_folder_without_cases_and_one_that_is_none(tmp_path):
    (tmp_path / "notes.xml").write_text("<notes/>")
    with pytest.raises(NoCases):
        list(run_kit(tmp_path))
    for wrong in (tmp_path / "gone", tmp_path / "notes.xml"):
        with pytest.raises(NoFolder):
            list(run_kit(wrong))


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_2_passes_whole():
    results = list(run_kit(KIT / "compliance-level-2"))
    assert [each for each in results if not each.passed] == []
    assert len(results) == 116


@pytest.mark.shared
@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_3_does_not_fall_back():
    """What is open: functions in Java, which are never called, and imports between models."""
    failed = {each.file[:4] for each in run_kit(KIT / "compliance-level-3") if not each.passed}
    assert failed <= {"0076", "0086", "0089"}
