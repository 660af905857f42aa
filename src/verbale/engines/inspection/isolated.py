"""Examining a PDF in a process of its own, so that a hostile one breaks that process and not the one with the keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf_demand import PdfDemand

_PACKAGES = Path(__file__).parents[3]
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
_WAIT = 3600
"""Seconds."""


def examine(path: Path, demand: PdfDemand) -> tuple[Finding, ...]:
    """See ``pdf.examine``. A process that dies, takes too long or answers nonsense is a finding."""
    request = json.dumps({"path": str(path.resolve(strict=True)), "demand": demand.as_json()})
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-m", "verbale.engines.inspection.child"],
            input=request.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_PACKAGES), **_ENVIRONMENT},
            cwd="/",
            timeout=_WAIT,
            check=True,
        )
        return tuple(Finding.from_json(read) for read in json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, TypeError, KeyError, AttributeError) as fault:
        return (Finding(Kind.PDF, demand.where, f"it cannot be examined ({type(fault).__name__})"),)
