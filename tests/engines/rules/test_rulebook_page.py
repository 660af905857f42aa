"""The example of docs/rulebook.md runs as it stands there."""

from __future__ import annotations

import re
import runpy

from tests.shared import ROOT


def test_the_example_runs(tmp_path, monkeypatch, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/rulebook.md").read_text("utf-8"), re.DOTALL)
    program = tmp_path / "example.py"
    program.write_text(code, encoding="utf-8")
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(program), run_name="__main__")
    assert capsys.readouterr().out.startswith("supply () None Principle 2: items of listed presses")
