"""Every error is a sentence, and whoever raises it gives it all its facts."""

import ast
import inspect
from string import Formatter

from tests.house.sources import modules, name, tree

TREES = {path: tree(path) for path in modules()}
CLASSES = [(path, node) for path, found in TREES.items() for node in ast.walk(found) if isinstance(node, ast.ClassDef)]


def family():
    """The classes of Verbale's family of errors, with their files."""
    names = {"VerbaleError"}
    while grown := {node.name for _, node in CLASSES if bases(node) & names} - names:
        names |= grown
    return [(path, node) for path, node in CLASSES if node.name in names]


def bases(node):
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def sentence(node):
    return " ".join(inspect.cleandoc(ast.get_docstring(node) or "").split())


def facts(node):
    """The names in the sentence's braces, as they stand there."""
    return [
        (field, spec, conversion)
        for _, field, spec, conversion in Formatter().parse(sentence(node))
        if field is not None
    ]


def test_every_error_has_a_sentence():
    assert [f"{name(path)}: {node.name}" for path, node in family() if not sentence(node)] == []


def test_braces_hold_plain_names():
    odd = [
        f"{name(path)}: {node.name}: {field}"
        for path, node in family()
        for field, spec, conversion in facts(node)
        if not field.isidentifier() or spec or conversion
    ]
    assert odd == []


def test_whoever_makes_an_error_gives_it_every_fact():
    wanted: dict[str, list[set[str]]] = {}
    for _, node in family():
        if not any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body):
            wanted.setdefault(node.name, []).append({field for field, _, _ in facts(node)})
    missing = []
    for path, found in TREES.items():
        for call in (node for node in ast.walk(found) if isinstance(node, ast.Call)):
            kind = ast.unparse(call.func).rpartition(".")[2]
            given = {keyword.arg for keyword in call.keywords}
            # Two rooms may each have an error of one name: it is enough that the facts fill one of them.
            if kind in wanted and None not in given and not any(names <= given for names in wanted[kind]):
                missing.append(f"{name(path)}:{call.lineno}: {kind}({', '.join(sorted(map(str, given)))})")
    assert missing == []
