"""The process in which a PDF is examined: bounded, and with nothing to steal.

Started by ``isolated`` as ``python -m verbale.engines.inspection.child``; reads one request as JSON from standard input
and writes what was found to standard output.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from verbale.engines.inspection.pdf import examine
from verbale.engines.inspection.pdf_demand import PdfDemand

_BOUNDS = {
    resource.RLIMIT_AS: 2 * 1024**3,
    resource.RLIMIT_CPU: 1800,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}
"""Address space and output in bytes, processor time in seconds, open files. It writes no file but into the pipe."""

if __name__ == "__main__":
    for bound, value in _BOUNDS.items():
        resource.setrlimit(bound, (value, value))
    request = json.load(sys.stdin)
    found = examine(Path(request["path"]), PdfDemand.from_json(request["demand"]))
    json.dump([finding.as_json() for finding in found], sys.stdout)
