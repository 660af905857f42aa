"""Boxed expressions of every kind, their types, and what is null with a reason."""

from xml.sax.saxutils import escape

import pytest

from tests.engines.rules.models import definitions
from verbale.engines.rules import prepare, read_model, to_json
from verbale.engines.rules.errors import BadModel

TYPES = """
<itemDefinition name="nums" isCollection="true"><typeRef>number</typeRef></itemDefinition>
<itemDefinition name="a person"><itemComponent name="n"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="s"><typeRef>string</typeRef></itemComponent></itemDefinition>
<itemDefinition name="small"><typeRef>number</typeRef>
  <allowedValues><text>&lt; 5</text></allowedValues></itemDefinition>
<itemDefinition name="smalls" isCollection="true"><typeRef>number</typeRef>
  <allowedValues><text>1,2</text></allowedValues></itemDefinition>
<itemDefinition name="pair" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
<itemDefinition name="few" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>sum(?) &lt; 10</text></typeConstraint></itemDefinition>
<itemDefinition name="ones" isCollection="1"><typeRef>small</typeRef></itemDefinition>
<itemDefinition name="lower"><typeRef>small</typeRef><allowedValues><text>&gt; 1</text></allowedValues></itemDefinition>
<itemDefinition name="span"><itemComponent name="first page"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="last"><typeRef>number</typeRef></itemComponent>
  <typeConstraint><text>?.first page &lt; ?.last</text></typeConstraint></itemDefinition>
<itemDefinition name="loan"><itemComponent name="begins"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="date"><typeRef>date</typeRef>
    <allowedValues><text>&gt; date("2020-01-01")</text></allowedValues></itemComponent>
  <itemComponent name="ends"><typeRef>number</typeRef>
    <allowedValues><text>&gt; begins, begins</text></allowedValues></itemComponent>
  <itemComponent name="days.renewed" isCollection="true"><typeRef>number</typeRef>
    <allowedValues><text>[begins..ends]</text></allowedValues>
    <typeConstraint><text>count(?) &lt; ends</text></typeConstraint></itemComponent></itemDefinition>
<itemDefinition name="loans" isCollection="true"><typeRef>loan</typeRef></itemDefinition>
<itemDefinition name="asked"><typeRef>Any</typeRef>
  <typeConstraint><text>? instance of span or ? instance of list&lt;small&gt;</text></typeConstraint></itemDefinition>
<itemDefinition name="rows"><typeRef>list&lt;small&gt;</typeRef></itemDefinition>
<itemDefinition name="letters" isCollection="true"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="ab"><typeRef>letters</typeRef>
  <allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
<itemDefinition name="date of issue"><typeRef>date</typeRef></itemDefinition>
<itemDefinition name="fun"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem>
</itemDefinition>
"""
OTHER = "d: the result is not of the declared type"


def lit(text, kind=""):
    return f'<literalExpression typeRef="{kind}"><text>{escape(text)}</text></literalExpression>'


def entry(name, inside, kind=""):
    variable = f'<variable name="{name}" typeRef="{kind}"/>' if name else ""
    return f"<contextEntry>{variable}{inside}</contextEntry>"


def function(name, kind, body):
    return f'<functionDefinition><formalParameter name="{name}" typeRef="{kind}"/>{lit(body)}</functionDefinition>'


def decided(box, kind=""):
    data = definitions(f'{TYPES}<decision id="d" name="d"><variable name="d" typeRef="{kind}"/>{box}</decision>')
    verdict = prepare(read_model(data, name="made")).decide({})
    return to_json(verdict.outputs) if not verdict.faults else verdict.faults


def conditional(text):
    return f"<conditional><if>{lit(text)}</if><then>{lit('1')}</then><else>{lit('2')}</else></conditional>"


def loop(kind, source, body):
    inside = "return" if kind == "for" else "satisfies"
    return f'<{kind} iteratorVariable="i"><in>{lit(source)}</in><{inside}>{lit(body)}</{inside}></{kind}>'


def filtered(source, condition):
    return f"<filter><in>{lit(source)}</in><match>{lit(condition)}</match></filter>"


@pytest.mark.parametrize(
    ("box", "value"),
    [
        (conditional("1 = 1"), 1),
        (conditional("null"), 2),
        (conditional('"a"'), ("d: the condition is not true or false",)),
        (loop("for", "[1, 2]", "i * 2"), [2, 4]),
        (loop("for", "[1..3]", "count(partial)"), [0, 1, 2]),
        (loop("for", "null", "i"), ("there is no list to go through: it is null",)),
        (loop("some", "[1, 2]", "i = 2"), True),
        (loop("every", "[1, 2]", "i = 2"), False),
        (loop("every", "[1, 2]", "null"), ("the condition is not true or false",)),
        (filtered("[{a: 1}, {a: 2}]", "a = 2"), [{"a": 2}]),
        (filtered("[5, 6]", "2"), 6),
        (filtered("[5, null]", "item > 4"), ("null and a number cannot be compared",)),
        (filtered("[5, 6]", '"x"'), ("the condition is not true or false",)),
        (f"<list>{lit('1')}{lit('1 + 1')}</list>", [1, 2]),
        (f"<list>{lit('1', 'string')}</list>", (OTHER,)),
        (f"<context>{entry('a b', lit('1'))}{entry('c', lit('a b + 1'))}</context>", {"a b": 1, "c": 2}),
        (f"<context>{entry('a b', lit('1'))}{entry('', lit('a b + 1'))}</context>", 2),
        (f"<context>{entry('a', lit('1'), 'string')}</context>", ("d: “a” is not of the declared type",)),
        (f"<context>{entry('a', lit('[1]'), 'number')}</context>", {"a": 1}),
        (f'<relation><column name="a"/><column name="b"/><row>{lit("1")}{lit("2")}</row></relation>',
         [{"a": 1, "b": 2}]),
        (f'<relation><column name="a" typeRef="string"/><row>{lit("1")}</row></relation>', (OTHER,)),
        (f'<relation><column name="a" typeRef="number"/><row>{lit("[1]")}</row></relation>', [{"a": 1}]),
        (
            "<invocation>" + lit("function(a, b) a - b")
            + f'<binding><parameter name="b"/>{lit("1")}</binding><binding><parameter name="a"/>{lit("3")}</binding>'
            + "</invocation>",
            2,
        ),
        (f"<invocation>{lit('1')}</invocation>", ("d: what is invoked is not a function",)),
        (
            f"<context>{entry('f', function('n', 'number', 'n + 1'))}"
            f"{entry('', lit('f([4])'))}</context>",
            5,
        ),
        (
            f"<context>{entry('f', function('n', 'number', 'if n = 0 then 0 else n + f(n - 1)'))}"
            f"{entry('', lit('f(4)'))}</context>",
            10,
        ),
        (f"<context>{entry('a', lit('1'))}{entry('a', lit('2'))}</context>", ("“a” stands twice in the context",)),
        (
            f"<context>{entry('f', '<functionDefinition/>')}{entry('', lit('f()'))}</context>",
            None,
        ),
        (
            f'<functionDefinition kind="Java"><formalParameter name="n"/>{lit("1")}</functionDefinition>',
            "function d",
        ),
    ],
)  # fmt: skip
def test_boxes(box, value):
    assert decided(box) == value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1", "nums", [1]),
        ("[1]", "nums", [1]),
        ('[1, "a"]', "nums", (OTHER,)),
        ("[5, 4]", "few", [5, 4]),
        ("[5, 5]", "few", (OTHER,)),
        ("1", "list", [1]),
        ("[1]", "list", [1]),
        ("null", "nums", None),
        ("[1]", "number", 1),
        ("[1, 2]", "number", (OTHER,)),
        ('@"2020-01-01"', "date and time", "2020-01-01T00:00:00Z"),
        ('@"2020-01-01"', "string", (OTHER,)),
        ('{n: 1, s: "a"}', "a person", {"n": 1, "s": "a"}),
        ("{n: 1, s: null, z: 2}", "a person", {"n": 1, "s": None, "z": 2}),
        ("{n: 1}", "a person", (OTHER,)),
        ('{n: "x", s: null}', "a person", (OTHER,)),
        ("{n: 1, s: null} instance of a person", "boolean", True),
        ('@"2020-01-01" instance of date of issue', "boolean", True),
        ("[null] instance of list<date of issue>", "boolean", True),
        ('(function(x: date of issue) x.year)(@"2020-01-01")', "number", 2020),
        ("3", "small", 3),
        ("7", "small", (OTHER,)),
        ("[1, 2]", "smalls", [1, 2]),
        ("[1, 3]", "smalls", (OTHER,)),
        ("[1, 2]", "pair", [1, 2]),
        ("[1]", "pair", (OTHER,)),
        ("[1, 2]", "ones", [1, 2]),
        ("[1, 9]", "ones", (OTHER,)),
        ("[1, 2]", "rows", [1, 2]),
        ("[1, 9]", "rows", (OTHER,)),
        ("3", "lower", 3),
        ("1", "lower", (OTHER,)),
        ("6", "lower", (OTHER,)),
        ("{first page: 1, last: 2}", "span", {"first page": 1, "last": 2}),
        ("{first page: 3, last: 2}", "span", (OTHER,)),
        ('["a", "b"]', "ab", ["a", "b"]),
        ('["a", "c"]', "ab", (OTHER,)),
        ("[1, 2]", "list&lt;number&gt;", [1, 2]),
        ('["a"]', "list&lt;number&gt;", (OTHER,)),
        ("[1..2]", "range&lt;number&gt;", "[1..2]"),
        ('["a".."b"]', "range&lt;number&gt;", (OTHER,)),
        ("1", "Null", (OTHER,)),
        ("function(a: number) a", "fun", "function function"),
        ("function(a: string) a", "fun", (OTHER,)),
        ("function(a, b) a", "fun", (OTHER,)),
    ],
)
def test_declared_types(text, kind, value):
    assert decided(lit(text), kind) == value


LOAN = "begins: 2, ends: 5, date: null, days.renewed: [3, 4]"


@pytest.mark.parametrize(
    ("entries", "holds"),
    [
        (LOAN, True),
        (LOAN.replace("ends: 5", "ends: 4"), True),
        (LOAN.replace("ends: 5", "ends: 2").replace("[3, 4]", "[2]"), True),
        (LOAN.replace("ends: 5", "ends: 1"), False),
        (LOAN.replace("ends: 5", "ends: 3"), False),
        (LOAN.replace("ends: 5", "ends: null"), False),
        (LOAN.replace("ends: 5", "ends: null").replace("[3, 4]", "null"), True),
        (LOAN.replace("begins: 2", "begins: null"), False),
        (LOAN.replace("begins: 2, ", ""), False),
        (LOAN.replace("[3, 4]", "[3, 4, 4, 4, 4]"), False),
        (LOAN.replace("[3, 4]", "[]"), True),
        (LOAN.replace("date: null", 'date: @"2020-02-01"'), True),
        (LOAN.replace("date: null", 'date: @"2019-02-01"'), False),
    ],
)
def test_allowed_values_see_the_components_beside_theirs(entries, holds):
    for kind in ("loan", "loans"):
        assert (decided(lit(f"{{{entries}}}"), kind) != (OTHER,)) is holds


def test_allowed_values_that_take_too_long_allow_nothing(monkeypatch):
    monkeypatch.setattr("verbale.engines.rules.feel.scope.MAX_STEPS", 1000)
    text = "some i in 1..9999999 satisfies i &lt; 0"
    allowed = f'<itemDefinition name="long"><typeRef>number</typeRef><allowedValues><text>{text}</text></allowedValues>'
    decision = f'<decision id="d" name="d"><variable name="d" typeRef="long"/>{lit("1")}</decision>'
    verdict = prepare(read_model(definitions(f"{allowed}</itemDefinition>{decision}"), name="made")).decide({})
    assert (verdict.outputs, verdict.faults) == (None, (OTHER,))


@pytest.mark.parametrize(
    ("box", "value"),
    [
        (lit("[7, 8]", "slow"), [7, 8]),
        (lit("for i in 1..40 return 7", "slow"), ()),
        (lit("(function(l: slow) 1)(for i in 1..40 return 7)"), ()),
        (lit("for i in 1..40 return (function(n: slower) n)(7)"), ()),
        (f"<context>{entry('l', lit('for i in 1..40 return 7'), 'slow')}</context>", ()),
        ("<decisionTable><output typeRef='slow'/><rule><outputEntry><text>for i in 1..40 return 7</text></outputEntry>"
         "</rule></decisionTable>", ()),
    ],
)  # fmt: skip
def test_the_steps_of_a_decision_bound_those_of_its_allowed_values(monkeypatch, box, value):
    monkeypatch.setattr("verbale.engines.rules.feel.scope.MAX_STEPS", 1000)
    types = '<itemDefinition name="slower"><typeRef>number</typeRef><allowedValues><text>'
    types += "count(for i in 1..50 return i) &gt; ?</text></allowedValues></itemDefinition>"
    types += '<itemDefinition name="slow" isCollection="true"><typeRef>slower</typeRef></itemDefinition>'
    data = definitions(f'{types}<decision id="d" name="d"><variable name="d"/>{box}</decision>')
    verdict = prepare(read_model(data, name="made")).decide({})
    assert (to_json(verdict.outputs) if not verdict.faults else ()) == value


@pytest.mark.parametrize("text", ["? instance of own", "? instance of list&lt;own&gt;"])
def test_allowed_values_that_ask_for_their_own_type_are_refused(text):
    own = f'<itemDefinition name="own"><typeRef>Any</typeRef><allowedValues><text>{text}</text></allowedValues>'
    with pytest.raises(BadModel, match="it contains itself"):
        read_model(definitions(f"{own}</itemDefinition>"), name="made")


@pytest.mark.parametrize(
    ("text", "holds"),
    [("{first page: 3, last: 2}", True), ("[9]", True), ("{last: 2}", False), ('["a"]', False), ("1", False)],
)
def test_a_constraint_may_ask_for_types_of_the_model(text, holds):
    assert (decided(lit(text), "asked") != (OTHER,)) is holds


PERSON = f'<context typeRef="a person">{entry("n", lit("1"))}{entry("s", lit("null"))}</context>'
NOBODY = f'<context typeRef="a person">{entry("n", lit("1"))}</context>'


@pytest.mark.parametrize(
    ("box", "value"),
    [
        (f"<list>{PERSON}</list>", [{"n": 1, "s": None}]),
        (f"<list>{NOBODY}</list>", (OTHER,)),
        (f"<context>{entry('', NOBODY)}</context>", (OTHER,)),
        (f"<list><list typeRef='nums'>{lit('1')}</list></list>", [[1]]),
        (f"<list><list typeRef='number'>{lit('1')}</list></list>", [1]),
        (f"<list><list typeRef='nums'>{lit('true')}</list></list>", (OTHER,)),
        (loop("for", "1", "i").replace("<in>", "<in typeRef='nums'>"), [1]),
        (loop("for", "[true]", "i").replace("<in>", "<in typeRef='nums'>"),
         (OTHER, "there is no list to go through: it is null")),
        (conditional("true").replace("<conditional>", "<conditional typeRef='nums'>"), [1]),
    ],
)  # fmt: skip
def test_the_type_of_a_box_counts_wherever_it_stands(box, value):
    assert decided(box) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('fine("book", 3)', 6),
        ('fine(days late: 3, kind: "book")', 6),
        ('fine("map", 3)', None),
        ("fine(1)", ("“fine” takes 2 arguments, not 1",)),
        ("fine(1, 3)", ("“fine”: kind is a number, which is not of the declared type",)),
    ],
)
def test_a_table_that_is_a_knowledge_model_may_name_its_parameters_by_its_columns(text, value):
    columns = (("kind", "string"), ("days late", "number"), ("days late * 2", "number"))
    asked = "".join(
        f'<input><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for name, kind in columns
    )
    cells = "".join(f"<inputEntry><text>{escape(each)}</text></inputEntry>" for each in ('"book"', "> 0", "< 10"))
    data = definitions(
        '<businessKnowledgeModel id="k" name="fine"><encapsulatedLogic><decisionTable>'
        f"{asked}<output/><rule>{cells}<outputEntry><text>days late * 2</text></outputEntry></rule></decisionTable>"
        '</encapsulatedLogic></businessKnowledgeModel><decision id="d" name="d"><knowledgeRequirement>'
        f'<requiredKnowledge href="#k"/></knowledgeRequirement>{lit(text)}</decision>'
    )
    verdict = prepare(read_model(data, name="made")).decide({})
    assert (to_json(verdict.outputs) if not verdict.faults else verdict.faults) == value


def test_the_type_of_a_box_counts_where_its_variable_has_none():
    data = definitions('<decision id="d" name="d"><list typeRef="number"><literalExpression><text>1</text>'
                       "</literalExpression></list></decision>")  # fmt: skip
    assert prepare(read_model(data, name="made")).decide({}).outputs == 1
