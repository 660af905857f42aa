"""Every act that is recorded has a name that a reader understands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import verbale.domain
from verbale.web.act_facts import fact_name, value_name
from verbale.web.acts import ACTS, act_name

RECORDS = {"record", "_record", "_keep"}


def recorded() -> Iterator[str]:
    """The acts that the domain names where it records them."""
    for file in Path(verbale.domain.__file__).parent.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            given = [one.value for one in call.keywords if one.arg == "act"] + call.args[:1]
            for one in given if name in RECORDS else ():
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and "." in one.value:
                    yield one.value


def test_every_act_that_is_recorded_has_a_name():
    found = set(recorded())
    assert {"session.planned", "programme.recorded", "body.named"} <= found
    assert found - set(ACTS) == set()


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("begins", "2027-01-10", "10 January 2027"), ("before", "2027-01", "January 2027"), ("due", "", ""),
        ("number", 2, "2"), ("adopted", True, "yes"), ("before", "A sentence", "A sentence"),
    ],
)  # fmt: skip
def test_a_fact_is_told_as_a_reader_writes_it(fact, value, told):
    assert value_name(fact, value) == told


def test_what_has_no_name_is_shown_as_it_is_written():
    assert (act_name("odd.act"), fact_name("odd")) == ("odd.act", "odd")
