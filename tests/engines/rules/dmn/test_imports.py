"""Models that import others: their parts under the import's name, chains, circles, missing files."""

from decimal import Decimal

import pytest

from verbale.engines.rules import BadCell, BadModel, prepare, read_model
from verbale.engines.rules.dmn.parts import parts_beside
from verbale.engines.rules.fast import fast

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def made(name, body, *imports):
    asked = "".join(
        f'<import name="{alias}" namespace="urn:{space}" importType="{SPACE}"/>' for alias, space in imports
    )
    head = f'<definitions xmlns="{SPACE}" id="{name}" name="{name}" namespace="urn:{name}">'
    return f"{head}{asked}{body}</definitions>".encode()


def decision(name, text, *needs, kind="", knowledge=()):
    asked = "".join(
        f'<informationRequirement><required{what} href="{href}"/></informationRequirement>' for what, href in needs
    ) + "".join(
        f'<knowledgeRequirement><requiredKnowledge href="{href}"/></knowledgeRequirement>' for href in knowledge
    )
    variable = f'<variable name="{name}" typeRef="{kind}"/>' if kind else ""
    logic = f"<literalExpression><text>{text}</text></literalExpression>"
    return f'<decision id="{name} id" name="{name}">{variable}{asked}{logic}</decision>'


def given(name, kind="number"):
    return f'<inputData id="{name} id" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'


SHELF = made(
    "shelf",
    '<itemDefinition name="mark"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues>'
    "</itemDefinition>"
    + given("copies")
    + decision("spare", "copies - 1", ("Input", "#copies id"))
    + '<businessKnowledgeModel id="twice id" name="twice of"><variable name="twice of"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/><literalExpression><text>if n > 99 then twice of(1) else n * 2</text>'
    "</literalExpression></encapsulatedLogic></businessKnowledgeModel>"
    + decision("both", "[copies, spare]", ("Input", "urn:shelf#copies id"), ("Decision", "#spare id"))
    + '<decisionService id="serve id" name="serve"><variable name="serve"/><outputDecision href="#spare id"/>'
    '<outputDecision href="#both id"/><inputData href="#copies id"/></decisionService>',
)


def answer(text, *needs, knowledge=(), facts=None, extra=""):
    top = made(
        "top",
        extra + decision("answer", text, *needs, knowledge=knowledge),
        ("the shelf", "shelf"),
    )
    prepared = prepare(read_model(top, name="top.dmn", parts={"shelf.dmn": SHELF}))
    verdict = prepared.decide(facts or {each.name: 5 for each in prepared.model.inputs})
    return verdict.outputs if not verdict.faults else verdict.faults


SPARE = ("Decision", "urn:shelf#spare id")
COPIES = ("Input", "urn:shelf#copies id")


@pytest.mark.parametrize(
    ("text", "needs", "knowledge", "value"),
    [
        ("the shelf.spare + 1", [SPARE], [], 5),
        ("the shelf . spare + 1", [SPARE], [], 5),
        ("the shelf.copies", [COPIES], [], 5),
        ("the shelf.twice of(the shelf.spare)", [SPARE], ["urn:shelf#twice id"], 8),
        ("the shelf.twice of(n: 100)", [], ["urn:shelf#twice id"], 2),
        ("the shelf.serve(3)", [], ["urn:shelf#serve id"], {"spare": 2, "both": (3, 2)}),
        ("the shelf.serve(copies: 3).both[2]", [], ["urn:shelf#serve id"], 2),
        ('get value(the shelf, "spare")', [SPARE], [], 4),
        ('"A" instance of the shelf.mark', [], [], True),
    ],
)
def test_parts_are_called_by_the_name_of_the_import(text, needs, knowledge, value):
    assert answer(text, *needs, knowledge=knowledge) == value


def test_a_type_of_an_import_holds_its_values():
    extra = given("mark", "the shelf.mark")
    assert answer("mark", ("Input", "#mark id"), extra=extra, facts={"mark": "B"}) == "B"


def test_inputs_of_one_name_are_told_apart():
    text = "[copies, the shelf.copies]"
    facts = {"copies": 1, "the shelf.copies": 2}
    assert answer(text, ("Input", "#copies id"), COPIES, extra=given("copies"), facts=facts) == (1, 2)


def test_a_chain_and_a_diamond_read_each_model_once():
    left = made("left", decision("more", "deep.spare + 1", SPARE), ("deep", "shelf"))
    right = made("right", decision("more", "low.spare + 2", SPARE), ("low", "shelf"))
    top = made(
        "top",
        decision("answer", "l.more * r.more", ("Decision", "urn:left#more id"), ("Decision", "urn:right#more id")),
        ("l", "left"),
        ("r", "right"),
    )
    model = read_model(top, name="top.dmn", parts={"l.dmn": left, "s.dmn": SHELF, "r.dmn": right})
    assert [each.name for each in model.inputs] == ["copies"]
    assert [each.name for each in model.decisions] == ["answer", "l.more", "r.more", "l.deep.spare"]
    assert [each.name for each in model.final] == ["answer"]
    assert prepare(model).decide({"copies": 5}).outputs == 30


def test_an_import_without_a_name_brings_plain_names():
    top = made("top", decision("answer", "spare + 1", SPARE), ("", "shelf"))
    assert prepare(read_model(top, name="top", parts={"s": SHELF})).decide({"copies": 5}).outputs == 5


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({}, "no file given with it has the namespace “urn:shelf”"),
        ({"a.dmn": SHELF, "b.dmn": SHELF}, "both a.dmn and b.dmn have the namespace “urn:shelf”"),
        (
            {"shelf.dmn": made("shelf", "", ("up", "top"))},
            "the models import each other in a circle: urn:top → urn:shelf → urn:top",
        ),
    ],
)
def test_missing_doubled_and_circular_parts(parts, why):
    top = made("top", decision("answer", "1"), ("the shelf", "shelf"))
    with pytest.raises(BadModel) as caught:
        read_model(top, name="top.dmn", parts=parts)
    assert caught.value.facts["why"] == why


def test_a_long_row_of_imports_is_refused():
    parts = {str(at): made(f"m{at}", "", ("next", f"m{at + 1}")) for at in range(40)}
    with pytest.raises(BadModel, match="more than 20 models import each other in a row"):
        read_model(parts["0"], name="top.dmn", parts=parts)


def test_an_unknown_part_is_named():
    with pytest.raises(
        BadModel, match="“answer”: it requires “urn:shelf#nothing”, which is neither in the file nor in"
    ):
        answer("1", ("Decision", "urn:shelf#nothing"))


def test_a_fault_in_a_part_names_its_file():
    table = (
        '<decision id="d" name="d"><decisionTable><input><inputExpression><text>1</text></inputExpression></input>'
        "<output/><rule><inputEntry><text>[1..</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
        "</decisionTable></decision>"
    )
    top = made("top", decision("answer", "1"), ("s", "shelf"))
    with pytest.raises(BadCell) as caught:
        read_model(top, name="top.dmn", parts={"shelf.dmn": made("shelf", table)})
    assert (caught.value.facts["model"], caught.value.facts["decision"]) == ("shelf.dmn", "d")


def test_imports_of_other_kinds_bring_nothing():
    top = made("top", decision("answer", "1")).replace(
        b"<decision ", b'<import name="p" namespace="urn:p" importType="http://www.dmg.org/PMML-4_2"/><decision ', 1
    )
    assert prepare(read_model(top, name="top.dmn")).decide({}).outputs == 1


@pytest.mark.parametrize("kind", ["", "http://www.omg.org/spec/DMN/20180521/MODEL/", SPACE.rstrip("/")])
def test_an_import_of_any_version_is_one_of_decisions(kind):
    top = made("top", decision("answer", "spare", SPARE), ("", "shelf")).replace(
        SPACE.encode() + b'"/>', f'{kind}"/>'.encode()
    )
    assert prepare(read_model(top, name="top", parts={"s": SHELF})).decide({"copies": 5}).outputs == 4


def test_a_type_by_the_prefix_of_a_namespace():
    top = made("top", decision("answer", '"C"', kind="s:mark"), ("", "shelf"))
    assert prepare(read_model(top, name="top", parts={"s": SHELF})).decide({}).outputs is None


@pytest.mark.parametrize("name", ["the shelf.copies", "copies"])
def test_a_service_over_an_imported_input_is_called_by_either_name(name):
    service = (
        '<decisionService id="s" name="serve"><variable name="serve"/><outputDecision href="#more id"/>'
        '<inputData href="urn:shelf#copies id"/></decisionService>'
    )
    top = made("top", decision("more", "the shelf.copies + 1", COPIES) + service, ("the shelf", "shelf"))
    prepared = prepare(read_model(top, name="top", parts={"s": SHELF}))
    assert prepared.invoke("serve", {name: Decimal(2)}).outputs == 3


def test_parts_beside_a_model(tmp_path):
    top = made("top", decision("answer", "l.more", ("Decision", "urn:left#more id")), ("l", "left"))
    left = made("left", decision("more", "deep.spare + 1", SPARE), ("deep", "shelf"))
    for name, data in {"top": top, "left": left, "shelf": SHELF, "other": made("other", ""), "bad": b"no"}.items():
        (tmp_path / f"{name}.dmn").write_bytes(data)
    assert parts_beside(top, "top.dmn", tmp_path) == {"left.dmn": left, "shelf.dmn": SHELF}
    assert parts_beside(SHELF, "shelf.dmn", tmp_path) == {}


def test_columns_and_fast_leave_imports_to_the_closures():
    top = made("top", given("copies") + decision("answer", "[copies, the shelf.spare]", ("Input", "#copies id"), SPARE),
               ("the shelf", "shelf"))  # fmt: skip
    prepared = prepare(read_model(top, name="top.dmn", parts={"shelf.dmn": SHELF}))
    facts = {"copies": 1, "the shelf.copies": 9}
    assert fast(prepared)(facts).outputs == prepared.decide(facts).outputs == (1, 8)
