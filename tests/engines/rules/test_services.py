"""Knowledge models and decision services: called by position and by name, typed, recursive, passed about; what they
do not see; and requirements of the wrong kind."""

from xml.sax.saxutils import escape

import pytest

from verbale.engines.rules import BadModel, prepare, read_model, to_json

from .models import definitions


def literal(text):
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def given(name):
    return f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="number"/></inputData>'


def decision(name, text, needs="", calls=""):
    asked = "".join(
        f'<informationRequirement><requiredInput href="#{each}"/></informationRequirement>' for each in needs.split()
    ) + "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{each}"/></knowledgeRequirement>' for each in calls.split()
    )
    return f'<decision id="{name}" name="{name}"><variable name="{name}"/>{asked}{literal(text)}</decision>'


def service(name, outputs, inputs="", decisions="", kind=""):
    parts = {"outputDecision": outputs, "inputDecision": decisions, "inputData": inputs}
    inside = "".join(f'<{tag} href="#{each}"/>' for tag, names in parts.items() for each in names.split())
    variable = f'<variable name="{name}" typeRef="{kind}"/>'
    return f'<decisionService id="{name}" name="{name}">{variable}{inside}</decisionService>'


def knowledge(name, parameters, logic):
    taken = "".join(f'<formalParameter name="{each}" typeRef="number"/>' for each in parameters.split())
    inside = f"<encapsulatedLogic>{taken}{logic}</encapsulatedLogic>" if logic is not None else ""
    head = f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
    return f"{head}{inside}</businessKnowledgeModel>"


MODEL = (
    given("a") + given("b")
    + decision("sum", "a + b", "a b")
    + decision("tenfold", "sum * 10", "sum")
    + decision("more", "tenfold + 1", "tenfold")
    + decision("broken", "1 / 0")
    + decision("after", "broken + 1", "broken")
    + service("one", "tenfold", "a b")
    + service("two", "tenfold more", "a b")
    + service("late", "more", "a", "tenfold")
    + service("spared", "after", "", "broken")
    + service("itself", "sum", "", "sum")
    + service("wrong", "sum", "a b", "", "string")
    + knowledge("three", "p q r", literal("[p, q, r]"))
    + knowledge("factorial", "n", literal("if n <= 1 then 1 else n * factorial(n - 1)"))
    + knowledge("nothing", "n", "")
    + knowledge("hollow", "", None)
    + knowledge("apply", "", literal("function(f) f(4, 1)"))
)  # fmt: skip
ALL = "one two late spared itself wrong three factorial nothing hollow apply"
ONE = ("“one” has the parameters a, b, not a, b, c",)


def answer(text, needs=""):
    logic = decision("answer", text, needs, ALL) if not text.startswith("<") else decision("answer", "", "", ALL)
    if text.startswith("<"):
        logic = logic.replace(literal(""), text)
    prepared = prepare(read_model(definitions(MODEL + logic), name="m.dmn"))
    verdict = prepared.decide({"a": 1}, "answer")
    return to_json(verdict.outputs) if not verdict.faults else verdict.faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one(1, 2)", 30),
        ("one(b: 2, a: 1)", 30),
        ("one([1], 2)", 30),
        ("one(1)", ("“one” takes 2 arguments, not 1",)),
        ("one(1, 2, 3)", ("“one” takes 2 arguments, not 3",)),
        ("one(a: 1, b: 2, c: 3)", ONE),
        ("two(1, 2)", {"tenfold": 30, "more": 31}),
        ("two(1, 2).more", 31),
        ("late(1, 5)", 6),
        ("late(tenfold: 5)", 6),
        ("spared(3)", 4),
        ("itself(7)", 7),
        ("wrong(1, 2)", ("“wrong”: its result is not of the declared type",)),
        ("apply()(one)", 50),
        ("for i in 1..2 return one(i, i)", [20, 40]),
        ("one instance of function<number, number> -> number", True),
    ],
)
def test_services_are_functions(text, value):
    assert answer(text) == value


def test_a_service_does_not_see_the_facts_around_it():
    assert answer("[a, late(null, 2)]", "a") == [1, 3]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three(1, 2, 3)", [1, 2, 3]),
        ("three(1, 2)", ("“three” takes 3 arguments, not 2",)),
        ("three(r: 1, p: 3)", [3, None, 1]),
        ("three(p: 3)", [3, None, None]),
        ("factorial(5)", 120),
        ("nothing(1)", None),
        ("hollow()", ("the knowledge model has no logic",)),
    ],
)
def test_knowledge_models_are_functions(text, value):
    assert answer(text) == value


@pytest.mark.parametrize(
    ("called", "bound", "value"),
    [
        ("three", {"r": "1", "p": "3", "q": "2"}, [3, 2, 1]),
        ("three", {"p": "3"}, [3, None, None]),
        ("three", {"p": None, "q": "2"}, [None, 2, None]),
        ("three", {}, [None] * 3),
        ("three", {"s": "3"}, ("“three” has the parameters p, q, r, not s",)),
        ("one", {"b": "2", "a": "1"}, 30),
        ("sum", {"list": "[1, 2]"}, 3),
        ("substring", {"string": '"a"'}, ("substring: the start position must be a whole number, not null",)),
        ("substring", {"text": '"a"'},
         ("“substring” has the parameters string, start position, length, not text",)),
        ("index of", {"list": "[1, null]"}, [2]),
    ],
)  # fmt: skip
def test_boxed_invocations(called, bound, value):
    bindings = "".join(
        f'<binding><parameter name="{name}"/>{literal(text) if text else ""}</binding>' for name, text in bound.items()
    )
    assert answer(f"<invocation>{literal(called)}{bindings}</invocation>") == value


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (decision("r", "1", "", "a"), "“r”: it requires “a” as knowledge, and it cannot be called"),
        (decision("r", "1", "three"), "“r”: it requires “three” as information, and it has no value"),
        (service("r", "a"), "“r”: it requires “a” as a decision, and it is none"),
        (service("r", "sum", "", "a"), "“r”: it requires “a” as a decision, and it is none"),
        (service("r", "sum", "three"), "“r”: it requires “three” as an input, and it has no value"),
    ],
)
def test_requirements_of_the_wrong_kind(body, why):
    with pytest.raises(BadModel, match=why):
        prepare(read_model(definitions(MODEL + body), name="m.dmn"))
