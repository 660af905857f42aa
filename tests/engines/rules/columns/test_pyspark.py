"""PySpark itself, where it is installed: beside pyspark-client, which has the same name, it cannot be."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.shared import ROOT


def _has_jars() -> bool:
    found = importlib.util.find_spec("pyspark")
    return found is not None and found.origin is not None and (Path(found.origin).parent / "jars").is_dir()


@pytest.mark.skipif(not _has_jars(), reason="PySpark is not installed (its client alone has no engine)")
@pytest.mark.skipif(shutil.which("java") is None, reason="PySpark needs Java")
def test_pyspark_decides_every_cell_as_duckdb() -> None:
    line = [sys.executable, "-m", "tests.engines.rules.columns.real"]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(line, cwd=ROOT, env=known, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
