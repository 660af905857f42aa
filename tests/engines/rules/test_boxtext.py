"""Boxed expressions and types as text, for comparisons."""

from contextlib import suppress

import pytest

from tests.shared import SHARED
from verbale.engines.rules import read_model
from verbale.engines.rules.boxtext import box_text, type_text
from verbale.engines.rules.errors import BadModel

from .models import definitions

KIT = sorted((SHARED / "tck").rglob("*.dmn")) if SHARED.is_dir() else []


TABLE = (
    "<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/>"
    "<rule><inputEntry><text></text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>"
)


def entry(name, inside):
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{inside}</contextEntry>"


def literal(text):
    return f"<literalExpression><text>{text}</text></literalExpression>"


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (literal(" 1 +\n 2 "), "1 + 2"),
        (f"<context>{entry('a', literal('1'))}{entry('', literal('a'))}</context>", "{a: 1, a}"),
        (f"<list>{literal('1')}{literal('2')}</list>", "[1, 2]"),
        (
            f'<relation><column name="a"/><column name="b"/><row>{literal("1")}{literal("2")}</row></relation>',
            "[{a: 1, b: 2}]",
        ),
        (
            f'<invocation>{literal("f")}<binding><parameter name="x"/>{literal("1")}</binding></invocation>',
            "f(x: 1)",
        ),
        (
            f'<functionDefinition><formalParameter name="x" typeRef="number"/>{literal("x")}</functionDefinition>',
            "function(x: number) x",
        ),
        (
            f"<context>{entry('a', TABLE)}</context>",
            "{a: table U (1 → ; 1: - → 2)}",
        ),
    ],
)  # fmt: skip
def test_a_box_in_one_line(box, text):
    (decision,) = read_model(definitions(f'<decision id="d" name="d">{box}</decision>'), name="m").decisions
    assert box_text(decision.logic) == text


def test_conditions_loops_and_filters():
    later = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'
    boxes = (
        f"<conditional><if>{literal('true')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
        f'<for iteratorVariable="i"><in>{literal("[1]")}</in><return>{literal("i")}</return></for>',
        f'<some iteratorVariable="i"><in>{literal("[1]")}</in><satisfies>{literal("true")}</satisfies></some>',
        f"<filter><in>{literal('[1]')}</in><match>{literal('true')}</match></filter>",
    )
    body = "".join(f'<decision id="d{at}" name="d{at}">{box}</decision>' for at, box in enumerate(boxes))
    data = f'<definitions {later} id="m" name="m" namespace="n">{body}</definitions>'.encode()
    assert [box_text(each.logic) for each in read_model(data, name="m").decisions] == [
        "if true then 1 else 2", "for i in [1] return i", "some i in [1] satisfies true", "[1][true]",
    ]  # fmt: skip


@pytest.mark.skipif(not KIT, reason="needs the conformance kit")
def test_everything_in_the_kit_has_a_text_of_its_own():
    for path in KIT:
        with suppress(BadModel):  # which imports another
            found = read_model(path.read_bytes(), name=path.stem)
            texts = [
                *(box_text(each.logic) for each in found.decisions),
                *(type_text(one.type) for one in found.inputs),
            ]
            assert not [text for text in texts if "Expression(" in text or "Simple(" in text], path.stem
