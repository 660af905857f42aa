"""What docs/MAP.md says of the inside of the rules is so: every module is named once, and imports only downwards."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.sources import PACKAGE, modules, name, tree
from tests.shared import ROOT

RULES = PACKAGE / "engines" / "rules"
BLIND = ("proof", "columns", "fast")


def rows() -> list[list[str]]:
    """The modules of each row of the table, from the top down."""
    page = (ROOT / "docs" / "MAP.md").read_text("utf-8").partition("## Inside the rules")[2]
    return [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| [^|]+ \| (`.+`) \|$", page, re.MULTILINE)]


def imports() -> Iterator[tuple[str, str, str]]:
    """File, importer and imported of each import between two modules, or parts, of the engine."""
    for path in modules(RULES):
        parts = path.relative_to(RULES).with_suffix("").parts
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.level == len(parts) and parts != ("__init__",):
                for other in [node.module.partition(".")[0]] if node.module else [each.name for each in node.names]:
                    yield name(path), parts[0], other


def test_every_module_is_named_once():
    there = {each.stem for each in RULES.iterdir() if each.suffix == ".py" or (each / "__init__.py").exists()}
    told = [module for row in rows() for module in row]
    assert sorted(told) == sorted(there - {"__init__"}), "name it in a row of “Inside the rules”, docs/MAP.md"


def test_what_stands_lower_imports_nothing_of_what_stands_above():
    rank = {module: number for number, row in enumerate(rows()) for module in row}
    upwards = [(file, other) for file, one, other in imports() if rank.get(other, len(rank)) < rank.get(one, 0)]
    assert upwards == []


def test_proofs_columns_and_written_functions_are_blind_to_each_other():
    seeing = [(file, other) for file, one, other in imports() if one in BLIND and other in BLIND and one != other]
    assert seeing == []


def test_no_import_hides_in_a_function():
    functions = [
        (name(path), node)
        for path in modules(RULES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
    found = {
        (file, other)
        for file, function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.level
        for other in ([node.module] if node.module else [each.name for each in node.names])
    }
    assert found == set(), "two modules need each other: move what both need below them, or hand it in"
