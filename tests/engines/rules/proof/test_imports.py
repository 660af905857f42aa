"""Proofs over models that import others."""

from __future__ import annotations

import pytest

from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import differ, prove

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def definitions(name, body):
    return f'<definitions xmlns="{DMN}" id="{name}" name="{name}" namespace="urn:{name}">{body}</definitions>'


def function(name, body):
    return (
        f'<businessKnowledgeModel id="{name}" name="plus"><variable name="plus"/><encapsulatedLogic>'
        f'<formalParameter name="a"/><literalExpression><text>{body}</text></literalExpression></encapsulatedLogic>'
        "</businessKnowledgeModel>"
    )


def desk(*, own="a - 1", imported="a + 1"):
    """A decision that calls a function of its own and, by way of another decision, one of the same name elsewhere."""
    shelf = definitions("shelf", (
        '<inputData id="copies" name="copies"><variable name="copies" typeRef="number"/></inputData>'
        f'{function("f", imported)}<decision id="more" name="more"><variable name="more"/>'
        '<informationRequirement><requiredInput href="#copies"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
        "<literalExpression><text>plus(copies)</text></literalExpression></decision>"
    ))  # fmt: skip
    body = definitions("desk", (
        f'<import name="the shelf" namespace="urn:shelf" importType="{DMN}"/>{function("g", own)}'
        '<decision id="lend" name="lend"><variable name="lend"/>'
        '<informationRequirement><requiredDecision href="urn:shelf#more"/></informationRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="#g"/></knowledgeRequirement>'
        '<knowledgeRequirement><requiredKnowledge href="urn:shelf#f"/></knowledgeRequirement>'
        "<literalExpression><text>the shelf.plus(plus(the shelf.more)) > 3</text></literalExpression></decision>"
    ))  # fmt: skip
    return prepare(read_model(body.encode(), name="desk.dmn", parts={"shelf.dmn": shelf.encode()}))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("if copies > 2 then lend else true", True),
        ("if copies >= 2 then lend else true", False),
        ("if copies <= 2 then not(lend) else true", True),
        ("if the shelf.more > 3 then lend else true", True),
        ("copies = null or lend != null", True),
        ("lend or not(lend)", False),
    ],
)
def test_properties_of_what_calls_functions_elsewhere(text, holds):
    assert prove(desk(), text, "lend").holds is holds


def test_a_function_elsewhere_that_says_something_else():
    assert differ(desk(), desk(), "lend").relation == "equivalent"
    (region,) = differ(desk(), desk(imported="a + 2"), "lend").regions
    assert 0 < region.witness["copies"] <= 2
