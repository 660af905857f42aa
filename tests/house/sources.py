"""The project's own sources, as the tests of the house look at them."""

import ast
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT

PACKAGE = ROOT / "src" / "verbale"


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every Python module below a folder, without generated migrations."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def name(path: Path) -> str:
    """How a fault names the file."""
    return path.relative_to(ROOT).as_posix()


def kept_files() -> list[Path]:
    """Every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("needs the project's git folder to know which files are kept")
    return [path for line in listed.stdout.split("\0") if line and (path := ROOT / line).is_file()]
