"""The ground stands on the standard library and one small library of values."""

import ast
import sys

from tests.house.sources import PACKAGE, modules, name, tree


def test_the_kernel_imports_nothing_else():
    allowed = {*sys.stdlib_module_names, "verbale", "rfc8785"}
    found = [
        f"{name(path)}: {module}"
        for path in modules(PACKAGE / "kernel")
        for node in ast.walk(tree(path))
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if module.partition(".")[0] not in allowed
    ]
    assert found == []
