"""A rulebook's texts in other languages: they decide nothing, and what is wrong with them is a remark."""

from __future__ import annotations

import pytest

from tests.shared import ROOT
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.texts import Texts, check_texts, texts

from .models import table_model

BOOKS = sorted((ROOT / "src" / "verbale" / "rulebooks").glob("*.dmn"))


def model(*elements, rules=('1 => "a place" # A clause',)):
    held = "".join(elements)
    carried = (
        f'<extensionElements><v:texts xmlns:v="urn:verbale:rulebook:1">{held}</v:texts></extensionElements>'.encode()
    )
    head, sign, rest = table_model(list(rules)).partition(b">")
    return read_model(head + sign + carried + rest, name="m.dmn")


def test_a_text_is_named_by_what_it_says():
    found = texts(
        model(
            '<v:text of="A  clause" lang="zh"> 条款 </v:text>',
            '<v:text of="a place" lang="zh">地点</v:text>',
            '<v:text of="A clause" lang="de">Eine Klausel</v:text>',
        )
    )
    assert found == Texts({"zh": {"A clause": "条款", "a place": "地点"}, "de": {"A clause": "Eine Klausel"}})
    assert found.languages == ("zh", "de")
    assert [found.said("A clause", one) for one in ("zh", "de", "fr")] == ["条款", "Eine Klausel", "A clause"]
    assert found.found("a place", "de") is None


def test_without_any_every_text_stands_as_it_is():
    found = texts(read_model(table_model(["1 => 1"]), name="m.dmn"))
    assert (found, found.languages, found.said("x", "zh")) == (Texts(), (), "x")


@pytest.mark.parametrize(
    ("element", "why"),
    [
        ('<v:text of="A clause" lang="zh"> </v:text>', "it is empty"),
        ('<v:text of="A clause" lang="Chinese!">x</v:text>', "“Chinese!” is no code of a language, such as zh"),
        ('<v:text of="A clause">x</v:text>', "“” is no code of a language, such as zh"),
        ('<v:text lang="zh">x</v:text>', "“text” is no text with what it is a text of"),
        ('<v:word of="A clause" lang="zh">x</v:word>', "“word” is no text with what it is a text of"),
        ('<text of="A clause" lang="zh">x</text>', "“text” is no text with what it is a text of"),
    ],
)
def test_what_is_ill_formed_is_left_out_and_named(element, why):
    found = model(element)
    assert [(one.kind, one.why, one.error) for one in check_texts(found)] == [("text", why, False)]
    assert texts(found) == Texts()


def test_a_text_of_nothing_and_one_that_stands_twice_are_named():
    found = model(
        '<v:text of="Another" lang="zh">x</v:text>',
        '<v:text of="A clause" lang="zh">y</v:text>',
        '<v:text of="A clause" lang="zh">z</v:text>',
    )
    assert [str(one) for one in check_texts(found)] == [
        "text of “Another”: nothing in the rulebook says that", "text of “A clause”: it stands twice in “zh”",
    ]  # fmt: skip
    assert texts(found).said("A clause", "zh") == "y"


def test_they_decide_nothing():
    with_texts = prepare(model('<v:text of="a place" lang="zh">地点</v:text>'))
    assert with_texts.decide({"x": 1}) == prepare(model()).decide({"x": 1})


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_ours_are_whole(path):
    assert list(check_texts(read_model(path.read_bytes(), name=path.name))) == []
