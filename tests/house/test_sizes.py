"""No module and no function swallows the middle; every module says what it is."""

import ast

from tests.house.sources import PACKAGE, modules, name, tree
from tests.shared import ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
OURS = [*modules(PACKAGE), *modules(ROOT / "tools"), *modules(ROOT / "bench")]


def test_no_module_is_too_long():
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in OURS}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long():
    functions = (
        (f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert {function: length for function, length in functions if length > LONGEST_FUNCTION} == {}


def test_every_module_says_what_it_is():
    assert [name(path) for path in OURS if path.stat().st_size and not ast.get_docstring(tree(path))] == []
