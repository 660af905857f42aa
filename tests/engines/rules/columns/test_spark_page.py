"""The example of docs/spark.md runs as it stands there."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.engines.rules.models import table_model
from tests.patience import PATIENCE
from tests.shared import ROOT
from verbale.engines.rules.columns import SINGLY

RULES = [
    '"internal" | - | - => "refuse"',
    '- | < 1950 | >= 0.3 => "supply"',
    '- | - | ? * ? > 0.04 => "refer"',
]
FACTS = pa.table(
    {
        "number": pa.array(range(5), pa.int64()),
        "distribution": ["internal", "open", "open", None, "激光"],
        "printed_year": pa.array([1949, 1949, 1951, None, 1960], pa.int32()),
        "share": pa.array([None, Decimal("0.30"), Decimal("0.21"), None, Decimal("0.20")], pa.decimal128(5, 2)),
    }
)


def test_the_example_decides_a_folder_of_parquet_files(server: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/spark.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "review.py").write_text(code, "utf-8")
    inputs = {"distribution": "string", "printed year": "number", "share": "number"}
    (tmp_path / "book.dmn").write_bytes(table_model(RULES, hit="FIRST", inputs=inputs))
    (tmp_path / "facts").mkdir()
    for at in range(2):
        pq.write_table(FACTS.slice(at * 3, 3), tmp_path / "facts" / f"{at}.parquet")
    line = [sys.executable, "-W", "ignore", "review.py", server, "book.dmn", *_folders(tmp_path)]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    named, *alone = done.stdout.splitlines()
    assert named == "decided singly: answer, rule 3, share: a value that gives a fault, or that no column can tell"
    assert list(map(json.loads, alone)) == [{"number": 3, "outputs": None}]
    found = sorted(pq.read_table(tmp_path / "decided").to_pylist(), key=lambda each: each["number"])
    assert [(each["rule"], each["outputs"]) for each in found] == [
        (1, '"refuse"'),
        (2, '"supply"'),
        (3, '"refer"'),
        (SINGLY, None),
        (0, "null"),
    ]


def _folders(folder: Path) -> list[str]:
    return [str(folder / "facts"), str(folder / "decided")]
