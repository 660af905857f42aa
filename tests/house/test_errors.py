"""Every error is a sentence, and whoever raises it gives it all its facts."""

import ast
import inspect
from functools import cache
from string import Formatter
from typing import NamedTuple

from tests.house.sources import modules, name, tree


class Kind(NamedTuple):
    """A class as it stands in the sources."""

    path: str
    name: str
    bases: frozenset[str]
    sentence: str
    begins_itself: bool
    """Whether it has an ``__init__``, so that others need not give it the facts of its sentence."""


class Call(NamedTuple):
    """Something called, perhaps a class: by which name, and with which keywords; None stands for ``**``."""

    path: str
    line: int
    name: str
    given: frozenset[str | None]


@cache
def read():
    """The classes and the calls of all modules, without their trees: these are large, and looked at once."""
    kinds, calls = [], []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                kinds.append(kind_of(node, name(path)))
            elif isinstance(node, ast.Call):
                given = frozenset(keyword.arg for keyword in node.keywords)
                calls.append(Call(name(path), node.lineno, last_word(node.func), given))
    return kinds, calls


def kind_of(node, path):
    begins_itself = any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body)
    sentence = " ".join(inspect.cleandoc(ast.get_docstring(node) or "").split())
    return Kind(path, node.name, frozenset(map(last_word, node.bases)), sentence, begins_itself)


def last_word(node):
    """What a name, however it is reached, ends with; nothing of any other expression."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@cache
def family():
    """The classes of Verbale's family of errors."""
    names, (kinds, _) = {"VerbaleError"}, read()
    while grown := {kind.name for kind in kinds if kind.bases & names} - names:
        names |= grown
    return [kind for kind in kinds if kind.name in names]


def facts(kind):
    """The names in the sentence's braces, as they stand there."""
    return [
        (field, spec, conversion)
        for _, field, spec, conversion in Formatter().parse(kind.sentence)
        if field is not None
    ]


def test_every_error_has_a_sentence():
    assert [f"{kind.path}: {kind.name}" for kind in family() if not kind.sentence] == []


def test_braces_hold_plain_names():
    odd = [
        f"{kind.path}: {kind.name}: {field}"
        for kind in family()
        for field, spec, conversion in facts(kind)
        if not field.isidentifier() or spec or conversion
    ]
    assert odd == []


def test_whoever_makes_an_error_gives_it_every_fact():
    wanted: dict[str, list[set[str]]] = {}
    for kind in family():
        if not kind.begins_itself:
            wanted.setdefault(kind.name, []).append({field for field, _, _ in facts(kind)})
    # Two rooms may each have an error of one name: it is enough that the facts fill one of them.
    missing = [
        f"{call.path}:{call.line}: {call.name}({', '.join(sorted(map(str, call.given)))})"
        for call in read()[1]
        if call.name in wanted
        and None not in call.given
        and not any(names <= call.given for names in wanted[call.name])
    ]
    assert missing == []
